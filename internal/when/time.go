package when

import (
	"time"

	"github.com/attache/attache/internal/text"
)

// Type is a TIMEX3 type.
type Type string

const (
	Date     Type = "DATE"
	Time     Type = "TIME"
	Duration Type = "DURATION"
	Set      Type = "SET"
)

// Range is the first and the last day something can have been, both
// inclusive, at midnight UTC. The zero Range is unknown.
type Range struct{ First, Last time.Time }

// IsZero reports whether no day is known.
func (r Range) IsZero() bool { return r.First.IsZero() && r.Last.IsZero() }

// Expr is one expression of time.
type Expr struct {
	Sent     int
	From, To int // tokens, half-open, without a leading preposition
	Head     int // the token that names the time: "Wednesday", "year", "2003"
	Span     text.Span
	Type     Type
	Value    string // TIMEX3 value: "2022-05-04", "2022-W19", "P5Y", "PRESENT_REF"
	Mod      string // TIMEX3 mod: "START", "MID", "END", "APPROX", "MORE_THAN", ... or ""
	Range    Range  // days meant; zero for sets and for durations that do not touch the report's day
	Whole    Range  // days from the first to the second of a pair ("from 3 to 5 May"), on both; zero otherwise
	Prep     string // preposition that governs it, lower case: "since", "by", "until", ""
	Deadline bool   // "by the end of this year"
	Approx   bool   // the days rest on a computed religious calendar or a vague number
}

// Window gives the days on which something said to be at, since, until, by,
// before or after the expression can have been, for a report of the given day.
// A bound that the words leave open is the zero time.
func (e *Expr) Window(day time.Time) Range {
	r := e.Range
	if !e.Whole.IsZero() {
		return e.Whole
	}
	if r.IsZero() {
		return r
	}
	switch e.Prep {
	case "since":
		return Range{r.First, later(day, r.First)}
	case "until", "till", "by":
		if r.Last.Before(day) {
			return Range{time.Time{}, r.Last}
		}
		return Range{day, r.Last}
	case "before":
		return Range{time.Time{}, r.First.AddDate(0, 0, -1)}
	case "after":
		return Range{r.Last.AddDate(0, 0, 1), time.Time{}}
	}
	return r
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
