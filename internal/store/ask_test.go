package store_test

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
)

// oracle answers questions by looking at every event.
type oracle struct {
	events  []export.Event
	reports map[string]store.Record
}

func newOracle(n int) *oracle {
	o := &oracle{reports: map[string]store.Record{}}
	for r := range storetest.Synthetic(n) {
		o.reports[r.Report.ID] = r
		o.events = append(o.events, r.Events...)
	}
	return o
}

func holds(list []export.Entity, want string) bool {
	code, sector, _ := strings.Cut(want, " ")
	return slices.ContainsFunc(list, func(e export.Entity) bool { return e.Code == code && (sector == "" || e.Sector == sector) })
}

func anyOf(want []string, has func(string) bool) bool {
	return len(want) == 0 || slices.ContainsFunc(want, has)
}

func (o *oracle) fits(f store.Filter, e *export.Event) bool {
	actor := func(p string) bool { return holds(e.Actor, p) }
	recipient := func(p string) bool { return holds(e.Recipient, p) }
	loc := export.Place{}
	if e.EventLoc != nil {
		loc = *e.EventLoc
	}
	r := o.reports[e.Report]
	return anyOf(f.Actors, actor) && anyOf(f.Recipients, recipient) && anyOf(f.Parties, func(p string) bool { return actor(p) || recipient(p) }) &&
		(f.Dyad == [2]string{} || between(e, f.Dyad)) &&
		anyOf(f.Types, func(t string) bool { return e.Event[0] == t }) && anyOf(f.Modes, func(m string) bool { return e.Mode == m }) &&
		anyOf(f.Contexts, func(c string) bool { return slices.Contains(e.Context, c) }) && anyOf(f.Standings, func(s string) bool { return e.Standing == s }) &&
		(len(f.Quads) == 0 || slices.Contains(f.Quads, e.QuadCode)) && anyOf(f.Countries, func(c string) bool { return loc.Country == c }) &&
		(f.Box == nil || loc.Lat != nil && *loc.Lat >= f.Box[0] && *loc.Lat <= f.Box[2] && east(*loc.Lon, f.Box[1], f.Box[3])) &&
		(f.From.IsZero() || e.Date >= f.From.Format(time.DateOnly)) && (f.To.IsZero() || e.Date != "" && e.Date <= f.To.Format(time.DateOnly)) &&
		e.Confidence >= f.MinConfidence && (f.Text == "" || strings.Contains(" "+r.Report.Text, " "+f.Text+" ")) &&
		(f.Report == "" || e.Report == f.Report) && (f.Source == "" || r.Report.Source == f.Source) && (f.Story == "" || e.Report == f.Story)
}

func east(lon, west, eastern float64) bool {
	if west <= eastern {
		return lon >= west && lon <= eastern
	}
	return lon >= west || lon <= eastern
}

// between knows events that tell two parties: an actor and a recipient, or two
// actors.
func between(e *export.Event, d [2]string) bool {
	others := e.Recipient
	if len(others) == 0 {
		others = e.Actor
	}
	x, y := d[0][:3], d[1][:3]
	return (holds(e.Actor, x) && holds(others, y) || holds(e.Actor, y) && holds(others, x)) &&
		(holds(e.Actor, d[0]) || holds(e.Recipient, d[0])) && (holds(e.Actor, d[1]) || holds(e.Recipient, d[1]))
}

func (o *oracle) find(f store.Filter) []export.Event {
	var out []export.Event
	for i := range o.events {
		if o.fits(f, &o.events[i]) {
			out = append(out, o.events[i])
		}
	}
	slices.SortStableFunc(out, func(a, b export.Event) int { return cmp.Compare(a.Date, b.Date) })
	slices.Reverse(out) // the newest first, the last written first within a day
	return out
}

var filters = []struct {
	name string
	f    store.Filter
}{
	{"all", store.Filter{}},
	{"one party", store.Filter{Parties: []string{"USA"}}},
	{"one party in lower case", store.Filter{Parties: []string{"usa"}}},
	{"two parties", store.Filter{Parties: []string{"USA", "CHN"}}},
	{"a party's sector", store.Filter{Parties: []string{"USA MIL"}}},
	{"an actor", store.Filter{Actors: []string{"RUS"}}},
	{"a recipient's sector", store.Filter{Recipients: []string{"RUS GOV"}}},
	{"actor and recipient", store.Filter{Actors: []string{"USA"}, Recipients: []string{"CHN", "RUS"}}},
	{"actor to recipient", store.Filter{Actors: []string{"USA"}, Recipients: []string{"CHN"}}},
	{"an actor's sector to a recipient", store.Filter{Actors: []string{"USA GOV"}, Recipients: []string{"CHN"}}},
	{"party and actor", store.Filter{Actors: []string{"USA"}, Parties: []string{"CHN"}}},
	{"a dyad", store.Filter{Dyad: [2]string{"USA", "CHN"}}},
	{"a dyad the other way", store.Filter{Dyad: [2]string{"CHN", "USA"}}},
	{"a dyad of sectors", store.Filter{Dyad: [2]string{"USA GOV", "CHN"}}},
	{"a dyad in a year", store.Filter{Dyad: [2]string{"USA", "CHN"}, From: date("2022-01-01"), To: date("2022-12-31")}},
	{"a dyad's conflicts", store.Filter{Dyad: [2]string{"USA", "CHN"}, Quads: []int{3, 4}, Standings: []string{"actual"}}},
	{"a dyad and a party", store.Filter{Dyad: [2]string{"USA", "CHN"}, Actors: []string{"CHN"}}},
	{"odd days", store.Filter{From: date("2019-11-17"), To: date("2022-02-03")}},
	{"since", store.Filter{From: date("2023-12-31")}},
	{"until", store.Filter{To: date("2016-06-01")}},
	{"a day", store.Filter{From: date("2022-05-04"), To: date("2022-05-04")}},
	{"before all", store.Filter{To: date("1999-06-01")}},
	{"a type", store.Filter{Types: []string{"ASSAULT"}}},
	{"types in days", store.Filter{Types: []string{"ASSAULT", "AID"}, From: date("2020-02-29"), To: date("2021-03-01")}},
	{"many types", store.Filter{Types: []string{"ASSAULT", "AID", "REJECT", "ACCUSE", "AGREE", "REQUEST", "SUPPORT"}, Parties: []string{"FRA"}}},
	{"a mode", store.Filter{Modes: []string{"drone", "visit"}}},
	{"a context", store.Filter{Contexts: []string{"human_rights"}}},
	{"standings", store.Filter{Standings: []string{"planned", "negated"}, Quads: []int{4}}},
	{"a country", store.Filter{Countries: []string{"UKR", "JPN"}}},
	{"a box", store.Filter{Box: &[4]float64{30, 120, 45, 150}}},
	{"a box over the date line", store.Filter{Box: &[4]float64{-30, 150, 10, -170}}},
	{"sure ones", store.Filter{MinConfidence: 0.9, Parties: []string{"USA"}}},
	{"a source", store.Filter{Source: "press.example", Quads: []int{2}}},
	{"nobody", store.Filter{Parties: []string{"XXX"}}},
	{"a wildcard is no wildcard", store.Filter{Parties: []string{"USA %"}, Contexts: []string{"%"}}},
}

func TestAnswersAreThoseOfLookingAtEveryEvent(t *testing.T) {
	const events = 1500
	o := newOracle(events)
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		if err := storetest.Fill(t.Context(), s, events); err != nil {
			t.Fatal(err)
		}
		for _, c := range filters {
			t.Run(c.name, func(t *testing.T) {
				f := c.f
				if c.name == "one party in lower case" {
					f.Parties = []string{"USA"}
				}
				if c.name == "a wildcard is no wildcard" {
					f.Parties = []string{"nobody"}
				}
				want := o.find(f)
				if len(want) == 0 && c.name != "nobody" && c.name != "before all" && c.name != "a wildcard is no wildcard" {
					t.Error("the question finds nothing: it tests nothing")
				}
				testPages(t, s, c.f, want)
				testCounts(t, s, c.f, want)
				testSeries(t, s, c.f, want)
				testRanks(t, s, c.f, want)
			})
		}
	})
}

func ids(list []export.Event) []string {
	out := []string{}
	for _, e := range list {
		out = append(out, e.ID)
	}
	return out
}

func testPages(t *testing.T, s *store.Store, f store.Filter, want []export.Event) {
	got := []export.Event{}
	for after, parts := "", 0; ; parts++ {
		list, next, err := s.Events(t.Context(), f, store.Page{After: after, Limit: 97})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			got = append(got, e.Event)
		}
		if after = next; after == "" {
			break
		}
	}
	if d := gocmp.Diff(ids(want), ids(got)); d != "" {
		t.Errorf("Events: %s", d)
	}
	var old []string
	if err := s.EachEvent(t.Context(), f, func(e store.Event) error { old = append(old, e.ID); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(old)
	if d := gocmp.Diff(ids(want), append([]string{}, old...)); d != "" {
		t.Errorf("EachEvent: %s", d)
	}
	if len(got) > 0 {
		if d := gocmp.Diff(want[0], got[0]); d != "" {
			t.Errorf("the event itself: %s", d)
		}
	}
}

func testCounts(t *testing.T, s *store.Store, f store.Filter, want []export.Event) {
	n, err := s.Count(t.Context(), f)
	if err != nil || n != len(want) {
		t.Errorf("Count: %d, %v; want %d", n, err, len(want))
	}
	kinds := map[string]int{}
	for _, e := range want {
		kinds[e.Event[0]]++
	}
	got, err := s.TypeCounts(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	counted := map[string]int{}
	for i, k := range got {
		counted[k.Type] = k.Events
		if i > 0 && k.Events > got[i-1].Events {
			t.Errorf("TypeCounts: %s stands behind one with fewer", k.Type)
		}
	}
	if d := gocmp.Diff(kinds, counted); d != "" {
		t.Errorf("TypeCounts: %s", d)
	}
}

func testSeries(t *testing.T, s *store.Store, f store.Filter, events []export.Event) {
	for _, step := range []store.Step{store.Day, store.Week, store.Month} {
		got, err := s.Series(t.Context(), f, step)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 && !slices.ContainsFunc(events, func(e export.Event) bool { return e.Date != "" }) {
			continue
		}
		want := make([]store.Point, len(got))
		sums := make([]float64, len(got))
		lost := 0
		for _, e := range events {
			if e.Date == "" {
				continue
			}
			i, ok := slices.BinarySearchFunc(got, date(e.Date), func(p store.Point, d time.Time) int { return p.From.Compare(d) })
			if !ok {
				i--
			}
			if i < 0 {
				lost++
				continue
			}
			want[i].Events++
			want[i].Quads[e.QuadCode-1]++
			if e.QuadCode < 3 {
				want[i].Cooperation++
			} else {
				want[i].Conflict++
			}
			sums[i] += *e.EventScale
		}
		for i := range want {
			if want[i].From = got[i].From; want[i].Events > 0 {
				want[i].Scale = math.Round(sums[i]/float64(want[i].Events)*1000) / 1000
			}
			if i > 0 && !follows(got[i-1].From, got[i].From, step) {
				t.Errorf("Series by %s: %v behind %v", step, got[i].From, got[i-1].From)
			}
		}
		if d := gocmp.Diff(want, got); d != "" || lost > 0 {
			t.Errorf("Series by %s: %d before it; %s", step, lost, d)
		}
	}
}

func follows(a, b time.Time, step store.Step) bool {
	switch step {
	case store.Day:
		return b.Equal(a.AddDate(0, 0, 1))
	case store.Week:
		return b.Equal(a.AddDate(0, 0, 7)) && b.Weekday() == time.Monday
	}
	return b.Equal(a.AddDate(0, 1, 0)) && b.Day() == 1
}

func testRanks(t *testing.T, s *store.Store, f store.Filter, events []export.Event) {
	actors, dyads := map[string]int{}, map[[2]string]int{}
	of := ""
	if all := slices.Concat(f.Actors, f.Recipients, f.Parties); len(all) == 1 {
		of = strings.ToUpper(all[0][:3])
	}
	for i := range events {
		e := &events[i]
		codes := map[string]bool{}
		for _, p := range slices.Concat(e.Actor, e.Recipient) {
			codes[p.Code] = true
		}
		for x := range codes {
			actors[x]++
			for y := range codes {
				if x < y && between(e, [2]string{x, y}) && (of == "" || of == x || of == y) {
					dyads[[2]string{x, y}]++
				}
			}
		}
	}
	gotActors, err := s.ActorCounts(t.Context(), f, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	gotDyads, err := s.Dyads(t.Context(), f, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	a, d := map[string]int{}, map[[2]string]int{}
	for _, c := range gotActors {
		a[c.Code] = c.Events
	}
	for _, c := range gotDyads {
		d[[2]string{c.A, c.B}] = c.Events
		if c.Cooperation+c.Conflict != c.Events {
			t.Errorf("Dyads: %+v does not add up", c)
		}
	}
	if diff := gocmp.Diff(actors, a); diff != "" {
		t.Errorf("ActorCounts: %s", diff)
	}
	if f.Dyad == [2]string{} {
		if diff := gocmp.Diff(dyads, d); diff != "" {
			t.Errorf("Dyads: %s", diff)
		}
	}
}

func TestWordsNarrowEventsToTheirReports(t *testing.T) {
	o := newOracle(500)
	word := strings.Fields(o.reports[o.events[0].Report].Report.Text)[9]
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		if err := storetest.Fill(t.Context(), s, 500); err != nil {
			t.Fatal(err)
		}
		n, err := s.Count(t.Context(), store.Filter{Text: word})
		if err != nil || n == 0 || n == 500 {
			t.Errorf("%q: %d events, %v", word, n, err)
		}
		hits, _, err := s.Search(t.Context(), word, store.Page{Limit: 1000})
		if err != nil || len(hits) == 0 {
			t.Fatalf("%q: %d reports, %v", word, len(hits), err)
		}
		found := 0
		for _, h := range hits {
			found += len(o.reports[h.ID].Events)
			if !strings.Contains(strings.ToLower(h.Snippet), strings.Trim(word, ".")[:3]) {
				t.Errorf("the snippet %q does not show %q", h.Snippet, word)
			}
		}
		if found != n {
			t.Errorf("%q: %d events, but its reports have %d", word, n, found)
		}
	})
}

func TestQuestionsWithoutAnAnswerSayWhy(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		if err := storetest.Fill(t.Context(), s, 20); err != nil {
			t.Fatal(err)
		}
		_, _, err := s.Events(t.Context(), store.Filter{}, store.Page{After: "yesterday"})
		if !errors.Is(err, store.ErrQuestion) {
			t.Errorf("a cursor of no list: %v", err)
		}
		_, err = s.Count(t.Context(), store.Filter{Text: "?!"})
		if !errors.Is(err, store.ErrQuestion) {
			t.Errorf("a text without words: %v", err)
		}
		_, err = s.Series(t.Context(), store.Filter{From: date("0001-01-01"), To: date("9999-12-31")}, store.Day)
		if !errors.Is(err, store.ErrQuestion) {
			t.Errorf("a series of ten thousand years: %v", err)
		}
		for name, ask := range map[string]func() error{
			"event":  func() error { _, err := s.Event(t.Context(), "none"); return err },
			"report": func() error { _, err := s.Report(t.Context(), "none"); return err },
			"story":  func() error { _, err := s.Story(t.Context(), "none"); return err },
			"entry":  func() error { _, err := s.LedgerEntry(t.Context(), "none"); return err },
		} {
			if err := ask(); err != store.ErrNotFound {
				t.Errorf("%s: %v, want ErrNotFound", name, err)
			}
		}
	})
}

// TestTalliesAreKeptInTheTransactionThatWrites compares what writing has kept
// with what is made anew from all events.
func TestTalliesAreKeptInTheTransactionThatWrites(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		var list []store.Record
		for r := range storetest.Synthetic(400) {
			list = append(list, r)
		}
		put := func(list []store.Record) {
			t.Helper()
			if _, err := s.PutAll(t.Context(), list); err != nil {
				t.Fatal(err)
			}
		}
		put(list)
		var again []store.Record // of every third report, another coding keeps only the first event
		for i, r := range list {
			if i%3 == 0 {
				r = store.Record{Report: r.Report, Name: r.Name, Version: r.Version, Events: r.Events[:1]}
				r.Version.Codebook = "another"
				again = append(again, r)
			}
		}
		put(again)
		kept := answers(t, s)
		if err := s.Reindex(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(kept, answers(t, s)); d != "" {
			t.Error(d)
		}
		if kept.All == 0 || kept.All >= 400 {
			t.Errorf("%d events lead: the test tests nothing", kept.All)
		}
	})
}

type answered struct {
	All    int
	Days   []store.Point
	Types  []store.TypeCount
	Actors []store.ActorCount
	Dyads  []store.DyadCount
	Events []string
}

func answers(t *testing.T, s *store.Store) (a answered) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	a.All, err = s.Count(t.Context(), store.Filter{})
	must(err)
	a.Days, err = s.Series(t.Context(), store.Filter{}, store.Day)
	must(err)
	a.Types, err = s.TypeCounts(t.Context(), store.Filter{})
	must(err)
	a.Actors, err = s.ActorCounts(t.Context(), store.Filter{}, 1000)
	must(err)
	a.Dyads, err = s.Dyads(t.Context(), store.Filter{}, 1000)
	must(err)
	for i := range a.Actors {
		a.Actors[i].Last = time.Time{} // the latest day is not taken back
	}
	for i := range a.Dyads {
		a.Dyads[i].Last = time.Time{}
	}
	must(s.EachEvent(t.Context(), store.Filter{Parties: []string{"USA", "CHN", "RUS"}}, func(e store.Event) error {
		a.Events = append(a.Events, e.ID)
		return nil
	}))
	return a
}

func TestBriefsBeginWithWhatWeighsMost(t *testing.T) {
	o := newOracle(1500)
	f := store.Filter{From: date("2022-01-01"), To: date("2022-12-31"), Quads: []int{4}}
	want := o.find(f)
	weight := func(e *export.Event) (w int) {
		if slices.Contains(e.Context, "military") {
			w++
		}
		for _, a := range e.Actor {
			if slices.ContainsFunc(slices.Concat(e.Actor, e.Recipient), func(b export.Entity) bool { return a.Code != b.Code }) {
				return w + 2
			}
		}
		return w
	}
	slices.SortStableFunc(want, func(a, b export.Event) int {
		return cmp.Or(weight(&b)-weight(&a), cmp.Compare(math.Abs(*b.EventScale), math.Abs(*a.EventScale)), cmp.Compare(b.Confidence, a.Confidence))
	})
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		if err := storetest.Fill(t.Context(), s, 1500); err != nil {
			t.Fatal(err)
		}
		got, err := s.Weightiest(t.Context(), f, 10)
		if err != nil {
			t.Fatal(err)
		}
		var list []export.Event
		for _, e := range got {
			list = append(list, e.Event)
		}
		if d := gocmp.Diff(ids(want[:10]), ids(list)); d != "" {
			t.Error(d)
		}
		reports, sources, err := s.Reach(t.Context(), f)
		if err != nil || reports == 0 || sources == 0 || reports > len(want) || sources > 20 {
			t.Errorf("%d reports of %d sources, %v", reports, sources, err)
		}
	})
}
