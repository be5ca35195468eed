package ledger

import (
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/when"
)

// piece is the content of an entry, cut: tokens from From to To, both
// included, and what was cut off behind them.
type piece struct {
	from, to   int
	cond, cEnd int // the condition's tokens, cond -1 when there is none
	due        when.Range
	next       int // where a further item of a list begins, -1 for none
}

// cut finds where the content that begins at token start ends: before what
// surrounds it (circumstance, attribution, relative clause, a new statement),
// its condition and its deadline. Phrase says that the content is a noun
// phrase, not a clause.
func (d *Drawer) cut(start int, phrase bool) piece {
	v := &d.v
	p := piece{from: start, to: v.len() - 1, cond: -1, next: -1}
	quoted := v.quotesBefore(start)%2 == 1
	including := false
	for j := start; j < v.len(); j++ {
		if j > start && v.isQuote(j) {
			if quoted && !v.isQuote(start) {
				p.to = j - 1
				break
			}
			continue
		}
		if j > start && d.condition(j) {
			p.cond, p.cEnd = j, d.condEnd(j)
			p.to = j - 1
			break
		}
		if v.form(j) == "including" {
			including = true
		}
		if j > start+1 && d.deadline(j) {
			p.to = j + 1
			for x := v.timeAt(p.to); x == nil || p.to+1 < x.To; p.to++ {
			}
			break
		}
		if j > start && (d.stops(j, start, phrase) || including && v.tag(j) == "VBN" && v.form(j+1) == "by") {
			p.to = j - 1
			p.next = d.further(j, phrase)
			break
		}
	}
	d.trim(&p)
	return p
}

// deadline reports whether "by June" and the like begin at token j and only
// circumstances follow: what comes behind is no part of the content.
func (d *Drawer) deadline(j int) bool {
	v := &d.v
	f := v.form(j)
	if f != "by" && f != "before" && f != "within" && f != "until" && f != "next" {
		return false
	}
	for k := range v.times {
		x := &v.times[k]
		if x.From == j || x.From == j+1 {
			n := v.form(x.To)
			return d.book.Is(n, "circumstance") || n == "during" || n == "with"
		}
	}
	return false
}

func (v *view) quotesBefore(i int) int {
	n := 0
	for k := range i {
		if v.isQuote(k) {
			n++
		}
	}
	return n
}

// condition reports whether a condition opens at token j.
func (d *Drawer) condition(j int) bool {
	v := &d.v
	switch f := v.form(j); {
	case f == "if" && (v.pos(j+1) == "ADJ" || v.tag(j+1) == "VBN") && !v.finite(j+2):
		return false // "if necessary"
	case d.book.Is(f, "condition"):
		return f != "once" || v.pos(j) == "SCONJ"
	case f == "in":
		return v.form(j+1) == "the" && v.form(j+2) == "event" || v.form(j+1) == "case" || v.form(j+1) == "return" && v.form(j+2) == "for" || v.form(j+1) == "exchange" && v.form(j+2) == "for"
	case f == "as":
		return (v.form(j+1) == "long" || v.form(j+1) == "soon") && v.form(j+2) == "as"
	case f == "provided":
		return v.form(j+1) == "that"
	case f == "on":
		return v.form(j+1) == "condition" || v.form(j+1) == "the" && v.form(j+2) == "condition"
	case f == "subject":
		return v.form(j+1) == "to"
	case f == "should":
		return v.form(j-1) == "," || v.pos(j+1) == "DET" && v.pos(j-1) != "NOUN" && v.pos(j-1) != "PRON"
	}
	return false
}

// finite: a verb with a tense stands at or just behind token j.
func (v *view) finite(j int) bool {
	switch v.tag(j) {
	case "VBZ", "VBP", "VBD", "MD":
		return true
	}
	return false
}

func (d *Drawer) condEnd(j int) int {
	v := &d.v
	for k := j + 1; k < v.len(); k++ {
		if v.form(k) == "," || v.form(k) == ";" || v.form(k) == "." || v.isQuote(k) && v.quotesBefore(k)%2 == 1 {
			return k - 1
		}
	}
	return v.len() - 1
}

// stops reports whether what begins at token j is no part of the content.
func (d *Drawer) stops(j, start int, phrase bool) bool {
	v := &d.v
	f := v.form(j)
	switch {
	case f == ";" || f == "--" || f == "–" || f == "—" || f == ":" || f == "(":
		return true
	case f == ".":
		return j == v.len()-1 || v.pos(j) == "PUNCT"
	case f == ",":
		return d.commaStops(j, phrase)
	case f == "and" || f == "but":
		return v.statement(j+1) && (phrase || v.verbSeen(start, j))
	case f == "even":
		return v.form(j+1) == "though" || v.form(j+1) == "if" || v.form(j+1) == "as"
	case f == "amid" || f == "despite" || f == "saying" || f == "adding" || f == "citing":
		return true
	case f == "which" || f == "who":
		return v.form(j-1) == ","
	case f == "that":
		return v.form(j-1) == "and"
	case f == "as":
		return v.form(j+1) != "well" && v.form(j-1) != "well" && (v.statement(j+1) || v.tag(j+1) == "VBN")
	case f == "meaning":
		return true
	case f == "over" || f == "regarding" || f == "concerning":
		return false
	case f == "after" || f == "following" || f == "while" || f == "because" || f == "although" || f == "though" || f == "whereas" || f == "when" || f == "since" || f == "until":
		return j > start+1 && (v.statement(j+1) || f == "following" || f == "because" || v.tag(j+1) == "VBG")
	}
	return j > start+2 && v.isQuote(j-1) && v.told(j)
}

// verbSeen: a verb stands among tokens from from to to, to left out; before it
// "and" joins the subjects of one statement.
func (v *view) verbSeen(from, to int) bool {
	for i := from; i < to; i++ {
		if v.pos(i) == "VERB" || v.pos(i) == "AUX" {
			return true
		}
	}
	return false
}

// commaStops reports whether the content ends at the comma j.
func (d *Drawer) commaStops(j int, phrase bool) bool {
	v := &d.v
	k := j + 1
	for v.isQuote(k) {
		k++
	}
	f := v.form(k)
	switch {
	case k > j+1 && v.quotesBefore(j+1)%2 == 1, k > j+1 && v.pos(k) == "PROPN", v.finite(k):
		return true // the quotation ends, or the sentence goes on behind an insertion
	case f == "which" || f == "who" || f == "whose" || f == "where" || f == "whom" || f == "with" || f == "saying" || v.told(k):
		return true
	case f == "as" && v.form(k+1) == "well", f == "including", f == "if":
		return false
	case d.book.Is(f, "circumstance") || f == "but" || f == "meaning" || f == "up" || f == "down" || f == "from" || f == "a" || f == "in" || f == "part":
		return true
	case f == "and" || f == "or":
		return v.statement(k+1) || phrase && v.pos(k+1) == "DET" && !v.list(j)
	case v.tag(k) == "VBG":
		return true
	case f == "to":
		return false
	case phrase:
		return !v.list(j)
	}
	return v.statement(k)
}

// list reports whether the comma j stands between like things: "a, b and c".
func (v *view) list(j int) bool {
	for k := j + 1; k < v.len() && k < j+9; k++ {
		switch {
		case v.form(k) == "and" || v.form(k) == "or":
			return k > j+1
		case v.pos(k) == "VERB" || v.pos(k) == "PUNCT" && v.form(k) != "," || v.pos(k) == "ADP" && v.form(k) != "of":
			return false
		case k == j+1 && v.pos(k) == "ADV":
			return false
		}
	}
	return false
}

// statement reports whether a clause with a subject and a tense of its own
// begins at token j.
func (v *view) statement(j int) bool {
	if v.form(j) == "that" {
		return true
	}
	subject := false
	for k := j; k < v.len() && k < j+7; k++ {
		switch p := v.pos(k); {
		case v.tag(k) == "PRP" || p == "PROPN" || p == "NOUN":
			subject = true
		case v.finite(k) && subject:
			return true
		case p == "DET" || p == "ADJ" || p == "NUM" || p == "ADV" || v.tag(k) == "PRP$" || v.tag(k) == "POS" || p == "PART" && v.form(k) != "to":
		default:
			return false
		}
	}
	return false
}

// told reports whether an attribution begins at token j: "the ministry said",
// "said the ministry".
func (v *view) told(j int) bool {
	subject := 0
	for k := j; k < v.len() && k < j+13; k++ {
		p := v.pos(k)
		if (p == "VERB" || v.finite(k)) && tells[v.lemma(k)] && (subject > 0 || k == j) {
			return v.form(k+1) != "to"
		}
		if p != "DET" && p != "ADJ" && p != "PROPN" && p != "NOUN" && p != "PRON" && v.tag(k) != "POS" && p != "AUX" && p != "PART" && v.form(k) != "-" && v.form(k-1) != "-" && (p != "ADP" || k == j) {
			return false
		}
		subject++
	}
	return false
}

var tells = map[string]bool{"say": true, "tell": true, "report": true, "add": true, "announce": true, "state": true, "quote": true}

// further finds a second item behind the place where a noun phrase ended:
// "…, and the development of …".
func (d *Drawer) further(j int, phrase bool) int {
	v := &d.v
	if !phrase {
		return -1
	}
	for k := j; k+2 < v.len(); k++ {
		if v.form(k) == "," && v.form(k+1) == "and" && v.pos(k+2) == "DET" && !v.statement(k+2) {
			return k + 2
		}
		if v.finite(k) {
			return -1
		}
	}
	return -1
}

// trim takes the deadline off the end, with its preposition, and marks and
// loose words with it.
func (d *Drawer) trim(p *piece) {
	v := &d.v
	for n := 0; n < 4; n++ {
		for p.to > p.from && (v.pos(p.to) == "PUNCT" && !v.isQuote(p.to) || v.pos(p.to) == "CCONJ" || v.pos(p.to) == "SCONJ" || v.pos(p.to) == "ADP" && v.s.Tokens[p.to].Rel != "compound:prt" && v.form(p.to) != "out" && v.form(p.to) != "up") {
			p.to--
		}
		p.to = v.latest(p.from, p.to)
		x := v.timeAt(p.to)
		if x == nil || x.From <= p.from {
			break
		}
		if !d.due(p, x) && !d.datesTelling(x) {
			break
		}
		p.to = x.From - 1
	}
	if p.due.IsZero() {
		d.inside(p)
	}
}

// latest takes "at the latest" and "no later" off the end.
func (v *view) latest(from, to int) int {
	for _, tail := range [...][]string{{"at", "the", "latest"}, {"no", "later"}, {"not", "later"}} {
		n := len(tail)
		if to-n < from {
			continue
		}
		same := true
		for i, w := range tail {
			same = same && v.form(to-n+1+i) == w
		}
		if same {
			return to - n
		}
	}
	return to
}

// datesTelling: a day that is past or the report's own, at the end, dates the telling
// and not what is told.
func (d *Drawer) datesTelling(x *when.Expr) bool {
	return x.Type == when.Date && (x.Prep == "on" || x.Prep == "" || x.Prep == "late" || x.Prep == "earlier") &&
		!x.Range.Last.IsZero() && !d.day.IsZero() && !x.Range.Last.After(d.day)
}

// timeAt is the expression of time that ends at token i.
func (v *view) timeAt(i int) *when.Expr {
	for k := range v.times {
		if x := &v.times[k]; x.To == i+1 || x.From <= i && i < x.To {
			return x
		}
	}
	return nil
}

// inside looks for a deadline among the words of the content, or just behind
// the piece.
func (d *Drawer) inside(p *piece) {
	for k := range d.v.times {
		x := &d.v.times[k]
		if x.From > p.from && x.From <= p.to && !d.v.aside(p.from, x.From) && d.due(p, x) {
			return
		}
	}
}

// aside: a relative clause or participle stands between, so that the time may
// be its own.
func (v *view) aside(from, x int) bool {
	for j := from + 1; j < x; j++ {
		switch v.tag(j) {
		case "WDT", "WP", "WRB", "VBN", "VBD", "VBZ":
			return true
		}
	}
	return false
}

// due takes an expression of time as the deadline when it lies ahead.
func (d *Drawer) due(p *piece, x *when.Expr) bool {
	x = d.ahead(d.counted(x))
	switch {
	case x.Range.Last.IsZero() || d.day.IsZero():
		return false
	case x.Type == when.Duration && x.Prep != "within" && !(x.Prep == "in" && d.near(x)):
		return false
	case x.Range.Last.Before(d.day), x.Range.Last.Equal(d.day) && !today[d.v.form(x.Head)]:
		return false
	case x.Prep == "since" || x.Prep == "from":
		return false
	}
	if x.Type == when.Set {
		return false
	}
	p.due = x.Range
	later := x.From > 1 && d.v.form(x.From-1) == "than" && d.v.form(x.From-2) == "later"
	if x.Prep == "by" || x.Prep == "before" || x.Prep == "until" || x.Prep == "within" || x.Deadline || later {
		p.due.First = time.Time{}
		if x.Prep == "before" && x.Mod != "END" {
			p.due.Last = x.Range.First.AddDate(0, 0, -1)
		}
	}
	return true
}

// counted counts "within a year" from the report's day.
func (d *Drawer) counted(x *when.Expr) *when.Expr {
	if x.Type != when.Duration || x.Prep != "within" || !x.Range.Last.IsZero() || d.day.IsZero() || len(x.Value) < 3 || x.Value[0] != 'P' {
		return x
	}
	n, err := strconv.Atoi(x.Value[1 : len(x.Value)-1])
	if err != nil {
		return x
	}
	y := *x
	y.Range.First = d.day
	switch x.Value[len(x.Value)-1] {
	case 'D':
		y.Range.Last = d.day.AddDate(0, 0, n)
	case 'W':
		y.Range.Last = d.day.AddDate(0, 0, 7*n)
	case 'M':
		y.Range.Last = d.day.AddDate(0, n, 0)
	case 'Y':
		y.Range.Last = d.day.AddDate(n, 0, 0)
	default:
		return x
	}
	return &y
}

// ahead reads a month or day without a year as the next one: what is promised
// for May is promised for the May to come, though the promise is past.
func (d *Drawer) ahead(x *when.Expr) *when.Expr {
	if x.Range.Last.IsZero() || !x.Range.Last.Before(d.day) || x.Type != when.Date || len(x.Value) < len("2006-01") {
		return x
	}
	for i := x.From; i < x.To; i++ {
		switch f := d.v.form(i); {
		case len(f) == 4 && f[0] >= '0' && f[0] <= '9', f == "last", f == "ago", f == "past", f == "yesterday", f == "previous", f == "year":
			return x
		}
	}
	y := *x
	y.Range.First, y.Range.Last = x.Range.First.AddDate(1, 0, 0), x.Range.Last.AddDate(1, 0, 0)
	far := 183 * 24 * time.Hour // in October, told in December, is past
	if x.Deadline || x.Prep == "by" || x.Prep == "before" || x.Prep == "until" {
		far *= 2
	}
	if y.Range.Last.Sub(d.day) > far || y.Range.Last.Before(d.day) || !months[d.v.lemma(x.Head)] && !d.hasMonth(x) {
		return x
	}
	return &y
}

func (d *Drawer) hasMonth(x *when.Expr) bool {
	for i := x.From; i < x.To; i++ {
		if months[d.v.form(i)] {
			return true
		}
	}
	return false
}

var months = map[string]bool{"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true,
	"august": true, "september": true, "october": true, "november": true, "december": true, "spring": true, "summer": true, "autumn": true, "winter": true}

// today: words that mean the report's own day as one still to come.
var today = map[string]bool{"today": true, "tonight": true, "midnight": true}

// near: "in two weeks" is a time to come; "in five years" behind "first" or
// "the worst" counts back.
func (d *Drawer) near(x *when.Expr) bool {
	for j := x.From - 1; j >= 0 && j > x.From-9; j-- {
		switch l := d.v.lemma(j); {
		case l == "first" || strings.HasSuffix(d.v.tag(j), "JJS") || l == "last":
			return false
		}
	}
	return true
}
