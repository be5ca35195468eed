package clause

import (
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

var conditional = map[string]bool{"if": true, "unless": true, "whether": true, "lest": true, "should": true}

// rank orders standings: where two apply, the higher holds.
var rank = map[Standing]int{Actual: 0, Planned: 1, Negated: 2, Hypothetical: 3}

func stronger(a, b Standing) Standing {
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// stand settles a clause's standing from its own words and those above it.
func (b *Builder) stand(c *Clause, depth int) Standing {
	if c.Standing != "" || depth > len(b.s.Tokens) {
		return c.Standing
	}
	st := b.mood(c)
	if c.Under >= 0 {
		st = stronger(st, b.inherited(c, &b.out[c.Under], depth))
	}
	c.Standing = st
	return st
}

// mood is the standing that a clause's own words give it.
func (b *Builder) mood(c *Clause) Standing {
	st := Actual
	switch c.Modal {
	case "will", "shall":
		st = Planned
	case "would", "could", "may", "might", "should", "can", "must":
		if !(c.Perfect && c.Modal == "must") {
			st = Hypothetical
		}
	}
	if c.Mark == "to" && c.Modal == "" && b.isTo(c) {
		st = Planned
	}
	if conditional[c.Mark] {
		st = Hypothetical
	}
	if c.Neg && st != Hypothetical {
		st = Negated
	}
	if c.Nominal {
		st = stronger(st, b.nounMood(c))
	}
	if b.question(c) {
		st = Hypothetical
	}
	return st
}

// isTo reads "are to meet": a form of be before the infinitive.
func (b *Builder) isTo(c *Clause) bool {
	for j := b.kids.First(c.Pred); j >= 0 && j < c.Pred; j = b.kids.Next(j) {
		if t := &b.s.Tokens[j]; t.Lemma == "be" && (t.Rel == "aux" || t.Rel == "cop") && j+1 < len(b.s.Tokens) && b.s.Tokens[j+1].Lemma == "to" {
			return true
		}
	}
	return false
}

// nounMood reads "planned talks", "a possible attack", "in the event of war".
func (b *Builder) nounMood(c *Clause) Standing {
	st := Actual
	for j := b.kids.First(c.Pred); j >= 0; j = b.kids.Next(j) {
		l := b.s.Tokens[j].Lemma
		switch {
		case b.words.Is(l, codebook.PlanAdj):
			st = stronger(st, Planned)
		case b.words.Is(l, codebook.DoubtAdj):
			st = stronger(st, Hypothetical)
		case b.words.Is(l, codebook.NegAdj):
			st = stronger(st, Negated)
		}
	}
	if h := b.s.Tokens[c.Pred].Head; h >= 0 && syntax.Base(b.s.Tokens[c.Pred].Rel) == "nmod" {
		l := b.s.Tokens[h].Lemma
		switch {
		case b.words.Is(l, codebook.PlanNoun):
			st = stronger(st, Planned)
		case b.words.Is(l, codebook.DoubtNoun):
			st = stronger(st, Hypothetical)
		}
	}
	return st
}

func (b *Builder) question(c *Clause) bool {
	if c.Link != Top || len(b.s.Tokens) == 0 {
		return false
	}
	for i := len(b.s.Tokens) - 1; i >= 0 && b.s.Tokens[i].UPOS == "PUNCT"; i-- {
		if b.s.Tokens[i].Form == "?" {
			return true
		}
	}
	return false
}

// inherited is what the governing clause g makes of c.
func (b *Builder) inherited(c, g *Clause, depth int) Standing {
	above := b.stand(g, depth+1)
	switch c.Link {
	case Conj:
		if c.Modal == "" && c.Mark == "" && c.Tense != Past {
			return above
		}
		return Actual
	case Rel, Par:
		return Actual
	case Adv:
		if c.Mark == "to" {
			return stronger(Hypothetical, above)
		}
		if ofObject[c.Mark] {
			return stronger(b.effect(g), above)
		}
		if c.Lent() && c.Tense != Past { // "will visit Paris, meeting the mayor"
			return above
		}
		return Actual
	case Said:
		return stronger(b.effect(g), b.content(c, g, above))
	case Acl:
		return b.onNoun(c, g, above)
	case Within:
		return b.within(c, g, above)
	}
	return Actual
}

// Lent reports whether the clause has its subject from its governor.
func (c *Clause) Lent() bool {
	for _, a := range c.Args {
		if a.Shared && (a.Role == Subj || a.Role == Obj) {
			return true
		}
	}
	return false
}

// content: what is said under a clause that itself does not hold.
func (b *Builder) content(c, g *Clause, above Standing) Standing {
	l := b.s.Tokens[g.Pred].Lemma
	if b.words.Is(l, codebook.Speech) && c.Mark != "to" {
		return Actual
	}
	return above
}

// effect is what a verb makes of its content.
func (b *Builder) effect(g *Clause) Standing {
	l := b.s.Tokens[g.Pred].Lemma
	switch {
	case b.words.Is(l, codebook.Negates):
		return Negated
	case b.words.Is(l, codebook.Doubts):
		return Hypothetical
	case b.words.Is(l, codebook.Plans):
		return Planned
	}
	return Actual
}

// onNoun: "the decision to withdraw" is to come, "troops patrolling" is not.
func (b *Builder) onNoun(c, g *Clause, above Standing) Standing {
	if c.Mark == "to" {
		h := b.s.Tokens[c.Pred].Head
		if h >= 0 && b.words.Is(b.s.Tokens[h].Lemma, codebook.DoubtNoun) {
			return Hypothetical
		}
		return Planned
	}
	if g.Nominal && g.Pred == b.s.Tokens[c.Pred].Head && above != Actual {
		return above
	}
	return Actual
}

// within: a deed named inside another's arguments shares its fate when it is
// the object of a light or doubting verb.
func (b *Builder) within(c, g *Clause, above Standing) Standing {
	rel := syntax.Base(b.s.Tokens[c.Pred].Rel)
	direct := b.s.Tokens[c.Pred].Head == g.Pred
	if !direct {
		return Actual
	}
	switch rel {
	case "obj", "nsubj", "obl", "nmod":
		st := above
		if rel == "obj" || rel == "obl" {
			st = stronger(st, b.effect(g))
		}
		return st
	}
	return Actual
}
