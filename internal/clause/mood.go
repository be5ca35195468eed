package clause

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// conditional words open a clause that need not come true; with more than one
// word only the first is the mark.
var conditional = map[string]bool{"if": true, "unless": true, "whether": true, "lest": true, "should": true, "provided": true,
	"providing": true, "supposing": true, "assuming": true}

// instead: what is done instead of something is done, that is not.
var instead = map[string]bool{"instead": true, "rather": true, "without": true}

// temporal words open a clause that has not come true where the main clause
// is still to come.
var temporal = map[string]bool{"when": true, "once": true, "until": true, "till": true, "after": true, "before": true, "as": true,
	"while": true}

// mood is the standing that a clause's own words give it.
func (b *Builder) mood(c *Clause) verdict {
	v := b.modal(c)
	if c.Mark == "to" && c.Modal == "" && b.isTo(c) {
		v = verdict{Planned, "is to"}
	}
	if conditional[c.Mark] || b.inverted(c) || b.inCase(c) {
		v = verdict{Hypothetical, "condition"}
	}
	if (c.Neg || instead[c.Mark] || b.nobody(c)) && (v.st != Hypothetical || v.why == "ability") {
		v = verdict{Negated, "not"}
	}
	if v.st == Hypothetical && v.why == "ability" {
		v.why = "modal"
	}
	v = stronger(v, b.adverbs(c))
	if c.Nominal {
		v = stronger(v, b.nounMood(c))
	}
	if a, ok := c.Arg(Subj); ok && strings.EqualFold(b.s.Tokens[a.Tok].Form, "whoever") {
		v = verdict{Hypothetical, "whoever"}
	}
	if b.question(c) {
		v = verdict{Hypothetical, "question"}
	}
	return v
}

// modal reads the auxiliary: "will" is a plan, "would" behind "said" is one,
// too; the others tell what may be.
func (b *Builder) modal(c *Clause) verdict {
	switch c.Modal {
	case "will", "shall":
		return verdict{Planned, "will"}
	case "would":
		if b.futureInPast(c) {
			return verdict{Planned, "would"}
		}
		return verdict{Hypothetical, "modal"}
	case "could", "can":
		return verdict{Hypothetical, "ability"}
	case "may", "might", "should", "must":
		if !(c.Perfect && c.Modal == "must") {
			return verdict{Hypothetical, "modal"}
		}
	}
	return holds
}

// futureInPast: "said on Monday it would leave", without a condition.
func (b *Builder) futureInPast(c *Clause) bool {
	if c.Perfect || c.Copular {
		return false
	}
	for j := b.kids.First(c.Pred); j >= 0; j = b.kids.Next(j) {
		if k := b.at[j]; k >= 0 && conditional[b.out[k].Mark] {
			return false
		}
	}
	if k := b.beside(c); k >= 0 {
		return b.out[k].Tense == Past
	}
	if c.Under < 0 || c.Link != Said {
		return false
	}
	g := &b.out[c.Under]
	l := b.s.Tokens[g.Pred].Lemma
	return g.Tense == Past && (b.words.Is(l, codebook.Speech) || b.words.Is(l, codebook.Plans)) && !b.words.Is(l, codebook.Doubts)
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

// inverted reads "had he left", "should he leave", "were he to leave", which
// are conditions where the sentence asks nothing.
func (b *Builder) inverted(c *Clause) bool {
	a, ok := c.Arg(Subj)
	if !ok {
		a, ok = c.Arg(Obj)
	}
	if !ok || c.Under < 0 && c.Link != Top {
		return false
	}
	for j := b.kids.First(c.Pred); j >= 0 && j < a.Tok; j = b.kids.Next(j) {
		t := &b.s.Tokens[j]
		first := j == 0 || b.s.Tokens[j-1].UPOS == "PUNCT" || b.s.Tokens[j-1].UPOS == "CCONJ"
		if first && (t.Lemma == "should" || t.Lemma == "have" && t.XPOS == "VBD" || strings.EqualFold(t.Form, "were")) &&
			(t.Rel == "aux" || t.Rel == "cop" || t.Rel == "aux:pass") && !b.asks() {
			return true
		}
	}
	return false
}

// inCase reads "in the event that", "in case", "on condition that".
func (b *Builder) inCase(c *Clause) bool {
	h := b.s.Tokens[c.Pred].Head
	if h < 0 {
		return false
	}
	switch b.s.Tokens[h].Lemma {
	case "event", "case", "condition", "provided", "chance", "risk", "fear":
		return syntax.Base(b.s.Tokens[c.Pred].Rel) == "acl" && b.kids.Find(h, "case") >= 0 && c.Mark != "to"
	case "provide":
		return h == 0 && c.Mark == "that"
	}
	return false
}

// nobody: the one who would have done it is "no one", or what would have been
// done is "no talks".
func (b *Builder) nobody(c *Clause) bool {
	for _, a := range c.Args {
		if (a.Role == Subj || a.Role == Obj) && !a.Shared && b.none(a.Tok) {
			return true
		}
	}
	return false
}

// none: a noun phrase that stands for nothing.
func (b *Builder) none(tok int) bool {
	switch strings.ToLower(b.s.Tokens[tok].Form) {
	case "nobody", "none", "nothing", "neither":
		return true
	}
	for j := b.kids.First(tok); j >= 0; j = b.kids.Next(j) {
		t := &b.s.Tokens[j]
		switch strings.ToLower(t.Form) {
		case "no", "neither":
			return t.Rel == "det" || t.Rel == "cc:preconj" || t.Rel == "advmod"
		}
	}
	return false
}

// negatives are adverbs that leave nothing of a deed.
var negatives = map[string]bool{"hardly": true, "scarcely": true, "barely": true, "nor": true}

// adverbs reads those of doubt, of old times, and those that negate.
func (b *Builder) adverbs(c *Clause) verdict {
	v := holds
	for j := b.kids.First(c.Pred); j >= 0; j = b.kids.Next(j) {
		t := &b.s.Tokens[j]
		l := strings.ToLower(t.Form)
		switch {
		case t.Rel != "advmod" && t.Rel != "cc" && t.Rel != "obl" && t.Rel != "cc:preconj":
		case b.words.Is(l, codebook.DoubtAdv) && t.Rel == "advmod":
			v = stronger(v, verdict{Hypothetical, "doubtful adverb"})
		case negatives[l], l == "longer" && j > 0 && b.s.Tokens[j-1].Lemma == "no":
			v = stronger(v, verdict{Negated, "not"})
		case l == "past" && t.UPOS == "NOUN" && b.prep(j) == "in" && b.kids.Find(j, "amod", "nmod") < 0,
			l == "formerly", l == "historically", l == "once" && t.Rel == "advmod" && j < c.Pred && c.Tense == Past:
			v = stronger(v, verdict{Historical, "past"})
		}
	}
	return v
}

// adjective is what a predicate adjective says of a deed: "an attack is
// possible", "the visit is cancelled".
func (b *Builder) adjective(tok int) verdict {
	l := b.s.Tokens[tok].Lemma
	switch {
	case b.words.Is(l, codebook.NegAdj):
		return verdict{Negated, "cancelled"}
	case b.words.Is(l, codebook.DoubtAdj):
		return verdict{Hypothetical, "possible"}
	case b.words.Is(l, codebook.PlanAdj):
		return verdict{Planned, "upcoming"}
	}
	return holds
}

// nounMood reads "planned talks", "a possible attack", "in the event of war".
func (b *Builder) nounMood(c *Clause) verdict {
	v := holds
	for j := b.kids.First(c.Pred); j >= 0; j = b.kids.Next(j) {
		if syntax.Base(b.s.Tokens[j].Rel) != "det" {
			v = stronger(v, b.adjective(j))
		}
	}
	t := &b.s.Tokens[c.Pred]
	if t.Head < 0 || syntax.Base(t.Rel) != "nmod" {
		return v
	}
	l := b.s.Tokens[t.Head].Lemma
	switch {
	case b.none(t.Head):
		return stronger(v, verdict{Negated, "no plan"})
	case b.words.Is(l, codebook.PlanNoun):
		return stronger(v, verdict{Planned, "plan"})
	case b.words.Is(l, codebook.DoubtNoun):
		return stronger(v, verdict{Hypothetical, "doubtful noun"})
	}
	return v
}

// any reads "any attack", "anyone who attacks": nobody says that it happened.
func (b *Builder) any(c *Clause) bool {
	if !c.Nominal {
		return false
	}
	k := b.kids.Find(c.Pred, "det")
	return k >= 0 && b.s.Tokens[k].Lemma == "any"
}

// freeRelative: "whoever attacks", "anyone who attacks".
func (b *Builder) freeRelative(c *Clause) bool {
	h := b.s.Tokens[c.Pred].Head
	if h < 0 {
		return false
	}
	switch b.s.Tokens[h].Lemma {
	case "whoever", "anyone", "anybody", "whichever", "whatever":
		return true
	}
	k := b.kids.Find(h, "det")
	return k >= 0 && b.s.Tokens[k].Lemma == "any"
}

// too: "too weak to attack".
func (b *Builder) too(c *Clause) bool {
	h := b.s.Tokens[c.Pred].Head
	if h < 0 {
		return false
	}
	k := b.kids.Find(h, "advmod")
	return k >= 0 && b.s.Tokens[k].Lemma == "too"
}

// yet: "has yet to withdraw", "is yet to withdraw".
func (b *Builder) yet(g *Clause) bool {
	l := b.s.Tokens[g.Pred].Lemma
	if l != "have" && l != "be" {
		return false
	}
	return b.near(g.Pred+1, "yet") || b.near(g.Pred+2, "yet")
}

// near reports whether one of the two words before token i has the lemma.
func (b *Builder) near(i int, lemma string) bool {
	for k := max(0, i-2); k < min(i, len(b.s.Tokens)); k++ {
		if b.s.Tokens[k].Lemma == lemma {
			return true
		}
	}
	return false
}

func (b *Builder) question(c *Clause) bool { return c.Link == Top && b.asks() }

// asks reports whether the sentence ends with a question mark.
func (b *Builder) asks() bool {
	for i := len(b.s.Tokens) - 1; i >= 0 && b.s.Tokens[i].UPOS == "PUNCT"; i-- {
		if b.s.Tokens[i].Form == "?" {
			return true
		}
	}
	return false
}
