package store

import (
	"context"
	"database/sql"
)

// Weightiest gives the events that a filter means in the order of their weight
// in a brief: told by most sources, then the farthest from indifference, then
// the surest, then the newest. It looks at all of them: name a few days.
func (s *Store) Weightiest(ctx context.Context, f Filter, limit int) ([]Event, error) {
	q, args, err := s.all(&f, "n", "day", "scale", "confidence", "sources")
	if err != nil {
		return nil, err
	}
	var keys []cursor
	rows, err := s.query(ctx, "SELECT day, n FROM ("+q+") AS f ORDER BY sources DESC, abs(scale) DESC, confidence DESC, day DESC, n DESC LIMIT ?", append(args, limit)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var c cursor
		err := r.Scan(&c.day, &c.n)
		keys = append(keys, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.load(ctx, keys)
}

// Reach counts the reports that tell the events a filter means, and their
// sources. It looks at all of them: name a few days.
func (s *Store) Reach(ctx context.Context, f Filter) (reports, sources int, err error) {
	q, args, err := s.all(&f, "n", "report")
	if err != nil {
		return 0, 0, err
	}
	err = s.row(ctx, "SELECT COUNT(DISTINCT r.n), COUNT(DISTINCT r.source) FROM ("+q+") AS f JOIN report r ON r.n = f.report", args...).Scan(&reports, &sources)
	return reports, sources, err
}
