package mention

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
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
	if r.Sector == "MIL" && !g.definite {
		if owner := w.sender(g.head); owner != nil {
			w.giveOwners(n, owner)
			return -1
		}
	}
	if at := w.sameRole(g, r, false); at >= 0 {
		g.parties, g.why = w.book.things[at].parties, append(g.why, w.book.things[at].why...)
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

// sender gives the parties of the subject that has or sends the forces at
// token tok: "Italy will send troops", "Japan agreed to deploy warships".
func (w *work) sender(tok int) []Party {
	t := &w.s.Tokens[tok]
	if r := syntax.Base(t.Rel); r != "obj" || t.Head < 0 || !sends[w.s.Tokens[t.Head].Lemma] {
		return nil
	}
	for v, n := t.Head, 0; v >= 0 && n < 4; n++ {
		for k := w.kids.First(v); k >= 0; k = w.kids.Next(k) {
			if w.s.Tokens[k].Rel != "nsubj" {
				continue
			}
			n := w.inside[k]
			if n < 0 && w.s.Tokens[v].Rel == "acl:relcl" {
				n = w.inside[w.s.Tokens[v].Head] // "which has 1,400 troops"
			}
			if n < 0 {
				continue
			}
			if g := &w.groups[n]; known(g.parties) && (g.kind == State || g.parties[0].Sector == "GOV") {
				return w.withConjuncts(n)
			}
			return nil
		}
		if r := syntax.Base(w.s.Tokens[v].Rel); r != "xcomp" && r != "conj" {
			return nil
		}
		v = w.s.Tokens[v].Head
	}
	return nil
}

var sends = map[string]bool{"have": true, "send": true, "deploy": true, "withdraw": true, "pull": true, "station": true, "dispatch": true,
	"contribute": true, "maintain": true, "commit": true, "keep": true, "mobilize": true, "mobilise": true, "mass": true, "move": true, "offer": true, "provide": true}

var stateWords = map[string]bool{"state": true, "country": true, "nation": true, "republic": true, "kingdom": true, "island": true}

// linkCountry finds the state that "the country" means: the last that the
// report spoke of as an actor, or else the one it is about.
func (w *work) linkCountry(g *group) int {
	g.kind = State
	if g.plural || !g.definite {
		g.parties = nil
		return -1
	}
	if at := w.draws(g.head, pronoun{gender: 'c'}); at >= 0 {
		g.parties, g.why = w.book.things[at].parties, append(g.why, w.book.things[at].why...)
		return at
	}
	g.parties = nil
	if code, pos, ok := w.local(close); ok {
		g.parties, g.why = w.party(Party{Code: code}), append(g.why, pos)
	}
	return -1
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
		return known(t.parties) && t.word == word && (t.plural == g.plural || !person || !g.definite)
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
	return w.book.last(w.si, 40, func(t *thing) bool { return known(t.parties) && t.sector == sector && len(t.parties) == 1 })
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

// local gives the state that a word without a country belongs to: the one the
// report and the sentences around speak of most. ok is false when two are
// close.
func (w *work) local(margin float64) (code string, pos codebook.Pos, ok bool) {
	first, second := 0.0, 0.0
	home := w.home()
	for c, x := range w.states {
		x += nearBy * w.near[c]
		if c == home {
			x += homeBy
		}
		switch {
		case x > first || x == first && c < code:
			first, second, code = x, first, c
		case x > second:
			second = x
		}
	}
	if code == "" || first < margin*second {
		return "", pos, false
	}
	return code, w.f.actors.Entities[w.f.actors.State(code)].Pos, true
}

// home gives the state whose institutions or people this sentence has named
// last: "Japan's lower house called on the government". "" when there is none.
func (w *work) home() string {
	at := w.book.last(w.si, 0, func(t *thing) bool {
		return len(t.parties) == 1 && t.parties[0].Sector != "" && t.kind != Person && known(t.parties) && w.f.actors.State(t.parties[0].Code) >= 0
	})
	if at < 0 {
		return ""
	}
	return w.book.things[at].parties[0].Code
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
	return -1
}

// How many times more than any other state the report must speak of one for a
// word without a country to be that state's; for a stranger's name more than
// for "the police". Weights and margins were chosen on annotated reports.
const (
	strange = 1.5
	close   = 1.4
	homeBy  = 1.5 // of the state whose institutions the sentence has named
	nearBy  = 0.7 // weight of the sentence at hand against the whole report
)

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

// pair resolves "the two sides", "both countries", "the two leaders".
func (w *work) pair(n int) bool {
	g := &w.groups[n]
	if known(g.parties) && g.kind != Role || g.to-g.start > 5 || g.kind == Person {
		return false
	}
	two := false
	for k := max(g.start-1, 0); k < g.to; k++ {
		f := strings.ToLower(w.s.Tokens[k].Form)
		two = two || f == "two" && g.definite || f == "both"
	}
	noun := strings.ToLower(w.s.Tokens[w.lastNoun(g)].Form)
	if !two || g.comp >= 0 {
		return false
	}
	want, ok := pairNouns[noun]
	if !ok {
		return false
	}
	parties, why := w.lastTwo(want)
	if noun == "koreas" {
		parties, why = w.statePair("KOR", "PRK")
	}
	if len(parties) != 2 {
		return false
	}
	g.kind, g.plural, g.person = Group, true, want == Person
	if noun == "sides" || noun == "governments" {
		parties = w.party(withSector(parties[0], "GOV"), withSector(parties[1], "GOV"))
	}
	g.parties, g.why = parties, append(g.why, why...)
	return true
}

// topTwo gives the two states that the report speaks of most, when the third
// is well behind.
func (w *work) topTwo() ([]Party, []codebook.Pos) {
	var codes [3]string
	var by [3]float64
	for c, x := range w.states {
		x += nearBy * w.near[c]
		for k := range codes {
			if x > by[k] || x == by[k] && c < codes[k] {
				copy(codes[k+1:], codes[k:])
				copy(by[k+1:], by[k:])
				codes[k], by[k] = c, x
				break
			}
		}
	}
	if codes[1] == "" || by[1] < 1.4*by[2] {
		return nil, nil
	}
	return w.statePair(codes[0], codes[1])
}

func (w *work) statePair(x, y string) ([]Party, []codebook.Pos) {
	i, j := w.f.actors.State(x), w.f.actors.State(y)
	if i < 0 || j < 0 {
		return nil, nil
	}
	a, b := &w.f.actors.Entities[i], &w.f.actors.Entities[j]
	return w.party(Party{Code: a.Code, Name: a.Name, Ref: a.Key}, Party{Code: b.Code, Name: b.Name, Ref: b.Key}), []codebook.Pos{a.Pos, b.Pos}
}

func withSector(p Party, s string) Party {
	if p.Sector == "" {
		p.Sector = s
	}
	return p
}

var pairNouns = map[string]Kind{"koreas": State, "sides": Unknown, "countries": State, "nations": State, "states": State, "neighbors": State, "neighbours": State,
	"governments": State, "leaders": Person, "men": Person, "ministers": Person, "presidents": Person, "premiers": Person,
	"officials": Person, "two": Unknown, "both": Unknown, "parties": Unknown, "powers": State, "allies": State, "women": Person, "diplomats": Person}

// lastTwo gives the parties of the last two entities of a kind: those of the
// latest pair, or else the latest two of different states.
func (w *work) lastTwo(want Kind) ([]Party, []codebook.Pos) {
	fits := func(t *thing) bool {
		if t.plural || t.several || len(t.parties) != 1 || t.parties[0].Code == "" {
			return false
		}
		switch want {
		case Person:
			return t.kind == Person
		case State:
			return t.kind == State
		}
		return t.kind == Person || t.kind == State || t.kind == Org
	}
	if at := w.book.last(w.si, 2, func(t *thing) bool {
		return t.several && len(t.parties) == 2 && (want == Person || t.parties[0].Code != t.parties[1].Code) && (want != Person || t.person) && (want != State || t.kind == State)
	}); at >= 0 {
		return w.book.things[at].parties, w.book.things[at].why
	}
	if want != Person {
		if ps, why := w.topTwo(); ps != nil {
			return ps, why
		}
	}
	a := w.book.last(w.si, 6, fits)
	if a < 0 {
		return nil, nil
	}
	x := &w.book.things[a]
	b := w.book.last(w.si, 8, func(t *thing) bool {
		return t != x && fits(t) && (t.parties[0].Code != x.parties[0].Code || want == Person && t.kind == Person)
	})
	if b < 0 {
		return nil, nil
	}
	y := &w.book.things[b]
	if x.sent < y.sent || x.sent == y.sent && x.tok < y.tok {
		x, y = y, x
	}
	return w.party(y.parties[0], x.parties[0]), append(append([]codebook.Pos{}, y.why...), x.why...)
}

// fileGroup files a group's mention and the thing it is.
func (w *work) fileGroup(n, at int) {
	g := &w.groups[n]
	if len(g.parties) == 0 && g.name == "" || g.kind == State && !known(g.parties) {
		return
	}
	if g.inner && g.role >= 0 && !known(g.parties) {
		return
	}
	if len(g.parties) > 0 {
		if at < 0 {
			at = w.thingOf(g)
		}
		w.touch(at, g)
	}
	g.thing = at
	w.alias(g)
	w.join(n)
	w.emit(g)
}

func (w *work) emit(g *group) {
	from := len(w.why)
	w.why = append(w.why, g.why...)
	chain := g.thing
	w.out = append(w.out, Mention{Sent: w.si, From: g.from, To: g.to, Head: g.head, Kind: g.kind, Parties: g.parties,
		Metonym: g.metonym, Chain: chain, Why: w.why[from:len(w.why):len(w.why)]})
}

// thingOf finds or makes the thing of a group.
func (w *work) thingOf(g *group) int {
	key := w.key(g)
	if key != "" {
		if at, ok := w.book.byKey[key]; ok {
			return at
		}
	}
	at := len(w.book.things)
	t := thing{kind: g.kind, entity: g.entity, person: g.person, plural: g.plural, gender: g.gender, parties: g.parties, why: g.why, full: g.full, several: g.kind == Group}
	if len(g.parties) > 0 {
		t.sector = g.parties[0].Sector
	}
	switch {
	case g.role >= 0:
		t.word = lastWord(w.f.actors.Roles[g.role].Word)
	case g.kind == Person && len(g.parties) > 0:
		t.word = lastWord(strings.ToLower(g.parties[0].Office))
	}
	w.book.things = append(w.book.things, t)
	if key != "" {
		w.book.byKey[key] = at
	}
	if g.kind == Person && g.name != "" {
		w.book.byName[g.name] = at
		for _, part := range strings.Fields(g.full) {
			if _, taken := w.book.byName[part]; !taken && len(part) > 2 {
				w.book.byName[part] = at
			}
		}
	}
	return at
}

func (w *work) key(g *group) string {
	switch {
	case g.entity >= 0 && g.kind == Org && len(g.parties) > 0 && g.parties[0].Ref == "":
		return "org:" + g.parties[0].Code + "/" + g.parties[0].Name
	case g.entity >= 0 && g.kind != Role:
		if g.kind == Person {
			w.book.named[int32(g.entity)] = true
		}
		return w.f.actors.Entities[g.entity].Key
	case g.kind == Org && g.role >= 0 && g.definite && known(g.parties) && len(g.parties) == 1:
		return "role:" + g.parties[0].Code + "/" + w.f.actors.Roles[g.role].Word
	}
	return ""
}

// touch notes that a thing was mentioned here.
func (w *work) touch(at int, g *group) {
	t := &w.book.things[at]
	t.sent, t.tok, t.count = w.si, g.head, t.count+1
	t.verb, t.weight = w.place(g.head)
	if g.gender != 0 {
		t.gender = g.gender
	}
	if g.role >= 0 && (t.word == "" || g.kind == Person) {
		t.word = lastWord(w.f.actors.Roles[g.role].Word)
	}
	if g.kind == Person && g.name != "" {
		if _, ok := w.book.byName[g.name]; !ok {
			w.book.byName[g.name] = at
		}
	}
}

// place gives the governor of a token and how much its place in the clause
// draws a pronoun.
func (w *work) place(tok int) (verb int, weight float64) {
	t := &w.s.Tokens[tok]
	switch syntax.Base(t.Rel) {
	case "nsubj", "root":
		return t.Head, 3
	case "obj", "iobj":
		return t.Head, 2
	case "conj", "appos":
		if t.Head >= 0 && t.Head != tok && w.s.Tokens[t.Head].Rel != t.Rel {
			_, weight = w.place(t.Head)
			return t.Head, weight * 0.9
		}
	case "obl":
		return t.Head, 1.5
	case "amod", "compound":
		return t.Head, 0.6
	}
	return t.Head, 1
}

// alias learns an acronym in brackets: "Moro Islamic Liberation Front (MILF)".
func (w *work) alias(g *group) {
	t := w.s.Tokens
	if g.thing < 0 || g.to+2 >= len(t) || t[g.to].Form != "(" || t[g.to+2].Form != ")" {
		return
	}
	if f := t[g.to+1].Form; len(f) > 1 && strings.ToUpper(f) == f {
		w.book.byName[w.foldWord(f)] = g.thing
	}
}

// join makes one thing of a coordination, for "they" and "the two".
func (w *work) join(n int) {
	g := &w.groups[n]
	first := w.joinedTo(g)
	if first < 0 || first == n || !known(g.parties) || !known(w.groups[first].parties) {
		return
	}
	a := &w.groups[first]
	for a.joined >= 0 && a.joined != first {
		first = a.joined
		a = &w.groups[first]
	}
	g.joined = first
	if a.pairThing > 0 {
		p := &w.book.things[a.pairThing-1]
		p.parties = w.party(append(p.parties[:len(p.parties):len(p.parties)], g.parties...)...)
		p.tok = g.head
		return
	}
	verb, weight := w.place(a.head)
	w.book.things = append(w.book.things, thing{kind: a.kind, entity: -1, several: true, plural: true, person: a.person || g.person,
		parties: w.party(append(a.parties[:len(a.parties):len(a.parties)], g.parties...)...),
		why:     append(a.why[:len(a.why):len(a.why)], g.why...), sent: w.si, tok: g.head, verb: verb, weight: weight})
	a.pairThing = len(w.book.things)
}

// joinedTo gives the group that a group is joined to, by the tree or by "and"
// right between the two; -1 for none.
func (w *work) joinedTo(g *group) int {
	t := w.s.Tokens
	if h := t[g.head].Head; t[g.head].Rel == "conj" && h >= 0 {
		return w.inside[h]
	}
	if k := g.from - 1; k > 0 && !g.inner && t[k].Form == "and" && t[g.head].Head != k-1 {
		if n := w.inside[k-1]; n >= 0 && w.groups[n].to == k && w.groups[n].kind == g.kind {
			return n
		}
	}
	return -1
}
