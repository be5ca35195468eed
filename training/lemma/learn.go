package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/attache/attache/internal/lemma"
	"github.com/attache/attache/internal/syntax"
)

// word is a form with its tag.
type word struct {
	form string
	tag  byte
}

// seen counts the lemmas of a word, in tokens.
type seen struct {
	lemmas map[string]float64
	total  float64
}

// best returns the most frequent lemma; of equals the first by spelling.
func (s *seen) best() string {
	out, n := "", -1.0
	for l, k := range s.lemmas {
		if k > n || k == n && l < out {
			out, n = l, k
		}
	}
	return out
}

func (s *seen) add(l string, n float64) {
	s.lemmas[l] += n
	s.total += n
}

// ewtWeight is how much more a token of EWT counts than one of GUM: where the
// two differ, EWT is followed.
const ewtWeight = 4

func count(ewt, gum []syntax.CoNLLU) map[word]*seen {
	types := map[word]*seen{}
	add := func(bank []syntax.CoNLLU, weight float64) {
		for i := range bank {
			for _, t := range bank[i].Tokens {
				if t.Lemma == "" || t.Lemma == "_" || t.UPOS == "PUNCT" || t.UPOS == "SYM" {
					continue
				}
				key := word{t.Form, lemma.TagByte(t.UPOS, t.XPOS, t.Feats)}
				s := types[key]
				if s == nil {
					s = &seen{lemmas: map[string]float64{}}
					types[key] = s
				}
				s.add(t.Lemma, weight)
			}
		}
	}
	add(ewt, ewtWeight)
	add(gum, 1)
	return types
}

// sorted returns the words in a fixed order.
func sorted(types map[word]*seen) []word {
	out := make([]word, 0, len(types))
	for w := range types {
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b word) int {
		return cmp.Or(strings.Compare(a.form, b.form), cmp.Compare(a.tag, b.tag))
	})
	return out
}

// ending is what a rule looks at.
type ending struct {
	suffix    string
	tag, look byte
}

const maxSuffix = 6

// learnRules makes a decision list: for each ending the edit that most of its
// types ask for, left out where the next shorter ending says the same.
func learnRules(types map[word]*seen, least float64) []lemma.Rule {
	votes := map[ending]map[lemma.Edit]float64{}
	done := map[word]bool{}
	for _, w := range sorted(types) {
		if lemma.Plain(w.tag) {
			w.form = strings.ToLower(w.form)
			if types[w] == nil {
				continue
			}
		}
		if done[w] {
			continue
		}
		done[w] = true
		e, ok := lemma.EditOf(w.form, types[w].best())
		if !ok {
			continue
		}
		low := lemma.LowerASCII(w.form)
		look := lemma.LookOf(w.form)
		for n := 0; n <= min(maxSuffix, len(low)); n++ {
			k := ending{low[len(low)-n:], w.tag, look}
			if votes[k] == nil {
				votes[k] = map[lemma.Edit]float64{}
			}
			votes[k][e]++
		}
	}
	chosen := map[ending]lemma.Edit{}
	var keys []ending
	for k, v := range votes {
		total := 0.0
		for _, n := range v {
			total += n
		}
		if total >= least || k.suffix == "" {
			chosen[k] = choose(v)
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b ending) int {
		return cmp.Or(cmp.Compare(a.tag, b.tag), cmp.Compare(a.look, b.look), cmp.Compare(len(a.suffix), len(b.suffix)), strings.Compare(a.suffix, b.suffix))
	})
	var out []lemma.Rule
	for _, k := range keys {
		if !repeats(chosen, k) {
			out = append(out, lemma.Rule{Suffix: k.suffix, Tag: k.tag, Look: k.look, Edit: chosen[k]})
		}
	}
	return out
}

// repeats reports whether the longest shorter ending has the same edit.
func repeats(chosen map[ending]lemma.Edit, k ending) bool {
	for n := 1; n <= len(k.suffix); n++ {
		if e, ok := chosen[ending{k.suffix[n:], k.tag, k.look}]; ok {
			return e == chosen[k]
		}
	}
	return false
}

func choose(votes map[lemma.Edit]float64) lemma.Edit {
	var out lemma.Edit
	n := -1.0
	for e, k := range votes {
		if k > n || k == n && less(e, out) {
			out, n = e, k
		}
	}
	return out
}

func less(a, b lemma.Edit) bool {
	return cmp.Or(cmp.Compare(a.Strip+len(a.Add), b.Strip+len(b.Add)), cmp.Compare(a.Case, b.Case), cmp.Compare(a.Strip, b.Strip), strings.Compare(a.Add, b.Add)) < 0
}

// learnEntries makes the lexicon: words that the rules get wrong, and frequent
// ones whose lemma would have to be built anew each time.
func learnEntries(types map[word]*seen, rules *lemma.Model) []lemma.Entry {
	small := map[word]*seen{} // by the form in small letters
	words := sorted(types)
	for _, w := range words {
		k := word{lemma.LowerASCII(w.form), w.tag}
		if small[k] == nil {
			small[k] = &seen{lemmas: map[string]float64{}}
		}
		for l, n := range types[w].lemmas {
			small[k].add(l, n)
		}
	}
	need := map[word]bool{}
	for _, w := range words {
		l, k := types[w].best(), word{lemma.LowerASCII(w.form), w.tag}
		if rules.Guess(w.form, w.tag) != l || !strings.HasPrefix(w.form, l) && types[w].total >= 2 {
			need[k] = true
		}
	}
	out := map[word]string{}
	for k := range need {
		if len(k.form) <= 60 && len(small[k].best()) < 200 {
			out[k] = small[k].best()
			if own := types[k]; own != nil {
				out[k] = own.best()
			}
		}
	}
	for _, w := range words {
		k := word{lemma.LowerASCII(w.form), w.tag}
		if l := types[w].best(); out[k] != "" && out[k] != l && len(l) < 200 {
			out[w] = l
		}
	}
	var entries []lemma.Entry
	for w, l := range out {
		entries = append(entries, lemma.Entry{Form: w.form, Tag: w.tag, Lemma: l})
	}
	slices.SortFunc(entries, func(a, b lemma.Entry) int {
		return cmp.Or(strings.Compare(a.Form, b.Form), cmp.Compare(a.Tag, b.Tag))
	})
	return entries
}
