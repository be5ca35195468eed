package mention

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// resolve says who a group is from its own words, its owner and its
// complement; what only the report can tell is left open.
func (w *work) resolve(n int) {
	g := &w.groups[n]
	if g.done {
		return
	}
	g.done = true
	if g.owner >= 0 {
		w.resolve(g.owner)
	}
	g.definite = w.definite(g)
	last := w.lastNoun(g)
	if w.quantityOf(n, last) {
		return
	}
	u := w.unitAt[last]
	g.plural = pluralToken(&w.s.Tokens[last])
	if u >= 0 {
		if s, ok := w.sense(&w.units[u]); ok {
			w.resolveUnit(n, u, s, last)
			return
		}
	}
	w.resolveName(n, last)
}

// quantityOf makes "dozens of people", "two of the soldiers" what they count.
func (w *work) quantityOf(n, last int) bool {
	g := &w.groups[n]
	t := &w.s.Tokens[last]
	if t.UPOS != "NUM" && !amounts[strings.ToLower(t.Form)] {
		return false
	}
	for k := w.kids.First(last); k >= 0; k = w.kids.Next(k) {
		c := w.inside[k]
		if k < g.to || c < 0 || c == n || w.preposition(k) != "of" {
			continue
		}
		w.resolve(c)
		g, from := &w.groups[n], &w.groups[c]
		g.kind, g.parties, g.person, g.role, g.comp = from.kind, from.parties, from.person, from.role, c
		g.why, g.definite, g.to = from.why, false, from.to
		g.plural = t.Form != "one" && t.Form != "One"
		if from.kind == State && !from.person && from.plural && len(from.parties) == 1 {
			p := from.parties[0]
			p.Sector = "CVL"
			g.kind, g.person, g.parties = Role, true, w.party(p)
		}
		return true
	}
	return false
}

var amounts = map[string]bool{"dozens": true, "hundreds": true, "thousands": true, "millions": true, "scores": true, "number": true,
	"majority": true, "handful": true, "tens": true, "most": true, "some": true, "many": true, "couple": true, "lot": true, "lots": true,
	"all": true, "several": true, "both": true, "none": true, "half": true, "each": true, "any": true, "few": true, "crowds": true, "crowd": true}

func pluralToken(t *syntax.Token) bool {
	return t.XPOS == "NNS" || t.XPOS == "NNPS" || strings.Contains(t.Feats, "Number=Plur")
}

// definite: "the minister", "its minister", "Japan's minister", "this".
func (w *work) definite(g *group) bool {
	if g.owner >= 0 || g.poss >= 0 {
		return true
	}
	switch strings.ToLower(w.s.Tokens[g.start].Form) {
	case "the", "this", "that", "these", "those", "both":
		return true
	}
	return false
}

// resolveUnit resolves a group whose last words are in the codebook.
func (w *work) resolveUnit(n, u int, s sense, last int) {
	g := &w.groups[n]
	g.why = append(g.why[:0:0], s.pos)
	switch {
	case s.kind == roleSense:
		w.resolveRole(n, u, s)
	case s.kind == titleSense || s.use == codebook.ShortName:
		w.resolveName(n, last)
	case w.f.actors.Entities[s.of].Kind == codebook.PersonEntity:
		w.resolvePerson(n, w.namesake(n, u, int(s.of)), w.units[u].from)
	case w.f.actors.Entities[s.of].Kind == codebook.StateEntity:
		w.resolveState(n, u, s)
	default:
		w.resolveOrg(n, u, int(s.of))
	}
}

// resolveState handles names of states, their people, capitals and metonyms.
func (w *work) resolveState(n, u int, s sense) {
	g := &w.groups[n]
	if w.nameContinues(n, u) {
		w.resolveName(n, w.lastNoun(g))
		return
	}
	e := &w.f.actors.Entities[s.of]
	t, _ := e.On(w.day)
	p := Party{Code: t.Code, Name: e.Name, Ref: e.Key}
	g.kind, g.entity, g.plural = State, int(s.of), s.plural
	switch s.use {
	case codebook.Metonym:
		p.Sector, g.metonym = "GOV", true
	case codebook.Capital:
		if !g.inner && w.acts(g.head) {
			p.Sector, g.metonym = "GOV", true
		}
	case codebook.Adjective, codebook.People:
		if w.counted(g) {
			p.Sector, g.kind, g.person = "CVL", Role, true
			g.plural = g.plural || !w.article(g, "a", "an")
		}
	}
	g.parties = w.party(p)
	w.inner(n, w.units[u].from)
}

// counted: "six Japanese", "an Iraqi": some of the people, not the state.
func (w *work) counted(g *group) bool {
	for k := g.start; k < g.to; k++ {
		switch t := &w.s.Tokens[k]; {
		case t.UPOS == "NUM":
			return true
		case t.UPOS == "DET":
			if f := strings.ToLower(t.Form); f != "the" {
				return true
			}
		case quantity[strings.ToLower(t.Form)]:
			return true
		}
	}
	for k := w.kids.First(g.head); k >= 0; k = w.kids.Next(k) {
		if syntax.Base(w.s.Tokens[k].Rel) == "acl" {
			return true // "Iraqis living abroad"
		}
	}
	return false
}

var quantity = map[string]bool{"many": true, "several": true, "few": true, "ordinary": true, "young": true, "more": true, "most": true, "other": true}

func (w *work) article(g *group, forms ...string) bool {
	f := strings.ToLower(w.s.Tokens[g.start].Form)
	for _, x := range forms {
		if f == x {
			return true
		}
	}
	return false
}

// nameContinues reports whether a state's name is the last part of somebody's
// name: "Michael Jordan".
func (w *work) nameContinues(n, u int) bool {
	g, x := &w.groups[n], &w.units[u]
	k := x.from - 1
	if x.to-x.from > 1 || k < g.start || w.unitAt[k] >= 0 {
		return false
	}
	t := &w.s.Tokens[k]
	return t.UPOS == "PROPN" && capital(t.Form) && len(t.Form) > 2 && !compass[strings.ToLower(t.Form)] &&
		(syntax.Base(w.s.Tokens[x.from].Rel) == "flat" || t.Head == x.from && t.Rel == "compound")
}

var compass = map[string]bool{"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true,
	"eastern": true, "western": true, "central": true, "new": true, "greater": true, "upper": true, "lower": true, "united": true}

// acts: a capital in the place of a subject, an agent or an owner speaks and
// acts; anywhere else it is a place or the state.
func (w *work) acts(tok int) bool {
	t := &w.s.Tokens[tok]
	for n := 0; n < 4 && t.Head >= 0 && (t.Rel == "conj" || t.Rel == "appos"); n++ {
		tok, t = t.Head, &w.s.Tokens[t.Head]
	}
	switch t.Rel {
	case "nsubj", "obl:agent", "nmod:poss", "root":
		return w.preposition(tok) == "" || t.Rel != "nsubj"
	case "nmod":
		p := w.preposition(tok)
		return p == "between" || p == "by"
	}
	return false
}

func (w *work) resolveOrg(n, u, entity int) {
	g := &w.groups[n]
	e := &w.f.actors.Entities[entity]
	t, _ := e.On(w.day)
	p := Party{Code: t.Code, Sector: t.Sector, Name: e.Name, Ref: e.Key}
	if p.Code == "" || domestic[p.Sector] {
		// "the Norwegian Labour Party" is not the British one.
		if o, ok := w.ownerOf(n, u); ok && o.Code != p.Code && (p.Code == "" || w.f.actors.State(o.Code) >= 0 && w.f.actors.State(p.Code) >= 0) {
			p.Code, p.Ref = o.Code, ""
		}
	}
	g.kind, g.entity, g.plural = Org, entity, false
	g.why = append(g.why, t.Pos)
	g.parties = w.party(p)
	w.inner(n, w.units[u].from)
}

// domestic: sectors whose bodies have namesakes in other states.
var domestic = map[string]bool{"PTY": true, "LEG": true, "GOV": true, "JUD": true, "COP": true, "OPP": true, "MIL": true}

// party puts parties into the arena of the result.
func (w *work) party(ps ...Party) []Party {
	from := len(w.parties)
	w.parties = append(w.parties, ps...)
	return w.parties[from:len(w.parties):len(w.parties)]
}

// ownerOf gives the state or body that a group's words before unit u belong
// to: the nearest modifier, or the owner's.
func (w *work) ownerOf(n, u int) (Party, bool) {
	g := &w.groups[n]
	for k := u - 1; k >= w.first[w.si] && w.units[k].from >= g.start; k-- {
		if p, ok := w.modifier(g, k); ok && p.Code != "" {
			return p, true
		}
	}
	if g.owner >= 0 {
		if ps := w.groups[g.owner].parties; len(ps) > 0 {
			return ps[0], true
		}
	}
	return Party{}, false
}

// modifier gives the party that unit k lends to the head of its group.
func (w *work) modifier(g *group, k int) (Party, bool) {
	u := &w.units[k]
	s, ok := w.sense(u)
	if !ok || w.severed(u) {
		return Party{}, false
	}
	switch {
	case s.kind == roleSense:
		r := &w.f.actors.Roles[s.of]
		return Party{Code: r.Code, Sector: r.Sector}, true
	case s.kind == titleSense || s.use == codebook.ShortName:
		return Party{}, false
	}
	e := &w.f.actors.Entities[s.of]
	t, _ := e.On(w.day)
	if e.Kind == codebook.StateEntity {
		t.Sector = ""
	}
	if s.use == codebook.Metonym {
		t.Sector = "GOV"
	}
	return Party{Code: t.Code, Sector: t.Sector, Name: e.Name, Ref: e.Key}, true
}

// severed: "U.S.-backed", "Israeli-occupied": the state is not the owner of
// what follows; in "U.S.-led", "London-based" it is.
func (w *work) severed(u *unit) bool {
	t := w.s.Tokens
	if u.against {
		return true
	}
	if u.part {
		form := t[u.to-1].Form
		i := strings.LastIndexAny(form, "-–")
		return i >= 0 && participle(form[i+1:]) && !owning[strings.ToLower(form[i+1:])]
	}
	k := u.to
	if k+1 < len(t) && t[k].UPOS == "PUNCT" && (t[k].Form == "-" || t[k].Form == "–") && w.glued(k) {
		return participle(t[k+1].Form) && !owning[strings.ToLower(t[k+1].Form)]
	}
	return false
}

// against reports whether a unit stands behind "anti-", "pro-" or "non-".
func against(t []syntax.Token, u *unit) bool {
	if u.part && opposing(t[u.from].Form) {
		return true
	}
	k := u.from - 2
	return k >= 0 && (t[k+1].Form == "-" || t[k+1].Form == "–") && opposing(t[k].Form+"-")
}

// opposing: "anti-Syrian", "pro-Russian", "non-Muslim": no part of the state.
func opposing(form string) bool {
	before, _, cut := strings.Cut(strings.ToLower(form), "-")
	return cut && (before == "anti" || before == "pro" || before == "non")
}

func participle(s string) bool {
	return strings.HasSuffix(s, "ed") || s == "held" || s == "led" || s == "run" || s == "hit" || s == "torn"
}

var owning = map[string]bool{"led": true, "based": true, "run": true, "born": true, "dominated": true, "linked": true, "owned": true,
	"controlled": true, "affiliated": true, "commanded": true, "headquartered": true, "registered": true, "flagged": true, "educated": true}
