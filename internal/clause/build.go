package clause

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// Builder finds clauses; one a worker, since it reuses its memory.
type Builder struct {
	words *codebook.Words
	deed  func(lemma string) bool
	kids  syntax.Kids
	at    []int // token to clause in the sentence at hand, -1
	s     *syntax.Sentence
	out   []Clause
	base  int  // first clause of the sentence at hand
	open  bool // quotation marks are open
}

// NewBuilder returns a builder. Nouns for which deed is true become clauses of
// their own.
func NewBuilder(words *codebook.Words, deed func(lemma string) bool) *Builder {
	return &Builder{words: words, deed: deed}
}

// Build returns the clauses of the sentences, in order of predicate. Linear in
// the tokens but for deeply nested sentences.
func (b *Builder) Build(sents []syntax.Sentence) []Clause {
	b.out = nil
	b.open = false
	for i := range sents {
		b.sentence(&sents[i])
	}
	b.voices(sents)
	return b.out
}

func (b *Builder) sentence(s *syntax.Sentence) {
	b.s, b.base = s, len(b.out)
	b.kids.Reset(s)
	b.at = b.at[:0]
	for i := range s.Tokens {
		b.at = append(b.at, -1)
		if nominal, copular, ok := b.predicate(i); ok {
			b.at[i] = len(b.out)
			b.out = append(b.out, Clause{Sent: s.Index, Pred: i, Nominal: nominal, Copular: copular,
				Under: -1, Teller: -1, Telling: -1, Voice: -1})
		}
	}
	cs := b.out[b.base:]
	for k := range cs {
		b.link(&cs[k])
		b.own(&cs[k])
	}
	done := make([]bool, len(cs))
	for k := range cs {
		b.share(k, done)
	}
	for k := range cs {
		b.stand(&cs[k], 0)
		b.tell(&cs[k])
	}
	b.quotes()
}

// predicate says whether token i is a predicate and of which kind.
func (b *Builder) predicate(i int) (nominal, copular, ok bool) {
	t := &b.s.Tokens[i]
	switch t.UPOS {
	case "VERB":
		return false, false, true
	case "ADJ", "NOUN", "PROPN", "ADV", "NUM", "PRON":
		if b.kids.Find(i, "cop") >= 0 {
			return b.deed(t.Lemma) && t.UPOS == "NOUN", true, true
		}
		if (t.UPOS == "NOUN" || t.UPOS == "PROPN") && b.deed(strings.ToLower(t.Lemma)) {
			return true, false, true
		}
	}
	return false, false, false
}

// link finds the governing clause.
func (b *Builder) link(c *Clause) {
	t := &b.s.Tokens[c.Pred]
	for h, n := t.Head, 0; h >= 0 && n <= len(b.s.Tokens); h, n = b.s.Tokens[h].Head, n+1 {
		if b.at[h] >= 0 {
			c.Under = b.at[h]
			break
		}
	}
	c.Link = linkOf(t.Rel, c.Under)
}

func linkOf(rel string, under int) Link {
	switch {
	case rel == "acl:relcl" || rel == "advcl:relcl":
		return Rel
	case under < 0:
		return Top
	}
	switch syntax.Base(rel) {
	case "ccomp", "xcomp", "csubj":
		return Said
	case "advcl":
		return Adv
	case "acl", "amod":
		return Acl
	case "conj":
		return Conj
	case "parataxis":
		return Par
	}
	return Within
}

// own reads what the predicate's own dependents say.
func (b *Builder) own(c *Clause) {
	s := b.s
	for j := b.kids.First(c.Pred); j >= 0; j = b.kids.Next(j) {
		t := &s.Tokens[j]
		switch t.Rel {
		case "nsubj", "nsubj:outer":
			c.Args = append(c.Args, Arg{Role: Subj, Tok: j})
		case "nsubj:pass":
			c.Passive = true
			c.Args = append(c.Args, Arg{Role: Obj, Tok: j})
		case "obj":
			c.Args = append(c.Args, Arg{Role: Obj, Tok: j})
		case "iobj":
			c.Args = append(c.Args, Arg{Role: IObj, Tok: j})
		case "obl:agent":
			c.Args = append(c.Args, Arg{Role: Agent, Tok: j})
		case "obl", "nmod":
			c.Args = append(c.Args, Arg{Role: Obl, Prep: b.prep(j), Tok: j})
		case "nmod:poss":
			c.Args = append(c.Args, Arg{Role: Poss, Tok: j})
		case "compound", "nmod:desc":
			c.Args = append(c.Args, Arg{Role: Mod, Tok: j})
		case "amod":
			if c.Nominal {
				c.Args = append(c.Args, Arg{Role: Mod, Tok: j})
			}
		case "ccomp", "xcomp", "csubj", "csubj:pass", "acl":
			if t.Rel != "acl" || c.Nominal {
				c.Args = append(c.Args, Arg{Role: Comp, Tok: j})
			}
		case "advmod":
			if c.Mark == "" && t.XPOS == "WRB" && t.Lemma == "when" && j < c.Pred {
				c.Mark = "when"
			}
		case "compound:prt":
			c.Particle = t.Lemma
		case "aux:pass":
			c.Passive = true
		case "aux":
			b.aux(c, t)
		case "mark", "cc":
			if t.Rel == "cc" && !instead[t.Lemma] {
				break
			}
			if c.Mark == "" || c.Mark == "that" || t.Lemma == "to" { // "for him to resign"
				c.Mark = strings.ToLower(t.Form)
			}
		case "case":
			if !c.Nominal && c.Mark == "" {
				c.Mark = strings.ToLower(t.Form)
			}
		}
		if negates(t) {
			c.Neg = true
		}
	}
	b.voice(c)
}

func negates(t *syntax.Token) bool {
	switch t.Lemma {
	case "not", "never", "n't":
		return t.Rel == "advmod" || t.Rel == "aux"
	case "no", "neither":
		return t.Rel == "det" || t.Rel == "advmod" || t.Rel == "cc:preconj"
	case "without":
		return t.Rel == "mark" || t.Rel == "case"
	}
	return false
}

func (b *Builder) aux(c *Clause, t *syntax.Token) {
	switch t.Lemma {
	case "will", "shall", "would", "could", "may", "might", "must", "should", "can", "'ll", "wo":
		c.Modal = t.Lemma
		if t.Lemma == "'ll" || t.Lemma == "wo" {
			c.Modal = "will"
		}
	case "have":
		c.Perfect = true
	case "be":
		c.Progress = true
	}
	if t.XPOS == "VBD" {
		c.Tense = Past
	}
}

// voice settles tense and the participles that stand without an auxiliary.
func (b *Builder) voice(c *Clause) {
	t := &b.s.Tokens[c.Pred]
	bare := b.kids.Find(c.Pred, "aux", "aux:pass") < 0
	switch {
	case c.Modal == "will" || c.Modal == "shall":
		c.Tense = Future
	case t.XPOS == "VBD" || c.Perfect:
		c.Tense = Past
	case c.Tense == NoTense && (t.XPOS == "VBZ" || t.XPOS == "VBP" || c.Progress):
		c.Tense = Present
	}
	if t.UPOS == "VERB" && t.XPOS == "VBN" && bare && !c.Perfect {
		switch syntax.Base(t.Rel) {
		case "acl", "amod", "advcl":
			c.Passive = true
		}
	}
	if !c.Passive {
		return
	}
	for k := range c.Args {
		a := &c.Args[k]
		switch {
		case a.Role == Obl && a.Prep == "by":
			a.Role = Agent
		case a.Role == Subj && b.s.Tokens[a.Tok].Rel == "nsubj":
			a.Role = Obj
		}
	}
}

// prep returns the preposition of an oblique, its fixed parts included.
func (b *Builder) prep(j int) string {
	k := b.kids.Find(j, "case")
	if k < 0 {
		return ""
	}
	p := strings.ToLower(b.s.Tokens[k].Form)
	for f := b.kids.First(k); f >= 0; f = b.kids.Next(f) {
		if b.s.Tokens[f].Rel == "fixed" {
			p += " " + strings.ToLower(b.s.Tokens[f].Form)
		}
	}
	return p
}
