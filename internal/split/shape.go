package split

import (
	"unicode"
	"unicode/utf8"
)

// shape is a coarse look of a piece.
type shape uint8

const (
	sNone shape = iota // beyond the text
	sLower
	sCapital  // Capitalised
	sUpper    // ALL CAPITALS
	sLetter   // one capital
	sMixed    // any other letters
	sDigits   // 12
	sNumber   // 4:30, 1,000
	sAddress  // web and mail addresses
	sFace     // emoticons
	sStop     // .
	sAsk      // ?
	sCry      // !
	sDots     // ...
	sComma    // ,
	sSemi     // ;
	sColon    // :
	sOpen     // brackets and quotes
	sClose    //
	sQuote    //
	sDash     //
	sRule     // ===, ***, ___
	sOther    // all else
	sBoundary // the border of a block
)

// shapeOf looks at the word of a piece.
func shapeOf(s string, k kind) shape {
	switch k {
	case stop:
		return stopShape(s)
	case opener:
		return sOpen
	case closer:
		return sClose
	case quote:
		return sQuote
	}
	c := s[0]
	switch {
	case isDigit(c):
		for i := 1; i < len(s); i++ {
			if !isDigit(s[i]) {
				return sNumber
			}
		}
		return sDigits
	case len(s) == 1:
		return markShape(c)
	case k == dash:
		if c == '-' && len(s) < 4 {
			return sDash
		}
		return sRule
	case k == other:
		if isAlpha(c) {
			return sAddress
		}
		return sFace
	}
	return letterShape(s)
}

func stopShape(s string) shape {
	switch {
	case len(s) > 1 && (s[1] == '.' || s[0] >= utf8.RuneSelf):
		return sDots
	case s[0] == '?':
		return sAsk
	case s[0] == '!':
		return sCry
	}
	return sStop
}

func markShape(c byte) shape {
	switch {
	case isUpper(c):
		return sLetter
	case isLower(c):
		return sLower
	}
	switch c {
	case ',':
		return sComma
	case ';':
		return sSemi
	case ':':
		return sColon
	case '-':
		return sDash
	case '*', '=', '_', '~', '|', '+':
		return sRule
	}
	return sOther
}

func letterShape(s string) shape {
	r, n := utf8.DecodeRuneInString(s)
	first := unicode.IsUpper(r)
	upper, lower := 0, 0
	for i := n; i < len(s); i++ {
		switch {
		case isUpper(s[i]):
			upper++
		case isLower(s[i]):
			lower++
		}
	}
	switch {
	case first && upper == 0 && lower > 0:
		return sCapital
	case first && lower == 0 && upper > 0:
		return sUpper
	case first && upper == 0:
		return sLetter
	case !first && upper == 0:
		return sLower
	}
	return sMixed
}
