package mention

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
)

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
