package ledger

import (
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/when"
)

// Layers are what earlier stages found in a report; nothing here is changed.
type Layers struct {
	event.Layers
	Events []event.Event
}

// Drawer draws entries from reports; one a worker, since it reuses its memory.
type Drawer struct {
	book  *codebook.Ledger
	words *codebook.Words
	v     view
	in    *Layers
	day   time.Time
	out   []Entry

	places map[string]string // last word of a place's name to the name, as the report has told
}

// NewDrawer returns a drawer for the codebook.
func NewDrawer(book *codebook.Ledger, words *codebook.Words) *Drawer {
	return &Drawer{book: book, words: words}
}

// Draw gives the entries of a report in the order of their words. Linear in
// the tokens but for long sentences.
func (d *Drawer) Draw(in *Layers) []Entry {
	d.in, d.out = in, nil
	d.day, _ = in.Report.Day()
	d.v.groups, d.places = map[int][]event.Actor{}, map[string]string{}
	for si := range in.Sents {
		d.v.enter(in, si)
		for k := range in.Mentions {
			if in.Mentions[k].Sent == si {
				d.v.members(&in.Mentions[k]) // names the groups that later words mean
			}
		}
		d.sentence()
	}
	sort.SliceStable(d.out, func(a, b int) bool {
		x, y := &d.out[a], &d.out[b]
		return x.Sent < y.Sent || x.Sent == y.Sent && x.Trigger.Span.From < y.Trigger.Span.From
	})
	d.out = slices.CompactFunc(d.out, func(a, b Entry) bool {
		return a.Kind == b.Kind && a.Sent == b.Sent && a.What == b.What && a.Over == b.Over && a.Alias == b.Alias && slices.Equal(codes(a.By), codes(b.By)) && a.Figure == nil
	})
	for i := range d.out {
		d.finish(&d.out[i], i)
	}
	return d.out
}

func (d *Drawer) finish(e *Entry, i int) {
	r := d.in.Report
	e.Report, e.Day = r.ID, d.day
	if e.Status == "" {
		e.Status = New
	}
	e.ID = e.digest()
	e.terms, e.verb = d.terms(e), d.headVerb(e)
	e.not = strings.HasPrefix(e.What.Text, "not ") || strings.HasPrefix(e.What.Text, "never ")
	for k := range d.out[:i] {
		o := &d.out[k]
		if o.Kind == e.Kind && e.RepeatOf == "" && slices.Equal(codes(o.By), codes(e.By)) && alike(o.terms, e.terms) >= sameWords && e.What.Text != "" {
			e.RepeatOf = o.ID
			if o.RepeatOf != "" {
				e.RepeatOf = o.RepeatOf
			}
		}
	}
}

// sentence tries every word that opens a line of the codebook, then the
// constructions that no single word opens.
func (d *Drawer) sentence() {
	v := &d.v
	d.remember()
	if d.question() {
		return
	}
	for i := range v.s.Tokens {
		l := v.lemma(i)
		verb := v.pos(i) == "VERB" || strings.HasPrefix(v.tag(i), "VB") || v.verbish(i)
		switch {
		case verb:
			d.lines(i, d.book.Verb(l))
		case v.pos(i) == "NOUN":
			d.lines(i, d.book.Noun(l))
		}
		if verb && (v.pos(i-1) == "ADJ" || v.tag(i-1) == "POS" || v.tag(i) == "VB" && v.pos(i-1) == "NOUN") {
			d.lines(i, d.book.Noun(l)) // a noun read as a verb
		}
	}
	d.scopes()
	d.announced()
	d.figures()
	d.offices()
	d.aliases()
}

func (d *Drawer) question() bool {
	n := d.v.len()
	return n > 0 && d.v.form(n-1) == "?"
}

// verbish: a word read as a plural noun that its place shows to be a verb:
// behind a party and before "to" ("Chile plans to open …").
func (v *view) verbish(i int) bool {
	if v.tag(i) != "NNS" || v.form(i+1) != "to" || i == 0 || v.at[i] >= 0 {
		return false
	}
	if v.form(i-1) == "," && v.pos(v.next(i+1)) == "VERB" {
		return len(v.beforeInsertion(i-1)) > 0
	}
	if v.at[i-1] < 0 {
		return false
	}
	m := &v.in.Mentions[v.at[i-1]]
	return m.To == i && len(m.Parties) > 0 && v.pos(v.next(i+1)) == "VERB"
}

// next is the first token behind i that is neither a mark nor an adverb.
func (v *view) next(i int) int {
	for i++; i < v.len() && (v.pos(i) == "PUNCT" && v.isQuote(i) || v.pos(i) == "ADV"); i++ {
	}
	return i
}

// lines draws an entry by the first line that fits the word, the longer
// phrases first.
func (d *Drawer) lines(i int, lines []int) {
	done := map[string]bool{}
	for _, long := range [...]bool{true, false} {
		for _, k := range lines {
			line := &d.book.Lines[k]
			if done[line.Kind] || len(done) > 0 && !line.Fact || !d.phrase(i, line, long) {
				continue
			}
			var got []Entry
			switch {
			case line.Kind == string(Claim):
				got = d.claim(i, line)
			case line.Noun:
				got = d.noun(i, line)
			default:
				got = d.verb(i, line)
			}
			if len(got) > 0 {
				done[line.Kind] = true
				d.out = append(d.out, got...)
			}
		}
	}
}

// phrase reports whether the words of a line that begin with token i's lemma
// stand there; long asks for those of several words.
func (d *Drawer) phrase(i int, line *codebook.LedgerLine, long bool) bool {
	l := d.v.lemma(i)
	return slices.ContainsFunc(line.Words, func(p codebook.Phrase) bool {
		if p.Head != l || long != (len(p.Rest) > 0) {
			return false
		}
		for n, w := range p.Rest {
			if d.v.form(i+1+n) != w {
				return false
			}
		}
		return true
	})
}

// verb draws what a verb's subject binds itself to, means, proposes or holds.
func (d *Drawer) verb(i int, line *codebook.LedgerLine) []Entry {
	v := &d.v
	c := v.clause(i)
	if c != nil && !d.holds(c) || v.form(i-1) == "to" || v.modalBefore(i) {
		return nil
	}
	by := d.subject(i)
	if line.Deed && !slices.ContainsFunc(by, func(a event.Actor) bool { return a.Code != "" }) {
		by = d.spokenFor(i)
	}
	if len(by) == 0 {
		return nil
	}
	if line.Present && v.tag(i) != "VBZ" && v.tag(i) != "VBP" && (c == nil || c.Tense != clause.Present) {
		return nil
	}
	past := 0
	if len(line.Words) > 0 {
		past = d.restLen(i, line)
	}
	for _, slot := range line.Content {
		start, ok := d.content(i, past, slot, by, line)
		if !ok || !d.fitsHead(start, line) {
			continue
		}
		return d.entries(i, start, by, line)
	}
	return nil
}

// spokenFor gives the state that somebody unknown speaks for: "the minister
// said Chile would …".
func (d *Drawer) spokenFor(i int) []event.Actor {
	v := &d.v
	for j := i + 1; j < v.len() && j < i+8; j++ {
		if v.tag(j) == "MD" {
			if k := v.at[j-1]; k >= 0 && v.in.Mentions[k].Kind == mention.State {
				return v.actors(k)
			}
			return nil
		}
		if v.finite(j) {
			return nil
		}
	}
	return nil
}

func (d *Drawer) restLen(i int, line *codebook.LedgerLine) int {
	l := d.v.lemma(i)
	for _, p := range line.Words {
		if p.Head == l && len(p.Rest) > 0 && d.phrase(i, line, true) {
			return len(p.Rest)
		}
	}
	return 0
}

// holds: the act of promising itself is told as done.
func (d *Drawer) holds(c *clause.Clause) bool {
	if c.Neg || c.Standing == clause.Negated {
		return false
	}
	switch c.Modal {
	case "would", "could", "may", "might", "should", "can":
		return false
	}
	return c.Mark != "if" && c.Mark != "unless" && c.Mark != "whether"
}

// modalBefore: "should agree to", "could pledge": the act may not be.
func (v *view) modalBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if v.tag(j) == "MD" {
			return v.lemma(j) != "will" && v.lemma(j) != "shall"
		}
		if v.form(j) == "not" || v.form(j) == "n't" || v.form(j) == "never" || v.noLonger(j) {
			return true
		}
		if v.pos(j) != "ADV" && v.pos(j) != "AUX" {
			return false
		}
	}
	return false
}

// noLonger: token j ends "no longer".
func (v *view) noLonger(j int) bool { return v.form(j) == "longer" && v.form(j-1) == "no" }

// subject gives the parties that do verb i: its subject, or in the passive
// whom "by" names; where the tree gives none, the party that stands before it.
func (d *Drawer) subject(i int) []event.Actor {
	v := &d.v
	c := v.clause(i)
	if c != nil {
		role := clause.Subj
		if c.Passive {
			role = clause.Agent
		}
		if a, ok := c.Arg(role); ok {
			if as := v.who(a.Tok); len(as) > 0 {
				return as
			}
		}
		if c.Passive && d.book.Is(v.lemma(i), "bound") {
			a, _ := c.Arg(clause.Obj) // "is committed to …": the subject binds itself
			return v.who(a.Tok)
		}
		if c.Passive {
			return nil
		}
	}
	return v.before(i)
}

// before gives the parties named just before a word, over adverbs, auxiliaries
// and expressions of time.
func (v *view) before(i int) []event.Actor {
	for j := i - 1; j >= 0; j-- {
		if k := v.at[j]; k >= 0 && len(v.in.Mentions[k].Parties) > 0 {
			out := v.actors(k)
			for p := v.in.Mentions[k].From - 1; p > 0 && v.form(p) == "and" && v.at[p-1] >= 0; {
				k = v.at[p-1]
				out = append(v.actors(k), out...)
				p = v.in.Mentions[k].From - 1
			}
			return out
		}
		if v.form(j) == "," {
			return v.beforeInsertion(j)
		}
		if p := v.pos(j); p != "ADV" && p != "AUX" && !v.inTime(j) && v.form(j) != "on" && v.form(j) != "in" {
			return nil
		}
	}
	return nil
}

// beforeInsertion gives the party that stands before the insertion which ends
// at the comma j: "Taiwan, claimed by China, plans …".
func (v *view) beforeInsertion(j int) []event.Actor {
	for k := j - 1; k > 0; k-- {
		if v.form(k) == "," {
			if m := v.party1(k - 1); m >= 0 && v.in.Mentions[m].To == k {
				return v.actors(m)
			}
			return nil
		}
	}
	return nil
}

func (v *view) inTime(i int) bool {
	return slices.ContainsFunc(v.times, func(x when.Expr) bool { return i >= x.From && i < x.To })
}

func (d *Drawer) fitsHead(start int, line *codebook.LedgerLine) bool {
	if line.Head == nil {
		return true
	}
	for i := start; i < d.v.len() && i < start+5; i++ {
		if slices.Contains(line.Head, d.v.lemma(i)) {
			return true
		}
		if d.v.pos(i) == "NOUN" && d.v.pos(i+1) != "NOUN" || d.v.pos(i) == "ADP" {
			return false
		}
	}
	return false
}

// noun draws what a noun ("its commitment to …") carries, where a verb puts it
// on the record.
func (d *Drawer) noun(i int, line *codebook.LedgerLine) []Entry {
	v := &d.v
	carrier := d.carrier(i, line)
	if carrier < 0 && line.Carrier != nil {
		return nil
	}
	if c := v.clause(carrier); c != nil && !d.holds(c) || v.modalBefore(carrier) {
		return nil
	}
	if v.denied(i) {
		return nil
	}
	by := v.ownerOf(i)
	if len(by) == 0 && carrier >= 0 {
		by = d.subject(carrier)
	}
	if len(by) == 0 {
		return nil
	}
	for _, slot := range line.Content {
		if start, ok := d.content(i, 0, slot, by, line); ok {
			es := d.entries(i, start, by, line)
			for k := range es {
				if carrier >= 0 && carrier < i {
					es[k].Trigger = v.words(carrier, carrier)
				}
				if len(es[k].To) == 0 && carrier >= 0 {
					es[k].To = d.addressee(carrier, i, es[k].By)
				}
			}
			return es
		}
	}
	return nil
}

// denied: "no immediate plan".
func (v *view) denied(i int) bool {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		if v.form(j) == "no" {
			return true
		}
		if v.pos(j) != "ADJ" && v.pos(j) != "NOUN" {
			break
		}
	}
	return false
}

// carrier finds the verb that puts a noun on the record: its governor, or the
// verb before it in the same phrase.
func (d *Drawer) carrier(i int, line *codebook.LedgerLine) int {
	v := &d.v
	if h := v.s.Tokens[i].Head; h >= 0 && slices.Contains(line.Carrier, v.lemma(h)) {
		return h
	}
	for j := i - 1; j >= 0 && j >= i-8; j-- {
		if slices.Contains(line.Carrier, v.lemma(j)) && v.pos(j) == "VERB" {
			return j
		}
		if p := v.pos(j); p == "VERB" && v.tag(j) != "VBN" && v.tag(j) != "VBG" || p == "PUNCT" && !v.isQuote(j) {
			break
		}
	}
	return -1
}

// ownerOf gives the party whose noun i is: before it, over adjectives.
func (v *view) ownerOf(i int) []event.Actor {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		if k := v.at[j]; k >= 0 && len(v.in.Mentions[k].Parties) > 0 {
			return v.actors(k)
		}
		if as := v.about(j); len(as) > 0 {
			return as
		}
		p := v.pos(j)
		if p != "ADJ" && p != "PART" && p != "NOUN" && p != "PROPN" && p != "ADV" && v.tag(j) != "VBN" && v.tag(j) != "VBG" && !v.isQuote(j) && v.tag(j) != "POS" {
			break
		}
	}
	return nil
}

// addressee gives whom a pledge was conveyed to: behind "to" at the verb, or
// who received it in the same sentence ("…, and Lima welcomed the move").
func (d *Drawer) addressee(verb, noun int, by []event.Actor) []event.Actor {
	v := &d.v
	for j := verb + 1; j < noun; j++ {
		if k := v.party1(j); k >= 0 && (v.form(j-1) == "to" || v.pos(j-1) == "DET" && v.form(j-2) == "to") {
			if as := without(bare(v.actors(k)), by); len(as) > 0 {
				return as
			}
		}
	}
	for j := noun + 1; j < v.len(); j++ {
		if v.pos(j) == "VERB" && d.book.Is(v.lemma(j), "receive") {
			return without(bare(d.subject(j)), by)
		}
	}
	return nil
}
