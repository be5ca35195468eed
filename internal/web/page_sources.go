package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/watch"
)

// sourcesData is what is followed, and who is told of what it brings.
type sourcesData struct {
	Says            string
	Sources, Alerts table
}

// table is a list with a heading to each column.
type table struct {
	Columns []column
	Rows    []row
}

type column struct {
	Name   string
	Number bool
}

type row struct {
	Class string
	Cells []cell
}

type cell struct {
	Text, Href, State string
	Number            bool
}

var sourceColumns = []column{{"Source", false}, {"Health", false}, {"Last answer", false}, {"Last news", false}, {"Next try", false}, {"Coded", true}, {"Waiting", true}, {"Given up", true}}

var alertColumns = []column{{"Alert", false}, {"Tells by", false}, {"Health", false}, {"Last told", false}, {"Told", true}, {"Waiting", true}, {"Given up", true}}

func (s *Server) sources(r *http.Request) (string, view, error) {
	list, err := s.rec.Sources(r.Context())
	if err != nil {
		return "", view{}, err
	}
	alerts, err := s.rec.AlertsHealth(r.Context())
	if err != nil {
		return "", view{}, err
	}
	now := s.opt.Now()
	d := sourcesData{Sources: table{Columns: sourceColumns}, Alerts: table{Columns: alertColumns}}
	sick := 0
	for _, x := range list {
		if x.Health() == "failing" {
			sick++
		}
		d.Sources.Rows = append(d.Sources.Rows, sourceRow(x, now))
	}
	for _, x := range alerts {
		d.Alerts.Rows = append(d.Alerts.Rows, alertRow(x, now))
	}
	d.Says = plural(len(list), "source")
	if sick > 0 {
		d.Says += ", " + strconv.Itoa(sick) + " failing"
	}
	d.Says += "."
	return "sources", view{Title: "Sources", Data: d}, nil
}

func counts(k int) cell { return cell{Text: grouped(k), Number: true} }

func sourceRow(x store.Source, now time.Time) row {
	trouble := ""
	if x.Failures > 0 {
		trouble = strconv.Itoa(x.Failures) + " in a row: " + shorten(x.Error, 120)
	}
	return row{Class: x.Health(), Cells: []cell{
		{Text: x.Shown(), Href: link(x.URL)}, {State: x.Health(), Text: trouble}, {Text: ago(x.LastOK, now)}, {Text: ago(x.LastNew, now)}, {Text: ago(x.Next, now)},
		counts(x.Items.Coded), counts(x.Items.Found + x.Items.Fetched), counts(x.Items.Failed)}}
}

func alertRow(x store.AlertHealth, now time.Time) row {
	state := "ok"
	if x.Error != "" {
		state = "failing"
	}
	return row{Class: state, Cells: []cell{{Text: x.Alert, Href: "/alerts/" + url.PathEscape(x.Alert)}, {Text: x.Channel}, {State: state, Text: shorten(x.Error, 120)}, {Text: ago(x.Last, now)},
		counts(x.Sent), counts(x.Pending), counts(x.Failed)}}
}

// alertFeed gives the newest events of an alert as Atom, by whatever channel
// they are told, each once.
func (s *Server) alertFeed(w http.ResponseWriter, r *http.Request) {
	list, err := s.rec.Deliveries(r.Context(), r.PathValue("name"), "", 200)
	if err == nil && len(list) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	seen := map[string]bool{}
	list = slices.DeleteFunc(list, func(d store.Delivery) bool {
		was := seen[d.Event]
		seen[d.Event] = true
		return was
	})
	b, err := watch.AtomFeed(r.PathValue("name"), list)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache")
	_, _ = w.Write(b)
}

// ago tells a time by its distance.
func ago(t, now time.Time) string {
	if t.IsZero() {
		return "never"
	}
	d := now.Sub(t)
	front, back := "", " ago"
	if d < 0 {
		d, front, back = -d, "in ", ""
	}
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return front + plural(int(d.Minutes()), "minute") + back
	case d < 48*time.Hour:
		return front + plural(int(d.Hours()), "hour") + back
	}
	return front + plural(int(d.Hours()/24), "day") + back
}
