package export

import (
	"cmp"
	"time"
)

// ploverEvent holds the fields that PLOVER's manual names for a record, and no
// others.
type ploverEvent struct {
	ID           string         `json:"id"`
	Date         string         `json:"date,omitempty"`
	EndDate      string         `json:"enddate,omitempty"`
	Actor        []ploverParty  `json:"actor"`
	Recipient    []ploverParty  `json:"recipient"`
	Event        []string       `json:"event"`
	EventLoc     *ploverPlace   `json:"event_loc,omitempty"`
	EventText    []string       `json:"event_text"`
	QuadCode     int            `json:"quad_code,omitempty"`
	EventScale   *float64       `json:"event_scale,omitempty"`
	Mode         string         `json:"mode,omitempty"`
	Context      []string       `json:"context,omitempty"`
	Historical   bool           `json:"historical,omitempty"`
	Future       bool           `json:"future,omitempty"`
	Hypothetical bool           `json:"hypothetical,omitempty"`
	Negation     bool           `json:"negation,omitempty"`
	Size         *Size          `json:"size,omitempty"`
	TextInfo     TextInfo       `json:"text_info"`
	CiteInfo     ploverCitation `json:"cite_info"`
	Coder        string         `json:"coder,omitempty"`
}

type ploverParty struct {
	Code           string `json:"code,omitempty"`
	Sector         string `json:"sector,omitempty"`
	EntityText     string `json:"entity_text,omitempty"`
	IdentifierText string `json:"identifier_text,omitempty"`
	Office         string `json:"office,omitempty"`
}

type ploverPlace struct {
	Name    string   `json:"name"`
	Country string   `json:"country,omitempty"`
	Lat     *float64 `json:"lat,omitempty"`
	Lon     *float64 `json:"lon,omitempty"`
}

type ploverCitation struct {
	ID     string `json:"id"` // of the report
	Title  string `json:"title,omitempty"`
	Source string `json:"source,omitempty"`
	URL    string `json:"url,omitempty"`
	Date   string `json:"date,omitempty"`
}

// ploverLine writes an event with PLOVER's fields alone; coder names the
// program.
func ploverLine(coder string) func(Row) ([]byte, error) {
	return func(r Row) ([]byte, error) {
		e := r.Event
		out := ploverEvent{
			ID: e.ID, Date: e.Date, EndDate: e.EndDate, Actor: ploverParties(e.Actor), Recipient: ploverParties(e.Recipient), Event: e.Event,
			EventText: e.EventText, QuadCode: e.QuadCode, EventScale: e.EventScale, Mode: e.Mode, Context: e.Context,
			Historical: e.Standing == "historical", Future: e.Standing == "planned", Hypothetical: e.Standing == "hypothetical", Negation: e.Standing == "negated",
			Size: e.Size, TextInfo: e.TextInfo, Coder: coder,
			CiteInfo: ploverCitation{ID: e.Report, Title: r.Title, Source: r.Source, URL: r.URL, Date: day(r.Published)},
		}
		if p := e.EventLoc; p != nil {
			out.EventLoc = &ploverPlace{p.Name, p.Country, p.Lat, p.Lon}
		}
		return compact(out)
	}
}

func ploverParties(list []Entity) []ploverParty {
	out := make([]ploverParty, len(list))
	for i, e := range list {
		out[i] = ploverParty{e.Code, e.Sector, e.EntityText, e.IdentifierText, e.Office}
	}
	return out
}

// dated gives the day of an event: its first, else its report's; false when
// nobody knows either.
func (r Row) dated() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, cmp.Or(r.Date, day(r.Published)))
	return t, err == nil
}
