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
