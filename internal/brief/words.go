package brief

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// look is how a word is shown; the zero look is plain.
type look uint8

const (
	plain look = iota
	dim
	bold
	act    // the trigger within the evidence
	coop   // verbal cooperation
	help   // material cooperation
	quarr  // verbal conflict
	fight  // material conflict
	caveat // a standing other than actual
)

// codes are the terminal's codes of each look: calm colours of the basic set,
// so that the user's own palette decides.
var codes = [...]string{plain: "", dim: "2", bold: "1", act: "1;4", coop: "32", help: "1;32", quarr: "33", fight: "1;31", caveat: "35"}

// word is a run of letters shown in one way, without spaces in it unless they
// must not be broken.
type word struct {
	text string
	look look
	glue bool // no space before it
}

func (s Style) show(b *strings.Builder, w word) {
	if s.Color && codes[w.look] != "" {
		b.WriteString("\x1b[" + codes[w.look] + "m" + w.text + "\x1b[0m")
		return
	}
	b.WriteString(w.text)
}

// marked is the act within the evidence: in colour each of its words, without
// colours with a star at either end.
func (s Style) marked(phrase string) []word {
	words := say(act, phrase)
	if n := len(words); n > 0 && !s.Color {
		words[0].text = "*" + words[0].text
		words[n-1].text += "*"
	}
	return words
}

// columns counts as terminals do in the West, whatever the locale, so that
// lines break at the same words everywhere.
func columns(s string) int {
	c := runewidth.Condition{StrictEmojiNeutral: true}
	return c.StringWidth(s)
}

// width counts the columns that words take on one line.
func width(words ...word) int {
	n := 0
	for i, w := range words {
		n += columns(w.text)
		if i > 0 && !w.glue {
			n++
		}
	}
	return n
}

// say cuts a phrase into words of one look.
func say(l look, phrase string) []word {
	var out []word
	for _, f := range strings.Fields(clean(phrase)) {
		out = append(out, word{text: f, look: l})
	}
	return out
}

// glued is a word that follows without a space.
func glued(l look, text string) word { return word{text: text, look: l, glue: true} }

// clean makes one line of a text and takes out what could steer a terminal:
// control characters and those that turn the direction of writing.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// wrap writes words in lines of at most the style's width behind an indent, as
// few as they need. The first line begins at column from. A word that is longer
// than a line stands alone.
func (s Style) wrap(b *strings.Builder, from, indent int, words []word) {
	col := from
	for i, w := range words {
		need := width(w)
		for k := i + 1; k < len(words) && words[k].glue; k++ {
			need += width(words[k]) // what is glued on moves along
		}
		switch {
		case i == 0 || w.glue:
		case col+1+need > s.Width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			col = indent
		default:
			b.WriteByte(' ')
			col++
		}
		s.show(b, w)
		col += width(w)
	}
	if len(words) > 0 {
		b.WriteByte('\n')
	}
}

// block writes words as lines behind an indent.
func (s Style) block(b *strings.Builder, indent int, words []word) {
	if len(words) > 0 {
		b.WriteString(strings.Repeat(" ", indent))
		s.wrap(b, indent, indent, words)
	}
}

// row writes words from column from on, with a note at the right edge, or on a
// line of its own where both do not fit.
func (s Style) row(b *strings.Builder, from int, words, note []word) {
	const gap = 2
	left, right := from+width(words...), width(note...)
	if left+gap+right > s.Width {
		s.wrap(b, from, textIndent, words)
		s.block(b, textIndent, note)
		return
	}
	var line strings.Builder
	s.wrap(&line, from, textIndent, words)
	b.WriteString(strings.TrimSuffix(line.String(), "\n"))
	b.WriteString(strings.Repeat(" ", s.Width-left-right))
	s.wrap(b, 0, 0, note)
}
