package lemma

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Edit turns a form into a lemma: its case is changed, Strip bytes are cut off
// its end and Add is put there.
type Edit struct {
	Case  Case
	Strip int
	Add   string
}

// Case says what happens to the letters of a form.
type Case uint8

const (
	Keep  Case = iota
	Lower      // all lower-case
	Title      // the first as it is, the others lower-case
	Name       // the first upper-case, the others as they are
)

// EditOf returns the smallest edit from form to lemma. It is not ok when the
// lemma shares no beginning with the form.
func EditOf(form, lemma string) (Edit, bool) {
	best, found := Edit{}, false
	for _, c := range [...]Case{Keep, Lower, Title, Name} {
		cased := applyCase(form, c)
		n := 0
		for n < len(cased) && n < len(lemma) && cased[n] == lemma[n] {
			n++
		}
		for n > 0 && n < len(cased) && !utf8.RuneStart(cased[n]) {
			n--
		}
		if n == 0 {
			continue
		}
		e := Edit{c, len(cased) - n, lemma[n:]}
		if !found || e.Strip+len(e.Add) < best.Strip+len(best.Add) {
			best, found = e, true
		}
	}
	return best, found && best.Strip <= 9 && len(best.Add) <= 9
}

// Apply returns the lemma of form. It allocates only when letters change.
func (e Edit) Apply(form string) string {
	s := applyCase(form, e.Case)
	if e.Strip >= len(s) {
		return s
	}
	s = s[:len(s)-e.Strip]
	if e.Add == "" {
		return s
	}
	return s + e.Add
}

func applyCase(s string, c Case) string {
	switch c {
	case Lower:
		return strings.ToLower(s)
	case Title:
		_, n := utf8.DecodeRuneInString(s)
		return s[:n] + strings.ToLower(s[n:])
	case Name:
		r, n := utf8.DecodeRuneInString(s)
		if unicode.IsUpper(r) {
			return s
		}
		return string(unicode.ToUpper(r)) + s[n:]
	}
	return s
}

// LookOf returns how the letters of form are written, for trainers.
func LookOf(form string) byte { return byte(lookOf(form)) }

// LowerASCII lower-cases the ASCII letters of s, as keys are.
func LowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c-'A' < 26 {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// look is how the letters of a form are written.
type look byte

const (
	small    look = 's' // no capital
	capital  look = 'c' // the first letter only
	capitals look = 'a' // all of them
	mixed    look = 'm'
)

func lookOf(form string) look {
	r, n := utf8.DecodeRuneInString(form)
	first := unicode.IsUpper(r)
	upper, lower := false, false
	for _, r := range form[n:] {
		upper = upper || unicode.IsUpper(r)
		lower = lower || unicode.IsLower(r)
	}
	switch {
	case !first && !upper:
		return small
	case first && !upper && lower:
		return capital
	case first && !lower:
		return capitals
	}
	return mixed
}
