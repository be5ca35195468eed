package watch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
	"github.com/attache/attache/internal/text"
)

// Environment of the process that the test kills, and how often it does.
const (
	childVariable = "ATTACHE_TEST_WATCH"
	killsVariable = "ATTACHE_TEST_KILLS"
)

// keep writes a report into the record without coding it.
func keep(db *store.Store) Ingest {
	return func(ctx context.Context, r *text.Report) (string, error) {
		rec := store.Record{Version: store.Version{Program: "test"}}
		rec.Name = store.Identify(r)
		rec.Report = *r
		_, err := db.Put(ctx, rec)
		return r.ID, err
	}
}

func quick(alerts ...Alert) Options {
	return Options{AllowHosts: []string{"127.0.0.1"}, Delay: time.Millisecond, Retry: 50 * time.Millisecond, Idle: 10 * time.Millisecond,
		Lease: 500 * time.Millisecond, Limits: Limits{Time: 5 * time.Second, Silence: 5 * time.Second}, Alerts: alerts}
}

// TestChild is the process that is killed; it does nothing when run as a test.
func TestChild(t *testing.T) {
	dsn := os.Getenv(childVariable)
	if dsn == "" {
		t.Skip("run by TestKilledAtAnyTimeNothingIsLost")
	}
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(db, keep(db), quick())
	if err != nil {
		t.Fatal(err)
	}
	t.Fatal(w.Run(context.Background()))
}

// A watch that is killed at any instant, again and again, brings every item
// into the record, each once.
func TestKilledAtAnyTimeNothingIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for some seconds")
	}
	kills := 8
	if n, err := strconv.Atoi(os.Getenv(killsVariable)); err == nil {
		kills = n
	}
	const feeds = 6
	items := 25 * kills / feeds
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := newSite(t)
		list := serveMany(s, feeds, items)
		db, err := store.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := List(t.Context(), db, "test", list); err != nil {
			t.Fatal(err)
		}
		for range kills {
			killOne(t, dsn, time.Duration(200+rand.IntN(600))*time.Millisecond)
		}
		w, err := New(db, keep(db), quick())
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		checkAll(t, db, feeds*items)
	})
}

// serveMany gives feeds with so many items each, all different.
func serveMany(s *site, feeds, items int) []Feed {
	var list []Feed
	for f := range feeds {
		var paths []string
		for i := range items {
			p := fmt.Sprintf("/%d/%d", f, i)
			paths = append(paths, p)
			s.set(p, func(w http.ResponseWriter, r *http.Request) { says("text/html", article(unlike(p)))(w, r) })
		}
		at := fmt.Sprintf("/feed%d", f)
		s.set(at, says(xmlMedia, rssOf(s.URL, paths...)))
		list = append(list, Feed{URL: s.URL + at, Every: Duration(time.Second)})
	}
	return list
}

// unlike makes words that no other name shares.
func unlike(name string) string {
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, " %s%d", digest(name + strconv.Itoa(i))[:7], i)
	}
	return b.String()
}

func killOne(t *testing.T, dsn string, after time.Duration) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestChild$")
	c.Env = append(os.Environ(), childVariable+"="+dsn)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // killed
}

func checkAll(t *testing.T, db *store.Store, want int) {
	t.Helper()
	sources, err := db.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var n store.Items
	for _, src := range sources {
		n.Coded += src.Items.Coded
		n.Found += src.Items.Found + src.Items.Fetched + src.Items.Passed + src.Items.Failed
	}
	if n.Coded != want || n.Found != 0 {
		t.Errorf("%d coded of %d, %d otherwise", n.Coded, want, n.Found)
	}
	seen := map[string]bool{}
	told, err := db.ReportsAfter(t.Context(), 0, want*2)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range told {
		seen[r.Report] = true
	}
	if len(told) != want || len(seen) != want {
		t.Errorf("%d reports in the record, %d different, want %d", len(told), len(seen), want)
	}
}

// Two processes share one queue: nothing is done twice, nothing is left.
func TestTwoWatchersShareTheWork(t *testing.T) {
	storetest.Open(t, func(t *testing.T, db *store.Store) {
		s := newSite(t)
		const feeds, items = 4, 15
		if err := List(t.Context(), db, "test", serveMany(s, feeds, items)); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 2)
		for range 2 {
			o := quick()
			o.Lease = time.Minute
			w, err := New(db, keep(db), o)
			if err != nil {
				t.Fatal(err)
			}
			go func() { done <- w.Once(context.Background()) }()
		}
		for range 2 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		checkAll(t, db, feeds*items)
		for f := range feeds {
			for i := range items {
				if n := s.asked(fmt.Sprintf("/%d/%d", f, i)); n != 1 {
					t.Errorf("/%d/%d was fetched %d times", f, i, n)
				}
			}
		}
	})
}

// Told to stop in the middle of its work, a watcher gives back what it took:
// another goes on at once, without waiting for leases to end.
func TestAWatcherThatIsStoppedGivesBackItsWork(t *testing.T) {
	storetest.Open(t, func(t *testing.T, db *store.Store) {
		s := newSite(t)
		const feeds, items = 3, 10
		if err := List(t.Context(), db, "test", serveMany(s, feeds, items)); err != nil {
			t.Fatal(err)
		}
		o := quick()
		o.Lease = time.Hour
		for range 5 {
			ctx, stop := context.WithTimeout(t.Context(), 60*time.Millisecond)
			w, err := New(db, keep(db), o)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Run(ctx); err != nil {
				t.Fatal(err)
			}
			stop()
		}
		w, err := New(db, keep(db), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		checkAll(t, db, feeds*items)
	})
}
