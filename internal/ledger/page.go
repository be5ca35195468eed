package ledger

import (
	"encoding/json"
	"fmt"
	"time"
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

// The forms of a page as it is written: with what the types keep to themselves.
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
		Deed
		Terms map[string]float64 `json:",omitempty"`
		Verb  string             `json:",omitempty"`
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
		x := &p.Deeds[i]
		w.Deeds = append(w.Deeds, writtenDeed{*x, x.terms, x.verb})
	}
	return json.Marshal(w)
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
		x := w.Deeds[i].Deed
		x.terms, x.verb = w.Deeds[i].Terms, w.Deeds[i].Verb
		p.Deeds = append(p.Deeds, x)
	}
	return nil
}
