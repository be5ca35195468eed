package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/attache/attache/internal/lemma"
)

// readWire counts the small-letter words of the newswire.
func readWire(name string) (map[string]int, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]int{}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var r struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, s := range strings.FieldsFunc(r.Text, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') }) {
			if strings.ToLower(s) == s {
				out[s]++
			}
		}
	}
	return out, in.Err()
}

// inflection is a regular ending, the tags it may stand for, and what its
// base may end in instead; "+" stands for a doubled consonant taken off.
type inflection struct {
	suffix string
	tags   []string
	bases  []string
}

var inflections = []inflection{
	{"ied", []string{"VBD", "VBN"}, []string{"y", "ie"}},
	{"ed", []string{"VBD", "VBN"}, []string{"", "e", "+"}},
	{"ying", []string{"VBG"}, []string{"y", "ie"}},
	{"ing", []string{"VBG"}, []string{"", "e", "+"}},
	{"ies", []string{"NNS", "VBZ"}, []string{"y", "ie"}},
	{"es", []string{"NNS", "VBZ"}, []string{"", "e"}},
	{"s", []string{"NNS", "VBZ"}, []string{""}},
	{"ier", []string{"JJR"}, []string{"y"}},
	{"er", []string{"JJR"}, []string{"", "e", "+"}},
	{"iest", []string{"JJS"}, []string{"y"}},
	{"est", []string{"JJS"}, []string{"", "e", "+"}},
}

// wireWeight is what a word of the newswire counts against a tagged token.
const wireWeight = 0.5

// addWire adds inflected words that the treebanks lack and whose base the
// newswire or the treebanks have, and returns how many.
func addWire(types map[word]*seen, wire map[string]int) int {
	bases := map[byte]map[string]int{}
	for w, s := range types {
		if t := family(w.tag); t != 0 {
			if bases[t] == nil {
				bases[t] = map[string]int{}
			}
			bases[t][s.best()]++
		}
	}
	forms := make([]string, 0, len(wire))
	for s := range wire {
		forms = append(forms, s)
	}
	slices.Sort(forms)
	added := 0
	for _, form := range forms {
		for _, in := range inflections {
			stem, ok := strings.CutSuffix(form, in.suffix)
			if !ok || len(stem) < 3 || wire[form] < 2 {
				continue
			}
			for _, tag := range in.tags {
				t := lemma.TagByte("", tag, "")
				if types[word{form, t}] != nil {
					continue
				}
				if l := pickBase(stem, in.bases, bases[family(t)], wire); l != "" {
					types[word{form, t}] = &seen{lemmas: map[string]float64{l: wireWeight}, total: wireWeight}
					added++
				}
			}
			break
		}
	}
	return added
}

// pickBase returns the base that is known best: as a lemma of the same part of
// speech, or else, if it is frequent enough, as a word of the newswire.
func pickBase(stem string, ends []string, lemmas, wire map[string]int) string {
	best, n := "", 1
	for _, end := range ends {
		base := stem + end
		if end == "+" {
			k := len(stem)
			if stem[k-1] != stem[k-2] || strings.IndexByte("aeiou", stem[k-1]) >= 0 {
				continue
			}
			base = stem[:k-1]
		}
		score := wire[base] + 1000*min(lemmas[base], 1)
		if score > n {
			best, n = base, score
		}
	}
	return best
}

// family is the part of speech of a tag byte, 0 when it has no inflections.
func family(tag byte) byte {
	for _, f := range []string{"VB VBD VBG VBN VBP VBZ", "NN NNS", "JJ JJR JJS"} {
		for _, t := range strings.Fields(f) {
			if lemma.TagByte("", t, "") == tag {
				return f[0]
			}
		}
	}
	return 0
}
