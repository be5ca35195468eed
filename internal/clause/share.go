package clause

import (
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// share gives clause k of the sentence the arguments that grammar leaves to
// another clause: control, coordination, relatives, participles. Governors
// come first, whatever the order of words.
func (b *Builder) share(k int, done []bool) {
	if done[k] {
		return
	}
	done[k] = true
	c := &b.out[b.base+k]
	if c.Under >= 0 {
		b.share(c.Under-b.base, done)
	}
	switch b.s.Tokens[c.Pred].Rel {
	case "acl:relcl":
		b.relative(c)
	case "acl", "amod":
		b.participle(c)
	default:
		b.subject(c)
	}
}

// surface gives a clause the subject that its governor lends it.
func (c *Clause) surface(tok int) {
	role := Subj
	if c.Passive {
		role = Obj
	}
	if _, ok := c.Arg(role); ok || tok < 0 {
		return
	}
	c.Args = append(c.Args, Arg{Role: role, Tok: tok, Shared: true})
}

// lends is the token that stands as subject on the surface, -1 for none.
func (c *Clause) lends() int {
	role := Subj
	if c.Passive {
		role = Obj
	}
	a, _ := c.Arg(role)
	return a.Tok
}

// ofObject: behind these a gerund tells what the object did: "accused Iran of
// arming", "praised them for coming", "kept him from leaving".
var ofObject = map[string]bool{"of": true, "for": true, "from": true, "into": true, "with": true, "against": true}

func (b *Builder) subject(c *Clause) {
	if c.Under < 0 || c.Nominal {
		return
	}
	g := &b.out[c.Under]
	switch c.Link {
	case Conj:
		if g.Nominal == c.Nominal {
			c.surface(g.lends())
			b.lendAgent(c, g)
		}
	case Adv:
		if a, ok := g.Arg(Obj); ok && ofObject[c.Mark] && b.s.Tokens[c.Pred].XPOS == "VBG" {
			c.surface(a.Tok)
			return
		}
		if c.Mark == "" || c.Mark == "to" || b.s.Tokens[c.Pred].XPOS == "VBG" || c.Passive {
			c.surface(g.lends())
		}
	case Said:
		b.control(c, g)
	case Within:
		if b.s.Tokens[c.Pred].XPOS == "VBG" {
			c.surface(g.lends())
		}
	}
}

// lendAgent shares "by" over coordinated passives that follow one another.
func (b *Builder) lendAgent(c, g *Clause) {
	if !c.Passive || !g.Passive {
		return
	}
	if a, ok := c.Arg(Agent); ok {
		if _, has := g.Arg(Agent); !has {
			g.Args = append(g.Args, Arg{Role: Agent, Tok: a.Tok, Shared: true})
		}
	}
}

// control finds the subject of an infinitive or participle under a verb.
func (b *Builder) control(c, g *Clause) {
	if syntax.Base(b.s.Tokens[c.Pred].Rel) == "ccomp" && c.Mark != "to" && b.s.Tokens[c.Pred].XPOS != "VBG" {
		return
	}
	lemma := b.s.Tokens[g.Pred].Lemma
	if g.Passive || b.words.Is(lemma, codebook.SubjControl) {
		c.surface(g.lends())
		return
	}
	if a, ok := g.Arg(Obj); ok && b.s.Tokens[a.Tok].Rel != "expl" {
		c.surface(a.Tok)
		return
	}
	if a, ok := g.Arg(IObj); ok {
		c.surface(a.Tok)
		return
	}
	if b.words.Is(lemma, codebook.ObjControl) {
		for _, p := range [...]string{"on", "upon", "to", "for", "with"} {
			if a, ok := g.Prep(p); ok {
				c.surface(a.Tok)
				return
			}
		}
	}
	c.surface(g.lends())
}

// participle attaches "troops patrolling", "hostages freed by", "the decision
// to withdraw" and "visiting premier" to the noun.
func (b *Builder) participle(c *Clause) {
	t := &b.s.Tokens[c.Pred]
	h := t.Head
	if h < 0 || c.Nominal || t.UPOS != "VERB" {
		return
	}
	if c.Passive || t.XPOS == "VBG" {
		c.surface(h)
		return
	}
	if c.Mark != "to" {
		return
	}
	if p := b.kids.Find(h, "nmod:poss"); p >= 0 {
		c.surface(p)
		return
	}
	if c.Under < 0 {
		return
	}
	g := &b.out[c.Under]
	if g.Pred != h { // "made a decision to withdraw"
		c.surface(g.lends())
		return
	}
	for _, r := range [...]Role{Poss, Agent, Mod} {
		if a, ok := g.Arg(r); ok {
			c.surface(a.Tok)
			return
		}
	}
	if g.Under >= 0 && !b.out[g.Under].Nominal {
		c.surface(b.out[g.Under].lends())
	}
}

// relative puts the noun in the place of "who", "which" or the gap.
func (b *Builder) relative(c *Clause) {
	h := b.s.Tokens[c.Pred].Head
	if h < 0 {
		return
	}
	filled := false
	for k := range c.Args {
		if x := b.s.Tokens[c.Args[k].Tok].XPOS; x == "WDT" || x == "WP" {
			c.Args[k].Tok, c.Args[k].Shared, filled = h, true, true
		}
	}
	if filled || c.Nominal {
		return
	}
	_, subj := c.Arg(Subj)
	_, obj := c.Arg(Obj)
	switch {
	case !subj && !c.Passive:
		c.surface(h)
	case subj && !obj && !c.Copular && b.kids.Find(c.Pred, "ccomp", "xcomp") < 0:
		c.Args = append(c.Args, Arg{Role: Obj, Tok: h, Shared: true})
	}
}
