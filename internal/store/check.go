package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/text"
)

// rules are what must hold of a whole record: each asks for the ids of what
// breaks it.
var rules = []struct{ says, finds string }{
	{"an event has no report", "SELECT id FROM event WHERE report NOT IN (SELECT n FROM report)"},
	{"an event has no body", "SELECT id FROM event WHERE n NOT IN (SELECT event FROM event_body)"},
	{"a body has no event", "SELECT CAST(event AS TEXT) FROM event_body WHERE event NOT IN (SELECT n FROM event)"},
	{"a party has no event", "SELECT DISTINCT CAST(event AS TEXT) FROM party WHERE event NOT IN (SELECT n FROM event)"},
	{"an event is told by one that does not lead", "SELECT e.id FROM event e LEFT JOIN event f ON f.n = e.told WHERE e.told IS NOT NULL AND (f.n IS NULL OR f.told IS NOT NULL)"},
	{"an event leads that is told, repeated or superseded", "SELECT e.id FROM event e JOIN report r ON r.n = e.report WHERE e.lead = 1 AND (e.told IS NOT NULL OR e.repeat_of <> '' OR r.superseded IS NOT NULL)"},
	{"an event should lead", "SELECT e.id FROM event e JOIN report r ON r.n = e.report WHERE e.lead = 0 AND e.told IS NULL AND e.repeat_of = '' AND r.superseded IS NULL"},
	{"an event is in another story than its report", "SELECT e.id FROM event e JOIN report r ON r.n = e.report WHERE e.story IS NULL OR e.story <> r.story"},
	{"a report has no story", "SELECT id FROM report WHERE story IS NULL"},
	{"a story miscounts its reports", "SELECT s.id FROM story s LEFT JOIN (SELECT story, COUNT(*) AS c FROM report GROUP BY story) m ON m.story = s.n WHERE s.reports <> COALESCE(m.c, 0)"},
	{"a report has no sketch", "SELECT id FROM report WHERE n NOT IN (SELECT report FROM sketch)"},
	{"a coding is kept twice", "SELECT r.id FROM coding c JOIN report r ON r.n = c.report AND r.version = c.version"},
	{"an entry of the ledger is of a superseded report", "SELECT l.id FROM ledger_entry l JOIN report r ON r.n = l.report WHERE r.superseded IS NOT NULL AND NOT EXISTS (SELECT 1 FROM setting WHERE name = 'ledger' AND value = 'stale')"},
}

// Check looks the record over and tells each fault to found; it changes
// nothing. The database's own check comes first, then what ties the tables
// together, then every report with its events: that the id is that of its
// contents, and that the words of each event stand where it says. Its cost grows with the
// record.
func (s *Store) Check(ctx context.Context, found func(fault string)) error {
	if err := s.checkFile(ctx, found); err != nil {
		return err
	}
	for _, r := range rules {
		if err := s.checkRule(ctx, r.says, r.finds, found); err != nil {
			return err
		}
	}
	if err := s.checkWords(ctx, found); err != nil {
		return err
	}
	return s.checkReports(ctx, found)
}

// checkFile asks SQLite to look at every page; PostgreSQL's server looks after
// its own.
func (s *Store) checkFile(ctx context.Context, found func(string)) error {
	if s.d != &sqlite {
		return nil
	}
	rows, err := s.query(ctx, "PRAGMA integrity_check(20)")
	err = each(rows, err, func(r *sql.Rows) error {
		var said string
		err := r.Scan(&said)
		if said != "ok" {
			found("the file is damaged: " + said)
		}
		return err
	})
	if err != nil {
		return err
	}
	rows, err = s.query(ctx, `SELECT "table", COUNT(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1`)
	return each(rows, err, func(r *sql.Rows) error {
		var table string
		var n int
		err := r.Scan(&table, &n)
		found(fmt.Sprintf("%d rows of table %s point to what is not there", n, table))
		return err
	})
}

func (s *Store) checkRule(ctx context.Context, says, finds string, found func(string)) error {
	const shown = 5
	var ids []string
	n := 0
	rows, err := s.query(ctx, finds)
	err = each(rows, err, func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		if n++; n <= shown {
			ids = append(ids, id)
		}
		return err
	})
	if n > 0 {
		found(fmt.Sprintf("%s, %d times: %s", says, n, strings.Join(ids, ", ")))
	}
	return err
}

func (s *Store) checkWords(ctx context.Context, found func(string)) error {
	var reports, words int
	if err := s.row(ctx, "SELECT COUNT(*) FROM report").Scan(&reports); err != nil {
		return err
	}
	if err := s.row(ctx, "SELECT COUNT(*) FROM "+s.d.wordRows).Scan(&words); err != nil {
		return err
	}
	if reports != words {
		found(fmt.Sprintf("the full text index holds %d of %d reports", words, reports))
	}
	return nil
}

// checkReports looks at every report.
func (s *Store) checkReports(ctx context.Context, found func(string)) error {
	const part = 200
	for after := int64(0); ; {
		var list []text.Report
		var ns []int64
		rows, err := s.query(ctx, "SELECT n, id, source, url, title, day, text FROM report WHERE n > ? ORDER BY n LIMIT ?", after, part)
		err = each(rows, err, func(r *sql.Rows) error {
			var p text.Report
			var day string
			err := r.Scan(&after, &p.ID, &p.Source, &p.URL, &p.Title, &day, &p.Text)
			p.Published = parseDay(day)
			list, ns = append(list, p), append(ns, after)
			return err
		})
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			if id := ReportID(&list[i]); id != list[i].ID {
				found(fmt.Sprintf("report %s is not what it was: its contents have the id %s", list[i].ID, id))
			}
			if err := s.checkEvents(ctx, ns[i], &list[i], found); err != nil {
				return err
			}
		}
	}
}

func (s *Store) checkEvents(ctx context.Context, n int64, p *text.Report, found func(string)) error {
	rows, err := s.query(ctx, "SELECT e.id, b.body FROM event e JOIN event_body b ON b.event = e.n WHERE e.report = ? ORDER BY e.n", n)
	return each(rows, err, func(r *sql.Rows) error {
		var id, body string
		if err := r.Scan(&id, &body); err != nil {
			return err
		}
		var e export.Event
		switch err := json.Unmarshal([]byte(body), &e); {
		case err != nil:
			found(fmt.Sprintf("event %s cannot be read: %v", id, err))
		case e.ID != id || e.Report != p.ID:
			found(fmt.Sprintf("event %s is kept as one of report %s", id, p.ID))
		case characters(p.Text, e.Trigger.Start, e.Trigger.End) != e.Trigger.Text:
			found(fmt.Sprintf("event %s: its words do not stand at %d in report %s", id, e.Trigger.Start, p.ID))
		}
		return nil
	})
}

// characters cuts a text by characters, "" where there are not as many.
func characters(t string, from, to int) string {
	skip := func(t string, n int) (string, bool) {
		for ; n > 0; n-- {
			if t == "" {
				return "", false
			}
			_, size := utf8.DecodeRuneInString(t)
			t = t[size:]
		}
		return t, true
	}
	head, ok := skip(t, from)
	rest, also := skip(head, to-from)
	if !ok || !also || to < from {
		return ""
	}
	return head[:len(head)-len(rest)]
}
