package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"
)

// counted is a part of a filter that the tallies can answer: all events or
// those of one party or dyad, by quad class, standing and days.
type counted struct {
	a, b string
	side string // column that counts a: events, acted or received
	list []string
}

// counted says whether the tallies answer a filter.
func (f *Filter) counted() (counted, bool) {
	c := counted{side: "events"}
	rest := *f
	rest.Dyad, rest.Quads, rest.Standings, rest.From, rest.To, rest.Actors, rest.Recipients, rest.Parties, rest.Types = [2]string{}, nil, nil, time.Time{}, time.Time{}, nil, nil, nil, nil
	if !rest.empty() || len(f.Actors)+len(f.Recipients)+len(f.Parties) > 1 {
		return c, false
	}
	var one string
	for _, l := range f.sides() {
		if len(l.list) == 1 {
			one, c.side = l.list[0], map[string]string{"actor": "acted", "recipient": "received", "": "events"}[l.name]
		}
	}
	p, a, b := partyOf(one), partyOf(f.Dyad[0]), partyOf(f.Dyad[1])
	if p.sector != "" || a.sector != "" || b.sector != "" || (a.code == "") != (b.code == "") || p.code != "" && a.code != "" {
		return c, false
	}
	c.a, c.b = p.code, ""
	if a.code != "" {
		c.a, c.b = min(a.code, b.code), max(a.code, b.code)
	}
	c.list = f.Types
	return c, true
}

// typed says whether cells by type cover some periods: those of a party do so
// for years and all times, those of a dyad never.
func (c counted) typed(spans []any) bool {
	return c.a == "" || c.b == "" && !slices.ContainsFunc(spans, func(p any) bool { return len(p.(string)) > len("2006") })
}

func (f *Filter) empty() bool {
	return len(f.Modes) == 0 && len(f.Contexts) == 0 && len(f.Countries) == 0 && f.Box == nil && f.MinConfidence <= 0 &&
		strings.TrimSpace(f.Text) == "" && f.Report == "" && f.Source == "" && f.Story == "" && !f.Repeats &&
		f.Dyad == [2]string{} && len(f.Actors)+len(f.Recipients)+len(f.Parties)+len(f.Types)+len(f.Quads)+len(f.Standings) == 0 && f.From.IsZero() && f.To.IsZero()
}

// tallied gives "WHERE …" over the cells of a filter, but for their periods.
func (c counted) where(f *Filter) (string, []any) {
	q, args := " WHERE a = ? AND b = ?", []any{c.a, c.b}
	cond, more := c.kinds(f)
	return q + cond, append(args, more...)
}

// kinds asks for types, quad classes and standings of cells.
func (c counted) kinds(f *Filter) (string, []any) {
	q, args := "", []any{}
	if len(c.list) == 0 {
		q += " AND type = ''"
	}
	in := func(column string, n int) { q += " AND " + column + " IN (" + places(n) + ")" }
	for _, l := range []struct {
		column string
		list   []string
	}{{"type", c.list}, {"standing", f.Standings}} {
		if len(l.list) == 0 {
			continue
		}
		in(l.column, len(l.list))
		for _, v := range l.list {
			args = append(args, v)
		}
	}
	if len(f.Quads) > 0 {
		in("quad", len(f.Quads))
		for _, v := range f.Quads {
			args = append(args, v)
		}
	}
	return q, args
}

// spans cuts the days of a filter into as few periods as tallies have: all
// times, years, months, days.
func (s *Store) spans(ctx context.Context, f *Filter) ([]any, error) {
	if f.From.IsZero() && f.To.IsZero() {
		return []any{""}, nil
	}
	from, to, err := s.bounds(ctx, f)
	if err != nil || from.IsZero() {
		return nil, err
	}
	return cut(from, to, true), nil
}

func cut(from, to time.Time, years bool) []any {
	var out []any
	for d := from; !d.After(to); {
		year, month := d.AddDate(1, 0, 0), d.AddDate(0, 1, 0)
		switch {
		case years && d.YearDay() == 1 && !year.AddDate(0, 0, -1).After(to):
			out, d = append(out, d.Format("2006")), year
		case d.Day() == 1 && !month.AddDate(0, 0, -1).After(to):
			out, d = append(out, d.Format("2006-01")), month
		default:
			out, d = append(out, d.Format(time.DateOnly)), d.AddDate(0, 0, 1)
		}
	}
	return out
}

// bounds gives first and last day of a filter, taken from the record where the
// filter is open or reaches beyond it; zero when nothing lies between.
func (s *Store) bounds(ctx context.Context, f *Filter) (from, to time.Time, err error) {
	var first, last sql.NullString
	err = s.row(ctx, "SELECT (SELECT day FROM event WHERE lead = 1 AND day > '' ORDER BY lead, day LIMIT 1), (SELECT day FROM event WHERE lead = 1 ORDER BY lead DESC, day DESC LIMIT 1)").Scan(&first, &last)
	if err != nil || first.String == "" || last.String == "" {
		return from, to, err
	}
	lo, hi := f.days()
	lo, hi = max(lo, first.String), min(hi, last.String)
	if lo > hi {
		return from, to, nil
	}
	if from, err = time.Parse(time.DateOnly, lo); err == nil {
		to, err = time.Parse(time.DateOnly, hi)
	}
	return from, to, err
}

// counted says whether the tallies answer a filter, by type or not, and over
// which periods; none when no event can lie in them.
func (s *Store) counted(ctx context.Context, f *Filter, byType bool) (counted, []any, bool, error) {
	c, ok := f.counted()
	if !ok {
		return c, nil, false, nil
	}
	spans, err := s.spans(ctx, f)
	return c, spans, !byType || c.typed(spans), err
}

// Count counts the events that a filter means.
func (s *Store) Count(ctx context.Context, f Filter) (int, error) {
	var n int
	c, spans, ok, err := s.counted(ctx, &f, len(f.Types) > 0)
	if err != nil || ok && len(spans) == 0 {
		return 0, err
	}
	if ok {
		where, args := c.where(&f)
		err = s.row(ctx, "SELECT COALESCE(SUM("+c.side+"), 0) FROM tally"+where+" AND period IN ("+places(len(spans))+")", append(args, spans...)...).Scan(&n)
		return n, err
	}
	q, args, err := s.all(&f, "n")
	if err != nil {
		return 0, err
	}
	err = s.row(ctx, "SELECT COUNT(*) FROM ("+q+") AS f", args...).Scan(&n)
	return n, err
}

// all gives a query for columns of all events of a filter, each once. Columns
// beyond those of branch.key are event's own.
func (s *Store) all(f *Filter, columns ...string) (string, []any, error) {
	branches, err := s.branches(f)
	if err != nil {
		return "", nil, err
	}
	var parts []string
	var args []any
	for i := range branches {
		b := &branches[i]
		list := make([]string, len(columns))
		for k, c := range columns {
			switch c {
			case "place", "country", "lat", "lon", "story", "report", "sources", "contexts":
				list[k] = b.of(c)
			default:
				list[k] = b.key(c) + " AS " + c
			}
		}
		parts = append(parts, "SELECT "+strings.Join(list, ", ")+b.sql())
		args = append(args, b.args...)
	}
	return strings.Join(parts, " UNION "), args, nil
}

// TypeCounts counts the events that a filter means by type, the most frequent
// first.
func (s *Store) TypeCounts(ctx context.Context, f Filter) ([]TypeCount, error) {
	var q string
	var args []any
	c, spans, ok, err := s.counted(ctx, &f, true)
	if err != nil || ok && len(spans) == 0 {
		return nil, err
	}
	if ok {
		if len(c.list) == 0 {
			if c.list, err = s.typesOf(ctx, c); err != nil || len(c.list) == 0 {
				return nil, err
			}
		}
		where, more := c.where(&f)
		q, args = "SELECT type, quad, SUM("+c.side+") FROM tally"+where+" AND period IN ("+places(len(spans))+") GROUP BY type, quad HAVING SUM("+c.side+") > 0 ORDER BY 3 DESC, 1, 2", append(more, spans...)
	} else {
		list, more, err := s.all(&f, "n", "type", "quad")
		if err != nil {
			return nil, err
		}
		q, args = "SELECT type, quad, COUNT(*) FROM ("+list+") AS f GROUP BY type, quad ORDER BY 3 DESC, 1, 2", more
	}
	var out []TypeCount
	rows, err := s.query(ctx, q, args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var t TypeCount
		err := r.Scan(&t.Type, &t.Quad, &t.Events)
		out = append(out, t)
		return err
	})
	return out, err
}

// ParseStep reads a step by its name.
func ParseStep(s string) (Step, error) {
	switch st := Step(s); st {
	case Day, Week, Month:
		return st, nil
	}
	return "", questionf("no step %q: it is day, week or month", s)
}

// typesOf gives the types that cells of a party, or of all, are of; it goes from
// one to the next in the index, since there are many cells of each.
func (s *Store) typesOf(ctx context.Context, c counted) ([]string, error) {
	rows, err := s.query(ctx, `WITH RECURSIVE t (type) AS (
		SELECT MIN(type) FROM tally WHERE a = ? AND b = ? AND type > ''
		UNION ALL SELECT (SELECT MIN(n.type) FROM tally n WHERE n.a = ? AND n.b = ? AND n.type > t.type) FROM t WHERE t.type IS NOT NULL)
		SELECT type FROM t WHERE type IS NOT NULL`, c.a, c.b, c.a, c.b)
	var out []string
	err = each(rows, err, func(r *sql.Rows) error {
		var name string
		err := r.Scan(&name)
		out = append(out, name)
		return err
	})
	return out, err
}
