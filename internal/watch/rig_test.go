package watch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
	"github.com/attache/attache/internal/text"
)

// stepClock stands still until somebody sleeps.
type stepClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *stepClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *stepClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(max(d, 0))
	return ctx.Err()
}

// rig is a watcher that works step by step on a clock of its own.
type rig struct {
	t     *testing.T
	db    *store.Store
	w     *Watcher
	clock *stepClock

	mu  sync.Mutex
	got []text.Report // what the coder was given
	err error         // what it answers
}

// onEach runs a test on each kind of record.
func onEach(t *testing.T, opt Options, f func(t *testing.T, r *rig)) {
	storetest.Open(t, func(t *testing.T, db *store.Store) { f(t, newRig(t, db, opt)) })
}

func newRig(t *testing.T, db *store.Store, opt Options) *rig {
	t.Helper()
	r := &rig{t: t, db: db, clock: &stepClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}}
	opt.Clock, opt.Chance = r.clock, func() float64 { return 0.5 }
	if opt.AllowHosts == nil {
		opt.AllowHosts = []string{"127.0.0.1"}
	}
	w, err := New(db, r.ingest, opt)
	if err != nil {
		t.Fatal(err)
	}
	r.w = w
	t.Cleanup(w.client.CloseIdleConnections)
	return r
}

func (r *rig) ingest(_ context.Context, report *text.Report) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return "", r.err
	}
	r.got = append(r.got, *report)
	return "id of " + report.URL, nil
}

func (r *rig) list(feeds ...Feed) {
	r.t.Helper()
	if err := List(r.t.Context(), r.db, "test", feeds); err != nil {
		r.t.Fatal(err)
	}
}

// work does all that is due, and passes the pauses between requests.
func (r *rig) work() {
	r.t.Helper()
	idle := 0
	for idle < 15 { // pauses of a host are a second each, or a crawl delay
		if r.step() {
			idle = 0
			continue
		}
		idle++
		r.pass(time.Second)
	}
}

// step does one piece of work, false when nothing is due.
func (r *rig) step() bool {
	r.t.Helper()
	ctx := r.t.Context()
	for _, take := range []func(context.Context) (job, error){r.w.takeSource, r.w.takeFound, r.w.takeFetched} {
		do, err := take(ctx)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err == nil {
			err = do(ctx)
		}
		if err != nil {
			r.t.Fatal(err)
		}
		return true
	}
	return false
}

func (r *rig) pass(d time.Duration) { _ = r.clock.Sleep(context.Background(), d) }

func (r *rig) source(url string) store.Source {
	r.t.Helper()
	list, err := r.db.Sources(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, s := range list {
		if s.URL == url {
			return s
		}
	}
	r.t.Fatalf("no source %s", url)
	return store.Source{}
}

func (r *rig) items(state store.ItemState) []store.Item {
	r.t.Helper()
	list, err := r.db.QueueItems(r.t.Context(), "", state, 1000)
	if err != nil {
		r.t.Fatal(err)
	}
	return list
}

// site is a web server whose pages a test sets as it goes.
type site struct {
	*httptest.Server
	mu   sync.Mutex
	page map[string]http.HandlerFunc
	hits map[string]int
}

func newSite(t testing.TB) *site {
	s := &site{page: map[string]http.HandlerFunc{}, hits: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.hits[r.URL.Path]++
	h := s.page[r.URL.Path]
	s.mu.Unlock()
	if h == nil {
		http.NotFound(w, r)
		return
	}
	h(w, r)
}

func (s *site) set(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.page[path] = h
}

func (s *site) asked(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits[path]
}

// says answers with a body.
func says(media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		fmt.Fprint(w, body)
	}
}

const xmlMedia = "application/xml"

// article is a page whose words depend on its subject alone.
func article(subject string) string {
	return `<html lang="en"><head><title>` + subject + `</title></head><body><article><p>` + sentences(subject) + `</p></article></body></html>`
}

func sentences(subject string) string {
	return "The ministers of the two countries met on Monday and spoke about " + subject + ". They agreed that the talks on " + subject +
		" would go on in the summer, and that a treaty was to be signed by the end of the year, their spokesman said after the meeting in the capital."
}

// rssOf is a feed with an item a path, under the site's address.
func rssOf(base string, paths ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>`)
	for _, p := range paths {
		fmt.Fprintf(&b, `<item><guid>%s</guid><link>%s%s</link><title>About %s</title><pubDate>Mon, 02 Mar 2026 07:00:00 GMT</pubDate></item>`, p, base, p, p)
	}
	return b.String() + `</channel></rss>`
}

// names is a name server on loopback: it asks answer for every name.
func names(t testing.TB, answer func(name string) [4]byte) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if out, err := reply(buf[:n], answer); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func reply(raw []byte, answer func(string) [4]byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(raw); err != nil {
		return nil, err
	}
	m.Response = true
	m.Additionals = nil
	for _, q := range m.Questions {
		if q.Type == dnsmessage.TypeA {
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, Type: q.Type},
				Body:   &dnsmessage.AResource{A: answer(strings.TrimSuffix(q.Name.String(), "."))},
			})
		}
	}
	return m.Pack()
}

func contains(t *testing.T, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("%q, want %q in it", got, want)
	}
}
