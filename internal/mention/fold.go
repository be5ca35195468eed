package mention

import "unicode/utf8"

// piece is a part of a word as names are compared by: folded to small letters
// without accents, periods and apostrophes, cut at hyphens. "U.S.-led" is "us"
// and "led".
type piece struct {
	word  int32 // number of the folded word, -1 when no name has it
	tok   int32 // token it comes from
	first bool  // it starts its token
	last  bool  // it ends its token
	upper bool  // it starts with a capital
	caps  bool  // it has nothing but capitals
}

// folder cuts one word into pieces without allocating.
type folder struct {
	buf   [48]byte
	n     int
	upper bool
	caps  bool
	any   bool
}

func (f *folder) reset() { f.n, f.upper, f.caps, f.any = 0, false, true, false }

func (f *folder) add(r rune) {
	if f.n+utf8.UTFMax > len(f.buf) { // no name is so long
		return
	}
	lower, up := foldRune(r)
	if !f.any {
		f.upper, f.any = up, true
	}
	if !up && (r < '0' || r > '9') {
		f.caps = false
	}
	f.n += utf8.EncodeRune(f.buf[f.n : f.n+4 : len(f.buf)][:4], lower)
}

// cut calls emit for each piece of a word; emit gets the folded bytes, which
// are valid only during the call. Linear in the word.
func (f *folder) cut(word string, emit func(folded []byte, upper, caps bool)) {
	f.reset()
	flush := func() {
		if f.any {
			emit(f.buf[:f.n], f.upper, f.caps)
		}
		f.reset()
	}
	for i := 0; i < len(word); {
		r, size := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(word[i:])
		}
		switch r {
		case '.', ',', '"', '(', ')', '“', '”', '‘', '`':
		case '-', '/', '–', '—', ' ':
			flush()
		case '\'', '’':
			if rest := word[i+size:]; len(rest) > 0 && (rest[0] == 's' || rest[0] == 'S') && (len(rest) == 1 || rest[1] == ' ') {
				flush()
			}
		default:
			f.add(r)
		}
		i += size
	}
	flush()
}

// foldRune gives the small letter without its accent, and whether r is a
// capital.
func foldRune(r rune) (rune, bool) {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		return r, false
	case 'A' <= r && r <= 'Z':
		return r + 32, true
	case r < 0xC0 || r > 0x17F:
		return r, false
	}
	for _, row := range accents {
		for _, c := range row.from {
			if c == r {
				return row.to, row.upper
			}
		}
	}
	return r, false
}

var accents = [...]struct {
	to    rune
	upper bool
	from  string
}{
	{'a', false, "àáâãäåāăą"}, {'a', true, "ÀÁÂÃÄÅĀĂĄ"}, {'c', false, "çćĉċč"}, {'c', true, "ÇĆĈĊČ"},
	{'d', false, "ďđ"}, {'d', true, "ĎĐ"}, {'e', false, "èéêëēĕėęě"}, {'e', true, "ÈÉÊËĒĔĖĘĚ"},
	{'g', false, "ĝğġģ"}, {'g', true, "ĜĞĠĢ"}, {'i', false, "ìíîïĩīĭįı"}, {'i', true, "ÌÍÎÏĨĪĬĮİ"},
	{'k', false, "ķ"}, {'l', false, "ĺļľŀł"}, {'l', true, "ĹĻĽĿŁ"}, {'n', false, "ñńņňŉ"}, {'n', true, "ÑŃŅŇ"},
	{'o', false, "òóôõöøōŏő"}, {'o', true, "ÒÓÔÕÖØŌŎŐ"}, {'r', false, "ŕŗř"}, {'r', true, "ŔŖŘ"},
	{'s', false, "śŝşšß"}, {'s', true, "ŚŜŞŠ"}, {'t', false, "ţťŧ"}, {'t', true, "ŢŤŦ"},
	{'u', false, "ùúûüũūŭůűų"}, {'u', true, "ÙÚÛÜŨŪŬŮŰŲ"}, {'y', false, "ýÿŷ"}, {'y', true, "ÝŶŸ"},
	{'z', false, "źżž"}, {'z', true, "ŹŻŽ"},
}
