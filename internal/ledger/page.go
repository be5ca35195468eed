package ledger

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/text"
)

// Page is what one report gives to the ledger. It can be written and read
// again, so that reports need not be drawn anew when others join them.
type Page struct {
	Report  string
	Day     time.Time
	Entries []Entry
	Deeds   []Deed
}

// AddPage takes in what a report gave. Settle changes the page's entries.
func (b *Book) AddPage(p *Page) { b.Add(p.Report, p.Day, p.Entries, p.Deeds) }

// The forms of a page as it is written: with what the types keep to themselves,
// and, since most of a page are deeds, without what a deed leaves empty.
type (
	writtenPage struct {
		Report  string
		Day     time.Time
		Entries []writtenEntry `json:",omitempty"`
		Deeds   []writtenDeed  `json:",omitempty"`
	}
	writtenEntry struct {
		Entry
		Terms             map[string]float64 `json:",omitempty"`
		Verb              string             `json:",omitempty"`
		Not               bool               `json:",omitempty"`
		Bys, Tos, SaidBys []Party            `json:",omitempty"`
	}
	writtenDeed struct {
		By    []writtenActor     `json:"b,omitempty"`
		Doer  bool               `json:"d,omitempty"`
		Fate  Status             `json:"f,omitempty"`
		Word  string             `json:"w,omitempty"`
		Neg   bool               `json:"n,omitempty"`
		Event string             `json:"e,omitempty"`
		Quote string             `json:"q,omitempty"`
		At    [4]int             `json:"a"` // bytes and characters
		Terms map[string]float64 `json:"t,omitempty"`
		Verb  string             `json:"v,omitempty"`
	}
	writtenActor struct {
		Code   string `json:"c,omitempty"`
		Sector string `json:"s,omitempty"`
		Name   string `json:"n,omitempty"`
		Office string `json:"o,omitempty"`
		Ref    string `json:"r,omitempty"`
		At     [2]int `json:"a,omitzero"`
		Chain  int    `json:"k"`
	}
)

// MarshalBinary writes a page whose entries and deeds are resolved.
func (p *Page) MarshalBinary() ([]byte, error) {
	w := writtenPage{Report: p.Report, Day: p.Day}
	for i := range p.Entries {
		e := &p.Entries[i]
		w.Entries = append(w.Entries, writtenEntry{*e, e.terms, e.verb, e.not, e.by, e.to, e.saidBy})
	}
	for i := range p.Deeds {
		w.Deeds = append(w.Deeds, writeDeed(&p.Deeds[i]))
	}
	return json.Marshal(w)
}

func writeDeed(x *Deed) writtenDeed {
	q := x.Quote
	w := writtenDeed{Doer: x.Doer, Fate: x.Fate, Word: x.Word, Neg: x.Neg, Event: x.Event, Quote: q.Text,
		At: [4]int{q.Span.From, q.Span.To, q.Start, q.End}, Terms: x.terms, Verb: x.verb}
	for _, a := range x.By {
		w.By = append(w.By, writtenActor{a.Code, a.Sector, a.Name, a.Office, a.Ref, [2]int{a.Span.From, a.Span.To}, a.Chain})
	}
	return w
}

func (w *writtenDeed) deed(report string, day time.Time) Deed {
	x := Deed{Report: report, Day: day, Doer: w.Doer, Fate: w.Fate, Word: w.Word, Neg: w.Neg, Event: w.Event,
		Quote: Words{w.Quote, text.Span{From: w.At[0], To: w.At[1]}, w.At[2], w.At[3]}, terms: w.Terms, verb: w.Verb}
	for _, a := range w.By {
		x.By = append(x.By, event.Actor{Party: mention.Party{Code: a.Code, Sector: a.Sector, Name: a.Name, Office: a.Office, Ref: a.Ref},
			Span: text.Span{From: a.At[0], To: a.At[1]}, Chain: a.Chain})
	}
	return x
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (p *Page) UnmarshalBinary(b []byte) error {
	var w writtenPage
	if err := json.Unmarshal(b, &w); err != nil {
		return fmt.Errorf("no page of the ledger: %w", err)
	}
	*p = Page{Report: w.Report, Day: w.Day}
	for i := range w.Entries {
		e := w.Entries[i].Entry
		e.terms, e.verb, e.not = w.Entries[i].Terms, w.Entries[i].Verb, w.Entries[i].Not
		e.by, e.to, e.saidBy = w.Entries[i].Bys, w.Entries[i].Tos, w.Entries[i].SaidBys
		p.Entries = append(p.Entries, e)
	}
	for i := range w.Deeds {
		p.Deeds = append(p.Deeds, w.Deeds[i].deed(p.Report, p.Day))
	}
	return nil
}
