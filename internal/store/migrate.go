package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migration is one step of the schema. Steps are applied in the order of their
// numbers, each once; a gap is no fault.
type migration struct {
	number int
	name   string
	sql    string
}

func loadMigrations() ([]migration, error) {
	list, err := migrations.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	var out []migration
	for _, f := range list {
		number, name, _ := strings.Cut(strings.TrimSuffix(f.Name(), ".sql"), "_")
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("migrations/%s: name it as 0001_record.sql", f.Name())
		}
		b, err := migrations.ReadFile("migrations/" + f.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, migration{n, name, string(b)})
	}
	slices.SortFunc(out, func(a, b migration) int { return a.number - b.number })
	return out, nil
}

const migrationTable = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"

// Migrate brings the schema up to date and gives the names of the steps that
// it took. All of them happen, or none. A record written by a later program
// is refused.
func (s *Store) Migrate(ctx context.Context) ([]string, error) {
	steps, err := loadMigrations()
	if err != nil {
		return nil, err
	}
	if done, err := s.migrated(ctx); err == nil && len(done) == len(steps) && !slices.ContainsFunc(steps, func(m migration) bool { return !done[m.number] }) {
		return nil, nil // the usual case takes no lock
	}
	var took []string
	err = s.change(ctx, func(tx *Tx) error {
		took = nil
		if _, err := tx.exec(ctx, migrationTable); err != nil {
			return err
		}
		rows, err := tx.query(ctx, "SELECT number FROM migration")
		done, err := numbers(rows, err)
		if err != nil {
			return err
		}
		for _, m := range steps {
			if done[m.number] {
				delete(done, m.number)
				continue
			}
			if _, err := tx.Tx.ExecContext(ctx, s.d.migration(m.sql)); err != nil {
				return fmt.Errorf("migration %04d_%s: %w", m.number, m.name, err)
			}
			if _, err := tx.exec(ctx, "INSERT INTO migration (number, name) VALUES (?, ?)", m.number, m.name); err != nil {
				return err
			}
			took = append(took, fmt.Sprintf("%04d_%s", m.number, m.name))
		}
		if len(done) > 0 {
			return fmt.Errorf("the record was written by a later attache: use that one")
		}
		return nil
	})
	return took, err
}

// migrated gives the steps that were taken.
func (s *Store) migrated(ctx context.Context) (map[int]bool, error) {
	rows, err := s.query(ctx, "SELECT number FROM migration")
	return numbers(rows, err)
}

func numbers(rows *sql.Rows, err error) (map[int]bool, error) {
	out := map[int]bool{}
	err = each(rows, err, func(r *sql.Rows) error {
		var n int
		err := r.Scan(&n)
		out[n] = true
		return err
	})
	return out, err
}

// Upgrade brings the schema of a record up to date without opening it further,
// and gives the names of the steps that it took.
func Upgrade(ctx context.Context, dsn string) ([]string, error) {
	if err := exists(dsn); err != nil {
		return nil, err
	}
	s, err := connect(ctx, dsn)
	if err != nil {
		return nil, err
	}
	took, err := s.Migrate(ctx)
	return took, errors.Join(err, s.Close())
}
