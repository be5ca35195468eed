package export

import (
	"io"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// groupRows is how many rows are held before they are written.
const groupRows = 20_000

// parquetRow is a row of the file. Days are dates, lists are lists.
type parquetRow struct {
	ID         string         `parquet:"id"`
	Report     string         `parquet:"report,dict"`
	Published  *int32         `parquet:"published,optional,date"`
	Source     string         `parquet:"source,dict"`
	Title      string         `parquet:"title"`
	URL        string         `parquet:"url"`
	Date       *int32         `parquet:"date,optional,date"`
	EndDate    *int32         `parquet:"enddate,optional,date"`
	Event      string         `parquet:"event,dict"`
	Mode       *string        `parquet:"mode,optional,dict"`
	Context    []string       `parquet:"context,list"`
	QuadCode   int32          `parquet:"quad_code"`
	EventScale *float64       `parquet:"event_scale,optional"`
	Actor      []parquetParty `parquet:"actor,list"`
	Recipient  []parquetParty `parquet:"recipient,list"`
	Standing   string         `parquet:"standing,dict"`
	SaidBy     []parquetParty `parquet:"said_by,list"`
	EventText  string         `parquet:"event_text"`
	Place      *string        `parquet:"place,optional,dict"`
	Country    *string        `parquet:"place_country,optional,dict"`
	Lat        *float64       `parquet:"lat,optional"`
	Lon        *float64       `parquet:"lon,optional"`
	GeoName    *int64         `parquet:"geoname,optional"`
	Dead       *int32         `parquet:"dead,optional"`
	Injured    *int32         `parquet:"injured,optional"`
	Arrested   *int32         `parquet:"arrested,optional"`
	Trigger    string         `parquet:"trigger"`
	From       int32          `parquet:"trigger_start"`
	To         int32          `parquet:"trigger_end"`
	Sequence   int32          `parquet:"sequence"`
	Confidence float64        `parquet:"confidence"`
	Rule       *string        `parquet:"rule,optional,dict"`
	RepeatOf   *string        `parquet:"repeat_of,optional"`
	Story      *string        `parquet:"story,optional,dict"`
	Sources    int32          `parquet:"sources"`
	Review     *string        `parquet:"review,optional,dict"`
}

type parquetParty struct {
	Code       *string `parquet:"code,optional,dict"`
	Sector     *string `parquet:"sector,optional,dict"`
	Text       *string `parquet:"text,optional"`
	Start      *int32  `parquet:"start,optional"`
	End        *int32  `parquet:"end,optional"`
	Identifier *string `parquet:"identifier,optional,dict"`
	Office     *string `parquet:"office,optional,dict"`
}

type parquetWriter struct {
	w    *parquet.GenericWriter[parquetRow]
	rows []parquetRow
}

func newParquet(w io.Writer, o Options) (Writer, error) {
	return &parquetWriter{w: parquet.NewGenericWriter[parquetRow](w, parquet.Compression(&zstd.Codec{}), parquet.MaxRowsPerRowGroup(groupRows),
		parquet.CreatedBy("attache", o.Coder, "")), rows: make([]parquetRow, 0, 256)}, nil
}

func (p *parquetWriter) Write(r Row) error {
	p.rows = append(p.rows, rowOf(r))
	if len(p.rows) < cap(p.rows) {
		return nil
	}
	return p.flush()
}

func (p *parquetWriter) flush() error {
	_, err := p.w.Write(p.rows)
	p.rows = p.rows[:0]
	return err
}

func (p *parquetWriter) Close() error {
	if err := p.flush(); err != nil {
		return err
	}
	return p.w.Close()
}

func (p *parquetWriter) Left() map[string]int { return nil }

func rowOf(r Row) parquetRow {
	e := r.Event
	place, size := r.place(), r.size()
	out := parquetRow{
		ID: e.ID, Report: e.Report, Published: date32(day(r.Published)), Source: r.Source, Title: r.Title, URL: r.URL, Date: date32(e.Date), EndDate: date32(e.EndDate),
		Mode: some(e.Mode), Context: e.Context, QuadCode: int32(e.QuadCode), EventScale: e.EventScale,
		Actor: parquetParties(e.Actor), Recipient: parquetParties(e.Recipient), Standing: e.Standing, SaidBy: parquetParties(e.SaidBy),
		Place: some(place.Name), Country: some(place.Country), Lat: place.Lat, Lon: place.Lon, Dead: int32p(size.Dead), Injured: int32p(size.Injured), Arrested: int32p(size.Arrested),
		Trigger: e.Trigger.Text, From: int32(e.Trigger.Start), To: int32(e.Trigger.End), Sequence: int32(e.TextInfo.Sequence), Confidence: e.Confidence,
		Rule: some(e.Rule), RepeatOf: some(e.RepeatOf), Story: some(r.Story), Sources: int32(r.Sources), Review: some(r.Review),
	}
	if len(e.Event) > 0 {
		out.Event = e.Event[0]
	}
	if len(e.EventText) > 0 {
		out.EventText = e.EventText[0]
	}
	if place.GeoName != 0 {
		out.GeoName = &place.GeoName
	}
	return out
}

func parquetParties(list []Entity) []parquetParty {
	out := make([]parquetParty, len(list))
	for i, e := range list {
		out[i] = parquetParty{some(e.Code), some(e.Sector), some(e.EntityText), int32p(e.Start), int32p(e.End), some(e.IdentifierText), some(e.Office)}
	}
	return out
}

// some is nothing for "".
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func int32p(n *int) *int32 {
	if n == nil {
		return nil
	}
	x := int32(*n)
	return &x
}

// date32 counts days from 1970.
func date32(s string) *int32 {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil
	}
	n := int32(t.Unix() / (24 * 60 * 60))
	return &n
}
