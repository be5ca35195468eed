package ledger

import (
	"slices"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/quantity"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

// value is a quantity with the part it plays: what a measure was, is or shall
// be.
type value struct {
	q    *quantity.Quantity
	prep string // "to", "from", "at", "of", "by", ""
	up   bool   // "up from", "down from"
}

// figures draws the measures of a sentence that change or stand at a value:
// "raised the tariff from 10 to 25 percent", "spending is at 2 percent of GDP".
func (d *Drawer) figures() {
	v := &d.v
	var skip []text.Span
	for k := range v.times {
		skip = append(skip, v.times[k].Span)
	}
	qs := v.apart(quantity.Find(v.s, skip...))
	for a := 0; a < len(qs); a++ {
		first, ok := d.value(&qs[a])
		if !ok {
			continue
		}
		group := []value{first}
		for b := a + 1; b < len(qs); b++ {
			next, ok := d.value(&qs[b])
			if !ok || !partner(first, next) || qs[b].From-qs[a].To > 16 {
				break
			}
			group = append(group, next)
			a = b
		}
		d.figure(group)
	}
}

// apart takes "from 10 to 25 percent" and "from 18 to 15" as two amounts, not
// as a range.
func (v *view) apart(qs []quantity.Quantity) []quantity.Quantity {
	var out []quantity.Quantity
	from := -1
	for i := range v.s.Tokens {
		a, okA := v.digits(i + 1)
		b, okB := v.digits(i + 3)
		if v.form(i) != "from" || v.form(i+2) != "to" || !okA || !okB {
			continue
		}
		from = i
		q := quantity.Quantity{From: i + 1, To: i + 2, Num: i + 1, Noun: -1, Low: a, High: a}
		r := quantity.Quantity{From: i + 3, To: i + 4, Num: i + 3, Noun: -1, Low: b, High: b}
		for k := range qs {
			if o := &qs[k]; o.To > i+3 && o.From <= i+3 {
				q.Kind, q.Unit, r.Kind, r.Unit, r.To = o.Kind, o.Unit, o.Kind, o.Unit, o.To
			}
		}
		out = append(out, q, r)
	}
	for _, o := range qs {
		if from < 0 || o.To <= from || o.From > from+3 {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b quantity.Quantity) int { return a.From - b.From })
	return out
}

func (v *view) digits(i int) (float64, bool) {
	if i >= v.len() {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(v.form(i), ",", ""), 64)
	return n, err == nil && !v.inTime(i)
}

// value says which part a quantity plays by the preposition before it.
func (d *Drawer) value(q *quantity.Quantity) (value, bool) {
	v := &d.v
	out := value{q: q}
	for j := q.From - 1; j >= 0 && j > q.From-8; j-- {
		f := v.form(j)
		switch {
		case f == "to" || f == "from" || f == "at":
			out.prep = f
			out.up = f == "from" && (v.form(j-1) == "up" || v.form(j-1) == "down")
			return out, true
		case v.pos(j) == "VERB" || v.pos(j) == "PUNCT" || v.form(j) == "by" || v.form(j) == "of":
			return out, false
		}
	}
	return out, false
}

func partner(a, b value) bool {
	return a.prep != b.prep && a.prep != "at" && b.prep != "at" && a.q.Kind == b.q.Kind || a.q.Kind == quantity.Count && b.q.Kind != quantity.Count && a.prep == "from"
}

// figure makes one entry of values of one measure.
func (d *Drawer) figure(vals []value) {
	v := &d.v
	at := vals[0].q.From
	m := d.measure(at)
	if m < 0 {
		return
	}
	if vals[0].prep == "at" && !d.standsAt(m, at) {
		return
	}
	verb := v.governing(m, at)
	of := v.ownerOf(v.left(m, 0) + 1)
	if len(of) == 0 && verb >= 0 {
		of = d.owns(verb)
	}
	if len(of) == 0 {
		return
	}
	state := d.stands(verb, m)
	if len(vals) == 1 && (vals[0].prep == "to" && state == "" || vals[0].prep == "from") {
		return
	}
	fig := d.values(vals, state)
	fig.Measure = v.words(v.measureFrom(m), v.measureTo(m)).Text
	last := vals[len(vals)-1].q.To - 1
	for _, x := range vals {
		last = max(last, x.q.To-1)
	}
	by := d.public(bare(of))
	if len(by) == 0 {
		return
	}
	for i := range by {
		if by[i].Sector == "PTY" || by[i].Sector == "LEG" || by[i].Sector == "OPP" {
			by[i].Sector, by[i].Name, by[i].Office = "", "", "" // a party speaks of its state's money
		}
	}
	e := Entry{Kind: FigureKind, By: by, Figure: fig, What: v.words(v.measureFrom(m), last), Sent: v.s.Index,
		Trigger: v.words(m, m), Quote: v.words(0, v.len()-1), Confidence: 0.7}
	p := piece{from: m, to: last}
	for k := range v.times {
		if x := &v.times[k]; state != "" && d.due(&p, x) {
			break
		}
	}
	e.Due = p.due
	e.Made = d.made(max(verb, 0), piece{from: v.len(), to: v.len()})
	e.SaidBy = d.saidBy(max(verb, 0), e.By)
	d.out = append(d.out, e)
}

// standsAt: "spending is at 2 percent": nothing but a verb of standing comes
// between the measure and its value.
func (d *Drawer) standsAt(m, at int) bool {
	v := &d.v
	if at-m > 12 {
		return false
	}
	for j := m + 1; j < at; j++ {
		if v.form(j) == "," || v.pos(j) == "VERB" && !d.book.Is(v.lemma(j), "stand") {
			return false
		}
	}
	return true
}

// values puts each value in its place: what was, is, is planned or proposed.
func (d *Drawer) values(vals []value, state string) *Figure {
	fig := &Figure{Unit: d.unit(vals)}
	for _, x := range vals {
		n := x.q.Best()
		switch {
		case x.prep == "from" && state != "", x.prep == "at":
			fig.Now = &n
		case x.prep == "from":
			fig.Before = &n
		case state == "proposed":
			fig.Proposed = &n
		case state == "planned":
			fig.Plan = &n
		default:
			fig.Now = &n
		}
	}
	return fig
}

// owns gives the subject of a verb when it is itself a party.
func (d *Drawer) owns(verb int) []event.Actor {
	v := &d.v
	if c := v.clause(verb); c != nil {
		if a, ok := c.Arg(clause.Subj); ok && v.heads[a.Tok] < 0 {
			return nil
		}
	}
	return d.subject(verb)
}

// measure finds the noun that a value measures: the nearest one of the
// codebook's before it.
func (d *Drawer) measure(at int) int {
	v := &d.v
	for j := at - 1; j >= 0 && j > at-22; j-- {
		if v.pos(j) == "NOUN" && d.book.Is(v.lemma(j), "measure") && v.pos(j+1) != "NOUN" && v.pos(j+1) != "PROPN" && v.form(j) != "shares" {
			return j
		}
		if f := v.form(j); f == ";" || f == "that" {
			return -1
		}
	}
	return -1
}

// measureFrom and measureTo widen the noun to its phrase: "defense spending",
// "the number of troops".
func (v *view) measureFrom(m int) int {
	j := v.left(m, 0)
	for j < m && (v.at[j] >= 0 && len(v.in.Mentions[v.at[j]].Parties) > 0 || v.pos(j) == "ADJ" && v.tag(j) != "JJ") {
		j++
	}
	return j
}

func (v *view) measureTo(m int) int {
	to := m
	if f := v.form(m + 1); f == "of" || f == "on" {
		for k := m + 2; k < v.len() && k < m+6; k++ {
			if p := v.pos(k); p == "NOUN" || p == "PROPN" {
				to = k
			} else if p != "ADJ" && p != "DET" {
				break
			}
		}
	}
	return to
}

// governing is the verb before the measure, or between it and the value.
func (v *view) governing(m, at int) int {
	for j := m; j >= 0; j-- {
		if v.pos(j) == "VERB" && v.tag(j) != "VBG" {
			return j
		}
	}
	for j := m; j < at; j++ {
		if v.pos(j) == "VERB" {
			return j
		}
	}
	return -1
}

// stands says whether a change is proposed, planned or made (""), by the verbs
// over it.
func (d *Drawer) stands(verb, m int) string {
	v := &d.v
	for j := m; j >= 0; j-- {
		if v.pos(j) != "VERB" && v.tag(j) != "MD" && v.pos(j) != "NOUN" {
			continue
		}
		lines := d.book.Verb(v.lemma(j))
		if v.pos(j) == "NOUN" {
			lines = d.book.Noun(v.lemma(j))
		}
		for _, k := range lines {
			switch line := &d.book.Lines[k]; {
			case line.Deed:
			case line.Kind == string(Proposal):
				return "proposed"
			case line.Kind == string(Plan) || line.Kind == string(Commitment):
				return "planned"
			}
		}
		if v.tag(j) == "MD" && (v.lemma(j) == "will" || v.lemma(j) == "would") {
			return "planned"
		}
	}
	if c := v.clause(verb); c != nil && (c.Standing == clause.Planned || c.Modal == "will") {
		return "planned"
	}
	return ""
}

// unit names what the values count: "percent of gross domestic product",
// "troops", "USD".
func (d *Drawer) unit(vals []value) string {
	v := &d.v
	for _, x := range vals {
		u := x.q.Unit
		if x.q.Kind == quantity.Percent {
			u = "percent"
			if end := x.q.To; v.form(end) == "of" {
				to := end
				for k := end + 1; k < v.len() && (v.pos(k) == "NOUN" || v.pos(k) == "ADJ" || v.pos(k) == "PROPN" || v.pos(k) == "DET"); k++ {
					to = k
				}
				if to > end {
					return u + " " + strings.TrimSpace(v.words(end, to).Text)
				}
			}
		}
		if u != "" && x.q.Kind != quantity.Percent {
			return u
		}
	}
	if vals[0].q.Kind == quantity.Percent {
		return "percent"
	}
	return ""
}

// offices draws who has held an office since when.
func (d *Drawer) offices() {
	v := &d.v
	for i := range v.s.Tokens {
		l := v.lemma(i)
		if v.pos(i) != "VERB" {
			continue
		}
		from, ok := i, false
		var office Words
		switch {
		case d.book.Is(l, "assume") || d.book.Is(l+" "+v.form(i+1), "assume"):
			office, ok = d.post(i + 1)
		case d.book.Is(l, "appoint"):
			office, ok = d.rank(i + 1)
		}
		if !ok {
			continue
		}
		x := v.timeBehind(i)
		who := d.holder(i)
		if x == nil || len(who) != 1 || who[0].Name == "" {
			continue
		}
		e := Entry{Kind: OfficeKind, By: who, Name: Words{Text: who[0].Name, Span: who[0].Span}, Alias: office, Since: x.Range,
			Sent: v.s.Index, Trigger: v.words(from, from), Quote: v.words(0, v.len()-1), Confidence: 0.8}
		d.out = append(d.out, e)
	}
}

// post reads "the defense portfolio", "office as …".
func (d *Drawer) post(j int) (Words, bool) {
	v := &d.v
	for k := j; k < v.len() && k < j+7; k++ {
		if d.book.Is(v.lemma(k), "portfolio") && v.pos(k) == "NOUN" {
			if w, ok := d.rank(k + 1); ok {
				return w, true
			}
			w := v.words(v.left(k, j), k)
			mods := v.words(v.left(k, j), k-1)
			if l := v.lemma(k); l == "portfolio" || l == "ministry" {
				w = Words{Text: mods.Text + " minister", Span: mods.Span}
			}
			return w, true
		}
		if p := v.pos(k); p != "DET" && p != "ADJ" && p != "NOUN" && p != "PROPN" && v.tag(k) != "PRP$" && p != "ADP" && v.tag(k) != "POS" {
			break
		}
	}
	return Words{}, false
}

// rank reads "as prime minister", "president of the council".
func (d *Drawer) rank(j int) (Words, bool) {
	v := &d.v
	for v.form(j) == "in" || v.form(j) == "as" || v.form(j) == "to" || v.form(j) == "be" || v.form(j) == "the" || v.form(j) == "of" {
		j++
	}
	if j >= v.len() || v.pos(j) != "NOUN" && v.pos(j) != "ADJ" && v.pos(j) != "PROPN" {
		return Words{}, false
	}
	for k := j; k < v.len() && k < j+4; k++ {
		switch v.lemma(k) {
		case "minister", "president", "premier", "chancellor", "secretary", "chief", "governor", "chairman", "speaker", "commander", "ambassador", "director", "chair":
			return v.words(j, k), true
		}
	}
	return Words{}, false
}

// timeBehind is the first time behind word i in its clause.
func (v *view) timeBehind(i int) *when.Expr {
	for k := range v.times {
		if x := &v.times[k]; x.From > i && x.From < i+12 && !x.Range.First.IsZero() && !v.commaBetween(i, x.From) {
			return x
		}
	}
	return nil
}

// holder is the person who takes the office: the subject, or the one whose
// visit, meeting or word is told.
func (d *Drawer) holder(i int) []event.Actor {
	v := &d.v
	var as []event.Actor
	if c := v.clause(i); c != nil {
		role := clause.Subj
		if c.Passive {
			role = clause.Obj
		}
		if a, ok := c.Arg(role); ok && a.Tok < v.len() {
			as = v.who(a.Tok)
		}
	}
	if person(as) {
		return as[:1]
	}
	for j := i - 1; j >= 0; j-- {
		if k := v.at[j]; k >= 0 {
			if as = v.actors(k); person(as) {
				return as[:1]
			}
		}
	}
	return nil
}

func person(as []event.Actor) bool {
	return len(as) > 0 && as[0].Name != "" && strings.Contains(as[0].Name, " ") && (as[0].Office != "" || as[0].Sector != "")
}

// aliases draws the other names of a place or body and who uses them: "called
// Dokdo by Seoul", "which Seoul calls Dokdo", "known in Korea as Dokdo".
func (d *Drawer) aliases() {
	v := &d.v
	for i := range v.s.Tokens {
		if !d.book.Is(v.lemma(i), "call") || v.pos(i) != "VERB" {
			continue
		}
		j := i + 1
		var user []event.Actor
		if v.form(j) == "in" || v.form(j) == "to" || v.form(j) == "by" {
			as, last := v.partyFrom(j + 1)
			if len(as) > 0 {
				user, j = as, last+1
			}
		}
		for v.form(j) == "as" || v.form(j) == "the" || v.isQuote(j) || v.form(j) == "to" {
			j++
		}
		if !v.proper(j) {
			continue
		}
		to := j
		for v.proper(to + 1) {
			to++
		}
		k := to + 1
		for v.isQuote(k) {
			k++
		}
		if f := v.form(k); len(user) == 0 && (f == "by" || f == "in") {
			user, _ = v.partyFrom(k + 1)
		}
		if s := v.relative(i); len(user) == 0 && s >= 0 {
			user = v.before(i)
		}
		d.alias(i, j, to, user)
	}
}

func (d *Drawer) alias(i, j, to int, user []event.Actor) {
	v := &d.v
	k := i - 1
	if s := v.relative(i); s >= 0 {
		k = s - 1
	}
	for k >= 0 && (v.form(k) == "," || v.form(k) == "(" || v.pos(k) == "ADV" || v.pos(k) == "AUX" || v.isQuote(k)) {
		k--
	}
	if len(user) == 0 || k < 0 || !v.proper(k) {
		return
	}
	name, other := d.name(k), v.words(j, to)
	if name.Text == "" || strings.EqualFold(name.Text, other.Text) {
		return
	}
	d.out = append(d.out, Entry{Kind: AliasKind, By: bare(user), Name: name, Alias: other, Sent: v.s.Index,
		Trigger: v.words(i, i), Quote: v.words(0, v.len()-1), Confidence: 0.9})
}
