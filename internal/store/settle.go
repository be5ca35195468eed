package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/attache/attache/internal/story"
)

// close settles the groups of events that were touched, and takes the events into the tables of questions.
func (w *writer) close(ctx context.Context) error {
	for _, root := range sortedKeys(w.groups) {
		if err := w.settleGroup(ctx, root); err != nil {
			return err
		}
	}
	if w.stale {
		if err := w.set(ctx, "ledger", "stale"); err != nil {
			return err
		}
	}
	return w.index(ctx, sortedKeys(w.pending)...)
}

func (t *Tx) set(ctx context.Context, name, value string) error {
	_, err := t.exec(ctx, "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
	return err
}

// touch takes an event out of the tables of questions before it changes; close
// takes it in again.
func (w *writer) touch(ctx context.Context, n int64) error {
	if w.pending[n] {
		return nil
	}
	w.pending[n] = true
	return w.unindex(ctx, n)
}

// one of a group of events that are the same event.
type groupMember struct {
	n, report, lead, sources, tellings int64
	told                               sql.NullInt64
	superseded, repeat                 bool
	copyOf                             int64
	outlet                             string
}

func (w *writer) group(ctx context.Context, root int64) ([]groupMember, error) {
	var out []groupMember
	rows, err := w.query(ctx, "SELECT e.n, e.report, e.lead, e.sources, e.tellings, e.told, e.repeat_of, r.superseded, COALESCE(r.copy_of, r.n), r.source, r.url FROM event e JOIN report r ON r.n = e.report WHERE e.told = ? OR e.n = ? ORDER BY e.n", root, root)
	err = each(rows, err, func(r *sql.Rows) error {
		var m groupMember
		var superseded sql.NullInt64
		var repeat, source, url string
		err := r.Scan(&m.n, &m.report, &m.lead, &m.sources, &m.tellings, &m.told, &repeat, &superseded, &m.copyOf, &source, &url)
		m.superseded, m.repeat, m.outlet = superseded.Valid, repeat != "", story.Outlet(source, url)
		out = append(out, m)
		return err
	})
	return out, err
}

// settleGroup lets the first event of a group lead it, of the reports that
// nothing took the place of, and counts who tells it.
func (w *writer) settleGroup(ctx context.Context, root int64) error {
	err := w.row(ctx, "SELECT COALESCE(told, n) FROM event WHERE n = ?", root).Scan(&root)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	list, err := w.group(ctx, root)
	if err != nil || len(list) == 0 {
		return err
	}
	leader := max(0, slices.IndexFunc(list, func(m groupMember) bool { return !m.superseded && !m.repeat }))
	var tell counter
	for i := range list {
		if !list[i].superseded {
			tell.add(list[i].copyOf, list[i].outlet)
		}
	}
	for i := range list {
		m := &list[i]
		want := groupMember{n: m.n, sources: 1, tellings: 1}
		if i != leader {
			want.told = sql.NullInt64{Int64: list[leader].n, Valid: true}
		} else if !m.superseded && !m.repeat {
			want.lead, want.sources, want.tellings = 1, tell.sources(), tell.tellings()
		}
		if m.told == want.told && m.lead == want.lead && m.sources == want.sources && m.tellings == want.tellings {
			continue
		}
		if m.lead != want.lead {
			if err := w.touch(ctx, m.n); err != nil {
				return err
			}
		}
		if _, err := w.exec(ctx, "UPDATE event SET told = ?, lead = ?, sources = ?, tellings = ? WHERE n = ?", want.told, want.lead, want.sources, want.tellings, m.n); err != nil {
			return err
		}
	}
	return nil
}

// counter counts who tells a thing: near duplicates are one telling; outlets
// that are not known are told apart by telling.
type counter struct {
	roots   map[int64]bool
	outlets map[string]bool
}

func (c *counter) add(root int64, outlet string) {
	if c.roots == nil {
		c.roots, c.outlets = map[int64]bool{}, map[string]bool{}
	}
	c.roots[root] = true
	if outlet == "" {
		outlet = "\x00" + strconv.FormatInt(root, 10)
	}
	c.outlets[outlet] = true
}

func (c *counter) tellings() int64 { return int64(len(c.roots)) }
func (c *counter) sources() int64  { return int64(len(c.outlets)) }

// settleStories settles the stories that were touched.
func (w *writer) settleStories(ctx context.Context) error {
	for _, n := range sortedKeys(w.stories) {
		if err := w.settleStory(ctx, n); err != nil {
			return err
		}
	}
	clear(w.stories)
	return nil
}

// settleStory counts a story's reports; those whose place was taken do not
// count as tellings. A story without reports goes.
func (w *writer) settleStory(ctx context.Context, n int64) error {
	var tell counter
	var reports int64
	var title, first, last string
	plain := false // the title is of a report that is no update
	rows, err := w.query(ctx, "SELECT r.title, r.mark, r.day, r.superseded, COALESCE(r.copy_of, r.n), r.source, r.url FROM report r WHERE r.story = ? ORDER BY r.n", n)
	err = each(rows, err, func(r *sql.Rows) error {
		var superseded sql.NullInt64
		var root int64
		var name, mark, day, source, url string
		if err := r.Scan(&name, &mark, &day, &superseded, &root, &source, &url); err != nil {
			return err
		}
		reports++
		if name != "" && (title == "" || !plain && mark == "") {
			title, plain = name, mark == ""
		}
		if day != "" && (first == "" || day < first) {
			first = day
		}
		last = max(last, day)
		if !superseded.Valid {
			tell.add(root, story.Outlet(source, url))
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("story: %w", err)
	}
	if reports == 0 {
		_, err = w.exec(ctx, "DELETE FROM story WHERE n = ?", n)
		return err
	}
	_, err = w.exec(ctx, "UPDATE story SET title = ?, day = ?, lastday = ?, reports = ?, tellings = ?, sources = ? WHERE n = ?", title, first, last, reports, tell.tellings(), tell.sources(), n)
	return err
}

func sortedKeys[V any](m map[int64]V) []int64 { return slices.Sorted(maps.Keys(m)) }

// column reads rows of one number.
func column(rows *sql.Rows, err error) ([]int64, error) {
	var out []int64
	err = each(rows, err, func(r *sql.Rows) error {
		var n int64
		err := r.Scan(&n)
		out = append(out, n)
		return err
	})
	return out, err
}
