package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
)

type column struct {
	name string
	cell func(Row) string
}

// columns are the CSV's columns from left to right. Several parties or
// contexts share a cell, with "; " between them.
var columns = []column{
	{"id", func(r Row) string { return r.ID }},
	{"report", func(r Row) string { return r.Report }},
	{"published", func(r Row) string { return day(r.Published) }},
	{"source", func(r Row) string { return r.Source }},
	{"title", func(r Row) string { return r.Title }},
	{"url", func(r Row) string { return r.URL }},
	{"date", func(r Row) string { return r.Date }},
	{"enddate", func(r Row) string { return r.EndDate }},
	{"event", func(r Row) string { return strings.Join(r.Event.Event, "; ") }},
	{"mode", func(r Row) string { return r.Mode }},
	{"context", func(r Row) string { return strings.Join(r.Context, "; ") }},
	{"quad_code", func(r Row) string { return strconv.Itoa(r.QuadCode) }},
	{"event_scale", func(r Row) string { return number(r.EventScale) }},
	{"actor_code", func(r Row) string { return each(r.Actor, func(e Entity) string { return e.Code }) }},
	{"actor_sector", func(r Row) string { return each(r.Actor, func(e Entity) string { return e.Sector }) }},
	{"actor_text", func(r Row) string { return each(r.Actor, func(e Entity) string { return e.EntityText }) }},
	{"actor_identifier", func(r Row) string { return each(r.Actor, func(e Entity) string { return e.IdentifierText }) }},
	{"actor_office", func(r Row) string { return each(r.Actor, func(e Entity) string { return e.Office }) }},
	{"recipient_code", func(r Row) string { return each(r.Recipient, func(e Entity) string { return e.Code }) }},
	{"recipient_sector", func(r Row) string { return each(r.Recipient, func(e Entity) string { return e.Sector }) }},
	{"recipient_text", func(r Row) string { return each(r.Recipient, func(e Entity) string { return e.EntityText }) }},
	{"recipient_identifier", func(r Row) string { return each(r.Recipient, func(e Entity) string { return e.IdentifierText }) }},
	{"recipient_office", func(r Row) string { return each(r.Recipient, func(e Entity) string { return e.Office }) }},
	{"standing", func(r Row) string { return r.Standing }},
	{"said_by", func(r Row) string {
		return each(r.SaidBy, func(e Entity) string { return cmp.Or(strings.TrimSpace(e.Code+" "+e.Sector), e.EntityText) })
	}},
	{"event_text", func(r Row) string { return strings.Join(r.EventText, " … ") }},
	{"place", func(r Row) string { return r.place().Name }},
	{"place_country", func(r Row) string { return r.place().Country }},
	{"lat", func(r Row) string { return number(r.place().Lat) }},
	{"lon", func(r Row) string { return number(r.place().Lon) }},
	{"dead", func(r Row) string { return count(r.size().Dead) }},
	{"injured", func(r Row) string { return count(r.size().Injured) }},
	{"arrested", func(r Row) string { return count(r.size().Arrested) }},
	{"trigger", func(r Row) string { return r.Trigger.Text }},
	{"trigger_start", func(r Row) string { return strconv.Itoa(r.Trigger.Start) }},
	{"trigger_end", func(r Row) string { return strconv.Itoa(r.Trigger.End) }},
	{"sequence", func(r Row) string { return strconv.Itoa(r.TextInfo.Sequence) }},
	{"confidence", func(r Row) string { return strconv.FormatFloat(r.Confidence, 'f', -1, 64) }},
	{"rule", func(r Row) string { return r.Rule }},
	{"repeat_of", func(r Row) string { return r.RepeatOf }},
}

func (r Row) place() Place {
	if r.EventLoc == nil {
		return Place{}
	}
	return *r.EventLoc
}

func (r Row) size() Size {
	if r.Size == nil {
		return Size{}
	}
	return *r.Size
}

// each joins one value of every party; the values stay side by side with those
// of the next column, so an absent one keeps its place.
func each(list []Entity, value func(Entity) string) string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = value(e)
	}
	return strings.Join(out, "; ")
}

func number(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

func count(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// recordColumns stand behind the others where events are from a record.
var recordColumns = []column{
	{"story", func(r Row) string { return r.Story }},
	{"sources", func(r Row) string { return strconv.Itoa(r.Sources) }},
	{"review", func(r Row) string { return r.Review }},
}

// CSVHeader gives the line with the names of the columns.
func CSVHeader() []byte { return titles(columns) }

func titles(of []column) []byte {
	names := make([]string, len(of))
	for i, c := range of {
		names[i] = c.name
	}
	return line(names)
}

// CSV gives a record's events, one a row, without a header. Cells are quoted
// as RFC 4180 says.
func CSV(rec Record, scale Scale) []byte {
	var out []byte
	events := Events(rec, scale)
	for i := range events {
		out = append(out, cells(columns, RowOf(&events[i], rec.Report))...)
	}
	return out
}

func cells(of []column, r Row) []byte {
	out := make([]string, len(of))
	for i, c := range of {
		out[i] = c.cell(r)
	}
	return line(out)
}

func newCSV(w io.Writer, o Options) (Writer, error) {
	of := columns
	if o.InRecord {
		of = slices.Concat(columns, recordColumns)
	}
	if !o.WithoutTitle {
		if _, err := w.Write(titles(of)); err != nil {
			return nil, err
		}
	}
	return &lines{out: w, line: func(r Row) ([]byte, error) { return cells(of, r), nil }}, nil
}

func line(cells []string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(cells) // a buffer does not fail
	w.Flush()
	return b.Bytes()
}
