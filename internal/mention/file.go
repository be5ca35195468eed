package mention

import (
	"strings"

	"github.com/attache/attache/internal/syntax"
)

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
		Metonym: g.metonym, Chain: chain, Coord: g.coord, Why: w.why[from:len(w.why):len(w.why)]})
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
	if (g.kind == Person || g.kind == Unknown) && g.name != "" {
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
	t.seen(w, g.head)
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
	by := 1.0
	t := &w.s.Tokens[tok]
	for n := 0; n < 4 && t.Head >= 0; n++ {
		if r := syntax.Base(t.Rel); r != "conj" && r != "appos" || w.s.Tokens[t.Head].UPOS == "VERB" {
			break
		}
		t, by = &w.s.Tokens[t.Head], by*0.95
	}
	switch syntax.Base(t.Rel) {
	case "nsubj", "root":
		return t.Head, 3 * by
	case "obj", "iobj":
		return t.Head, 2 * by
	case "obl":
		return t.Head, 1.5 * by
	case "amod", "compound":
		return t.Head, 0.6 * by
	}
	return t.Head, by
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

// joinedTo gives the group that a group is joined to, by the tree or by its
// place in a list; -1 for none.
func (w *work) joinedTo(g *group) int {
	t := w.s.Tokens
	if h := t[g.head].Head; t[g.head].Rel == "conj" && h >= 0 && w.inside[h] >= 0 {
		return w.inside[h]
	}
	if g.coord < 0 {
		return -1
	}
	for _, n := range w.order {
		if w.groups[n].coord == g.coord {
			return n
		}
	}
	return -1
}
