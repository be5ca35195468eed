package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

var steps = []store.Step{store.Day, store.Week, store.Month}

// stepOf is the step asked for, else one that gives a series about a hundred
// points.
func stepOf(r *http.Request, from, to time.Time) (store.Step, error) {
	switch q := store.Step(r.URL.Query().Get("step")); q {
	case store.Day, store.Week, store.Month:
		return q, nil
	case "":
	default:
		return "", bad("step %q: it is day, week or month", string(q))
	}
	switch days := to.Sub(from).Hours() / 24; {
	case from.IsZero() || to.IsZero() || days > 1000:
		return store.Month, nil
	case days > 180:
		return store.Week, nil
	}
	return store.Day, nil
}

const mostPoints = 1500 // bars of a chart

// series draws a filter's series, and adds it up.
func (s *Server) series(r *http.Request, f store.Filter, title string) (*chart, store.Point, store.Step, error) {
	var sum store.Point
	step, err := stepOf(r, f.From, f.To)
	if err != nil {
		return nil, sum, step, err
	}
	points, err := s.rec.Series(r.Context(), f, step)
	if err != nil {
		return nil, sum, step, err
	}
	if r.URL.Query().Get("step") == "" && step == store.Month && len(points) > 0 && len(points) < 36 {
		last := points[len(points)-1].From
		if step, err = stepOf(r, points[0].From, last.AddDate(0, 1, 0)); err == nil && step != store.Month {
			points, err = s.rec.Series(r.Context(), f, step)
		}
		if err != nil {
			return nil, sum, step, err
		}
	}
	var scale float64
	for _, p := range points {
		sum.Events += p.Events
		sum.Cooperation += p.Cooperation
		sum.Conflict += p.Conflict
		scale += p.Scale * float64(p.Events)
	}
	if sum.Events > 0 {
		sum.Scale = scale / float64(sum.Events)
	}
	if len(points) == 0 {
		return nil, sum, step, nil
	}
	points = points[max(0, len(points)-mostPoints):]
	return newChart(points, step, title), sum, step, nil
}

// lead gives each bar the address of its events.
func (c *chart) lead(query string) {
	if c == nil {
		return
	}
	for i := range c.Bars {
		b := &c.Bars[i]
		b.Href = "/events?" + query + "&from=" + b.From + "&to=" + b.To
	}
}

type dyadsData struct {
	Asked *Asked
	Range string
	Dyads []store.DyadCount
}

func (s *Server) dyads(r *http.Request) (string, view, error) {
	a, f, err := s.asked(r)
	if err != nil {
		return "", view{}, err
	}
	d := dyadsData{Asked: a, Range: spanned(f)}
	d.Dyads, err = s.rec.Dyads(r.Context(), f, 100)
	return "dyads", view{Title: "Dyads", Data: d}, err
}

// month is a part of a timeline.
type month struct {
	Name   string
	Events []store.Event
}

type dyadData struct {
	A, B   string
	Asked  *Asked
	Steps  []store.Step
	Step   store.Step
	Span   string
	Total  store.Point
	Chart  *chart
	Months []month
	Next   string
	Types  []store.TypeCount
	Ledger []store.LedgerEntry
}

func (s *Server) dyad(r *http.Request) (string, view, error) {
	a, f, err := s.asked(r)
	if err != nil {
		return "", view{}, err
	}
	x, y := s.names.code(r.PathValue("a")), s.names.code(r.PathValue("b"))
	f.Dyad = [2]string{x, y}
	d := dyadData{A: x, B: y, Asked: a, Steps: steps, Span: spanned(f)}
	title := s.names.name(x) + " – " + s.names.name(y)
	if d.Chart, d.Total, d.Step, err = s.series(r, f, "Cooperation and conflict between "+s.names.name(x)+" and "+s.names.name(y)); err != nil {
		return "", view{}, err
	}
	d.Chart.lead("dyad=" + escaped(x+","+y))
	list, cursor, err := s.rec.Events(r.Context(), f, partOf(r, 30))
	if err != nil {
		return "", view{}, err
	}
	d.Months, d.Next = byMonth(list), next(r, cursor)
	if d.Types, err = s.rec.TypeCounts(r.Context(), f); err != nil {
		return "", view{}, err
	}
	d.Ledger, _, err = s.rec.LedgerEntries(r.Context(), store.LedgerFilter{Dyad: f.Dyad, Open: true}, store.Page{Limit: 8})
	return "dyad", view{Title: title, Data: d}, err
}

func byMonth(list []store.Event) []month {
	var out []month
	for _, e := range list {
		name := "Day unknown"
		if t, err := time.Parse(time.DateOnly, e.Date); err == nil {
			name = t.Format("January 2006")
		}
		if len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, month{Name: name})
		}
		m := &out[len(out)-1]
		m.Events = append(m.Events, e)
	}
	return out
}

type actorsData struct {
	Asked  *Asked
	Actors []store.ActorCount
}

func (s *Server) actors(r *http.Request) (string, view, error) {
	a, f, err := s.asked(r)
	if err != nil {
		return "", view{}, err
	}
	d := actorsData{Asked: a}
	d.Actors, err = s.rec.ActorCounts(r.Context(), f, 200)
	return "actors", view{Title: "Actors", Data: d}, err
}

type actorData struct {
	Code   string
	Asked  *Asked
	Steps  []store.Step
	Step   store.Step
	Span   string
	Count  int
	Chart  *chart
	Events []store.Event
	Dyads  []store.DyadCount
	Types  []store.TypeCount
	Owes   []store.LedgerEntry
}

func (s *Server) actor(r *http.Request) (string, view, error) {
	a, f, err := s.asked(r)
	if err != nil {
		return "", view{}, err
	}
	code := strings.ToUpper(r.PathValue("code"))
	f.Parties = []string{code}
	d := actorData{Code: code, Asked: a, Steps: steps, Span: spanned(f)}
	var sum store.Point
	if d.Chart, sum, d.Step, err = s.series(r, f, "Cooperation and conflict of "+s.names.name(code)); err != nil {
		return "", view{}, err
	}
	d.Chart.lead("party=" + escaped(code))
	d.Count = sum.Events
	if d.Events, _, err = s.rec.Events(r.Context(), f, store.Page{Limit: 20}); err != nil {
		return "", view{}, err
	}
	if d.Dyads, err = s.rec.Dyads(r.Context(), f, 16); err != nil {
		return "", view{}, err
	}
	if d.Types, err = s.rec.TypeCounts(r.Context(), f); err != nil {
		return "", view{}, err
	}
	d.Owes, _, err = s.rec.LedgerEntries(r.Context(), store.LedgerFilter{By: []string{code}, Open: true}, store.Page{Limit: 6})
	return "actor", view{Title: s.names.name(code), Data: d}, err
}
