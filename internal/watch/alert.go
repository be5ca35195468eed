package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

// Alert is a saved question and those who are told when it has a new answer.
type Alert struct {
	Name       string   `toml:"name"`
	Where      Where    `toml:"where"`
	Webhook    string   `toml:"webhook"`     // address to post to
	SecretFile string   `toml:"secret_file"` // signs the posts; needed with a webhook, or the next
	SecretEnv  string   `toml:"secret_env"`  // environment variable that holds it
	Feed       string   `toml:"feed"`        // Atom file to write
	Mail       []string `toml:"mail"`        // addresses to write to
	Every      Duration `toml:"every"`       // letters: at most one in this time; 15m
	Backfill   bool     `toml:"backfill"`    // also what the record held before the alert
}

// Where is a question about events; see store.Filter.
type Where struct {
	Actors        []string  `toml:"actors"`
	Recipients    []string  `toml:"recipients"`
	Parties       []string  `toml:"parties"`
	Dyad          []string  `toml:"dyad"`
	Types         []string  `toml:"types"`
	Modes         []string  `toml:"modes"`
	Contexts      []string  `toml:"contexts"`
	Standings     []string  `toml:"standings"`
	Quads         []int     `toml:"quads"`
	Countries     []string  `toml:"countries"`
	Box           []float64 `toml:"box"`
	MinConfidence float64   `toml:"min_confidence"`
	Text          string    `toml:"text"`
	Source        string    `toml:"source"`
	Repeats       bool      `toml:"repeats"`
}

func (w Where) filter() store.Filter {
	f := store.Filter{
		Actors: w.Actors, Recipients: w.Recipients, Parties: w.Parties, Types: w.Types, Modes: w.Modes, Contexts: w.Contexts,
		Standings: w.Standings, Quads: w.Quads, Countries: w.Countries, MinConfidence: w.MinConfidence, Text: w.Text,
		Source: w.Source, Repeats: w.Repeats,
	}
	if len(w.Dyad) == 2 {
		f.Dyad = [2]string{w.Dyad[0], w.Dyad[1]}
	}
	if len(w.Box) == 4 {
		f.Box = &[4]float64{w.Box[0], w.Box[1], w.Box[2], w.Box[3]}
	}
	return f
}

// Channels through which an alert tells.
const (
	channelWebhook = "webhook"
	channelFeed    = "feed"
	channelMail    = "mail"
)

func (a Alert) channels() []string {
	var out []string
	for _, c := range [...]struct {
		name string
		on   bool
	}{{channelWebhook, a.Webhook != ""}, {channelFeed, a.Feed != ""}, {channelMail, len(a.Mail) > 0}} {
		if c.on {
			out = append(out, c.name)
		}
	}
	return out
}

// check says what is wrong with an alert.
func (a Alert) check(m Mail) error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("alert %q: "+format, append([]any{a.Name}, args...)...)
	}
	switch {
	case a.Name == "" || strings.TrimSpace(a.Name) != a.Name:
		return errors.New("an alert without a name: its deliveries are kept by name, so give it one")
	case len(a.channels()) == 0:
		return bad("nobody is told: give webhook, feed or mail")
	case len(a.Where.Dyad) != 0 && len(a.Where.Dyad) != 2:
		return bad("dyad: give two parties")
	case len(a.Where.Box) != 0 && len(a.Where.Box) != 4:
		return bad("box: give south, west, north and east in degrees")
	case len(a.Mail) > 0 && m.Host == "":
		return bad("mail, but no [mail] section says which server sends it: give host and from")
	case a.Webhook != "" && a.SecretFile == "" && a.SecretEnv == "":
		return bad("a webhook without a secret: name it with secret_file or secret_env")
	}
	if err := checkUnits(a.Every); err != nil {
		return bad("every: %w", err)
	}
	if a.Webhook != "" {
		if _, err := parseWeb(a.Webhook); err != nil {
			return bad("webhook: %w", err)
		}
	}
	for _, to := range a.Mail {
		if _, err := mail.ParseAddress(to); err != nil {
			return bad("mail: %q is no address of a person", to)
		}
	}
	return m.check()
}

// secretOf reads a secret from a file or the environment.
func secretOf(file, env string) (string, error) {
	if file == "" {
		if v := os.Getenv(env); v != "" {
			return v, nil
		}
		return "", fmt.Errorf("the environment has no %s", env)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if s := strings.TrimSpace(string(raw)); s != "" {
		return s, nil
	}
	return "", fmt.Errorf("%s: empty: there is no secret in it", file)
}

// alert looks for new events and tells, until ctx ends.
func (w *Watcher) alert(ctx context.Context) {
	if len(w.opt.Alerts) == 0 {
		return
	}
	for ctx.Err() == nil {
		if err := w.tellAll(ctx); err != nil && ctx.Err() == nil {
			w.log.Error("alerts", "error", err)
		}
		_ = w.clock.Sleep(ctx, w.opt.Idle)
	}
}

// tellAll writes down what is new for each alert, and delivers what is due.
func (w *Watcher) tellAll(ctx context.Context) error {
	var all error
	for _, a := range w.opt.Alerts {
		if err := w.match(ctx, a); err != nil {
			all = errors.Join(all, fmt.Errorf("alert %s: %w", a.Name, err))
			continue
		}
		for _, channel := range a.channels() {
			if err := w.deliver(ctx, a, channel); err != nil {
				all = errors.Join(all, fmt.Errorf("alert %s: %s: %w", a.Name, channel, err))
			}
		}
	}
	return all
}

// match asks the alert's question of each new report.
func (w *Watcher) match(ctx context.Context, a Alert) error {
	upto, err := w.db.AlertFrom(ctx, a.Name, a.Backfill)
	if err != nil {
		return err
	}
	const atOnce = 100
	for ctx.Err() == nil {
		reports, err := w.db.ReportsAfter(ctx, upto, atOnce)
		if err != nil || len(reports) == 0 {
			return err
		}
		var list []store.Delivery
		for _, r := range reports {
			found, err := w.matchReport(ctx, a, r)
			if err != nil {
				return err
			}
			list = append(list, found...)
			upto = r.N
		}
		if _, err := w.db.PutDeliveries(ctx, a.Name, upto, list); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (w *Watcher) matchReport(ctx context.Context, a Alert, r store.Told) ([]store.Delivery, error) {
	f := a.Where.filter()
	f.Report = r.Report
	var out []store.Delivery
	for page := (store.Page{Limit: 1000}); ; {
		list, next, err := w.db.Events(ctx, f, page)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			body, err := json.Marshal(e)
			if err != nil {
				return nil, err
			}
			for _, channel := range a.channels() {
				out = append(out, store.Delivery{N: r.N, Channel: channel, Event: e.ID, Report: r.Report,
					Body: string(body), Happened: happened(e), Found: w.clock.Now()})
			}
		}
		if next == "" {
			return out, nil
		}
		page.After = next
	}
}

// happened names what an event tells of, so that another report of the same is
// known as such: within a story, the same deed of the same parties on the same
// day.
func happened(e store.Event) string {
	parts := []string{e.Story, e.Date, e.Mode, e.Standing}
	if e.Story == "" {
		parts[0] = e.Report
	}
	parts = append(parts, e.Event.Event...)
	for _, side := range [][]string{codes(e, true), codes(e, false)} {
		parts = append(parts, "|")
		parts = append(parts, side...)
	}
	return digest(strings.Join(parts, "\x00"))
}

func codes(e store.Event, actors bool) []string {
	side := e.Recipient
	if actors {
		side = e.Actor
	}
	var out []string
	for _, p := range side {
		out = append(out, p.Code+" "+p.Sector)
	}
	slices.Sort(out)
	return out
}

const (
	maxPosts    = 16               // tries of a delivery
	firstPost   = 10 * time.Second // before the second
	longestPost = 6 * time.Hour
	usualLetter = 15 * time.Minute
	letterSize  = 200 // events in a letter

	longestQuiet = 5 * time.Minute // a receiver that failed is left alone at most so long by what is due
)

// deliver sends what is due through one channel.
func (w *Watcher) deliver(ctx context.Context, a Alert, channel string) error {
	if channel == channelFeed {
		return w.deliverFeed(ctx, a)
	}
	for ctx.Err() == nil {
		now := w.clock.Now()
		if now.Before(w.quiet[a.Name+"\x00"+channel]) {
			return nil
		}
		limit, send := 1, w.post
		if channel == channelMail {
			limit, send = letterSize, w.letter
			if wait, err := w.tooSoon(ctx, a); err != nil || wait {
				return err
			}
		}
		list, err := w.db.TakeDeliveries(ctx, a.Name, channel, w.holder, channel == channelMail, limit, now, now.Add(w.opt.Lease))
		if err != nil || len(list) == 0 {
			return err
		}
		if err := w.settle(ctx, list, send(ctx, a, list)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// tooSoon says that a letter must wait for its time.
func (w *Watcher) tooSoon(ctx context.Context, a Alert) (bool, error) {
	every := time.Duration(a.Every)
	if every == 0 {
		every = usualLetter
	}
	last, err := w.db.LastSent(ctx, a.Name, channelMail)
	return err == nil && w.clock.Now().Before(last.Add(every)), err
}

// settle writes down how sending went. An error ends the round: the receiver
// is to be left alone for now.
func (w *Watcher) settle(ctx context.Context, list []store.Delivery, sent error) error {
	now := w.clock.Now()
	d := store.Delivered{List: list, Holder: w.holder, At: now, State: store.DeliverySent}
	if sent != nil {
		d.State, d.Error = store.DeliveryPending, oneLine(sent.Error())
		d.Next = now.Add(backoff(list[0].Attempts, firstPost, longestPost, w.chance))
		var t *trouble
		if errors.As(sent, &t) && t.wait > 0 {
			d.Next = now.Add(max(t.wait, d.Next.Sub(now)))
		}
		if ctx.Err() == nil && list[0].Attempts >= maxPosts {
			d.State = store.DeliveryFailed
		}
		w.quiet[list[0].Alert+"\x00"+list[0].Channel] = now.Add(min(d.Next.Sub(now), longestQuiet)) // what else is due waits, too
	}
	return errors.Join(sent, w.db.PutDelivered(context.WithoutCancel(ctx), d))
}
