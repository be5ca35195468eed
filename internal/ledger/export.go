package ledger

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

// Line is an entry as it leaves the program: times in ISO 8601, offsets in
// Unicode characters into the report's text, absent fields left out.
type Line struct {
	ID         string     `json:"id"`
	Report     string     `json:"report"`
	Date       string     `json:"date,omitempty"` // of the report
	Kind       Kind       `json:"kind"`
	By         []Party    `json:"by"`
	To         []Party    `json:"to,omitempty"`
	What       *Passage   `json:"what,omitempty"`
	Over       *Passage   `json:"over,omitempty"`
	Condition  *Passage   `json:"condition,omitempty"`
	Instrument *Passage   `json:"instrument,omitempty"`
	Measure    string     `json:"measure,omitempty"`
	Unit       string     `json:"unit,omitempty"`
	Before     *float64   `json:"before,omitempty"`
	Now        *float64   `json:"now,omitempty"`
	Planned    *float64   `json:"planned,omitempty"`
	Proposed   *float64   `json:"proposed,omitempty"`
	Series     string     `json:"series,omitempty"` // id of the first figure of the same thing
	Person     string     `json:"person,omitempty"`
	Office     string     `json:"office,omitempty"`
	Since      string     `json:"since,omitempty"`
	Name       string     `json:"name,omitempty"`
	Alias      string     `json:"alias,omitempty"`
	Made       string     `json:"made,omitempty"`     // a day, a month, a year, or "first/last"
	Due        string     `json:"due,omitempty"`      // a day, a month, a year, or "first/last"
	Deadline   bool       `json:"deadline,omitempty"` // due by that day at the latest, not on it
	Status     Status     `json:"status,omitempty"`
	Life       []LineStep `json:"life,omitempty"`
	RepeatOf   string     `json:"repeat_of,omitempty"`
	SaidBy     []Party    `json:"said_by,omitempty"`
	Trigger    *Passage   `json:"trigger,omitempty"`
	Evidence   *Passage   `json:"evidence,omitempty"`
	Sequence   int        `json:"sequence"`
	Confidence float64    `json:"confidence"`
	Rule       string     `json:"rule,omitempty"`
}

// Party is who stands on a side of an entry.
type Party struct {
	Code       string `json:"code,omitempty"`
	Sector     string `json:"sector,omitempty"`
	EntityText string `json:"entity_text,omitempty"`
	Start      *int   `json:"start,omitempty"`
	End        *int   `json:"end,omitempty"`
	Identifier string `json:"identifier_text,omitempty"`
	Office     string `json:"office,omitempty"`
}

// Passage is words and where they stand; without a place where a name stands
// for them.
type Passage struct {
	Text  string `json:"text"`
	Start *int   `json:"start,omitempty"`
	End   *int   `json:"end,omitempty"`
}

// LineStep is a turn in an entry's life.
type LineStep struct {
	Status   Status   `json:"status"`
	Possibly bool     `json:"possibly,omitempty"`
	Score    float64  `json:"score"`
	Date     string   `json:"date,omitempty"`
	Report   string   `json:"report,omitempty"`
	Entry    string   `json:"entry,omitempty"`
	Event    string   `json:"event,omitempty"`
	Evidence *Passage `json:"evidence,omitempty"`
}

// Resolve writes the places of an entry as characters while its report is at
// hand: call it before the report is let go.
func (e *Entry) Resolve(t string, at *text.Characters) {
	words := func(w *Words) {
		if w.Span.Len() > 0 {
			w.Start, w.End = at.At(w.Span.From), at.At(w.Span.To)
		}
	}
	for _, w := range []*Words{&e.What, &e.Over, &e.Condition, &e.Instrument, &e.Name, &e.Alias, &e.Trigger, &e.Quote} {
		words(w)
	}
	side := func(as []event.Actor) []Party {
		var out []Party
		for _, a := range as {
			p := Party{Code: a.Code, Sector: a.Sector, Identifier: a.Name, Office: a.Office}
			if a.Span.Len() > 0 {
				from, to := at.At(a.Span.From), at.At(a.Span.To)
				p.EntityText, p.Start, p.End = a.Span.Of(t), &from, &to
			}
			out = append(out, p)
		}
		return out
	}
	e.by, e.to, e.saidBy = side(e.By), side(e.To), side(e.SaidBy)
}

// Resolve does the same for a deed's words.
func (x *Deed) Resolve(at *text.Characters) {
	if s := x.Quote.Span; s.Len() > 0 {
		x.Quote.Start, x.Quote.End = at.At(s.From), at.At(s.To)
	}
}

func passage(w Words) *Passage {
	if w.Text == "" {
		return nil
	}
	p := Passage{Text: w.Text}
	if w.Span.Len() > 0 {
		p.Start, p.End = &w.Start, &w.End
	}
	return &p
}

// days writes a range as short as ISO 8601 can: a day, a whole month or year,
// or "first/last"; a range without a first day by its last.
func days(r when.Range) string {
	first, last := Days(r)
	next := r.Last.AddDate(0, 0, 1)
	switch {
	case first == last || first == "":
		return last
	case last == "":
		return first + "/"
	case r.First.Day() == 1 && next.Equal(r.First.AddDate(0, 1, 0)):
		return r.First.Format("2006-01")
	case r.First.YearDay() == 1 && next.Equal(r.First.AddDate(1, 0, 0)):
		return r.First.Format("2006")
	}
	return first + "/" + last
}

// Line gives an entry as it leaves the program.
func (e *Entry) Line() Line {
	l := Line{ID: e.ID, Report: e.Report, Date: date(e.Day), Kind: e.Kind, By: e.by, To: e.to, What: passage(e.What), Over: passage(e.Over),
		Condition: passage(e.Condition), Instrument: passage(e.Instrument), Made: days(e.Made), Due: days(e.Due), Deadline: e.Due.First.IsZero() && !e.Due.Last.IsZero(), RepeatOf: e.RepeatOf,
		Series: e.Series, SaidBy: e.saidBy, Trigger: passage(e.Trigger), Evidence: passage(e.Quote), Sequence: e.Sent, Confidence: e.Confidence, Since: days(e.Since)}
	if f := e.Figure; f != nil {
		l.Measure, l.Unit, l.Before, l.Now, l.Planned, l.Proposed = f.Measure, f.Unit, f.Before, f.Now, f.Plan, f.Proposed
	}
	switch e.Kind {
	case OfficeKind:
		l.Person, l.Office = e.Name.Text, e.Alias.Text
	case AliasKind:
		l.Name, l.Alias = e.Name.Text, e.Alias.Text
	case Commitment, Plan, Proposal:
		l.Status = e.State()
	}
	for _, s := range e.Life {
		l.Life = append(l.Life, LineStep{s.Status, s.Possibly, s.Score, date(s.Day), s.Report, s.Entry, s.Event, passage(s.Quote)})
	}
	if len(e.Why) > 0 {
		l.Rule = e.Why[0].String()
	}
	return l
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// JSONLines writes entries, one JSON object a line.
func JSONLines(entries []*Entry) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, e := range entries {
		if err := enc.Encode(e.Line()); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// columns of the CSV, left to right.
var columns = []struct {
	name string
	cell func(*Line) string
}{
	{"id", func(l *Line) string { return l.ID }},
	{"report", func(l *Line) string { return l.Report }},
	{"date", func(l *Line) string { return l.Date }},
	{"kind", func(l *Line) string { return string(l.Kind) }},
	{"by", func(l *Line) string { return names(l.By) }},
	{"to", func(l *Line) string { return names(l.To) }},
	{"what", func(l *Line) string { return l.What.words() }},
	{"over", func(l *Line) string { return l.Over.words() }},
	{"condition", func(l *Line) string { return l.Condition.words() }},
	{"instrument", func(l *Line) string { return l.Instrument.words() }},
	{"measure", func(l *Line) string { return l.Measure }},
	{"unit", func(l *Line) string { return l.Unit }},
	{"before", func(l *Line) string { return number(l.Before) }},
	{"now", func(l *Line) string { return number(l.Now) }},
	{"planned", func(l *Line) string { return number(l.Planned) }},
	{"proposed", func(l *Line) string { return number(l.Proposed) }},
	{"series", func(l *Line) string { return l.Series }},
	{"name", func(l *Line) string { return cmp.Or(l.Name, l.Person) }},
	{"alias", func(l *Line) string { return cmp.Or(l.Alias, l.Office) }},
	{"since", func(l *Line) string { return l.Since }},
	{"made", func(l *Line) string { return l.Made }},
	{"due", func(l *Line) string { return l.Due }},
	{"status", func(l *Line) string { return string(l.Status) }},
	{"status_shown_by", func(l *Line) string { return shown(l.Life) }},
	{"said_by", func(l *Line) string { return names(l.SaidBy) }},
	{"evidence", func(l *Line) string { return l.Evidence.words() }},
	{"repeat_of", func(l *Line) string { return l.RepeatOf }},
	{"rule", func(l *Line) string { return l.Rule }},
}

func (p *Passage) words() string {
	if p == nil {
		return ""
	}
	return p.Text
}

func names(ps []Party) string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = cmp.Or(strings.TrimSpace(p.Code+" "+p.Sector), p.Identifier, p.EntityText)
	}
	return strings.Join(out, "; ")
}

func number(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

func shown(steps []LineStep) string {
	var out []string
	for _, s := range steps {
		word := string(s.Status)
		if s.Possibly {
			word = "possibly " + word
		}
		out = append(out, strings.TrimSpace(word+" "+s.Date+" "+s.Report))
	}
	return strings.Join(out, "; ")
}

// CSV writes entries with a header, quoted as RFC 4180 says.
func CSV(entries []*Entry) ([]byte, error) {
	lines := make([]Line, len(entries))
	for i, e := range entries {
		lines[i] = e.Line()
	}
	return CSVLines(lines)
}

// CSVLines does so for entries that have left the program.
func CSVLines(lines []Line) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.name
	}
	if err := w.Write(row); err != nil {
		return nil, err
	}
	for k := range lines {
		for i, c := range columns {
			row[i] = c.cell(&lines[k])
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
