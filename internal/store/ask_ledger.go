package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// LedgerEntries gives a part of the entries that a filter means, the newest
// first, or the soonest due first with ByDue, which leaves out what has no day.
func (s *Store) LedgerEntries(ctx context.Context, f LedgerFilter, p Page) ([]LedgerEntry, string, error) {
	where, args := f.where()
	column, order, than := "l.day", "DESC", "<"
	if f.ByDue {
		column, order, than = "l.lastdue", "ASC", ">"
		where += " AND l.lastdue > ''"
	}
	if p.After != "" {
		c, err := parseCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND ("+column+", l.n) "+than+" (?, ?)", append(args, c.day, c.n)
	}
	var list []LedgerEntry
	var keys []cursor
	rows, err := s.query(ctx, ledgerSelect+"l.n, "+column+", "+ledgerFrom+where+" ORDER BY "+column+" "+order+", l.n "+order+" LIMIT ?", append(args, p.limit()+1)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var c cursor
		e, err := scanEntry(r.Scan, &c.n, &c.day)
		list, keys = append(list, e), append(keys, c)
		return err
	})
	if n := p.limit(); len(list) > n {
		return list[:n], keys[n-1].String(), err
	}
	return list, "", err
}

// LedgerEntry gives one entry by its id, ErrNotFound when the record does not
// hold it.
func (s *Store) LedgerEntry(ctx context.Context, id string) (LedgerEntry, error) {
	e, err := scanEntry(s.row(ctx, ledgerSelect+ledgerFrom+"l.id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return e, ErrNotFound
	}
	return e, err
}

const (
	ledgerSelect = "SELECT "
	ledgerFrom   = "l.body, r.id, r.title, r.source FROM ledger_entry l JOIN report r ON r.n = l.report WHERE "
)

func scanEntry(scan func(...any) error, keys ...any) (LedgerEntry, error) {
	var e LedgerEntry
	var body []byte
	var report string
	if err := scan(append(keys, &body, &report, &e.ReportTitle, &e.Source)...); err != nil {
		return e, err
	}
	if err := json.Unmarshal(body, &e.Line); err != nil {
		return e, fmt.Errorf("entry of the ledger in report %s: %w; attache db check tells more", report, err)
	}
	e.Report = report
	return e, nil
}

// where writes the conditions of a filter.
func (f *LedgerFilter) where() (string, []any) {
	conds, args := []string{"1 = 1"}, []any{}
	and := func(cond string, more ...any) {
		conds, args = append(conds, cond), append(args, more...)
	}
	for _, l := range []struct {
		side int
		list []string
	}{{0, f.By}, {1, f.Owed}} {
		if len(l.list) > 0 {
			cond, more := onSide(l.side, l.list)
			and(cond, more...)
		}
	}
	if a, b := f.Dyad[0], f.Dyad[1]; a != "" && b != "" {
		byA, one := onSide(0, []string{a})
		toB, two := onSide(1, []string{b})
		byB, three := onSide(0, []string{b})
		toA, four := onSide(1, []string{a})
		and("("+byA+" AND "+toB+" OR "+byB+" AND "+toA+")", append(append(append(one, two...), three...), four...)...)
	}
	for _, l := range []struct {
		column string
		list   []string
	}{{"l.kind", f.Kinds}, {"l.status", f.Statuses}} {
		if len(l.list) > 0 {
			list := make([]any, len(l.list))
			for i, v := range l.list {
				list[i] = v
			}
			and(l.column+" IN ("+places(len(list))+")", list...)
		}
	}
	for _, d := range []struct {
		cond string
		day  time.Time
	}{{"l.lastdue >= ?", f.DueFrom}, {"l.lastdue > '' AND l.lastdue < ?", f.DueBefore}, {"l.day >= ?", f.From}, {"l.day > '' AND l.day <= ?", f.To}} {
		if !d.day.IsZero() {
			and(d.cond, d.day.Format(time.DateOnly))
		}
	}
	if f.Over != "" {
		and(`lower(l.over) LIKE ? ESCAPE '\'`, contains(f.Over))
	}
	if f.Text != "" {
		and(`lower(l.body) LIKE ? ESCAPE '\'`, contains(f.Text))
	}
	if f.Report != "" {
		and("l.report = (SELECT n FROM report WHERE id = ?)", f.Report)
	}
	if f.Open {
		and("l.owed = 1")
	}
	if !f.Repeats {
		and("l.repeat_of = ''")
	}
	return strings.Join(conds, " AND "), args
}

// contains gives a pattern for LIKE over lower-case text.
func contains(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(s)) + "%"
}

// onSide asks for one of some parties on a side: by code, code and sector, or
// name.
func onSide(side int, list []string) (string, []any) {
	var conds []string
	args := []any{side}
	for _, name := range list {
		p := partyOf(name)
		c, more := "(x.code = ? OR lower(x.name) = ?)", []any{p.code, strings.ToLower(strings.TrimSpace(name))}
		if p.sector != "" {
			c, more = "(x.code = ? AND x.sector = ? OR lower(x.name) = ?)", []any{p.code, p.sector, strings.ToLower(strings.TrimSpace(name))}
		}
		conds, args = append(conds, c), append(args, more...)
	}
	return "EXISTS (SELECT 1 FROM ledger_party x WHERE x.entry = l.n AND x.side = ? AND (" + strings.Join(conds, " OR ") + "))", args
}
