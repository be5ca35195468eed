package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
)

var morning = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// follow lists a source and brings items from it, one a host name given.
func follow(t *testing.T, s *store.Store, hosts ...string) store.Source {
	t.Helper()
	if err := s.List(t.Context(), "test", []store.Source{{URL: "https://post.test/rss", Host: "post.test"}}); err != nil {
		t.Fatal(err)
	}
	src, err := s.TakeSource(t.Context(), "w1", morning, morning.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	p := store.Polled{Source: src.ID, Holder: "w1", At: morning, Next: morning.Add(time.Hour)}
	for i, h := range hosts {
		url := fmt.Sprintf("https://%s/%d", h, i)
		p.Found = append(p.Found, store.Found{Keys: []string{"url:" + url}, URL: url, Host: h, Body: "{}"})
	}
	if n, err := s.PutPoll(t.Context(), p); err != nil || n != len(hosts) {
		t.Fatal(n, err)
	}
	if n, err := s.PutPoll(t.Context(), p); err != nil || n != 0 {
		t.Fatalf("found again: %d new, %v", n, err)
	}
	return src
}

func TestAnItemIsTakenByOne(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		follow(t, s, "a.test", "b.test", "a.test")
		now := morning.Add(time.Second)
		lease := now.Add(time.Minute)
		seen := map[string]bool{}
		for range 2 {
			it, err := s.TakeFound(t.Context(), "w1", now, lease)
			if err != nil {
				t.Fatal(err)
			}
			seen[it.Host] = true
		}
		if len(seen) != 2 {
			t.Errorf("one host has two: %v", seen)
		}
		if _, err := s.TakeFound(t.Context(), "w2", now, lease); !errors.Is(err, store.ErrNotFound) {
			t.Error("a host that is taken was given:", err)
		}
		later := lease.Add(time.Second)
		it, err := s.TakeFound(t.Context(), "w2", later, later.Add(time.Minute))
		if err != nil || it.Attempts == 0 {
			t.Fatal("what a worker that died had is not given again:", err)
		}
	})
}

func TestAStepCountsOnlyFromItsHolder(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		follow(t, s, "a.test")
		now := morning
		it, err := s.TakeFound(t.Context(), "w1", now, now.Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		now = now.Add(2 * time.Minute)
		again, err := s.TakeFound(t.Context(), "w2", now, now.Add(time.Minute))
		if err != nil || again.N != it.N {
			t.Fatal(again, err)
		}
		step := store.ItemStep{N: it.N, Holder: "w1", At: now, State: store.ItemFailed, Why: "late"}
		if _, err := s.PutStep(t.Context(), step); !errors.Is(err, store.ErrLost) {
			t.Error(err)
		}
		step = store.ItemStep{N: it.N, Holder: "w2", At: now, State: store.ItemFetched, Body: "words", Words: "d1", Language: "en"}
		if state, err := s.PutStep(t.Context(), step); err != nil || state != store.ItemFetched {
			t.Fatal(state, err)
		}
		coded, err := s.TakeFetched(t.Context(), "w2", now, now.Add(time.Minute))
		if err != nil || coded.Body != "words" || coded.Attempts != 1 || coded.Why != "" {
			t.Fatalf("%+v %v", coded, err)
		}
		step = store.ItemStep{N: it.N, Holder: "w2", At: now, State: store.ItemCoded, Report: "r1"}
		if _, err := s.PutStep(t.Context(), step); err != nil {
			t.Fatal(err)
		}
		list, err := s.QueueItems(t.Context(), "", store.ItemCoded, 10)
		if err != nil || len(list) != 1 || list[0].Report != "r1" || list[0].Body != "" || list[0].Language != "en" {
			t.Errorf("%+v %v", list, err)
		}
	})
}

func TestTheSameWordsPassWithTheNameOfTheFirst(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		follow(t, s, "a.test", "b.test")
		for i, want := range []store.ItemState{store.ItemFetched, store.ItemPassed} {
			it, err := s.TakeFound(t.Context(), "w1", morning, morning.Add(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			state, err := s.PutStep(t.Context(), store.ItemStep{N: it.N, Holder: "w1", At: morning, State: store.ItemFetched, Body: "b", Words: "same"})
			if err != nil || state != want {
				t.Errorf("%d: %s, want %s (%v)", i, state, want, err)
			}
		}
		list, err := s.QueueItems(t.Context(), "", store.ItemPassed, 10)
		if err != nil || len(list) != 1 || list[0].Why != "the same text as https://a.test/0" {
			t.Errorf("%+v %v", list, err)
		}
	})
}

// What one worker wrote of a source that another has by now changes nothing
// of its health.
func TestHealthIsWrittenByTheHolder(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		src := follow(t, s)
		_, err := s.PutPoll(t.Context(), store.Polled{Source: src.ID, Holder: "stranger", At: morning, Next: morning, Error: "lies"})
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.Sources(t.Context())
		if err != nil || list[0].Error != "" || list[0].Failures != 0 || list[0].Polls != 1 {
			t.Errorf("%+v %v", list, err)
		}
		if err := s.PollNow(t.Context(), "https://nowhere.test/"); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestALetterComesAgainAsItWas(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		if _, err := s.AlertFrom(t.Context(), "a", false); err != nil {
			t.Fatal(err)
		}
		add := func(ids ...string) {
			t.Helper()
			var list []store.Delivery
			for _, id := range ids {
				list = append(list, store.Delivery{N: 1, Channel: "mail", Event: id, Report: "r" + id, Happened: id, Body: "{}", Found: morning})
			}
			if _, err := s.PutDeliveries(t.Context(), "a", 1, list); err != nil {
				t.Fatal(err)
			}
		}
		take := func(at time.Time) []store.Delivery {
			t.Helper()
			list, err := s.TakeDeliveries(t.Context(), "a", "mail", "w", true, 100, at, at.Add(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		add("e1", "e2")
		first := take(morning)
		add("e1", "e3") // e1 is known
		again := take(morning.Add(2 * time.Minute))
		if len(first) != 2 || len(again) != 2 || first[0].Batch == "" || again[0].Batch != first[0].Batch || again[0].ID != first[0].ID {
			t.Fatalf("%+v\n%+v", first, again)
		}
		if err := s.PutDelivered(t.Context(), store.Delivered{List: again, Holder: "w", At: morning, State: store.DeliverySent}); err != nil {
			t.Fatal(err)
		}
		if next := take(morning.Add(4 * time.Minute)); len(next) != 1 || next[0].Event != "e3" || next[0].Batch == first[0].Batch {
			t.Errorf("%+v", next)
		}
	})
}
