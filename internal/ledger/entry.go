package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

// Kind says what an entry records.
type Kind string

// The kinds of entries.
const (
	Commitment Kind = "commitment"
	Plan       Kind = "plan"
	Proposal   Kind = "proposal"
	Claim      Kind = "claim"
	Position   Kind = "position"
	FigureKind Kind = "figure"
	OfficeKind Kind = "office"
	AliasKind  Kind = "alias"
)

// Status is how an entry stands at the end of the last report.
type Status string

// The life of an entry.
const (
	New        Status = "new"
	Reaffirmed Status = "reaffirmed"
	Fulfilled  Status = "fulfilled"
	Broken     Status = "broken"
	Withdrawn  Status = "withdrawn"
	Lapsed     Status = "lapsed"
)

// Words are words of a report and the bytes they stand in; the Span is empty
// for a name that stands for them.
type Words struct {
	Text       string
	Span       text.Span
	Start, End int // characters, once resolved
}

// Figure is a number that somebody has, had, plans or is to have.
type Figure struct {
	Measure                     string // "defense spending"
	Unit                        string // "percent of gross domestic product", "USD", "troops"
	Before, Now, Plan, Proposed *float64
}

// Step is one turn in the life of an entry, with what shows it.
type Step struct {
	Status   Status
	Possibly bool    // offered, not held
	Score    float64 // from 0 to 1, how well what shows it fits
	Day      time.Time
	Report   string
	Entry    string // id of the entry that shows it, "" when a deed does
	Event    string // id of the coded event that shows it, when there is one
	Quote    Words
}

// Entry is one line of the ledger. It holds no part of the document it was
// drawn from but copies of its words.
type Entry struct {
	ID, Report string
	Day        time.Time // of the report; zero when unknown
	Kind       Kind
	By, To     []event.Actor
	SaidBy     []event.Actor
	What       Words
	Over       Words
	Condition  Words
	Instrument Words
	Made       when.Range
	Due        when.Range
	Status     Status // as the report gives it; Life tells what became of it
	Life       []Step
	RepeatOf   string // id of the entry of the same report that says the same
	Figure     *Figure
	Series     string // id of the first figure of the same party, measure and unit
	Name       Words  // of an alias: the name most use; of an office: the person
	Alias      Words  // of an alias: the other name; of an office: the office
	Since      when.Range
	Sent       int
	Trigger    Words
	Quote      Words
	Confidence float64
	Why        []codebook.Pos

	terms          map[string]float64 // lemmas of What and Over
	verb           string             // term of the verb that heads What, "" when a noun does
	not            bool               // something is not to be done
	by, to, saidBy []Party            // as they leave the program, once resolved
}

// State is the status that the life of the entry has brought it to; offers do
// not count.
func (e *Entry) State() Status {
	st := e.Status
	for _, s := range e.Life {
		if !s.Possibly {
			st = s.Status
		}
	}
	return st
}

// Open reports whether something is still owed: neither kept nor broken, taken
// back or lapsed.
func (e *Entry) Open() bool {
	switch e.Kind {
	case Commitment, Plan, Proposal:
		st := e.State()
		return st == New || st == Reaffirmed
	}
	return false
}

func (e *Entry) digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%d\x00%d\x00%s\x00%s", e.Report, e.Kind, e.Trigger.Span.From, e.What.Span.From, e.What.Text, e.Alias.Text)
	for _, a := range e.By {
		fmt.Fprintf(h, "\x00%s %s", a.Code, a.Sector)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
