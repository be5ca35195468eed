package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"github.com/attache/attache/internal/split"
	"github.com/attache/attache/internal/syntax"
)

const (
	cellBits    = 18
	lexiconBits = 16
)

func readBank(name string) ([]syntax.CoNLLU, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []syntax.CoNLLU
	for c, err := range syntax.ReadCoNLLU(f) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, c)
	}
	return out, nil
}

func readWire(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var r struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, r.Text)
	}
	return out, in.Err()
}

// usage counts how a word is used: its tags and its case.
type usage struct {
	tags         [18]int
	lower, upper int
}

// lexicon returns the words of the data, the most frequent first, and for
// each a class of its most frequent tag and its usual case.
func lexicon(ewt, gum []syntax.CoNLLU, wire []string) ([]string, []uint8) {
	seen := map[string]*usage{}
	of := func(form string) *usage {
		key := strings.ToLower(form)
		u := seen[key]
		if u == nil {
			u = &usage{}
			seen[key] = u
		}
		return u
	}
	count := func(u *usage, form string, first bool) {
		if c := form[0]; c >= 'a' && c <= 'z' {
			u.lower++
		} else if c >= 'A' && c <= 'Z' && !first {
			u.upper++
		}
	}
	for _, bank := range [][]syntax.CoNLLU{ewt, gum} {
		for i := range bank {
			for k, t := range bank[i].Tokens {
				u := of(t.Form)
				u.tags[split.Tags[t.UPOS]]++
				count(u, t.Form, k == 0)
			}
		}
	}
	for _, s := range wire {
		stop := true
		for _, f := range strings.Fields(s) {
			form := strings.Trim(f, `"'.,;:()`)
			if form != "" {
				count(of(form), form, stop)
			}
			stop = strings.HasSuffix(f, ".") || strings.HasSuffix(f, `"`)
		}
	}
	return classify(seen)
}

func classify(seen map[string]*usage) ([]string, []uint8) {
	var words []string
	total := map[string]int{}
	for s, u := range seen {
		n := u.lower + u.upper
		for _, k := range u.tags {
			n += k
		}
		if n >= 2 {
			words = append(words, s)
			total[s] = n
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		if d := total[b] - total[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	words = words[:min(len(words), 40000)]
	classes := make([]uint8, len(words))
	for i, s := range words {
		u := seen[s]
		tag := 0
		for k := range u.tags {
			if u.tags[k] > u.tags[tag] {
				tag = k
			}
		}
		casing := 0
		switch {
		case u.lower > 9*u.upper:
			casing = 1
		case u.upper > 9*u.lower:
			casing = 3
		case u.lower+u.upper > 0:
			casing = 2
		}
		classes[i] = split.Class(tag, casing)
	}
	return words, classes
}

// examples hold the features of places, nFeatures each, and what is right.
type examples struct {
	features []uint32
	labels   []bool
	wire     []bool // from the newswire
	width    int
}

// gather makes examples of the treebanks' documents, whole and cut into
// paragraphs, and of the newswire as the rules cut it.
func gather(model *split.Model, ewt, gum []syntax.CoNLLU, wire []string) *examples {
	ex := &examples{}
	w := split.New(model).Worker()
	rng := rand.New(rand.NewPCG(1, 2))
	for _, d := range documents(ewt) {
		ex.add(w, d, func(*syntax.CoNLLU) bool { return false })
		ex.add(w, d, func(*syntax.CoNLLU) bool { return rng.IntN(5) == 0 })
	}
	for _, d := range documents(gum) {
		ex.add(w, d, func(c *syntax.CoNLLU) bool { _, ok := c.Comment("newpar"); return ok })
	}
	for i, s := range wire {
		if i%3 == 0 {
			w.Places(s, func(p split.Place) bool { return ex.place(p, p.Rule, true) })
		}
	}
	return ex
}

func documents(bank []syntax.CoNLLU) [][]syntax.CoNLLU {
	var out [][]syntax.CoNLLU
	from := 0
	for i := range bank {
		_, ok := bank[i].Comment("newdoc id")
		if ok && i > from {
			out = append(out, bank[from:i])
			from = i
		}
	}
	return append(out, bank[from:])
}

// add makes examples of one document; breaks says before which sentences a
// paragraph begins.
func (ex *examples) add(w *split.Worker, doc []syntax.CoNLLU, breaks func(*syntax.CoNLLU) bool) {
	var b strings.Builder
	ends := map[int]bool{}
	for i := range doc {
		c := &doc[i]
		if i > 0 {
			switch {
			case breaks(c):
				b.WriteString("\n\n")
			case doc[i-1].SpaceAfter(len(doc[i-1].Tokens) - 1):
				b.WriteByte(' ')
			}
		}
		b.WriteString(c.Text)
		ends[b.Len()] = true
	}
	w.Places(b.String(), func(p split.Place) bool { return ex.place(p, ends[p.From], false) })
}

func (ex *examples) place(p split.Place, end, wire bool) bool {
	ex.features = append(ex.features, p.Features...)
	ex.labels = append(ex.labels, end)
	ex.wire = append(ex.wire, wire)
	ex.width = len(p.Features)
	return end
}
