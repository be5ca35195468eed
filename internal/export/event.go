package export

import (
	"math"
	"time"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// Scale gives the quad class (1 to 4) and the conflict-cooperation score (-10
// to +10) of a type and mode.
type Scale interface {
	Score(typ, mode string) (quad int, scale float64)
}

// Record is a coded report as export takes it.
type Record struct {
	Report *text.Report
	Sents  []syntax.Sentence
	Events []event.Event
}

// Event is an entry of the record as it leaves the program. The fields are in
// the order in which they are written; what is absent is left out, but for the
// lists of parties.
type Event struct {
	ID         string   `json:"id"`
	Report     string   `json:"report"`
	Date       string   `json:"date,omitempty"`    // first day it can have been, ISO 8601
	EndDate    string   `json:"enddate,omitempty"` // last day, when it is another
	Event      []string `json:"event"`             // one type
	Mode       string   `json:"mode,omitempty"`
	Context    []string `json:"context,omitempty"`
	QuadCode   int      `json:"quad_code,omitempty"`
	EventScale *float64 `json:"event_scale,omitempty"`
	Actor      []Entity `json:"actor"`
	Recipient  []Entity `json:"recipient"`
	Standing   string   `json:"standing"`
	SaidBy     []Entity `json:"said_by"`
	EventText  []string `json:"event_text"`
	EventLoc   *Place   `json:"event_loc,omitempty"`
	Size       *Size    `json:"size,omitempty"`
	Trigger    Words    `json:"trigger"`
	TextInfo   TextInfo `json:"text_info"`
	Confidence float64  `json:"confidence"`
	Rule       string   `json:"rule,omitempty"`
	RepeatOf   string   `json:"repeat_of,omitempty"`
}

// Entity is a party. Start and End are left out where the report does not name
// it at this place.
type Entity struct {
	Code           string `json:"code,omitempty"`
	Sector         string `json:"sector,omitempty"`
	EntityText     string `json:"entity_text,omitempty"`
	Start          *int   `json:"start,omitempty"` // characters into the report's text
	End            *int   `json:"end,omitempty"`
	IdentifierText string `json:"identifier_text,omitempty"` // canonical name
	Office         string `json:"office,omitempty"`          // held on the report's day
	Chain          *int   `json:"chain,omitempty"`           // mentions of one entity in a report share it
}

// Place is where an event happened.
type Place struct {
	Name    string   `json:"name"`
	Country string   `json:"country,omitempty"`
	Lat     *float64 `json:"lat,omitempty"`
	Lon     *float64 `json:"lon,omitempty"`
	GeoName int64    `json:"geoname,omitempty"`
	Start   *int     `json:"start,omitempty"`
	End     *int     `json:"end,omitempty"`
}

// Size counts people; what is not known is left out.
type Size struct {
	Dead     *int `json:"dead,omitempty"`
	Injured  *int `json:"injured,omitempty"`
	Arrested *int `json:"arrested,omitempty"`
}

// Words are words of the report, and where they stand.
type Words struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// TextInfo is the sentence that tells an event: its number and its place.
type TextInfo struct {
	Sequence int `json:"sequence"`
	Start    int `json:"start"`
	End      int `json:"end"`
}

// Events gives the events of a record in their order. Linear in the report.
func Events(rec Record, scale Scale) []Event {
	at := text.NewCharacters(rec.Report.Text)
	out := make([]Event, 0, len(rec.Events))
	for i := range rec.Events {
		out = append(out, one(rec, &rec.Events[i], scale, at))
	}
	return out
}

func one(rec Record, e *event.Event, scale Scale, at *text.Characters) Event {
	t := rec.Report.Text
	quad, score := scale.Score(e.Type, e.Mode)
	out := Event{
		ID: e.ID, Report: rec.Report.ID, Date: day(e.On.First), EndDate: day(e.On.Last),
		Event: []string{e.Type}, Mode: e.Mode, Context: e.Contexts, QuadCode: quad, EventScale: &score,
		Actor: entities(e.Actor, t, at), Recipient: entities(e.Recipient, t, at), SaidBy: entities(e.SaidBy, t, at),
		Standing: string(e.Standing), EventText: []string{e.Quote.Of(t)}, EventLoc: place(e.Place, at), Size: size(e.Size),
		Trigger:  Words{e.Trigger.Of(t), at.At(e.Trigger.From), at.At(e.Trigger.To)},
		TextInfo: TextInfo{Sequence: e.Sent}, Confidence: math.Round(e.Confidence*1e4) / 1e4, RepeatOf: e.RepeatOf,
	}
	if out.EndDate == out.Date {
		out.EndDate = ""
	}
	if e.Sent < len(rec.Sents) {
		s := rec.Sents[e.Sent].Span
		out.TextInfo.Start, out.TextInfo.End = at.At(s.From), at.At(s.To)
	}
	if len(e.Why) > 0 {
		out.Rule = e.Why[0].String()
	}
	return out
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func entities(list []event.Actor, t string, at *text.Characters) []Entity {
	out := make([]Entity, 0, len(list))
	for i := range list {
		a := &list[i]
		e := Entity{Code: a.Code, Sector: a.Sector, EntityText: a.Span.Of(t), IdentifierText: a.Name, Office: a.Office}
		e.Start, e.End = bounds(a.Span, at)
		if a.Chain >= 0 {
			e.Chain = &a.Chain
		}
		out = append(out, e)
	}
	return out
}

// bounds gives nothing for an empty span.
func bounds(s text.Span, at *text.Characters) (start, end *int) {
	if s.Len() == 0 {
		return nil, nil
	}
	from, to := at.At(s.From), at.At(s.To)
	return &from, &to
}

func place(p *event.Place, at *text.Characters) *Place {
	if p == nil {
		return nil
	}
	out := &Place{Name: p.Name, Country: p.Country, GeoName: p.GeoName}
	out.Start, out.End = bounds(p.Span, at)
	if p.Lat != 0 || p.Lon != 0 {
		out.Lat, out.Lon = &p.Lat, &p.Lon
	}
	return out
}

// size leaves out what is unknown (-1). A Size that nobody filled is all zero
// and is left out as a whole.
func size(s event.Size) *Size {
	if s == (event.Size{}) {
		return nil
	}
	known := func(n int) *int {
		if n < 0 {
			return nil
		}
		return &n
	}
	out := Size{known(s.Dead), known(s.Injured), known(s.Arrested)}
	if out == (Size{}) {
		return nil
	}
	return &out
}
