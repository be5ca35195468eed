package watch

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

// Ingest codes a report and keeps it, and gives its id in the record. It is
// called by several goroutines, and again with the same report after a crash:
// keeping twice must change nothing. It may retain nothing of the report.
type Ingest func(ctx context.Context, r *text.Report) (id string, err error)

// Options say how to watch. Zero fields keep their default.
type Options struct {
	AllowHosts []string      // that may have private addresses
	Agent      string        // "attache/1.0 (+https://…)": what stands before the "/" is looked for in robots.txt
	Delay      time.Duration // pause between two requests to one host: 1 s
	Retry      time.Duration // pause before the second try of an item, doubled each time: 1 min
	Limits     Limits
	Readers    int // sources read at the same time: 8
	Fetchers   int // articles fetched at the same time: 8
	Coders     int // reports coded at the same time: 2
	Alerts     []Alert
	Mail       Mail
	Tidy       func(context.Context) error // called now and then, and at the end, to join what came; nothing when nil
	Log        *slog.Logger                // nothing is logged when nil
	Clock      Clock                       // the wall's when nil
	Chance     func() float64              // 0 to below 1, for spreading; random when nil
	Resolver   *net.Resolver               // the system's when nil
	Lease      time.Duration               // how long a worker that died keeps what it took: 3.5 min
	Idle       time.Duration               // longest wait before looking for work again: 1 s
}

const usualAgent = "attache/1 (+https://github.com/attache/attache)"

func (o Options) orDefault() Options {
	o.Limits = o.Limits.orDefault()
	for _, d := range []struct {
		v  *time.Duration
		to time.Duration
	}{{&o.Delay, time.Second}, {&o.Retry, firstWait}, {&o.Idle, time.Second}, {&o.Lease, 3*o.Limits.Time + 30*time.Second}} {
		if *d.v <= 0 {
			*d.v = d.to
		}
	}
	for _, n := range []struct {
		v  *int
		to int
	}{{&o.Readers, 8}, {&o.Fetchers, 8}, {&o.Coders, 2}} {
		if *n.v <= 0 {
			*n.v = n.to
		}
	}
	if o.Agent == "" {
		o.Agent = usualAgent
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = wall{}
	}
	if o.Chance == nil {
		o.Chance = dice
	}
	return o
}

// Options gives what a configuration file says; the caller adds the rest.
func (c Config) Options() Options {
	return Options{AllowHosts: c.AllowHosts, Agent: c.Agent, Delay: time.Duration(c.Delay), Alerts: c.Alerts, Mail: c.Mail}
}

// Watcher follows the sources of a record. Several may work on one record, in
// one process or in many.
type Watcher struct {
	db     *store.Store
	ingest Ingest
	opt    Options
	client *http.Client
	robots *robots
	clock  Clock
	chance chance
	log    *slog.Logger
	holder string // names this watcher in the record

	quiet map[string]time.Time // receivers that failed, by alert and channel; for the one that tells

	reading, fetching, coding lane
}

// New makes a Watcher. The error names the alert that cannot work.
func New(db *store.Store, ingest Ingest, opt Options) (*Watcher, error) {
	opt = opt.orDefault()
	for _, a := range opt.Alerts {
		if err := a.check(opt.Mail); err != nil {
			return nil, err
		}
	}
	guard := newGuard(opt.AllowHosts, opt.Resolver, opt.Limits.Silence)
	w := &Watcher{
		db: db, ingest: ingest, opt: opt, clock: opt.Clock, chance: opt.Chance, log: opt.Log, holder: rand.Text(),
		robots: &robots{known: map[string]rules{}}, quiet: map[string]time.Time{},
		client: &http.Client{Transport: newTransport(guard), CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // followed by hand: each host has its turn and its rules
		}},
	}
	w.reading = newLane("reading", opt.Readers)
	w.fetching = newLane("fetching", opt.Fetchers)
	w.coding = newLane("coding", opt.Coders)
	return w, nil
}

// List makes the feeds those of a list, named by where they are listed. Feeds
// that stood there before rest from now on.
func List(ctx context.Context, db *store.Store, listed string, feeds []Feed) error {
	var sources []store.Source
	for _, f := range feeds {
		if err := f.check(); err != nil {
			return err
		}
		src, err := f.source()
		if err != nil {
			return err
		}
		sources = append(sources, src)
	}
	return db.List(ctx, listed, sources)
}

// Run follows the sources until ctx ends, and then finishes or gives back what
// is under way. It returns an error only when the record cannot be used.
func (w *Watcher) Run(ctx context.Context) error { return w.run(ctx, nil) }

// Once reads every source that is due, and all that they bring, and returns
// when nothing more is due now. What must be tried again later stays queued.
func (w *Watcher) Once(ctx context.Context) error {
	start := w.clock.Now()
	return w.run(ctx, func(ctx context.Context) (bool, error) {
		n, err := w.db.Pending(ctx, start)
		return n == 0, err
	})
}

// run starts the lanes, and stops them when done says so.
func (w *Watcher) run(ctx context.Context, done func(context.Context) (bool, error)) error {
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var all sync.WaitGroup
	all.Go(func() { w.serve(inner, stop, &w.reading, w.takeSource) })
	all.Go(func() { w.serve(inner, stop, &w.fetching, w.takeFound) })
	all.Go(func() { w.serve(inner, stop, &w.coding, w.takeFetched) })
	all.Go(func() { w.alert(inner) })
	all.Go(func() { w.tidy(inner) })
	for done != nil && inner.Err() == nil {
		ready, err := done(inner)
		if err != nil && inner.Err() == nil {
			stop(err)
		}
		if ready {
			stop(errFinished)
		}
		_ = w.clock.Sleep(inner, w.opt.Idle)
	}
	all.Wait()
	w.client.CloseIdleConnections()
	w.tidyOnce(context.WithoutCancel(ctx))
	cause := context.Cause(inner)
	if errors.Is(cause, errFinished) {
		return w.tellAll(ctx) // what the last reports brought
	}
	if ctx.Err() != nil {
		return nil // asked to end, and has
	}
	return cause
}

// tidyEvery is how far what is joined may be behind what came.
const tidyEvery = 5 * time.Minute

func (w *Watcher) tidy(ctx context.Context) {
	for w.clock.Sleep(ctx, tidyEvery) == nil {
		w.tidyOnce(ctx)
	}
}

func (w *Watcher) tidyOnce(ctx context.Context) {
	if w.opt.Tidy == nil {
		return
	}
	if err := w.opt.Tidy(ctx); err != nil && ctx.Err() == nil {
		w.log.Error("not tidied", "error", err)
	}
}

var errFinished = errors.New("nothing more is due")

// job is work that was taken from the record.
type job func(ctx context.Context) error

func (w *Watcher) takeSource(ctx context.Context) (job, error) {
	now := w.clock.Now()
	src, err := w.db.TakeSource(ctx, w.holder, now, now.Add(w.opt.Lease))
	return func(ctx context.Context) error { return w.poll(ctx, src) }, err
}

func (w *Watcher) takeFound(ctx context.Context) (job, error) {
	now := w.clock.Now()
	it, err := w.db.TakeFound(ctx, w.holder, now, now.Add(w.opt.Lease))
	return func(ctx context.Context) error { return w.fetch(ctx, it) }, err
}

func (w *Watcher) takeFetched(ctx context.Context) (job, error) {
	now := w.clock.Now()
	it, err := w.db.TakeFetched(ctx, w.holder, now, now.Add(w.opt.Lease))
	return func(ctx context.Context) error { return w.code(ctx, it) }, err
}

// lane is one kind of work, done by a few at a time.
type lane struct {
	name  string
	slots chan struct{}
	wake  chan struct{}
}

func newLane(name string, workers int) lane {
	return lane{name, make(chan struct{}, workers), make(chan struct{}, 1)}
}

// poke says that there is work.
func (l *lane) poke() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// rest is how often the record may fail before the watch gives up.
const patience = 20

// serve takes work and does it until ctx ends, and waits for what is under
// way. A record that fails again and again ends the watch.
func (w *Watcher) serve(ctx context.Context, stop context.CancelCauseFunc, l *lane, take func(context.Context) (job, error)) {
	var under sync.WaitGroup
	defer under.Wait()
	failures := 0
	for ctx.Err() == nil {
		select {
		case l.slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		do, err := take(ctx)
		if err != nil {
			<-l.slots
			if failures = w.failing(ctx, stop, l, err, failures); ctx.Err() == nil {
				w.rest(ctx, l)
			}
			continue
		}
		failures = 0
		under.Go(func() {
			defer func() { <-l.slots; l.poke() }()
			if err := do(ctx); err != nil && ctx.Err() == nil {
				w.log.Error(l.name, "error", err)
			}
		})
	}
}

func (w *Watcher) failing(ctx context.Context, stop context.CancelCauseFunc, l *lane, err error, before int) int {
	if errors.Is(err, store.ErrNotFound) || ctx.Err() != nil {
		return 0
	}
	w.log.Error(l.name+": the record fails", "error", err)
	if before+1 >= patience {
		stop(err)
	}
	return before + 1
}

// rest waits for work, a little at most.
func (w *Watcher) rest(ctx context.Context, l *lane) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-l.wake:
			cancel()
		case <-inner.Done():
		}
	}()
	_ = w.clock.Sleep(inner, w.opt.Idle)
}
