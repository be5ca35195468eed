package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"math"
	"slices"
	"strings"
)

// asked is what an event gives to the tables that questions are put to.
type asked struct {
	n, lead, quad      int64
	day, typ, standing string
	scale, confidence  float64
	sectors            [2]map[string]string // by side, code to its sectors: " GOV MIL "
	actors, recipients []string             // codes, in their order, each once
}

// cell is the key of a tally.
type cell struct {
	a, b, period   string
	quad           int64
	standing, kind string
}

// sum is what a cell counts.
type sum struct {
	events, scale, acted, received int64
	last                           string
}

// index takes events into the tables that questions are put to. Call it in the
// transaction that wrote their rows and those of their parties.
func (t *Tx) index(ctx context.Context, events ...int64) error { return t.reckon(ctx, +1, events) }

// unindex takes them out again: call it before they are deleted, or before
// their day, type, score, standing, confidence, lead or parties change.
func (t *Tx) unindex(ctx context.Context, events ...int64) error { return t.reckon(ctx, -1, events) }

func (t *Tx) reckon(ctx context.Context, sign int64, events []int64) error {
	for part := range slices.Chunk(events, 100) {
		list, err := t.asked(ctx, part)
		if err != nil {
			return err
		}
		if sign > 0 {
			err = t.post(ctx, list)
		} else {
			err = t.remove(ctx, list)
		}
		cells := map[cell]sum{}
		for i := range list {
			list[i].tally(cells, sign)
		}
		if err == nil {
			err = t.addTallies(ctx, cells)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// asked reads events and their parties.
func (t *Tx) asked(ctx context.Context, events []int64) ([]asked, error) {
	args, in := among(events)
	var list []asked
	at := map[int64]int{}
	rows, err := t.query(ctx, "SELECT n, lead, quad, day, type, standing, scale, confidence FROM event WHERE n IN ("+in+") ORDER BY n", args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var e asked
		err := r.Scan(&e.n, &e.lead, &e.quad, &e.day, &e.typ, &e.standing, &e.scale, &e.confidence)
		e.sectors = [2]map[string]string{{}, {}}
		at[e.n] = len(list)
		list = append(list, e)
		return err
	})
	if err != nil {
		return nil, err
	}
	rows, err = t.query(ctx, "SELECT event, side, code, sector FROM party WHERE side < 2 AND code <> '' AND event IN ("+in+") ORDER BY event, side, ord", args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var n, side int64
		var code, sector string
		if err := r.Scan(&n, &side, &code, &sector); err != nil {
			return err
		}
		if i, ok := at[n]; ok {
			list[i].party(side, code, sector)
		}
		return nil
	})
	return list, err
}

func (e *asked) party(side int64, code, sector string) {
	had, seen := e.sectors[side][code]
	word := " " + cmp.Or(sector, "-") + " "
	switch {
	case !seen:
		e.sectors[side][code] = word
	case !strings.Contains(had, word):
		e.sectors[side][code] = had + word[1:]
	}
	if seen {
		return
	}
	if side == 0 {
		e.actors = append(e.actors, code)
		return
	}
	e.recipients = append(e.recipients, code)
}

// codes are those of both sides, sorted.
func (e *asked) codes() []string {
	all := slices.Concat(e.actors, e.recipients)
	slices.Sort(all)
	return slices.Compact(all)
}

// pairs are the dyads of the event.
func (e *asked) pairs() [][2]string {
	others := e.recipients
	if len(others) == 0 {
		others = e.actors
	}
	found := map[[2]string]bool{}
	for _, a := range e.actors {
		for _, b := range others {
			if a != b {
				found[[2]string{min(a, b), max(a, b)}] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(x, y [2]string) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
}

func (e *asked) postings() [][]any {
	var out [][]any
	for _, c := range e.codes() {
		out = append(out, []any{c, e.lead, e.day, e.n, e.quad, e.scale, e.confidence, e.typ, e.standing, e.sectors[0][c], e.sectors[1][c]})
	}
	return out
}

func (e *asked) dyads() [][]any {
	var out [][]any
	for _, p := range e.pairs() {
		out = append(out, []any{p[0], p[1], e.lead, e.day, e.n, e.quad, e.scale, e.confidence, e.typ, e.standing})
	}
	return out
}

// periods of a day: itself, its month, its year and all times; an unknown day
// counts in the last alone.
func periods(day string) []string {
	if len(day) != len("2006-01-02") {
		return []string{""}
	}
	return []string{"", day[:4], day[:7], day}
}

// tally adds the event to every cell that counts it, or takes it out.
func (e *asked) tally(cells map[cell]sum, sign int64) {
	if e.lead != 1 {
		return
	}
	add := func(a, b, kind string, acted, received int64) {
		for _, p := range periods(e.day) {
			if kind != "" && a != "" && len(p) > len("2006") {
				continue
			}
			k := cell{a, b, p, e.quad, e.standing, kind}
			c := cells[k]
			c.events += sign
			c.scale += sign * int64(math.Round(e.scale*1000))
			c.acted += sign * acted
			c.received += sign * received
			c.last = max(c.last, e.day)
			cells[k] = c
		}
	}
	is := func(side int, code string) int64 {
		if e.sectors[side][code] != "" {
			return 1
		}
		return 0
	}
	add("", "", e.typ, 0, 0)
	add("", "", "", 0, 0)
	for _, c := range e.codes() {
		add(c, "", "", is(0, c), is(1, c))
		add(c, "", e.typ, is(0, c), is(1, c))
	}
	for _, p := range e.pairs() {
		add(p[0], p[1], "", 0, 0)
	}
}

func (t *Tx) addTallies(ctx context.Context, cells map[cell]sum) error {
	keys := slices.SortedFunc(maps.Keys(cells), func(x, y cell) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.kind, y.kind), cmp.Compare(x.period, y.period), cmp.Compare(x.quad, y.quad), cmp.Compare(x.standing, y.standing))
	})
	rows := make([][]any, 0, len(keys))
	for _, k := range keys {
		c := cells[k]
		rows = append(rows, []any{k.a, k.b, k.period, k.quad, k.standing, k.kind, c.events, c.scale, c.acted, c.received, c.last})
	}
	return t.upsert(ctx, "tally (a, b, period, quad, standing, type, events, scale, acted, received, last)",
		`ON CONFLICT (a, b, type, period, quad, standing) DO UPDATE SET events = tally.events + excluded.events, scale = tally.scale + excluded.scale,
		acted = tally.acted + excluded.acted, received = tally.received + excluded.received,
		last = CASE WHEN excluded.last > tally.last THEN excluded.last ELSE tally.last END`, rows)
}

// upsert writes rows, many with one statement; conflict says what to do with
// those that are there.
func (t *Tx) upsert(ctx context.Context, into, conflict string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	row := "(" + places(len(rows[0])) + ")"
	for _, length := range [...]int{64, 16, 4, 1} { // few lengths make few statements to prepare
		values := strings.TrimSuffix(strings.Repeat(row+", ", length), ", ")
		for ; len(rows) >= length; rows = rows[length:] {
			var args []any
			for _, r := range rows[:length] {
				args = append(args, r...)
			}
			if _, err := t.exec(ctx, "INSERT INTO "+into+" VALUES "+values+" "+conflict, args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// post lists events under their parties and dyads.
func (t *Tx) post(ctx context.Context, list []asked) error {
	var postings, dyads [][]any
	for i := range list {
		postings, dyads = append(postings, list[i].postings()...), append(dyads, list[i].dyads()...)
	}
	err := t.upsert(ctx, "posting (code, lead, day, event, quad, scale, confidence, type, standing, actor, recipient)", "", postings)
	if err != nil {
		return err
	}
	return t.upsert(ctx, "dyad (a, b, lead, day, event, quad, scale, confidence, type, standing)", "", dyads)
}

// remove undoes post.
func (t *Tx) remove(ctx context.Context, list []asked) error {
	for i := range list {
		for _, p := range list[i].postings() {
			if _, err := t.exec(ctx, "DELETE FROM posting WHERE code = ? AND lead = ? AND day = ? AND event = ?", p[:4]...); err != nil {
				return err
			}
		}
		for _, d := range list[i].dyads() {
			if _, err := t.exec(ctx, "DELETE FROM dyad WHERE a = ? AND b = ? AND lead = ? AND day = ? AND event = ?", d[:5]...); err != nil {
				return err
			}
		}
	}
	return nil
}

// Reindex makes anew, in one transaction, all that questions are put to beyond
// the events themselves.
func (s *Store) Reindex(ctx context.Context) error {
	return s.change(ctx, func(t *Tx) error {
		for _, table := range [...]string{"posting", "dyad", "tally"} {
			if _, err := t.exec(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
		}
		if err := t.list(ctx); err != nil {
			return err
		}
		for _, letters := range [...]int{0, 4, 7, 10} { // all times, year, month, day
			for i, q := range tallies {
				if i == typed && letters > 4 {
					continue
				}
				if _, err := t.exec(ctx, q, letters, letters); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// list makes the postings of every event and dyad.
func (t *Tx) list(ctx context.Context) error {
	const part = 500
	for after := int64(-1); ; {
		rows, err := t.query(ctx, "SELECT n FROM event WHERE n > ? ORDER BY n LIMIT ?", after, part)
		var events []int64
		err = each(rows, err, func(r *sql.Rows) error {
			err := r.Scan(&after)
			events = append(events, after)
			return err
		})
		if err != nil || len(events) == 0 {
			return err
		}
		list, err := t.asked(ctx, events)
		if err != nil {
			return err
		}
		if err := t.post(ctx, list); err != nil {
			return err
		}
	}
}

// typed are the tallies that stop at years.
const typed = 4

// tallies count all events, by type and together, those of each party, those of
// each dyad, and those of each party by type, with periods of so many letters of
// a day.
var tallies = [...]string{
	`INSERT INTO tally (a, b, period, quad, standing, type, events, scale, acted, received, last)
	SELECT '', '', substr(day, 1, ?), quad, standing, type, count(*), sum(CAST(round(scale * 1000) AS BIGINT)), 0, 0, max(day)
	FROM event WHERE lead = 1 AND (day <> '' OR ? = 0) GROUP BY 3, 4, 5, 6`,
	`INSERT INTO tally (a, b, period, quad, standing, type, events, scale, acted, received, last)
	SELECT '', '', substr(day, 1, ?), quad, standing, '', count(*), sum(CAST(round(scale * 1000) AS BIGINT)), 0, 0, max(day)
	FROM event WHERE lead = 1 AND (day <> '' OR ? = 0) GROUP BY 3, 4, 5`,
	`INSERT INTO tally (a, b, period, quad, standing, type, events, scale, acted, received, last)
	SELECT code, '', substr(day, 1, ?), quad, standing, '', count(*), sum(CAST(round(scale * 1000) AS BIGINT)),
	sum(CASE WHEN actor <> '' THEN 1 ELSE 0 END), sum(CASE WHEN recipient <> '' THEN 1 ELSE 0 END), max(day)
	FROM posting WHERE lead = 1 AND (day <> '' OR ? = 0) GROUP BY 1, 3, 4, 5`,
	`INSERT INTO tally (a, b, period, quad, standing, type, events, scale, acted, received, last)
	SELECT a, b, substr(day, 1, ?), quad, standing, '', count(*), sum(CAST(round(scale * 1000) AS BIGINT)), 0, 0, max(day)
	FROM dyad WHERE lead = 1 AND (day <> '' OR ? = 0) GROUP BY 1, 2, 3, 4, 5`,
	`INSERT INTO tally (a, b, period, quad, standing, type, events, scale, acted, received, last)
	SELECT code, '', substr(day, 1, ?), quad, standing, type, count(*), sum(CAST(round(scale * 1000) AS BIGINT)),
	sum(CASE WHEN actor <> '' THEN 1 ELSE 0 END), sum(CASE WHEN recipient <> '' THEN 1 ELSE 0 END), max(day)
	FROM posting WHERE lead = 1 AND (day <> '' OR ? = 0) GROUP BY 1, 3, 4, 5, 6`,
}
