package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/attache/attache/internal/store"
)

// sourcesData is a table of the sources that are followed.
type sourcesData struct {
	Says    string
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

func (s *Server) sources(r *http.Request) (string, view, error) {
	list, err := s.rec.Sources(r.Context())
	if err != nil {
		return "", view{}, err
	}
	now := s.opt.Now()
	d := sourcesData{Columns: sourceColumns}
	sick := 0
	for _, x := range list {
		if x.Health() == "failing" {
			sick++
		}
		d.Rows = append(d.Rows, sourceRow(x, now))
	}
	d.Says = plural(len(list), "source")
	if sick > 0 {
		d.Says += ", " + strconv.Itoa(sick) + " failing"
	}
	d.Says += "."
	return "sources", view{Title: "Sources", Data: d}, nil
}

func sourceRow(x store.Source, now time.Time) row {
	trouble := ""
	if x.Failures > 0 {
		trouble = strconv.Itoa(x.Failures) + " in a row: " + shorten(x.Error, 120)
	}
	n := func(k int) cell { return cell{Text: grouped(k), Number: true} }
	return row{Class: x.Health(), Cells: []cell{
		{Text: x.Shown(), Href: link(x.URL)}, {State: x.Health(), Text: trouble}, {Text: ago(x.LastOK, now)}, {Text: ago(x.LastNew, now)}, {Text: ago(x.Next, now)},
		n(x.Items.Coded), n(x.Items.Found + x.Items.Fetched), n(x.Items.Failed)}}
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
