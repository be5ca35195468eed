package split

import "unicode/utf8"

// Classes of characters, as far as cutting a chunk needs them.
const (
	cWord  uint8 = iota // letters, digits, underscore and all that is unknown
	cDigit              // 0-9
	cSpace
	cStop   // . ! ?
	cOpen   // ( [ { < and opening quotes
	cClose  // ) ] } > and closing quotes
	cQuote  // " and `
	cApos   // ' and ’
	cHyphen // -
	cDash   // en and em dashes
	cSlash  // / and backslash
	cComma  // , ; :
	cSign   // $ % # and other signs that stand alone
	cJoin   // & + = ~ ^ * | @ : part of a word within, alone outside
	cDots   // …
)

// class holds the class of each ASCII byte; bytes from 0x80 are looked up by
// rune in classAt.
var class = [256]uint8{
	' ': cSpace, '\t': cSpace, '\n': cSpace, '\r': cSpace, '\v': cSpace, '\f': cSpace,
	'0': cDigit, '1': cDigit, '2': cDigit, '3': cDigit, '4': cDigit,
	'5': cDigit, '6': cDigit, '7': cDigit, '8': cDigit, '9': cDigit,
	'.': cStop, '!': cStop, '?': cStop,
	'(': cOpen, '[': cOpen, '{': cOpen, '<': cOpen,
	')': cClose, ']': cClose, '}': cClose, '>': cClose,
	'"': cQuote, '`': cQuote, '\'': cApos,
	'-': cHyphen, '/': cSlash, '\\': cSlash,
	',': cComma, ';': cComma, ':': cComma,
	'$': cSign, '%': cSign, '#': cSign,
	'&': cJoin, '+': cJoin, '=': cJoin, '~': cJoin, '^': cJoin, '*': cJoin, '|': cJoin, '@': cJoin,
}

// classAt returns the class of the character at byte i and its length.
func classAt(t string, i int) (uint8, int) {
	c := t[i]
	if c < utf8.RuneSelf {
		return class[c], 1
	}
	if c != 0xC2 && c != 0xC3 && c != 0xE2 {
		_, n := utf8.DecodeRuneInString(t[i:])
		return cWord, n
	}
	r, n := utf8.DecodeRuneInString(t[i:])
	switch r {
	case '“', '„', '«', '‹', '‘', '‚', '¿', '¡':
		return cOpen, n
	case '”', '»', '›':
		return cClose, n
	case '’':
		return cApos, n
	case '–', '—', '―', '‒':
		return cDash, n
	case '‐', '‑':
		return cHyphen, n
	case '…':
		return cDots, n
	case '€', '£', '¥', '¢', '§', '©', '®', '°', '±', '×', '÷', '•', '·', '™', '†', '‡', '→', '←', '¶', '−':
		return cSign, n
	}
	return cWord, n
}

func isDigit(c byte) bool { return c-'0' < 10 }
func isUpper(c byte) bool { return c-'A' < 26 }
func isLower(c byte) bool { return c-'a' < 26 }
func isAlpha(c byte) bool { return c|0x20-'a' < 26 }

// lower returns c as a lower-case ASCII letter.
func lower(c byte) byte {
	if isUpper(c) {
		return c | 0x20
	}
	return c
}
