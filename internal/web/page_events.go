package web

import (
	"cmp"
	"html/template"
	"net/http"
	"strings"

	"github.com/attache/attache/internal/store"
)

// eventsData is a list of events.
type eventsData struct {
	Asked  *Asked
	Open   bool
	Count  int
	Says   string
	Tail   template.URL // of the filter, behind another value
	Query  template.URL
	Chart  []bar
	ChartW int
	Events []store.Event
	Next   string
}

func (s *Server) events(r *http.Request) (string, view, error) {
	a, f, err := s.asked(r)
	if err != nil {
		return "", view{}, err
	}
	d := eventsData{Asked: a, Says: spanned(f)}
	if q := a.values().Encode(); q != "" {
		d.Tail, d.Query = template.URL("&"+q), template.URL(q)
	}
	if d.Count, err = s.rec.Count(r.Context(), f); err != nil {
		return "", view{}, err
	}
	list, cursor, err := s.rec.Events(r.Context(), f, partOf(r, 30))
	if err != nil {
		return "", view{}, err
	}
	d.Events, d.Next = list, next(r, cursor)
	points, err := s.rec.Series(r.Context(), f, store.Month)
	if err != nil {
		return "", view{}, err
	}
	if points = busy(points); len(points) > 2 {
		d.Chart, d.ChartW = spark(points), 4*len(points)
	}
	return "events", view{Title: "Events", Data: d}, nil
}

// eventData is one event with what proves it.
type eventData struct {
	judgeData
	Means     string
	Evidence  []piece
	Rule      *rule
	Map       worldMap
	Near      []store.Event
	NearTitle string
}

func (s *Server) event(r *http.Request) (string, view, error) {
	e, err := s.rec.Event(r.Context(), r.PathValue("id"))
	if err != nil {
		return "", view{}, err
	}
	d := eventData{Means: s.types.means[first(e.Event.Event)], Rule: s.rule(e.Rule)}
	rep, err := s.rec.Report(r.Context(), e.Report)
	if err != nil {
		return "", view{}, err
	}
	letters := []rune(rep.Text)
	d.Evidence = s.evidence(&e, letters)
	if d.judgeData, err = s.judging(r, e, letters); err != nil {
		return "", view{}, err
	}
	d.Back = "/events/" + e.ID
	if l := e.EventLoc; l != nil && l.Lat != nil && l.Lon != nil {
		d.Map = s.world([]store.PlaceCount{{Name: l.Name, Country: l.Country, Lat: *l.Lat, Lon: *l.Lon, Events: 1, Quads: one(e.QuadCode)}}, "Where it happened: "+l.Name, nil, 7)
		d.Map.near(*l.Lat, *l.Lon)
	}
	if err := s.near(r, &e, &d); err != nil {
		return "", view{}, err
	}
	title := first(e.Event.Event) + ": " + parties(e.Actor)
	if len(e.Recipient) > 0 {
		title += " → " + parties(e.Recipient)
	}
	return "event", view{Title: title, Data: d}, nil
}

func one(q int) (out [4]int) {
	if q = quad(q); q > 0 {
		out[q-1] = 1
	}
	return out
}

// evidence marks the paragraph that tells an event.
func (s *Server) evidence(e *store.Event, letters []rune) []piece {
	marks := evidence(e, letters)
	from, to := e.TextInfo.Start, e.TextInfo.End
	for _, m := range marks {
		if m.class == "quote" || m.class == "trigger" {
			from, to = min(from, m.from), max(to, m.to)
		}
	}
	from, to = around(letters, from, to)
	return pieces(letters, from, to, marks)
}

// near finds what else happened between the same two, else by the same one.
func (s *Server) near(r *http.Request, e *store.Event, d *eventData) error {
	var who []string
	for _, p := range append(e.Actor[:len(e.Actor):len(e.Actor)], e.Recipient...) {
		if p.Code != "" && (len(who) == 0 || len(who) == 1 && who[0] != p.Code) {
			who = append(who, p.Code)
		}
	}
	var f store.Filter
	switch len(who) {
	case 0:
		return nil
	case 1:
		f.Parties, d.NearTitle = who, "Also of "+s.names.name(who[0])
	default:
		f.Dyad, d.NearTitle = [2]string{who[0], who[1]}, "Also between "+s.names.name(who[0])+" and "+s.names.name(who[1])
	}
	if t, err := dayOf("", e.Date); err == nil {
		f.To = t
	}
	list, _, err := s.rec.Events(r.Context(), f, store.Page{Limit: 9})
	for _, x := range list {
		if x.ID != e.ID && len(d.Near) < 8 {
			d.Near = append(d.Near, x)
		}
	}
	return err
}

// reportData is a report with what was coded from it.
type reportData struct {
	R      store.Report
	Story  string
	Notes  []string
	Pieces []piece
	Events []store.Event
	Ledger []store.LedgerEntry
}

func (s *Server) report(r *http.Request) (string, view, error) {
	rep, err := s.rec.Report(r.Context(), r.PathValue("id"))
	if err != nil {
		return "", view{}, err
	}
	d := reportData{R: rep, Story: rep.Story}
	if d.Events, _, err = s.rec.Events(r.Context(), store.Filter{Report: rep.ID, Repeats: true}, store.Page{Limit: 1000}); err != nil {
		return "", view{}, err
	}
	inOrder(d.Events)
	if d.Ledger, _, err = s.rec.LedgerEntries(r.Context(), store.LedgerFilter{Report: rep.ID}, store.Page{Limit: 100}); err != nil {
		return "", view{}, err
	}
	letters := []rune(rep.Text)
	d.Pieces = pieces(letters, 0, len(letters), triggers(d.Events))
	for _, n := range [...]struct{ when, says string }{{rep.Mark, "It says of itself that it is: " + rep.Mark + "."}, {rep.Fault, "It could not be coded: " + rep.Fault},
		{rep.CopyOf, "It is nearly the same as an earlier report."}, {rep.SupersededBy, "A later report takes its place."}} {
		if n.when != "" {
			d.Notes = append(d.Notes, n.says)
		}
	}
	return "report", view{Title: cmp.Or(rep.Title, "Report"), Data: d}, nil
}

// storyData is a story with its reports and events.
type storyData struct {
	ID, Title, Says string
	Events          []store.Event
	Reports         []hit
}

func (s *Server) story(r *http.Request) (string, view, error) {
	st, err := s.rec.Story(r.Context(), r.PathValue("id"))
	if err != nil {
		return "", view{}, err
	}
	d := storyData{ID: st.ID, Title: st.Title}
	says := []string{plural(st.Reports, "report")}
	if st.Tellings < st.Reports {
		says = append(says, plural(st.Tellings, "telling")+" apart from copies")
	}
	d.Says = strings.Join(append(says, plural(st.Sources, "source")), ", ") + ", " + spanned(store.Filter{From: st.Day, To: st.LastDay}) + "."
	for _, m := range st.Members {
		d.Reports = append(d.Reports, newHit(m, ""))
	}
	d.Events, _, err = s.rec.Events(r.Context(), store.Filter{Story: st.ID}, store.Page{Limit: 100})
	return "story", view{Title: cmp.Or(st.Title, "Story"), Data: d}, err
}
