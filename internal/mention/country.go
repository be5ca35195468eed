package mention

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

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
	within := w.regionOf(g)
	if at := w.draws(g.head, pronoun{gender: 'c', within: within}); at >= 0 {
		g.parties, g.why = w.book.things[at].parties, append(g.why, w.book.things[at].why...)
		return at
	}
	g.parties = nil
	if code := w.heaviest(within); code != "" {
		g.parties, g.why = w.party(Party{Code: code}), append(g.why, w.f.actors.Entities[w.f.actors.State(code)].Pos)
		return -1
	}
	if code, pos, ok := w.local(close); ok && within == nil {
		g.parties, g.why = w.party(Party{Code: code}), append(g.why, pos)
	}
	return -1
}

// heaviest gives the one state of a region that the report speaks of most.
func (w *work) heaviest(within []string) string {
	best, most := "", 0.0
	for _, c := range within {
		if x := w.states[c]; x > most {
			best, most = c, x
		}
	}
	return best
}

// regionOf gives the states of the region that a group's words name: "the
// South American country"; nil when they name none.
func (w *work) regionOf(g *group) []string {
	before := ""
	var found []string
	for k := g.start; k < g.to; k++ {
		word := strings.ToLower(w.s.Tokens[k].Form)
		if r, ok := w.f.actors.Regions[before+" "+word]; ok {
			return r
		}
		if r, ok := w.f.actors.Regions[word]; ok {
			found = r
		}
		before = word
	}
	return found
}

// local gives the state that a word without a country belongs to: the one the
// report and the sentences around speak of most. ok is false when two are
// close.
func (w *work) local(margin float64) (code string, pos codebook.Pos, ok bool) {
	first, second := 0.0, 0.0
	home, by := w.home()
	for c, x := range w.states {
		if w.f.actors.State(c) < 0 { // a code that no state has
			continue
		}
		x += nearBy * w.near[c]
		if c == home {
			x += by
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

// home gives the state whose institutions this sentence or the one before has
// named last, "Japan's lower house called on the government", and how much
// that weighs. "" when there is none.
func (w *work) home() (code string, by float64) {
	at := w.book.last(w.si, 1, func(t *thing) bool {
		return len(t.parties) == 1 && t.parties[0].Sector != "" && t.kind != Person && t.kind != State && known(t.parties) && w.f.actors.State(t.parties[0].Code) >= 0
	})
	if at < 0 {
		return "", 0
	}
	t := &w.book.things[at]
	by = homeBy + homeShare*w.states[t.parties[0].Code]
	if t.sent < w.si {
		by /= 2
	}
	return t.parties[0].Code, by
}

// How many times more than any other state the report must speak of one for a
// word without a country to be that state's; for a stranger's name more than
// for "the police". Weights and margins were chosen on annotated reports.
const (
	strange   = 1.5
	close     = 1.4
	homeBy    = 1.5 // of the state whose institutions were named last
	homeShare = 0.5 // and of its weight in the report
	nearBy    = 0.7 // weight of the sentence at hand against the whole report
)
