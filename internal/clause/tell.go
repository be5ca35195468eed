package clause

import (
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// tell finds on whose word a clause stands: the subject of the verb of saying
// above it or beside it, whom that quotes, whom "according to" names, or whose
// claim or report it is.
func (b *Builder) tell(c *Clause) {
	g := c
	for n := 0; n <= len(b.s.Tokens); n++ {
		if tok := b.accordingTo(g); tok >= 0 {
			c.Teller = tok
			return
		}
		if k := b.beside(g); k >= 0 && &b.out[k] != c {
			b.setTeller(c, k)
			return
		}
		if tok := b.claimOf(g); tok >= 0 {
			c.Teller = tok
			return
		}
		if g.Under < 0 {
			return
		}
		up := &b.out[g.Under]
		if up != c && b.speech(up) && (g.Link == Said || b.inStatement(g, up)) {
			b.setTeller(c, g.Under)
			return
		}
		g = up
	}
}

func (b *Builder) setTeller(c *Clause, k int) {
	if tok := b.speaker(k); tok >= 0 {
		c.Teller, c.Telling = tok, k
	}
}

// quoting verbs have the one who speaks as their object.
var quoting = map[string]bool{"quote": true, "cite": true}

// speaker is the token of the one who speaks in clause k of saying: whom it
// quotes, else whom a clause on it cites, else its subject.
func (b *Builder) speaker(k int) int {
	g := &b.out[k]
	for _, j := range [...]int{k, g.Under} { // "was quoted as saying"
		if j < 0 || j != k && g.Mark != "as" {
			continue
		}
		if !quoting[b.s.Tokens[b.out[j].Pred].Lemma] {
			continue
		}
		for _, r := range [...]Role{Obj, IObj} {
			if a, ok := b.out[j].Arg(r); ok {
				return a.Tok
			}
		}
	}
	if tok := b.cited(g.Pred); tok >= 0 {
		return tok
	}
	for _, r := range [...]Role{Subj, Agent} {
		if a, ok := g.Arg(r); ok {
			if tok := b.cited(a.Tok); tok >= 0 {
				return tok
			}
			return a.Tok
		}
	}
	return -1
}

// cited is whom a participle on token i cites: "the radio, citing witnesses,".
func (b *Builder) cited(i int) int {
	for j := b.kids.First(i); j >= 0; j = b.kids.Next(j) {
		if k := b.at[j]; k >= 0 && quoting[b.s.Tokens[j].Lemma] && b.s.Tokens[j].XPOS == "VBG" {
			if a, ok := b.out[k].Arg(Obj); ok {
				return a.Tok
			}
		}
	}
	return -1
}

// claims are nouns for what somebody says.
var claims = map[string]bool{"claim": true, "report": true, "statement": true, "announcement": true, "allegation": true,
	"assertion": true, "admission": true, "confirmation": true, "complaint": true, "testimony": true}

// claimOf reads "the consul's claim that", "a report by the rebels that".
func (b *Builder) claimOf(g *Clause) int {
	h := b.s.Tokens[g.Pred].Head
	if h < 0 || syntax.Base(b.s.Tokens[g.Pred].Rel) != "acl" && syntax.Base(b.s.Tokens[g.Pred].Rel) != "ccomp" || g.Mark == "to" || !claims[b.s.Tokens[h].Lemma] {
		return -1
	}
	if p := b.kids.Find(h, "nmod:poss"); p >= 0 {
		return p
	}
	for j := b.kids.First(h); j >= 0; j = b.kids.Next(j) {
		if p := b.prep(j); syntax.Base(b.s.Tokens[j].Rel) == "nmod" && (p == "by" || p == "from") {
			return j
		}
	}
	return -1
}

// inStatement: what hangs on the letter in "said in a letter that" is said.
func (b *Builder) inStatement(g, up *Clause) bool {
	h := b.s.Tokens[g.Pred].Head
	return (g.Link == Acl || g.Link == Rel) && g.Mark == "that" && h >= 0 && syntax.Base(b.s.Tokens[h].Rel) == "obl" && b.s.Tokens[h].Head == up.Pred
}

func (b *Builder) speech(g *Clause) bool {
	return b.words.Is(b.s.Tokens[g.Pred].Lemma, codebook.Speech)
}

// accordingTo reads "according to the governor", "in the words of the priest".
func (b *Builder) accordingTo(g *Clause) int {
	for _, a := range g.Args {
		switch {
		case a.Role != Obl:
		case a.Prep == "according to" || a.Prep == "according":
			return a.Tok
		case a.Prep == "in" && (b.s.Tokens[a.Tok].Lemma == "word" || b.s.Tokens[a.Tok].Lemma == "view"):
			if p := b.kids.Find(a.Tok, "nmod", "nmod:poss"); p >= 0 {
				return p
			}
		}
	}
	return -1
}

// beside finds a clause of saying in parataxis or behind "as": "…, the minister
// said", "as the editor put it".
func (b *Builder) beside(g *Clause) int {
	for j := b.kids.First(g.Pred); j >= 0; j = b.kids.Next(j) {
		k := b.at[j]
		if k < 0 {
			continue
		}
		c := &b.out[k]
		switch syntax.Base(b.s.Tokens[j].Rel) {
		case "parataxis":
			if b.speech(c) {
				return k
			}
		case "advcl":
			if c.Mark == "as" && (b.speech(c) || b.s.Tokens[j].Lemma == "put") && b.s.Tokens[j].XPOS != "VBG" {
				return k
			}
		}
	}
	return -1
}

// quotes marks the clauses whose predicate stands between quotation marks,
// which may have opened in a sentence before.
func (b *Builder) quotes() {
	for i := range b.s.Tokens {
		b.open = quoted(b.s, i, b.open)
		if k := b.at[i]; k >= 0 {
			b.out[k].Quoted = b.open
		}
	}
}

// quoted says whether a quotation is open behind token i. Straight marks open
// before a word and close behind one, so that one left out does no lasting
// harm; where spaces do not tell, they take turns.
func quoted(s *syntax.Sentence, i int, open bool) bool {
	t := &s.Tokens[i]
	switch t.Form {
	case "“", "``":
		return true
	case "”", "''":
		return false
	case "\"":
		before := i > 0 && s.Tokens[i-1].Span.To == t.Span.From
		behind := i+1 < len(s.Tokens) && s.Tokens[i+1].Span.From == t.Span.To
		if before != behind {
			return behind
		}
		return !open
	}
	return open
}
