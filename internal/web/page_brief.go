package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

// briefData is the brief of one day.
type briefData struct {
	Day                        time.Time
	Iso, Before, After, Latest string
	Count                      int
	Summary                    string
	Groups                     []briefGroup
	Map                        worldMap
	Dyads                      []store.DyadCount
	Due                        []store.LedgerEntry
	Spark                      []bar
}

// briefGroup is the day's events of one quad class.
type briefGroup struct {
	Key, Name string
	Count     int
	Events    []store.Event
	More      string
}

const (
	briefEvents = 15 // shown of each class
	sparkDays   = 60
)

// brief shows a day: the one asked for, else the latest of the record that is
// not still to come.
func (s *Server) brief(r *http.Request) (string, view, error) {
	ctx := r.Context()
	today := s.opt.Now().UTC().Truncate(24 * time.Hour)
	on, err := dayOf("day", r.URL.Query().Get("day"))
	if err != nil {
		return "", view{}, badRequest{err}
	}
	latest, err := s.latest(r, today)
	if err != nil {
		return "", view{}, err
	}
	if on.IsZero() {
		if on = today; latest != "" {
			on, _ = time.Parse(time.DateOnly, latest)
		}
	}
	d := briefData{Day: on, Iso: day(on), Before: day(on.AddDate(0, 0, -1)), After: day(on.AddDate(0, 0, 1)), Latest: latest}
	f := store.Filter{From: on, To: on}
	types, err := s.rec.TypeCounts(ctx, f)
	if err != nil {
		return "", view{}, err
	}
	if err := s.briefGroups(r, f, types, &d); err != nil {
		return "", view{}, err
	}
	if d.Dyads, err = s.rec.Dyads(ctx, f, 8); err != nil {
		return "", view{}, err
	}
	places, err := s.rec.Places(ctx, f, 200)
	if err != nil {
		return "", view{}, err
	}
	d.Map = s.world(places, "Where it happened, "+published(on), url.Values{"from": {d.Iso}, "to": {d.Iso}}, 8)
	if d.Due, _, err = s.rec.LedgerEntries(ctx, store.LedgerFilter{Open: true, DueFrom: on, ByDue: true}, store.Page{Limit: 6}); err != nil {
		return "", view{}, err
	}
	points, err := s.rec.Series(ctx, store.Filter{From: on.AddDate(0, 0, 1-sparkDays), To: on}, store.Day)
	if err != nil {
		return "", view{}, err
	}
	if len(points) > 1 {
		d.Spark = spark(points)
	}
	return "brief", view{Title: "Brief of " + published(on), Data: d}, nil
}

// latest is the newest day of something that happened, on that day alone, and
// was not told before it.
func (s *Server) latest(r *http.Request, today time.Time) (string, error) {
	list, _, err := s.rec.Events(r.Context(), store.Filter{To: today, Standings: []string{"actual"}}, store.Page{Limit: 50})
	for _, e := range list {
		if err == nil && e.EndDate == "" && (e.Published.IsZero() || e.Date <= day(e.Published)) {
			return e.Date, nil
		}
	}
	return "", err
}

func (s *Server) briefGroups(r *http.Request, f store.Filter, types []store.TypeCount, d *briefData) error {
	var counts [5]int
	var words []string
	for _, t := range types {
		counts[quad(t.Quad)] += t.Events
		d.Count += t.Events
		if len(words) < 4 {
			words = append(words, strconv.Itoa(t.Events)+" "+strings.ToLower(t.Type))
		}
	}
	d.Summary = strings.Join(words, ", ")
	for _, q := range [...]int{4, 3, 2, 1} {
		if counts[q] == 0 {
			continue
		}
		g := f
		g.Quads = []int{q}
		list, _, err := s.rec.Events(r.Context(), g, store.Page{Limit: 4 * briefEvents})
		if err != nil {
			return err
		}
		// What may have been on any day of a month or a year comes last.
		slices.SortStableFunc(list, func(a, b store.Event) int { return cmp.Compare(long(&a), long(&b)) })
		list = list[:min(len(list), briefEvents)]
		b := briefGroup{Key: quads[q].Key, Name: strings.ToUpper(quads[q].Name[:1]) + quads[q].Name[1:], Count: counts[q], Events: list}
		if counts[q] > len(list) {
			b.More = "/events?quad=" + strconv.Itoa(q) + "&from=" + d.Iso + "&to=" + d.Iso
		}
		d.Groups = append(d.Groups, b)
	}
	return nil
}

// long ranks an event by how many days it may have been on: a few, or more.
func long(e *store.Event) int {
	from, err := time.Parse(time.DateOnly, e.Date)
	to, err2 := time.Parse(time.DateOnly, cmp.Or(e.EndDate, e.Date))
	if err != nil || err2 != nil || to.Sub(from) > 72*time.Hour {
		return 1
	}
	return 0
}
