package clause

import "github.com/attache/attache/internal/syntax"

// speech is what a sentence shows of a quotation that runs over several.
type speech struct {
	whole      bool // all of it stands in quotation marks
	open       bool // the marks are open at its end
	teller     int  // token of the one who speaks what it quotes, -1 for none
	tellerSent int
}

// voices gives the clauses of a sentence that is all quotation the speaker whom
// a sentence beside it names: the one where the same marks close, else the one
// before, whose quotation it goes on with.
func (b *Builder) voices(sents []syntax.Sentence) {
	if len(sents) < 2 {
		return
	}
	said := b.speeches(sents)
	for i := len(said) - 2; i >= 0; i-- {
		if s := &said[i]; s.whole && s.open && s.teller < 0 {
			s.teller, s.tellerSent = said[i+1].teller, said[i+1].tellerSent
		}
	}
	for i := 1; i < len(said); i++ {
		if s := &said[i]; s.whole && s.teller < 0 {
			s.teller, s.tellerSent = said[i-1].teller, said[i-1].tellerSent
		}
	}
	first := sents[0].Index
	for k := range b.out {
		c := &b.out[k]
		if i := c.Sent - first; i >= 0 && i < len(said) && c.Teller < 0 && said[i].whole && said[i].teller >= 0 {
			c.Voice, c.VoiceSent = said[i].teller, said[i].tellerSent
		}
	}
}

// speeches follows the quotation marks through the sentences.
func (b *Builder) speeches(sents []syntax.Sentence) []speech {
	out := make([]speech, len(sents))
	open := false
	for i := range sents {
		out[i], open = follow(&sents[i], open)
		out[i].tellerSent = sents[i].Index
	}
	for k := range b.out {
		c := &b.out[k]
		i := c.Sent - sents[0].Index
		if i >= 0 && i < len(out) && c.Quoted && c.Teller >= 0 && !out[i].whole {
			out[i].teller = c.Teller
		}
	}
	return out
}

// follow reads one sentence from the state of the marks before it.
func follow(s *syntax.Sentence, open bool) (speech, bool) {
	out := speech{whole: true, teller: -1}
	for i := range s.Tokens {
		was := open
		if open = quoted(s, i, open); !open && !was && s.Tokens[i].UPOS != "PUNCT" {
			out.whole = false
		}
	}
	out.open = open
	return out, open
}
