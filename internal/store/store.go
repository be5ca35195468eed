package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver
	_ "modernc.org/sqlite"             // the "sqlite" driver
)

// Store is an open record. It may be used by many goroutines.
type Store struct {
	d     *dialect
	dsn   string
	read  *sql.DB
	write *sql.DB // SQLite: one connection, so that writers wait in line

	packer *packer
	kept   *statements // nil where the driver keeps statements itself
}

// Open opens the record in a SQLite file, made when it is not there, or in the
// PostgreSQL database of a postgres:// URL, and brings its schema up to date.
// The error says what to do about it.
func Open(ctx context.Context, dsn string) (*Store, error) {
	s, err := connect(ctx, dsn)
	if err != nil {
		return nil, err
	}
	if _, err := s.Migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenExisting is Open for those who only ask: a file that is not there is an
// error, not a new record.
func OpenExisting(ctx context.Context, dsn string) (*Store, error) {
	if err := exists(dsn); err != nil {
		return nil, err
	}
	return Open(ctx, dsn)
}

func exists(dsn string) error {
	if isPostgres(dsn) {
		return nil
	}
	if _, err := os.Stat(dsn); err != nil {
		return fmt.Errorf("%s: no record there; attache ingest --db %s REPORTS… makes one", dsn, dsn)
	}
	return nil
}

func isPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

func connect(ctx context.Context, dsn string) (*Store, error) {
	p, err := newPacker()
	if err != nil {
		return nil, err
	}
	to := connectSQLite
	if isPostgres(dsn) {
		to = connectPostgres
	}
	s, err := to(ctx, dsn)
	if err != nil {
		return nil, err
	}
	s.packer = p
	return s, nil
}

func connectPostgres(ctx context.Context, dsn string) (*Store, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; write it as postgres://user:password@host:5432/name", hidePassword(dsn), err)
	}
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(16)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: cannot connect (%w): see that the server runs and the database exists", hidePassword(dsn), err), db.Close())
	}
	return &Store{d: &postgres, dsn: dsn, read: db, write: db}, nil
}

// hidePassword gives a URL that may be shown.
func hidePassword(dsn string) string {
	if u, err := url.Parse(dsn); err == nil {
		return u.Redacted()
	}
	return "the database's URL"
}

// pragmas of every connection. A commit survives the death of the process at
// once and that of the machine after the next checkpoint; the file is whole in
// either case.
var pragmas = []string{
	"busy_timeout(15000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)", "cache_size(-65536)", "temp_store(MEMORY)", "journal_size_limit(67108864)",
}

func connectSQLite(ctx context.Context, path string) (*Store, error) {
	if path == "" {
		return nil, errors.New("no record named: give a file, or a postgres:// URL")
	}
	if dir := filepath.Dir(path); dir != "." {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("%s: there is no folder %s: make it first", path, dir)
		}
	}
	if err := looksLikeSQLite(path); err != nil {
		return nil, err
	}
	open := func(v url.Values) (*sql.DB, error) {
		v["_pragma"] = append(v["_pragma"], pragmas...)
		return sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: v.Encode()}).String())
	}
	write, err := open(url.Values{"_txlock": {"immediate"}})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	write.SetMaxOpenConns(1)
	if err := write.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: cannot be opened as a record: %w", path, err), write.Close())
	}
	read, err := open(url.Values{"_pragma": {"query_only(1)"}})
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(8)
	read.SetMaxIdleConns(8)
	return &Store{d: &sqlite, dsn: path, read: read, write: write, kept: newStatements()}, nil
}

// looksLikeSQLite keeps other files from being taken for a record.
func looksLikeSQLite(path string) error {
	const magic = "SQLite format 3\x00"
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer f.Close()
	head := make([]byte, len(magic))
	if n, _ := f.Read(head); n > 0 && string(head[:n]) != magic {
		return fmt.Errorf("%s: not a record (no SQLite file): name another file with --db", path)
	}
	return nil
}

// Close closes the record.
func (s *Store) Close() error {
	if s.read == s.write {
		return s.read.Close()
	}
	return errors.Join(s.kept.close(), s.read.Close(), s.write.Close())
}

// Tx is a transaction that writes; it takes statements with "?".
type Tx struct {
	*sql.Tx
	d     *dialect
	kept  *statements
	ready map[string]*sql.Stmt // of this transaction; nil for what is not kept
}

// statement gives a prepared statement that is kept from one transaction to
// the next, or nil.
func (t *Tx) statement(ctx context.Context, q string) *sql.Stmt {
	if t.kept == nil {
		return nil
	}
	st, seen := t.ready[q]
	if !seen {
		if of := t.kept.get(q); of != nil {
			st = t.Tx.StmtContext(ctx, of)
		}
		t.ready[q] = st
	}
	return st
}

func (t *Tx) exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	if st := t.statement(ctx, q); st != nil {
		return st.ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, t.d.sql(q), args...)
}

func (t *Tx) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if st := t.statement(ctx, q); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return t.Tx.QueryContext(ctx, t.d.sql(q), args...)
}

func (t *Tx) row(ctx context.Context, q string, args ...any) *sql.Row {
	if st := t.statement(ctx, q); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return t.Tx.QueryRowContext(ctx, t.d.sql(q), args...)
}

// query asks outside a transaction.
func (s *Store) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return s.read.QueryContext(ctx, s.d.sql(q), args...)
}

func (s *Store) row(ctx context.Context, q string, args ...any) *sql.Row {
	return s.read.QueryRowContext(ctx, s.d.sql(q), args...)
}

// change runs do in one transaction, the only one that writes at the time;
// what do wrote is undone when it fails.
func (s *Store) change(ctx context.Context, do func(*Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	t := &Tx{tx, s.d, s.kept, map[string]*sql.Stmt{}}
	if s.d.lock != "" {
		_, err = tx.ExecContext(ctx, s.d.lock)
	}
	if err == nil {
		err = do(t)
	}
	if err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.kept.add(ctx, s.write, t.ready)
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// each calls do with every row and closes them.
func each(rows *sql.Rows, err error, do func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
