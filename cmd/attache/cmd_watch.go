package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/watch"
)

// watchFlags say how feeds are followed; serve has them, too.
type watchFlags struct {
	allow    []string
	every    time.Duration
	delay    time.Duration
	fetchers int
	coders   int
}

func (f *watchFlags) flags(c *cobra.Command) {
	fl := c.Flags()
	fl.StringArrayVar(&f.allow, "allow-host", nil, "HOST or HOST:PORT that may have a private address; again for more")
	fl.DurationVar(&f.every, "every", 0, "pause between two looks at a feed that says no other (default 15m)")
	fl.DurationVar(&f.delay, "delay", 0, "pause between two requests to one host (default 1s)")
	fl.IntVar(&f.fetchers, "fetchers", 0, "articles fetched at a time (default 8)")
	fl.IntVar(&f.coders, "coders", 0, "reports coded at a time (default 2)")
}

func watchCommand(e *env) *cobra.Command {
	var o coderOptions
	var f watchFlags
	var once, verbose bool
	c := &cobra.Command{
		Use:   "watch [URL, list, OPML or TOML file]...",
		Short: "Follow feeds and sitemaps, and code what they bring into the record",
		Long: `Follow RSS, Atom and JSON feeds and sitemaps, fetch the articles that they name,
and code them into the record, until it is stopped. What stands in the record
as found or fetched is done first, so that nothing is lost by a crash.

Feeds are given as addresses, as a file with one address a line, as OPML, or in
a TOML file, which may also set up alerts; see docs/record.md. What is given
takes the place of what was followed before: a feed left out is kept with its
history, but rests. Without any, the feeds of the record are followed.

Hosts are asked one request at a time with a pause, within what their
robots.txt allows. Addresses of private networks are refused unless the host is
allowed by name.`,
		Example: `  attache watch https://example.org/news.rss
  attache watch --db news.db subscriptions.opml
  attache watch watch.toml
  attache watch --once feeds.txt        # for cron
  attache watch health`,
	}
	db := dbFlag(c)
	c.Flags().BoolVar(&once, "once", false, "look at every feed that is due, do what it brings, and end")
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "log every look at a feed")
	f.flags(c)
	o.flags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return e.watch(c.Context(), *db, o, f, once, verbose, args)
	}
	c.AddCommand(watchHealthCommand(e), watchRetryCommand(e))
	return c
}

// watch follows feeds until ctx ends.
func (e *env) watch(ctx context.Context, db string, o coderOptions, f watchFlags, once, verbose bool, inputs []string) error {
	if err := o.check(); err != nil {
		return err
	}
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(e.err, &slog.HandlerOptions{Level: level}))
	feeds, err := readFeeds(inputs, f)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, db)
	if err != nil {
		return err
	}
	defer s.Close()
	rec, err := newRecorder(o)
	if err != nil {
		return err
	}
	w, err := newWatcher(ctx, s, rec, feeds, f, log)
	if err != nil {
		return err
	}
	run := w.Run
	if once {
		run = w.Once
	}
	return errors.Join(run(ctx), e.sumUp(context.WithoutCancel(ctx), s))
}

// readFeeds reads addresses, lists and configuration files.
func readFeeds(inputs []string, f watchFlags) (watch.Config, error) {
	var c watch.Config
	for _, in := range inputs {
		switch {
		case strings.HasPrefix(in, "http://") || strings.HasPrefix(in, "https://"):
			c.Feeds = append(c.Feeds, watch.Feed{URL: in})
		case strings.EqualFold(filepath.Ext(in), ".toml"):
			more, err := watch.ReadConfig(in)
			if err != nil {
				return c, err
			}
			more.Feeds = append(c.Feeds, more.Feeds...)
			if len(c.Alerts) > 0 || c.Mail.Host != "" {
				return c, wrongUse("%s: one TOML file is enough: put the alerts of both into one", in)
			}
			c = more
		default:
			list, err := watch.ReadList(in)
			if err != nil {
				return c, err
			}
			c.Feeds = append(c.Feeds, list...)
		}
	}
	for i := range c.Feeds {
		if c.Feeds[i].Every == 0 {
			c.Feeds[i].Every = watch.Duration(f.every)
		}
	}
	return c, nil
}

// openWatch is newWatcher for those who have the names of files and feeds.
func openWatch(ctx context.Context, s *store.Store, rec *recorder, inputs []string, f watchFlags, log *slog.Logger) (*watch.Watcher, error) {
	feeds, err := readFeeds(inputs, f)
	if err != nil {
		return nil, err
	}
	return newWatcher(ctx, s, rec, feeds, f, log)
}

// listed names the feeds that the command and its files give.
const listed = "command"

func newWatcher(ctx context.Context, s *store.Store, rec *recorder, c watch.Config, f watchFlags, log *slog.Logger) (*watch.Watcher, error) {
	if len(c.Feeds) > 0 {
		if err := watch.List(ctx, s, listed, c.Feeds); err != nil {
			return nil, err
		}
	} else if known, err := s.Sources(ctx); err != nil || len(known) == 0 {
		return nil, errors.Join(err, errNoFeeds)
	}
	opt := c.Options()
	opt.AllowHosts = append(opt.AllowHosts, f.allow...)
	if f.delay > 0 {
		opt.Delay = f.delay
	}
	opt.Fetchers, opt.Coders, opt.Log, opt.Tidy = f.fetchers, f.coders, log, s.SettleLedger
	return watch.New(s, ingester(s, rec), opt)
}

var errNoFeeds = errors.New("the record follows no feed yet: name one, a list, OPML, or a TOML file")

// ingester codes and keeps one report at a time for the watch.
func ingester(s *store.Store, rec *recorder) watch.Ingest {
	workers := sync.Pool{New: func() any { return rec.worker(s) }}
	return func(ctx context.Context, r *text.Report) (string, error) {
		name := store.Identify(r)
		if known, err := s.Has(ctx, r.ID, rec.version); err != nil || known {
			return r.ID, err
		}
		w := workers.Get().(*recordWorker) // one that breaks down is not put back
		out, err := w.record(ctx, r, name)
		if err == nil {
			_, err = s.Put(ctx, out)
		}
		workers.Put(w)
		return r.ID, err
	}
}

// sumUp says how the queue stands at the end.
func (e *env) sumUp(ctx context.Context, s *store.Store) error {
	sources, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	var n store.Items
	failing := 0
	for _, src := range sources {
		n.Found += src.Items.Found
		n.Fetched += src.Items.Fetched
		n.Coded += src.Items.Coded
		n.Passed += src.Items.Passed
		n.Failed += src.Items.Failed
		if src.Health() == "failing" {
			failing++
		}
	}
	_, err = fmt.Fprintf(e.out, "%s, %d failing; items: %d coded, %d passed over, %d failed, %d waiting\n",
		count(len(sources), "source"), failing, n.Coded, n.Passed, n.Failed, n.Found+n.Fetched)
	return err
}

func watchHealthCommand(e *env) *cobra.Command {
	c := &cobra.Command{Use: "health", Short: "How each source and alert does", Args: noArgs,
		Example: "  attache watch health --db news.db"}
	db := dbFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		s, err := store.OpenExisting(c.Context(), *db)
		if err != nil {
			return err
		}
		return errors.Join(writeHealth(c.Context(), e.out, s), s.Close())
	}
	return c
}

func writeHealth(ctx context.Context, out io.Writer, s *store.Store) error {
	sources, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	alerts, err := s.AlertsHealth(ctx)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "HEALTH\tSOURCE\tLAST OK\tNEXT\tCODED\tPASSED\tFAILED\tWAITING\tERROR")
	for _, src := range sources {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%s\n", src.Health(), src.URL, moment(src.LastOK), moment(src.Next),
			src.Items.Coded, src.Items.Passed, src.Items.Failed, src.Items.Found+src.Items.Fetched, src.Error)
	}
	if len(alerts) > 0 {
		fmt.Fprintln(t, "\nALERT\tBY\tLAST SENT\tSENT\tWAITING\tFAILED\tERROR")
	}
	for _, a := range alerts {
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\t%d\t%s\n", a.Alert, a.Channel, moment(a.Last), a.Sent, a.Pending, a.Failed, a.Error)
	}
	return t.Flush()
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04")
}

func watchRetryCommand(e *env) *cobra.Command {
	c := &cobra.Command{Use: "retry [source]", Short: "Send what was given up through the queue again", Args: cobra.MaximumNArgs(1),
		Long:    "Send the items that were given up through the queue again, and look at the source at once.\nWithout a source (its address or id): of all sources. With --alerts: what alerts could not deliver.",
		Example: "  attache watch retry https://example.org/news.rss\n  attache watch retry --alerts"}
	db := dbFlag(c)
	alerts := c.Flags().Bool("alerts", false, "send out again what alerts could not deliver")
	c.RunE = func(c *cobra.Command, args []string) error {
		s, err := store.OpenExisting(c.Context(), *db)
		if err != nil {
			return err
		}
		if *alerts {
			return errors.Join(e.retryAlerts(c.Context(), s), s.Close())
		}
		return errors.Join(e.retry(c.Context(), s, args), s.Close())
	}
	return c
}

func (e *env) retry(ctx context.Context, s *store.Store, args []string) error {
	source := ""
	if len(args) > 0 {
		if err := s.PollNow(ctx, args[0]); errors.Is(err, store.ErrNotFound) {
			return wrongUse("no source %q in the record: see attache watch health", args[0])
		} else if err != nil {
			return err
		}
		if source = args[0]; strings.Contains(source, "://") {
			source = store.SourceID(source)
		}
	}
	n, err := s.RetryFailed(ctx, source)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "%s to be tried again\n", count(n, "item"))
	return err
}

func (e *env) retryAlerts(ctx context.Context, s *store.Store) error {
	n, err := s.RetryDeliveries(ctx, "")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "%s to be sent again\n", count(n, "alert"))
	return err
}
