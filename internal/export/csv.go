package export

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/text"
)

// row is an event with the report it is from.
type row struct {
	*Event
	report *text.Report
}

// columns are the CSV's columns from left to right. Several parties or
// contexts share a cell, with "; " between them.
var columns = []struct {
	name string
	cell func(row) string
}{
	{"id", func(r row) string { return r.ID }},
	{"report", func(r row) string { return r.Report }},
	{"published", func(r row) string { d, _ := r.report.Day(); return day(d) }},
	{"source", func(r row) string { return r.report.Source }},
	{"title", func(r row) string { return r.report.Title }},
	{"url", func(r row) string { return r.report.URL }},
	{"date", func(r row) string { return r.Date }},
	{"enddate", func(r row) string { return r.EndDate }},
	{"event", func(r row) string { return strings.Join(r.Event.Event, "; ") }},
	{"mode", func(r row) string { return r.Mode }},
	{"context", func(r row) string { return strings.Join(r.Context, "; ") }},
	{"quad_code", func(r row) string { return strconv.Itoa(r.QuadCode) }},
	{"event_scale", func(r row) string { return number(r.EventScale) }},
	{"actor_code", func(r row) string { return each(r.Actor, func(e Entity) string { return e.Code }) }},
	{"actor_sector", func(r row) string { return each(r.Actor, func(e Entity) string { return e.Sector }) }},
	{"actor_text", func(r row) string { return each(r.Actor, func(e Entity) string { return e.EntityText }) }},
	{"actor_identifier", func(r row) string { return each(r.Actor, func(e Entity) string { return e.IdentifierText }) }},
	{"actor_office", func(r row) string { return each(r.Actor, func(e Entity) string { return e.Office }) }},
	{"recipient_code", func(r row) string { return each(r.Recipient, func(e Entity) string { return e.Code }) }},
	{"recipient_sector", func(r row) string { return each(r.Recipient, func(e Entity) string { return e.Sector }) }},
	{"recipient_text", func(r row) string { return each(r.Recipient, func(e Entity) string { return e.EntityText }) }},
	{"recipient_identifier", func(r row) string { return each(r.Recipient, func(e Entity) string { return e.IdentifierText }) }},
	{"recipient_office", func(r row) string { return each(r.Recipient, func(e Entity) string { return e.Office }) }},
	{"standing", func(r row) string { return r.Standing }},
	{"said_by", func(r row) string {
		return each(r.SaidBy, func(e Entity) string { return cmp.Or(strings.TrimSpace(e.Code+" "+e.Sector), e.EntityText) })
	}},
	{"event_text", func(r row) string { return strings.Join(r.EventText, " … ") }},
	{"place", func(r row) string { return r.place().Name }},
	{"place_country", func(r row) string { return r.place().Country }},
	{"lat", func(r row) string { return number(r.place().Lat) }},
	{"lon", func(r row) string { return number(r.place().Lon) }},
	{"dead", func(r row) string { return count(r.size().Dead) }},
	{"injured", func(r row) string { return count(r.size().Injured) }},
	{"arrested", func(r row) string { return count(r.size().Arrested) }},
	{"trigger", func(r row) string { return r.Trigger.Text }},
	{"trigger_start", func(r row) string { return strconv.Itoa(r.Trigger.Start) }},
	{"trigger_end", func(r row) string { return strconv.Itoa(r.Trigger.End) }},
	{"sequence", func(r row) string { return strconv.Itoa(r.TextInfo.Sequence) }},
	{"confidence", func(r row) string { return strconv.FormatFloat(r.Confidence, 'f', -1, 64) }},
	{"rule", func(r row) string { return r.Rule }},
	{"repeat_of", func(r row) string { return r.RepeatOf }},
}

func (r row) place() Place {
	if r.EventLoc == nil {
		return Place{}
	}
	return *r.EventLoc
}

func (r row) size() Size {
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

// CSVHeader gives the line with the names of the columns.
func CSVHeader() []byte {
	names := make([]string, len(columns))
	for i, c := range columns {
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
		cells := make([]string, len(columns))
		for k, c := range columns {
			cells[k] = c.cell(row{&events[i], rec.Report})
		}
		out = append(out, line(cells)...)
	}
	return out
}

func line(cells []string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(cells) // a buffer does not fail
	w.Flush()
	return b.Bytes()
}
