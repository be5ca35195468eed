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
	if w.look == act {
		b.WriteString("*" + w.text + "*")
		return
	}
	b.WriteString(w.text)
}

// columns counts as terminals do in the West, whatever the locale, so that
// lines break at the same words everywhere.
func columns(s string) int {
	c := runewidth.Condition{StrictEmojiNeutral: true}
	return c.StringWidth(s)
}

// width counts the columns that a word takes.
func (s Style) width(w word) int {
	n := columns(w.text)
	if w.look == act && !s.Color {
		n += 2
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

// wrap writes words in lines of at most the style's width, each behind an
// indent, as few as they need. A word that is longer than a line stands alone.
func (s Style) wrap(b *strings.Builder, indent int, words []word) {
	col := 0
	for i, w := range words {
		need := s.width(w)
		for k := i + 1; k < len(words) && words[k].glue; k++ {
			need += s.width(words[k]) // what is glued on moves along
		}
		switch {
		case i == 0:
			b.WriteString(strings.Repeat(" ", indent))
			col = indent
		case w.glue:
		case col+1+need > s.Width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			col = indent
		default:
			b.WriteByte(' ')
			col++
		}
		s.show(b, w)
		col += s.width(w)
	}
	if len(words) > 0 {
		b.WriteByte('\n')
	}
}

// row writes words with a note at the right edge, or below where both do not
// fit on one line.
func (s Style) row(b *strings.Builder, indent int, words, note []word) {
	left, right := indent, 0
	for i, w := range words {
		left += s.width(w)
		if i > 0 && !w.glue {
			left++
		}
	}
	for i, w := range note {
		right += s.width(w)
		if i > 0 && !w.glue {
			right++
		}
	}
	const gap = 2
	if right == 0 || left+gap+right > s.Width {
		s.wrap(b, indent, words)
		s.wrap(b, indent+noteIndent, note)
		return
	}
	var line strings.Builder
	s.wrap(&line, indent, words)
	b.WriteString(strings.TrimSuffix(line.String(), "\n"))
	b.WriteString(strings.Repeat(" ", s.Width-left-right))
	s.wrap(b, 0, note)
}
