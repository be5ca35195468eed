package conll18

import (
	"errors"
	"strings"
	"unicode"

	"github.com/attache/attache/internal/syntax"
)

// span is a half-open range of characters of a file, white space left out.
type span struct{ from, to int }

// word is a syntactic word of a file.
type word struct {
	span
	tok   *syntax.Token
	head  int  // index in the file, -1 for a root
	multi bool // part of a written token of several words
}

// file is a whole CoNLL-U file, laid out by characters.
type file struct {
	chars  []rune
	tokens []span
	words  []word
	sents  []span
}

func load(sents []syntax.CoNLLU) file {
	var f file
	for i := range sents {
		c := &sents[i]
		start, base := len(f.chars), len(f.words)
		multi := c.Multi
		for k := 0; k < len(c.Tokens); k++ {
			if len(multi) > 0 && multi[0].First == k {
				s := f.write(multi[0].Form)
				for ; k <= multi[0].Last; k++ {
					f.addWord(c, k, base, s, true)
				}
				k--
				multi = multi[1:]
				continue
			}
			f.addWord(c, k, base, f.write(c.Tokens[k].Form), false)
		}
		f.sents = append(f.sents, span{start, len(f.chars)})
	}
	return f
}

// write appends the characters of a written token and returns their span.
func (f *file) write(form string) span {
	s := span{from: len(f.chars)}
	for _, r := range form {
		if !unicode.IsSpace(r) {
			f.chars = append(f.chars, r)
		}
	}
	s.to = len(f.chars)
	f.tokens = append(f.tokens, s)
	return s
}

func (f *file) addWord(c *syntax.CoNLLU, k, base int, s span, multi bool) {
	w := word{span: s, tok: &c.Tokens[k], head: -1, multi: multi}
	if h := c.Tokens[k].Head; h >= 0 {
		w.head = base + h
	}
	f.words = append(f.words, w)
}

var errText = errors.New("the two files do not hold the same text")

// sameText checks that gold and system have the same characters.
func sameText(gold, system []rune) error {
	if len(gold) != len(system) {
		return errText
	}
	for i := range gold {
		if gold[i] != system[i] {
			return errText
		}
	}
	return nil
}

// RawText rebuilds the plain text that a system is given: a blank line before
// each "# newdoc" and "# newpar", a space between the other sentences and
// between tokens unless SpaceAfter=No.
func RawText(sents []syntax.CoNLLU) string {
	var b strings.Builder
	for i := range sents {
		c := &sents[i]
		if i > 0 {
			_, doc := c.Comment("newdoc")
			_, docID := c.Comment("newdoc id")
			_, par := c.Comment("newpar")
			_, parID := c.Comment("newpar id")
			prev := &sents[i-1]
			switch {
			case doc || docID || par || parID:
				b.WriteString("\n\n")
			case len(prev.Tokens) > 0 && prev.SpaceAfter(len(prev.Tokens)-1):
				b.WriteByte(' ')
			}
		}
		b.WriteString(c.Text)
	}
	b.WriteByte('\n')
	return b.String()
}
