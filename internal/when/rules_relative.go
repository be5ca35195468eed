package when

import (
	"fmt"
	"time"
)

var relativeRules = []rule{
	{"WD|WDABBR", weekday, 0},
	{"WD PART", weekday, 0},
	{"LAST|NEXT|THIS|THAT WD", weekday, 0},
	{"LAST|NEXT|THIS|THAT WD PART", weekday, 0},
	{"the LAST|NEXT|THAT WD", weekday, 0},
	{"this LAST|NEXT WD", weekday, 0},
	{"WD of? LAST|NEXT|THIS week", weekday, 1},
	{"the? ORD|LAST WD of|in MONTH [,? YEAR]", nthWeekday, 0},
	{"the? ORD|LAST WD of|in THIS|LAST|NEXT|THAT month", nthWeekday, 1},
	{"WD a week ago", weekday, 2},
	{"a week from WD", weekday, 3},
	{"DEIXIS", deixis, 0},
	{"DEIXIS PART", deixis, 0},
	{"the day before yesterday", deixis, -2},
	{"the day after tomorrow", deixis, 2},
	{"later|earlier in the day", earlierInDay, 0},
	{"later|earlier in the UNIT", earlierIn, 0},
	{"later|earlier that|the THAT? UNIT", earlierIn, 0},
	{"the? LAST|NEXT|THIS UNIT", cellNear, 0},
	{"THAT UNIT", cellNear, 0},
	{"this LAST|NEXT UNIT", cellNear, 0},
	{"the same UNIT", cellNear, 0},
	{"that same UNIT", cellNear, 0},
	{"the time being", reference, 6},
	{"the UNIT", cellTold, 0},
	{"the UNIT BEFORE", unitBefore, 0},
	{"the|a week BEFORE LAST|NEXT", weekBeforeLast, 0},
	{"year - AGO|BEFORE", yearAgoAdjective, 0},
	{"year - end", yearEnd, 3},
	{"mid - year", yearEnd, 2},
	{"REF", reference, 0},
	{"the? present", reference, 1},
	{"the past", reference, 2},
	{"the near|foreseeable|immediate|not-too-distant|distant|coming? future", reference, 3},
	{"the future", reference, 3},
	{"the recent|distant|near past", reference, 2},
	{"the moment", reference, 4},
	{"these days", reference, 1},
	{"recent UNIT", recentUnits, 0},
	{"shortly", reference, 5},
}

func weekday(b *builder, m *match) bool {
	wi := m.has(cWeekday | cWeekdayAbbr)
	a := &b.atoms[wi]
	if a.class&cWeekdayAbbr != 0 && (m.n > 1 || a.form[len(a.form)-1] != '.' && !b.is(wi-1, "on last next")) {
		return false
	}
	if wi == m.end()-1 && b.at(wi+1).capital() && b.at(wi+1).class == 0 && b.at(wi-1).capital() && b.at(wi-1).class == 0 {
		return false // "Black Friday Sale"
	}
	if b.is(m.from, "that") && b.is(m.end(), "'s \u2019s") {
		return false // "said that Friday's vote"
	}
	if b.is(m.from, "following") {
		return false // "following Friday's vote": a preposition without "the"
	}
	iso := a.value(cWeekday | cWeekdayAbbr)
	if !b.dated() {
		v := fmt.Sprintf("XXXX-WXX-%d", iso)
		return b.put(m.from, m.end(), wi, Expr{Type: Date, Value: v})
	}
	t := b.weekdayDate(m, iso)
	b.tell(t, gDay)
	e := Expr{Type: Date, Value: cellValue(t, gDay), Range: Range{t, t}}
	if p := m.has(cPart); p >= 0 {
		e.Type = Time
		e.Value += "T" + partCodes[b.atoms[p].value(cPart)]
	}
	return b.put(m.from, m.end(), wi, e)
}

// nthWeekday reads "the first Monday of May", "the last Friday of this month".
func nthWeekday(b *builder, m *match) bool {
	if !b.dated() {
		return false
	}
	wi, n := m.has(cWeekday), -1
	if i := m.has(cOrd); i >= 0 {
		n = b.atoms[i].value(cOrd)
	}
	if n > 5 || n == 0 {
		return false
	}
	var y, mon int
	if b.g.rules[m.rule].arg == 1 {
		t := shift(b.day, gMonth, b.atoms[m.end()-2].value(cThis|cLast|cNext))
		if b.atoms[m.end()-2].class&cThat != 0 {
			t = b.anchor(gMonth)
		}
		y, mon = t.Year(), int(t.Month())
	} else {
		mon = b.val(m, cMonth, 1)
		if y = b.val(m, cYear, 0); y == 0 {
			y = b.nearYear(m, mon, 15)
		}
	}
	return b.date(m, wi, nth(mon, b.atoms[wi].value(cWeekday), n)(y)[0].First, gDay)
}

// weekdayDate chooses the day that a weekday means.
func (b *builder) weekdayDate(m *match, iso int) time.Time {
	arg := b.g.rules[m.rule].arg
	i := m.has(cLast | cNext | cThis | cThat)
	wi := m.has(cWeekday | cWeekdayAbbr)
	if arg == 1 {
		week := cell(shift(b.day, gWeek, b.atoms[i].value(cLast|cNext|cThis)), gWeek)
		return week.First.AddDate(0, 0, iso-1)
	}
	switch {
	case arg == 2:
		return weekdayAt(b.day, iso, -1).AddDate(0, 0, -7)
	case arg == 3:
		return weekdayAt(b.day, iso, 1).AddDate(0, 0, 7)
	case i >= 0 && b.atoms[i].class&cLast != 0:
		return weekdayAt(b.day.AddDate(0, 0, -1), iso, -1)
	case i >= 0 && b.atoms[i].class&cNext != 0 && b.is(i, "following"):
		return weekdayAt(b.anchor(gDay).AddDate(0, 0, 1), iso, 1)
	case i >= 0 && b.atoms[i].class&cNext != 0:
		return weekdayAt(b.day.AddDate(0, 0, 1), iso, 1)
	case i >= 0 && b.atoms[i].class&cThis != 0 && b.direction(m) >= 0:
		return weekdayAt(b.day, iso, 1)
	case i >= 0 && b.atoms[i].class&cThat != 0:
		return weekdayAt(b.anchor(gDay), iso, 1)
	}
	if b.is(wi+1, "next") && b.is(wi+2, "week") {
		return weekdayAt(b.day, iso, 1)
	}
	if b.direction(m) > 0 {
		return weekdayAt(b.day, iso, 1)
	}
	return weekdayAt(b.day, iso, -1)
}

// deixis reads today, yesterday, tomorrow; an arg is days from today.
func deixis(b *builder, m *match) bool {
	n := b.g.rules[m.rule].arg
	head := m.end() - 1
	if n == 0 {
		head = m.has(cDeixis)
		n = b.atoms[head].value(cDeixis)
	}
	if !b.dated() {
		return b.put(m.from, m.end(), head, Expr{Type: Date, Value: "PRESENT_REF"})
	}
	t := b.day.AddDate(0, 0, n)
	e := Expr{Type: Date, Value: cellValue(t, gDay), Range: Range{t, t}}
	if p := m.has(cPart); p >= 0 {
		e.Type = Time
		e.Value += "T" + partCodes[b.atoms[p].value(cPart)]
	}
	b.tell(t, gDay)
	return b.put(m.from, m.end(), head, e)
}

func earlierInDay(b *builder, m *match) bool {
	if !b.dated() {
		return false
	}
	t := b.anchor(gDay)
	e := Expr{Type: Date, Value: cellValue(t, gDay), Range: Range{t, t}, Mod: "START"}
	if b.is(m.from, "later") {
		e.Mod = "END"
	}
	return b.put(m.from, m.end(), m.end()-1, e)
}

// earlierIn reads "later in the year", "earlier that month".
func earlierIn(b *builder, m *match) bool {
	u := m.has(cUnit)
	a := &b.atoms[u]
	g := grain(a.value(cUnit))
	if a.plural || g > gCentury || !b.dated() {
		return false
	}
	t := b.day
	if b.is(u-1, "that") {
		t = b.anchor(g)
	}
	r := cell(t, g)
	e := Expr{Type: Date, Value: cellValue(t, g), Range: r, Mod: "START"}
	if b.is(m.from, "later") {
		e.Mod = "END"
	}
	e.Range = part(r, e.Mod, true, b.day)
	return b.put(m.from, m.end(), u, e)
}

// cellNear reads "last week", "the following year", "that month".
func cellNear(b *builder, m *match) bool {
	u := m.has(cUnit)
	a := &b.atoms[u]
	g := grain(a.value(cUnit))
	i := u - 1
	d := &b.atoms[i]
	if g > gMillennium && !a.plural || a.capital() && !d.capital() || !b.dated() {
		return false
	}
	if b.is(u+1, "of") && b.is(i, "last") {
		return false // "the last week of the campaign"
	}
	if a.plural {
		return unitsNear(b, m, u, i)
	}
	if b.is(u+1, "- of") && b.is(u+1, "-") || b.is(i, "past") && b.is(m.from, "the") || b.is(i, "upcoming prior") {
		if !b.is(i, "past") {
			return false
		}
		return pastUnit(b, m, u)
	}
	t := b.day
	switch {
	case d.class&cThat != 0:
		t = b.anchor(g)
		if b.is(m.from, "that") && m.n == 2 && b.toldSent < 0 {
			return false
		}
	case b.is(i, "previous preceding following") || b.is(i, "next") && b.is(m.from, "the"):
		t = shift(b.anchor(g), g, d.value(cLast|cNext))
	case g == gWeek && b.is(i, "last") && b.day.Weekday() == time.Sunday:
		// On a Sunday the week that ends is "last week" to the English papers,
		// its six days that are over.
		b.tell(t, g)
		week := cell(t, g)
		week.Last = b.day.AddDate(0, 0, -1)
		return b.put(m.from, m.end(), u, Expr{Type: Date, Value: cellValue(t, g), Range: week})
	case d.class&(cLast|cNext) != 0:
		t = shift(b.day, g, d.value(cLast|cNext))
	}
	return b.date(m, u, t, g)
}

// pastUnit reads "the past year": a span up to the report's day.
func pastUnit(b *builder, m *match, u int) bool {
	g := grain(b.atoms[u].value(cUnit))
	r := Range{shift(b.day, g, -1), b.day}
	return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(1, g), Range: r})
}

// unitsNear reads "the past weeks", "the coming months", "these days".
func unitsNear(b *builder, m *match, u, i int) bool {
	d := &b.atoms[i]
	g := grain(b.atoms[u].value(cUnit))
	if d.class&(cLast|cNext) == 0 {
		return false
	}
	r := Range{First: b.day}
	if d.class&cLast != 0 {
		r = Range{Last: b.day}
	}
	return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: unknownAmount(g), Range: r, Approx: true})
}

// cellTold reads "the year", "the month" where they stand for a time.
func cellTold(b *builder, m *match) bool {
	u := m.end() - 1
	a := &b.atoms[u]
	g := grain(a.value(cUnit))
	if a.plural || a.capital() || !b.dated() || g != gWeek && g != gMonth && g != gYear && g != gQuarter && g != gWeekend {
		return false
	}
	of := b.is(m.from-1, "of") && b.at(m.from-2).class&cEdge != 0
	if !of && !(b.is(m.from-1, "during for throughout over in of at") && b.stops(u+1)) || b.is(u+1, "of when that to -") {
		return false
	}
	if g == gQuarter && !of {
		return false
	}
	if g == gWeekend {
		t := weekdayAt(b.day, 7, -1)
		if b.direction(m) > 0 {
			t = weekdayAt(b.day, 6, 1)
		}
		return b.date(m, u, t, g)
	}
	return b.date(m, u, b.anchor(g), g)
}

// unitBefore reads "the day before", "the year after".
func unitBefore(b *builder, m *match) bool {
	u, i := m.from+1, m.from+2
	a := &b.atoms[u]
	g := grain(a.value(cUnit))
	if a.plural || g > gCentury || !b.dated() || b.is(i, "before after") && !b.stops(i+1) {
		return false
	}
	return b.date(m, u, shift(b.anchor(g), g, b.atoms[i].value(cBefore)), g)
}

// weekBeforeLast reads "the week before last".
func weekBeforeLast(b *builder, m *match) bool {
	i := m.from + 2
	if !b.dated() || !b.is(i, "before after") {
		return false
	}
	return b.date(m, m.from+1, shift(b.day, gWeek, 2*b.atoms[i+1].value(cLast|cNext)), gWeek)
}

func yearAgoAdjective(b *builder, m *match) bool {
	if !b.dated() || !b.is(m.end()-1, "ago earlier") {
		return false
	}
	return b.date(m, m.from, shift(b.day, gYear, -1), gYear)
}

// yearEnd reads "year-end", "mid-year".
func yearEnd(b *builder, m *match) bool {
	if !b.dated() {
		return false
	}
	mod := mods[b.g.rules[m.rule].arg]
	r := part(cell(b.day, gYear), mod, false, b.day)
	return b.put(m.from, m.end(), m.from, Expr{Type: Date, Value: cellValue(b.day, gYear), Mod: mod, Range: r})
}

// reference reads words for the present, the past and the future as such.
func reference(b *builder, m *match) bool {
	i := m.end() - 1
	kind := 0
	switch arg := b.g.rules[m.rule].arg; arg {
	case 0:
		kind = b.atoms[i].value(cRef)
		if kind == 2 && (b.is(i-1, "as so too how") || b.is(i+1, "as after") || b.at(i-1).class&cNum != 0) {
			return false
		}
		if b.hyphen(i+1) || b.is(i, "previously") && b.at(i-1).class&cUnit != 0 {
			return false
		}
		if b.atoms[i].capital() && b.at(i+1).capital() && b.at(i-1).capital() {
			return false
		}
	case 1:
		if b.is(i, "present") && (!b.is(m.from-1, "at for until") || !b.stops(i+1)) {
			return false
		}
	case 2, 3:
		kind = arg - 1
		if !b.stops(i+1) && !b.is(i+1, "of") || !b.is(m.from-1, "in for into from of") {
			return false
		}
		if kind == 2 && b.is(m.from-1, "of from for into") && m.n == 2 {
			return false
		}
	case 4:
		if !b.is(m.from-1, "at for") || !b.stops(i+1) {
			return false
		}
	case 6:
		if !b.is(m.from-1, "for") {
			return false
		}
	case 5:
		if b.is(i+1, "after before") || b.direction(m) <= 0 {
			return false
		}
		kind = 2
	}
	e := Expr{Type: Date, Value: refs[kind]}
	if kind == 0 && b.dated() {
		e.Range = Range{b.day, b.day}
	}
	return b.put(m.from, m.end(), i, e)
}

// recentUnits reads "recent weeks".
func recentUnits(b *builder, m *match) bool {
	a := &b.atoms[m.end()-1]
	if !a.plural {
		return false
	}
	return b.put(m.from, m.end(), m.end()-1, Expr{Type: Date, Value: "PAST_REF", Approx: true})
}
