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
	for _, q := range slices.Sorted(maps.Keys(ran)) {
		if ran[q] != nil || !repeated(q) || !s.wants(q) {
			continue
		}
		st, err := db.PrepareContext(ctx, q) // waits for the connection, so it holds no lock that its owner may want
		if err != nil {
			return nil // it is committed, and will do unprepared
		}
		if err := s.put(q, st); err != nil {
			return err
		}
	}
	return nil
}

// wants says that a statement is not kept yet and there is room for it.
func (s *statements) wants(q string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list[q] == nil && len(s.list) < mostStatements
}

// put keeps a statement, unless another has come first.
func (s *statements) put(q string, st *sql.Stmt) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.list[q] != nil {
		return st.Close()
	}
	s.list[q] = st
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
