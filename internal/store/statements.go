package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
)

// statements keeps prepared statements for SQLite, where parsing them would
// cost as much as running them. It holds the statements of the one connection
// that writes.
type statements struct {
	mu   sync.Mutex
	list map[string]*sql.Stmt
}

// mostStatements bounds what is kept; the program has fewer.
const mostStatements = 400

func newStatements() *statements { return &statements{list: map[string]*sql.Stmt{}} }

func (s *statements) get(q string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list[q]
}

// add prepares what a transaction ran unprepared. It is called after the
// transaction: within it, the connection is taken.
func (s *statements) add(ctx context.Context, db *sql.DB, ran map[string]*sql.Stmt) error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range slices.Sorted(maps.Keys(ran)) {
		if ran[q] != nil || s.list[q] != nil || len(s.list) >= mostStatements || !repeated(q) {
			continue
		}
		st, err := db.PrepareContext(ctx, q)
		if err != nil {
			return nil // it is committed, and will do unprepared
		}
		s.list[q] = st
	}
	return nil
}

// repeated: statements on the schema run once.
func repeated(q string) bool {
	for _, verb := range [...]string{"SELECT", "INSERT", "UPDATE", "DELETE"} {
		if strings.HasPrefix(q, verb) {
			return true
		}
	}
	return false
}

func (s *statements) close() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, q := range slices.Sorted(maps.Keys(s.list)) {
		errs = append(errs, s.list[q].Close())
	}
	clear(s.list)
	return errors.Join(errs...)
}
