package gold

import (
	"regexp"
	"strings"
	"time"
	"unicode"
)

var (
	ending = regexp.MustCompile(`[.!?]["”’')]*(?:\s+|$)|\n\s*\n|\n`)
	last   = regexp.MustCompile(`\S+$`)
	single = regexp.MustCompile(`^[a-z]$`)
	dotted = regexp.MustCompile(`^(?:[a-z]\.)+[a-z]$`)
)

var abbreviations = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("mr mrs ms dr gen col lt sgt maj capt adm gov sen rep rev st no vs etc inc corp ltd co jan feb " +
		"mar apr jun jul aug sep sept oct nov dec u.s u.n u.k e.g i.e a.m p.m prof hon sr jr fm") {
		m[w] = true
	}
	return m
}()

// Sentences cuts a text as the annotation does, in characters: the same rule,
// so that sentence numbers agree.
func Sentences(s string) [][2]int {
	var out [][2]int
	start := 0
	put := func(end int) {
		seg := s[start:end]
		if t := strings.TrimSpace(seg); t != "" {
			a := start + strings.Index(seg, t)
			out = append(out, [2]int{a, a + len(t)})
		}
	}
	for _, m := range ending.FindAllStringIndex(s, -1) {
		end, ok := boundary(s, start, m[0], m[1])
		if !ok {
			continue
		}
		put(end)
		start = m[1]
	}
	put(len(s))
	return toChars(s, out)
}

func boundary(s string, start, from, to int) (end int, ok bool) {
	match := s[from:to]
	if strings.TrimSpace(match) == "" {
		return from, true
	}
	w := ""
	if from >= start {
		w = strings.TrimLeft(strings.ToLower(last.FindString(s[start:from])), `("“`)
	}
	next := []rune(s[to:min(len(s), to+4)])
	sameLine := !strings.Contains(match, "\n")
	if s[from] == '.' && len(next) > 0 && sameLine && (abbreviations[w] || single.MatchString(w) || dotted.MatchString(w)) {
		return 0, false
	}
	if len(next) > 0 && sameLine {
		if r := next[0]; !(unicode.IsUpper(r) || strings.ContainsRune("\"“‘'(", r) || unicode.IsDigit(r)) {
			return 0, false
		}
	}
	return from + len(strings.TrimRightFunc(match, unicode.IsSpace)), true
}

// toChars turns byte ranges, in order, into character ranges.
func toChars(s string, spans [][2]int) [][2]int {
	pos, n := 0, 0
	count := func(to int) int {
		for pos < to {
			if s[pos]&0xC0 != 0x80 {
				n++
			}
			pos++
		}
		return n
	}
	for i := range spans {
		spans[i][0] = count(spans[i][0])
		spans[i][1] = count(spans[i][1])
	}
	return spans
}

// SentenceAt gives the sentence that holds the character.
func (r *Report) SentenceAt(char int) int {
	for k, s := range r.Sents {
		if char < s[1] {
			return k
		}
	}
	return len(r.Sents) - 1
}

func parseDay(s string) (time.Time, error) { return time.Parse("2006-01-02", s) }
