package when

import (
	"strings"
	"sync"
)

// class is a set of the roles that a word can play in an expression of time.
type class uint64

const (
	cNum      class = 1 << iota // whole number, in digits or words
	cDotted                     // number with a decimal point: "4.30", "1.5"
	cDay                        // 1 to 31, or 1st to 31st
	cTwo                        // two digits
	cYear                       // four digits that can be a year
	cMilitary                   // four digits that can be a clock: "0900"
	cCompact                    // eight digits that are a day: "20220504"
	cDecade                     // "1990s"
	cShort                      // a decade without its century: "90s"
	cOrd                        // "first", "3rd"
	cMonth
	cMonthAbbr // "Mar", which without a day beside it is something else
	cWeekday
	cWeekdayAbbr
	cWeekdays // plural
	cUnit     // day, week, month ...; val is a grain
	cPart     // morning, night ...; val indexes partCodes
	cSeason
	cNext  // next, coming, upcoming, following
	cLast  // last, past, previous, preceding
	cThis  // this, current
	cThat  // that, same
	cEarly // early, late, mid, earlier, later; val indexes mods
	cAgo
	cBefore // earlier, later, before, after (counted from a day of the text)
	cEvery
	cVague  // several, few, many
	cAmPm   // val 0 or 12
	cZone   // GMT
	cClock  // "4:30"
	cDeixis // today, yesterday, tomorrow: val is days from today
	cRef    // now, recently, soon: val indexes refs
	cSet    // daily, annually: val is a grain
	cOnes   // one to nine
	cTens   // twenty, thirty ...
	cScale  // hundred, thousand
	cEdge   // start, end, middle; val indexes mods
	cProper // needs a capital
	cAny    // any word that stands in the table
)

// literal identifies a word that a pattern names outright.
type literal uint16

// word is a line of the table.
type word struct {
	class  class
	lit    literal
	val    int
	second class // the roles that take val2
	val2   int
	plural bool
}

const maxWord = 16 // bytes of the longest word in the table

// lexicon maps lower-case words to their roles.
type lexicon struct {
	words                       map[string]word
	hyphen, slash, and, a, half literal
}

// row gives a class to words; the values count up from val by step, words
// joined by "/" share one.
type row struct {
	class  class
	words  string
	val    int
	step   int
	plural bool
}

var partCodes = [...]string{"MO", "MI", "AF", "EV", "NI", "NI", "DT", "MO", "EV"}

var mods = [...]string{"", "START", "MID", "END"}

var refs = [...]string{"PRESENT_REF", "PAST_REF", "FUTURE_REF"}

var rows = []row{
	{cMonth | cProper, "january/jan/jan. february/feb/feb. march april/apr/apr. may june/jun. july/jul. august/aug/aug. september/sept/sept./sep/sep. october/oct/oct. november/nov/nov. december/dec/dec.", 1, 1, false},
	{cMonthAbbr | cProper, "mar/mar. - - jun jul", 3, 1, false},
	{cWeekday | cProper, "monday tuesday wednesday thursday friday saturday sunday", 1, 1, false},
	{cWeekdays | cProper, "mondays tuesdays wednesdays thursdays fridays saturdays sundays", 1, 1, true},
	{cWeekdayAbbr | cProper, "mon/mon. tue/tue./tues/tues. wed/wed. thu/thu./thur/thurs/thurs. fri/fri. sat/sat. sun/sun.", 1, 1, false},
	{cUnit, "day week weekend month quarter - year decade century millennium hour minute second", 0, 1, false},
	{cUnit, "days weeks weekends months quarters - years decades centuries millennia hours minutes seconds", 0, 1, true},
	{cUnit, "yr/yr.", int(gYear), 0, false},
	{cUnit, "yrs/yrs.", int(gYear), 0, true},
	{cUnit, "hr", int(gHour), 0, false},
	{cUnit, "hrs/mins/secs", int(gHour), 1, true},
	{cPart, "morning midday/noon afternoon evening night midnight daytime dawn/daybreak/sunrise dusk/sunset/nightfall", 0, 1, false},
	{cSeason, "spring/springtime summer/summertime autumn/fall winter/wintertime", 0, 1, false},
	{cNext, "next coming upcoming following", 1, 0, false},
	{cLast, "last past previous preceding prior", -1, 0, false},
	{cThis, "this current", 0, 0, false},
	{cThat, "that same", 0, 0, false},
	{cEarly, "early/earlier mid/mid. late/later", 1, 1, false},
	{cEdge, "start/beginning/outset/opening/dawn middle/midpoint end/close/remainder/rest/eve", 1, 1, false},
	{cAgo, "ago", 0, 0, false},
	{cBefore, "earlier/before/previously/beforehand", -1, 0, false},
	{cBefore, "later/after/afterwards/afterward/hence/thereafter", 1, 0, false},
	{cEvery, "every each", 0, 0, false},
	{cVague, "several/few/many/some/couple/numerous/various", 0, 0, true},
	{cAmPm, "a.m./am/a.m p.m./pm/p.m", 0, 12, false},
	{cZone, "gmt utc est edt pst pdt cst cdt mst mdt bst cet cest msk jst kst hkt ist eet hst akst sgt wib pkt", 0, 1, false},
	{cDeixis, "yesterday today tomorrow", -1, 1, false},
	{cRef, "now/currently/nowadays/presently/nowaday recently/lately/previously/formerly soon", 0, 1, false},
	{cSet, "daily weekly - monthly quarterly - yearly/annually/annual/yearly", 0, 1, false},
	{cSet, "hourly", int(gHour), 0, false},
	{cSet, "nightly", int(gDay), 0, false},
	{cNum | cOnes, "one two three four five six seven eight nine", 1, 1, false},
	{cNum, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10, 1, false},
	{cNum | cTens, "twenty thirty forty fifty sixty seventy eighty ninety", 20, 10, false},
	{cScale, "hundred - - - - - - - - thousand", 100, 100, false},
	{cScale, "million", 1_000_000, 0, false},
	{cScale, "billion", 1_000_000_000, 0, false},
	{cOrd, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth", 1, 1, false},
	{cDecade | cShort, "twenties thirties forties fifties sixties seventies eighties nineties", 1920, 10, false},
}

// table builds the words and gives a number to every literal of the patterns.
func table(literals []string) *lexicon {
	lex := &lexicon{words: make(map[string]word, 512)}
	for _, r := range rows {
		val := r.val
		for _, group := range strings.Fields(r.words) {
			for _, w := range strings.Split(group, "/") {
				if w == "-" {
					continue
				}
				e := lex.words[w]
				if e.class == 0 {
					e.val = val
				} else {
					e.second, e.val2 = r.class, val
				}
				e.class |= r.class | cAny
				e.plural = e.plural || r.plural
				lex.words[w] = e
			}
			val += r.step
		}
	}
	for i, l := range literals {
		e := lex.words[l]
		e.lit = literal(i + 1)
		e.class |= cAny
		lex.words[l] = e
	}
	for _, dash := range []string{"–", "‐", "‑"} {
		lex.words[dash] = lex.words["-"]
	}
	lex.hyphen, lex.slash = lex.words["-"].lit, lex.words["/"].lit
	lex.and, lex.a, lex.half = lex.words["and"].lit, lex.words["a"].lit, lex.words["half"].lit
	return lex
}

// grammar is built once, on first use, and never changes.
var grammar = sync.OnceValue(compile)
