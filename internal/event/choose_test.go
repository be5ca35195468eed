package event_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/linear"
)

// seatsOf lists the options of every seat of a scene's events; each event's
// actor is taken from the pattern.
func seatsOf(t *testing.T, patterns, trees string) string {
	t.Helper()
	b := book(t, patterns)
	in := stage(t, b, trees)
	m := event.NewMatcher(b)
	var out []string
	m.EachSeat(in, m.Match(in), func(cand int, at event.Seat, opts []event.Option) []string {
		var sets []string
		for _, o := range opts {
			sets = append(sets, "{"+strings.Join(o.Codes, " ")+"}")
		}
		slices.Sort(sets)
		out = append(out, fmt.Sprintf("%d %c %s", cand, at, strings.Join(sets, " ")))
		return opts[0].Codes
	})
	return strings.Join(out, "\n")
}

// A seat may be taken by nobody known, by anyone of the sentence, and by those
// of whom the report speaks most; a mutual deed has one seat for all.
func TestSeats(t *testing.T) {
	same(t, seatsOf(t, attack, `
		Rebels rebel NOUN NNS 2 nsubj
		attacked attack VERB VBD 0 root
		villagers villager NOUN NNS 2 obj
		in in ADP IN 5 case
		Iraq Iraq PROPN NNP 2 obl`), `
		0 A {IRQ} {}
		0 R {IRQ} {}`)
	same(t, seatsOf(t, "type: CONSULT\n[[verb]]\nwords = [\"meet\"]\nactor = [\"subj\"]\nrecipient = [\"obj\"]\n", `
		Iran Iran PROPN NNP 2 nsubj
		met meet VERB VBD 0 root
		Iraq Iraq PROPN NNP 2 obj`),
		"0 S {IRN IRQ} {IRN} {IRQ} {}")
}

// The learnt choice can name parties that the pattern left open: here it
// prefers whatever is not the pattern's.
func TestScorerSeatsParties(t *testing.T) {
	b := book(t, attack)
	in := stage(t, b, `
		Rebels rebel NOUN NNS 2 nsubj
		attacked attack VERB VBD 0 root
		Iraq Iraq PROPN NNP 2 obj`)
	m := event.NewMatcher(b)
	s := constant(5)
	options := func(seat event.Seat, codes string) linear.Choice {
		var c linear.Choice
		m.EachSeat(in, m.Match(in), func(_ int, at event.Seat, opts []event.Option) []string {
			for _, o := range opts {
				if at == seat {
					c.Options = append(c.Options, o.Features)
					c.Right = append(c.Right, strings.Join(o.Codes, " ") == codes)
				}
			}
			return nil
		})
		return c
	}
	s.Party = linear.TrainChoice(12, []linear.Choice{options(event.ActorSeat, "IRQ"), options(event.RecipientSeat, "IRQ")},
		linear.Options{Epochs: 20, Rate: 0.1, Seed: 1})
	same(t, record(in, m.Events(in, m.Match(in), s, 0)), "attacked ASSAULT by=IRQ/REB to=IRQ 2022-05-04 actual")
}
