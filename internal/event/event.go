package event

import (
	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

// Standing says how the report holds an event to be true.
type Standing = clause.Standing

const (
	Actual       = clause.Actual
	Planned      = clause.Planned
	Hypothetical = clause.Hypothetical
	Negated      = clause.Negated
	Historical   = clause.Historical
)

// Actor is a party to an event, with the words that name it there.
type Actor struct {
	mention.Party
	Span  text.Span // words in the report; empty when the report does not name it here
	Chain int       // entity in the report, -1 for none
}

// Size counts the people an event touched; -1 is unknown.
type Size struct{ Dead, Injured, Arrested int }

// Place is where an event happened.
type Place struct {
	Name     string
	Country  string // ISO 3166 alpha-3
	Lat, Lon float64
	GeoName  int64 // GeoNames id, 0 when unknown
	Span     text.Span
}

// Event is one entry of the record, in PLOVER's terms.
type Event struct {
	ID         string // stable digest of report, trigger, type and parties
	Type, Mode string
	Contexts   []string
	Actor      []Actor
	Recipient  []Actor
	On         when.Range
	Standing   Standing
	SaidBy     []Actor
	Place      *Place
	Size       Size
	Sent       int       // index of the sentence
	Trigger    text.Span // words that carry the act
	Quote      text.Span // words that prove it: the clause
	RepeatOf   string    // id of the event told again here
	Confidence float64   // calibrated probability of being right
	Likely     float64   // probability of being an event of its type, whoever the parties are
	Seated     float64   // probability that the parties are right, if it is one
	Why        []codebook.Pos

	dated    bool // On comes from the event's own sentence
	material bool // a deed in the world, told again more often than said anew
}
