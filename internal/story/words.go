package story

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// Cutter cuts texts into words as full text search and comparison take them:
// lower case, without accents, reduced to their stems. It remembers stems and
// belongs to one goroutine.
type Cutter struct {
	stems map[string]string
}

// NewCutter makes a Cutter.
func NewCutter() *Cutter { return &Cutter{map[string]string{}} }

// most bounds the stems that a Cutter remembers.
const most = 1 << 16

// Words gives the words of a text in order. Digits and letters make words;
// what stands between them does not, but for an apostrophe's "'s", which is cut
// off. Linear in the text.
func (c *Cutter) Words(text string) []string {
	text = fold(text)
	var out []string
	for from := 0; from < len(text); {
		r := strings.IndexFunc(text[from:], inWord)
		if r < 0 {
			break
		}
		from += r
		n := strings.IndexFunc(text[from:], func(r rune) bool { return !inWord(r) })
		if n < 0 {
			n = len(text) - from
		}
		if w := text[from : from+n]; w != "s" || from == 0 || text[from-1] != '\'' {
			out = append(out, c.stem(w))
		}
		from += n
	}
	return out
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// fold takes off case and accents; typographic apostrophes become plain.
func fold(text string) string {
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] < 0x80
	}
	if ascii {
		return strings.ToLower(text)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '’':
			return '\''
		case unicode.Is(unicode.Mn, r):
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}

// longest is the length, in bytes, from which a word is cut off: no word, but
// what a page left in.
const longest = 64

func (c *Cutter) stem(w string) string {
	if len(w) > longest {
		w = strings.ToValidUTF8(w[:longest], "")
	}
	if s, ok := c.stems[w]; ok {
		return s
	}
	s := english.Stem(w, true)
	if s == "" {
		s = w
	}
	if len(c.stems) >= most {
		clear(c.stems)
	}
	w = strings.Clone(w)
	c.stems[w] = s
	return s
}
