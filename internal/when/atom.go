package when

import (
	"strconv"
	"unicode/utf8"

	"github.com/attache/attache/internal/syntax"
)

// atom is the smallest piece that a pattern speaks of: a token, or a part of
// one between hyphens and slashes, or the run of words that spells a number.
type atom struct {
	tok      int // first token
	last     int // last token, the same but for spelled numbers
	from, to int // bytes into the report's text
	form     string
	class    class
	lit      literal
	val      int   // month, weekday, unit, year, whole number ...
	second   class // roles for which val2 is the value: "second" is a unit and an ordinal
	val2     int
	num      float64 // a number with its fraction
	plural   bool
}

// value is the value of the atom in one of its roles.
func (a *atom) value(c class) int {
	if a.second&c != 0 {
		return a.val2
	}
	return a.val
}

// capital reports whether the atom begins with an upper-case ASCII letter.
func (a *atom) capital() bool {
	return len(a.form) > 0 && a.form[0] >= 'A' && a.form[0] <= 'Z'
}

// cut appends the atoms of a sentence to dst.
func cut(dst []atom, s *syntax.Sentence, lex *lexicon) []atom {
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if len(t.Form) != t.Span.Len() {
			dst = append(dst, look(t.Form, i, t.Span.From, t.Span.To, lex))
			continue
		}
		start := 0
		if len(t.Form) == 1 || t.Form[0] == '-' && t.Form[1] == '-' {
			dst = append(dst, look(t.Form, i, t.Span.From, t.Span.To, lex))
			continue
		}
		for j := 0; j < len(t.Form); {
			n := joint(t.Form, j)
			if n == 0 {
				j++
				continue
			}
			if j > start {
				dst = append(dst, look(t.Form[start:j], i, t.Span.From+start, t.Span.From+j, lex))
			}
			dst = append(dst, look("-", i, t.Span.From+j, t.Span.From+j+n, lex))
			if t.Form[j] == '/' {
				dst[len(dst)-1].lit = lex.slash
			}
			j += n
			start = j
		}
		if start < len(t.Form) {
			dst = pieces(dst, t.Form[start:], i, t.Span.From+start, lex)
		}
	}
	return spelled(dst, lex)
}

// joint gives the length of a hyphen, dash or slash at byte j, 0 for none.
func joint(s string, j int) int {
	switch c := s[j]; {
	case c == '-' || c == '/':
		return 1
	case c == 0xE2 && j+2 < len(s) && s[j+1] == 0x80 && s[j+2] >= 0x90 && s[j+2] <= 0x93:
		return 3
	}
	return 0
}

// pieces cuts "4pm" after the digits; anything else stays whole.
func pieces(dst []atom, form string, tok, from int, lex *lexicon) []atom {
	n := 0
	for n < len(form) && (form[n] >= '0' && form[n] <= '9' || n > 0 && (form[n] == ':' || form[n] == '.')) {
		n++
	}
	if n > 0 && n < len(form) {
		if rest := look(form[n:], tok, from+n, from+len(form), lex); rest.class&cAmPm != 0 {
			return append(dst, look(form[:n], tok, from, from+n, lex), rest)
		}
	}
	return append(dst, look(form, tok, from, from+len(form), lex))
}

// look gives an atom its classes.
func look(form string, tok, from, to int, lex *lexicon) atom {
	a := atom{tok: tok, last: tok, from: from, to: to, form: form}
	c := form[:min(1, len(form))]
	if c >= "0" && c <= "9" {
		digits(&a, form)
		return a
	}
	if len(form) > maxWord || form == "" {
		return a
	}
	var buf [maxWord]byte
	n := lower(buf[:], form)
	w, ok := lex.words[string(buf[:n])]
	if !ok {
		apostrophe(&a, form)
		return a
	}
	a.class, a.lit, a.val, a.plural = w.class, w.lit, w.val, w.plural
	a.second, a.val2 = w.second, w.val2
	a.num = float64(w.val)
	if a.class&cProper != 0 && !a.capital() {
		a.class = 0
	}
	return a
}

// lower writes the lower-cased ASCII of s to buf and folds the typographic
// apostrophe; the result is never longer than s.
func lower(buf []byte, s string) int {
	n := 0
	for j := 0; j < len(s); j++ {
		c := s[j]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == 0xE2 && j+2 < len(s) && s[j+1] == 0x80 && (s[j+2] == 0x98 || s[j+2] == 0x99):
			c, j = '\'', j+2
		}
		buf[n] = c
		n++
	}
	return n
}

// apostrophe reads "'90s" and "'97".
func apostrophe(a *atom, form string) {
	n := 0
	if form[0] == '\'' {
		n = 1
	} else if r, w := utf8.DecodeRuneInString(form); r == '\u2019' || r == '\u2018' {
		n = w
	}
	if n == 0 || len(form)-n < 2 {
		return
	}
	v, err := strconv.Atoi(form[n : n+2])
	switch rest := form[n+2:]; {
	case err != nil:
	case rest == "s" && v%10 == 0:
		a.class, a.val = cDecade, shortYear(v)
	case rest == "":
		a.class, a.val = cYear, shortYear(v)
	}
}

// shortYear reads two digits as a year between 1930 and 2029.
func shortYear(v int) int {
	if v < 30 {
		return 2000 + v
	}
	return 1900 + v
}

// digits classes a form that begins with a digit.
func digits(a *atom, form string) {
	n, v, fraction, scale := 0, 0, 0.0, 1.0
	dots, colons := 0, 0
	for n < len(form) && n < 12 {
		c := form[n]
		switch {
		case c >= '0' && c <= '9' && dots > 0:
			scale /= 10
			fraction += scale * float64(c-'0')
		case c >= '0' && c <= '9' && colons == 0:
			v = v*10 + int(c-'0')
		case c == ',' && n+3 < len(form):
		case c == '.' && dots == 0 && n+1 < len(form):
			dots++
		case c == ':' && n+2 < len(form):
			colons++
		case c < '0' || c > '9':
			suffix(a, form[n:], v)
			return
		}
		n++
	}
	a.val, a.num = v, float64(v)+fraction
	switch {
	case n < len(form):
		return
	case colons > 0:
		clockForm(a, form)
	case dots > 0:
		a.class = cNum | cDotted
	default:
		a.class = plainNumber(form, v)
	}
}

// plainNumber classes digits without a point; "1,200" is never a year.
func plainNumber(form string, v int) class {
	c := cNum
	comma := len(form) > 4
	if !comma && v >= 1 && v <= 31 && len(form) <= 2 {
		c |= cDay
	}
	if len(form) == 2 {
		c |= cTwo
	}
	if len(form) == 4 && v >= 1000 && v < 2200 {
		c |= cYear
	}
	if len(form) == 4 && v/100 < 25 && v%100 < 60 {
		c |= cMilitary
	}
	if len(form) == 8 && v >= 15000101 && validDay(v/10000, v/100%100, v%100) {
		c |= cCompact
	}
	return c
}

// suffix reads "4th", "1990s".
func suffix(a *atom, rest string, v int) {
	switch rest {
	case "st", "nd", "rd", "th":
		a.class, a.val, a.num = cOrd, v, float64(v)
		if v >= 1 && v <= 31 {
			a.class |= cDay
		}
	case "s", "'s", "\u2019s":
		if v%10 != 0 {
			return
		}
		if v >= 1000 && v < 2200 {
			a.class, a.val = cDecade, v
		} else if v >= 10 && v < 100 && rest == "s" {
			a.class, a.val = cDecade|cShort, shortYear(v)
		}
	}
}

// clockForm reads "4:30" and "16:30:10"; val is minutes from midnight.
func clockForm(a *atom, form string) {
	h, m := 0, 0
	i := 0
	for ; i < len(form) && form[i] != ':'; i++ {
		h = h*10 + int(form[i]-'0')
	}
	if i+2 < len(form) && form[i+1] >= '0' && form[i+1] <= '9' && form[i+2] >= '0' && form[i+2] <= '9' {
		m = int(form[i+1]-'0')*10 + int(form[i+2]-'0')
	}
	if h < 25 && m < 60 {
		a.class, a.val = cClock, h*60+m
	}
}

// spelled joins the words of a number: "twenty-five", "two hundred", "one and
// a half".
func spelled(as []atom, lex *lexicon) []atom {
	out := as[:0]
	for i := 0; i < len(as); {
		a := as[i]
		i++
		if a.class&cNum != 0 {
			i = joinNumber(&a, as, i, lex)
		}
		out = append(out, a)
	}
	return out
}

// joinNumber extends the number a with the atoms from i on; the index after
// the last one taken is returned.
func joinNumber(a *atom, as []atom, i int, lex *lexicon) int {
	take := func(n int) {
		a.last, a.to = as[i+n-1].last, as[i+n-1].to
		a.class = cNum
		i += n
	}
	if a.class&cTens != 0 {
		if i+1 < len(as) && as[i].lit == lex.hyphen && as[i+1].class&cOnes != 0 {
			a.val += as[i+1].val
			take(2)
		} else if i < len(as) && as[i].class&cOnes != 0 {
			a.val += as[i].val
			take(1)
		}
		a.num = float64(a.val)
	}
	for i < len(as) && as[i].class&cScale != 0 {
		a.num *= as[i].num
		a.val = int(a.num)
		take(1)
	}
	if i+6 < len(as) && as[i].lit == lex.hyphen && as[i+1].lit == lex.and && as[i+3].lit == lex.a && as[i+5].lit == lex.half {
		a.num += 0.5
		take(6)
	}
	if i+2 < len(as) && as[i].val == 1 && as[i].class&cNum != 0 && as[i+1].lit == lex.slash && as[i+2].val > 1 && as[i+2].val < 9 && as[i].from > a.to {
		a.num += 1 / float64(as[i+2].val)
		take(3)
	}
	if i+2 < len(as) && as[i].lit == lex.and && as[i+1].lit == lex.a && as[i+2].lit == lex.half {
		a.num += 0.5
		take(3)
	}
	return i
}
