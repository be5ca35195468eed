package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Source is a feed or sitemap that is followed, with its health. Times are
// zero for never.
type Source struct {
	ID       string    `json:"id"`
	URL      string    `json:"url"`
	Host     string    `json:"host"`
	Name     string    `json:"name,omitempty"`  // given
	Title    string    `json:"title,omitempty"` // as it calls itself
	Kind     string    `json:"kind,omitempty"`  // rss (also Atom and JSON) or sitemap; "" before the first answer
	Language string    `json:"language,omitempty"`
	Listed   string    `json:"listed,omitempty"` // where it is listed
	Active   bool      `json:"active"`           // false: it rests, or is gone for good
	Options  string    `json:"-"`                // JSON, for the watch alone
	Next     time.Time `json:"next,omitzero"`    // next try
	LastTry  time.Time `json:"last_try,omitzero"`
	LastOK   time.Time `json:"last_ok,omitzero"`  // last whole answer, also "nothing new"
	LastNew  time.Time `json:"last_new,omitzero"` // last answer with a new item
	Failures int       `json:"failures"`          // in a row
	Error    string    `json:"error,omitempty"`   // of the last try
	Polls    int       `json:"polls"`
	Items    Items     `json:"items"`
}

// Items counts items by what became of them.
type Items struct {
	Found   int `json:"found"`   // waiting to be fetched
	Fetched int `json:"fetched"` // waiting to be coded
	Coded   int `json:"coded"`
	Passed  int `json:"passed"` // left out: another language, read already, forbidden by robots.txt
	Failed  int `json:"failed"` // given up
}

// Shown is what a person calls the source.
func (s Source) Shown() string {
	for _, name := range [...]string{s.Name, s.Title} {
		if name != "" {
			return name
		}
	}
	return s.URL
}

// Health says in one word how a source does: new, ok, failing or resting.
func (s Source) Health() string {
	switch {
	case !s.Active:
		return "resting"
	case s.Failures > 0:
		return "failing"
	case s.LastOK.IsZero():
		return "new"
	}
	return "ok"
}

// SourceID names a source by its address.
func SourceID(url string) string { return shortDigest("source", url) }

// shortDigest is twelve bytes in hex.
func shortDigest(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:12])
}

// List makes the sources those of a list: new ones are due at once, known ones
// keep their health and take name, options and host, and what stood in the
// list before and no longer does rests.
func (s *Store) List(ctx context.Context, listed string, sources []Source) error {
	return s.change(ctx, func(tx *Tx) error {
		if _, err := tx.exec(ctx, "UPDATE source SET active = 0 WHERE listed = ?", listed); err != nil {
			return err
		}
		for _, src := range sources {
			_, err := tx.exec(ctx, `INSERT INTO source (id, url, host, name, title, kind, language, listed, active, options,
					next_at, holder, last_try, last_ok, last_new, failures, error, polls)
				VALUES (?, ?, ?, ?, '', '', '', ?, 1, ?, 0, '', 0, 0, 0, 0, '', 0)
				ON CONFLICT (id) DO UPDATE SET active = 1, listed = excluded.listed, name = excluded.name,
					options = excluded.options, host = excluded.host`,
				SourceID(src.URL), src.URL, src.Host, src.Name, listed, src.Options)
			if err == nil {
				err = knowHost(ctx, tx, src.Host)
			}
			if err != nil {
				return fmt.Errorf("source %s: %w", src.URL, err)
			}
		}
		return nil
	})
}

func knowHost(ctx context.Context, tx *Tx, host string) error {
	_, err := tx.exec(ctx, "INSERT INTO host (host, free_at) VALUES (?, 0) ON CONFLICT (host) DO NOTHING", host)
	return err
}

const sourceColumns = `id, url, host, name, title, kind, language, listed, active, options,
	next_at, last_try, last_ok, last_new, failures, error, polls`

func scanSource(row interface{ Scan(...any) error }) (Source, error) {
	var src Source
	var active int
	var next, try, ok, fresh int64
	err := row.Scan(&src.ID, &src.URL, &src.Host, &src.Name, &src.Title, &src.Kind, &src.Language, &src.Listed, &active, &src.Options,
		&next, &try, &ok, &fresh, &src.Failures, &src.Error, &src.Polls)
	src.Active = active != 0
	src.Next, src.LastTry, src.LastOK, src.LastNew = fromMillis(next), fromMillis(try), fromMillis(ok), fromMillis(fresh)
	return src, err
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// Sources gives all sources that were ever listed, with their health, in the
// order of their addresses.
func (s *Store) Sources(ctx context.Context) ([]Source, error) {
	var out []Source
	at := map[string]int{}
	rows, err := s.query(ctx, "SELECT "+sourceColumns+" FROM source ORDER BY url")
	err = each(rows, err, func(r *sql.Rows) error {
		src, err := scanSource(r)
		at[src.ID] = len(out)
		out = append(out, src)
		return err
	})
	if err != nil {
		return nil, err
	}
	rows, err = s.query(ctx, "SELECT source, state, COUNT(*) FROM item GROUP BY source, state")
	err = each(rows, err, func(r *sql.Rows) error {
		var id, state string
		var n int
		if err := r.Scan(&id, &state, &n); err != nil {
			return err
		}
		if i, ok := at[id]; ok {
			*out[i].Items.of(ItemState(state)) += n
		}
		return nil
	})
	return out, err
}

// of gives the counter of a state.
func (n *Items) of(state ItemState) *int {
	switch state {
	case ItemFound:
		return &n.Found
	case ItemFetched:
		return &n.Fetched
	case ItemCoded:
		return &n.Coded
	case ItemFailed:
		return &n.Failed
	}
	return &n.Passed
}

// TakeSource gives the source that is due longest and whose host is free, and
// takes both until the lease ends. ErrNotFound when none is due.
func (s *Store) TakeSource(ctx context.Context, holder string, now, lease time.Time) (Source, error) {
	var src Source
	err := s.change(ctx, func(tx *Tx) error {
		row := tx.row(ctx, "SELECT "+sourceColumns+` FROM source
			WHERE active = 1 AND next_at <= ? AND NOT EXISTS (SELECT 1 FROM host WHERE host.host = source.host AND free_at > ?)
			ORDER BY next_at, id LIMIT 1`, millis(now), millis(now))
		var err error
		if src, err = scanSource(row); err != nil {
			return notFound(err)
		}
		if _, err := tx.exec(ctx, "UPDATE source SET next_at = ?, holder = ? WHERE id = ?", millis(lease), holder, src.ID); err != nil {
			return err
		}
		return setHost(ctx, tx, src.Host, lease)
	})
	return src, err
}

func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// setHost says when a host may be asked again.
func setHost(ctx context.Context, tx *Tx, host string, at time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO host (host, free_at) VALUES (?, ?)
		ON CONFLICT (host) DO UPDATE SET free_at = excluded.free_at`, host, millis(at))
	return err
}

// TakeHost takes a host until then, when it is free; else it gives the time
// from which it is.
func (s *Store) TakeHost(ctx context.Context, host string, now, until time.Time) (free time.Time, taken bool, err error) {
	err = s.change(ctx, func(tx *Tx) error {
		taken = false
		var at int64
		err := tx.row(ctx, "SELECT free_at FROM host WHERE host = ?", host).Scan(&at)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if free = fromMillis(at); free.After(now) {
			return nil
		}
		taken = true
		return setHost(ctx, tx, host, until)
	})
	return free, taken, err
}

// FreeHost gives a host back: it may be asked again from then on.
func (s *Store) FreeHost(ctx context.Context, host string, at time.Time) error {
	return s.change(ctx, func(tx *Tx) error { return setHost(ctx, tx, host, at) })
}

// Visit is what is remembered of an address that is asked again.
type Visit struct {
	URL, ETag, Modified string
	Moved               string // where it has moved for good, "" when it has not
}

// Visit gives what is remembered of an address, nothing when it is new.
func (s *Store) Visit(ctx context.Context, url string) (Visit, error) {
	v := Visit{URL: url}
	err := s.row(ctx, "SELECT etag, modified, moved FROM visit WHERE url = ?", url).Scan(&v.ETag, &v.Modified, &v.Moved)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return v, err
}

func putVisit(ctx context.Context, tx *Tx, v Visit) error {
	_, err := tx.exec(ctx, `INSERT INTO visit (url, etag, modified, moved) VALUES (?, ?, ?, ?)
		ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, modified = excluded.modified, moved = excluded.moved`,
		v.URL, v.ETag, v.Modified, v.Moved)
	return err
}

// Polled is what came of reading a source.
type Polled struct {
	Source          string // its id
	Holder          string // who took it
	At              time.Time
	Next            time.Time // next try
	Gone            bool      // for good: it rests
	Error           string    // "" when all went well
	Kind            string    // "" keeps what is known; so do the next two
	Title, Language string
	Visits          []Visit // what to remember of the addresses that were asked
	Found           []Found
}

// PutPoll writes what came of reading a source: its health, what is to be
// remembered, and its new items, all or nothing. It gives the number of items
// that are new or have changed. Another holder's source is left alone: its
// lease ran out, and what was found will be found again.
func (s *Store) PutPoll(ctx context.Context, p Polled) (fresh int, err error) {
	err = s.change(ctx, func(tx *Tx) error {
		fresh = 0
		for _, f := range p.Found {
			isNew, err := putFound(ctx, tx, p.Source, f, p.At)
			if err != nil {
				return fmt.Errorf("item %s: %w", f.URL, err)
			}
			if isNew {
				fresh++
			}
		}
		for _, v := range p.Visits {
			if err := putVisit(ctx, tx, v); err != nil {
				return err
			}
		}
		return putHealth(ctx, tx, p, fresh)
	})
	return fresh, err
}

// putHealth comes after the items: it is what says that the source was read.
func putHealth(ctx context.Context, tx *Tx, p Polled, fresh int) error {
	ok, isNew, active := int64(0), int64(0), 1
	if p.Error == "" {
		ok = millis(p.At)
	}
	if fresh > 0 {
		isNew = millis(p.At)
	}
	if p.Gone {
		active = 0
	}
	_, err := tx.exec(ctx, `UPDATE source SET
			kind = CASE WHEN ? = '' THEN kind ELSE ? END, title = CASE WHEN ? = '' THEN title ELSE ? END,
			language = CASE WHEN ? = '' THEN language ELSE ? END,
			active = CASE WHEN active = 0 THEN 0 ELSE ? END, next_at = ?, holder = '', last_try = ?,
			last_ok = CASE WHEN ? > last_ok THEN ? ELSE last_ok END, last_new = CASE WHEN ? > last_new THEN ? ELSE last_new END,
			failures = CASE WHEN ? = '' THEN 0 ELSE failures + 1 END, error = ?, polls = polls + 1
		WHERE id = ? AND holder = ?`,
		p.Kind, p.Kind, p.Title, p.Title, p.Language, p.Language, active, millis(p.Next), millis(p.At),
		ok, ok, isNew, isNew, p.Error, p.Error, p.Source, p.Holder)
	return err
}

// PutBackSource gives back a source that was taken and not read.
func (s *Store) PutBackSource(ctx context.Context, id, holder string, next time.Time) error {
	return s.change(ctx, func(tx *Tx) error {
		_, err := tx.exec(ctx, "UPDATE source SET next_at = ?, holder = '' WHERE id = ? AND holder = ?", millis(next), id, holder)
		return err
	})
}

// PollNow makes a source due at once, also one that rests or waits after
// failures. ErrNotFound when there is none with that id or address.
func (s *Store) PollNow(ctx context.Context, idOrURL string) error {
	return s.change(ctx, func(tx *Tx) error {
		res, err := tx.exec(ctx, "UPDATE source SET next_at = 0, active = 1 WHERE id = ? OR url = ?", idOrURL, idOrURL)
		return touched(res, err)
	})
}

// touched is ErrNotFound when a statement changed nothing.
func touched(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return ErrNotFound
}
