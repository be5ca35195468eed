package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/web"
)

// serveFlags are the flags of attache serve.
type serveFlags struct {
	coderOptions
	watchFlags
	db                  *string
	feeds               []string
	follow              bool
	listen              string
	tokens, readers     []string
	closed, trustProxy  bool
	rate                float64
	burst               int
	maxBody             int64
	logFormat, logLevel string
}

func serveCommand(e *env) *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the record: pages, an HTTP API, and tools for assistants",
		Long: `Show the record on pages that any browser reads, over an HTTP API described at
/api/openapi.json, and to assistants over the Model Context Protocol at /mcp.

Reading is open unless --closed is given. Reviewing and every other writing needs
a token; without --token the program makes one for this run and writes it on
standard error. A secret may be given as sha256:HEX, so that it stands nowhere.

/healthz and /readyz tell whether it lives and answers, /metrics is for
Prometheus. SIGTERM or Ctrl-C lets answers under way end. Every flag may also
come from the environment (ATTACHE_LISTEN) or from a TOML file (--config).

With --watch or --follow it follows feeds meanwhile, as attache watch does.`,
		Example: `  attache serve --db attache.db
  attache serve --listen :8080 --closed --token anna=SECRET --read-token desk=SECRET
  attache serve --watch feeds.opml
  attache serve --config /etc/attache/attache.toml`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := settle(c); err != nil {
				return err
			}
			return e.serve(c.Context(), f)
		},
	}
	f.coderOptions.flags(c)
	f.watchFlags.flags(c)
	f.db = dbFlag(c)
	configFlag(c)
	fl := c.Flags()
	fl.StringArrayVar(&f.feeds, "watch", nil, "also follow these feeds, as attache watch does: an address, a list, OPML or TOML file; again for more")
	fl.BoolVar(&f.follow, "follow", false, "also follow the feeds that the record lists already")
	fl.StringVar(&f.listen, "listen", "127.0.0.1:8080", "address to listen on, as HOST:PORT")
	fl.StringArrayVar(&f.tokens, "token", nil, "NAME=SECRET of one who may read and write; again for more")
	fl.StringArrayVar(&f.readers, "read-token", nil, "NAME=SECRET of one who may read when reading is closed; again for more")
	fl.BoolVar(&f.closed, "closed", false, "reading needs a token, too")
	fl.BoolVar(&f.trustProxy, "trust-proxy", false, "believe X-Forwarded-For and -Proto: only behind a proxy that sets them")
	fl.Float64Var(&f.rate, "rate", 20, "requests a second that one address may make on the long run, 0 for no limit")
	fl.IntVar(&f.burst, "burst", 120, "requests that one address may make at once")
	fl.Int64Var(&f.maxBody, "max-body", 1<<20, "bytes that a request may bring")
	fl.StringVar(&f.logFormat, "log", "text", "form of the log on standard error: text or json")
	fl.StringVar(&f.logLevel, "log-level", "info", "least of the log: debug, info, warn or error")
	return c
}

// logger writes the log as the flags say.
func (f *serveFlags) logger(e *env) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(f.logLevel)); err != nil {
		return nil, wrongUse("--log-level %q: it is debug, info, warn or error", f.logLevel)
	}
	opt := &slog.HandlerOptions{Level: level}
	switch f.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(e.err, opt)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(e.err, opt)), nil
	}
	return nil, wrongUse("--log %q: it is text or json", f.logFormat)
}

// access reads the tokens, and makes one when there is none that may write.
func (f *serveFlags) access() (list []web.Token, made string, err error) {
	seen := map[string]bool{}
	for _, g := range [...]struct {
		flag  string
		specs []string
		write bool
	}{{"token", f.tokens, true}, {"read-token", f.readers, false}} {
		for _, spec := range g.specs {
			name, secret, ok := strings.Cut(spec, "=")
			if !ok || name == "" || len(secret) < 8 || seen[name] {
				return nil, "", wrongUse("--%s: write NAME=SECRET, each name once, the secret of eight characters or more", g.flag)
			}
			seen[name] = true
			list = append(list, web.Token{Name: name, Secret: secret, Write: g.write})
		}
	}
	if len(f.tokens) == 0 {
		made = rand.Text()
		list = append(list, web.Token{Name: "operator", Secret: made, Write: true})
	}
	return list, made, nil
}

func (e *env) serve(ctx context.Context, f serveFlags) error {
	log, err := f.logger(e)
	if err != nil {
		return err
	}
	tokens, made, err := f.access()
	if err != nil {
		return err
	}
	if f.rate < 0 || f.burst < 1 || f.maxBody < 1 {
		return wrongUse("--rate, --burst and --max-body: give numbers above 0, or --rate 0 for no limit")
	}
	s, err := store.Open(ctx, *f.db)
	if err != nil {
		return err
	}
	defer s.Close()
	rec, err := newRecorder(f.coderOptions)
	if err != nil {
		return err
	}
	pages, err := web.New(s, rec.coder, web.Options{Tokens: tokens, Closed: f.closed, Rate: f.rate, Burst: f.burst, TrustProxy: f.trustProxy, MaxBody: f.maxBody,
		Codebooks: books(f.codebook), Version: version(), Log: log})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", f.listen)
	if err != nil {
		return fmt.Errorf("%w: choose another address with --listen", err)
	}
	if made != "" {
		fmt.Fprintf(e.err, "attache: to review, sign in at http://%s/signin with the token of this run: %s\n", l.Addr(), made)
	}
	log.Info("serving", "address", "http://"+l.Addr().String(), "record", shownDB(*f.db), "version", version(), "closed", f.closed)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	watching, err := f.watch(ctx, s, rec, log)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	go pages.Warm(ctx)
	err = serveUntil(ctx, l, pages, log)
	stop()
	return errors.Join(err, watching())
}

// watch follows feeds beside the pages, when asked to. What it gives waits
// until the last item under way is kept.
func (f *serveFlags) watch(ctx context.Context, s *store.Store, rec *recorder, log *slog.Logger) (wait func() error, err error) {
	if len(f.feeds) == 0 && !f.follow {
		return func() error { return nil }, nil
	}
	w, err := openWatch(ctx, s, rec, f.feeds, f.watchFlags, log)
	if err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() {
		err := w.Run(ctx)
		if err != nil && ctx.Err() == nil {
			log.Error("the watch ended; pages go on", "error", err)
		}
		ended <- err
	}()
	return func() error {
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	}, nil
}

// shownDB is the record's name without a password.
func shownDB(dsn string) string {
	if u, err := url.Parse(dsn); err == nil && u.User != nil {
		return u.Redacted()
	}
	return dsn
}

// books gives the codebook's folders, the built-in one first.
func books(folder string) []fs.FS {
	out := []fs.FS{data.Files}
	if folder != "" {
		out = append(out, os.DirFS(folder))
	}
	return out
}

// grace is how long answers under way may take once the program is asked to
// end.
const grace = 20 * time.Second

// serveUntil answers until the context ends, then lets what is under way end.
func serveUntil(ctx context.Context, l net.Listener, pages *web.Server, log *slog.Logger) error {
	srv := &http.Server{Handler: pages.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	pages.Leave()
	log.Info("stopping")
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer stop()
	if err := srv.Shutdown(last); err != nil {
		log.Warn("answers cut short", "error", err)
		return errors.Join(err, srv.Close())
	}
	log.Info("stopped")
	return nil
}

// mcpCommand serves the tools on standard input and output.
func mcpCommand(e *env) *cobra.Command {
	var o coderOptions
	var db *string
	c := &cobra.Command{
		Use:   "mcp",
		Short: "Serve the record to an assistant over the Model Context Protocol, on standard input and output",
		Long: `Serve tools to an assistant that starts this command itself: search events and
reports, evidence of an event, what is between two parties, the ledger, and
coding a text. attache serve has the same tools over HTTP at /mcp.`,
		Example: `  attache mcp --db attache.db
  {"mcpServers": {"attache": {"command": "attache", "args": ["mcp", "--db", "/srv/attache.db"]}}}`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := store.OpenExisting(c.Context(), *db)
			if err != nil {
				return err
			}
			defer s.Close()
			coder, err := newCoder(o)
			if err != nil {
				return err
			}
			pages, err := web.New(s, coder, web.Options{Codebooks: books(o.codebook), Version: version(), Log: slog.New(slog.NewTextHandler(e.err, &slog.HandlerOptions{Level: slog.LevelWarn}))})
			if err != nil {
				return err
			}
			err = pages.Tools().Run(c.Context(), &mcp.StdioTransport{})
			if c.Context().Err() != nil {
				return nil
			}
			return err
		},
	}
	o.flags(c)
	db = dbFlag(c)
	return c
}
