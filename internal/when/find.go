package when

import (
	"strings"
	"time"

	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// contextWords are looked at around a match but are in no pattern.
var contextWords = []string{"and", "a", "half", "-", "/", "of", "the", "an", "in"}

// builder holds what resolving needs: the report's day, the sentence, the
// dates told so far.
type builder struct {
	g     *gram
	day   time.Time // the report's day, or the first full date told when unknown
	known bool      // day is the report's own
	text  string
	s     *syntax.Sentence
	atoms []atom
	floor int // first atom that a new expression may still take
	out   []Expr

	told      time.Time // first day of the date told last
	toldGrain grain
	toldSent  int // sentence of told, -1 for none
	yearSent  int // sentence in which a year was named last, -1 for none
	yearTold  int
}

// Find gives the expressions of time of a report's sentences in order. It is
// linear in the number of tokens; r may lack a day, then weekdays and the like
// keep open values ("XXXX-WXX-3") and no range.
func Find(r *text.Report, sents []syntax.Sentence) []Expr {
	b := &builder{g: grammar(), text: r.Text, toldSent: -1, yearSent: -1}
	b.day, b.known = r.Day()
	s := search{g: b.g}
	for i := range sents {
		b.sentence(&sents[i], &s)
	}
	return b.out
}

// sentence finds the expressions of one sentence.
func (b *builder) sentence(s *syntax.Sentence, look *search) {
	b.s = s
	b.atoms = cut(b.atoms[:0], s, b.g.lex)
	b.floor = 0
	look.atoms = b.atoms
	first := len(b.out)
	for i := 0; i < len(b.atoms); {
		if b.atoms[i].class == 0 {
			i++
			continue
		}
		next := i + 1
		for _, m := range look.run(i) {
			r := &b.g.rules[m.rule]
			if r.build(b, &m) {
				next = i + m.n
				b.floor = next
				break
			}
		}
		i = next
	}
	b.pairs(first)
}

// at gives the atom i, an empty one outside the sentence.
func (b *builder) at(i int) *atom {
	if i < 0 || i >= len(b.atoms) {
		return &nothing
	}
	return &b.atoms[i]
}

var nothing atom

// hyphen reports whether the atom i is a hyphen that joins its neighbours.
func (b *builder) hyphen(i int) bool {
	if i < 1 || i+1 >= len(b.atoms) {
		return false
	}
	a := &b.atoms[i]
	return a.lit == b.g.lex.hyphen && a.from == b.atoms[i-1].to && a.to == b.atoms[i+1].from
}

// word gives the lower-case form of an atom; short and only around matches.
func (b *builder) word(i int) string { return strings.ToLower(b.at(i).form) }

// is reports whether the atom i is one of the words, written lower-case and
// parted by blanks.
func (b *builder) is(i int, words string) bool {
	w := b.word(i)
	return w != "" && hasWord(words, w)
}

func hasWord(words, w string) bool {
	for rest := words; rest != ""; {
		head, tail, _ := strings.Cut(rest, " ")
		if head == w {
			return true
		}
		rest = tail
	}
	return false
}

// has gives the index of the first atom with a role in the match, -1 for none.
func (m *match) has(c class) int { return m.nth(c, 0) }

// nth gives the index of the k-th atom, from 0, with a role in the match.
func (m *match) nth(c class, k int) int {
	for i := 0; i < m.n; i++ {
		if m.roles[i]&c != 0 {
			if k == 0 {
				return m.from + i
			}
			k--
		}
	}
	return -1
}

func (m *match) end() int { return m.from + m.n }

// val gives the value of the first atom with a role, def when there is none.
func (b *builder) val(m *match, c class, def int) int {
	if i := m.has(c); i >= 0 {
		return b.atoms[i].value(c)
	}
	return def
}

// put records an expression over the atoms [from, to) whose naming atom is
// head, widened to the left by words that belong to it ("the end of", "about").
func (b *builder) put(from, to, head int, e Expr) bool {
	e.Sent = b.s.Index
	from = b.widen(from, head, &e)
	if b.joinClock(from, to, &e) {
		return true
	}
	b.backdate(from, &e)
	e.From, e.To = b.atoms[from].tok, b.atoms[to-1].last+1
	e.Head = b.atoms[head].last
	e.Span = text.Span{From: b.atoms[from].from, To: b.atoms[to-1].to}
	if from > 0 {
		if w := b.word(from - 1); hasWord(prepositions, w) {
			e.Prep = w
		}
	}
	e.Deadline = e.Prep == "by" && !b.is(to, "'s \u2019s") || (e.Prep == "before" || e.Prep == "within" || e.Prep == "until") && !e.Range.IsZero()
	b.out = append(b.out, e)
	return true
}

const prepositions = "in on at since by until till from to for during before after through throughout within between over around about of as into under"

// tell notes the date told last, the anchor of "the next day".
func (b *builder) tell(t time.Time, g grain) {
	b.told, b.toldGrain, b.toldSent = t, g, b.s.Index
	if !b.known && g == gDay && b.day.IsZero() {
		b.day = t
	}
}

// anchor is the day that "the previous day" counts from: the date told last in
// this sentence or the three before it, else the report's day.
func (b *builder) anchor(g grain) time.Time {
	if b.toldSent >= 0 && b.s.Index-b.toldSent <= 3 && b.toldGrain <= g {
		return b.told
	}
	return b.day
}

// dated reports whether there is any day to count from.
func (b *builder) dated() bool { return !b.day.IsZero() }

// date records a calendar unit that holds t.
func (b *builder) date(m *match, head int, t time.Time, g grain) bool {
	if t.IsZero() || t.Year() < 1 {
		return false
	}
	if m.has(cYear) >= 0 {
		b.yearSent, b.yearTold = b.s.Index, t.Year()
	}
	b.tell(t, g)
	return b.put(m.from, m.end(), head, Expr{Type: Date, Value: cellValue(t, g), Range: cell(t, g)})
}

// joinClock merges a time of day with the date that follows it ("4:30 p.m. on
// Wednesday"): the expression before takes over the day.
func (b *builder) joinClock(from, to int, e *Expr) bool {
	if e.Type != Date && e.Type != Time || len(b.out) == 0 || e.Range.IsZero() || e.Range.First != e.Range.Last {
		return false
	}
	p := &b.out[len(b.out)-1]
	if p.Sent != e.Sent || p.Type != Time || len(p.Value) < 11 || e.Type == Time && !strings.HasSuffix(p.Value, ":00") && !strings.Contains(p.Value, ":") {
		return false
	}
	at := from - 1
	if b.is(at, "on ,") {
		at--
	}
	if at < 0 || b.atoms[at].to != p.Span.To {
		return false
	}
	clock := p.Value[10:]
	p.Value = e.Range.First.Format("2006-01-02") + clock
	p.Range = e.Range
	p.To = b.atoms[to-1].last + 1
	p.Span.To = b.atoms[to-1].to
	return true
}

// backdate gives the day of a date to a time of day that stands a few words
// before it: "10 a.m. (0800 GMT) on Saturday".
func (b *builder) backdate(from int, e *Expr) {
	if e.Type != Date || e.Range.IsZero() || e.Range.First != e.Range.Last {
		return
	}
	for k := len(b.out) - 1; k >= 0; k-- {
		p := &b.out[k]
		if p.Sent != b.s.Index || p.Type != Time || len(p.Value) < 11 || p.Range.First != b.day || b.atoms[from].from-p.Span.To > 20 {
			return
		}
		between := b.text[p.Span.To:b.atoms[from].from]
		if !strings.HasSuffix(between, ") on ") && !strings.HasSuffix(between, ") ") && k == len(b.out)-1 {
			return
		}
		p.Value = e.Range.First.Format("2006-01-02") + p.Value[10:]
		p.Range = e.Range
	}
}

// pairs gives both ends of "from 3 to 5 May" the days between them.
func (b *builder) pairs(first int) {
	for i := first; i+1 < len(b.out); i++ {
		p, q := &b.out[i], &b.out[i+1]
		if p.Type != Date || q.Type != Date || p.Sent != q.Sent || p.Range.IsZero() || q.Range.IsZero() {
			continue
		}
		between := strings.ToLower(strings.TrimSpace(b.text[p.Span.To:max(p.Span.To, q.Span.From)]))
		joined := hasWord("to until till through - – — thru", between) && p.Prep != "by"
		if !joined && (p.Prep != "between" || between != "and") {
			continue
		}
		if back := p.Range.First.Sub(q.Range.First); back > 0 && back < 7*24*time.Hour && len(q.Value) == 10 {
			t := q.Range.First.AddDate(0, 0, 7) // "from Monday to Friday" on a Wednesday
			q.Range, q.Value = Range{t, t}, cellValue(t, gDay)
		}
		if back := p.Range.First.Sub(q.Range.First); back > 0 && len(p.Value) == 7 && len(q.Value) == 7 && back < 365*24*time.Hour {
			// "from late May to early June" is one summer's.
			q.Range = Range{shift(q.Range.First, gYear, 1), shift(q.Range.Last, gYear, 1)}
			q.Value = cellValue(q.Range.First, gMonth)
		}
		if !q.Range.Last.Before(p.Range.First) {
			p.Whole = Range{p.Range.First, q.Range.Last}
			q.Whole = p.Whole
		}
	}
}
