package brief

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

// evidence gives the words that prove an event, in quotation marks, with the
// act emphasised; cut around the act where they are long.
func (s Style) evidence(rec export.Record, e *event.Event) []word {
	t := rec.Report.Text
	q := e.Quote
	if q.Len() == 0 {
		q = e.Trigger
	}
	before, trigger, after := say(plain, t[q.From:q.To]), []word(nil), []word(nil)
	if q.Holds(e.Trigger) && e.Trigger.Len() > 0 {
		before, trigger, after = say(plain, t[q.From:e.Trigger.From]), s.marked(e.Trigger.Of(t)), say(plain, t[e.Trigger.To:q.To])
		if len(before) > 0 && len(trigger) > 0 && !space(t[e.Trigger.From-1]) {
			trigger[0].glue = true
		}
		if len(after) > 0 && e.Trigger.To < len(t) && !space(t[e.Trigger.To]) {
			after[0].glue = true
		}
	}
	for len(before) > 0 && strings.Trim(before[0].text, ",;:–—-") == "" {
		before = before[1:]
	}
	room := quoteLines * (s.Width - textIndent) * 9 / 10
	room -= width(trigger...) + 1
	before, cutBefore := lastOf(before, room/2)
	room -= width(before...) + 1
	after, cutAfter := firstOf(after, room)
	words := append(append(before, trigger...), after...)
	return quoted(words, cutBefore || !opens(rec, e, q), cutAfter)
}

// quoted puts words between quotation marks, with dots where they were cut.
func quoted(words []word, cutBefore, cutAfter bool) []word {
	if len(words) == 0 {
		return nil
	}
	open := word{text: "“", look: dim}
	if cutBefore {
		open.text = "“…"
		words = append([]word{open}, words...)
	} else {
		words[0].glue = true
		words = append([]word{open}, words...)
	}
	if cutAfter {
		return append(words, word{text: "…”", look: dim})
	}
	return append(words, glued(dim, "”"))
}

func space(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

// opens says whether the evidence begins where its sentence does.
func opens(rec export.Record, e *event.Event, q text.Span) bool {
	if e.Sent >= len(rec.Sents) {
		r, _ := utf8.DecodeRuneInString(rec.Report.Text[q.From:])
		return strings.ToUpper(string(r)) == string(r)
	}
	return q.From <= rec.Sents[e.Sent].Span.From
}

// lastOf and firstOf keep the words nearest to the act that fit into room.
func lastOf(words []word, room int) ([]word, bool) {
	for i := len(words) - 1; i >= 0; i-- {
		if room -= width(words[i]) + 1; room < 0 {
			return words[i+1:], true
		}
	}
	return words, false
}

func firstOf(words []word, room int) ([]word, bool) {
	for i := range words {
		if room -= width(words[i]) + 1; room < 0 {
			return words[:i], true
		}
	}
	return words, false
}

// days writes the day or days of an event, as short as it can be: a whole
// month or year by its name, and no year where it is the report's own.
func days(on when.Range, r *text.Report) string {
	if on.First.IsZero() && on.Last.IsZero() {
		return "day unknown"
	}
	first, last := on.First, on.Last
	if first.IsZero() {
		return "until " + last.Format("2 January 2006")
	}
	if last.IsZero() {
		return "since " + first.Format("2 January 2006")
	}
	year := " 2006"
	if d, ok := r.Day(); ok && d.Year() == first.Year() && d.Year() == last.Year() {
		year = ""
	}
	return stretch(first, last, year)
}

// stretch writes known days; year is the layout of the year, or "" without it.
func stretch(first, last time.Time, year string) string {
	next := last.AddDate(0, 0, 1)
	switch {
	case first.Equal(last):
		return first.Format("2 January" + year)
	case first.YearDay() == 1 && next.Equal(first.AddDate(1, 0, 0)):
		return first.Format("2006")
	case first.Day() == 1 && next.Equal(first.AddDate(0, 1, 0)):
		return first.Format("January 2006")
	case sameMonth(first, last):
		return first.Format("2") + "–" + last.Format("2 January"+year)
	case first.Year() == last.Year():
		return first.Format("2 January") + " – " + last.Format("2 January"+year)
	}
	return first.Format("2 January 2006") + " – " + last.Format("2 January 2006")
}

func sameMonth(a, b time.Time) bool { return a.Year() == b.Year() && a.Month() == b.Month() }
