package relate

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
)

// actsOf returns the types of the codebook's patterns that a word may carry,
// each once, in the codebook's order.
func actsOf(book *codebook.Events, w *word) []string {
	kind := codebook.NounPattern
	switch w.UPOS {
	case "VERB":
		kind = codebook.VerbPattern
	case "NOUN":
	case "ADJ":
		kind = codebook.AdjPattern
	default:
		return nil
	}
	refs := book.Find(kind, w.lemma)
	if len(refs) == 0 && kind == codebook.NounPattern && strings.HasSuffix(w.lemma, "s") {
		refs = book.Find(kind, w.lemma[:len(w.lemma)-1])
	}
	var out []string
	for _, r := range refs {
		if t := book.Patterns[r.Pattern].Type; !has(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// asMentions shows the two parties to the codebook's patterns as the only
// actors of the text.
func (sc *scene) asMentions() []mention.Mention {
	var out []mention.Mention
	for k, code := range [...]string{"AAA", "BBB"} {
		s := sc.sides[k]
		sent := sc.words[s.head].sent
		base := sc.first[sent]
		m := mention.Mention{Sent: sent, From: max(s.from, base) - base, To: s.head + 1 - base, Head: s.head - base,
			Kind: mention.Org, Parties: []mention.Party{{Code: code}}, Chain: k}
		if len(out) > 0 && out[0].Sent > m.Sent {
			return []mention.Mention{m, out[0]}
		}
		out = append(out, m)
	}
	return out
}

// lexicon describes what the codebook knows of the words and of the whole.
func (sc *scene) lexicon(f *features, order string) {
	from, to := sc.gap()
	first := ""
	for i := range sc.words {
		w := &sc.words[i]
		if w.inside() {
			for _, t := range w.acts {
				f.add("actin", side2(w)+" "+t)
			}
			continue
		}
		for _, t := range w.acts {
			f.add("act", t)
			if i >= from && i < to {
				f.add("actmid", t)
				if first == "" {
					first = t
					f.add("actfirst", order+" "+t)
				}
			}
		}
	}
	for k, name := range [...]string{"A", "B"} {
		prev := "^"
		for n, g := range sc.chain(nil, sc.sides[k].head, 5) {
			for _, t := range sc.words[g].acts {
				f.add(name+"act", t)
				if n == 0 {
					f.add(name+"act0", t+" "+sc.words[sc.sides[k].head].Rel)
				}
				f.add(name+"acts", prev+">"+t)
			}
			if len(sc.words[g].acts) > 0 {
				prev = sc.words[g].acts[0]
			}
		}
	}
	for i := range sc.cands {
		sc.candidate(f, &sc.cands[i])
	}
}

// candidate tells what a pattern of the codebook makes of the two parties.
func (sc *scene) candidate(f *features, c *event.Candidate) {
	a, b := sc.roles(c)
	if a == "-" && b == "-" {
		return
	}
	drop, _, _ := strings.Cut(c.Drop, " codebook/")
	f.add("fit", c.Type+" "+a+b)
	f.add("fitdrop", c.Type+" "+a+b+" "+drop)
	f.add("fitmode", c.Type+" "+c.Mode+" "+a+b)
	f.add("fitstanding", c.Type+" "+a+b+" "+string(sc.clauses[c.Clause].Standing))
	if c.Drop == "" {
		f.add("stands", c.Type+" "+a+b)
	}
}

// role says what a candidate takes a party for.
func role(c *event.Candidate, men int) string {
	for _, k := range c.Actor {
		if k == men {
			return "a"
		}
	}
	for _, k := range c.Recipient {
		if k == men {
			return "b"
		}
	}
	return "-"
}

// roles says what a candidate takes actor and recipient for.
func (sc *scene) roles(c *event.Candidate) (actor, recipient string) {
	a, b := role(c, 0), role(c, 1)
	if sc.flipped {
		return b, a
	}
	return a, b
}

// describeMode lists the features that tell the modes of a type apart.
func (sc *scene) describeMode(f *features) {
	from, to := sc.gap()
	for i := range sc.words {
		w := &sc.words[i]
		if w.content() && w.UPOS != "PROPN" {
			f.add("word", w.lemma)
			if i >= from && i < to {
				f.add("mid", w.lemma)
			}
			if w.in[1] {
				f.add("Bin", w.lemma)
			}
		}
	}
	for k := range sc.sides {
		for _, g := range sc.chain(nil, sc.sides[k].head, 3) {
			f.add("gov", sc.sign(g))
		}
	}
	f.add("Bprep", sc.preposition(sc.sides[1].head))
	for i := range sc.cands {
		c := &sc.cands[i]
		if a, b := sc.roles(c); a != "-" || b != "-" {
			f.add("fitmode", c.Type+" "+c.Mode)
		}
	}
}
