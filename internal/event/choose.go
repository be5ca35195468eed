package event

import (
	"fmt"
	"math"
	"slices"

	"github.com/attache/attache/internal/linear"
)

// Seat is a place at an event that parties take.
type Seat byte

// An event has an actor's and a recipient's seat; one of a mutual type has a
// single seat for all.
const (
	ActorSeat     Seat = 'A'
	RecipientSeat Seat = 'R'
	SharedSeat    Seat = 'S'
)

// Option is a set of parties that may take a seat.
type Option struct {
	Codes    []string // of the parties, sorted, each once; none for nobody known
	Features []linear.Feature
	parties  []Actor
	sources  string // where the parties were found, a letter each
}

// choose seats the parties of every event: among all that the sentence and the
// report offer, the likeliest set. Time is linear in events times mentions of
// a sentence.
func (m *Matcher) choose(s *Scorer, events []Event, seats []seat) {
	m.eachSeat(events, seats, func(i int, at Seat, opts []Option) []string {
		best, p := s.likeliest(opts)
		seats[i].sure *= p
		seats[i].take(&events[i], at, &opts[best])
		return opts[best].Codes
	})
}

// EachSeat calls do for every seat of the candidates that stand, for training.
// It gives back who sits there.
func (m *Matcher) EachSeat(in *Layers, cands []Candidate, do func(cand int, at Seat, opts []Option) []string) {
	events, seats := m.draft(in, cands)
	m.eachSeat(events, seats, func(i int, at Seat, opts []Option) []string { return do(seats[i].index, at, opts) })
}

// eachSeat fills the actor's seat before the recipient's, which knows of it.
func (m *Matcher) eachSeat(events []Event, seats []seat, do func(i int, at Seat, opts []Option) []string) {
	sc := m.survey(seats)
	for i := range events {
		m.enterAt(events[i].Sent)
		places := [...]Seat{ActorSeat, RecipientSeat}
		if m.book.Events.Types[events[i].Type].Mutual {
			places = [...]Seat{SharedSeat, 0}
		}
		var taken []string
		for _, at := range places {
			if at != 0 {
				taken = do(i, at, m.options(sc, i, at, taken))
			}
		}
	}
}

// seat is an event as the pattern made it, before parties are chosen.
type seat struct {
	cand             *Candidate
	index            int // of the candidate
	sent             int
	typ              string
	telling          telling
	actor, recipient []Actor
	place            *Place
	sure             float64 // probability that those who sit there are right
}

// of gives what the pattern found for a seat.
func (s *seat) of(at Seat) []Actor {
	switch at {
	case ActorSeat:
		return s.actor
	case RecipientSeat:
		return s.recipient
	}
	return join(s.actor, s.recipient)
}

func (s *seat) slot(at Seat) string {
	switch at {
	case ActorSeat:
		return s.cand.ActorBy
	case RecipientSeat:
		return s.cand.RecipBy
	}
	return s.cand.ActorBy + "+" + s.cand.RecipBy
}

// take records the parties. Those of a shared seat stay where the pattern had
// them, if it had them.
func (s *seat) take(e *Event, at Seat, o *Option) {
	switch at {
	case ActorSeat:
		e.Actor = o.parties
	case RecipientSeat:
		e.Recipient = o.parties
	case SharedSeat:
		e.Actor, e.Recipient = nil, nil
		for _, p := range o.parties {
			if slices.ContainsFunc(s.recipient, func(r Actor) bool { return r.Code == p.Code }) {
				e.Recipient = append(e.Recipient, p)
			} else {
				e.Actor = append(e.Actor, p)
			}
		}
		if len(e.Actor) == 0 {
			e.Actor, e.Recipient = e.Recipient, nil
		}
	}
}

func join(a, b []Actor) []Actor { return append(slices.Clone(a), b...) }

// Codes gives the known codes of parties, sorted, each once.
func Codes(as []Actor) []string {
	var out []string
	for _, a := range as {
		if a.Code != "" {
			out = append(out, a.Code)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// likeliest gives the likeliest of the options, and how likely it is among
// them.
func (s *Scorer) likeliest(opts []Option) (best int, p float64) {
	scores := make([]float64, len(opts))
	for k := range opts {
		if scores[k] = float64(s.Party.Logit(opts[k].Features)); scores[k] > scores[best] {
			best = k
		}
	}
	sum := 0.0
	for _, x := range scores {
		sum += math.Exp(x - scores[best])
	}
	return best, 1 / sum
}

// sure gives every event its confidence and leaves out what has too little.
func (s *Scorer) sure(events []Event, seats []seat, threshold float64) ([]Event, []seat) {
	if threshold < 0 {
		threshold = s.Threshold
	}
	n := 0
	for i := range events {
		e := &events[i]
		e.Likely, e.Seated = e.Confidence, seats[i].sure
		e.Confidence = s.Record.Confidence(e.Likely, e.Seated)
		if e.Confidence < threshold {
			seats[i].cand.Drop = fmt.Sprintf("confidence %.2f below %.2f", e.Confidence, threshold)
			continue
		}
		events[n], seats[n] = *e, seats[i]
		n++
	}
	return events[:n], seats[:n]
}
