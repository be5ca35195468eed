package quantity

import (
	"math"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// reader walks a sentence's words.
type reader struct {
	s     *syntax.Sentence
	words []string // lower-case forms
	skip  []text.Span
}

// number is what a run of tokens says.
type number struct {
	low, high float64
	approx    bool
	digits    bool
	to        int // token after it
}

// Find gives the quantities of a sentence. Spans in skip are left alone: dates
// and times, found before. Linear in the sentence for each number in it.
func Find(s *syntax.Sentence, skip ...text.Span) []Quantity {
	r := &reader{s: s, skip: skip, words: make([]string, len(s.Tokens))}
	for i := range s.Tokens {
		r.words[i] = strings.ToLower(s.Tokens[i].Form)
	}
	var out []Quantity
	floor := 0
	for i := 0; i < len(r.words); {
		n, ok := r.number(i)
		if !ok || r.skipped(i) {
			i++
			continue
		}
		q, ok := r.quantity(i, n, floor)
		if !ok {
			i = max(n.to, i+1)
			continue
		}
		out = append(out, q)
		i = max(q.To, n.to)
		floor = i
	}
	r.fates(out)
	return out
}

func (r *reader) word(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i]
}

func (r *reader) skipped(i int) bool {
	for _, s := range r.skip {
		if s.Overlaps(r.s.Tokens[i].Span) {
			return true
		}
	}
	return false
}

// number reads a number at the token i with its range: "12", "twenty-five",
// "1.5 million", "10 to 15", "tens of thousands", "dozens".
func (r *reader) number(i int) (number, bool) {
	if n, ok := r.vagueNumber(i); ok {
		return n, true
	}
	if w := r.word(i); (w == "a" || w == "one" || w == "half") && r.shareAt(i) {
		return number{low: 1, high: 1, to: i + 1}, true
	}
	n, ok := r.plain(i)
	if !ok {
		return n, false
	}
	j := n.to
	if w := r.word(j); w == "to" || w == "-" || w == "–" || w == "and" && r.word(i-1) == "between" || w == "or" {
		m, ok := r.plain(j + 1)
		if ok && m.low > n.low && m.digits == n.digits && !r.skipped(j+1) {
			if m.low >= 1000 && n.low < 1000 && n.low*scaleOf(m.low) <= m.low {
				n.low *= scaleOf(m.low) // "5 to 6 million"
			}
			return number{low: n.low, high: m.low, digits: n.digits, to: m.to}, true
		}
	}
	return n, true
}

// shareAt reports "a third of", "one quarter of", "half of".
func (r *reader) shareAt(i int) bool {
	if r.word(i) != "half" {
		i++
	}
	return shares[r.word(i)] > 0 && r.word(i+1) == "of"
}

func scaleOf(v float64) float64 {
	for _, s := range [...]float64{1e12, 1e9, 1e6, 1e3} {
		if v >= s {
			return s
		}
	}
	return 1
}

// vagueNumber reads "dozens", "tens of thousands", "several hundred", "a few".
func (r *reader) vagueNumber(i int) (number, bool) {
	w := r.word(i)
	if factor := map[string]float64{"tens": 10, "hundreds": 100}[w]; factor > 0 && r.word(i+1) == "of" {
		big := r.word(i + 2)
		if v, ok := vague[big]; ok && (big == "thousands" || big == "millions" || big == "billions") {
			return number{low: v[0] * factor, high: (v[1]+1)*factor - 1, approx: true, to: r.of(i + 3)}, true
		}
	}
	v, ok := vague[w]
	if !ok {
		return number{}, false
	}
	if (w == "few" || w == "couple" || w == "handful") && r.word(i-1) != "a" {
		return number{}, false
	}
	n := number{low: v[0], high: v[1], approx: true, to: i + 1}
	if s, ok := scales[r.word(n.to)]; ok && len(r.word(n.to)) > 2 {
		n.low, n.high = n.low*s, n.high*s
		n.to++
	}
	n.to = r.of(n.to)
	return n, true
}

// of steps over "of" where what is counted follows.
func (r *reader) of(i int) int {
	if r.word(i) == "of" && r.word(i+1) != "the" && r.word(i+1) != "them" {
		return i + 1
	}
	return i
}

// plain reads one number without a range.
func (r *reader) plain(i int) (number, bool) {
	w := r.word(i)
	var v float64
	digits := false
	switch {
	case w == "":
		return number{}, false
	case w[0] >= '0' && w[0] <= '9':
		f, ok := parse(w)
		if !ok {
			return number{}, false
		}
		v, digits = f, true
		i++
	case (w == "a" || w == "half") && r.scaleAt(i+1):
		v = 1
		i++
	case w == "half" && r.word(i+1) == "a" && r.scaleAt(i+2):
		v = 0.5
		i += 2
	default:
		n, to, ok := r.spelled(i)
		if !ok {
			return number{}, false
		}
		v, i = n, to
	}
	for {
		w := r.word(i)
		if (w == "and" || w == "-") && v >= 100 && !digits {
			if n, to, ok := r.spelled(i + 1); ok && n < 100 && w == "and" {
				v, i = v+n, to
				continue
			}
		}
		if w == "-" && r.scaleAt(i+1) {
			i++
			w = r.word(i)
		}
		s, ok := scales[w]
		if !ok || len(w) <= 2 && !digits || w == "score" {
			break
		}
		v *= s
		i++
		if n, to, ok := r.spelled(i); ok && !digits && n < s {
			v, i = v+n, to
		}
	}
	return number{low: v, high: v, digits: digits, to: i}, true
}

func (r *reader) scaleAt(i int) bool {
	_, ok := scales[r.word(i)]
	return ok && len(r.word(i)) > 2
}

// spelled reads "twenty-five", "nine", in one token or in several.
func (r *reader) spelled(i int) (float64, int, bool) {
	w := r.word(i)
	if v, ok := ones[w]; ok && v >= 0 {
		return v, i + 1, true
	}
	if v, ok := tens[w]; ok {
		j := i + 1
		if r.word(j) == "-" {
			j++
		}
		if o, ok := ones[r.word(j)]; ok && o > 0 && o < 10 {
			return v + o, j + 1, true
		}
		return v, i + 1, true
	}
	if a, b, ok := strings.Cut(w, "-"); ok {
		if v, ok := tens[a]; ok {
			if o, ok := ones[b]; ok && o > 0 && o < 10 {
				return v + o, i + 1, true
			}
		}
	}
	return 0, i, false
}

// parse reads digits with commas and a decimal point; anything else in the
// token makes it no number.
func parse(w string) (float64, bool) {
	for i := 0; i < len(w); i++ {
		if c := w[i]; (c < '0' || c > '9') && c != ',' && c != '.' {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// quantity puts modifiers and unit around the number that begins at i.
func (r *reader) quantity(i int, n number, floor int) (Quantity, bool) {
	q := Quantity{From: i, To: n.to, Num: i, Noun: -1, Low: n.low, High: n.high, Approx: n.approx}
	if code, ok := currencies[r.word(i-1)]; ok && i-1 >= floor && (!isLetter(r.word(i - 1)[0]) || strings.HasSuffix(r.word(i-1), "$")) {
		q.Kind, q.Unit = Money, code
		q.From--
	} else if !r.unit(&q) {
		return q, false
	}
	r.modify(&q, floor)
	q.Span = r.s.SpanOf(q.From, q.To-1)
	return q, true
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// modify takes the words before a number that bound it.
func (r *reader) modify(q *Quantity, floor int) {
	if f := q.From; r.word(f-1) == "a" && f-1 >= floor && q.Approx {
		q.From--
	}
	for k := 3; k >= 1; k-- {
		if q.From-k < floor {
			continue
		}
		sign, ok := before[strings.Join(r.words[q.From-k:q.From], " ")]
		if !ok {
			continue
		}
		q.From -= k
		switch sign {
		case 1:
			q.High = math.Inf(1)
		case -1:
			q.Low, q.High = 0, math.Max(q.Low, q.High)
		case 0:
			q.Approx = true
		case 2:
			r.modify(q, floor)
		}
		return
	}
	if q.From-1 >= floor && r.word(q.From-1) == "between" && q.Low < q.High {
		q.From--
	}
}
