package mention

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/codebook"
)

// sentence finds the groups of sentence i, says who they are and files their
// mentions.
func (w *work) sentence(i int) {
	w.si, w.s = i, &w.sents[i]
	w.kids.Reset(w.s)
	w.unitAt = w.unitAt[:0]
	for range w.s.Tokens {
		w.unitAt = append(w.unitAt, -1)
	}
	for k := w.first[i]; k < w.first[i+1]; k++ {
		for t := w.units[k].from; t < w.units[k].to; t++ {
			w.unitAt[t] = k
		}
	}
	w.weighNear()
	w.chunk()
	for n := 0; n < len(w.groups); n++ {
		w.resolve(n)
	}
	w.linkAll()
}

// weighNear counts the states of this sentence and, half, of the one before.
func (w *work) weighNear() {
	for code := range w.near {
		delete(w.near, code)
	}
	w.weigh(w.own(w.si), 2, w.near)
	if w.si > 0 {
		w.weigh(w.own(w.si-1), 1, w.near)
	}
}

// linkAll goes through groups and pronouns from left to right, as a reader
// does; "I" and "we" wait until the speaker is known.
func (w *work) linkAll() {
	w.order = w.order[:0]
	for n := range w.groups {
		w.order = append(w.order, n)
	}
	slices.SortStableFunc(w.order, func(a, b int) int {
		x, y := &w.groups[a], &w.groups[b]
		if x.start != y.start {
			return x.start - y.start
		}
		return b - a // modifiers before what they modify
	})
	w.coordinate()
	tok := 0
	for _, n := range w.order {
		for ; tok < w.groups[n].start; tok++ {
			w.pronounAt(tok, false)
		}
		w.link(n)
	}
	for ; tok < len(w.s.Tokens); tok++ {
		w.pronounAt(tok, false)
	}
	for tok := range w.s.Tokens {
		w.pronounAt(tok, true)
	}
	w.book.speaker = w.speakerAfter()
}

// link completes a group from the report and files it.
func (w *work) link(n int) {
	g := &w.groups[n]
	if g.linked {
		return
	}
	g.linked = true
	for _, m := range [2]int{g.owner, g.comp} {
		if m >= 0 {
			w.link(m)
		}
	}
	g = &w.groups[n]
	at := -1
	if g.blank && g.role < 0 {
		g.parties = nil
	}
	if g.poss >= 0 {
		at = w.possessive(n)
	}
	switch {
	case w.pair(n):
	case g.role >= 0 && g.kind != Person:
		at = w.linkRole(n)
	case g.kind == Person || g.kind == Unknown && g.name != "":
		at = w.linkPerson(n)
	default:
		at = -1
	}
	w.fileGroup(n, at)
}

// possessive gives "its" its own mention and lends its party to a role.
func (w *work) possessive(n int) int {
	k := w.groups[n].poss
	at := w.antecedent(k)
	if at < 0 {
		return -1
	}
	w.emitPronoun(k, at)
	g := &w.groups[n]
	if g.role >= 0 && g.kind != Person && !known(g.parties) {
		w.giveOwners(n, w.book.things[at].parties)
	}
	return -1
}

func known(ps []Party) bool { return len(ps) > 0 && ps[0].Code != "" }

// giveOwners makes a role one of its owners' countries.
func (w *work) giveOwners(n int, owners []Party) {
	g := &w.groups[n]
	if len(owners) == 0 || g.role < 0 {
		return
	}
	sector := w.f.actors.Roles[g.role].Sector
	if len(g.parties) > 0 {
		sector = g.parties[0].Sector
	}
	g.parties = w.roleParties(n, &w.f.actors.Roles[g.role], sector, owners)
}

// linkRole finds the country of a role that its phrase leaves open, and the
// thing it is when the report has told of it. It returns the thing, -1 for a
// new one.
func (w *work) linkRole(n int) int {
	g := &w.groups[n]
	r := &w.f.actors.Roles[g.role]
	if !known(g.parties) && g.owner >= 0 {
		w.giveOwners(n, w.groups[g.owner].parties)
	}
	if !known(g.parties) && g.comp >= 0 {
		w.giveOwners(n, w.withConjuncts(g.comp))
	}
	if m := w.apposed(n); m >= 0 {
		w.link(m)
		g = &w.groups[n]
		if a := &w.groups[m]; !known(g.parties) && known(a.parties) && (a.kind == Person || a.kind == Org) {
			g.parties = a.parties
			return a.thing
		}
	}
	if known(g.parties) {
		return w.sameRole(g, r, true)
	}
	if isState(r) {
		return w.linkCountry(g)
	}
	if code := w.modifierSeen(g); code != "" {
		g.parties = w.party(Party{Code: code, Sector: g.parties[0].Sector})
		return w.sameRole(g, r, true)
	}
	if r.Sector == "MIL" && !g.definite {
		if owner := w.sender(g.head); owner != nil {
			w.giveOwners(n, owner)
			return -1
		}
	}
	if at := w.sameRole(g, r, false); at >= 0 {
		g.parties, g.why = w.book.things[at].parties, append(g.why, w.book.things[at].why...)
		if !g.definite && len(g.parties) == 1 {
			g.parties = w.party(Party{Code: g.parties[0].Code, Sector: g.parties[0].Sector})
		}
		if g.definite || w.f.actors.Roles[g.role].Kind == codebook.BodyRole {
			return at
		}
		return -1
	}
	if r.Local && !g.blank && (!g.inner || w.s.Tokens[g.head].UPOS != "ADJ" && r.Sector != "CVL") {
		if code, pos, ok := w.local(close); ok {
			g.parties = w.party(Party{Code: code, Sector: g.parties[0].Sector})
			g.why = append(g.why, pos)
		}
	}
	return -1
}

// modifierSeen gives the country of a body that modifies a role and that the
// report has told of: "coalition troops", "ministry officials".
func (w *work) modifierSeen(g *group) string {
	for k := w.unitFrom(g.start); k < w.first[w.si+1] && w.units[k].to < g.to; k++ {
		s, ok := w.sense(&w.units[k])
		if !ok || s.kind != roleSense || w.f.actors.Roles[s.of].Kind != codebook.BodyRole {
			continue
		}
		word := lastWord(w.f.actors.Roles[s.of].Word)
		at := w.book.last(w.si, 40, func(t *thing) bool { return t.word == word && len(t.parties) == 1 && known(t.parties) })
		if at >= 0 {
			return w.book.things[at].parties[0].Code
		}
	}
	return ""
}

// sameRole looks for an earlier thing that a role means: the same word, or for
// "the official" the last one of that sector. With its country known the two
// must agree in it.
func (w *work) sameRole(g *group, r *codebook.Role, withCode bool) int {
	word := lastWord(r.Word)
	person := r.Kind == codebook.PersonRole
	same := func(t *thing) bool {
		if withCode && (len(t.parties) != 1 || t.parties[0].Code != g.parties[0].Code || t.parties[0].Sector != g.parties[0].Sector) {
			return false
		}
		return known(t.parties) && t.word == word && (t.plural == g.plural || !person)
	}
	if !g.definite && (withCode && person || r.Sector == "") {
		return -1
	}
	if at := w.book.last(w.si, 40, same); at >= 0 {
		return at
	}
	if withCode || len(g.parties) == 0 {
		return -1
	}
	sector := g.parties[0].Sector
	if person && !g.plural && g.definite && (r.Inherits || anyoneWords[word]) {
		return w.book.last(w.si, 2, func(t *thing) bool {
			return t.kind == Person && known(t.parties) && !t.plural && (t.sector == sector || r.Inherits)
		})
	}
	if r.Kind == codebook.BodyRole && g.definite && orgWords[word] {
		return w.book.last(w.si, 3, func(t *thing) bool { return t.kind == Org && known(t.parties) })
	}
	if sector == "" || sector == "GOV" || sector == "CVL" {
		return -1
	}
	return w.book.last(w.si, 40, func(t *thing) bool {
		return known(t.parties) && t.sector == sector && len(t.parties) == 1 && (g.definite || w.f.actors.State(t.parties[0].Code) >= 0)
	})
}

// anyoneWords mean whoever of their sector was named last.
var anyoneWords = map[string]bool{"diplomat": true, "politician": true, "statesman": true, "envoy": true, "legislator": true, "officer": true}

var orgWords = map[string]bool{"organisation": true, "organization": true, "group": true, "movement": true, "agency": true, "bloc": true,
	"body": true, "commission": true, "council": true, "party": true, "grouping": true, "company": true, "union": true, "alliance": true}

func lastWord(s string) string {
	if s == "premier" || s == "vice premier" {
		return "minister"
	}
	if i := strings.LastIndexByte(s, ' '); i >= 0 && !strings.Contains(s, " of ") {
		return s[i+1:]
	}
	s, _, _ = strings.Cut(s, " of ")
	return s
}

// linkPerson finds who a name is by the report: named in full before, told by
// an apposition, or of the state that the report is about.
func (w *work) linkPerson(n int) int {
	g := &w.groups[n]
	at, seen := w.book.byName[g.name]
	if seen && otherName(g.full, w.book.things[at].full) {
		seen = false
	}
	if seen && (!known(g.parties) || sameCode(g.parties, w.book.things[at].parties)) && g.kind != Unknown || seen && g.kind == Unknown {
		t := &w.book.things[at]
		if !known(g.parties) || t.kind == Person && t.entity >= 0 && g.entity < 0 {
			g.parties, g.why = t.parties, append(g.why, t.why...)
		}
		g.kind, g.person, g.gender = t.kind, t.person, max(g.gender, t.gender)
		return at
	}
	if !known(g.parties) || g.parties[0].Sector == "" {
		if m := w.apposed(n); m >= 0 {
			w.link(m)
			g = &w.groups[n]
			w.takeApposed(g, &w.groups[m])
		}
	}
	if g.kind == Person && !known(g.parties) && len(g.parties) > 0 {
		if code, pos, ok := w.local(strange); ok && !g.blank {
			p := g.parties[0]
			p.Code = code
			g.parties, g.why = w.party(p), append(g.why, pos)
		}
	}
	if g.kind == Person && g.entity < 0 && known(g.parties) && g.parties[0].Sector == "" {
		p := g.parties[0]
		p.Sector = "CVL" // nobody says what he is
		g.parties = w.party(p)
	}
	return -1
}

// takeApposed makes a name the role that stands beside it.
func (w *work) takeApposed(g, a *group) {
	if a.role < 0 || a.plural || len(a.parties) == 0 {
		return
	}
	g.blank = a.blank
	p := a.parties[0]
	if known(g.parties) {
		p.Code = g.parties[0].Code
	}
	p.Name = w.s.SpanOf(w.nameStart(g), g.to-1).Of(w.r.Text)
	g.kind, g.person = Person, a.person
	if !a.person {
		g.kind = Org
	}
	if a.gender != 0 {
		g.gender = a.gender
	}
	g.role = a.role
	g.parties, g.why = w.party(p), append(g.why, a.why...)
}

// otherName: both are full names, and they differ: a father and his son.
func otherName(a, b string) bool {
	return a != b && strings.Count(a, " ") > 1 && strings.Count(b, " ") > 1
}

func (w *work) nameStart(g *group) int {
	k := g.to - 1
	for k > g.start && w.s.Tokens[k-1].UPOS == "PROPN" {
		k--
	}
	return k
}

func sameCode(a, b []Party) bool { return len(a) > 0 && len(b) > 0 && a[0].Code == b[0].Code }
