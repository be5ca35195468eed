package brief

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/export"
)

// Entry writes one event of a record: who did what to whom and when, the
// evidence, what else is known, and the report that tells it.
func Entry(r export.Row, s Style) []byte {
	s.Width = max(s.Width, 40)
	var b strings.Builder
	s.entry(&b, r)
	b.WriteByte('\n')
	return []byte(b.String())
}

func (s Style) entry(b *strings.Builder, r export.Row) {
	e := r.Event
	quad := e.QuadCode
	if quad < 0 || quad >= len(quads) {
		quad = 0
	}
	standing := event.Standing(e.Standing)
	label := word{text: fmt.Sprintf("%s %-*s", cmp.Or(marks[standing], "●"), typeWidth-1, clean(strings.Join(e.Event, " "))), look: quads[quad]}
	note := say(dim, rowDays(e))
	if st := standings[standing]; st != "" {
		note = append(say(caveat, st), append([]word{{text: "·", look: dim}}, note...)...)
	}
	b.WriteString(strings.Repeat(" ", margin))
	s.show(b, label)
	b.WriteByte(' ')
	s.row(b, textIndent, rowParties(e), note)
	s.block(b, textIndent, s.rowEvidence(e))
	s.block(b, textIndent, say(dim, rowDetails(e)))
	s.block(b, textIndent, say(dim, teller(r)))
}

// rowDays writes the day or days of an event with the year.
func rowDays(e *export.Event) string {
	first, err := time.Parse(time.DateOnly, e.Date)
	if err != nil {
		return "day unknown"
	}
	last, err := time.Parse(time.DateOnly, e.EndDate)
	if err != nil {
		return first.Format("2 January 2006")
	}
	return stretch(first, last, " 2006")
}

func rowParties(e *export.Event) []word {
	out := rowNames(e.Actor)
	if len(out) == 0 {
		out = say(dim, "someone")
	}
	if len(e.Recipient) == 0 {
		return out
	}
	out = append(out, word{text: "→", look: dim})
	return append(out, rowNames(e.Recipient)...)
}

func rowNames(list []export.Entity) []word {
	parties := make([]called, len(list))
	for i, e := range list {
		parties[i] = called{rowName(e), strings.TrimSpace(e.Code + " " + e.Sector)}
	}
	return together(parties)
}

func rowName(e export.Entity) string {
	return cmp.Or(clean(e.IdentifierText), short(clean(e.EntityText)), "someone")
}

// rowEvidence gives the words that prove an event, cut where they are long,
// with the act emphasised where it stands in them once.
func (s Style) rowEvidence(e *export.Event) []word {
	all := strings.Join(e.EventText, " … ")
	if all == "" {
		all = e.Trigger.Text
	}
	all = strings.TrimLeft(all, " ,;:–—-")
	before, act, after := all, "", ""
	if t := e.Trigger.Text; t != "" && strings.Count(all, t) == 1 {
		before, after, _ = strings.Cut(all, t)
		act = t
	}
	b, a := say(plain, before), say(plain, after)
	trigger := s.marked(act)
	if len(trigger) > 0 && before != "" && !space(before[len(before)-1]) {
		trigger[0].glue = true
	}
	if len(a) > 0 && act != "" && !space(after[0]) {
		a[0].glue = true
	}
	room := quoteLines * (s.Width - textIndent) * 9 / 10
	if act == "" {
		words, cut := firstOf(b, room)
		return quoted(words, false, cut)
	}
	room -= width(trigger...) + 1
	b, cutBefore := lastOf(b, room/2)
	a, cutAfter := firstOf(a, room-width(b...)-1)
	return quoted(append(append(b, trigger...), a...), cutBefore, cutAfter)
}

func rowDetails(e *export.Event) string {
	parts := []string{e.Mode, strings.Join(e.Context, ", ")}
	if e.EventLoc != nil {
		parts = append(parts, "at "+clean(e.EventLoc.Name))
	}
	if e.Size != nil {
		for _, n := range []struct {
			count *int
			what  string
		}{{e.Size.Dead, "dead"}, {e.Size.Injured, "injured"}, {e.Size.Arrested, "arrested"}} {
			if n.count != nil {
				parts = append(parts, fmt.Sprint(*n.count, " ", n.what))
			}
		}
	}
	if len(e.SaidBy) > 0 {
		var who []string
		for _, t := range e.SaidBy {
			who = append(who, rowName(t))
		}
		parts = append(parts, "on the word of "+strings.Join(who, ", "))
	}
	return joined(parts)
}

// teller names the report that an event is from, and how many tell it.
func teller(r export.Row) string {
	parts := []string{cmp.Or(clean(r.Title), r.Report), clean(r.Source)}
	if r.Sources > 1 {
		parts = append(parts, fmt.Sprint(r.Sources, " sources"))
	}
	if r.Review != "" {
		parts = append(parts, r.Review)
	}
	return joined(append(parts, r.ID))
}

// joined leaves out what is empty.
func joined(parts []string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}
