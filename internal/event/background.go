package event

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/syntax"
)

// background describes what tells news from what a report recalls: the times
// that its sentence and the one before name, "had" against "has", and what the
// clause hangs on further up.
func (m *Matcher) background(f *features, c *clause.Clause) {
	day, known := m.in.Report.Day()
	if known {
		for _, age := range m.ages(c.Sent, day) {
			f.both("sentwhen", age)
		}
		for _, age := range m.ages(c.Sent-1, day) {
			f.add("beforewhen", age)
		}
	}
	for j := m.kids.First(c.Pred); j >= 0; j = m.kids.Next(j) {
		t := &m.s.Tokens[j]
		switch syntax.Base(t.Rel) {
		case "aux":
			f.both("auxform", strings.ToLower(t.Form))
		case "nummod", "compound", "nmod", "obl":
			if y, err := strconv.Atoi(t.Form); err == nil && known && y > 1500 && y < day.Year()+20 {
				f.add("year", strconv.Itoa(max(-1, min(1, y-day.Year()))))
			}
		}
	}
	f.both("rels", m.relations(c.Pred))
	if c.Under >= 0 {
		if g := &m.in.Clauses[c.Under]; g.Sent == c.Sent {
			f.add("undergov", strings.ToLower(m.s.Tokens[g.Pred].Lemma))
		}
	}
}

// ages names how far the times of a sentence lie from the report's day, each
// once.
func (m *Matcher) ages(sent int, day time.Time) []string {
	var out []string
	from := sort.Search(len(m.in.Times), func(i int) bool { return m.in.Times[i].Sent >= sent })
	for i := from; i < len(m.in.Times) && m.in.Times[i].Sent == sent; i++ {
		x := &m.in.Times[i]
		if x.Range.First.IsZero() {
			continue
		}
		if age := ageOf(x, day); !slices.Contains(out, age) {
			out = append(out, age)
		}
	}
	return out
}

// relations names the way from a token to the root, at most four steps.
func (m *Matcher) relations(tok int) string {
	var b strings.Builder
	for n := 0; tok >= 0 && n < 4; tok, n = m.s.Tokens[tok].Head, n+1 {
		b.WriteString(syntax.Base(m.s.Tokens[tok].Rel) + " ")
	}
	return b.String()
}
