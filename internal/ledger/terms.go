package ledger

import (
	"strings"

	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/text"
)

// sameWords is how alike the words of two entries must be to be one promise;
// maybeWords, where the words themselves say that it is not new; evidence, for a
// deed to show its fate.
const (
	sameWords  = 0.5
	maybeWords = 0.4
	evidence   = 0.5
	little     = 1.4  // weight below which words say too little to be alike
	otherVerb  = 0.65 // what a deed told by another verb counts
)

// headVerb is the term of the verb that the words of an entry begin with, ""
// when they begin with a noun.
func (d *Drawer) headVerb(e *Entry) string {
	s := &d.in.Sents[e.Sent]
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if e.What.Span.Len() == 0 || !e.What.Span.Holds(t.Span) {
			continue
		}
		switch t.UPOS {
		case "VERB":
			return d.term(strings.ToLower(t.Lemma))
		case "NOUN", "PROPN", "DET", "NUM":
			return ""
		}
	}
	return ""
}

// terms weighs the words that say what an entry is about.
func (d *Drawer) terms(e *Entry) map[string]float64 {
	out := map[string]float64{}
	d.addTerms(out, e.Sent, e.What.Span)
	if e.Over.Text != "" {
		for _, w := range strings.Fields(strings.ToLower(e.Over.Text)) {
			if !d.book.Is(w, "hollow") && w != "the" && w != "of" {
				out["~"+stem(w)] = 1
			}
		}
	}
	return out
}

func (d *Drawer) addTerms(out map[string]float64, sent int, within text.Span) {
	s := &d.in.Sents[sent]
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if !within.Holds(t.Span) {
			continue
		}
		l := strings.ToLower(t.Lemma)
		if d.book.Is(l, "hollow") {
			continue
		}
		w := weights[t.UPOS]
		if w == 0 {
			continue
		}
		if code := d.codeAt(sent, i); code != "" {
			out["="+code] = 0.5
			continue
		}
		if t.UPOS == "PROPN" {
			out["~"+d.term(l)] = w
			continue
		}
		out[d.term(l)] = w
	}
}

var weights = map[string]float64{"NOUN": 1, "PROPN": 1, "VERB": 0.7, "NUM": 0.5, "ADJ": 0.4}

// term is the word that stands for a lemma and for those that mean the same.
func (d *Drawer) term(l string) string { return stem(d.book.Same(l)) }

// stem joins verb and noun of one deed: withdraw, withdrawal.
func stem(l string) string { return l[:min(len(l), 6)] }

// codeAt gives the state that a token names, "" for other words.
func (d *Drawer) codeAt(sent, i int) string {
	if sent != d.v.s.Index {
		d.v.enter(d.in, sent)
	}
	k := d.v.at[i]
	if k < 0 {
		return ""
	}
	if m := &d.in.Mentions[k]; m.Kind == mention.State && len(m.Parties) == 1 {
		return m.Parties[0].Code
	}
	return ""
}

// alike is the share of the weight of the lighter of two that both have, as
// far as more than one word speaks for it.
func alike(a, b map[string]float64) float64 {
	both := shared(a, b)
	if !speaks(a, b) {
		return 0
	}
	m := min(weight(a), weight(b))
	if m == 0 || both < 1 {
		return 0
	}
	return both / max(m, little)
}

// covers is the share of the weight of a that b has too.
func covers(a, b map[string]float64) float64 {
	w := weight(a)
	if w == 0 || !speaks(a, b) {
		return 0
	}
	return shared(a, b) / max(w, little)
}

// common is the weight that two share beside names.
func common(a, b map[string]float64) float64 {
	sum := 0.0
	for _, k := range keys(a) {
		if _, ok := b[k]; ok && k[0] != '=' && k[0] != '~' {
			sum += a[k]
		}
	}
	return sum
}

// speaks reports whether the two share more than names and numbers.
func speaks(a, b map[string]float64) bool {
	for k, w := range a {
		if _, ok := b[k]; ok && w >= 0.7 && k[0] != '=' && k[0] != '~' {
			return true
		}
	}
	return false
}

func shared(a, b map[string]float64) float64 {
	sum := 0.0
	for _, k := range keys(a) {
		if o, ok := b[k]; ok {
			sum += min(a[k], o)
		}
	}
	return sum
}

func weight(a map[string]float64) float64 {
	sum := 0.0
	for _, k := range keys(a) {
		sum += a[k]
	}
	return sum
}
