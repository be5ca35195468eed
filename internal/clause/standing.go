package clause

import (
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// verdict is a standing and the rule that gives it.
type verdict struct {
	st  Standing
	why string
}

var holds = verdict{Actual, ""}

// rank orders standings: where two apply, the higher holds.
var rank = map[Standing]int{Actual: 0, Historical: 1, Planned: 2, Negated: 3, Hypothetical: 4}

func stronger(a, b verdict) verdict {
	if rank[b.st] > rank[a.st] {
		return b
	}
	return a
}

// stand settles a clause's standing from its own words and those above it.
func (b *Builder) stand(c *Clause, depth int) verdict {
	if c.Standing != "" || depth > len(b.s.Tokens) {
		return verdict{c.Standing, c.Because}
	}
	v := b.mood(c)
	if c.Under >= 0 {
		v = b.compose(c, v, b.inherited(c, &b.out[c.Under], depth))
	} else if c.Mark == "to" && syntax.Base(b.s.Tokens[c.Pred].Rel) == "acl" {
		v = stronger(v, verdict{Planned, "headline"}) // "Navy to deploy frigates"
	}
	if (v.st == Actual || v.st == Planned) && b.any(c) {
		v = verdict{Hypothetical, "any"}
	}
	c.Standing, c.Because = v.st, v.why
	return v
}

// compose joins what a clause's own words give it with what its governor does.
// "Would" and "could" under denial are the denial's; a past "would" is the
// speaker's future.
func (b *Builder) compose(c *Clause, own, above verdict) verdict {
	if above.st == Negated && own.st == Hypothetical && own.why == "modal" {
		return above
	}
	return stronger(own, above)
}

// inherited is what the governing clause g makes of c.
func (b *Builder) inherited(c, g *Clause, depth int) verdict {
	above := b.stand(g, depth+1)
	switch c.Link {
	case Conj:
		if c.Modal == "" && c.Mark == "" && c.Tense != Past && !c.Neg && !b.but(c) {
			return above
		}
	case Rel:
		if b.freeRelative(c) {
			return verdict{Hypothetical, "whoever"}
		}
	case Adv:
		return b.adverbial(c, g, above)
	case Said:
		return stronger(b.effect(g), b.content(c, g, above))
	case Acl:
		return b.onNoun(c, g, above)
	case Within:
		return b.within(c, g, above)
	}
	return holds
}

// but: "will not attack but negotiate" negates the first alone.
func (b *Builder) but(c *Clause) bool {
	k := b.kids.Find(c.Pred, "cc")
	return k >= 0 && b.s.Tokens[k].Lemma == "but"
}

// adverbial clauses: purpose, manner, time, and those on adjectives.
func (b *Builder) adverbial(c, g *Clause, above verdict) verdict {
	lemma := b.s.Tokens[g.Pred].Lemma
	switch {
	case c.Mark == "to" && b.too(c):
		return verdict{Negated, "too"} // "too weak to attack"
	case c.Mark == "to" && lemma == "go" && b.near(c.Pred-1, "on"):
		return above // "went on to attack"
	case c.Mark == "to":
		v := stronger(b.effect(g), above)
		if v.st == Actual && !b.words.Is(lemma, codebook.Plans) {
			return verdict{Hypothetical, "purpose"}
		}
		return v
	case c.Mark == "of" && b.near(c.Pred, "short"):
		return verdict{Negated, "short of"}
	case ofObject[c.Mark]:
		return stronger(b.effect(g), above)
	case temporal[c.Mark] && c.Tense == Present && rank[above.st] >= rank[Planned]:
		return verdict{Hypothetical, "when"} // "when rebels disarm, talks will begin"
	case temporal[c.Mark] && c.Mark == "until" && c.Tense == Present:
		return verdict{Hypothetical, "when"}
	case c.Lent() && c.Tense != Past && !temporal[c.Mark]: // "will visit Paris, meeting the mayor"
		return above
	}
	return holds
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
func (b *Builder) content(c, g *Clause, above verdict) verdict {
	l := b.s.Tokens[g.Pred].Lemma
	switch {
	case c.Mark == "to" && b.yet(g):
		return verdict{Negated, "yet"} // "has yet to withdraw"
	case b.words.Is(l, codebook.Speech) && c.Mark != "to":
		return holds
	}
	return above
}

// phrasal is the lemma of a predicate with its particle: "call off".
func (b *Builder) phrasal(g *Clause) string {
	l := b.s.Tokens[g.Pred].Lemma
	if g.Particle != "" {
		return l + " " + g.Particle
	}
	return l
}

// effects are the classes of words that settle what follows them.
var effects = [...]struct {
	class codebook.Class
	verdict
}{
	{codebook.Negates, verdict{Negated, "negates"}},
	{codebook.Doubts, verdict{Hypothetical, "doubts"}},
	{codebook.Plans, verdict{Planned, "plans"}},
}

// effect is what a verb or adjective makes of its content; one with a particle
// is looked up with it first.
func (b *Builder) effect(g *Clause) verdict {
	for _, l := range [...]string{b.phrasal(g), b.s.Tokens[g.Pred].Lemma} {
		for _, e := range effects {
			if b.words.Is(l, e.class) {
				return e.verdict
			}
		}
	}
	return holds
}

// onNoun: "the decision to withdraw" is to come, "troops patrolling" is not,
// what a request that is refused asks for does not happen.
func (b *Builder) onNoun(c, g *Clause, above verdict) verdict {
	h := b.s.Tokens[c.Pred].Head
	if c.Mark != "to" || h < 0 {
		if h >= 0 && g.Nominal && g.Pred == h && above.st != Actual {
			return above
		}
		return holds
	}
	noun := &b.s.Tokens[h]
	switch {
	case b.none(h):
		return verdict{Negated, "no plan"}
	case b.refused(noun):
		return verdict{Negated, "refused plan"}
	case b.words.Is(noun.Lemma, codebook.DoubtNoun):
		return verdict{Hypothetical, "doubtful noun"}
	}
	return verdict{Planned, "to on a noun"}
}

// refused: the noun is the object of a verb such as "reject".
func (b *Builder) refused(noun *syntax.Token) bool {
	if syntax.Base(noun.Rel) != "obj" || noun.Head < 0 || b.at[noun.Head] < 0 {
		return false
	}
	return b.effect(&b.out[b.at[noun.Head]]).st == Negated
}

// within: a deed named inside another's arguments shares its fate when it is
// the object of a light or doubting verb, or the subject of which something
// like "cancelled", "possible" or "did not take place" is said.
func (b *Builder) within(c, g *Clause, above verdict) verdict {
	t := &b.s.Tokens[c.Pred]
	if t.Head != g.Pred {
		return holds
	}
	v := above
	switch syntax.Base(t.Rel) {
	case "obj", "obl":
		if e := b.effect(g); e.st == Negated {
			return e // "denied any attack"
		} else {
			v = stronger(v, e)
		}
	case "nsubj":
		if t.Rel == "nsubj:pass" || g.Copular || b.words.Is(b.phrasal(g), codebook.Negates) && g.Particle != "" {
			v = stronger(v, b.effect(g))
		}
		if g.Copular {
			v = stronger(v, b.adjective(g.Pred))
		}
	case "nmod":
	default:
		return holds
	}
	return v
}
