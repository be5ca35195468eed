package when

import (
	"fmt"
	"strings"
)

// ago reads "two days ago", "a year earlier", "three weeks later", "years ago"
// (arg 1) and "two weeks from now" (arg 2). The value is as fine as the unit.
func ago(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	if !ok || !b.dated() {
		return false
	}
	arg, last := b.g.rules[m.rule].arg, m.end()-1
	dir, base := -1, b.day
	if arg == 2 {
		dir = 1
	} else if b.atoms[last].class&cAgo == 0 {
		// Before a noun phrase "before" and "after" are prepositions of it.
		if b.is(last, "before after") && !b.stops(last+1) || b.is(last, "later") && b.is(last+1, "than") {
			return false
		}
		dir, base = b.atoms[last].value(cBefore), b.anchor(g)
	}
	n, known := b.count(m)
	if arg == 3 {
		n = b.atoms[m.nth(cNum, 1)].num
	}
	if arg == 1 || !known {
		if !b.atoms[u].plural {
			return false
		}
		return b.vagueAgo(m, u, g, dir)
	}
	if !b.atoms[u].plural && n > 1.5 {
		return false
	}
	if g >= gHour {
		return b.hoursAgo(m, u, n, g, dir)
	}
	t := reach(base, n, g, dir)
	if t.Year() < 1 {
		return b.vagueAgo(m, u, g, -1)
	}
	switch { // a fraction is counted in the next finer unit
	case n == float64(int(n)):
	case g == gYear:
		g = gMonth
	case g > gYear:
		g = gYear
	}
	b.tell(t, g)
	from := b.approxAgo(m.from)
	e := Expr{Type: Date, Value: cellValue(t, g), Range: cell(t, g)}
	if from != m.from {
		e.Mod, e.Approx = "APPROX", true
	}
	return b.put(from, m.end(), u, e)
}

// count gives the number in a match: "two", "a", "half a", "a year and a half".
func (b *builder) count(m *match) (float64, bool) {
	if i := m.has(cNum); i >= 0 {
		return b.atoms[i].num, true
	}
	if m.has(cVague) >= 0 {
		if b.is(m.from+1, "couple") {
			return 2, true
		}
		return 0, false
	}
	switch {
	case b.is(m.from, "half"):
		return 0.5, true
	case b.is(m.end()-2, "half"):
		return 1.5, true
	case b.is(m.from, "a an one"):
		return 1, true
	}
	return 0, false
}

// fortnight reads "a fortnight" and, with a word behind it, the week then.
func fortnight(b *builder, m *match) bool {
	last := m.end() - 1
	if b.is(last, "fortnight") {
		return b.put(m.from, m.end(), last, Expr{Type: Duration, Value: amount(2, gWeek)})
	}
	base, dir := b.day, -1
	if b.atoms[last].class&cAgo == 0 {
		base, dir = b.anchor(gWeek), b.atoms[last].value(cBefore)
	}
	if !b.dated() || b.is(last, "before after") {
		return false
	}
	return b.date(m, m.from+1, shift(base, gWeek, 2*dir), gWeek)
}

// approxAgo takes "about", "more than" before "ten years ago".
func (b *builder) approxAgo(from int) int {
	var e Expr
	return b.approx(from, &e)
}

// vagueAgo is a reference to the past or, after a day told, to the future of
// it; the days are open.
func (b *builder) vagueAgo(m *match, u int, g grain, dir int) bool {
	value := "PAST_REF"
	if dir > 0 {
		value = "FUTURE_REF"
	}
	return b.put(m.from, m.end(), u, Expr{Type: Date, Value: value, Approx: true})
}

// hoursAgo stays on the report's day unless whole days have gone by.
func (b *builder) hoursAgo(m *match, u int, n float64, g grain, dir int) bool {
	days := int(hours(n, g) / 24)
	t := b.anchor(gDay).AddDate(0, 0, dir*days)
	return b.put(m.from, m.end(), u, Expr{Type: Time, Value: cellValue(t, gDay), Range: Range{t, t}, Approx: true})
}

// every reads sets: "every year", "each Monday", "every two weeks".
func every(b *builder, m *match) bool {
	head := m.end() - 1
	a := &b.atoms[head]
	e := Expr{Type: Set}
	n := 1.0
	switch arg := b.g.rules[m.rule].arg; {
	case arg == 2:
		n = 2
	case arg == 3:
		n = float64(b.val(m, cOrd, 1))
		if b.at(head).class&cUnit == 0 {
			e.Value = amount(n, gWeek)
			return b.put(m.from, m.end(), head, e)
		}
	case arg == 1:
		i := m.has(cNum)
		if i < 0 && m.has(cVague) < 0 || !a.plural {
			return false
		}
		if n = 0; i >= 0 {
			n = b.atoms[i].num
		}
	case a.plural:
		return false
	}
	last := m.roles[m.n-1]
	switch {
	case last&cUnit != 0 && (!a.capital() || m.from == 0):
		if g := grain(a.value(cUnit)); n == 0 {
			e.Value = unknownAmount(g)
		} else {
			e.Value = amount(n, g)
		}
	case last&cWeekday != 0:
		e.Value = fmt.Sprintf("XXXX-WXX-%d", a.value(cWeekday))
	case last&cMonth != 0:
		e.Value = fmt.Sprintf("XXXX-%02d", a.value(cMonth))
	case last&cSeason != 0:
		e.Value = "XXXX-" + seasonCodes[a.value(cSeason)]
	case last&cPart != 0 && m.n == 3 && m.roles[1]&cWeekday != 0:
		e.Value = fmt.Sprintf("XXXX-WXX-%dT%s", b.atoms[m.from+1].value(cWeekday), partCodes[a.value(cPart)])
	case last&cPart != 0:
		e.Value = "XXXX-XX-XXT" + partCodes[a.value(cPart)]
	default:
		return false
	}
	return b.put(m.from, m.end(), head, e)
}

// everyNth reads "the first Monday of every month".
func everyNth(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	return ok && !b.atoms[u].plural && b.put(m.from, m.end(), m.has(cWeekday), Expr{Type: Set, Value: amount(1, g)})
}

// nthStraight reads "a third straight day".
func nthStraight(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	n := b.val(m, cOrd, 0)
	return ok && !b.atoms[u].plural && n > 0 && b.put(m.from, m.end(), u, Expr{Type: Duration, Value: amount(float64(n), g)})
}

// quarterCentury is 25 years; with "ago" (arg 1) the year then.
func quarterCentury(b *builder, m *match) bool {
	last := m.end() - 1
	if b.g.rules[m.rule].arg == 0 {
		return b.put(m.from, m.end(), last, Expr{Type: Duration, Value: amount(25, gYear)})
	}
	if !b.dated() || b.is(last, "before after") {
		return false
	}
	dir := -1
	if b.atoms[last].class&cBefore != 0 {
		dir = b.atoms[last].value(cBefore)
	}
	return b.date(m, last-1, shift(b.day, gYear, 25*dir), gYear)
}

// adverb reads "daily", "annual"; not in names, nor where it is a newspaper.
func adverb(b *builder, m *match) bool {
	a := &b.atoms[m.from]
	t := &b.s.Tokens[a.tok]
	if a.capital() && m.from > 0 || t.UPOS == "NOUN" || t.UPOS == "PROPN" || b.hyphen(m.from-1) && b.is(m.from-2, "semi bi") {
		return false
	}
	if b.is(m.from, "daily weekly monthly") && b.paper(m.from) {
		return false
	}
	g := grain(a.value(cSet))
	return b.put(m.from, m.end(), m.from, Expr{Type: Set, Value: amount(1, g)})
}

// paper reports whether "daily" is a newspaper: before a name or a verb, or as
// the noun after an article or an adjective.
func (b *builder) paper(i int) bool {
	next := b.at(i + 1)
	if next.capital() || b.is(i+1, "said says reported reports quoted wrote newspaper newspapers paper magazine published representing") {
		return true
	}
	t := &b.s.Tokens[b.atoms[i].tok]
	return b.stops(i+1) && (b.is(i-1, "the a an") || t.UPOS == "ADJ" || b.at(i-1).capital())
}

func everyWeekday(b *builder, m *match) bool {
	a := &b.atoms[m.from]
	return b.put(m.from, m.end(), m.from, Expr{Type: Set, Value: fmt.Sprintf("XXXX-WXX-%d", a.value(cWeekdays))})
}

// times reads "twice a week".
func times(b *builder, m *match) bool {
	u, g, ok := b.unitOf(m)
	if !ok || b.atoms[u].plural {
		return false
	}
	return b.put(m.from, m.end(), u, Expr{Type: Set, Value: amount(1, g)})
}

// anniversary counts from the year or the day that the words after it name:
// "the 20th anniversary of the 2001 attacks" is in 2021.
func anniversary(b *builder, m *match) bool {
	n := b.val(m, cOrd, 0)
	if n < 1 || !b.is(m.end(), "of") {
		return false
	}
	for i := m.end(); i < min(m.end()+14, len(b.atoms)) && !strings.ContainsAny(b.atoms[i].form, ".;"); i++ {
		a := &b.atoms[i]
		if a.class&cYear == 0 || a.class&cNum == 0 || a.val < 1500 {
			continue
		}
		y := a.val + n
		k := i - 1
		if b.is(k, ",") {
			k--
		}
		if b.at(k).class&cDay != 0 && b.at(k-1).class&cMonth != 0 && validDay(y, b.at(k-1).value(cMonth), b.at(k).value(cDay)) {
			return b.date(m, m.end()-1, ymd(y, b.at(k-1).value(cMonth), b.at(k).value(cDay)), gDay)
		}
		return b.date(m, m.end()-1, ymd(y, 1, 1), gYear)
	}
	return false
}
