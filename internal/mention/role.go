package mention

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// resolveRole resolves a group whose head is a role noun: its sector by rank
// among the words of the phrase, its country from modifiers, owner or
// complement.
func (w *work) resolveRole(n, u int, s sense) {
	r := &w.f.actors.Roles[s.of]
	g := &w.groups[n]
	g.kind, g.role = Role, int(s.of)
	g.person = r.Kind == codebook.PersonRole || r.Kind == codebook.ForceRole
	g.plural = g.plural || s.plural || r.Kind == codebook.ForceRole
	switch {
	case isState(r):
		g.kind = State
	case r.Kind == codebook.BodyRole:
		g.kind = Org
	}
	if r.Gender == "f" {
		g.gender = 'f'
	}
	g.former = w.former(g, w.units[u].from)
	own, sector := w.weighModifiers(n, u, r)
	owners := w.owners(n, u, r)
	if beyond := w.coordinated(n); own.Code != "" {
		owners = append(beyond, own)
	} else if len(owners) == 0 {
		owners = beyond
	}
	if len(owners) == 0 {
		owners = w.beforeBracket(n)
	}
	if len(owners) == 0 {
		w.unbound(n, sector)
	}
	w.groups[n].parties = w.roleParties(n, r, sector, owners)
}

// weighModifiers gives the nearest owner among a role's modifiers and the
// sector that the highest rank gives.
func (w *work) weighModifiers(n, u int, r *codebook.Role) (own Party, sector string) {
	g := &w.groups[n]
	sector, rank := r.Sector, r.Rank
	for k := u - 1; k >= w.first[w.si] && w.units[k].from >= g.start; k-- {
		p, ok := w.modifier(g, k)
		if !ok {
			continue
		}
		if s, _ := w.sense(&w.units[k]); s.kind == roleSense {
			if mr := &w.f.actors.Roles[s.of]; mr.Sector != "" && mr.Rank > rank {
				sector, rank = mr.Sector, mr.Rank
				g.why = append(g.why, s.pos)
			}
		} else {
			g.why = append(g.why, s.pos)
			if p.Sector != "" && (r.Inherits || p.Sector == "REB" && rank < 9 && r.Sector != "GOV") {
				sector, rank = p.Sector, 8
			}
		}
		if own.Code == "" && p.Code != "" {
			own = p
		}
	}
	return own, sector
}

// owners gives the parties that possess a role: "the two countries'", "of
// Japan and the United States".
func (w *work) owners(n, u int, r *codebook.Role) []Party {
	g := &w.groups[n]
	if g.owner >= 0 {
		return w.groups[g.owner].parties
	}
	c := w.complement(n, w.units[u].to-1, r)
	if c < 0 {
		return nil
	}
	w.resolve(c)
	w.groups[n].comp = c
	return w.withConjuncts(c)
}

// withConjuncts gives the parties of a group and of those joined to it.
func (w *work) withConjuncts(c int) []Party {
	ps := w.groups[c].parties
	for k := w.kids.First(w.groups[c].head); k >= 0; k = w.kids.Next(k) {
		if w.s.Tokens[k].Rel != "conj" || w.inside[k] < 0 || w.inside[k] == c {
			continue
		}
		w.resolve(w.inside[k])
		ps = append(ps[:len(ps):len(ps)], w.groups[w.inside[k]].parties...)
	}
	return ps
}

// complement finds the group behind "of", "for" or "from" that says whose a
// role is, -1 when none does.
func (w *work) complement(n, noun int, r *codebook.Role) int {
	g := &w.groups[n]
	for k := w.kids.First(noun); k >= 0; k = w.kids.Next(k) {
		if k < g.to || syntax.Base(w.s.Tokens[k].Rel) != "nmod" || w.inside[k] < 0 || w.inside[k] == n {
			continue
		}
		switch w.preposition(k) {
		case "of", "from":
			return w.inside[k]
		case "for", "at", "with":
			if r.Inherits {
				return w.inside[k]
			}
		case "in":
			if r.Sector != "MIL" && r.Sector != "" || r.Inherits {
				return w.inside[k]
			}
		}
	}
	return w.rightBehind(n)
}

// rightBehind gives the group behind an "of" that follows group n, where the
// parser hung it elsewhere.
func (w *work) rightBehind(n int) int {
	t, k := w.s.Tokens, w.groups[n].to
	if k+1 >= len(t) || t[k].Form != "of" {
		return -1
	}
	for j := k + 1; j < len(t) && j < k+3; j++ {
		if m := w.inside[j]; m >= 0 && m != n {
			return m
		}
	}
	return -1
}

func (w *work) preposition(tok int) string {
	for c := w.kids.First(tok); c >= 0; c = w.kids.Next(c) {
		if t := &w.s.Tokens[c]; t.Rel == "case" {
			return strings.ToLower(t.Form)
		}
	}
	return ""
}

// coordinated gives the states that modify a plural head from beyond its
// group: "Japanese and Chinese leaders".
func (w *work) coordinated(n int) []Party {
	g := &w.groups[n]
	var out []Party
	from := g.start
	for k := g.start - 1; k >= 0 && k > g.start-12; k-- {
		t := &w.s.Tokens[k]
		u := w.unitAt[k]
		if u < 0 || t.Rel != "amod" && t.Rel != "compound" || t.Head < g.start || t.Head >= g.to {
			continue
		}
		if s, ok := w.sense(&w.units[u]); !ok || s.kind == roleSense {
			continue
		}
		if p, ok := w.modifier(g, u); ok && p.Code != "" {
			out = append([]Party{p}, out...)
			from = w.units[u].from
		}
	}
	g.from = min(g.from, from)
	return out
}

// beforeBracket gives the parties of a name that an acronym in brackets
// divides from its noun: "the European Union (EU) commissioners".
func (w *work) beforeBracket(n int) []Party {
	t, k := w.s.Tokens, w.groups[n].start-1
	if k < 3 || t[k].Form != ")" || t[k-2].Form != "(" || w.inside[k-3] < 0 {
		return nil
	}
	w.resolve(w.inside[k-3])
	return w.groups[w.inside[k-3]].parties
}

// unbound notes that a role belongs to no one state: "European officials",
// "ministers from 78 countries", "foreign banks".
func (w *work) unbound(n int, sector string) {
	g := &w.groups[n]
	r := &w.f.actors.Roles[g.role]
	if r.Inherits && needsOwner[r.Word] {
		g.blank, g.role = true, -1
	}
	for k := g.start; k < g.to; k++ {
		g.blank = g.blank || regions[strings.ToLower(w.s.Tokens[k].Form)]
	}
	if g.comp < 0 {
		return
	}
	c := &w.groups[g.comp]
	noun := &w.s.Tokens[w.lastNoun(c)]
	word := strings.ToLower(noun.Form)
	g.blank = g.blank || regions[word] || c.plural && c.kind == State || word == "region" || word == "economies"
}

var needsOwner = map[string]bool{"head": true, "board": true, "unit": true, "body": true, "office": true, "section": true, "wing": true,
	"cell": true, "camp": true, "network": true, "branch": true, "side": true, "figure": true, "agent": true, "mission": true, "chief": true, "panel": true, "secretary": true}

var regions = map[string]bool{"european": true, "asian": true, "african": true, "latin": true, "arab": true, "western": true, "foreign": true,
	"international": true, "multinational": true, "global": true, "world": true, "overseas": true,
	"transnational": true, "africa": true, "asia": true, "europe": true, "continent": true, "globe": true, "african-union": true, "nordic": true, "balkan": true}

// roleParties gives one party for each owner, or one of unknown country.
func (w *work) roleParties(n int, r *codebook.Role, sector string, owners []Party) []Party {
	g := &w.groups[n]
	if g.former && (sector == "GOV" || sector == "LEG") {
		sector = "ELI"
	}
	start := len(w.parties)
	for _, o := range owners {
		p := Party{Code: o.Code, Sector: sector}
		if r.Inherits && o.Sector != "" && !isState(r) {
			p.Sector = o.Sector
		}
		if p.Code == "" {
			p.Code = r.Code
		}
		if w.has(start, p) {
			continue
		}
		w.parties = append(w.parties, p)
	}
	if len(w.parties) == start {
		w.parties = append(w.parties, Party{Code: r.Code, Sector: sector})
	}
	return w.parties[start:len(w.parties):len(w.parties)]
}

// isState: "the country", "member states": a state and not its government.
func isState(r *codebook.Role) bool { return r.Sector == "" && stateWords[lastWord(r.Word)] }

func (w *work) has(start int, p Party) bool {
	for _, q := range w.parties[start:] {
		if q.Code == p.Code && q.Sector == p.Sector {
			return true
		}
	}
	return false
}

// former reports whether the words before token to say that the office is
// past: "former", "ex-", "the late".
func (w *work) former(g *group, to int) bool {
	for k := g.start; k < to; k++ {
		switch strings.ToLower(w.s.Tokens[k].Form) {
		case "former", "ex", "late", "ex-president", "ex-prime", "one-time", "onetime", "ousted", "deposed", "retired", "erstwhile":
			return true
		}
	}
	return false
}
