package when

import (
	"strconv"
	"strings"
	"time"
)

var amountRules = []rule{
	{"NUM|VAGUE -? UNIT", span, 0},
	{"DOT -? UNIT", span, 0},
	{"a VAGUE of? UNIT", span, 0},
	{"a number of UNIT", span, 0},
	{"dozens|hundreds|thousands|tens of UNIT", span, 0},
	{"tens|hundreds of thousands of UNIT", span, 0},
	{"a|the ORD straight|consecutive|successive UNIT", nthStraight, 0},
	{"quarter - century", quarterCentury, 0},
	{"a quarter -? century", quarterCentury, 0},
	{"a quarter of a century", quarterCentury, 0},
	{"a quarter of a century AGO|BEFORE", quarterCentury, 1},
	{"NUM|VAGUE more|consecutive|straight|successive|full|working|business|other|additional|calendar|whole UNIT", span, 0},
	{"the NUM|VAGUE UNIT", span, 1},
	{"a|an|one full|whole|entire|half UNIT", span, 0},
	{"the|an entire|whole UNIT", span, 0},
	{"all day|week|month|year|night|summer|winter", span, 2},
	{"a|an UNIT", single, 0},
	{"a|an|one UNIT and a half", single, 1},
	{"half a|an UNIT", single, 2},
	{"half - UNIT", single, 2},
	{"a half - UNIT", single, 2},
	{"UNIT", plainUnits, 0},
	{"UNIT - old|long", plainUnits, 1},
	{"NUM -? UNIT -? old|olds|long", span, 3},
	{"NUM UNIT of age", age, 0},
	{"NUM to|or|- NUM -? UNIT", spanOf, 0},
	{"NUM - to|or - NUM - UNIT", spanOf, 0},
	{"NUM UNIT and|, NUM UNIT", twoSpans, 0},
	{"the? LAST|NEXT NUM|VAGUE UNIT", spanNear, 0},
	{"the? LAST|NEXT couple of UNIT", spanNear, 0},
	{"the? NUM LAST|NEXT UNIT", spanNear, 0},
	{"these LAST NUM|VAGUE UNIT", spanNear, 0},
	{"NUM|VAGUE UNIT AGO|BEFORE", ago, 0},
	{"a|an|one UNIT AGO|BEFORE", ago, 0},
	{"a VAGUE of? UNIT AGO|BEFORE", ago, 0},
	{"dozens|hundreds|thousands of UNIT AGO|BEFORE", ago, 0},
	{"half a|an UNIT AGO|BEFORE", ago, 0},
	{"a|an|one UNIT and a half AGO|BEFORE", ago, 0},
	{"UNIT AGO|BEFORE", ago, 1},
	{"a|the fortnight", fortnight, 0},
	{"a fortnight AGO|BEFORE", fortnight, 0},
	{"NUM to|or|- NUM UNIT AGO|BEFORE", ago, 3},
	{"NUM|VAGUE UNIT from now|today", ago, 2},
	{"a|an|one UNIT from now|today", ago, 2},
	{"EVERY UNIT|WD|MONTH|SEASON|PART", every, 0},
	{"EVERY WD|DEIXIS PART", every, 0},
	{"EVERY NUM UNIT", every, 1},
	{"every other UNIT|WD", every, 2},
	{"every ORD UNIT|WD", every, 3},
	{"the? ORD|LAST WD of EVERY UNIT", everyNth, 0},
	{"every VAGUE UNIT", every, 1},
	{"SET", adverb, 0},
	{"WDS", everyWeekday, 0},
	{"once|twice|thrice a|each|every|per UNIT", times, 0},
	{"NUM|VAGUE times a|each|every|per UNIT", times, 0},
	{"the ORD anniversary", anniversary, 0},
}

// amount writes a TIMEX3 duration.
func amount(n float64, g grain) string {
	num := strconv.FormatFloat(n, 'f', -1, 64)
	return designate(num, g)
}

func unknownAmount(g grain) string { return designate("X", g) }

func designate(num string, g grain) string {
	if g >= gHour {
		return "PT" + num + letters[g]
	}
	return "P" + num + letters[g]
}

// unitOf gives the unit of a match; ok is false for words that only look it:
// ordinals, names, the fraction a quarter.
func (b *builder) unitOf(m *match) (i int, g grain, ok bool) {
	i = m.has(cUnit)
	if i < 0 {
		return 0, 0, false
	}
	a := &b.atoms[i]
	g = grain(a.value(cUnit))
	if a.capital() && i > 0 && b.at(i-1).lit != b.g.lex.hyphen && b.at(i-1).class&cNum == 0 {
		return i, g, false
	}
	return i, g, true
}

func span(b *builder, m *match) bool {
	arg := b.g.rules[m.rule].arg
	if arg == 2 {
		u := m.end() - 1
		if b.at(u).class&cUnit == 0 {
			return false
		}
		return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(1, grain(b.atoms[u].value(cUnit)))})
	}
	u, g, ok := b.unitOf(m)
	if b.sharing(m.from, u) {
		return false
	}
	if !ok || g == gQuarter && !b.is(u-1, "consecutive straight successive") {
		return false
	}
	a := &b.atoms[u]
	ni := m.has(cNum | cDotted)
	joined := u > 0 && b.hyphen(u-1)
	if ni >= 0 {
		n := b.atoms[ni].num
		if !joined && !a.plural && n != 1 && arg != 3 && b.stops(u+1) || g == gSecond && !a.plural && !joined {
			return false
		}
		if b.at(ni).class&cYear != 0 && n > 1500 && (!a.plural || g == gHour && b.is(ni-1, "at")) || b.is(ni-1, "$") {
			return false
		}
		from := m.from
		if arg == 1 && (joined || !a.plural) {
			return false
		}
		return b.put(from, m.end(), u, b.within(m, Expr{Type: Duration, Value: amount(n, g)}, n, g))
	}
	if m.has(cVague) >= 0 || !b.is(m.from, "a an one the") || b.is(m.from+1, "number") {
		if !a.plural || g == gSecond {
			return false
		}
		return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: unknownAmount(g), Approx: true})
	}
	if a.plural || g == gSecond {
		return false
	}
	n := 1.0
	if b.is(u-1, "half") {
		n = 0.5
	}
	return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(n, g)})
}

// within gives days to a duration that a preposition ties to the report:
// "within two weeks", "will close in two years".
func (b *builder) within(m *match, e Expr, n float64, g grain) Expr {
	switch {
	case !b.dated() || g >= gHour:
	case b.is(m.from-1, "within"):
		e.Range = Range{b.day, reach(b.day, n, g, 1)}
	case b.is(m.from-1, "in") && b.leftVerb(m.from-2, 8) > 0 && !b.record(m.from-2):
		e.Range = cell(reach(b.day, n, g, 1), g)
	}
	return e
}

// record reports a superlative to the left of the atom i: "the first visit in
// five years" is about the years behind.
func (b *builder) record(i int) bool {
	for k := i; k >= 0 && k > i-9; k-- {
		w := b.word(k)
		if hasWord("first second third time times most least only worst best never not no", w) || len(w) > 5 && strings.HasSuffix(w, "est") {
			return true
		}
	}
	return false
}

// reach moves a day by n units, fractions by days.
func reach(t time.Time, n float64, g grain, dir int) time.Time {
	whole := int(n)
	t = shift(t, g, dir*whole)
	if n > float64(whole) {
		days := map[grain]float64{gWeek: 7, gMonth: 30, gYear: 365, gDecade: 3652, gCentury: 36525}[g]
		t = t.AddDate(0, 0, dir*int((n-float64(whole))*days))
	}
	return t
}

// single reads "a year", "half a year", "a year and a half".
func single(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	if !ok || b.atoms[u].plural || g == gSecond || g == gQuarter {
		return false
	}
	switch b.g.rules[m.rule].arg {
	case 1:
		return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(1.5, g)})
	case 2:
		return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(0.5, g)})
	}
	if b.hyphen(u+1) || b.is(u+1, "when that off out trip like light") {
		return false
	}
	e := Expr{Type: Duration, Value: amount(1, g)}
	if b.perUnit(m.from - 1) {
		e.Type = Set
	}
	return b.put(m.from, m.end(), u, e)
}

// perUnit reports whether the atom before "a year" makes it a rate: "50
// dollars a year", "10 percent a year", "three meals a day".
func (b *builder) perUnit(i int) bool {
	if i < 1 {
		return false
	}
	if b.is(i, "dollars euros pounds yen percent barrels tons tonnes times once twice people cents bpd hours % million billion") {
		return true
	}
	return b.at(i-1).class&cNum != 0 && b.at(i).class == 0 && len(b.at(i).form) > 2 && b.at(i).form[len(b.at(i).form)-1] == 's'
}

// plainUnits reads "for years", "decades-old", "a month-long siege".
func plainUnits(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	if !ok {
		return false
	}
	a := &b.atoms[u]
	if b.g.rules[m.rule].arg == 1 {
		if a.plural {
			return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: unknownAmount(g), Approx: true})
		}
		if b.hyphen(u-1) || g >= gHour && g != gHour {
			return false
		}
		return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(1, g)})
	}
	if g == gWeekend && a.plural && b.is(u-1, "at on") {
		return b.put(m.from, m.end(), u, Expr{Type: Set, Value: "XXXX-WXX-WE"})
	}
	if !a.plural || g == gSecond || g == gQuarter || g == gWeekend || a.capital() && u > 0 {
		return false
	}
	if u > 0 && !b.is(u+1, "before after") && !b.is(u-1, "for in over within after of before during and or , through since lasted last lasting took take spent") {
		return false
	}
	return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: unknownAmount(g), Approx: true})
}

// age covers "30 years of age" as it does "30 years old".
func age(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	return ok && b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(b.atoms[m.from].num, g)})
}

// spanOf reads "three to five years"; the value is the greater number's.
func spanOf(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	lo, hi := b.atoms[m.nth(cNum, 0)].num, b.atoms[m.nth(cNum, 1)].num
	if !ok || lo >= hi || g == gSecond && !b.atoms[u].plural {
		return false
	}
	return b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(hi, g), Mod: "APPROX", Approx: true})
}

// twoSpans reads "two hours and 30 minutes".
func twoSpans(b *builder, m *match) bool {
	u1, u2 := m.nth(cUnit, 0), m.nth(cUnit, 1)
	if u2 < 0 {
		return false
	}
	g1, g2 := grain(b.atoms[u1].value(cUnit)), grain(b.atoms[u2].value(cUnit))
	n1, n2 := b.atoms[m.nth(cNum, 0)].num, b.atoms[m.nth(cNum, 1)].num
	fits := g1 == gYear && g2 == gMonth || g1 == gMonth && g2 == gDay || g1 == gHour && g2 == gMinute || g1 == gMinute && g2 == gSecond
	if !fits {
		return false
	}
	second := amount(n2, g2)[1:]
	if g1 >= gHour {
		second = second[1:]
	}
	return b.put(m.from, m.end(), u1, Expr{Type: Duration, Value: amount(n1, g1) + second})
}

// spanNear reads "the past 17 years", "the next few days".
func spanNear(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	if b.sharing(m.from+1, u) || b.sharing(m.from+2, u) {
		return false
	}
	if !ok || !b.atoms[u].plural && !b.is(u-1, "- one") || !b.dated() {
		return false
	}
	d := m.has(cLast | cNext)
	dir := b.atoms[d].value(cLast | cNext)
	e := Expr{Type: Duration, Value: unknownAmount(g)}
	base := b.day
	if b.is(d, "previous preceding following prior") {
		base = b.anchor(gYear)
	}
	if ni := m.has(cNum); ni >= 0 {
		n := b.atoms[ni].num
		e.Value = amount(n, g)
		far := reach(base, n, g, dir)
		if g >= gHour {
			far = base.AddDate(0, 0, dir*int(hours(n, g)/24))
		}
		e.Range = Range{base, far}
		if dir < 0 {
			e.Range = Range{far, base}
		}
	} else {
		e.Approx = true
	}
	return b.put(m.from, m.end(), u, e)
}

func hours(n float64, g grain) float64 {
	return n * map[grain]float64{gHour: 1, gMinute: 1.0 / 60, gSecond: 1.0 / 3600}[g]
}
