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

// Expr is one expression of time.
type Expr struct {
	Sent     int
	From, To int // tokens, half-open, without a leading preposition
	Span     text.Span
	Type     Type
	Value    string // TIMEX3 value: "2022-05-04", "2022-W19", "P5Y", "PRESENT_REF"
	Range    Range  // days meant; zero for durations and sets
	Prep     string // preposition that governs it, lower case: "since", "by", "until", ""
	Deadline bool   // "by the end of this year"
}
