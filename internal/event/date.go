package event

import (
	"sort"
	"strings"
	"time"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/when"
)

// old is how long before the report a deed is background.
const old = 92 * 24 * time.Hour

// date gives the days that the event's own clause names, or its governor's for
// a noun, or the report's day.
func (m *Matcher) date(cand *Candidate, e *Event) {
	c := &m.in.Clauses[cand.Clause]
	day, known := m.in.Report.Day()
	if x := m.when(cand, e, day, known); x != nil {
		e.On, e.dated = m.span(x, c, day, known), true
	} else if known && (e.Standing == Actual || e.Standing == Negated) {
		e.On = when.Range{First: day, Last: day}
	}
	m.agree(cand, e, day, known)
}

// when chooses the expression that dates the event: its own clause's, its
// telling's, or one near by that suits.
func (m *Matcher) when(cand *Candidate, e *Event, day time.Time, known bool) *when.Expr {
	c := &m.in.Clauses[cand.Clause]
	if x := m.timeOf(cand.Clause); x != nil && !(known && m.belies(x, cand, e, day)) {
		return x
	}
	if x := m.timeOfTelling(c, e); x != nil {
		return x
	}
	if known {
		return m.loose(c, e.Standing, day)
	}
	return nil
}

// belies: the expression dates something else that the words are about: what
// is said today has no date to come, and what is to come none long past.
func (m *Matcher) belies(x *when.Expr, cand *Candidate, e *Event, day time.Time) bool {
	if cand.Standing == "" {
		return false
	}
	verbal := !m.book.Events.Types[e.Type].Material() && e.Type != "CONSULT"
	return verbal && e.Standing == Actual && x.Range.First.After(day) ||
		e.Standing == Planned && x.Range.Last.Before(day)
}

// agree brings standing and days together: what is more than a season past is
// background, what is not is none, and what is still to come is planned.
func (m *Matcher) agree(cand *Candidate, e *Event, day time.Time, known bool) {
	if !known || e.On.Last.IsZero() {
		if cand.Standing != "" {
			m.toCome(e)
		}
		return
	}
	past := day.Sub(e.On.Last)
	switch {
	case e.Standing == Actual && past > old:
		e.Standing = Historical
	case e.Standing == Historical && e.dated && past <= old && cand.Standing != "" && e.On.First.Equal(e.On.Last):
		e.Standing = Actual
	case e.Standing == Actual && e.On.First.After(day):
		e.Standing = Planned
	}
	m.toCome(e)
}

// toCome gives what is still to come the type that the ontology gives it.
func (m *Matcher) toCome(e *Event) {
	if to := m.book.Events.Types[e.Type].Planned; to != "" && e.Standing == Planned {
		e.Type, e.Mode = to, ""
	}
}

// span gives the days that an expression allows: both ends of a pair, from
// "since" up to the report's day, unless the clause explains it: "since 1974,
// when …".
func (m *Matcher) span(x *when.Expr, c *clause.Clause, day time.Time, known bool) when.Range {
	head := m.s.Tokens[c.Pred].Head
	switch {
	case !x.Whole.IsZero():
		return x.Whole
	case known && x.Prep == "since" && !(head >= x.From && head < x.To):
		return x.Window(day)
	}
	return x.Range
}

// timeOfTelling dates what somebody says for himself by when he says it:
// "Rome said on Tuesday it would not sign".
func (m *Matcher) timeOfTelling(c *clause.Clause, e *Event) *when.Expr {
	if c.Telling < 0 || e.Standing != Actual || m.book.Events.Types[e.Type].Material() || e.Type == "CONSULT" {
		return nil
	}
	return m.timeOf(c.Telling)
}

// leadDay: a report told the day after happens on the day that its lead names,
// so news without a time of its own is of that day, too.
func leadDay(events []Event, day time.Time) {
	lead := day
	for i := range events {
		if e := &events[i]; e.dated && e.Standing == Actual && e.Sent < 3 && e.On.First.Equal(e.On.Last) {
			if ago := day.Sub(e.On.First); ago >= 0 && ago <= 48*time.Hour {
				lead = e.On.First
			}
			break
		}
	}
	for i := range events {
		if e := &events[i]; !e.dated && e.On.First.Equal(day) && e.On.Last.Equal(day) {
			e.On = when.Range{First: lead, Last: lead}
		}
	}
}

// loose finds, for a deed whose clause names no time, the nearest expression of
// the sentence that suits its standing: long ago for background, to come for
// plans, lately for news unless it dates the telling.
func (m *Matcher) loose(c *clause.Clause, st Standing, day time.Time) *when.Expr {
	var best *when.Expr
	from := sort.Search(len(m.in.Times), func(i int) bool { return m.in.Times[i].Sent >= c.Sent })
	for i := from; i < len(m.in.Times) && m.in.Times[i].Sent == c.Sent; i++ {
		x := &m.in.Times[i]
		if x.Range.First.IsZero() || !suits(x, st, day) || m.inRelative(x, c.Pred) || c.Telling >= 0 && m.hangsOn(x, m.in.Clauses[c.Telling].Pred) {
			continue
		}
		if best == nil || dist(x, c.Pred) < dist(best, c.Pred) {
			best = x
		}
	}
	return best
}

// inRelative: the expression dates a relative clause, and the predicate stands
// outside it.
func (m *Matcher) inRelative(x *when.Expr, pred int) bool {
	for k, n := x.From, 0; k >= 0 && n <= len(m.s.Tokens); k, n = m.s.Tokens[k].Head, n+1 {
		if m.s.Tokens[k].Rel == "acl:relcl" {
			return !m.s.Under(pred, k)
		}
	}
	return false
}

func suits(x *when.Expr, st Standing, day time.Time) bool {
	switch st {
	case Historical:
		return day.Sub(x.Range.Last) > old
	case Planned:
		return !x.Range.Last.Before(day)
	case Actual:
		return !x.Range.Last.After(day) && day.Sub(x.Range.Last) < 10*24*time.Hour
	}
	return false
}

// timeOf finds the expression of time that dates clause k: its own, the one
// that it explains ("in 1971, when …"), or that of the clause which lends it
// its subject or its place.
func (m *Matcher) timeOf(k int) *when.Expr {
	for n := 0; k >= 0 && n < 4; n++ {
		c := &m.in.Clauses[k]
		if x := m.timeIn(k); x != nil {
			return x
		}
		if x := m.timeOfOccasion(c); x != nil {
			return x
		}
		if !m.sharesTime(c) {
			return nil
		}
		k = c.Under
	}
	return nil
}

// timeOfOccasion: "at a meeting in May they vowed" dates the vow by the
// meeting.
func (m *Matcher) timeOfOccasion(c *clause.Clause) *when.Expr {
	if c.Nominal {
		return nil
	}
	for _, a := range c.Args {
		if a.Role != clause.Obl || a.Prep != "in" && a.Prep != "at" && a.Prep != "during" || !m.book.Events.Deed(strings.ToLower(m.s.Tokens[a.Tok].Lemma)) {
			continue
		}
		if x := m.timeAt(c.Sent, a.Tok); x != nil {
			return x
		}
	}
	return nil
}

// sharesTime: the clause happens when its governor does.
func (m *Matcher) sharesTime(c *clause.Clause) bool {
	if c.Under < 0 {
		return false
	}
	switch c.Link {
	case clause.Within:
		return c.Nominal && m.s.Tokens[c.Pred].Head == m.in.Clauses[c.Under].Pred
	case clause.Conj:
		return true
	case clause.Rel, clause.Acl:
		h := m.s.Tokens[c.Pred].Head
		return h >= 0 && m.book.Words.Is(m.s.Tokens[h].Lemma, codebook.Occasion)
	case clause.Said:
		return m.s.Tokens[c.Pred].Rel == "xcomp"
	case clause.Adv:
		return c.Lent() && c.Mark != "to" && c.Mark != "after" && c.Mark != "before" && c.Mark != "since"
	}
	return false
}

// timeIn is the expression that dates clause k itself.
func (m *Matcher) timeIn(k int) *when.Expr {
	c := &m.in.Clauses[k]
	return m.timeAt(c.Sent, c.Pred)
}

// timeAt is the expression that dates a predicate: one that holds it ("was in
// March") or is explained by it ("in 1971, when …"), else the best of those
// that hang on it: the finer of two that agree, then the nearer.
func (m *Matcher) timeAt(sent, pred int) *when.Expr {
	var best *when.Expr
	head := m.s.Tokens[pred].Head
	from := sort.Search(len(m.in.Times), func(i int) bool { return m.in.Times[i].Sent >= sent })
	for i := from; i < len(m.in.Times) && m.in.Times[i].Sent == sent; i++ {
		x := &m.in.Times[i]
		if x.Range.First.IsZero() {
			continue
		}
		if head >= x.From && head < x.To || pred >= x.From && pred < x.To {
			return x
		}
		if m.hangsOn(x, pred) && (best == nil || closer(x, best, pred)) {
			best = x
		}
	}
	return best
}

// closer: x lies within the days of y ("on Tuesday" and "this month"), or
// neither lies in the other and x stands nearer.
func closer(x, y *when.Expr, pred int) bool {
	switch in, holds := within(x, y), within(y, x); {
	case in != holds:
		return in
	}
	return dist(x, pred) < dist(y, pred)
}

// within: all days of x are days of y.
func within(x, y *when.Expr) bool {
	return !x.Range.First.Before(y.Range.First) && !x.Range.Last.After(y.Range.Last)
}

func dist(x *when.Expr, pred int) int { return max(x.From-pred, pred-x.To) }

// hangsOn climbs from the expression to the first predicate. One that belongs
// to the verb's subject or object dates that ("defended the decision of 1994"),
// unless it is of these days and may have been hung too low.
func (m *Matcher) hangsOn(x *when.Expr, pred int) bool {
	top := x.From
	for n := 0; n <= len(m.s.Tokens); n++ {
		h := m.s.Tokens[top].Head
		if h < 0 {
			return false
		}
		if h == pred {
			return top >= x.From && top < x.To || !m.argument(top) || m.recent(x)
		}
		if (h < x.From || h >= x.To) && m.isPredicate(h) {
			return false
		}
		top = h
	}
	return false
}

func (m *Matcher) argument(tok int) bool {
	switch syntax.Base(m.s.Tokens[tok].Rel) {
	case "nsubj", "obj", "ccomp", "xcomp", "iobj":
		return m.s.Tokens[m.s.Tokens[tok].Head].UPOS == "VERB"
	}
	return false
}

// recent: a day or two of the weeks around the report.
func (m *Matcher) recent(x *when.Expr) bool {
	day, known := m.in.Report.Day()
	const weeks = 21 * 24 * time.Hour
	return !known || day.Sub(x.Range.Last) < weeks && x.Range.First.Sub(day) < weeks && x.Range.Last.Sub(x.Range.First) < 7*24*time.Hour
}

func (m *Matcher) isPredicate(tok int) bool {
	t := &m.s.Tokens[tok]
	return t.UPOS == "VERB" || m.kids.Find(tok, "cop") >= 0 || t.UPOS == "NOUN" && m.book.Events.Deed(t.Lemma) && syntax.Base(t.Rel) != "compound"
}
