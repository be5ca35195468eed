package story

import (
	"hash/fnv"
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"

	"github.com/attache/attache/internal/export"
)

// longSpan is the number of days from which on an event is too vaguely dated
// to be known again.
const longSpan = 4

// Teller finds out whether reports tell the same event. It belongs to one
// goroutine.
type Teller struct{ cut *Cutter }

// NewTeller makes a Teller.
func NewTeller() *Teller { return &Teller{NewCutter()} }

// EventKey gives the key under which the event is found again, false when it
// says too little of who and when: no party's code, no day or many days.
func EventKey(e *export.Event) (int64, bool) {
	n, ok := eventDay(e)
	if !ok {
		return 0, false
	}
	return eventKey(e, n), true
}

// EventAround gives the keys of events that may be the same: a day apart at
// most, since reports date by their own zones.
func EventAround(e *export.Event) []int64 {
	n, ok := eventDay(e)
	if !ok {
		return nil
	}
	return []int64{eventKey(e, n-1), eventKey(e, n), eventKey(e, n+1)}
}

func eventDay(e *export.Event) (int, bool) {
	first, ok := dayNumber(e.Date)
	if !ok || len(e.Event) == 0 || e.RepeatOf != "" || len(codes(e.Actor, e.Recipient)) == 0 {
		return 0, false
	}
	if last, ok := dayNumber(e.EndDate); ok && last-first >= longSpan {
		return 0, false
	}
	return first, true
}

func eventKey(e *export.Event, day int) int64 {
	h := fnv.New64a()
	for _, w := range append(codes(e.Actor, e.Recipient), e.Event[0], happened(e)) {
		_, _ = h.Write([]byte(w))
		_, _ = h.Write([]byte{0})
	}
	return int64(h.Sum64()>>1) ^ int64(day)
}

// happened tells what was done from what is to come or was not done.
func happened(e *export.Event) string {
	if e.Standing == "historical" {
		return "actual"
	}
	return e.Standing
}

// codes lists the parties' codes, each once, whatever side they stand on: two
// reports of one meeting may begin with either.
func codes(sides ...[]export.Entity) []string {
	var out []string
	for _, side := range sides {
		for i := range side {
			if side[i].Code != "" {
				out = append(out, side[i].Code)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Same reports whether two events found under one another's keys are the same
// one, and how well they fit, from 0 to 1. Like tells how alike their reports
// are. In near duplicates the sentence decides; in other reports the modes, the
// persons and the words have to agree, and the reports must be on one matter.
func (t *Teller) Same(a, b *export.Event, like Likeness) (float64, bool) {
	if a.Mode != b.Mode && a.Mode != "" && b.Mode != "" || opposed(a, b) {
		return 0, false
	}
	words := t.overlap(a, b)
	if like.Version() {
		return (1 + words) / 2, words >= 0.5
	}
	score := (words + like.Terms) / 2
	wanted := 0.3
	if len(codes(a.Actor, a.Recipient)) < 2 {
		wanted = 0.45 // one party alone says little
	}
	return score, like.Terms >= 0.3 && words >= wanted && !strangers(a, b)
}

// opposed: who did it to whom is turned round. Sides of one event with no
// recipient are never opposed.
func opposed(a, b *export.Event) bool {
	x, y := codes(a.Actor), codes(b.Actor)
	u, v := codes(a.Recipient), codes(b.Recipient)
	if len(u) == 0 || len(v) == 0 || mutual(a.Event[0]) {
		return false
	}
	return !slices.Equal(x, y) || !slices.Equal(u, v)
}

func mutual(typ string) bool { return typ == "CONSULT" || typ == "AGREE" || typ == "COOPERATE" }

// strangers: both name persons on one side, and not one of them is the same.
func strangers(a, b *export.Event) bool {
	x, y := people(a), people(b)
	return len(x) > 0 && len(y) > 0 && shared(x, y) == 0
}

func people(e *export.Event) []string {
	var out []string
	for _, side := range [...][]export.Entity{e.Actor, e.Recipient} {
		for i := range side {
			if side[i].Office != "" && side[i].IdentifierText != "" {
				out = append(out, side[i].IdentifierText)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// overlap is the part of the content words of the event told shorter that the
// other has, too.
func (t *Teller) overlap(a, b *export.Event) float64 {
	x, y := t.content(a), t.content(b)
	return ratio(shared(x, y), min(len(x), len(y)))
}

func (t *Teller) content(e *export.Event) []string {
	var out []string
	for _, w := range t.cut.Words(strings.Join(e.EventText, " ")) {
		if len(w) > 2 && !english.IsStopWord(w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
