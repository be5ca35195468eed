package when

import "fmt"

var clockRules = []rule{
	{"NUM|CLOCK|DOT AMPM [ZONE]", clock, 0},
	{"NUM|CLOCK|DOT AMPM local time?", clock, 0},
	{"CLOCK|MIL hours? ZONE", clock, 0},
	{"CLOCK|MIL hours? local time", clock, 0},
	{"CLOCK hours?", clock, 1},
	{"MIL hours", clock, 0},
	{"NUM o'clock [in the PART]", clock, 0},
	{"CLOCK|NUM in the PART", clock, 1},
	{"mid - day", dayPart, 7},
	{"noon|midnight|midday", dayPart, 1},
	{"noon|midnight [local time|ZONE]", dayPart, 1},
	{"dawn|dusk|daybreak|sunrise|sunset|nightfall", dayPart, 6},
	{"tonight", dayPart, 2},
	{"overnight", dayPart, 2},
	{"last night", dayPart, 3},
	{"THIS|THAT PART", dayPart, 0},
	{"the same|LAST|NEXT PART", dayPart, 4},
	{"the early|late|EARLY? PART", dayPart, 5},
	{"the PART of? WD|DEIXIS", dayPartOf, 0},
	{"the early|late hours of WD|DEIXIS", dayPartOf, 9},
	{"the PART of MONTH DAY [,? YEAR]", dayPartOf, 0},
	{"MONTH DAY [at] PART", dayPartOf, 1},
}

// clock reads a time of day; its day is that told in the sentence, else the
// report's.
func clock(b *builder, m *match) bool {
	a := &b.atoms[m.from]
	minutes := a.val * 60
	switch {
	case a.class&cClock != 0:
		minutes = a.val
	case a.class&cDotted != 0:
		minutes = a.val*60 + int((a.num-float64(a.val))*100+0.5)
	case m.roles[0]&cMilitary != 0:
		minutes = a.val/100*60 + a.val%100
	}
	if i := m.has(cAmPm); i >= 0 {
		if minutes >= 13*60 {
			return false
		}
		minutes = minutes%(12*60) + b.atoms[i].value(cAmPm)*60
	} else if m.roles[0]&cNum != 0 && m.roles[0]&cMilitary == 0 && a.val > 24 {
		return false
	}
	if p := m.has(cPart); p >= 0 && minutes < 12*60 && b.atoms[p].value(cPart) >= 2 && (minutes >= 6*60 || b.is(p, "afternoon evening")) {
		minutes += 12 * 60
	}
	if b.g.rules[m.rule].arg == 1 && m.roles[0]&cNum != 0 && (a.val < 1 || a.val > 12 || !b.is(m.from-1, "at by around about until from")) {
		return false
	}
	if b.g.rules[m.rule].arg == 1 && !b.is(m.from-1, "at by around about until till from to and before after since") {
		return false
	}
	if minutes > 24*60 {
		return false
	}
	return b.timeOfDay(m, m.from, fmt.Sprintf("T%02d:%02d", minutes/60, minutes%60))
}

// timeOfDay records a time on the day told in this sentence, else the report's.
func (b *builder) timeOfDay(m *match, head int, code string) bool {
	if !b.dated() {
		return b.put(m.from, m.end(), head, Expr{Type: Time, Value: "XXXX-XX-XX" + code})
	}
	t := b.day
	if b.toldSent == b.s.Index && b.toldGrain == gDay {
		t = b.told
	}
	return b.put(m.from, m.end(), head, Expr{Type: Time, Value: cellValue(t, gDay) + code, Range: Range{t, t}})
}

// dayPart reads "noon" (1), "tonight" (2), "last night" (3), "this morning",
// "the following morning" (4), "the early afternoon" (5).
func dayPart(b *builder, m *match) bool {
	head := m.end() - 1
	arg := b.g.rules[m.rule].arg
	code := "TNI"
	if p := m.has(cPart); p >= 0 && b.atoms[p].plural {
		return false
	} else if p >= 0 {
		head, code = p, "T"+partCodes[b.atoms[p].value(cPart)]
	}
	switch {
	case arg == 1 && b.is(m.from, "midday"), arg == 7:
		code, head = "TMI", m.from
	case arg == 1 && b.is(m.from, "noon"):
		code, head = "T12:00", m.from
	case arg == 1:
		code, head = "T24:00", m.from
	case arg == 6:
		code = "T" + partCodes[b.atoms[head].value(cPart)]
	}
	if !b.dated() {
		return b.put(m.from, m.end(), head, Expr{Type: Time, Value: "XXXX-XX-XX" + code})
	}
	t := b.day
	switch {
	case arg == 6 && !b.is(m.from-1, "at before after until from since around by"):
		return false
	case arg == 1 || arg == 6 || arg == 7:
		return b.timeOfDay(m, head, code)
	case arg == 3:
		t = t.AddDate(0, 0, -1)
	case arg == 4 && m.has(cLast|cNext) >= 0:
		t = b.anchor(gDay).AddDate(0, 0, b.val(m, cLast|cNext, 0))
	case arg == 4 || b.atoms[m.from].class&cThat != 0:
		t = b.anchor(gDay)
	case arg == 5:
		if !b.is(m.from-1, "in during throughout") {
			return false
		}
		t = b.anchor(gDay)
	}
	return b.put(m.from, m.end(), head, Expr{Type: Time, Value: cellValue(t, gDay) + code, Range: Range{t, t}})
}

// dayPartOf reads "the night of May 3", "the morning of Friday".
func dayPartOf(b *builder, m *match) bool {
	p := m.has(cPart)
	code := ""
	switch {
	case p >= 0 && !b.atoms[p].plural:
		code = partCodes[b.atoms[p].value(cPart)]
	case p < 0 && b.is(m.from+1, "early"):
		p, code = m.from+2, "MO"
	case p < 0:
		p, code = m.from+2, "NI"
	}
	if !b.dated() || code == "" {
		return false
	}
	t := b.day
	switch {
	case m.has(cMonth) >= 0:
		mon, d := b.val(m, cMonth, 0), b.val(m, cDay, 0)
		y, ok := b.yearNear(m)
		if !ok {
			y = b.nearYear(m, mon, d)
		}
		if !validDay(y, mon, d) {
			return false
		}
		t = ymd(y, mon, d)
	case m.has(cWeekday) >= 0:
		t = b.weekdayDate(m, b.val(m, cWeekday, 1))
	default:
		t = t.AddDate(0, 0, b.val(m, cDeixis, 0))
	}
	b.tell(t, gDay)
	e := Expr{Type: Time, Value: cellValue(t, gDay) + "T" + code, Range: Range{t, t}}
	return b.put(m.from, m.end(), p, e)
}
