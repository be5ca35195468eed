package when

import (
	"fmt"
	"time"
)

func decade(b *builder, m *match) bool {
	i := m.end() - 1
	a := &b.atoms[i]
	y := a.value(cDecade)
	if a.class&cShort != 0 {
		// "in his sixties" is an age; "the eighties" a decade.
		if b.is(i-1, "his her their my your our its") || b.is(i+1, "of") || !b.is(i-1, "the early late mid - 's") && a.form[0] != '\'' && a.form[0] < 0x80 && m.n == 1 {
			return false
		}
	}
	return b.date(m, i, ymd(y, 1, 1), gDecade)
}

// nineEleven reads the one day that goes by its numbers.
func nineEleven(b *builder, m *match) bool {
	if b.atoms[m.from].val != 9 || b.atoms[m.end()-1].val != 11 {
		return false
	}
	return b.date(m, m.from, ymd(2001, 9, 11), gDay)
}

// dayAlone reads "on the 21st": the nearest such day the tense allows.
func dayAlone(b *builder, m *match) bool {
	i := m.end() - 1
	a := &b.atoms[i]
	if a.class&cOrd == 0 || a.form[0] > '9' || !b.dated() || !b.is(m.from-1, "on by until from since before after") || !b.stops(i+1) {
		return false
	}
	dir := b.direction(m)
	for n := 0; n < 3; n++ {
		step := n
		if dir <= 0 {
			step = -n
		}
		t := addMonths(ymd(b.day.Year(), int(b.day.Month()), 1), step)
		d := a.value(cOrd)
		if d > monthDays(t.Year(), int(t.Month())) {
			continue
		}
		if t = t.AddDate(0, 0, d-1); dir > 0 && !t.Before(b.day) || dir <= 0 && !t.After(b.day) {
			return b.date(m, i, t, gDay)
		}
	}
	return false
}

// weekOf reads "the week of May 3", "the week ended December 8".
func weekOf(b *builder, m *match) bool {
	mon, d := b.val(m, cMonth|cMonthAbbr, 0), b.val(m, cDay, 0)
	y, ok := b.yearNear(m)
	if !ok {
		if !b.dated() {
			return false
		}
		y = b.nearYear(m, mon, d)
	}
	return validDay(y, mon, d) && b.date(m, m.from+1, ymd(y, mon, d), gWeek)
}

func century(b *builder, m *match) bool {
	n := b.val(m, cOrd, 0)
	if n < 2 || n > 30 {
		return false
	}
	return b.date(m, m.end()-1, ymd((n-1)*100+1, 1, 1), gCentury)
}

// quarter reads quarters (arg 0, 2) and halves (arg 1) of years.
func quarter(b *builder, m *match) bool {
	arg := b.g.rules[m.rule].arg
	last := b.at(m.end() - 1)
	if last.lit != 0 && last.class == cAny && (b.is(m.end()-1, "of fiscal")) {
		return false
	}
	y, explicit := b.yearNear(m)
	if arg == 1 && m.roles[0]&cLast != 0 || arg == 1 && m.n > 1 && m.roles[1]&cLast != 0 {
		// "the last half of 2003": the role is the half's, not the year's.
		y, explicit = b.val(m, cYear, 0), m.has(cYear) >= 0
	}
	if !explicit && !b.dated() {
		return false
	}
	if !explicit {
		y = b.day.Year()
	}
	n := b.val(m, cOrd, 2)
	head := m.from
	for i := m.from; i < m.end(); i++ {
		if b.is(i, "quarter half") {
			head = i
		}
	}
	if arg >= 2 {
		n = int(b.atoms[m.from].form[1] - '0')
	}
	if arg == 1 || arg == 3 {
		if n > 2 {
			return false
		}
		return b.date(m, head, ymd(y, 6*n-5, 1), gHalf)
	}
	if n > 4 || n < 1 {
		return false
	}
	t := ymd(y, 3*n-2, 1)
	if !explicit && t.After(b.day) && b.direction(m) <= 0 && !b.is(m.end()-1, "year") {
		t = shift(t, gYear, -1)
	}
	return b.date(m, head, t, gQuarter)
}

// fiscal reads fiscal years; whose they are is not known, so the days are the
// calendar's and marked as not exact.
func fiscal(b *builder, m *match) bool {
	y, ok := b.yearNear(m)
	if !ok {
		return false
	}
	head := m.from
	for i := m.from; i < m.end(); i++ {
		if b.is(i, "fiscal year") {
			head = i
		}
	}
	e := Expr{Type: Date, Value: fmt.Sprintf("FY%04d", y), Range: Range{ymd(y-1, 7, 1), ymd(y, 12, 31)}, Approx: true}
	return b.put(m.from, m.end(), head, e)
}

// season reads "the spring of 2003" (0), "last summer" (1), "the winter" (2).
func season(b *builder, m *match) bool {
	si := m.has(cSeason)
	arg := b.g.rules[m.rule].arg
	if b.is(si, "fall spring") && arg == 2 {
		return false
	}
	if b.atoms[si].capital() && b.at(si-1).capital() || b.at(si).plural {
		return false
	}
	s := b.atoms[si].value(cSeason)
	y, ok := b.yearNear(m)
	switch arg {
	case 1, 2:
		if !b.dated() {
			return false
		}
		if arg == 2 && !b.is(si-1, "in during since the early late by until") || arg == 2 && (b.is(si+1, "olympics games olympic capital palace") || b.hyphen(si+1)) {
			return false
		}
		y = b.seasonYear(m, s)
	default:
		if !ok {
			return false
		}
	}
	r := seasonRange(y, s)
	b.tell(r.First, gQuarter)
	return b.put(m.from, m.end(), si, Expr{Type: Date, Value: fmt.Sprintf("%04d-%s", y, seasonCodes[s]), Range: r})
}

// seasonYear finds the season that "last", "next", "this" or tense means.
func (b *builder) seasonYear(m *match, s int) int {
	y := b.day.Year()
	r := seasonRange(y, s)
	i := m.has(cLast | cNext | cThis)
	switch {
	case i >= 0 && b.atoms[i].class&cLast != 0:
		if !r.Last.Before(b.day) {
			return y - 1
		}
	case i >= 0 && b.atoms[i].class&cNext != 0:
		if !r.First.After(b.day) {
			return y + 1
		}
	case i >= 0:
		if s == 3 && b.day.Month() < time.March {
			return y - 1
		}
	case b.direction(m) > 0:
		if r.Last.Before(b.day) {
			return y + 1
		}
	case r.First.After(b.day):
		return y - 1
	}
	return y
}
