package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/attache/attache/internal/ledger"
)

// SettleLedger joins what reports gave to the ledger, follows each entry
// through them, and writes what changed, in one transaction. It does nothing
// when no report came since. Reports whose place was taken are left out.
func (s *Store) SettleLedger(ctx context.Context) error {
	var state string
	if err := s.row(ctx, "SELECT COALESCE(MAX(value), '') FROM setting WHERE name = 'ledger'").Scan(&state); err != nil || state != "stale" {
		return err
	}
	return s.change(ctx, func(tx *Tx) error {
		reports, book, err := tx.pages(ctx, s.packer)
		if err != nil {
			return err
		}
		book.Settle(time.Time{})
		if err := tx.writeLedger(ctx, book, reports); err != nil {
			return err
		}
		return tx.set(ctx, "ledger", "settled")
	})
}

// pages reads what all reports gave, in the order in which they came, and the
// n of each report by its id.
func (t *Tx) pages(ctx context.Context, p *packer) (map[string]int64, *ledger.Book, error) {
	var ns []int64
	var bodies [][]byte
	rows, err := t.query(ctx, "SELECT p.report, p.body FROM ledger_page p JOIN report r ON r.n = p.report WHERE r.superseded IS NULL ORDER BY p.report")
	err = each(rows, err, func(r *sql.Rows) error {
		var n int64
		var body []byte
		err := r.Scan(&n, &body)
		ns, bodies = append(ns, n), append(bodies, body)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	pages, err := unpackPages(p, bodies)
	if err != nil {
		return nil, nil, err
	}
	reports, book := make(map[string]int64, len(ns)), &ledger.Book{}
	for i := range pages {
		reports[pages[i].Report] = ns[i]
		book.AddPage(&pages[i])
	}
	return reports, book, nil
}

// unpackPages reads pages on all cores.
func unpackPages(p *packer, bodies [][]byte) ([]ledger.Page, error) {
	pages, errs := make([]ledger.Page, len(bodies)), make([]error, len(bodies))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(bodies); i = int(next.Add(1)) - 1 {
				b, err := p.unpack(bodies[i])
				if err == nil {
					err = pages[i].UnmarshalBinary(b)
				}
				errs[i] = err
			}
		})
	}
	wg.Wait()
	return pages, errors.Join(errs...)
}

// writeLedger makes the table of entries equal to the book, and leaves rows
// that are right alone.
func (t *Tx) writeLedger(ctx context.Context, book *ledger.Book, reports map[string]int64) error {
	old, err := t.ledgerBodies(ctx)
	if err != nil {
		return err
	}
	for i := range book.Entries {
		e := &book.Entries[i]
		line := e.Line()
		body, err := json.Marshal(line)
		if err != nil {
			return err
		}
		was, there := old[e.ID]
		delete(old, e.ID)
		if there && was == string(body) {
			continue
		}
		if there {
			if err := t.dropEntry(ctx, e.ID); err != nil {
				return err
			}
		}
		if err := t.addEntry(ctx, e, &line, string(body), reports[e.Report]); err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
	}
	for id := range old {
		if err := t.dropEntry(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) ledgerBodies(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	rows, err := t.query(ctx, "SELECT id, body FROM ledger_entry")
	err = each(rows, err, func(r *sql.Rows) error {
		var id, body string
		err := r.Scan(&id, &body)
		out[id] = body
		return err
	})
	return out, err
}

func (t *Tx) dropEntry(ctx context.Context, id string) error {
	_, err := t.exec(ctx, "DELETE FROM ledger_party WHERE entry IN (SELECT n FROM ledger_entry WHERE id = ?)", id)
	if err == nil {
		_, err = t.exec(ctx, "DELETE FROM ledger_entry WHERE id = ?", id)
	}
	return err
}

func (t *Tx) addEntry(ctx context.Context, e *ledger.Entry, l *ledger.Line, body string, report int64) error {
	if report == 0 {
		return errors.New("an entry of a report that is not there")
	}
	owed := 0
	if e.Open() && e.RepeatOf == "" {
		owed = 1
	}
	first, last := ledger.Days(e.Due)
	over := ""
	if l.Over != nil {
		over = l.Over.Text
	}
	var n int64
	err := t.row(ctx, "INSERT INTO ledger_entry (id, report, day, kind, status, owed, over, due, lastdue, repeat_of, confidence, body) VALUES ("+places(12)+") RETURNING n",
		l.ID, report, l.Date, string(l.Kind), string(l.Status), owed, over, first, last, l.RepeatOf, l.Confidence, body).Scan(&n)
	if err != nil {
		return err
	}
	var parties [][]any
	for side, list := range [...][]ledger.Party{l.By, l.To, l.SaidBy} {
		for i, p := range list {
			name := p.Identifier
			if name == "" {
				name = p.EntityText
			}
			parties = append(parties, []any{n, side, i, p.Code, p.Sector, name})
		}
	}
	return t.insert(ctx, "ledger_party (entry, side, ord, code, sector, name)", parties)
}
