package ledger

import (
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
)

// content finds where the words of an entry begin, in the place that slot
// names behind word i; past words of the phrase follow it.
func (d *Drawer) content(i, past int, slot string, by []event.Actor, line *codebook.LedgerLine) (int, bool) {
	v := &d.v
	switch slot {
	case "to":
		if to := v.infinitive(i); to >= 0 {
			if v.form(to-1) == "not" || v.form(to-1) == "never" {
				return to - 1, true
			}
			return to + 1, v.next(to) < v.len()
		}
	case "will":
		return d.will(i, by, line)
	case "that":
		return d.that(i, line)
	case "obj":
		return d.object(i)
	case "np":
		j := i + past + 1
		return j, v.nounPhrase(j) && !v.inTime(j) && (line.Kind != string(Commitment) || !d.stance(j))
	case "ing":
		j := v.next(i + past)
		return j, v.tag(j) == "VBG"
	case "to-np":
		return i + 2, v.form(i+1) == "to" && v.nounPhrase(i+2) && !v.somebody(i+2)
	case "of", "for", "on":
		return i + 2, v.form(i+1) == slot && (v.nounPhrase(i+2) || v.tag(i+2) == "VBG")
	}
	return 0, false
}

// stance: the phrase that begins at token j says where somebody stands ("the
// importance of …") and not what is to be done.
func (d *Drawer) stance(j int) bool {
	for ; j < d.v.len() && d.v.pos(j) != "NOUN"; j++ {
		if p := d.v.pos(j); p != "DET" && p != "ADJ" && p != "PRON" {
			return false
		}
	}
	return d.book.Is(d.v.lemma(j), "stance")
}

// somebody: the phrase that begins at token i names a person, to whom a pledge
// is made and not what is pledged.
func (v *view) somebody(i int) bool {
	for j := i; j < v.len() && j < i+4; j++ {
		if k := v.party1(j); k >= 0 && v.in.Mentions[k].From <= i+1 && v.in.Mentions[k].Kind == mention.Person {
			return true
		}
	}
	return false
}

// nounPhrase reports whether a noun phrase can begin at token i.
func (v *view) nounPhrase(i int) bool {
	if v.isQuote(i) {
		i++
	}
	switch v.pos(i) {
	case "DET", "ADJ", "NOUN", "PROPN", "NUM":
		return true
	case "PRON":
		return v.tag(i) == "PRP$"
	}
	return v.at0(i) >= 0
}

func (v *view) at0(i int) int {
	if i < 0 || i >= v.len() {
		return -1
	}
	return v.at[i]
}

// infinitive finds the "to" that opens the content of word i, -1 for none: in
// the tree, or behind adverbs, parties and times.
func (v *view) infinitive(i int) int {
	for j := v.kids.First(i); j >= 0; j = v.kids.Next(j) {
		rel := syntax.Base(v.s.Tokens[j].Rel)
		if j < i || rel != "xcomp" && rel != "ccomp" && rel != "acl" {
			continue
		}
		if m := v.kids.Find(j, "mark"); m > i && v.form(m) == "to" && v.straight(i, m) {
			return m
		}
	}
	prep := false
	for j := i + 1; j < v.len() && j < i+14; j++ {
		prep = prep || v.pos(j) == "ADP"
		if v.form(j) == "to" {
			k := v.next(j)
			if strings.HasPrefix(v.tag(k), "VB") || v.pos(k) == "VERB" || v.tag(k) == "NN" && v.at0(k) < 0 && v.isQuote(j+1) {
				return j
			}
			return -1
		}
		if !v.light(j) || v.pos(j) == "NOUN" && !prep && !v.inTime(j) && v.party1(j) < 0 {
			return -1
		}
	}
	return -1
}

// party1 is the mention over token j when it has parties, -1 otherwise.
func (v *view) party1(j int) int {
	if k := v.at0(j); k >= 0 && len(v.in.Mentions[k].Parties) > 0 {
		return k
	}
	return -1
}

// straight: no verb stands between word i and its marker.
func (v *view) straight(i, m int) bool {
	for j := i + 1; j < m; j++ {
		if v.pos(j) == "VERB" && (v.tag(j) == "VBD" || v.tag(j) == "VBZ") {
			return false
		}
	}
	return true
}

// light: words that may stand between a verb and its content.
func (v *view) light(j int) bool {
	switch v.pos(j) {
	case "ADV":
		return true
	case "ADP":
		f := v.form(j)
		return f == "on" || (f == "by" || f == "before" || f == "within") && (v.inTime(j+1) || v.inTime(j+2)) || f == "with" || f == "in" || f == "at" || f == "for" || f == "during"
	}
	if v.form(j) == "," { // ", by the end of May, "
		return v.inTime(j-1) || v.inTime(j+2) || v.inTime(j+1)
	}
	return v.isQuote(j) || v.form(j) == "not" || v.form(j) == "never" || v.inTime(j) || v.at[j] >= 0 || v.form(j) == "the" || v.pos(j) == "NOUN" && v.pos(j-1) != "VERB"
}

// will finds the verb behind "will" or "would" whose subject is the party
// itself: "said it would …", "agreed that they will …". Where a pledge is about
// another ("promised that the troops will leave"), the whole clause is it.
func (d *Drawer) will(i int, by []event.Actor, line *codebook.LedgerLine) (int, bool) {
	v := &d.v
	open := v.afterParty(i)
	for j := i + 1; j < v.len(); j++ {
		if v.form(open) != "that" && (j > open+5 || j > open && v.finite(j-1)) {
			return 0, false // what is told begins elsewhere
		}
		l := v.lemma(j)
		if v.tag(j) != "MD" || l != "will" && l != "would" && l != "shall" && l != "'ll" && l != "wo" {
			continue
		}
		verb := v.verbAfter(j)
		if verb < 0 || v.endsBefore(i, j) {
			return 0, false
		}
		if d.self(i, j, verb, by) {
			return j + 1, !line.Deed || !d.book.Is(v.lemma(verb), "act") && !v.passive(verb)
		}
		if !line.Deed && (v.form(i+1) == "that" || v.form(v.afterParty(i)) == "that") {
			return v.afterThat(i), true
		}
		if line.Deed {
			return 0, false
		}
	}
	return 0, false
}

func (v *view) passive(i int) bool {
	c := v.clause(i)
	return c != nil && c.Passive
}

// endsBefore: a semicolon, or a new act of telling, stands between.
func (v *view) endsBefore(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if f := v.form(k); f == ";" || f == "." {
			return true
		}
	}
	return false
}

func (v *view) verbAfter(j int) int {
	for k := j + 1; k < v.len() && k < j+6; k++ {
		if v.pos(k) == "VERB" {
			return k
		}
		if p := v.pos(k); p != "ADV" && p != "AUX" && p != "PART" && !v.isQuote(k) && p != "PUNCT" {
			break
		}
	}
	return -1
}

// self reports whether the subject of the modal at j is the party itself.
func (d *Drawer) self(i, j, verb int, by []event.Actor) bool {
	v := &d.v
	k := j - 1
	for k > i && (v.pos(k) == "ADV" || v.isQuote(k)) {
		k--
	}
	if v.tag(k) == "PRP" {
		return v.form(k) != "you" && v.kids.Find(verb, "expl") < 0
	}
	if c := v.clause(verb); c != nil {
		role := clause.Subj
		if c.Passive {
			role = clause.Obj
		}
		if a, ok := c.Arg(role); ok && a.Tok > i {
			if as := v.who(a.Tok); len(as) > 0 && v.heads[a.Tok] >= 0 {
				return overlap(bare(as), bare(by))
			}
			if v.heads[a.Tok] < 0 {
				return false
			}
		}
	}
	if m := v.at[k]; m >= 0 && len(v.in.Mentions[m].Parties) > 0 {
		return overlap(bare(v.actors(m)), bare(by))
	}
	return false
}

func (v *view) afterParty(i int) int {
	j := i + 1
	for j < v.len() && (v.at[j] >= 0 || v.pos(j) == "DET" || v.inTime(j) || v.form(j) == "on" || v.pos(j) == "ADV" && v.form(j) != "not") {
		j++
	}
	return j
}

func (v *view) afterThat(i int) int {
	j := v.afterParty(i)
	if v.form(j) == "that" {
		return j + 1
	}
	return i + 1
}

// that finds a clause of content behind "that".
func (d *Drawer) that(i int, line *codebook.LedgerLine) (int, bool) {
	v := &d.v
	j := v.afterParty(i)
	if v.form(i+1) == "that" {
		j = i + 1
	}
	if v.form(j) != "that" || v.tag(j) == "DT" || v.tag(j) == "WDT" {
		return 0, false
	}
	future, bareVerb := false, false
	for k := j + 1; k < v.len() && k < j+14; k++ {
		if v.tag(k) == "MD" {
			future = true
			break
		}
		if v.tag(k) == "VBZ" || v.tag(k) == "VBP" && !line.Modal || v.tag(k) == "VBD" {
			break
		}
		if v.tag(k) == "VB" || v.tag(k) == "VBP" {
			bareVerb = true
			break
		}
	}
	switch {
	case line.Fact && (future || bareVerb), line.Modal && !future && !bareVerb:
		return 0, false
	}
	return j + 1, true
}

// object finds where the object of verb i begins.
func (d *Drawer) object(i int) (int, bool) {
	v := &d.v
	j := v.next(i)
	if !v.nounPhrase(j) || v.statement(j) {
		return 0, false
	}
	// "promised Ghana 40 buses": the party told is not what is promised.
	if k := v.at[j]; k >= 0 && len(v.in.Mentions[k].Parties) > 0 {
		if to := v.in.Mentions[k].To; v.form(to) != "'s" && v.nounPhrase(to) && v.pos(to) != "PROPN" && v.tag(to) != "NN" && v.tag(to) != "NNS" {
			return to, true
		}
	}
	if v.form(j) == "to" || v.form(j) == "that" || v.inTime(j) {
		return 0, false
	}
	return j, true
}
