package when

import "time"

// widen takes in the words left of an expression that belong to it and changes
// its value or modifier by them. It gives the new first atom.
func (b *builder) widen(from, head int, e *Expr) int {
	switch e.Type {
	case Duration:
		return b.approx(from, e)
	case Date, Time:
		from = b.early(from, e)
		return b.edge(b.share(from, e), e)
	}
	return from
}

// early takes "early", "late", "mid-", "earlier", "later" before a date.
func (b *builder) early(from int, e *Expr) int {
	i := from - 1
	the := b.at(from).lit == b.g.lex.words["the"].lit && b.at(from).lit != 0
	if the {
		return from
	}
	if b.hyphen(i) && i > b.floor {
		i--
	}
	if i < b.floor || b.at(i).class&cEarly == 0 {
		return from
	}
	if b.is(i, "earlier later") && b.at(from).class&(cThis|cLast|cNext|cDeixis|cPart|cWeekday) == 0 {
		return from
	}
	e.Mod = mods[b.at(i).value(cEarly)]
	if e.Range.First != e.Range.Last {
		e.Range = part(e.Range, e.Mod, b.is(i, "earlier later"), b.day)
	}
	if i-1 >= b.floor && b.is(i-1, "the") {
		i--
	}
	return i
}

// sharing reports whether the amount from the atom i to the unit u is the part
// of a longer time that follows it, which share will take in.
func (b *builder) sharing(i, u int) bool {
	if !b.is(i-1, "first last final opening closing") && !b.is(i, "first last") || !b.is(u+1, "of") {
		return false
	}
	k := u + 2
	if b.is(k, "the") {
		k++
		return b.at(k).class&(cUnit|cLast|cNext) != 0 && !b.is(k+1, "of")
	}
	return b.at(k).class&(cMonth|cYear|cThis|cLast|cNext|cDecade) != 0
}

// share takes "the first week of", "the last three days of" before a month or
// a longer time.
func (b *builder) share(from int, e *Expr) int {
	u := from - 2
	if !b.is(from-1, "of") || u < b.floor || b.at(u).class&cUnit == 0 || e.Range.First == e.Range.Last {
		return from
	}
	n, i := 1.0, u-1
	if b.at(i).class&cNum != 0 && b.at(i).class&cOrd == 0 {
		n = b.at(i).num
		i--
	}
	g := grain(b.at(u).value(cUnit))
	if i-1 < b.floor || !b.is(i, "first last final opening closing") || !b.is(i-1, "the") || g >= gHour {
		return from
	}
	if b.is(i, "first opening") {
		e.Mod = "START"
		e.Range.Last = reach(e.Range.First, n, g, 1).AddDate(0, 0, -1)
	} else {
		e.Mod = "END"
		e.Range.First = reach(e.Range.Last, n, g, -1).AddDate(0, 0, 1)
	}
	switch {
	case n > 1:
		e.Type, e.Value, e.Mod = Duration, amount(n, g), ""
	case g == gDay:
		e.Value = cellValue(e.Range.First, gDay)
		e.Mod = ""
	case g == gMonth:
		e.Value = cellValue(e.Range.First, gMonth)
		e.Mod = ""
	}
	return i - 1
}

// edge takes "the end of", "the beginning of", "the eve of", "year-end".
func (b *builder) edge(from int, e *Expr) int {
	i := from - 1
	if b.at(i).lit != 0 && (b.is(i, "of") || b.hyphen(i)) {
		i--
	} else {
		return from
	}
	if i < b.floor || b.at(i).class&cEdge == 0 || !b.dated() && e.Range.IsZero() {
		return from
	}
	if b.hyphen(from-1) && !b.is(i, "end") {
		return from
	}
	if b.is(i, "eve") {
		if e.Range.IsZero() || e.Type != Date {
			return from
		}
		t := e.Range.First.AddDate(0, 0, -1)
		e.Range, e.Value = Range{t, t}, cellValue(t, gDay)
		b.tell(t, gDay)
	} else {
		e.Mod = mods[b.at(i).value(cEdge)]
		if b.is(i, "rest remainder") {
			e.Range.First = later(e.Range.First, b.day)
		} else {
			e.Range = part(e.Range, e.Mod, false, b.day)
		}
	}
	if i-1 >= b.floor && b.is(i-1, "very") {
		i--
	}
	if i-1 >= b.floor && b.is(i-1, "the") {
		i--
	}
	return i
}

// part gives the start, the middle or the end of a range: thirds of it. After
// "earlier" and "later" the report's day is the bound.
func part(r Range, mod string, comparative bool, day time.Time) Range {
	if r.IsZero() {
		return r
	}
	if comparative {
		if mod == "START" && !day.Before(r.First) && !day.After(r.Last) {
			return Range{r.First, day}
		}
		if mod == "END" && !day.Before(r.First) && !day.After(r.Last) {
			return Range{day, r.Last}
		}
		return r
	}
	days := int(r.Last.Sub(r.First)/(24*time.Hour)) + 1
	third := (days + 2) / 3
	switch mod {
	case "START":
		return Range{r.First, r.First.AddDate(0, 0, third-1)}
	case "MID":
		return Range{r.First.AddDate(0, 0, third), r.Last.AddDate(0, 0, -third)}
	case "END":
		return Range{r.Last.AddDate(0, 0, 1-third), r.Last}
	}
	return r
}

// approxWords are modifiers before an amount of time, with their TIMEX3 mod.
var approxWords = map[string]string{
	"about": "APPROX", "around": "APPROX", "approximately": "APPROX", "nearly": "APPROX", "almost": "APPROX",
	"roughly": "APPROX", "some": "APPROX", "than more": "MORE_THAN", "than less": "LESS_THAN",
	"than fewer": "LESS_THAN", "least at": "EQUAL_OR_MORE", "most at": "EQUAL_OR_LESS", "to up": "EQUAL_OR_LESS",
	"over just": "MORE_THAN", "under just": "LESS_THAN",
}

// approx takes "about", "more than", "at least" before an amount of time.
func (b *builder) approx(from int, e *Expr) int {
	if w := b.word(from - 1); from-1 >= b.floor && w != "" {
		if mod, ok := approxWords[w]; ok {
			e.Mod, e.Approx = mod, true
			return from - 1
		}
		if from-2 >= b.floor {
			if mod, ok := approxWords[w+" "+b.word(from-2)]; ok {
				e.Mod, e.Approx = mod, true
				return from - 2
			}
		}
	}
	return from
}
