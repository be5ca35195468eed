package watch

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

// feedSize is how many events an Atom feed shows, the newest.
const feedSize = 100

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string    `xml:"id"`
	Title   string    `xml:"title"`
	Updated string    `xml:"updated"`
	Link    *atomLink `xml:"link,omitempty"`
	Summary string    `xml:"summary"`
}

// AtomFeed writes the newest events of an alert. An entry keeps its id for
// ever, so that a reader shows each once.
func AtomFeed(alert string, list []store.Delivery) ([]byte, error) {
	f := atomFeed{ID: "urn:attache:alert:" + store.DeliveryID(alert, channelFeed, ""), Title: "attache: " + alert, Author: atomAuthor{"attache"}}
	latest := time.Unix(0, 0).UTC()
	for _, d := range list {
		e, err := eventOf(d)
		if err != nil {
			return nil, err
		}
		entry := atomEntry{ID: "urn:attache:" + d.ID, Title: headline(e), Updated: d.Found.Format(time.RFC3339), Summary: details(e)}
		if e.URL != "" {
			entry.Link = &atomLink{e.URL}
		}
		if d.Found.After(latest) {
			latest = d.Found
		}
		f.Entries = append(f.Entries, entry)
	}
	f.Updated = latest.Format(time.RFC3339)
	out, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), append(out, '\n')...), nil
}

func eventOf(d store.Delivery) (store.Event, error) {
	var e store.Event
	if err := json.Unmarshal([]byte(d.Body), &e); err != nil {
		return e, fmt.Errorf("delivery %s cannot be read (%w)", d.ID, err)
	}
	return e, nil
}

// headline says in one line who did what to whom.
func headline(e store.Event) string {
	line := strings.Join(e.Event.Event, " ")
	if e.Mode != "" {
		line += " (" + e.Mode + ")"
	}
	if e.Standing != "" && e.Standing != "actual" {
		line += ", " + e.Standing
	}
	parties := shownParties(e, true)
	if to := shownParties(e, false); to != "" {
		parties += " → " + to
	}
	return oneLine(strings.Join([]string{e.Date, line, parties}, "  "))
}

func shownParties(e store.Event, actors bool) string {
	side := e.Recipient
	if actors {
		side = e.Actor
	}
	var out []string
	for _, p := range side {
		out = append(out, cmp.Or(strings.TrimSpace(p.Code+" "+p.Sector), p.EntityText))
	}
	return strings.Join(out, ", ")
}

// details are the words that prove an event, and where they stand.
func details(e store.Event) string {
	lines := []string{}
	for _, words := range e.EventText {
		lines = append(lines, "“"+oneLine(words)+"”")
	}
	for _, l := range []string{e.ReportTitle, e.Source, e.URL} {
		if l != "" {
			lines = append(lines, oneLine(l))
		}
	}
	lines = append(lines, fmt.Sprintf("confidence %.2f, %s", e.Confidence, e.ID))
	return strings.Join(lines, "\n")
}

// deliverFeed writes the alert's feed when it has something new, or is gone.
// What is in the file counts as sent once the file has its name.
func (w *Watcher) deliverFeed(ctx context.Context, a Alert) error {
	now := w.clock.Now()
	list, err := w.db.TakeDeliveries(ctx, a.Name, channelFeed, w.holder, false, 1000, now, now.Add(w.opt.Lease))
	if err != nil {
		return err
	}
	if _, missing := os.Stat(a.Feed); len(list) == 0 && missing == nil {
		return nil
	}
	wrote := w.writeFeed(ctx, a)
	if len(list) == 0 {
		return wrote
	}
	return w.settle(ctx, list, wrote)
}

func (w *Watcher) writeFeed(ctx context.Context, a Alert) error {
	shown, err := w.db.Deliveries(ctx, a.Name, channelFeed, feedSize)
	if err != nil {
		return err
	}
	out, err := AtomFeed(a.Name, shown)
	if err != nil {
		return err
	}
	return replace(a.Feed, out)
}

// replace gives a file new content in one step: readers see the old or the new.
func replace(path string, content []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, content) {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".attache-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing is there any more when all went well
	_, err = f.Write(content)
	for _, step := range []func() error{f.Sync, func() error { return f.Chmod(0o644) }, f.Close} {
		if e := step(); err == nil {
			err = e
		}
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
