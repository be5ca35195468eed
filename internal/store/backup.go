package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/attache/attache/internal/story"
)

// Backup writes the record as it stands into a new SQLite file, which is a
// record itself; others may go on reading and writing meanwhile. The file
// appears when it is whole.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("%s is there already: name another file", file)
	}
	part := file + ".part"
	if err := errors.Join(ignoreMissing(os.Remove(part)), ignoreMissing(os.Remove(part+"-wal")), ignoreMissing(os.Remove(part+"-shm"))); err != nil {
		return err
	}
	if err := s.backup(ctx, part); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", file, err), ignoreMissing(os.Remove(part)))
	}
	if err := syncFile(part); err != nil {
		return err
	}
	return os.Rename(part, file)
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (s *Store) backup(ctx context.Context, file string) error {
	if s.d == &sqlite {
		_, err := s.write.ExecContext(ctx, "VACUUM INTO ?", file)
		return err
	}
	to, err := Open(ctx, file)
	if err != nil {
		return err
	}
	return errors.Join(s.CopyTo(ctx, to), to.Close()) // closing leaves one file
}

// CopyTo writes the whole record into another that is empty, of either kind:
// to move to PostgreSQL, or back. It happens as a whole or not at all.
func (s *Store) CopyTo(ctx context.Context, to *Store) error {
	from, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: s.d.snapshot})
	if err != nil {
		return err
	}
	defer func() { _ = from.Rollback() }() // nothing was written
	return to.change(ctx, func(tx *Tx) error {
		var n int
		if err := tx.row(ctx, "SELECT COUNT(*) FROM report").Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return errors.New("there is a record already: a copy needs an empty place")
		}
		tables, err := tx.tables(ctx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			if err := tx.copyTable(ctx, from, t); err != nil {
				return fmt.Errorf("table %s: %w", t, err)
			}
		}
		return tx.indexWords(ctx)
	})
}

// tables lists the tables with contents of their own, each behind those that
// it points to.
func (t *Tx) tables(ctx context.Context) ([]string, error) {
	points := map[string][]string{}
	var names []string
	rows, err := t.query(ctx, t.d.tables)
	err = each(rows, err, func(r *sql.Rows) error {
		var name string
		var to sql.NullString
		err := r.Scan(&name, &to)
		if _, seen := points[name]; !seen {
			names = append(names, name)
		}
		points[name] = append(points[name], to.String)
		return err
	})
	var out []string
	var visit func(string)
	visit = func(name string) {
		if slices.Contains(out, name) {
			return
		}
		for _, to := range points[name] {
			if to != "" && to != name {
				visit(to)
			}
		}
		out = append(out, name)
	}
	for _, name := range names {
		visit(name)
	}
	return out, err
}

// copyTable copies rows in the order of the first column.
func (t *Tx) copyTable(ctx context.Context, from *sql.Tx, table string) error {
	if _, err := t.exec(ctx, "DELETE FROM "+table); err != nil { // settings that come with the schema
		return err
	}
	rows, err := from.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY 1")
	if err != nil {
		return err
	}
	names, err := rows.Columns()
	if err != nil {
		return errors.Join(err, rows.Close())
	}
	const part = 64
	var batch [][]any
	into := table + " (" + strings.Join(names, ", ") + ")"
	err = each(rows, nil, func(r *sql.Rows) error {
		row, at := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			at[i] = &row[i]
		}
		if err := r.Scan(at...); err != nil {
			return err
		}
		if batch = append(batch, row); len(batch) < part {
			return nil
		}
		full := batch
		batch = nil
		return t.insert(ctx, into, full)
	})
	if err == nil {
		err = t.insert(ctx, into, batch)
	}
	if err == nil && t.d.sequence != "" && slices.Contains(names, "n") {
		_, err = t.exec(ctx, strings.ReplaceAll(t.d.sequence, "$table", table))
	}
	return err
}

// indexWords makes the full text index of a record that has none.
func (t *Tx) indexWords(ctx context.Context) error {
	cut := story.NewCutter()
	for after := int64(0); ; {
		var ns []int64
		var texts []string
		rows, err := t.query(ctx, "SELECT n, title, text FROM report WHERE n > ? ORDER BY n LIMIT 200", after)
		err = each(rows, err, func(r *sql.Rows) error {
			var title, text string
			err := r.Scan(&after, &title, &text)
			ns, texts = append(ns, after), append(texts, title+"\n"+text)
			return err
		})
		if err != nil || len(ns) == 0 {
			return err
		}
		for i, n := range ns {
			if _, err := t.exec(ctx, t.d.addWords, n, t.d.vector(indexed(cut.Words(texts[i])))); err != nil {
				return err
			}
		}
	}
}
