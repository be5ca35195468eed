package store

import (
	"context"
	"database/sql"
)

// weight is what an event weighs in a brief: the sources that tell it, and as
// much as two more for what is between two states or bodies, as one more for
// what is military.
const weight = `sources + CASE WHEN contexts LIKE '% military %' THEN 1 ELSE 0 END +
	CASE WHEN EXISTS (SELECT 1 FROM party x JOIN party y ON y.event = x.event WHERE x.event = f.n AND x.side = 0 AND y.side < 2 AND x.code <> '' AND y.code <> '' AND y.code <> x.code) THEN 2 ELSE 0 END`

// Weightiest gives the events that a filter means in the order of their weight
// in a brief; among equals the farthest from indifference, then the surest,
// then the newest. It looks at all of them: name a few days.
func (s *Store) Weightiest(ctx context.Context, f Filter, limit int) ([]Event, error) {
	q, args, err := s.all(&f, "n", "day", "scale", "confidence", "sources", "contexts")
	if err != nil {
		return nil, err
	}
	var keys []cursor
	rows, err := s.query(ctx, "SELECT day, n FROM ("+q+") AS f ORDER BY "+weight+" DESC, abs(scale) DESC, confidence DESC, day DESC, n DESC LIMIT ?", append(args, limit)...)
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
