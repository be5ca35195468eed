package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/attache/attache/internal/export"
)

// Events gives a part of the events that a filter means, the newest first, and
// the cursor of the next part, "" behind the last. Events of an unknown day
// come last.
func (s *Store) Events(ctx context.Context, f Filter, p Page) ([]Event, string, error) {
	return s.events(ctx, &f, p, "DESC")
}

// EachEvent calls do with every event that a filter means, the oldest first,
// and holds no more than a few hundred at a time. An event that is written
// meanwhile may come or not.
func (s *Store) EachEvent(ctx context.Context, f Filter, do func(Event) error) error {
	for after := ""; ; {
		list, next, err := s.events(ctx, &f, Page{After: after, Limit: 500}, "ASC")
		if err != nil {
			return err
		}
		for _, e := range list {
			if err := do(e); err != nil {
				return err
			}
		}
		if after = next; after == "" {
			return nil
		}
	}
}

func (s *Store) events(ctx context.Context, f *Filter, p Page, order string) ([]Event, string, error) {
	keys, err := s.keys(ctx, f, p, order)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if n := p.limit(); len(keys) > n {
		keys = keys[:n]
		next = keys[n-1].String()
	}
	list, err := s.load(ctx, keys)
	return list, next, err
}

// keys finds the events of a part, and one more when there is one.
func (s *Store) keys(ctx context.Context, f *Filter, p Page, order string) ([]cursor, error) {
	if strings.TrimSpace(f.Text) != "" && f.Report == "" && f.Story == "" {
		often, err := s.frequent(ctx, f.Text)
		if err != nil {
			return nil, err
		}
		q := *f
		q.frequent, f = often, &q
	}
	branches, err := s.branches(f)
	if err != nil {
		return nil, err
	}
	var after *cursor
	if p.After != "" {
		c, err := parseCursor(p.After)
		if err != nil {
			return nil, err
		}
		after = &c
	}
	var parts []string
	var args []any
	for i := range branches {
		b := &branches[i]
		day, n := b.key("day"), b.key("n")
		if after != nil {
			b.and("("+day+", "+n+") "+map[string]string{"ASC": ">", "DESC": "<"}[order]+" (?, ?)", after.day, after.n)
		}
		parts = append(parts, "SELECT "+day+" AS day, "+n+" AS n"+b.sql()+" ORDER BY "+day+" "+order+", "+n+" "+order+fmt.Sprintf(" LIMIT %d", p.limit()+1))
		args = append(args, b.args...)
	}
	q := parts[0]
	if len(parts) > 1 {
		for i := range parts {
			parts[i] = fmt.Sprintf("SELECT day, n FROM (%s) AS b%d", parts[i], i)
		}
		q = strings.Join(parts, " UNION ") + fmt.Sprintf(" ORDER BY day %s, n %s LIMIT %d", order, order, p.limit()+1)
	}
	var out []cursor
	rows, err := s.query(ctx, q, args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var c cursor
		err := r.Scan(&c.day, &c.n)
		out = append(out, c)
		return err
	})
	return out, err
}

const eventSelect = `SELECT e.n, b.body, COALESCE(st.id, ''), e.sources, COALESCE(rv.verdict, ''), r.id, r.title, r.source, r.url, r.published
	FROM event e JOIN event_body b ON b.event = e.n JOIN report r ON r.n = e.report
	LEFT JOIN story st ON st.n = e.story LEFT JOIN review rv ON rv.event = e.id WHERE `

// load reads events in the order of their keys.
func (s *Store) load(ctx context.Context, keys []cursor) ([]Event, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	args := make([]any, len(keys))
	at := make(map[int64]int, len(keys))
	for i, k := range keys {
		args[i] = k.n
		at[k.n] = i
	}
	out := make([]Event, len(keys))
	rows, err := s.query(ctx, eventSelect+"e.n IN ("+places(len(keys))+")", args...)
	err = each(rows, err, func(r *sql.Rows) error {
		n, e, err := scanEvent(r.Scan)
		out[at[n]] = e
		return err
	})
	return out, err
}

func scanEvent(scan func(...any) error) (int64, Event, error) {
	var e Event
	var n int64
	var body []byte
	var report, published string
	if err := scan(&n, &body, &e.Story, &e.Sources, &e.Review, &report, &e.ReportTitle, &e.Source, &e.URL, &published); err != nil {
		return 0, e, err
	}
	if err := json.Unmarshal(body, &e.Event); err != nil {
		return 0, e, fmt.Errorf("event %d: %w; attache db check tells more", n, err)
	}
	e.Report = report
	if published != "" {
		var err error
		if e.Published, err = time.Parse(time.RFC3339, published); err != nil {
			return 0, e, fmt.Errorf("report %s: %w; attache db check tells more", report, err)
		}
	}
	return n, e, nil
}

// Event gives one event by its id, also one that is told again or whose report
// is superseded; ErrNotFound when the record does not hold it.
func (s *Store) Event(ctx context.Context, id string) (Event, error) {
	_, e, err := scanEvent(s.row(ctx, eventSelect+"e.id = ?", id).Scan)
	if err == sql.ErrNoRows {
		return e, ErrNotFound
	}
	return e, err
}

// Row gives the event as exports take it.
func (e *Event) Row() export.Row {
	return export.Row{Event: &e.Event, Title: e.ReportTitle, Source: e.Source, URL: e.URL, Published: e.Published, Story: e.Story, Sources: e.Sources, Review: e.Review}
}
