package when

import "time"

// holidays are the feasts that news dates by, as they are written. Those of
// moon calendars are computed and may be a day or two off.
var holidays = []struct {
	name   string // a pattern
	days   feast
	approx bool
}{
	{"christmas|xmas [day]", fixed(12, 25), false},
	{"christmas eve", fixed(12, 24), false},
	{"boxing day", fixed(12, 26), false},
	{"new year 's day", fixed(1, 1), false},
	{"new year 's eve", fixed(12, 31), false},
	{"the new year", fixed(1, 1), false},
	{"new year", fixed(1, 1), false},
	{"orthodox christmas [day]", fixed(1, 7), false},
	{"orthodox easter [sunday]", orthodoxEaster, false},
	{"epiphany", fixed(1, 6), false},
	{"valentine 's day", fixed(2, 14), false},
	{"halloween", fixed(10, 31), false},
	{"all saints day|' day?", fixed(11, 1), false},
	{"easter [sunday]", easter(0), false},
	{"easter monday", easter(1), false},
	{"good friday", easter(-2), false},
	{"holy|maundy thursday", easter(-3), false},
	{"palm sunday", easter(-7), false},
	{"ash wednesday", easter(-46), false},
	{"ascension day", easter(39), false},
	{"pentecost|whitsun", easter(49), false},
	{"thanksgiving [day]", nth(11, 4, 4), false},
	{"labor day", nth(9, 1, 1), false},
	{"memorial day", nth(5, 1, -1), false},
	{"veterans|armistice day", fixed(11, 11), false},
	{"martin luther king jr.? day", nth(1, 1, 3), false},
	{"presidents|president day|' day?", nth(2, 1, 3), false},
	{"columbus day", nth(10, 1, 2), false},
	{"may day", fixed(5, 1), false},
	{"bastille day", fixed(7, 14), false},
	{"victory day", fixed(5, 9), false},
	{"anzac day", fixed(4, 25), false},
	{"canada day", fixed(7, 1), false},
	{"international women 's day", fixed(3, 8), false},
	{"world aids day", fixed(12, 1), false},
	{"nowruz|norouz|noruz", fixed(3, 20), true},
	{"lunar|chinese new year", lunarNewYear, true},
	{"tet", lunarNewYear, true},
	{"[the holy? month of] ramadan|ramazan|ramadhan", islamic(9, 1, 30), true},
	{"eid al - fitr", islamic(10, 1, 3), true},
	{"eid ul - fitr", islamic(10, 1, 3), true},
	{"eid al - adha", islamic(12, 10, 4), true},
	{"eid ul - adha", islamic(12, 10, 4), true},
	{"eid", eid, true},
	{"ashura|ashoura", islamic(1, 10, 1), true},
	{"the? hajj|haj", islamic(12, 8, 6), true},
	{"rosh hashanah", hebrew(0, 2), false},
	{"yom kippur", hebrew(9, 1), false},
	{"sukkot", hebrew(14, 7), false},
	{"passover", passover, false},
	{"hanukkah|chanukah", hanukkah, false},
}

// eid without more is either feast.
func eid(y int) []Range { return append(islamic(10, 1, 3)(y), islamic(12, 10, 4)(y)...) }

// passover begins 163 days before the New Year of the same common year.
func passover(y int) []Range {
	t := hebrewNewYear(y).AddDate(0, 0, -163)
	return []Range{{t, t.AddDate(0, 0, 7)}}
}

// hanukkah begins on 25 Kislev; Heshvan before it has 29 or 30 days by the
// length of the year.
func hanukkah(y int) []Range {
	a, z := hebrewNewYear(y), hebrewNewYear(y+1)
	n := int(z.Sub(a) / (24 * time.Hour))
	offset := 83
	if n%10 == 5 {
		offset++
	}
	t := a.AddDate(0, 0, offset)
	return []Range{{t, t.AddDate(0, 0, 7)}}
}

// holidayRules makes a rule of each holiday, with "last", "next", "this"
// before it and a year after it.
func holidayRules() []rule {
	out := make([]rule, 2*len(holidays))
	for i, h := range holidays {
		out[i] = rule{"[LAST|NEXT|THIS] " + h.name + " [,? YEAR]", holiday, i}
		out[len(holidays)+i] = rule{h.name + " LAST|NEXT|THIS year", holiday, i}
	}
	return out
}

// holiday resolves a feast: by its year, by "last" or "next", else by tense,
// the nearest when that does not tell.
func holiday(b *builder, m *match) bool {
	h := &holidays[b.g.rules[m.rule].arg]
	named := false
	for i := m.from; i < m.end(); i++ {
		named = named || b.atoms[i].capital() || b.is(i, "ramadan hajj haj")
	}
	if !named || b.is(m.end(), "- island") && !b.is(m.end()-1, "day") && b.is(m.end(), "island") || !b.dated() && m.has(cYear) < 0 {
		return false
	}
	r, ok := b.feastDays(m, h.days)
	if !ok {
		return false
	}
	value := cellValue(r.First, gDay)
	if r.First != r.Last {
		value += "/" + cellValue(r.Last, gDay)
	}
	b.tell(r.First, gDay)
	return b.put(m.from, m.end(), m.end()-1, Expr{Type: Date, Value: value, Range: r, Approx: h.approx})
}

// feastDays chooses among the feasts of the years around the report.
func (b *builder) feastDays(m *match, days feast) (Range, bool) {
	if m.has(cYear) >= 0 || b.is(m.end()-1, "year") && m.has(cLast|cNext|cThis) > m.from {
		if y, ok := b.yearNear(m); ok {
			if rs := days(y); len(rs) > 0 {
				return rs[0], true
			}
		}
		return Range{}, false
	}
	dir := 0
	if i := m.has(cLast | cNext); i >= 0 {
		dir = b.atoms[i].value(cLast | cNext)
	} else if dir = b.direction(m); dir < 0 {
		dir = 0
	}
	var best Range
	bestGap, found := time.Duration(0), false
	for y := b.day.Year() - 1; y <= b.day.Year()+1; y++ {
		for _, r := range days(y) {
			gap := r.First.Sub(b.day)
			if dir < 0 && !r.Last.Before(b.day) || dir > 0 && r.Last.Before(b.day) {
				continue
			}
			if !b.day.Before(r.First) && !b.day.After(r.Last) {
				gap = 0
			}
			if gap = gap.Abs(); !found || gap < bestGap {
				best, bestGap, found = r, gap, true
			}
		}
	}
	return best, found
}
