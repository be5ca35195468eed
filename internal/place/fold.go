package place

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters that do not come apart into a base letter and a mark.
var plainLetters = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ð': "d", 'þ': "th", 'ə': "a",
}

// Fold gives the form of a name under which the gazetteer keeps it: lower case
// without marks, apostrophes and points, hyphens as blanks, "St" for "Saint".
func Fold(name string) string {
	b := make([]byte, 0, len(name))
	if !ascii(name) {
		name = norm.NFD.String(name)
	}
	for i := 0; i < len(name); {
		c := name[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'A' && c <= 'Z':
				b = append(b, c+'a'-'A')
			case c == '\'' || c == '.' || c == '`' || c == '"':
			case c == '-' || c == ' ' || c == '/' || c == '\n':
				if len(b) > 0 && b[len(b)-1] != ' ' {
					b = append(b, ' ')
				}
			default:
				b = append(b, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(name[i:])
		i += n
		switch {
		case unicode.Is(unicode.Mn, r) || strings.ContainsRune("’‘ʻʼʿʾ´′", r):
		case r == '–' || r == '‐' || r == '‑' || r == '\u00a0':
			b = append(b, ' ')
		default:
			r = unicode.ToLower(r)
			if s, ok := plainLetters[r]; ok {
				b = append(b, s...)
			} else {
				b = utf8.AppendRune(b, r)
			}
		}
	}
	s := strings.TrimRight(string(b), " ")
	if strings.HasPrefix(s, "saint ") {
		s = "st " + s[len("saint "):]
	}
	return s
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
