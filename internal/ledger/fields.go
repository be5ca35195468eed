package ledger

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/when"
)

// entries makes the entries whose content begins at token start behind the
// word i; a list of proposals gives one each.
func (d *Drawer) entries(i, start int, by []event.Actor, line *codebook.LedgerLine) []Entry {
	v := &d.v
	if v.tag(start) == "MD" || v.pos(start) == "AUX" && v.lemma(start) != "be" && v.lemma(start) != "have" {
		return nil
	}
	phrase := v.pos(start) != "VERB" && !strings.HasPrefix(v.tag(start), "VB") && v.pos(v.next(start-1)) != "VERB" && !v.statement(start) && v.tag(start) != "MD"
	phrase = phrase && v.form(start-1) != "to" && v.tag(start-1) != "MD" || v.nounContent(i, start, line)
	var out []Entry
	for n := 0; start >= 0 && n < 4; n++ {
		p := d.cut(start, phrase)
		if e, ok := d.entry(i, p, by, line); ok {
			out = append(out, e)
		}
		if start = -1; line.Kind == string(Proposal) {
			start = p.next
		}
	}
	return out
}

// nounContent: "commitment to the defence of …" is a phrase, "to defend" is not.
func (v *view) nounContent(i, start int, line *codebook.LedgerLine) bool {
	return line.Noun && v.pos(start) == "DET" && i >= 0
}

func (d *Drawer) entry(i int, p piece, by []event.Actor, line *codebook.LedgerLine) (Entry, bool) {
	v := &d.v
	e := Entry{Kind: Kind(line.Kind), Status: Status(line.Status), Sent: v.s.Index, Trigger: v.words(i, i), Due: p.due,
		Why: []codebook.Pos{line.Pos}, Quote: v.words(0, v.len()-1), Confidence: 0.8}
	e.By = d.public(bare(by))
	if len(e.By) == 0 {
		return e, false
	}
	if e.Kind == Position {
		d.topic(&e, &p, line.Head != nil)
	}
	e.What = v.words(p.from, p.to)
	if e.What.Text == "" {
		return e, false
	}
	if p.cond >= 0 {
		e.Condition = d.conditionWords(p)
	}
	d.instrument(&e, i)
	if e.Kind != Position {
		e.To = d.to(i, &p, &e)
	}
	if e.Due.IsZero() && owed(e.Kind) {
		e.Due = d.between(i, p)
	}
	e.Made = d.made(i, p)
	e.SaidBy = d.saidBy(i, e.By)
	return e, d.says(p) && (!line.Fact || d.tensed(p))
}

// public leaves out private people and bodies: what they promise is no matter
// of the ledger.
func (d *Drawer) public(as []event.Actor) []event.Actor {
	return slices.DeleteFunc(as, func(a event.Actor) bool {
		return d.book.Is(a.Sector, "private") || a.Code == "" && (a.Sector == "" || a.Sector == "GOV" || a.Sector == "LEG")
	})
}

// says: at least one word of the content says something.
func (d *Drawer) says(p piece) bool {
	for j := p.from; j <= p.to; j++ {
		switch d.v.pos(j) {
		case "NOUN", "PROPN", "ADJ", "NUM":
			return true
		case "VERB":
			if l := d.v.lemma(j); l != "do" && l != "be" && l != "have" {
				return true
			}
		}
	}
	return false
}

// between is a deadline that stands between the word and its content.
func (d *Drawer) between(i int, p piece) when.Range {
	for k := range d.v.times {
		if x := &d.v.times[k]; x.From > i && x.To <= p.from && (x.Deadline || x.Prep == "by" || x.Prep == "before" || x.Prep == "within") {
			if q := p; d.due(&q, x) {
				return q.due
			}
		}
	}
	return when.Range{}
}

// tensed: the content is a statement, with a verb that has a tense.
func (d *Drawer) tensed(p piece) bool {
	for j := p.from; j <= p.to; j++ {
		if d.v.finite(j) {
			return true
		}
	}
	return false
}

// conditionWords gives a condition without the words that open it.
func (d *Drawer) conditionWords(p piece) Words {
	v := &d.v
	j := p.cond
	for _, opening := range [...]string{"in the event of", "in the event that", "in case of", "in case", "in return for", "in exchange for",
		"as long as", "as soon as", "on condition that", "on the condition that", "provided that", "provided", "subject to", "once"} {
		f := strings.Fields(opening)
		match := true
		for n, w := range f {
			match = match && v.form(j+n) == w
		}
		if match {
			return v.words(j+len(f), p.cEnd)
		}
	}
	if v.form(j) == "unless" {
		return v.words(j, p.cEnd)
	}
	return v.words(j+1, p.cEnd)
}

// topic splits "the importance of peace over the strait" into what is held and
// what it is about; without split the words stay whole.
func (d *Drawer) topic(e *Entry, p *piece, split bool) {
	v := &d.v
	for j := p.from + 1; j <= p.to; j++ {
		f := v.form(j)
		if f != "over" && f != "on" && f != "regarding" && f != "concerning" && f != "about" && f != "across" && f != "in" && f != "surrounding" {
			continue
		}
		name := d.placeIn(j+1, p.to)
		if name.Text == "" {
			continue
		}
		e.Over = name
		if split {
			p.to = j - 1
		}
		return
	}
}

// placeIn gives the first place or state that tokens from to to name.
func (d *Drawer) placeIn(from, to int) Words {
	v := &d.v
	for j := from; j <= to && j < v.len(); j++ {
		if v.proper(j) && !v.inTime(j) {
			return d.name(j)
		}
		if d.book.Is(v.lemma(j), "place") && v.pos(j) == "NOUN" {
			return v.words(v.left(j, from), j)
		}
	}
	return Words{}
}

// left goes from a noun to the first word of its phrase, not before limit.
func (v *view) left(j, limit int) int {
	for j-1 >= limit {
		p := v.pos(j - 1)
		if p != "ADJ" && p != "NOUN" && p != "PROPN" && p != "NUM" && v.tag(j-1) != "VBG" && v.tag(j-1) != "VBN" && !(v.form(j-1) == "-") {
			break
		}
		j--
	}
	return j
}

// name gives the whole proper name around token j, by the one name that the
// codebook has for a disputed place.
func (d *Drawer) name(j int) Words {
	v := &d.v
	from, to := j, j
	for from > 0 && (v.proper(from-1) || v.form(from-1) == "-" && v.proper(from-2)) {
		from--
	}
	for to+1 < v.len() && (v.proper(to+1) || d.book.Is(v.lemma(to+1), "place") && v.pos(to+1) == "NOUN") {
		to++
	}
	w := v.words(from, to)
	if n, ok := d.book.Disputed(w.Text); ok {
		w.Text = n
	}
	return w
}

// to gives whom an entry is owed to: named between the word and the content,
// or in the content as the one who gets what comes of it.
func (d *Drawer) to(i int, p *piece, e *Entry) []event.Actor {
	v := &d.v
	var out []event.Actor
	for j := i + 1; j < p.from; j++ {
		k := v.at[j]
		if k < 0 || v.in.Mentions[k].From != j || v.tag(j) == "PRP$" || v.inTime(j) || v.s.Tokens[j].Rel == "expl" {
			continue
		}
		as := bare(v.actors(k))
		prep := v.form(j - 1)
		switch {
		case v.lemma(i) == "agree" && prep == "with":
			e.By = bare(append(slices.Clone(e.By), as...))
		case prep == "to" || prep == "with" || j == i+1:
			out = append(out, without(as, e.By)...)
		}
	}
	for j := p.from; j <= p.to; j++ {
		if as := d.gets(j, p); len(as) > 0 {
			out = append(out, without(bare(as), e.By)...)
		}
	}
	if e.Kind == Proposal {
		if side := d.side(e.By); len(side) > 0 {
			out = side
		}
	}
	return d.public(bare(out))
}

// gets gives the party at token j when it gets what comes of the content.
func (d *Drawer) gets(j int, p *piece) []event.Actor {
	v := &d.v
	k := v.at[j]
	if k < 0 || v.in.Mentions[k].From != j || len(v.in.Mentions[k].Parties) == 0 || v.in.Mentions[k].From < p.from {
		return nil
	}
	m := &v.in.Mentions[k]
	before := j - 1
	for v.pos(before) == "DET" || v.pos(before) == "ADV" {
		before--
	}
	f, l := v.form(before), v.lemma(before)
	next := m.To
	if v.tag(next) == "POS" {
		next++
	}
	owner := v.tag(m.To) == "POS"
	ok := false
	switch {
	case d.book.Is(v.lemma(next), "benefit") && v.pos(next) == "NOUN":
		ok = true
	case owner:
	case f == "to":
		ok = d.verbIn(p.from, before, "give") || d.book.Is(v.lemma(before-1), "benefit")
	case f == "with":
		ok = d.verbIn(p.from, before, "together") || d.book.Is(v.lemma(before-1), "instrument")
	case f == "of" || f == "for":
		ok = d.book.Is(v.lemma(before-1), "benefit")
	default:
		ok = v.pos(before) == "VERB" && d.book.Is(l, "help")
	}
	if !ok {
		return nil
	}
	return v.actors(k)
}

// verbIn reports whether a verb of a set stands among tokens from to to.
func (d *Drawer) verbIn(from, to int, set string) bool {
	for i := from; i <= to; i++ {
		if d.v.pos(i) == "VERB" && d.book.Is(d.v.lemma(i), set) {
			return true
		}
	}
	return false
}

// verbBack is the lemma of the nearest verb before token i, not before limit.
func (v *view) verbBack(i, limit int) string {
	for ; i >= limit; i-- {
		if v.pos(i) == "VERB" {
			return v.lemma(i)
		}
	}
	return ""
}

// side gives the state that a party or parliament belongs to: what they
// propose, they propose to it.
func (d *Drawer) side(by []event.Actor) []event.Actor {
	var out []event.Actor
	for _, a := range by {
		if a.Code != "" && (a.Sector == "PTY" || a.Sector == "LEG" || a.Sector == "OPP") {
			a.Sector, a.Name, a.Office, a.Ref = "", "", "", ""
			out = append(out, a)
		}
	}
	return out
}

// made gives the days on which the act can have been: a past time that stands
// with its word, or the report's day.
func (d *Drawer) made(i int, p piece) when.Range {
	v := &d.v
	for k := range v.times {
		x := &v.times[k]
		if x.Range.Last.IsZero() || x.Range.Last.After(d.day) || x.From >= p.from || x.Type == when.Duration || d.day.IsZero() || x.Prep == "since" || v.pos(x.To) == "NOUN" && v.pos(x.From-1) == "DET" {
			continue
		}
		if x.From > i || v.fronted(x.From, i) {
			return x.Range
		}
	}
	for k := range v.times { // "promised to leave …, on Monday"
		x := &v.times[k]
		if x.From > p.to && !x.Range.Last.IsZero() && x.Range.Last.Before(d.day) && !v.commaBetween(p.to, x.From) && v.form(x.From-1) != "since" && x.Type == when.Date {
			return x.Range
		}
	}
	if d.day.IsZero() {
		return when.Range{}
	}
	return when.Range{First: d.day, Last: d.day}
}

// fronted: no other statement ends between the time and the word.
func (v *view) fronted(x, i int) bool {
	for j := x; j < i; j++ {
		if v.form(j) == "that" || v.form(j) == "which" || v.form(j) == "who" || v.form(j) == ";" {
			return false
		}
	}
	return true
}

func (v *view) commaBetween(a, b int) bool {
	for j := a + 1; j < b; j++ {
		if v.form(j) == "," || v.form(j) == "and" {
			return true
		}
	}
	return false
}

// saidBy names the one on whose word the report gives the entry, unless that
// is the party itself.
func (d *Drawer) saidBy(i int, by []event.Actor) []event.Actor {
	v := &d.v
	teller := -1
	if c := v.clause(i); c != nil {
		teller = c.Teller
	}
	var as []event.Actor
	if teller >= 0 {
		as = v.who(teller)
	}
	if len(as) == 0 {
		as = v.teller(i)
	}
	var out []event.Actor
	for _, a := range as {
		chain := func(o event.Actor) bool {
			return o.Chain >= 0 && o.Chain == a.Chain || o.Name != "" && o.Name == a.Name
		}
		if !slices.ContainsFunc(by, chain) {
			out = append(out, a)
		}
	}
	return out
}

// teller finds "…, the ministry said" at the end and "according to …" at the
// beginning of the sentence, whatever the tree.
func (v *view) teller(i int) []event.Actor {
	if v.form(0) == "according" {
		for j := 2; j < i; j++ {
			if v.form(j) == "," {
				break
			}
			if k := v.at[j]; k >= 0 && len(v.in.Mentions[k].Parties) > 0 {
				return v.actors(k)
			}
		}
	}
	for j := i + 1; j < v.len(); j++ {
		if v.form(j) != "," {
			continue
		}
		s := j + 1
		for v.isQuote(s) {
			s++
		}
		if v.told(s) {
			for k := s; k < v.len() && k < s+9; k++ {
				if m := v.at[k]; m >= 0 && len(v.in.Mentions[m].Parties) > 0 {
					return v.actors(m)
				}
			}
		}
	}
	return nil
}

// instrument names the treaty or article that the sentence invokes.
func (d *Drawer) instrument(e *Entry, i int) {
	v := &d.v
	if e.Kind != Commitment {
		return
	}
	for j := i + 1; j < v.len(); j++ {
		if !d.book.Is(v.lemma(j), "instrument") || v.pos(j) != "NOUN" && v.pos(j) != "PROPN" {
			continue
		}
		verb := v.verbBack(j, i)
		prep := v.form(v.left(j, i) - 1)
		if v.pos(v.left(j, i)-1) == "DET" {
			prep = v.form(v.left(j, i) - 2)
		}
		if prep == "under" || prep == "of" && v.scope(d, i, j) || d.book.Is(verb, "scope") || prep == "with" && v.form(v.left(j, i)-3) == "line" {
			e.Instrument = v.words(v.left(j, i), j)
			d.over(e, i, j)
			return
		}
	}
}

func (v *view) scope(d *Drawer, i, j int) bool {
	for k := i; k < j; k++ {
		if d.book.Is(v.lemma(k), "scope") {
			return true
		}
	}
	return false
}

// over names what falls under the instrument: the first name between the word
// and the verb of scope.
func (d *Drawer) over(e *Entry, i, j int) {
	v := &d.v
	for k := i + 1; k < j; k++ {
		if d.book.Is(v.lemma(k), "scope") && v.pos(k) == "VERB" {
			if w := d.placeIn(i+1, k); w.Text != "" {
				e.Over = w
			}
			return
		}
	}
}
