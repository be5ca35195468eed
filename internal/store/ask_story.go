package store

import (
	"context"
	"database/sql"
	"errors"
)

const storySelect = "SELECT s.n, s.id, s.title, s.day, s.lastday, s.reports, s.tellings, s.sources FROM story s WHERE "

func scanStory(scan func(...any) error) (Story, cursor, error) {
	var st Story
	var c cursor
	var day string
	err := scan(&c.n, &st.ID, &st.Title, &day, &c.day, &st.Reports, &st.Tellings, &st.Sources)
	st.Day, st.LastDay = parseDay(day), parseDay(c.day)
	return st, c, err
}

// Stories gives a part of the stories that tell an event the filter means, the
// last told first. The filter's days are those of the story's reports.
func (s *Store) Stories(ctx context.Context, f Filter, p Page) ([]Story, string, error) {
	q, args := storySelect+"1 = 1", []any{}
	if !f.From.IsZero() || !f.To.IsZero() {
		from, to := f.days()
		q, args = q+" AND s.lastday >= ? AND s.day <= ?", append(args, from, to)
	}
	rest := f
	rest.From, rest.To, rest.Repeats = parseDay(""), parseDay(""), false
	if !rest.empty() {
		rest.Repeats = true
		list, more, err := s.all(&rest, "story")
		if err != nil {
			return nil, "", err
		}
		q, args = q+" AND s.n IN ("+list+")", append(args, more...)
	}
	if p.After != "" {
		c, err := parseCursor(p.After)
		if err != nil {
			return nil, "", err
		}
		q, args = q+" AND (s.lastday, s.n) < (?, ?)", append(args, c.day, c.n)
	}
	var list []Story
	var keys []cursor
	rows, err := s.query(ctx, q+" ORDER BY s.lastday DESC, s.n DESC LIMIT ?", append(args, p.limit()+1)...)
	err = each(rows, err, func(r *sql.Rows) error {
		st, c, err := scanStory(r.Scan)
		list, keys = append(list, st), append(keys, c)
		return err
	})
	if n := p.limit(); len(list) > n {
		return list[:n], keys[n-1].String(), err
	}
	return list, "", err
}

// Story gives a story by its id, with at most a thousand of its reports, the
// oldest first; ErrNotFound when the record does not hold it.
func (s *Store) Story(ctx context.Context, id string) (Story, error) {
	st, c, err := scanStory(s.row(ctx, storySelect+"s.id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return st, ErrNotFound
	}
	if err != nil {
		return st, err
	}
	rows, err := s.query(ctx, hitSelect+"r.story = ? ORDER BY r.day, r.n LIMIT 1000", c.n)
	st.Members, _, err = hits(rows, err, func(string) int { return -1 })
	return st, err
}
