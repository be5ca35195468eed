package event

import (
	"github.com/attache/attache/internal/quantity"
	"github.com/attache/attache/internal/text"
)

// sizes gives the dead, injured and arrested that a sentence counts to the
// nearest deed of force, or arrest, that it tells.
func (m *Matcher) sizes(events []Event) {
	sent := -1
	for i := range events {
		if events[i].Sent == sent {
			continue
		}
		sent = events[i].Sent
		n := i
		for n < len(events) && events[n].Sent == sent {
			n++
		}
		if !anyForce(events[i:n]) {
			continue
		}
		s := &m.in.Sents[sent]
		qs := quantity.Find(s, m.timesIn(sent)...)
		for k := range qs {
			if e := nearest(events[i:n], &qs[k]); e != nil {
				e.count(&qs[k])
			}
		}
	}
}

func anyForce(events []Event) bool {
	for i := range events {
		if forceful[events[i].Type] {
			return true
		}
	}
	return false
}

// timesIn gives the words of time of a sentence, whose numbers count nobody.
func (m *Matcher) timesIn(sent int) []text.Span {
	var out []text.Span
	for i := range m.in.Times {
		if m.in.Times[i].Sent == sent {
			out = append(out, m.in.Times[i].Span)
		}
	}
	return out
}

// nearest is the deed that may have done to people what q counts.
func nearest(events []Event, q *quantity.Quantity) *Event {
	want := "ASSAULT"
	switch q.Fate {
	case quantity.Dead, quantity.Injured:
	case quantity.Arrested:
		want = "COERCE"
	default:
		return nil
	}
	var best *Event
	for i := range events {
		e := &events[i]
		if e.Type == want && (best == nil || gap(e.Trigger, q.Span) < gap(best.Trigger, q.Span)) {
			best = e
		}
	}
	return best
}

func gap(a, b text.Span) int { return max(a.From-b.To, b.From-a.To) }

func (e *Event) count(q *quantity.Quantity) {
	n := int(min(q.Best(), 1e12))
	switch q.Fate {
	case quantity.Dead:
		e.Size.Dead = max(e.Size.Dead, n)
	case quantity.Injured:
		e.Size.Injured = max(e.Size.Injured, n)
	case quantity.Arrested:
		e.Size.Arrested = max(e.Size.Arrested, n)
	}
}
