package watch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/attache/attache/internal/feed"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

const (
	maxTries   = 8 // of fetching an item
	sureTries  = 3 // of one whose server says that it is not there
	codeTries  = 3
	firstWait  = time.Minute
	longWait   = 6 * time.Hour
	enoughText = 200 // bytes of the feed's own words that stand in for a page
)

// fetch reads the article of an item that was taken, and writes down its text.
func (w *Watcher) fetch(ctx context.Context, it store.Item) error {
	e := w.errand(it.Host)
	defer e.end(ctx)
	var o own
	if err := json.Unmarshal([]byte(it.Body), &o); err != nil {
		o = own{} // the address is left
	}
	r, language, err := e.article(ctx, it, o)
	var t *trouble
	switch {
	case err == nil:
		return w.keep(ctx, it, r, language)
	case !errors.As(err, &t):
		return errors.Join(err, w.untried(ctx, it))
	}
	return w.notFetched(ctx, it, o, t)
}

// article makes the report of an item: of its page, or of the feed's own words
// where they are all there is.
func (e *errand) article(ctx context.Context, it store.Item, o own) (*text.Report, string, error) {
	if o.Use == "feed" || it.URL == "" {
		r, err := ownReport(it, o)
		return r, o.Language, err
	}
	a, err := e.get(ctx, question{url: it.URL, accept: acceptPage, limit: e.w.opt.Limits.Page})
	if err != nil {
		return nil, "", err
	}
	p, err := feed.ParsePage(a.body, a.url, a.media)
	if err != nil {
		return nil, "", final("%w", err)
	}
	r := p.Report
	if len(r.Text) < len(o.Text) { // a wall, or a stub
		r, err := ownReport(it, o)
		return r, cmp.Or(o.Language, p.Language), err
	}
	r.ID, r.URL = it.URL, it.URL
	r.Title = cmp.Or(it.Title, r.Title)
	r.Source = cmp.Or(o.Channel, r.Source)
	r.Author = cmp.Or(r.Author, o.Author)
	if r.Dated != text.Given && !it.Published.IsZero() {
		r.Published, r.Dated = it.Published, text.Given
	}
	return r, cmp.Or(p.Language, o.Language), nil
}

// ownReport makes a report of what the feed itself says.
func ownReport(it store.Item, o own) (*text.Report, error) {
	if strings.TrimSpace(o.Text) == "" {
		return nil, final("no text in the feed, only a title: set text = \"page\" for it")
	}
	r := &text.Report{ID: it.URL, URL: it.URL, Title: it.Title, Source: o.Channel, Author: o.Author, Text: o.Text}
	if !it.Published.IsZero() {
		r.Published, r.Dated = it.Published, text.Given
	}
	feed.Finish(r)
	return r, nil
}

// keep writes down a report that was read, for the coder.
func (w *Watcher) keep(ctx context.Context, it store.Item, r *text.Report, declared string) error {
	st := store.ItemStep{N: it.N, Holder: w.holder, At: w.clock.Now(), State: store.ItemFetched}
	st.Language = language(r.Text, declared)
	if !readable(r.Text) {
		st.State, st.Why = store.ItemPassed, "in another language ("+st.Language+"): only English is read"
		_, err := w.put(ctx, st)
		return err
	}
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	st.Body, st.Words = string(body), digest(strings.Join(strings.Fields(r.Title+"\n"+r.Text), " "))
	state, err := w.put(ctx, st)
	if state == store.ItemFetched {
		w.coding.poke()
	}
	return err
}

// put writes a step down, also while the program is told to stop. An item that
// another worker has taken over by now is his.
func (w *Watcher) put(ctx context.Context, st store.ItemStep) (store.ItemState, error) {
	state, err := w.db.PutStep(context.WithoutCancel(ctx), st)
	if errors.Is(err, store.ErrLost) {
		w.log.Warn("lease ran out", "item", st.N)
		return state, nil
	}
	return state, err
}

// untried gives an item back as if it had not been taken.
func (w *Watcher) untried(ctx context.Context, it store.Item) error {
	_, err := w.put(ctx, store.ItemStep{N: it.N, Holder: w.holder, At: w.clock.Now(), State: it.State, Why: it.Why, Untried: true})
	return err
}

// notFetched decides on the next try, or gives up. The feed's own words stand
// in for a page that cannot be had, when there are enough of them.
func (w *Watcher) notFetched(ctx context.Context, it store.Item, o own, t *trouble) error {
	now := w.clock.Now()
	st := store.ItemStep{N: it.N, Holder: w.holder, At: now, State: store.ItemFound, Why: oneLine(t.Error())}
	absent := t.status == http.StatusNotFound || t.status == http.StatusForbidden
	switch {
	case t.busy:
		st.Untried, st.Next, st.Why = true, now.Add(t.wait), it.Why
	case t.final && absent && it.Attempts < sureTries, !t.final && it.Attempts < maxTries:
		st.Next = now.Add(max(backoff(it.Attempts, w.opt.Retry, longWait, w.chance), t.wait))
	case len(o.Text) >= enoughText:
		r, err := ownReport(it, o)
		if err != nil {
			return err
		}
		return w.keep(ctx, it, r, o.Language)
	case t.robots:
		st.State = store.ItemPassed
	default:
		st.State = store.ItemFailed
		w.log.Warn("item given up", "url", it.URL, "error", st.Why)
	}
	_, err := w.put(ctx, st)
	return err
}

// code hands an item's report to the coder.
func (w *Watcher) code(ctx context.Context, it store.Item) error {
	var r text.Report
	if err := json.Unmarshal([]byte(it.Body), &r); err != nil {
		return w.notCoded(ctx, it, fmt.Errorf("the report kept for it cannot be read (%w)", err), true)
	}
	id, err := w.guarded(ctx, &r)
	switch {
	case err == nil:
		_, err := w.put(ctx, store.ItemStep{N: it.N, Holder: w.holder, At: w.clock.Now(), State: store.ItemCoded, Report: id})
		return err
	case ctx.Err() != nil:
		return errors.Join(ctx.Err(), w.untried(ctx, it))
	}
	var fault *panicked
	return w.notCoded(ctx, it, err, errors.As(err, &fault))
}

// panicked is a fault of the coder.
type panicked struct{ value any }

func (p *panicked) Error() string {
	return fmt.Sprintf("internal fault (%.200v): passed over", p.value)
}

// guarded keeps a fault on one report from ending the watch.
func (w *Watcher) guarded(ctx context.Context, r *text.Report) (id string, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{v}
		}
	}()
	return w.ingest(ctx, r)
}

func (w *Watcher) notCoded(ctx context.Context, it store.Item, cause error, giveUp bool) error {
	now := w.clock.Now()
	st := store.ItemStep{N: it.N, Holder: w.holder, At: now, State: store.ItemFetched, Why: oneLine(cause.Error())}
	if giveUp || it.Attempts >= codeTries {
		st.State = store.ItemFailed
		w.log.Error("not coded", "url", it.URL, "error", st.Why)
	} else {
		st.Next = now.Add(backoff(it.Attempts, w.opt.Retry, longWait, w.chance))
	}
	_, err := w.put(ctx, st)
	return err
}

// digest is sixteen bytes in hex.
func digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:16])
}
