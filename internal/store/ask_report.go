package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/attache/attache/internal/story"
	"github.com/attache/attache/internal/text"
)

// Report gives a report by its id, or by the id that it came with when no other
// came with the same; ErrNotFound when the record does not hold it.
func (s *Store) Report(ctx context.Context, id string) (Report, error) {
	var r Report
	var n int64
	var dated, published, added, furniture string
	err := s.row(ctx, `SELECT r.n, r.id, r.name, r.source, r.url, r.title, r.author, r.published, r.dated, r.place, r.mark, r.fault, r.added, r.furniture, r.text,
		v.program, v.codebook, v.settings, COALESCE(st.id, ''), COALESCE(c.id, ''), COALESCE(l.id, '')
		FROM report r JOIN version v ON v.n = r.version LEFT JOIN story st ON st.n = r.story LEFT JOIN report c ON c.n = r.copy_of LEFT JOIN report l ON l.n = r.superseded
		WHERE r.id = ? OR r.name = ? AND (SELECT COUNT(*) FROM report o WHERE o.name = ?) = 1 ORDER BY CASE WHEN r.id = ? THEN 0 ELSE 1 END LIMIT 1`, id, id, id, id).
		Scan(&n, &r.ID, &r.Name, &r.Source, &r.URL, &r.Title, &r.Author, &published, &dated, &r.Place, &r.Mark, &r.Fault, &added, &furniture, &r.Text,
			&r.Version.Program, &r.Version.Codebook, &r.Version.Settings, &r.Story, &r.CopyOf, &r.SupersededBy)
	if errors.Is(err, sql.ErrNoRows) {
		return r, ErrNotFound
	}
	if err != nil {
		return r, err
	}
	r.Dated = text.Origin(dated)
	if published != "" {
		if r.Published, err = time.Parse(time.RFC3339, published); err != nil {
			return r, fmt.Errorf("report %s: %w; attache db check tells more", r.ID, err)
		}
	}
	if r.Added, err = time.Parse(time.RFC3339, added); err != nil {
		return r, fmt.Errorf("report %s: %w; attache db check tells more", r.ID, err)
	}
	if err := json.Unmarshal([]byte(furniture), &r.Furniture); err != nil {
		return r, fmt.Errorf("report %s: %w; attache db check tells more", r.ID, err)
	}
	return r, s.around(ctx, n, &r)
}

// around reads what other tables say of a report.
func (s *Store) around(ctx context.Context, n int64, r *Report) error {
	rows, err := s.query(ctx, "SELECT v.program, v.codebook, v.settings FROM coding c JOIN version v ON v.n = c.version WHERE c.report = ? ORDER BY v.n", n)
	err = each(rows, err, func(rows *sql.Rows) error {
		var v Version
		err := rows.Scan(&v.Program, &v.Codebook, &v.Settings)
		r.Older = append(r.Older, v)
		return err
	})
	if err != nil || r.Story == "" {
		return err
	}
	rows, err = s.query(ctx, "SELECT id FROM report WHERE story = (SELECT n FROM story WHERE id = ?) AND superseded = ? ORDER BY n", r.Story, n)
	return each(rows, err, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		r.Supersedes = append(r.Supersedes, id)
		return err
	})
}

const hitSelect = `SELECT r.n, r.id, r.title, r.source, r.url, r.day, COALESCE(st.id, ''), r.mark, COALESCE(c.id, ''), COALESCE(l.id, ''), r.text
	FROM report r LEFT JOIN story st ON st.n = r.story LEFT JOIN report c ON c.n = r.copy_of LEFT JOIN report l ON l.n = r.superseded WHERE `

// hits reads reports of a list; find says where a snippet of a text is to
// begin.
func hits(rows *sql.Rows, err error, find func(string) int) (list []ReportHit, keys []cursor, _ error) {
	err = each(rows, err, func(r *sql.Rows) error {
		var h ReportHit
		var c cursor
		var text string
		if err := r.Scan(&c.n, &h.ID, &h.Title, &h.Source, &h.URL, &c.day, &h.Story, &h.Mark, &h.CopyOf, &h.SupersededBy, &text); err != nil {
			return err
		}
		h.Day = parseDay(c.day)
		h.Snippet = snippet(text, find(text))
		list, keys = append(list, h), append(keys, c)
		return nil
	})
	return list, keys, err
}

// Search gives a part of the reports whose words are those asked for, all of
// them and in any form, "in quotes" for a phrase; the newest first. Without
// words it gives all reports.
func (s *Store) Search(ctx context.Context, words string, p Page) ([]ReportHit, string, error) {
	q, args := hitSelect+"1 = 1", []any{}
	if strings.TrimSpace(words) != "" {
		match, ok := s.textQuery(words)
		if !ok {
			return nil, "", nil
		}
		often, err := s.frequent(ctx, words)
		if err != nil {
			return nil, "", err
		}
		q, args = hitSelect+"r.n IN ("+s.d.match+")", append(args, match)
		if often {
			q = hitSelect + fmt.Sprintf(s.d.fits, "r.n")
		}
	}
	if p.After != "" {
		c, err := parseCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		q, args = q+" AND (r.day, r.n) < (?, ?)", append(args, c.day, c.n)
	}
	rows, err := s.query(ctx, q+" ORDER BY r.day DESC, r.n DESC LIMIT ?", append(args, p.limit()+1)...)
	list, keys, err := hits(rows, err, finder(words))
	if n := p.limit(); len(list) > n {
		return list[:n], keys[n-1].String(), err
	}
	return list, "", err
}

// finder gives a function that finds the first of some words in a text, as
// written or in another form, -1 when none is there.
func finder(words string) func(string) int {
	cut := story.NewCutter()
	want := map[string]bool{}
	for _, w := range cut.Words(words) {
		want[w] = true
	}
	return func(t string) int {
		if len(want) == 0 {
			return -1
		}
		at := 0
		for _, w := range strings.FieldsFunc(t, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
			i := strings.Index(t[at:], w)
			for _, c := range cut.Words(w) {
				if want[c] {
					return at + i
				}
			}
			at += i + len(w)
		}
		return -1
	}
}

// snippet is about 300 characters of a text around a byte, from a word to a
// word, on one line.
func snippet(t string, at int) string {
	const before, length = 80, 300
	from := 0
	if at > before {
		from = at - before
		if i := strings.IndexAny(t[from:at], " \n"); i >= 0 {
			from += i + 1
		} else {
			from = at
		}
	}
	words := strings.Fields(t[from:min(len(t), from+8*length)])
	var b strings.Builder
	if from > 0 {
		b.WriteString("… ")
	}
	for i, w := range words {
		if b.Len()+len(w) > length && i > 0 {
			b.WriteString(" …")
			break
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}
