package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/text"
)

// Coded is a version and what is there under it.
type Coded struct {
	Number  int64 `json:"number"` // in this record, in the order in which versions came
	Version `json:"version"`
	Reports int `json:"reports"` // coded so now
	Older   int `json:"older"`   // coded so before
}

// Versions lists the versions of the record, oldest first.
func (s *Store) Versions(ctx context.Context) ([]Coded, error) {
	var out []Coded
	rows, err := s.query(ctx, "SELECT n, program, codebook, settings, (SELECT COUNT(*) FROM report r WHERE r.version = v.n), (SELECT COUNT(*) FROM coding c WHERE c.version = v.n) FROM version v ORDER BY n")
	err = each(rows, err, func(r *sql.Rows) error {
		var c Coded
		err := r.Scan(&c.Number, &c.Program, &c.Codebook, &c.Settings, &c.Reports, &c.Older)
		out = append(out, c)
		return err
	})
	return out, err
}

// Outdated gives up to limit reports that are coded otherwise than v, in the
// order in which they came, from behind the cursor on (0 at first), with the
// name that each came with; and the next cursor.
func (s *Store) Outdated(ctx context.Context, v Version, after int64, limit int) (list []Record, next int64, err error) {
	next = after
	rows, err := s.query(ctx, "SELECT r.n, r.id, r.name, r.source, r.url, r.title, r.author, r.published, r.dated, r.place, r.furniture, r.text FROM report r JOIN version v ON v.n = r.version WHERE r.n > ? AND NOT (v.program = ? AND v.codebook = ? AND v.settings = ?) ORDER BY r.n LIMIT ?",
		after, v.Program, v.Codebook, v.Settings, limit)
	err = each(rows, err, func(r *sql.Rows) error {
		var rec Record
		var published, dated, furniture string
		p := &rec.Report
		if err := r.Scan(&next, &p.ID, &rec.Name, &p.Source, &p.URL, &p.Title, &p.Author, &published, &dated, &p.Place, &furniture, &p.Text); err != nil {
			return err
		}
		list = append(list, rec)
		return restore(&list[len(list)-1].Report, published, dated, furniture)
	})
	return list, next, err
}

// restore fills what a report's row keeps in other forms.
func restore(p *text.Report, published, dated, furniture string) error {
	p.Dated = text.Origin(dated)
	if published != "" {
		t, err := time.Parse(time.RFC3339, published)
		if err != nil {
			return fmt.Errorf("report %s: %w", p.ID, err)
		}
		p.Published = t
	}
	if err := json.Unmarshal([]byte(furniture), &p.Furniture); err != nil {
		return fmt.Errorf("report %s: %w", p.ID, err)
	}
	return nil
}

// ReportChange is what became of a report's events between two versions.
type ReportChange struct {
	Report  string   `json:"report"`
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	Changes []Change `json:"changes"`
	Same    int      `json:"same"`
}

// Diff compares what reports gave under two versions, by their numbers, and
// tells of each report that is coded under both, in the order in which they
// came.
func (s *Store) Diff(ctx context.Context, from, to int64, do func(ReportChange) error) error {
	const part = 200
	for after := int64(0); ; {
		var ns []int64
		var list []ReportChange
		rows, err := s.query(ctx, "SELECT r.n, r.id, r.name, r.title FROM report r WHERE r.n > ? AND (r.version = ? OR EXISTS (SELECT 1 FROM coding c WHERE c.report = r.n AND c.version = ?)) AND (r.version = ? OR EXISTS (SELECT 1 FROM coding c WHERE c.report = r.n AND c.version = ?)) ORDER BY r.n LIMIT ?",
			after, from, from, to, to, part)
		err = each(rows, err, func(r *sql.Rows) error {
			var c ReportChange
			err := r.Scan(&after, &c.Report, &c.Name, &c.Title)
			ns, list = append(ns, after), append(list, c)
			return err
		})
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			old, err := s.coding(ctx, ns[i], from)
			if err != nil {
				return err
			}
			now, err := s.coding(ctx, ns[i], to)
			if err != nil {
				return err
			}
			list[i].Changes, list[i].Same = compare(old, now)
			if err := do(list[i]); err != nil {
				return err
			}
		}
	}
}

// coding gives a report's events under a version.
func (s *Store) coding(ctx context.Context, report, version int64) ([]export.Event, error) {
	var out []export.Event
	add := func(b []byte) error {
		var e export.Event
		err := json.Unmarshal(b, &e)
		out = append(out, e)
		return err
	}
	var packed []byte
	err := s.row(ctx, "SELECT body FROM coding WHERE report = ? AND version = ?", report, version).Scan(&packed)
	if err == nil {
		lines, err := s.packer.unpack(packed)
		if err != nil {
			return nil, err
		}
		for l := range bytes.Lines(lines) {
			if err := add(l); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	if err != sql.ErrNoRows {
		return nil, err
	}
	rows, err := s.query(ctx, "SELECT b.body FROM event e JOIN event_body b ON b.event = e.n WHERE e.report = ? ORDER BY e.n", report)
	return out, each(rows, err, func(r *sql.Rows) error {
		var b []byte
		if err := r.Scan(&b); err != nil {
			return err
		}
		return add(b)
	})
}
