package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/time/rate"

	"github.com/attache/attache/internal/coder"
)

// Options say how to serve. Zero values are a server that anybody may read and
// nobody may write to.
type Options struct {
	Tokens     []Token
	Closed     bool    // reading needs a token, too
	Rate       float64 // requests a second that one client may make, on the long run; 0 for no limit
	Burst      int     // and at once
	TrustProxy bool    // X-Forwarded-For tells the client
	MaxBody    int64   // bytes
	Codebooks  []fs.FS // the built-in one, then the folders over it
	Version    string
	Log        *slog.Logger
	Now        func() time.Time
	Metrics    []prometheus.Collector // of other parts of the program
}

// Server shows one record.
type Server struct {
	opt      Options
	rec      Record
	names    *names
	describe *huma.OpenAPI
	types    types
	engine   *engine
	views    *views
	metrics  *metrics
	clients  clients
	secret   [sha256.Size]byte
	leaving  atomic.Bool
	handler  http.Handler
}

// New makes a server of a record and a coder for texts that are sent in.
func New(rec Record, c *coder.Coder, opt Options) (*Server, error) {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.MaxBody <= 0 {
		opt.MaxBody = 1 << 20
	}
	if opt.Burst <= 0 {
		opt.Burst = 60
	}
	s := &Server{opt: opt, rec: &memory{Record: rec, kept: map[string]*kept{}}, names: newNames(c.Book.Actors), types: typesOf(c.Book.Events)}
	s.clients = clients{rate: rate.Limit(opt.Rate), burst: opt.Burst, byIP: map[string]*client{}, now: opt.Now}
	mac := hmac.New(sha256.New, []byte("attache session"))
	for _, t := range opt.Tokens {
		if t.Name == "" || t.Secret == "" {
			return nil, errors.New("a token needs a name and a secret: NAME=SECRET")
		}
		d := t.digest()
		mac.Write(d[:])
	}
	mac.Sum(s.secret[:0])
	var err error
	if s.engine, err = newEngine(c); err != nil {
		return nil, err
	}
	if s.views, err = s.newViews(); err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	s.metrics = newMetrics(rec, opt.Metrics...)
	if s.handler, err = s.routes(); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler answers every request.
func (s *Server) Handler() http.Handler { return s.handler }

// Leave makes /readyz say no, so that nobody sends more while the last answers
// are written.
func (s *Server) Leave() { s.leaving.Store(true) }

// routes puts pages, API, tools and operation behind the guards. The order
// matters: what is cheap and refuses comes first.
func (s *Server) routes() (http.Handler, error) {
	mux := http.NewServeMux()
	s.pages(mux)
	s.operation(mux)
	if err := s.api(mux); err != nil {
		return nil, err
	}
	mux.Handle("/mcp", s.assistants())
	zip, err := gzhttp.NewWrapper(gzhttp.MinSize(1024))
	if err != nil {
		return nil, err
	}
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fail(w, r, http.StatusForbidden, "This came from another site's page and was refused.")
	}))
	var h http.Handler = routed(mux)
	h = s.identified(h)
	h = origin.Handler(h)
	h = limited(s.opt.MaxBody, h)
	h = s.paced(h)
	h = zip(h)
	h = guarded(h)
	return s.logged(h), nil
}

// operation is what machines ask to see whether all is well.
func (s *Server) operation(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if s.leaving.Load() {
			http.Error(w, "stopping", http.StatusServiceUnavailable)
			return
		}
		if _, err := s.rec.Tallies(r.Context()); err != nil {
			s.opt.Log.Error("record does not answer", "error", err)
			http.Error(w, "the record does not answer", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ready\n"))
	})
	mux.Handle("GET /metrics", s.metrics.handler())
}
