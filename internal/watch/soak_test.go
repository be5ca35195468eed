package watch

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

// soakVariable says how long the soak runs, "10m"; some seconds without it.
const soakVariable = "ATTACHE_SOAK"

// soak is a run of the watcher on the world.
type soak struct {
	t     *testing.T
	world *world
	db    *store.Store
	w     *Watcher

	mu   sync.Mutex
	seen map[string]int // how often each article came to the coder
}

// Many hosts, each with its own fault: what the honest ones bring arrives whole
// and once, and in a long run memory does not grow.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("runs for some seconds")
	}
	hosts, length, every, look := 50, 3*time.Second, time.Second, 500*time.Millisecond
	if v := os.Getenv(soakVariable); v != "" {
		var err error
		if length, err = time.ParseDuration(v); err != nil {
			t.Fatal(err)
		}
		hosts, every, look = 200, 20*time.Second, 8*time.Second
	}
	s := newSoak(t, hosts, every, look)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.w.Run(ctx) }()
	heap := s.watchMemory(length)
	s.world.end()
	s.drain(ended)
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	s.check()
	const warm = 3 // minutes until caches are full
	if n := len(heap); length >= 2*warm*time.Minute && heap[n-1] > heap[warm-1]+heap[warm-1]/4+8<<20 {
		t.Errorf("the heap grew from %d MB to %d MB", heap[warm-1]>>20, heap[n-1]>>20)
	}
}

func newSoak(t *testing.T, hosts int, every, look time.Duration) *soak {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &soak{t: t, world: newWorld(t, hosts, every), db: db, seen: map[string]int{}}
	feeds, allowed := s.world.feeds(look)
	if err := List(t.Context(), db, "soak", feeds); err != nil {
		t.Fatal(err)
	}
	ingest := keep(db)
	s.w, err = New(db, func(ctx context.Context, r *text.Report) (string, error) {
		s.mu.Lock()
		s.seen[strings.SplitN(r.URL, "?", 2)[0]]++
		s.mu.Unlock()
		return ingest(ctx, r)
	}, Options{
		AllowHosts: allowed, Delay: 20 * time.Millisecond, Retry: 500 * time.Millisecond, Idle: 50 * time.Millisecond, Readers: 12, Fetchers: 8,
		Limits:   Limits{Feed: 2 << 20, Page: 1 << 20, Time: 4 * time.Second, Silence: 4 * time.Second},
		Resolver: names(t, func(string) [4]byte { return [4]byte{127, 0, 0, 1} }),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// watchMemory gives the live heap at each minute, or five times in a short run.
func (s *soak) watchMemory(length time.Duration) (heap []uint64) {
	step := min(time.Minute, length/5)
	for at := step; at <= length; at += step {
		time.Sleep(step)
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		heap = append(heap, m.HeapAlloc)
		s.mu.Lock()
		n := len(s.seen)
		s.mu.Unlock()
		s.t.Logf("%s: %d articles; heap %.1f MB, taken by Go %.1f MB, goroutines %d, %s", at, n, float64(m.HeapAlloc)/(1<<20),
			float64(m.Sys-m.HeapReleased)/(1<<20), runtime.NumGoroutine(), resident())
	}
	return heap
}

// resident is what the system counts, where it says so.
func resident() string {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return ""
	}
	var out []string
	for _, line := range strings.Split(string(raw), "\n") {
		if strings.HasPrefix(line, "VmRSS") || strings.HasPrefix(line, "RssAnon") {
			out = append(out, strings.Join(strings.Fields(line), " "))
		}
	}
	return strings.Join(out, ", ")
}

// drain waits until all that the honest hosts brought has come, or nothing
// more has come for a while.
func (s *soak) drain(ended chan error) {
	last, quiet := -1, 0
	for quiet < 60 {
		select {
		case err := <-ended:
			ended <- err
			return
		case <-time.After(time.Second):
		}
		missing, _ := s.missing()
		if len(missing) == 0 {
			return
		}
		if quiet++; len(missing) != last {
			last, quiet = len(missing), 0
		}
	}
}

// missing names the articles of honest hosts that did not come.
func (s *soak) missing() (missing []string, want int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.world.hosts {
		if !s.world.manner(i).good {
			continue
		}
		for k := range s.world.articles(i) {
			want++
			at := fmt.Sprintf("http://%s/a/%d", net.JoinHostPort(s.world.name(i), s.world.port), k)
			if s.seen[at] == 0 {
				missing = append(missing, at+" ("+s.world.manner(i).name+")")
			}
		}
	}
	return missing, want
}

func (s *soak) check() {
	missing, want := s.missing()
	if len(missing) > 0 {
		s.t.Errorf("%d of %d articles did not come: %.2000s", len(missing), want, strings.Join(missing, " "))
	}
	for at, n := range s.seen {
		if n != 1 {
			s.t.Errorf("%s was coded %d times", at, n)
		}
	}
	sources, err := s.db.Sources(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	health := map[string]map[string]int{}
	for i, src := range sources {
		var number int
		if _, err := fmt.Sscanf(src.URL, "http://h%d.test", &number); err != nil {
			s.t.Fatal(err)
		}
		m := s.world.manner(number)
		if health[m.name] == nil {
			health[m.name] = map[string]int{}
		}
		health[m.name][src.Health()]++
		if !m.good && src.Polls > 0 && (src.Error == "" || src.Items.Coded > 0) {
			s.t.Errorf("%s: %+v", m.name, sources[i])
		}
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	s.t.Logf("%d articles; answers by status %v; health %v", want, s.world.codes, health)
}
