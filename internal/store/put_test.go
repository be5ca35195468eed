package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
	"github.com/attache/attache/internal/text"
)

var first = store.Version{Program: "attache 1", Codebook: "a", Settings: "threshold=default"}

// telling makes a coded report: an event at each sentence, "USA CONSULT JPN: The
// envoys met.".
func telling(source, day, title string, sentences ...string) store.Record {
	r := text.Report{ID: title, Source: source, Title: title}
	r.Published, _ = time.Parse(time.DateOnly, day)
	type found struct{ actor, typ, recipient, words string }
	var list []found
	for _, s := range sentences {
		head, words, coded := strings.Cut(s, ": ")
		if f := strings.Fields(head); coded && len(f) == 3 {
			list = append(list, found{f[0], f[1], f[2], words})
			s = words
		}
		r.Text += s + "\n\n"
	}
	rec := store.Record{Name: store.Identify(&r), Version: first}
	for i, f := range list {
		at := strings.Index(r.Text, f.words)
		score := 1.5
		rec.Events = append(rec.Events, export.Event{
			ID: fmt.Sprintf("%s-%d", r.ID, i), Report: r.ID, Date: day, Event: []string{f.typ}, QuadCode: 1, EventScale: &score, Standing: "actual",
			Actor: []export.Entity{{Code: f.actor, Sector: "GOV"}}, Recipient: []export.Entity{{Code: f.recipient, Sector: "GOV"}}, SaidBy: []export.Entity{},
			EventText: []string{f.words}, Trigger: export.Words{Text: f.words[:3], Start: at, End: at + 3}, Confidence: 0.9, Rule: "codebook/events/consult.toml:12",
		})
	}
	rec.Report = r
	return rec
}

func put(t *testing.T, s *store.Store, want store.Outcome, r store.Record) {
	t.Helper()
	got, err := s.Put(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%s: %v, want %v", r.Report.Title, got, want)
	}
}

var envoys = []string{
	"JPN CONSULT KOR: The foreign ministers of Japan and South Korea met in Busan for two hours over the fishing grounds.",
	"It was their first meeting since the spring, when boats of both countries had collided in the fog.",
	"Officials said the talks were frank, and that a second round was likely before the end of the year in Fukuoka.",
	"Fishing unions on both sides of the strait had asked for quotas that follow the stocks, not the flags of the boats.",
}

func TestPutTwiceChangesNothing(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		r := telling("Daily", "2021-03-04", "Ministers meet", envoys...)
		put(t, s, store.Added, r)
		put(t, s, store.Unchanged, r)
		r.Name = "under another name"
		put(t, s, store.Unchanged, r)
		n, err := s.Count(t.Context(), store.Filter{})
		if err != nil || n != 1 {
			t.Error(n, err)
		}
		got, _, err := s.Events(t.Context(), store.Filter{}, store.Page{})
		if err != nil || len(got) != 1 {
			t.Fatal(got, err)
		}
		if d := cmp.Diff(r.Events[0], got[0].Event); d != "" {
			t.Error(d)
		}
	})
}

// led gives the record's leading events as "USA CONSULT JPN (sources)".
func led(t *testing.T, s *store.Store, f store.Filter) []string {
	t.Helper()
	list, _, err := s.Events(context.Background(), f, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, fmt.Sprintf("%s %s %s (%d)", e.Actor[0].Code, e.Event.Event[0], e.Recipient[0].Code, e.Sources))
	}
	return out
}

func whole(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Check(context.Background(), func(fault string) { t.Error(fault) }); err != nil {
		t.Fatal(err)
	}
}

func TestANearDuplicateIsAnotherSourceButNoOtherTelling(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		a := telling("North Wire", "2021-03-04", "Ministers meet", envoys...)
		b := telling("Daily", "2021-03-05", "Talks over fish", append(envoys[:3:3], "The Daily adds that it rained.")...)
		put(t, s, store.Added, a)
		put(t, s, store.Added, b)
		if d := cmp.Diff([]string{"JPN CONSULT KOR (2)"}, led(t, s, store.Filter{})); d != "" {
			t.Error(d)
		}
		r, err := s.Report(t.Context(), b.Report.ID)
		if err != nil || r.CopyOf != a.Report.ID {
			t.Error(r.CopyOf, err)
		}
		st, err := s.Story(t.Context(), r.Story)
		if err != nil || st.Reports != 2 || st.Tellings != 1 || st.Sources != 2 {
			t.Errorf("%+v %v", st, err)
		}
		whole(t, s)
	})
}

var otherwise = []string{
	"JPN CONSULT KOR: In Busan the foreign ministers of South Korea and Japan met for talks over fishing grounds that both claim.",
	"The meeting was the first since boats collided in the spring, and lasted about two hours, a ministry said.",
	"Fishing unions want quotas; officials expect a second meeting in Fukuoka before the end of the year.",
}

func TestAnIndependentTellingIsTheSameEvent(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		put(t, s, store.Added, telling("North Wire", "2021-03-04", "Ministers meet", envoys...))
		put(t, s, store.Added, telling("East Press", "2021-03-04", "Busan talks", otherwise...))
		if d := cmp.Diff([]string{"JPN CONSULT KOR (2)"}, led(t, s, store.Filter{})); d != "" {
			t.Error(d)
		}
		list, _, err := s.Stories(t.Context(), store.Filter{}, store.Page{})
		if err != nil || len(list) != 1 || list[0].Tellings != 2 || list[0].Sources != 2 {
			t.Errorf("%+v %v", list, err)
		}
		whole(t, s)
	})
}

func TestAnotherMatterOrAnotherWeekIsAnotherEvent(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		put(t, s, store.Added, telling("North Wire", "2021-03-04", "Ministers meet", envoys...))
		put(t, s, store.Added, telling("East Press", "2021-03-14", "Busan talks", otherwise...))
		put(t, s, store.Added, telling("East Press", "2021-03-04", "Steel",
			"JPN CONSULT KOR: Trade envoys from Tokyo saw their colleagues at the Seoul chamber of commerce to look at steel tariffs.",
			"Prices of steel have fallen by a third since last summer, and mills on either side fear for their orders."))
		if d := cmp.Diff([]string{"JPN CONSULT KOR (1)", "JPN CONSULT KOR (1)", "JPN CONSULT KOR (1)"}, led(t, s, store.Filter{})); d != "" {
			t.Error(d)
		}
		whole(t, s)
	})
}

func TestAnUpdateTakesThePlaceOfItsReport(t *testing.T) {
	for _, head := range []string{"ATTENTION - ADDS union comment", "(Recast) Ministers meet", "CORRECTED: Ministers meet", "UPDATE 1-Ministers meet"} {
		t.Run(head, func(t *testing.T) {
			storetest.Open(t, func(t *testing.T, s *store.Store) {
				old := telling("North Wire", "2021-03-04", "Ministers meet", append(envoys[:3:3], "KOR ACCUSE JPN: Seoul accused Tokyo of sending too many boats.")...)
				now := telling("North Wire", "2021-03-04", head, append(envoys, "KOR REJECT JPN: Seoul rejected the call of a Tokyo union for a ban.")...)
				put(t, s, store.Added, old)
				put(t, s, store.Superseded, now)
				if d := cmp.Diff([]string{"KOR REJECT JPN (1)", "JPN CONSULT KOR (1)"}, led(t, s, store.Filter{})); d != "" {
					t.Error(d)
				}
				r, err := s.Report(t.Context(), old.Report.ID)
				if err != nil || r.SupersededBy != now.Report.ID {
					t.Error(r.SupersededBy, err)
				}
				whole(t, s)
			})
		})
	}
}

func TestAnUpdateOfAnotherAgencyOrAnotherDayTakesNoPlace(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		put(t, s, store.Added, telling("North Wire", "2021-03-04", "Ministers meet", envoys...))
		put(t, s, store.Added, telling("East Press", "2021-03-04", "CORRECTED: Ministers meet", envoys...))
		put(t, s, store.Added, telling("North Wire", "2021-03-20", "CORRECTED: Ministers meet", envoys...))
		whole(t, s)
	})
}

func TestAPageThatChangedTakesThePlaceOfItself(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		a := telling("North Wire", "2021-03-04", "Ministers meet", envoys...)
		b := telling("North Wire", "2021-03-04", "Ministers met in Busan", append(envoys, "They shook hands.")...)
		a.Name, b.Name = "https://example.org/fish", "https://example.org/fish"
		put(t, s, store.Added, a)
		put(t, s, store.Superseded, b)
		if n := len(led(t, s, store.Filter{})); n != 1 {
			t.Error(n)
		}
		whole(t, s)
	})
}

func TestReportsInAnyPartsMakeOneRecord(t *testing.T) {
	list := []store.Record{
		telling("North Wire", "2021-03-04", "Ministers meet", envoys...),
		telling("East Press", "2021-03-04", "Busan talks", otherwise...),
		telling("North Wire", "2021-03-04", "ATTENTION - ADDS union comment", append(envoys, "KOR REJECT JPN: Seoul rejected the call of a Tokyo union for a ban.")...),
		telling("Daily", "2021-03-05", "Talks over fish", envoys[:3]...),
	}
	var want string
	for _, parts := range [][]int{{4}, {1, 1, 1, 1}, {2, 2}, {3, 1}} {
		storetest.Each(t, func(t *testing.T, dsn string) {
			s, err := store.Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			rest := list
			for _, n := range parts {
				if _, err := s.PutAll(t.Context(), rest[:n]); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			got := storetest.Dump(t, dsn)
			if want == "" {
				want = got
			}
			if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); d != "" {
				t.Errorf("%v: %s", parts, d)
			}
			whole(t, s)
		})
	}
}

func TestOneBadReportTakesNoOtherWithIt(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		good, bad := telling("Daily", "2021-03-04", "Ministers meet", envoys...), telling("Daily", "2021-03-04", "Broken", "A NUL \x00 came in.")
		if _, err := s.Put(t.Context(), bad); err == nil || !strings.Contains(err.Error(), "NUL") {
			t.Error(err)
		}
		put(t, s, store.Added, good)
		refused := telling("Daily", "2021-03-04", "Pas anglais", "Les ministres se sont vus.")
		refused.Fault = "not English"
		put(t, s, store.Added, refused)
		put(t, s, store.Unchanged, refused)
		r, err := s.Report(t.Context(), refused.Report.ID)
		if err != nil || r.Fault != "not English" {
			t.Error(r.Fault, err)
		}
	})
}
