package ledger

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/event"
)

func keys(m map[string]float64) []string { return slices.Sorted(maps.Keys(m)) }

// Deed is what a report tells as done, not done or taken back, and by whom:
// what can show the fate of an entry.
type Deed struct {
	Report string
	Day    time.Time
	By     []event.Actor // those who did it, or whom its sentence names when it names no doer
	Doer   bool
	Fate   Status // what its verb says of a promise, "" for a plain deed
	Word   string // the promise word that it names: "pledge"
	Neg    bool   // told as not done
	Event  string // id of the coded event of the same words
	Quote  Words
	terms  map[string]float64
	verb   string
}

// Deeds gives the deeds of the report drawn last, in the order of its words.
func (d *Drawer) Deeds(in *Layers) []Deed {
	d.in = in
	d.day, _ = in.Report.Day()
	d.v.groups = map[int][]event.Actor{}
	var out []Deed
	for si := range in.Sents {
		d.v.enter(in, si)
		if d.question() {
			continue
		}
		for i := range d.v.s.Tokens {
			if p := d.v.pos(i); p != "VERB" {
				continue
			}
			if x, ok := d.deed(i); ok {
				out = append(out, x)
			}
		}
	}
	return out
}

func (d *Drawer) deed(i int) (Deed, bool) {
	v := &d.v
	c := v.clause(i)
	if d.book.Is(v.lemma(i), "fail") || v.claims(d, i) {
		return Deed{}, false
	}
	if c == nil || v.tag(i) == "VB" && c.Modal == "" && !c.Neg && !d.failedAt(i) || v.tag(i) == "VBG" && c.Tense == clause.NoTense {
		return Deed{}, false
	}
	x := Deed{Report: d.in.Report.ID, Day: d.day, Neg: c.Neg, verb: d.term(v.lemma(i)), Quote: v.words(0, v.len()-1), terms: map[string]float64{}}
	future := c.Modal == "will" || c.Modal == "would"
	switch {
	case d.failedAt(i):
		x.Fate = Broken
	case future && c.Neg, v.noLonger(i - 1):
		x.Fate = Withdrawn
	case c.Modal != "" || c.Standing == clause.Hypothetical && !c.Neg || c.Standing == clause.Planned:
		return Deed{}, false
	}
	end := d.cut(i, false).to
	from := i
	if x.Fate == "" {
		if n, fate := d.fate(i, end); fate != "" {
			if c.Neg {
				return Deed{}, false
			}
			x.Fate, x.Word, from = fate, v.lemma(n), n+1
		} else if len(d.book.Verb(v.lemma(i))) > 0 && !c.Passive {
			return Deed{}, false // a promise is no deed
		}
	}
	d.doers(&x, i, c)
	x.By = states(x.By)
	if len(x.By) == 0 {
		return Deed{}, false
	}
	if !x.Doer || c.Passive {
		from = v.subjectLeft(i)
	}
	d.addTerms(x.terms, v.s.Index, v.s.SpanOf(min(from, end), end))
	for k := range d.in.Events {
		if e := &d.in.Events[k]; e.Sent == v.s.Index && e.Trigger.Overlaps(v.s.Tokens[i].Span) {
			x.Event = e.ID
		}
	}
	return x, len(x.terms) > 0 || x.Fate != ""
}

// organs are the sectors whose deeds may keep or break what their state has
// promised.
var organs = map[string]bool{"LEG": true, "JUD": true, "COP": true}

// states adds the state of each of its organs.
func states(as []event.Actor) []event.Actor {
	for _, a := range as {
		if a.Code != "" && organs[a.Sector] {
			a.Sector = ""
			as = append(as, a)
		}
	}
	return as
}

// failedAt: "failed to deliver", "refused to leave", "decided not to send".
func (d *Drawer) failedAt(i int) bool {
	v := &d.v
	if v.tag(i) != "VB" || v.form(i-1) != "to" && v.pos(i-1) != "ADV" {
		return false
	}
	for j := i - 1; j >= 0 && j > i-4; j-- {
		if d.book.Is(v.lemma(j), "fail") {
			return v.pos(j) == "VERB"
		}
	}
	return false
}

// fate reads "broke its promise", "withdrew the offer", "missed the deadline":
// the promise word and what the verb says of it.
func (d *Drawer) fate(i, end int) (int, Status) {
	v := &d.v
	l := v.lemma(i)
	for _, set := range [...]struct {
		name string
		st   Status
	}{{"keep", Fulfilled}, {"break", Broken}, {"withdraw", Withdrawn}} {
		hit := d.book.Is(l, set.name)
		for n := 1; n < 3 && !hit; n++ {
			hit = d.book.Is(l+" "+v.form(i+1), set.name) || d.book.Is(l+" "+v.form(i+1)+" "+v.form(i+2), set.name)
		}
		if !hit {
			continue
		}
		if c := v.clause(i); c != nil && c.Passive {
			if a, ok := c.Arg(clause.Obj); ok && d.book.Is(v.lemma(a.Tok), "promise") {
				return a.Tok, set.st
			}
		}
		for j := i + 1; j <= end && j < i+9; j++ {
			if v.pos(j) == "NOUN" && d.book.Is(v.lemma(j), "promise") {
				return j, set.st
			}
			if v.pos(j) == "VERB" {
				break
			}
		}
		if set.st == Withdrawn && l != "suspend" && l != "withdraw" && l != "abandon" && l != "drop" {
			continue
		}
	}
	return 0, ""
}

// doers fills who did it; where the words name no doer ("the buses arrived"),
// everyone the sentence names may be.
func (d *Drawer) doers(x *Deed, i int, c *clause.Clause) {
	v := &d.v
	role := clause.Subj
	if c.Passive {
		role = clause.Agent
	}
	if a, ok := c.Arg(role); ok {
		if k := v.heads[a.Tok]; k >= 0 || v.at[a.Tok] >= 0 {
			x.By = bare(v.who(a.Tok))
		}
	}
	if x.Doer = len(x.By) > 0; x.Doer {
		return
	}
	if !c.Passive && c.Neg {
		if x.By = bare(v.before(i)); len(x.By) > 0 {
			x.Doer = true
			return
		}
	}
	for k := range d.in.Mentions {
		if m := &d.in.Mentions[k]; m.Sent == v.s.Index {
			x.By = v.add(x.By, bare(v.actors(k))...)
		}
	}
}

// subjectLeft is the first word of what stands before verb i in its clause.
func (v *view) subjectLeft(i int) int {
	j := i
	for j > 0 && v.form(j-1) != "," && v.form(j-1) != ";" && v.form(j-1) != "that" && !(v.pos(j-1) == "VERB" && strings.HasPrefix(v.tag(j-1), "VBD")) {
		j--
	}
	return j
}
