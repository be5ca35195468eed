package when

import (
	"math/bits"
	"slices"
	"strings"
)

// rule is a pattern and what to make of a match.
//
// A pattern is a run of elements. An element in capitals is a class of atoms,
// one in lower case a word; alternatives stand between bars. A question mark
// makes an element optional, square brackets a run of them.
type rule struct {
	pattern string
	build   func(*builder, *match) bool // false refuses the match
	arg     int
}

var classNames = map[string]class{
	"NUM": cNum, "DOT": cDotted, "DAY": cDay, "TWO": cTwo, "YEAR": cYear, "MIL": cMilitary,
	"COMPACT": cCompact, "DEC": cDecade, "ORD": cOrd, "MONTH": cMonth, "MABBR": cMonthAbbr,
	"WD": cWeekday, "WDABBR": cWeekdayAbbr, "WDS": cWeekdays, "UNIT": cUnit, "PART": cPart,
	"SEASON": cSeason, "NEXT": cNext, "LAST": cLast, "THIS": cThis, "THAT": cThat,
	"EARLY": cEarly, "AGO": cAgo, "BEFORE": cBefore, "EVERY": cEvery, "VAGUE": cVague,
	"AMPM": cAmPm, "ZONE": cZone, "CLOCK": cClock, "DEIXIS": cDeixis, "REF": cRef, "SET": cSet,
}

// edge leads from a node of the trie to the next over one atom.
type edge struct {
	mask class
	lits []literal
	key  string
	to   int
}

func (e *edge) takes(a *atom) bool {
	if a.class&e.mask != 0 {
		return true
	}
	return a.lit != 0 && slices.Contains(e.lits, a.lit)
}

// node is a state of the trie; rules end in it.
type node struct {
	edges []edge
	rules []int
}

// gram is the compiled grammar.
type gram struct {
	lex   *lexicon
	rules []rule
	nodes []node
	byBit [64][]int // root edges that take a class, by its bit
	byLit [][]int   // root edges that take a word
}

func compile() *gram {
	g := &gram{rules: allRules(), nodes: make([]node, 1)}
	var variants [][]string
	var owner []int
	var literals []string
	seen := map[string]bool{}
	for i, r := range g.rules {
		for _, v := range expand(strings.Fields(spread(r.pattern))) {
			variants = append(variants, v)
			owner = append(owner, i)
			for _, e := range v {
				for _, alt := range strings.Split(e, "|") {
					if _, ok := classNames[alt]; !ok && !seen[alt] {
						seen[alt] = true
						literals = append(literals, alt)
					}
				}
			}
		}
	}
	for _, w := range contextWords {
		if !seen[w] {
			seen[w] = true
			literals = append(literals, w)
		}
	}
	g.lex = table(literals)
	for i, v := range variants {
		g.insert(v, owner[i])
	}
	g.index(len(literals) + 1)
	return g
}

// index lists the root's edges by what they take, so that most words leave the
// trie at once.
func (g *gram) index(words int) {
	g.byLit = make([][]int, words)
	for i, e := range g.nodes[0].edges {
		for m := uint64(e.mask); m != 0; m &= m - 1 {
			bit := bits.TrailingZeros64(m)
			g.byBit[bit] = append(g.byBit[bit], i)
		}
		for _, l := range e.lits {
			g.byLit[l] = append(g.byLit[l], i)
		}
	}
}

// spread puts blanks around square brackets.
func spread(p string) string {
	return strings.NewReplacer("[", " [ ", "]", " ] ").Replace(p)
}

// expand writes a pattern out without its options.
func expand(elems []string) [][]string {
	out := [][]string{nil}
	for i := 0; i < len(elems); i++ {
		e := elems[i]
		var with [][]string
		optional := false
		switch {
		case e == "[":
			depth, j := 1, i+1
			for ; depth > 0; j++ {
				switch elems[j] {
				case "[":
					depth++
				case "]":
					depth--
				}
			}
			with, optional = expand(elems[i+1:j-1]), true
			i = j - 1
		case len(e) > 1 && e[len(e)-1] == '?':
			with, optional = [][]string{{e[:len(e)-1]}}, true
		default:
			with = [][]string{{e}}
		}
		var next [][]string
		for _, o := range out {
			if optional {
				next = append(next, o)
			}
			for _, w := range with {
				next = append(next, append(slices.Clone(o), w...))
			}
		}
		out = next
	}
	return out
}

// insert adds a variant to the trie.
func (g *gram) insert(v []string, owner int) {
	at := 0
	for _, key := range v {
		to := -1
		for _, e := range g.nodes[at].edges {
			if e.key == key {
				to = e.to
			}
		}
		if to < 0 {
			to = len(g.nodes)
			e := edge{key: key, to: to}
			for _, alt := range strings.Split(key, "|") {
				if c, ok := classNames[alt]; ok {
					e.mask |= c
				} else {
					e.lits = append(e.lits, g.lex.words[alt].lit)
				}
			}
			g.nodes = append(g.nodes, node{})
			g.nodes[at].edges = append(g.nodes[at].edges, e)
		}
		at = to
	}
	if at != 0 && !slices.Contains(g.nodes[at].rules, owner) {
		g.nodes[at].rules = append(g.nodes[at].rules, owner)
	}
}

const maxMatch = 16 // atoms in the longest match

// match is a run of atoms that a rule takes, with the role each plays in it.
type match struct {
	from, n int
	rule    int
	roles   [maxMatch]class
}

// search collects the matches that begin at an atom, longest first, earlier
// rules first among equals.
type search struct {
	g     *gram
	atoms []atom
	from  int
	roles [maxMatch]class
	found []match
}

func (s *search) run(from int) []match {
	s.from, s.found = from, s.found[:0]
	a := &s.atoms[from]
	for m := uint64(a.class); m != 0; m &= m - 1 {
		s.start(a, s.g.byBit[bits.TrailingZeros64(m)])
	}
	if a.lit != 0 {
		s.start(a, s.g.byLit[a.lit])
	}
	if len(s.found) < 2 {
		return s.found
	}
	slices.SortStableFunc(s.found, func(a, b match) int {
		if a.n != b.n {
			return b.n - a.n
		}
		return a.rule - b.rule
	})
	return s.found
}

// start follows root edges over the first atom. An edge met by two of the
// atom's classes is walked twice; the second finds nothing new.
func (s *search) start(a *atom, edges []int) {
	for _, i := range edges {
		e := &s.g.nodes[0].edges[i]
		s.roles[0] = a.class & e.mask
		s.walk(e.to, 1)
	}
}

func (s *search) walk(at, n int) {
	nd := &s.g.nodes[at]
	for _, r := range nd.rules {
		s.found = append(s.found, match{from: s.from, n: n, rule: r, roles: s.roles})
	}
	if s.from+n >= len(s.atoms) || n == maxMatch {
		return
	}
	a := &s.atoms[s.from+n]
	if a.class == 0 {
		return
	}
	for i := range nd.edges {
		if e := &nd.edges[i]; e.takes(a) {
			s.roles[n] = a.class & e.mask
			s.walk(e.to, n+1)
		}
	}
}
