package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"time"
)

// Dyads gives the dyads that have most of the events a filter means.
func (s *Store) Dyads(ctx context.Context, f Filter, limit int) ([]DyadCount, error) {
	c, ok := f.counted()
	if !ok || c.b != "" || c.side != "events" || len(f.Types) > 0 {
		return s.dyadsOfEvents(ctx, &f, limit)
	}
	spans, err := s.spans(ctx, &f)
	if err != nil || len(spans) == 0 {
		return nil, err
	}
	cond, args := c.kinds(&f)
	q := "SELECT a, b, SUM(events), SUM(CASE WHEN quad < 3 THEN events ELSE 0 END), SUM(CASE WHEN quad > 2 THEN events ELSE 0 END), SUM(scale) / 1000.0, MAX(last) FROM tally WHERE period IN (" + places(len(spans)) + ") AND b <> ''" + cond
	args = append(spans, args...)
	if c.a != "" {
		q += " AND (a = ? OR b = ?)"
		args = append(args, c.a, c.a)
	}
	var out []DyadCount
	rows, err := s.query(ctx, q+" GROUP BY a, b HAVING SUM(events) > 0 ORDER BY 3 DESC, 1, 2 LIMIT ?", append(args, limit)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var d DyadCount
		var last string
		err := r.Scan(&d.A, &d.B, &d.Events, &d.Cooperation, &d.Conflict, &d.Scale, &last)
		d.Scale, d.Last = round(d.Scale/float64(max(d.Events, 1))), parseDay(last)
		out = append(out, d)
		return err
	})
	return out, err
}

// parseDay reads a day of the record, zero when it is unknown.
func parseDay(s string) time.Time {
	t, _ := time.Parse(time.DateOnly, s) // columns of days hold days or ""
	return t
}

// eachAsked calls do with every event that a filter means, with its parties.
func (s *Store) eachAsked(ctx context.Context, f *Filter, do func(*asked)) error {
	q, args, err := s.all(f, "n", "quad", "scale", "day")
	if err != nil {
		return err
	}
	rows, err := s.query(ctx, "SELECT f.n, f.quad, f.scale, f.day, p.side, p.code, p.sector FROM ("+q+") AS f JOIN party p ON p.event = f.n WHERE p.side < 2 AND p.code <> '' ORDER BY f.n, p.side, p.ord", args...)
	var e asked
	err = each(rows, err, func(r *sql.Rows) error {
		var next asked
		var side int64
		var code, sector string
		if err := r.Scan(&next.n, &next.quad, &next.scale, &next.day, &side, &code, &sector); err != nil {
			return err
		}
		if next.n != e.n {
			if e.n != 0 {
				do(&e)
			}
			e = next
			e.sectors = [2]map[string]string{{}, {}}
		}
		e.party(side, code, sector)
		return nil
	})
	if err == nil && e.n != 0 {
		do(&e)
	}
	return err
}

// count counts cooperation and conflict.
func count(quad int64, cooperation, conflict *int) {
	switch quad {
	case 1, 2:
		*cooperation++
	case 3, 4:
		*conflict++
	}
}

func (s *Store) dyadsOfEvents(ctx context.Context, f *Filter, limit int) ([]DyadCount, error) {
	of := partyOf(f.one()).code
	found := map[[2]string]*DyadCount{}
	err := s.eachAsked(ctx, f, func(e *asked) {
		for _, p := range e.pairs() {
			if of != "" && p[0] != of && p[1] != of {
				continue
			}
			d := found[p]
			if d == nil {
				d = &DyadCount{A: p[0], B: p[1]}
				found[p] = d
			}
			d.Events++
			d.Scale += e.scale
			count(e.quad, &d.Cooperation, &d.Conflict)
			if day := parseDay(e.day); day.After(d.Last) {
				d.Last = day
			}
		}
	})
	out := make([]DyadCount, 0, len(found))
	for _, d := range found {
		d.Scale = round(d.Scale / float64(d.Events))
		out = append(out, *d)
	}
	slices.SortFunc(out, func(x, y DyadCount) int {
		return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return out[:min(len(out), limit)], err
}

// one is the only party that a filter names, "" when there are none or more.
func (f *Filter) one() string {
	all := slices.Concat(f.Actors, f.Recipients, f.Parties)
	if len(all) == 1 {
		return all[0]
	}
	return ""
}

// ActorCounts gives the parties that have most of the events a filter means.
func (s *Store) ActorCounts(ctx context.Context, f Filter, limit int) ([]ActorCount, error) {
	c, ok := f.counted()
	if !ok || c.a != "" || len(f.Types) > 0 {
		return s.actorsOfEvents(ctx, &f, limit)
	}
	spans, err := s.spans(ctx, &f)
	if err != nil || len(spans) == 0 {
		return nil, err
	}
	cond, args := c.kinds(&f)
	var out []ActorCount
	rows, err := s.query(ctx, `SELECT a, SUM(acted), SUM(received), SUM(events), SUM(CASE WHEN quad < 3 THEN events ELSE 0 END), SUM(CASE WHEN quad > 2 THEN events ELSE 0 END), MAX(last)
		FROM tally WHERE period IN (`+places(len(spans))+") AND b = '' AND a <> ''"+cond+" GROUP BY a HAVING SUM(events) > 0 ORDER BY 4 DESC, 1 LIMIT ?", append(append(spans, args...), limit)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var a ActorCount
		var last string
		err := r.Scan(&a.Code, &a.AsActor, &a.AsRecipient, &a.Events, &a.Cooperation, &a.Conflict, &last)
		a.Last = parseDay(last)
		out = append(out, a)
		return err
	})
	return out, err
}

func (s *Store) actorsOfEvents(ctx context.Context, f *Filter, limit int) ([]ActorCount, error) {
	found := map[string]*ActorCount{}
	err := s.eachAsked(ctx, f, func(e *asked) {
		for _, code := range e.codes() {
			a := found[code]
			if a == nil {
				a = &ActorCount{Code: code}
				found[code] = a
			}
			a.Events++
			if e.sectors[0][code] != "" {
				a.AsActor++
			}
			if e.sectors[1][code] != "" {
				a.AsRecipient++
			}
			count(e.quad, &a.Cooperation, &a.Conflict)
			if day := parseDay(e.day); day.After(a.Last) {
				a.Last = day
			}
		}
	})
	out := make([]ActorCount, 0, len(found))
	for _, code := range slices.Sorted(maps.Keys(found)) {
		out = append(out, *found[code])
	}
	slices.SortStableFunc(out, func(x, y ActorCount) int { return cmp.Compare(y.Events, x.Events) })
	return out[:min(len(out), limit)], err
}

// Places counts the events that a filter means by where they were, the places
// with most of them first. Events without coordinates are left out.
func (s *Store) Places(ctx context.Context, f Filter, limit int) ([]PlaceCount, error) {
	q, args, err := s.all(&f, "n", "quad", "place", "country", "lat", "lon")
	if err != nil {
		return nil, err
	}
	rows, err := s.query(ctx, `SELECT place, country, lat, lon, COUNT(*), SUM(CASE WHEN quad = 1 THEN 1 ELSE 0 END), SUM(CASE WHEN quad = 2 THEN 1 ELSE 0 END),
		SUM(CASE WHEN quad = 3 THEN 1 ELSE 0 END), SUM(CASE WHEN quad = 4 THEN 1 ELSE 0 END) FROM (`+q+`) AS f
		WHERE lat IS NOT NULL AND lon IS NOT NULL GROUP BY place, country, lat, lon ORDER BY 5 DESC, 1, 2, 3, 4 LIMIT ?`, append(args, limit)...)
	var out []PlaceCount
	err = each(rows, err, func(r *sql.Rows) error {
		var p PlaceCount
		err := r.Scan(&p.Name, &p.Country, &p.Lat, &p.Lon, &p.Events, &p.Quads[0], &p.Quads[1], &p.Quads[2], &p.Quads[3])
		out = append(out, p)
		return err
	})
	return out, err
}
