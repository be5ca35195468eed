package store_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
)

// questions are those that pages and people put most, of the most frequent
// parties, since those are the slowest.
var questions = []struct {
	name string
	ask  func(b *testing.B, s *store.Store) error
}{
	{"newest events", events(store.Filter{})},
	{"events of a day", events(store.Filter{From: date("2022-05-04"), To: date("2022-05-04")})},
	{"events of an actor", events(store.Filter{Parties: []string{"USA"}})},
	{"events of a government as recipient", events(store.Filter{Recipients: []string{"USA GOV"}})},
	{"events of a dyad", events(store.Filter{Dyad: [2]string{"USA", "CHN"}})},
	{"events of a rare dyad", events(store.Filter{Dyad: [2]string{"TUV", "FJI"}})},
	{"events of a type and country", events(store.Filter{Types: []string{"ASSAULT"}, Countries: []string{"UKR"}})},
	{"events of a rare mode and context", events(store.Filter{Modes: []string{"drone"}, Contexts: []string{"disasters"}})},
	{"events in a box", events(store.Filter{Box: &[4]float64{30, 120, 45, 150}})},
	{"events with words", events(store.Filter{Text: "baba derder"})},
	{"events of a report told again", events(store.Filter{Report: "000000000000000000000000", Repeats: true})},
	{"count of all", count(store.Filter{})},
	{"count of a dyad in a year", count(store.Filter{Dyad: [2]string{"USA", "CHN"}, From: date("2022-01-01"), To: date("2022-12-31")})},
	{"count of an actor, sure ones", count(store.Filter{Parties: []string{"USA"}, MinConfidence: 0.9})},
	{"count of a country", count(store.Filter{Countries: []string{"UKR"}})},
	{"series of all by week", series(store.Filter{}, store.Week)},
	{"series of all by month", series(store.Filter{}, store.Month)},
	{"series of an actor by week", series(store.Filter{Parties: []string{"USA"}}, store.Week)},
	{"series of a dyad by week", series(store.Filter{Dyad: [2]string{"USA", "CHN"}}, store.Week)},
	{"series of a dyad's conflicts by month", series(store.Filter{Dyad: [2]string{"USA", "CHN"}, Types: []string{"ASSAULT", "THREATEN"}}, store.Month)},
	{"dyads of all times", dyads(store.Filter{})},
	{"dyads of a month", dyads(store.Filter{From: date("2022-05-01"), To: date("2022-05-31")})},
	{"dyads of an actor", dyads(store.Filter{Parties: []string{"JPN"}})},
	{"actors of all times", actors(store.Filter{})},
	{"actors of 100 days", actors(store.Filter{From: date("2022-02-10"), To: date("2022-05-20")})},
	{"types of a dyad", types(store.Filter{Dyad: [2]string{"USA", "CHN"}})},
	{"types of a month", types(store.Filter{From: date("2022-05-01"), To: date("2022-05-31")})},
	{"types of an actor", types(store.Filter{Parties: []string{"USA"}})},
	{"places of a month", places(store.Filter{From: date("2022-05-01"), To: date("2022-05-31")})},
	{"places of an actor in a year", places(store.Filter{Parties: []string{"USA"}, From: date("2022-01-01"), To: date("2022-12-31")})},
	{"stories, newest", func(b *testing.B, s *store.Store) error {
		_, _, err := s.Stories(b.Context(), store.Filter{}, store.Page{})
		return err
	}},
	{"search of reports", func(b *testing.B, s *store.Store) error {
		_, _, err := s.Search(b.Context(), "baba derder", store.Page{})
		return err
	}},
	{"search, a frequent word", func(b *testing.B, s *store.Store) error {
		_, _, err := s.Search(b.Context(), "usa", store.Page{})
		return err
	}},
}

func date(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

type question = func(b *testing.B, s *store.Store) error

func events(f store.Filter) question {
	return func(b *testing.B, s *store.Store) error {
		_, _, err := s.Events(b.Context(), f, store.Page{})
		return err
	}
}

func count(f store.Filter) question {
	return func(b *testing.B, s *store.Store) error { _, err := s.Count(b.Context(), f); return err }
}

func series(f store.Filter, step store.Step) question {
	return func(b *testing.B, s *store.Store) error { _, err := s.Series(b.Context(), f, step); return err }
}

func dyads(f store.Filter) question {
	return func(b *testing.B, s *store.Store) error { _, err := s.Dyads(b.Context(), f, 50); return err }
}

func actors(f store.Filter) question {
	return func(b *testing.B, s *store.Store) error { _, err := s.ActorCounts(b.Context(), f, 50); return err }
}

func types(f store.Filter) question {
	return func(b *testing.B, s *store.Store) error { _, err := s.TypeCounts(b.Context(), f); return err }
}

func places(f store.Filter) question {
	return func(b *testing.B, s *store.Store) error { _, err := s.Places(b.Context(), f, 200); return err }
}

// BenchmarkAsk puts questions to a synthetic record: ATTACHE_BENCH_EVENTS says
// of how many events (10,000 without it), ATTACHE_BENCH_DB where it is kept for
// the next time, a file or a postgres:// URL.
func BenchmarkAsk(b *testing.B) {
	s := benchRecord(b)
	for _, q := range questions {
		b.Run(q.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				start := time.Now()
				if err := q.ask(b, s); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
			b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
		})
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func benchRecord(b *testing.B) *store.Store {
	n := 10_000
	if v := os.Getenv("ATTACHE_BENCH_EVENTS"); v != "" {
		var err error
		if n, err = strconv.Atoi(v); err != nil {
			b.Fatal(err)
		}
	}
	dsn := os.Getenv("ATTACHE_BENCH_DB")
	if dsn == "" {
		dsn = fmt.Sprintf("%s/%d.db", b.TempDir(), n)
	}
	s, err := store.Open(b.Context(), dsn)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	some, _, err := s.Events(b.Context(), store.Filter{}, store.Page{Limit: 1})
	if err == nil && len(some) == 0 {
		err = storetest.Fill(b.Context(), s, n)
	}
	if err != nil {
		b.Fatal(err)
	}
	counted, err := s.Count(b.Context(), store.Filter{})
	if err == nil && counted == 0 { // kept from before the tallies were of this form
		err = s.Reindex(b.Context())
	}
	if err != nil {
		b.Fatal(err)
	}
	return s
}
