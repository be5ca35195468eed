package store

import (
	"errors"
	"time"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/text"
)

// ErrNotFound is what asking for one thing by its id gives when the record
// does not hold it.
var ErrNotFound = errors.New("the record does not hold it")

// ErrQuestion is in the errors that come of a question and not of the record:
// a cursor of no list, a text without a word, a series without end.
var ErrQuestion = errors.New("a question that has no answer")

// questionError is one of them.
type questionError struct{ error }

func (questionError) Is(target error) bool { return target == ErrQuestion }

func (q questionError) Unwrap() error { return q.error }

// Filter says which events are meant. Zero fields let all pass; the values of
// a list are alternatives, the fields hold together.
type Filter struct {
	Actors     []string    // "JPN" or "JPN GOV" on the side of the actors
	Recipients []string    // on the side of the recipients
	Parties    []string    // on either side
	Dyad       [2]string   // between the two: an actor and a recipient, or two actors where nobody is the recipient
	Types      []string    // event types of the codebook
	Modes      []string    // modes of a type
	Contexts   []string    // one of the event's contexts
	Standings  []string    // actual, planned, hypothetical, negated, historical
	Quads      []int       // 1 to 4
	Countries  []string    // of the place
	Box        *[4]float64 // south, west, north, east in degrees; west > east crosses the date line
	From, To   time.Time   // days, inclusive, of the first day it can have happened; zero is open

	MinConfidence float64 // 0 to 1
	Text          string  // words of the report that tells it, all of them; "in quotes" for a phrase
	Report        string  // id of the report
	Source        string  // of the report
	Story         string  // id of the story
	Repeats       bool    // also events that a report tells again

	frequent bool // Text is in so many reports that a list looks at the newest first
}

// Page is a part of a list. After is the cursor that the part before gave, ""
// for the first; Limit is 50 when it is zero, at most 1,000.
type Page struct {
	After string
	Limit int
}

// Event is an event of the record, with what the record knows about it beyond
// its report.
type Event struct {
	export.Event
	Story       string    `json:"story,omitempty"`   // id of the story that the report belongs to
	Sources     int       `json:"sources,omitempty"` // different sources that tell it
	Review      string    `json:"review,omitempty"`  // verdict of a person, "" before one
	ReportTitle string    `json:"report_title,omitempty"`
	Source      string    `json:"source,omitempty"` // of the report
	URL         string    `json:"url,omitempty"`
	Published   time.Time `json:"published,omitzero"` // zero when unknown
}

// Step is the length of a series' points.
type Step string

// The steps of a series. A week begins on Monday.
const (
	Day   Step = "day"
	Week  Step = "week"
	Month Step = "month"
)

// Point is what a series counts in one step. Series leaves no step out between
// its first and its last.
type Point struct {
	From        time.Time `json:"from"` // first day
	Events      int       `json:"events"`
	Cooperation int       `json:"cooperation"` // quad classes 1 and 2
	Conflict    int       `json:"conflict"`    // quad classes 3 and 4
	Quads       [4]int    `json:"quads"`       // by quad class 1 to 4
	Scale       float64   `json:"scale"`       // mean conflict-cooperation score, -10 to +10; 0 without events
}

// DyadCount is an unordered pair of parties' codes and what is between them.
type DyadCount struct {
	A           string    `json:"a"` // the first in the alphabet
	B           string    `json:"b"`
	Events      int       `json:"events"`
	Cooperation int       `json:"cooperation"`
	Conflict    int       `json:"conflict"`
	Scale       float64   `json:"scale"` // mean
	Last        time.Time `json:"last"`  // day of the latest
}

// ActorCount is a party's code and how often it stands on either side.
type ActorCount struct {
	Code        string    `json:"code"`
	AsActor     int       `json:"as_actor"`
	AsRecipient int       `json:"as_recipient"`
	Events      int       `json:"events"`
	Cooperation int       `json:"cooperation"`
	Conflict    int       `json:"conflict"`
	Last        time.Time `json:"last"`
}

// TypeCount counts events of one type.
type TypeCount struct {
	Type   string `json:"type"`
	Quad   int    `json:"quad"`
	Events int    `json:"events"`
}

// PlaceCount counts events at one place, for the map.
type PlaceCount struct {
	Name    string  `json:"name"`
	Country string  `json:"country"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
	Events  int     `json:"events"`
	Quads   [4]int  `json:"quads"`
}

// LedgerFilter says which entries of the ledger are meant.
type LedgerFilter struct {
	By        []string  // codes, "JPN GOV", or names of who promised
	Owed      []string  // and of whom it is owed to
	Dyad      [2]string // one owes, the other is owed
	Over      string    // name of a place or matter, part of it
	Kinds     []string
	Statuses  []string
	Open      bool      // something is still owed: new or reaffirmed
	DueFrom   time.Time // due on or after this day
	DueBefore time.Time // due before this day
	From, To  time.Time // days of the report, inclusive
	Report    string
	Text      string // words of the entry or its evidence, part of it
	Repeats   bool   // also entries that say again what is held already
	ByDue     bool   // the soonest due first, instead of the newest
}

// LedgerEntry is an entry of the ledger with its report.
type LedgerEntry struct {
	ledger.Line
	ReportTitle string `json:"report_title,omitempty"`
	Source      string `json:"source,omitempty"`
}

// Report is a report of the record.
type Report struct {
	text.Report
	Name         string    // the id that it came with
	Mark         string    // adds, recast, correction or update, when it says so
	Fault        string    // why it has no events, when it could not be coded
	Version      Version   // under which its events are
	Older        []Version // under which it was coded before
	Story        string    // id of its story
	CopyOf       string    // id of the first of its near duplicates
	SupersededBy string    // id of the later report that takes its place
	Supersedes   []string  // ids of the reports whose place it takes
	Added        time.Time
}

// ReportHit is a report in a list.
type ReportHit struct {
	ID           string    `json:"id"`
	Title        string    `json:"title"`
	Source       string    `json:"source,omitempty"`
	URL          string    `json:"url,omitempty"`
	Day          time.Time `json:"day,omitzero"`
	Story        string    `json:"story,omitempty"`
	Mark         string    `json:"mark,omitempty"`
	CopyOf       string    `json:"copy_of,omitempty"`
	SupersededBy string    `json:"superseded_by,omitempty"`
	Snippet      string    `json:"snippet,omitempty"` // about 300 characters, around the first word asked for
}

// Story is a group of reports that tell the same thing.
type Story struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"` // of the report that leads
	Day      time.Time   `json:"day,omitzero"`
	LastDay  time.Time   `json:"last_day,omitzero"`
	Reports  int         `json:"reports"`
	Tellings int         `json:"tellings"` // near duplicates once
	Sources  int         `json:"sources"`
	Members  []ReportHit `json:"members,omitempty"` // oldest first; in Story, not in Stories
}
