package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
)

// recode puts a report's new coding in the place of the one that held, which
// is kept packed.
func (w *writer) recode(ctx context.Context, n, had, version int64, r *Record) error {
	if err := w.archive(ctx, n, had, version); err != nil {
		return err
	}
	if err := w.removeEvents(ctx, n); err != nil {
		return err
	}
	if _, err := w.exec(ctx, "DELETE FROM ledger_page WHERE report = ?", n); err != nil {
		return err
	}
	if _, err := w.exec(ctx, "UPDATE report SET version = ?, fault = ? WHERE n = ?", version, r.Fault, n); err != nil {
		return err
	}
	events, err := w.addEvents(ctx, n, r)
	if err != nil {
		return err
	}
	w.stale = true
	if err := w.addPage(ctx, n, r); err != nil {
		return err
	}
	return w.joinAgain(ctx, n, events)
}

// archive keeps the coding that holds under its version. A report may come
// back to a version that it had: then that one holds again.
func (w *writer) archive(ctx context.Context, report, had, version int64) error {
	var lines bytes.Buffer
	rows, err := w.query(ctx, "SELECT b.body FROM event e JOIN event_body b ON b.event = e.n WHERE e.report = ? ORDER BY e.n", report)
	err = each(rows, err, func(r *sql.Rows) error {
		var b []byte
		err := r.Scan(&b)
		lines.Write(b)
		lines.WriteByte('\n')
		return err
	})
	if err != nil {
		return err
	}
	if _, err := w.exec(ctx, "DELETE FROM coding WHERE report = ? AND version IN (?, ?)", report, had, version); err != nil {
		return err
	}
	_, err = w.exec(ctx, "INSERT INTO coding (report, version, body) VALUES (?, ?, ?)", report, had, w.packer.pack(lines.Bytes()))
	return err
}

// removeEvents takes a report's events out, and lets another event lead each
// group that one of them led.
func (w *writer) removeEvents(ctx context.Context, report int64) error {
	rows, err := w.query(ctx, "SELECT n FROM event WHERE report = ? ORDER BY n", report)
	events, err := column(rows, err)
	if err != nil {
		return err
	}
	for _, n := range events {
		if err := w.leave(ctx, n); err != nil {
			return err
		}
	}
	var known []int64
	for _, n := range events {
		if !w.pending[n] {
			known = append(known, n)
		}
		delete(w.pending, n)
		delete(w.groups, n)
	}
	if err := w.unindex(ctx, known...); err != nil {
		return err
	}
	for _, q := range [...]string{
		"DELETE FROM party WHERE event IN (SELECT n FROM event WHERE report = ?)",
		"DELETE FROM event_body WHERE event IN (SELECT n FROM event WHERE report = ?)",
		"DELETE FROM event_key WHERE event IN (SELECT n FROM event WHERE report = ?)",
		"DELETE FROM event WHERE report = ?",
	} {
		if _, err := w.exec(ctx, q, report); err != nil {
			return err
		}
	}
	return nil
}

// leave takes an event out of its group.
func (w *writer) leave(ctx context.Context, n int64) error {
	var root sql.NullInt64
	if err := w.row(ctx, "SELECT told FROM event WHERE n = ?", n).Scan(&root); err != nil {
		return err
	}
	if root.Valid {
		w.groups[root.Int64] = true
		return nil
	}
	var next sql.NullInt64
	if err := w.row(ctx, "SELECT MIN(n) FROM event WHERE told = ?", n).Scan(&next); err != nil || !next.Valid {
		return err
	}
	w.groups[next.Int64] = true
	if _, err := w.exec(ctx, "UPDATE event SET told = ? WHERE told = ? AND n <> ?", next.Int64, n, next.Int64); err != nil {
		return err
	}
	_, err := w.exec(ctx, "UPDATE event SET told = NULL WHERE n = ?", next.Int64)
	return err
}

// joinAgain finds who else tells a recoded report's events. What the report is
// to others as a text stays.
func (w *writer) joinAgain(ctx context.Context, n int64, events []kept) error {
	me, err := w.members(ctx, []int64{n})
	if err != nil {
		return err
	}
	if len(me) == 0 {
		return errors.New("its sketch is missing: attache db check says more")
	}
	m := me[0]
	if _, err := w.tellings(ctx, m, nil, events); err != nil {
		return err
	}
	if m.superseded {
		for _, e := range events {
			w.groups[e.n] = true // leads nothing
		}
	}
	return w.settle(ctx, m)
}
