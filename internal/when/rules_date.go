package when

import (
	"fmt"
	"slices"
	"time"
)

// allRules is every pattern; earlier ones win among matches of equal length.
func allRules() []rule {
	return slices.Concat(dateRules, relativeRules, amountRules, clockRules, holidayRules())
}

var dateRules = []rule{
	{"[WD|WDABBR ,?] MONTH|MABBR DAY|ORD [,? YEAR]", monthDay, 0},
	{"[WD|WDABBR ,?] the? DAY of? MONTH|MABBR [,? YEAR]", monthDay, 0},
	{"the ORD [day] of MONTH [,? YEAR]", monthDay, 0},
	{"WD|WDABBR ,? the DAY", weekdayThe, 0},
	{"MONTH|MABBR DAY ,? THIS|LAST|NEXT|THAT year", monthDay, 0},
	{"MONTH|MABBR DAY -|to|through|and|until|till|& DAY [,? YEAR]", dayPair, 0},
	{"DAY -|to|through|and|until|till|& DAY of? MONTH [,? YEAR]", dayPair, 0},
	{"MONTH|MABBR [,|of] YEAR", monthYear, 0},
	{"MONTH of? the? THIS|LAST|NEXT|THAT year", monthYear, 0},
	{"LAST|NEXT|THIS|THAT MONTH", monthNear, 0},
	{"MONTH", monthAlone, 0},
	{"the? year? YEAR", yearAlone, 0},
	{"YEAR -|/ YEAR|TWO", yearPair, 0},
	{"YEAR - TWO - TWO", numeric, 0},
	{"TWO|DAY / TWO|DAY / YEAR|TWO", numeric, 1},
	{"COMPACT", numeric, 2},
	{"DAY / DAY", nineEleven, 0},
	{"the DAY", dayAlone, 0},
	{"the week of|beginning|ending|ended|starting MONTH|MABBR DAY [,? YEAR]", weekOf, 0},
	{"the? DEC", decade, 0},
	{"the? ORD -? century", century, 0},
	{"the? ORD -? quarter [of] fiscal? [year] [YEAR]", quarter, 0},
	{"the? ORD -? quarter of THIS|LAST|NEXT|the year", quarter, 0},
	{"the? ORD|LAST half of fiscal? [year] YEAR", quarter, 1},
	{"the? ORD|LAST half of THIS|LAST|NEXT|the year", quarter, 1},
	{"q1|q2|q3|q4 [of] [YEAR]", quarter, 2},
	{"h1|h2 of? YEAR", quarter, 3},
	{"the? fiscal year? YEAR [- YEAR|TWO]", fiscal, 0},
	{"THIS|LAST|NEXT fiscal year", fiscal, 1},
	{"the THIS|LAST|NEXT fiscal year", fiscal, 1},
	{"the? SEASON of? YEAR", season, 0},
	{"the? THIS|LAST|NEXT SEASON", season, 1},
	{"the? SEASON", season, 2},
	{"SEASON of THIS|LAST|NEXT year", season, 3},
}

// yearNear turns "this year", "last year", "the same year" into a year.
func (b *builder) yearNear(m *match) (int, bool) {
	if i := m.has(cYear); i >= 0 {
		return b.atoms[i].value(cYear), true
	}
	i := m.has(cThis | cLast | cNext | cThat)
	if i < 0 || !b.dated() {
		return 0, false
	}
	if b.atoms[i].class&cThat != 0 {
		return b.anchor(gYear).Year(), true
	}
	return b.day.Year() + b.atoms[i].value(cThis|cLast|cNext), true
}

func monthDay(b *builder, m *match) bool {
	mi := m.has(cMonth | cMonthAbbr)
	mon := b.atoms[mi].value(cMonth | cMonthAbbr)
	di := m.has(cDay)
	if di < 0 {
		di = m.has(cOrd)
	}
	if di < 0 {
		return false
	}
	d := b.atoms[di].value(cDay | cOrd)
	y, ok := b.yearNear(m)
	if !validDay(2000, mon, d) || ok && !validDay(y, mon, d) {
		return false
	}
	if di < mi && b.at(di).class&cNum != 0 && b.is(di-1, "than least about some") {
		return false
	}
	if !ok {
		if !b.dated() {
			return b.put(m.from, m.end(), mi, Expr{Type: Date, Value: fmt.Sprintf("XXXX-%02d-%02d", mon, d)})
		}
		y = b.nearYear(m, mon, d)
	}
	return b.date(m, mi, ymd(y, mon, d), gDay)
}

// nearYear chooses the year of a month and day: the one told earlier in the
// sentence, else by the tense, else the nearest.
func (b *builder) nearYear(m *match, mon, d int) int {
	y := b.day.Year()
	if b.yearSent == b.s.Index && b.yearTold < y {
		return b.yearTold
	}
	if wd := m.has(cWeekday | cWeekdayAbbr); wd >= 0 {
		for _, c := range [...]int{y, y - 1, y + 1} {
			if validDay(c, mon, d) && isoWeekday(ymd(c, mon, d)) == b.atoms[wd].value(cWeekday|cWeekdayAbbr) {
				return c
			}
		}
	}
	dir := b.direction(m)
	if dir < 0 && b.nearlyHere(mon, d) && b.leftVerb(m.from-1, 5) >= 0 {
		dir = 1 // "a tournament from January 5", told in December
	}
	if dir < 0 && (b.is(m.from-1, "for") || b.is(m.from-1, "the") && b.coming(m.end())) {
		dir = 0
	}
	best, bestGap := y, time.Duration(-1)
	for _, c := range [...]int{y, y - 1, y + 1} {
		if !validDay(c, mon, d) {
			continue
		}
		gap := ymd(c, mon, d).Sub(b.day)
		if dir < 0 && gap > 24*time.Hour || dir > 0 && gap < 0 {
			continue
		}
		if gap = gap.Abs(); bestGap < 0 || gap < bestGap {
			best, bestGap = c, gap
		}
	}
	return best
}

// nearlyHere reports a day of the year that is less than forty days ahead.
func (b *builder) nearlyHere(mon, d int) bool {
	for y := b.day.Year(); y <= b.day.Year()+1; y++ {
		if gap := ymd(y, mon, d).Sub(b.day); gap > 0 && gap < 40*24*time.Hour {
			return true
		}
	}
	return false
}

// coming reports whether the words from i on name what is dated ahead: "the
// May 29 general elections". The nearest such day is meant, whatever the tense.
func (b *builder) coming(i int) bool {
	return b.is(i, comingNouns) || b.is(i+1, comingNouns) && !b.stops(i)
}

const comingNouns = "election elections vote referendum runoff run-off summit handover deadline meeting poll polls ballot conference resumption inauguration hearing"

// weekdayThe reads "Tuesday the 18th": the nearest such day.
func weekdayThe(b *builder, m *match) bool {
	if !b.dated() || !b.stops(m.end()) {
		return false
	}
	wd := m.has(cWeekday | cWeekdayAbbr)
	d := b.atoms[m.end()-1].value(cDay | cOrd)
	for gap := 0; gap < 60; gap++ {
		for _, t := range [...]time.Time{b.day.AddDate(0, 0, -gap), b.day.AddDate(0, 0, gap)} {
			if t.Day() == d && isoWeekday(t) == b.atoms[wd].value(cWeekday|cWeekdayAbbr) {
				return b.date(m, wd, t, gDay)
			}
		}
	}
	return false
}

// dayPair gives two dates for "May 4-6" and "3 to 5 May".
func dayPair(b *builder, m *match) bool {
	mi := m.has(cMonth | cMonthAbbr)
	d1, d2 := m.nth(cDay, 0), m.nth(cDay, 1)
	mon := b.atoms[mi].value(cMonth | cMonthAbbr)
	v1, v2 := b.atoms[d1].value(cDay), b.atoms[d2].value(cDay)
	y, ok := b.yearNear(m)
	if !ok && b.dated() {
		y = b.nearYear(m, mon, v1)
	}
	if y == 0 || !validDay(y, mon, v1) || !validDay(y, mon, v2) || v1 >= v2 {
		return false
	}
	// "on May 4 and 20 soldiers": an "and" joins days only within a few words
	// of a range or where nothing follows that the number could count.
	if b.at(d2-1).lit == b.g.lex.and && mi < d1 && m.has(cYear) < 0 && !b.stops(m.end()) {
		return false
	}
	t1, t2 := ymd(y, mon, v1), ymd(y, mon, v2)
	from, cutAt, to := m.from, d1+1, m.end()
	from2 := d2
	b.tell(t1, gDay)
	b.put(from, cutAt, max(min(mi, cutAt-1), from), Expr{Type: Date, Value: cellValue(t1, gDay), Range: Range{t1, t1}})
	b.floor = cutAt
	return b.put(from2, to, from2, Expr{Type: Date, Value: cellValue(t2, gDay), Range: Range{t2, t2}})
}

// stops reports whether a phrase ends before the atom i: nothing there, a
// mark, or a word that can not be counted.
func (b *builder) stops(i int) bool {
	a := b.at(i)
	if a.form == "" {
		return true
	}
	c := a.form[0]
	return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') || b.is(i, "in at on by for to and with when where as after before but")
}

func monthYear(b *builder, m *match) bool {
	mi := m.has(cMonth | cMonthAbbr)
	y, ok := b.yearNear(m)
	if !ok {
		return false
	}
	return b.date(m, mi, ymd(y, b.atoms[mi].value(cMonth|cMonthAbbr), 1), gMonth)
}

// monthNear reads "last March": before this month, "next": after it.
func monthNear(b *builder, m *match) bool {
	mi := m.has(cMonth)
	if !b.dated() || b.is(m.from, "upcoming forthcoming following preceding prior") {
		return false
	}
	mon, y := b.atoms[mi].value(cMonth), b.day.Year()
	now := int(b.day.Month())
	switch d := b.atoms[m.from]; {
	case d.class&cThat != 0:
		y = b.anchor(gYear).Year()
	case d.class&cLast != 0 && mon >= now:
		y--
	case d.class&cNext != 0 && mon <= now:
		y++
	}
	return b.date(m, mi, ymd(y, mon, 1), gMonth)
}

// monthAlone reads "in March": the nearest in the past unless what governs it
// is still to come. "May" and first names need more than themselves.
func monthAlone(b *builder, m *match) bool {
	if b.nameLike(m.from) {
		return false
	}
	mon := b.atoms[m.from].value(cMonth)
	if !b.dated() {
		return b.put(m.from, m.end(), m.from, Expr{Type: Date, Value: fmt.Sprintf("XXXX-%02d", mon)})
	}
	y, now := b.day.Year(), int(b.day.Month())
	if b.yearSent == b.s.Index && b.yearTold < y && b.yearTold > y-60 {
		y = b.yearTold
	} else {
		y = b.monthYearNear(m, mon, now, y)
	}
	return b.date(m, m.from, ymd(y, mon, 1), gMonth)
}

// monthYearNear chooses the year of a bare month. One that has just gone by is
// meant unless a word near it says that it is to come.
func (b *builder) monthYearNear(m *match, mon, now, y int) int {
	ahead := (mon - now + 12) % 12
	coming := b.direction(m) > 0 || b.is(m.from-1, "a") && b.coming(m.end())
	switch {
	case b.is(m.from-1, "for") || b.is(m.from-2, "delivery"):
		coming = ahead < 7
	case b.is(m.from-1, "'s \u2019s") && ahead > 8:
		coming = false
	case ahead > 8 && coming:
		coming = b.willLeft(m)
	}
	if coming && mon < now {
		return y + 1
	}
	if !coming && mon > now {
		return y - 1
	}
	return y
}

// nameLike reports whether a month's name is rather a person's, a verb or
// another word.
func (b *builder) nameLike(i int) bool {
	a, prev, next := b.at(i), b.at(i-1), b.at(i+1)
	if len(a.form) <= 4 && !b.is(i, "may june july") && a.form[len(a.form)-1] != '.' && !b.is(i-1, "in since until by from") {
		return true // "Jan", "Dec" without a day
	}
	inTime := b.is(i-1, "in since by until till during from mid late early of through before after and or to between - ( , last next this")
	if next.capital() && next.class == 0 && (!inTime || b.is(i-1, "and or of , (")) && i > 0 {
		return true
	}
	switch a.value(cMonth) {
	case 5:
		if b.at(i-2).class&cMonth != 0 && b.is(i-1, "to and or , - until through") || b.at(i-3).class&cMonth != 0 && b.at(i-1).class&cDay != 0 {
			return false // "March to May", "April, 3 May"
		}
		of := b.is(i-1, "of") && b.at(i-2).class&(cUnit|cEdge|cOrd|cEarly) != 0
		return !inTime || b.is(i-1, ", ( and or to of") && !of && !b.tagged(i) || b.is(i+1, "day")
	case 3:
		return i == 0 && !b.stops(1) || prev.capital() && prev.class == 0 && !(i == 1 && inTime)
	case 4, 6, 8:
		return prev.capital() && prev.class == 0 && !(i == 1 && inTime) || next.capital() && next.class == 0 && !inTime
	}
	return false
}

// tagged reports whether the tagger took the atom's token for a proper noun.
func (b *builder) tagged(i int) bool {
	t := &b.s.Tokens[b.atoms[i].tok]
	return t.UPOS == "PROPN" || t.XPOS == "NNP"
}

const yearBefore = "in since of by from to until till before after during for and or between through the early late mid - ( , around about circa year as into"

const countedThings = "people troops soldiers men women children workers tons tonnes dollars euros yen pounds barrels miles kilometers kilometres km meters metres students members police officers protesters houses homes points feet votes jobs refugees civilians migrants cases hectares acres residents families percent pages copies times yards"

const yearOwner = " its his her their our 's \u2019s"

// namesYear reports whether the number i stands before a noun as a year does:
// "its 1994 civil war", "the failed 1956 uprising".
func (b *builder) namesYear(i, y int) bool {
	if b.is(i-1, yearOwner) {
		return true
	}
	if !b.dated() || y < 1900 || y > b.day.Year()+15 || y%10 == 0 {
		return false
	}
	w := b.at(i + 1).form
	return b.is(i-1, "a an") || b.at(i-1).form != "" && !b.at(i-1).capital() && w != "" && w[len(w)-1] != 's'
}

// yearAlone reads a bare year where nothing says that it counts things.
func yearAlone(b *builder, m *match) bool {
	i := m.end() - 1
	y := b.atoms[i].value(cYear)
	if m.n > 1 && b.is(m.from, "the") && m.n == 2 {
		return false // "the 1967 war": the article is the noun's
	}
	if y < 1500 || y > 2100 || b.at(i+1).lit == b.g.lex.slash && b.at(i+1).lit != 0 {
		return false
	}
	if m.n == 1 && (!b.is(i-1, yearBefore) && i != 0 && !b.stops(i+1) && !b.namesYear(i, y) || b.is(i-1, "$ no. number no than least nearly over number flight highway route room article resolution")) {
		return false
	}
	if m.n == 1 && i != 0 && !b.is(i-1, yearBefore+yearOwner) && y%100 == 0 && b.at(i-1).class&cMonth == 0 {
		return false
	}
	if b.is(i+1, countedThings) || b.at(i+1).class&(cUnit|cZone|cAmPm) != 0 && !b.is(i+1, "second") || b.is(i+1, "% hours : .") && b.is(i+1, "% hours :") {
		return false
	}
	if w := b.at(i + 1).form; y%100 == 0 && len(w) > 4 && w[len(w)-1] == 's' && w[0] >= 'a' {
		return false
	}
	if b.is(i-1, "about around") && y%100 == 0 {
		return false
	}
	return b.date(m, i, ymd(y, 1, 1), gYear)
}

// yearPair gives two years for "2003-2005", "1998-99".
func yearPair(b *builder, m *match) bool {
	y1 := b.atoms[m.from].value(cYear)
	y2 := b.atoms[m.end()-1].value(cYear | cTwo)
	if b.atoms[m.end()-1].form == "" || y2 < 100 {
		y2 += y1 - y1%100
	}
	if y1 < 1500 || y2 > 2100 || y2 <= y1 || b.is(m.end(), countedThings) {
		return false
	}
	t1, t2 := ymd(y1, 1, 1), ymd(y2, 1, 1)
	b.put(m.from, m.from+1, m.from, Expr{Type: Date, Value: cellValue(t1, gYear), Range: cell(t1, gYear)})
	b.floor = m.from + 1
	b.tell(t2, gYear)
	return b.put(m.end()-1, m.end(), m.end()-1, Expr{Type: Date, Value: cellValue(t2, gYear), Range: cell(t2, gYear)})
}

// numeric reads 2022-05-04, 5/4/2022 (month first unless it can not be) and
// 20220504.
func numeric(b *builder, m *match) bool {
	var y, mon, d int
	switch v := func(i int) int { return b.atoms[m.from+i].val }; {
	case m.n == 1:
		y, mon, d = v(0)/10000, v(0)/100%100, v(0)%100
	case b.atoms[m.from].class&cYear != 0:
		y, mon, d = v(0), v(2), v(4)
	default:
		mon, d, y = v(0), v(2), v(4)
		if mon > 12 {
			mon, d = d, mon
		}
		if y < 100 {
			y = shortYear(y)
		}
	}
	if !validDay(y, mon, d) || y < 1000 {
		return false
	}
	return b.date(m, m.from, ymd(y, mon, d), gDay)
}
