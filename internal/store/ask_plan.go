package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// branch is one way into the events that a filter means, chosen so that an
// index gives them in the order of days. The events of a filter are those of
// all its branches together.
type branch struct {
	from  string // "posting p", "dyad p" or "event e"
	where []string
	args  []any
	event bool // e is wanted beside p
}

func (b *branch) and(cond string, args ...any) {
	b.where = append(b.where, cond)
	b.args = append(b.args, args...)
}

// key writes columns that p and e share: day, type, quad, scale, standing,
// confidence; and n for the event itself.
func (b *branch) key(column string) string {
	if b.from == "event e" {
		return "e." + column
	}
	if column == "n" {
		column = "event"
	}
	return "p." + column
}

// of needs a column that only events have.
func (b *branch) of(column string) string {
	b.event = b.event || b.from != "event e"
	return "e." + column
}

// sql gives "FROM … WHERE …".
func (b *branch) sql() string {
	q := " FROM " + b.from
	if b.event {
		q += " JOIN event e ON e.n = p.event"
	}
	return q + " WHERE " + strings.Join(b.where, " AND ")
}

// party is "JPN" or "JPN GOV".
type party struct{ code, sector string }

func partyOf(s string) party {
	code, sector, _ := strings.Cut(strings.TrimSpace(s), " ")
	return party{strings.ToUpper(code), strings.ToUpper(strings.TrimSpace(sector))}
}

// on asks for a party on a side of the posting of the given name: "actor",
// "recipient", or "" for either.
func (p party) on(alias, side string) (string, []any) {
	like := func(column string) (string, []any) {
		if p.sector == "" {
			return alias + "." + column + " <> ''", nil
		}
		return alias + "." + column + " LIKE ?", []any{"% " + likeable(p.sector) + " %"}
	}
	if side != "" {
		return like(side)
	}
	if p.sector == "" {
		return "1 = 1", nil
	}
	a, args := like("actor")
	b, more := like("recipient")
	return "(" + a + " OR " + b + ")", append(args, more...)
}

// likeable takes the wildcards out of a word for LIKE.
func likeable(s string) string { return strings.NewReplacer("%", "", "_", "", `\`, "").Replace(s) }

// side is a list of parties, one of which is wanted on a side.
type side struct {
	name string
	list []string
}

func (f *Filter) sides() []side {
	return []side{{"actor", f.Actors}, {"recipient", f.Recipients}, {"", f.Parties}}
}

// branches makes the way in: over the dyad, the shortest list of parties, the
// report or story, the types or countries, or the days alone.
func (s *Store) branches(f *Filter) ([]branch, error) {
	leads := []int{1}
	if f.Repeats {
		leads = []int{1, 0}
	}
	var out []branch
	for _, lead := range leads {
		out = append(out, f.ways(lead)...)
	}
	for i := range out {
		if err := s.narrow(&out[i], f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f *Filter) ways(lead int) []branch {
	if f.Report != "" || f.Story != "" {
		b := branch{from: "event e"}
		b.and("+e.lead = ?", lead) // the sign keeps an index of days from being the way in
		return []branch{b}
	}
	if a, b := partyOf(f.Dyad[0]), partyOf(f.Dyad[1]); a.code != "" && b.code != "" {
		return []branch{dyad(lead, a.code, b.code)}
	}
	if len(f.Actors) == 1 && len(f.Recipients) == 1 {
		if a, b := partyOf(f.Actors[0]), partyOf(f.Recipients[0]); a.code != b.code {
			return []branch{dyad(lead, a.code, b.code)}
		}
	}
	best := side{}
	for _, l := range f.sides() {
		if len(l.list) > 0 && (best.list == nil || len(l.list) < len(best.list)) {
			best = l
		}
	}
	var out []branch
	for _, name := range best.list {
		p := partyOf(name)
		b := start("posting p", lead)
		b.and("p.code = ?", p.code)
		cond, args := p.on("p", best.name)
		b.and(cond, args...)
		out = append(out, b)
	}
	if out != nil {
		return out
	}
	return f.plainWays(lead)
}

// plainWays are the ways in without parties: by mode, type or country where
// the filter names a few, else by day.
func (f *Filter) plainWays(lead int) []branch {
	const few = 6
	column, list := "mode", f.Modes
	if len(list) == 0 {
		column, list = "type", f.Types
	}
	if len(list) == 0 {
		column, list = "country", f.Countries
	}
	if len(list) == 0 || len(list) > few || f.Text != "" {
		return []branch{start("event e", lead)}
	}
	var out []branch
	for _, v := range list {
		b := start("event e", lead)
		b.and("e."+column+" = ?", v)
		out = append(out, b)
	}
	return out
}

func start(from string, lead int) branch {
	b := branch{from: from}
	b.and(b.key("lead")+" = ?", lead)
	return b
}

func dyad(lead int, x, y string) branch {
	b := start("dyad p", lead)
	b.and("p.a = ? AND p.b = ?", min(x, y), max(x, y))
	return b
}

// narrow adds what the way in does not settle.
func (s *Store) narrow(b *branch, f *Filter) error {
	f.narrowParties(b)
	oneOf := func(column string, list []string) {
		if len(list) > 0 {
			args := make([]any, len(list))
			for i, v := range list {
				args[i] = v
			}
			b.and(column+" IN ("+places(len(list))+")", args...)
		}
	}
	oneOf(b.key("type"), f.Types)
	oneOf(b.key("standing"), f.Standings)
	if len(f.Quads) > 0 {
		args := make([]any, len(f.Quads))
		for i, q := range f.Quads {
			args[i] = q
		}
		b.and(b.key("quad")+" IN ("+places(len(args))+")", args...)
	}
	if !f.From.IsZero() || !f.To.IsZero() {
		from, to := f.days()
		b.and(b.key("day")+" >= ? AND "+b.key("day")+" <= ?", from, to)
	}
	if f.MinConfidence > 0 {
		b.and(b.key("confidence")+" >= ?", f.MinConfidence)
	}
	if len(f.Modes) > 0 {
		oneOf(b.of("mode"), f.Modes)
	}
	if len(f.Countries) > 0 {
		oneOf(b.of("country"), f.Countries)
	}
	f.narrowContext(b)
	f.narrowBox(b)
	return s.narrowReport(b, f)
}

// days bounds a filter that names one day at least; events of an unknown day
// lie outside.
func (f *Filter) days() (from, to string) {
	from, to = "0001-01-01", "9999-12-31"
	if !f.From.IsZero() {
		from = f.From.Format(time.DateOnly)
	}
	if !f.To.IsZero() {
		to = f.To.Format(time.DateOnly)
	}
	return from, to
}

// narrowParties asks for every list of parties, also for the one that was the
// way in: looking it up again is cheap.
func (f *Filter) narrowParties(b *branch) {
	has := func(side, name string) (string, []any) {
		p := partyOf(name)
		cond, args := p.on("x", side)
		return "EXISTS (SELECT 1 FROM posting x WHERE x.code = ? AND x.lead = " + b.key("lead") + " AND x.day = " + b.key("day") +
			" AND x.event = " + b.key("n") + " AND " + cond + ")", append([]any{p.code}, args...)
	}
	if b.from != "posting p" || len(f.Actors)+len(f.Recipients)+len(f.Parties) > f.most() {
		for _, l := range f.sides() {
			var conds []string
			var args []any
			for _, name := range l.list {
				c, a := has(l.name, name)
				conds, args = append(conds, c), append(args, a...)
			}
			if len(conds) > 0 {
				b.and("("+strings.Join(conds, " OR ")+")", args...)
			}
		}
	}
	for _, name := range f.Dyad {
		if p := partyOf(name); p.code != "" && (b.from != "dyad p" || p.sector != "") {
			c, a := has("", name)
			b.and(c, a...)
		}
	}
	if x, y := partyOf(f.Dyad[0]).code, partyOf(f.Dyad[1]).code; x != "" && y != "" && b.from != "dyad p" {
		b.and("EXISTS (SELECT 1 FROM dyad x WHERE x.a = ? AND x.b = ? AND x.lead = "+b.key("lead")+" AND x.day = "+b.key("day")+" AND x.event = "+b.key("n")+")", min(x, y), max(x, y))
	}
}

// most is the length of the longest list of parties.
func (f *Filter) most() int { return max(len(f.Actors), len(f.Recipients), len(f.Parties)) }

func (f *Filter) narrowContext(b *branch) {
	var conds []string
	var args []any
	for _, c := range f.Contexts {
		conds = append(conds, b.of("contexts")+` LIKE ? ESCAPE '\'`)
		args = append(args, "% "+strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(c)+" %")
	}
	if len(conds) > 0 {
		b.and("("+strings.Join(conds, " OR ")+")", args...)
	}
}

func (f *Filter) narrowBox(b *branch) {
	if f.Box == nil {
		return
	}
	south, west, north, east := f.Box[0], f.Box[1], f.Box[2], f.Box[3]
	b.and(b.of("lat")+" >= ? AND e.lat <= ?", south, north)
	if west <= east {
		b.and("e.lon >= ? AND e.lon <= ?", west, east)
		return
	}
	b.and("(e.lon >= ? OR e.lon <= ?)", west, east)
}

func (s *Store) narrowReport(b *branch, f *Filter) error {
	if f.Report != "" {
		b.and(b.of("report")+" = (SELECT n FROM report WHERE id = ?)", f.Report)
	}
	if f.Story != "" {
		b.and(b.of("story")+" = (SELECT n FROM story WHERE id = ?)", f.Story)
	}
	if f.Source != "" {
		b.and(b.of("report")+" IN (SELECT n FROM report WHERE source = ?)", f.Source)
	}
	if strings.TrimSpace(f.Text) != "" {
		words, ok := s.textQuery(f.Text)
		if !ok {
			return questionf("%q holds no word to search for", f.Text)
		}
		if f.frequent {
			b.and(fmt.Sprintf(s.d.fits, b.of("report")), words)
			return nil
		}
		b.and(b.of("report")+" IN ("+s.d.match+")", words)
	}
	return nil
}

// cursor is a place in a list of days.
type cursor struct {
	day string
	n   int64
}

func (c cursor) String() string { return c.day + "." + strconv.FormatInt(c.n, 10) }

func parseCursor(s string) (cursor, error) {
	day, n, ok := strings.Cut(s, ".")
	num, err := strconv.ParseInt(n, 10, 64)
	if !ok || err != nil || day != "" && !isDay(day) {
		return cursor{}, questionf("%q is no cursor of a list: take the one that came with the part before, or none for the first part", s)
	}
	return cursor{day, num}, nil
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func (p Page) limit() int {
	switch {
	case p.Limit <= 0:
		return 50
	case p.Limit > 1000:
		return 1000
	}
	return p.Limit
}

func questionf(format string, args ...any) error { return questionError{fmt.Errorf(format, args...)} }

// frequent says whether words are in so many reports that a list is found
// sooner by looking at the newest than by gathering all of them.
func (s *Store) frequent(ctx context.Context, words string) (bool, error) {
	const many = 5000
	match, ok := s.textQuery(words)
	if !ok {
		return false, nil
	}
	var n int
	err := s.row(ctx, "SELECT COUNT(*) FROM ("+s.d.match+" LIMIT ?) AS f", match, many).Scan(&n)
	return n == many, err
}
