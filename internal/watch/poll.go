package watch

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	nethtml "golang.org/x/net/html"

	"github.com/attache/attache/internal/feed"
	"github.com/attache/attache/internal/store"
)

const (
	maxSitemaps = 20       // of an index, read at one poll; the rest is older
	maxFound    = maxPages // items taken from one address at one poll, the newest first
)

// poll is one reading of a source.
type poll struct {
	*errand
	src    store.Source
	feed   Feed
	now    time.Time
	result store.Polled
	refs   map[string]bool // addresses found, each once
	guids  map[string]string
	twice  map[string]bool // ids that two entries claim
}

// poll reads a source that was taken and writes down what came of it.
func (w *Watcher) poll(ctx context.Context, src store.Source) error {
	p := &poll{errand: w.errand(src.Host), src: src, feed: feedOf(src), now: w.clock.Now(), refs: map[string]bool{}}
	p.hold(src.Host, time.Duration(p.feed.Delay))
	p.result = store.Polled{Source: src.ID, Holder: w.holder, At: p.now}
	err := p.read(ctx, src.URL, 0)
	p.end(ctx)
	var t *trouble
	switch {
	case err == nil:
		p.result.Next = p.now.Add(spread(p.feed.every(), w.chance))
	case errors.As(err, &t):
		p.failed(t)
	default: // told to stop, or the record fails: the source was not read
		return errors.Join(err, w.db.PutBackSource(context.WithoutCancel(ctx), src.ID, w.holder, p.now.Add(w.opt.Delay)))
	}
	if t != nil && t.busy {
		return w.db.PutBackSource(ctx, src.ID, w.holder, p.now.Add(max(t.wait, w.opt.Delay)))
	}
	fresh, err := w.db.PutPoll(context.WithoutCancel(ctx), p.result)
	if err != nil {
		return err
	}
	w.log.Debug("read", "source", src.URL, "new", fresh, "error", p.result.Error)
	if fresh > 0 {
		w.fetching.poke()
	}
	return nil
}

// failed says what is wrong, and when to try again.
func (p *poll) failed(t *trouble) {
	p.result.Error = oneLine(t.Error()) // what was found before it stays found: its address may answer "not changed" next time
	if p.src.Failures == 0 {
		p.w.log.Warn("source fails", "source", p.src.URL, "error", p.result.Error)
	}
	wait := backoff(p.src.Failures+1, p.feed.every(), max(longestBackoff, p.feed.every()), p.w.chance)
	p.result.Next = p.now.Add(max(wait, t.wait))
	const sure = 3 // times in a row that a server must say so
	p.result.Gone = t.status == http.StatusGone && p.src.Failures+1 >= sure
	if len(p.result.Visits) == 0 && t.final { // where it had moved it is no more: ask the old address again
		p.result.Visits = append(p.result.Visits, store.Visit{URL: p.src.URL})
	}
}

// read fetches and takes in one address of the source. depth counts the
// indexes above it.
func (p *poll) read(ctx context.Context, at string, depth int) error {
	visit, err := p.w.db.Visit(ctx, at)
	if err != nil {
		return err
	}
	a, err := p.get(ctx, question{url: at, visit: visit, accept: acceptFeed, limit: p.w.opt.Limits.Feed, free: p.feed.Robots == "ignore"})
	if err != nil {
		return err
	}
	if !a.same {
		index, err := p.takeIn(ctx, a, depth)
		if err != nil {
			return err
		}
		if index { // may stay as it is while its sitemaps change
			a.etag, a.modified = "", ""
		}
	}
	moved := cmp.Or(a.moved, visit.Moved)
	p.result.Visits = append(p.result.Visits, store.Visit{URL: at, ETag: a.etag, Modified: a.modified, Moved: moved})
	return nil
}

// takeIn tells sitemaps from feeds by what they hold, whatever they are said
// to be. index says that it was a list of sitemaps.
func (p *poll) takeIn(ctx context.Context, a *answer, depth int) (index bool, err error) {
	if isSitemap(a.body) {
		m, err := parseSitemap(a.body, labelOf(a.media))
		if err != nil {
			return false, later("%w", err)
		}
		p.result.Kind = "sitemap"
		if m.index {
			return true, p.takeIndex(ctx, m, a.url, depth)
		}
		p.takePages(m, a.url)
		return false, nil
	}
	if link := feedLink(a); link != "" {
		return false, later("a page, not a feed; the feed that it names is %s", link)
	}
	c, err := feed.ParseChannel(a.body, labelOf(a.media))
	if err != nil {
		return false, later("%w", err)
	}
	p.result.Kind, p.result.Title, p.result.Language = "rss", clip(c.Title, 200), clip(c.Language, 20)
	p.takeEntries(c, a.url)
	return false, nil
}

// feedLink finds the feed that a page names for those who took the page for
// it; the page itself where it names none; "" for what is no page.
func feedLink(a *answer) string {
	head := bytes.ToLower(a.body[:min(len(a.body), 1024)])
	if !bytes.Contains(head, []byte("<html")) && !bytes.Contains(head, []byte("<!doctype html")) {
		return ""
	}
	z := nethtml.NewTokenizer(bytes.NewReader(a.body[:min(len(a.body), 256<<10)]))
	for z.Next() != nethtml.ErrorToken {
		t := z.Token()
		if t.Data != "link" {
			continue
		}
		attr := map[string]string{}
		for _, at := range t.Attr {
			attr[at.Key] = at.Val
		}
		if strings.Contains(attr["rel"], "alternate") && (strings.Contains(attr["type"], "rss") || strings.Contains(attr["type"], "atom") || strings.Contains(attr["type"], "feed+json")) {
			return resolve(a.url, attr["href"])
		}
	}
	return "not to be found: look for it on the site"
}

// takeIndex reads the sitemaps of an index, the newest first, as many as are
// worth it.
func (p *poll) takeIndex(ctx context.Context, m *siteMap, base string, depth int) error {
	if depth > 1 {
		return final("an index of indexes of sitemaps: give the sitemap itself")
	}
	slices.SortStableFunc(m.pages, func(a, b sitePage) int { return b.changed.Compare(a.changed) })
	oldest := p.now.Add(-p.maxAge(usualSitemap))
	read, failed := 0, error(nil)
	for _, s := range m.pages {
		if read >= maxSitemaps {
			break
		}
		if !s.changed.IsZero() && s.changed.Before(oldest) {
			continue
		}
		at := resolve(base, s.url)
		if u, err := parseWeb(at); err != nil {
			continue
		} else if err := p.pause(ctx, hostOf(u)); err != nil {
			return err
		}
		read++
		if err := p.read(ctx, at, depth+1); err != nil {
			var t *trouble
			if !errors.As(err, &t) || t.wait > 0 {
				return err
			}
			failed = later("%s: %w", at, err)
		}
	}
	if failed != nil && len(p.result.Found) == 0 {
		return failed
	}
	return nil
}

func (p *poll) maxAge(usual time.Duration) time.Duration {
	if p.feed.MaxAge > 0 {
		return time.Duration(p.feed.MaxAge)
	}
	return usual
}

// takePages takes the pages of a sitemap, the newest first. Those without a
// date are news only when they were not there before.
func (p *poll) takePages(m *siteMap, base string) {
	date := func(s sitePage) time.Time {
		if s.published.IsZero() {
			return s.changed
		}
		return s.published
	}
	slices.SortStableFunc(m.pages, func(a, b sitePage) int { return date(b).Compare(date(a)) })
	oldest := p.now.Add(-p.maxAge(usualSitemap))
	first := p.src.LastOK.IsZero() && !p.feed.Backfill
	taken := 0
	for _, s := range m.pages {
		d := date(s)
		f := store.Found{URL: resolve(base, s.url), Title: s.title, Published: s.published, Stamp: s.changed}
		switch {
		case d.IsZero() && first:
			f.Pass = "in the sitemap before it was followed"
		case !d.IsZero() && d.Before(oldest) || taken >= maxFound:
			continue
		default:
			taken++
		}
		p.found(f, own{Channel: s.channel, Language: s.language})
	}
}

// takeEntries takes the entries of a feed.
func (p *poll) takeEntries(c *feed.Channel, base string) {
	p.guids, p.twice = map[string]string{}, map[string]bool{}
	for i := range c.Entries {
		e := &c.Entries[i]
		e.URL = resolve(base, e.URL)
		if other, ok := p.guids[e.ID]; ok && other != e.URL {
			p.twice[e.ID] = true // a feed that gives one id to all has no ids
		}
		p.guids[e.ID] = e.URL
	}
	for _, e := range c.Entries[:min(len(c.Entries), maxFound)] {
		at := e.Published
		if at.IsZero() {
			at = e.Updated
		}
		if p.feed.MaxAge > 0 && !at.IsZero() && at.Before(p.now.Add(-time.Duration(p.feed.MaxAge))) {
			continue
		}
		f := store.Found{URL: e.URL, Title: e.Title, Published: e.Published, Stamp: e.Updated}
		if e.ID != "" && !p.twice[e.ID] {
			f.Keys = []string{"guid:" + p.src.ID + ":" + digest(e.ID+"\n"+e.Title)} // with the title: ids are used again
		}
		p.found(f, own{Text: e.Text, Author: e.Author, Channel: p.result.Title, Use: p.feed.Text, Language: p.result.Language})
	}
}

// own are a source's own words about an item, kept until it is read.
type own struct {
	Text     string `json:"text,omitempty"`
	Author   string `json:"author,omitempty"`
	Channel  string `json:"channel,omitempty"`
	Language string `json:"language,omitempty"`
	Use      string `json:"use,omitempty"` // "feed": the text is whole
}

// found adds an item once.
func (p *poll) found(f store.Found, o own) {
	f.Title = clip(f.Title, 500)
	u, err := parseWeb(f.URL)
	switch {
	case err == nil:
		f.Host = hostOf(u)
		f.Keys = append([]string{"url:" + canonical(u)}, f.Keys...)
	case o.Text != "": // no page, but words
		f.URL, f.Host, o.Use = "", p.src.Host, "feed"
		f.Keys = append(f.Keys, "entry:"+p.src.ID+":"+digest(f.Title+"\n"+o.Text))
	default:
		return // neither: nothing to read
	}
	if p.refs[f.Keys[0]] || len(f.URL) > 4000 {
		return
	}
	p.refs[f.Keys[0]] = true
	if p.feed.Name != "" {
		o.Channel = p.feed.Name
	}
	body, err := json.Marshal(o)
	if err != nil {
		return // strings alone: cannot be
	}
	f.Body = string(body)
	p.result.Found = append(p.result.Found, f)
}

// resolve gives an address relative to that of its feed, as it stands when it
// is none.
func resolve(base, ref string) string {
	b, err := url.Parse(base)
	if err != nil || strings.TrimSpace(ref) == "" {
		return ref
	}
	u, err := b.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ref
	}
	return u.String()
}

// marks are parameters that say how a reader came, not what to show.
var marks = map[string]bool{"fbclid": true, "gclid": true, "igshid": true, "mc_cid": true, "mc_eid": true, "cmpid": true, "ref_src": true}

// canonical writes an address so that two that lead to the same page mostly
// are the same: without marks of campaigns, whatever the scheme.
func canonical(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	var kept []string
	for _, part := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(part, "=")
		if part != "" && !strings.HasPrefix(name, "utm_") && !marks[name] {
			kept = append(kept, part)
		}
	}
	out := hostOf(u) + path
	if len(kept) > 0 {
		out += "?" + strings.Join(kept, "&")
	}
	return out
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

func oneLine(s string) string { return clip(strings.Join(strings.Fields(s), " "), 500) }
