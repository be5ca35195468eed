package clause

import (
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// tell finds on whose word a clause stands: the subject of the verb of saying
// above it or beside it, or whom "according to" names.
func (b *Builder) tell(c *Clause) {
	g := c
	for n := 0; n <= len(b.s.Tokens); n++ {
		if tok := accordingTo(g); tok >= 0 {
			c.Teller = tok
			return
		}
		if k := b.beside(g); k >= 0 && &b.out[k] != c {
			b.setTeller(c, k)
			return
		}
		if g.Under < 0 {
			return
		}
		up := &b.out[g.Under]
		if g.Link == Said && b.speech(up) && up != c {
			b.setTeller(c, g.Under)
			return
		}
		g = up
	}
}

func (b *Builder) setTeller(c *Clause, k int) {
	if tok := b.speaker(&b.out[k]); tok >= 0 {
		c.Teller, c.Telling = tok, k
	}
}

// speaker is the token of the one who speaks in a clause of saying.
func (b *Builder) speaker(g *Clause) int {
	for _, r := range [...]Role{Subj, Agent} {
		if a, ok := g.Arg(r); ok {
			return a.Tok
		}
	}
	return -1
}

func (b *Builder) speech(g *Clause) bool {
	return b.words.Is(b.s.Tokens[g.Pred].Lemma, codebook.Speech)
}

func accordingTo(g *Clause) int {
	for _, a := range g.Args {
		if a.Role == Obl && (a.Prep == "according to" || a.Prep == "according") {
			return a.Tok
		}
	}
	return -1
}

// beside finds a clause of saying in parataxis: "…, the minister said".
func (b *Builder) beside(g *Clause) int {
	for j := b.kids.First(g.Pred); j >= 0; j = b.kids.Next(j) {
		if k := b.at[j]; k >= 0 && syntax.Base(b.s.Tokens[j].Rel) == "parataxis" && b.speech(&b.out[k]) {
			return k
		}
	}
	return -1
}

// quotes marks the clauses whose predicate stands between quotation marks.
func (b *Builder) quotes() {
	open := false
	for i := range b.s.Tokens {
		switch b.s.Tokens[i].Form {
		case "“", "``":
			open = true
		case "”", "''":
			open = false
		case "\"":
			open = !open
		}
		if k := b.at[i]; k >= 0 {
			b.out[k].Quoted = open
		}
	}
}
