package store

import (
	"context"
	"database/sql"
	"time"
)

// longest is the number of points beyond which a series is refused.
const longest = 20_000

// Series counts the events that a filter means by day, week or month, from the
// filter's first day, or the first event's, to its last, and leaves no step out
// between them. Events of an unknown day are in no step.
func (s *Store) Series(ctx context.Context, f Filter, step Step) ([]Point, error) {
	if _, err := ParseStep(string(step)); err != nil {
		return nil, err
	}
	q, args, err := s.seriesQuery(ctx, &f, step)
	if err != nil || q == "" {
		return nil, err
	}
	points := map[time.Time]*Point{}
	var first, last time.Time
	rows, err := s.query(ctx, q, args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var period string
		var quad, events int
		var scale float64
		if err := r.Scan(&period, &quad, &events, &scale); err != nil {
			return err
		}
		from, err := begin(period, step)
		if err != nil {
			return err
		}
		if first.IsZero() || from.Before(first) {
			first = from
		}
		if from.After(last) {
			last = from
		}
		if points[from] == nil {
			points[from] = &Point{From: from}
		}
		points[from].add(quad, events, scale)
		return nil
	})
	if err != nil || len(points) == 0 && (f.From.IsZero() || f.To.IsZero()) {
		return nil, err
	}
	if !f.From.IsZero() {
		first = step.start(f.From)
	}
	if !f.To.IsZero() {
		last = step.start(f.To)
	}
	return fill(points, first, last, step)
}

// add counts events of a quad class with the sum of their scores.
func (p *Point) add(quad, events int, scale float64) {
	p.Events += events
	p.Scale += scale // a sum until fill makes a mean of it
	switch quad {
	case 1, 2:
		p.Cooperation += events
	case 3, 4:
		p.Conflict += events
	}
	if quad >= 1 && quad <= 4 {
		p.Quads[quad-1] += events
	}
}

func fill(points map[time.Time]*Point, first, last time.Time, step Step) ([]Point, error) {
	var out []Point
	for at := first; !at.After(last); at = step.next(at) {
		if len(out) == longest {
			return nil, questionf("the series has more than %d points of a %s: take a longer step, or fewer days", longest, step)
		}
		p := Point{From: at}
		if known := points[at]; known != nil {
			p = *known
		}
		if p.Events > 0 {
			p.Scale = round(p.Scale / float64(p.Events))
		}
		out = append(out, p)
	}
	return out, nil
}

// round keeps three places of a mean.
func round(x float64) float64 {
	if x < 0 {
		return -round(-x)
	}
	return float64(int64(x*1000+0.5)) / 1000
}

// seriesQuery gives rows of period, quad class, events and sum of scores; ""
// when nothing can be found.
func (s *Store) seriesQuery(ctx context.Context, f *Filter, step Step) (string, []any, error) {
	c, ok := f.counted()
	if ok && c.side == "events" && (c.a == "" || len(f.Types) == 0) {
		where, args := c.where(f)
		from, to := f.days()
		if step != Month {
			return "SELECT period, quad, SUM(events), SUM(scale) / 1000.0 FROM tally" + where + " AND period >= ? AND period <= ? AND length(period) = 10 GROUP BY period, quad HAVING SUM(events) > 0", append(args, from, to), nil
		}
		lo, hi, err := s.bounds(ctx, f)
		if err != nil || lo.IsZero() {
			return "", nil, err
		}
		spans := cut(lo, hi, false)
		return "SELECT period, quad, SUM(events), SUM(scale) / 1000.0 FROM tally" + where + " AND period IN (" + places(len(spans)) + ") GROUP BY period, quad HAVING SUM(events) > 0", append(args, spans...), nil
	}
	q, args, err := s.all(f, "n", "day", "quad", "scale")
	return "SELECT day, quad, COUNT(*), SUM(scale) FROM (" + q + ") AS f WHERE day > '' GROUP BY day, quad", args, err
}

// begin gives the first day of the step that a day or month lies in.
func begin(period string, step Step) (time.Time, error) {
	layout := time.DateOnly
	if len(period) == len("2006-01") {
		layout = "2006-01"
	}
	t, err := time.Parse(layout, period)
	return step.start(t), err
}

func (s Step) start(t time.Time) time.Time {
	y, m, d := t.Date()
	switch s {
	case Month:
		d = 1
	case Week:
		d -= (int(t.Weekday()) + 6) % 7
	}
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func (s Step) next(t time.Time) time.Time {
	switch s {
	case Month:
		return t.AddDate(0, 1, 0)
	case Week:
		return t.AddDate(0, 0, 7)
	}
	return t.AddDate(0, 0, 1)
}
