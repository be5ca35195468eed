package mention

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// group is a noun phrase without its complements: "Russia's defense minister
// Sergei Ivanov". A phrase with an owner holds it, and the owner is a group of
// its own.
type group struct {
	from, to  int // tokens, half-open, the owner's among them
	start     int // first token behind the owner
	head      int // token that the rest of the sentence governs
	owner     int // group of "Russia's", -1
	poss      int // token of "its", -1
	comp      int // group that tells whose: "of Japan", -1
	inner     bool
	linked    bool
	thing     int // in the registry, -1
	joined    int // group of the coordination's first, -1
	coord     int // number of the list it stands in, -1
	pairThing int // thing of the coordination it begins, plus one
	done      bool

	kind     Kind
	parties  []Party
	metonym  bool
	person   bool // a human being or several
	plural   bool
	definite bool
	former   bool
	gender   byte   // 'm', 'f' or 0
	role     int    // in Actors.Roles, -1
	entity   int    // in Actors.Entities, -1
	name     string // the word by which a report goes on to call it, folded
	full     string // all words of a name, folded
	blank    bool   // its country is not to be guessed
	why      []codebook.Pos
}

func newGroup(from, to int) group {
	return group{from: from, to: to, start: from, head: -1, owner: -1, poss: -1, comp: -1, role: -1, entity: -1, thing: -1, joined: -1, coord: -1}
}

// chunk cuts the sentence into groups, left to right, owners before what they
// own.
func (w *work) chunk() {
	w.groups = w.groups[:0]
	w.inside = w.inside[:0]
	for range w.s.Tokens {
		w.inside = append(w.inside, -1)
	}
	for i := w.dateline(); i < len(w.s.Tokens); {
		end := w.extent(i)
		if end == i {
			i++
			continue
		}
		w.segments(i, end)
		i = end
	}
}

// dateline gives the first token behind "WASHINGTON, Nov. 11 (Agency) --",
// 0 when the report does not begin so. Its place is no actor.
func (w *work) dateline() int {
	t := w.s.Tokens
	if w.si > 0 || len(t) < 4 || strings.ToUpper(t[0].Form) != t[0].Form || len(t[0].Form) < 4 {
		return 0
	}
	for k := 1; k < len(t) && k < 16; k++ {
		if f := t[k].Form; f == "--" || f == "—" || (f == "-" || f == "–") && t[k-1].Form == ")" {
			return k + 1
		}
	}
	return 0
}

// extent gives the end of the phrase that starts at token i, i when none does.
func (w *work) extent(i int) int {
	j := i
	for ; j < len(w.s.Tokens); j++ {
		if !w.nominal(j) || j > i && w.breaks(i, j) {
			break
		}
	}
	// Trailing hyphens, articles and adverbs belong to what follows.
	for j > i && w.loose(j-1) {
		j--
	}
	return j
}

func (w *work) loose(k int) bool {
	t := &w.s.Tokens[k]
	return w.unitAt[k] < 0 && (t.UPOS == "PUNCT" || t.UPOS == "DET" && len(t.Form) < 4 || t.UPOS == "ADV")
}

// nominal reports whether token k can stand in a noun phrase.
func (w *work) nominal(k int) bool {
	t := &w.s.Tokens[k]
	if u := w.unitAt[k]; u >= 0 && (w.units[u].to-w.units[u].from > 1 || w.units[u].upper == 1 && w.stateName(u)) {
		return true
	}
	if w.calledBefore(k) {
		return true
	}
	switch t.UPOS {
	case "NOUN", "PROPN", "NUM":
		return !timeWord[strings.ToLower(t.Form)]
	case "ADJ":
		return t.Rel != "root" && syntax.Base(t.Rel) != "ccomp" && syntax.Base(t.Rel) != "xcomp" || w.unitAt[k] >= 0
	case "DET":
		return t.XPOS != "WDT" && t.XPOS != "WP$"
	case "PART":
		return t.XPOS == "POS"
	case "PRON":
		return t.XPOS == "PRP$"
	case "PUNCT":
		return (t.Form == "-" || t.Form == "–") && w.glued(k)
	case "VERB":
		return (t.XPOS == "VBN" || t.XPOS == "VBG") && syntax.Base(t.Rel) == "amod" && t.Head > k
	case "ADV":
		return t.Head > k && t.Head < k+3 && w.nominalWord(t.Head)
	}
	return w.unitAt[k] >= 0 && t.UPOS == "X"
}

// stateName: the unit names a state, whatever the tagger made of the word.
func (w *work) stateName(u int) bool {
	s, ok := w.sense(&w.units[u])
	return ok && s.kind == nameSense && s.use != codebook.ShortName && s.use != codebook.City && s.use != codebook.Region
}

func (w *work) nominalWord(k int) bool {
	t := &w.s.Tokens[k]
	return t.UPOS == "ADJ" || t.UPOS == "NUM" || t.UPOS == "VERB" && syntax.Base(t.Rel) == "amod"
}

// glued reports whether a mark has a space on one side at most: wires break
// words as "US- led".
func (w *work) glued(k int) bool {
	t := w.s.Tokens
	return k > 0 && k+1 < len(t) && (t[k-1].Span.To == t[k].Span.From || t[k].Span.To == t[k+1].Span.From)
}

var timeWord = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true,
	"saturday": true, "sunday": true, "january": true, "february": true, "april": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true,
	"jan.": true, "feb.": true, "aug.": true, "sept.": true, "oct.": true, "nov.": true, "dec.": true, "gmt": true, "yesterday": true, "today": true, "tomorrow": true, "tonight": true}

// breaks reports whether a new phrase starts at token j of one begun at i.
func (w *work) breaks(i, j int) bool {
	a, b := &w.s.Tokens[j-1], &w.s.Tokens[j]
	if w.unitAt[j] >= 0 && w.unitAt[j] == w.unitAt[j-1] {
		return false
	}
	if b.XPOS == "POS" || a.XPOS == "POS" || b.UPOS == "PROPN" && w.titleEnds(j-1) {
		return false
	}
	if b.UPOS == "DET" || b.XPOS == "PRP$" {
		return a.UPOS != "DET"
	}
	if a.UPOS != "NOUN" && a.UPOS != "PROPN" {
		return false
	}
	oneName := a.UPOS == "PROPN" && b.UPOS == "PROPN" && w.unitAt[j] < 0
	if r := syntax.Base(b.Rel); !oneName && (r == "nsubj" || r == "obj" || r == "iobj") && (a.Head < j || a.Head > j+3) {
		return true
	}
	if !argument[syntax.Base(a.Rel)] || a.Head >= j && a.Head < j+4 {
		return false
	}
	// Both govern their own phrase: "gave Iraq weapons".
	for k, n := j, 0; n < 4 && k >= 0; n++ {
		if k >= i && k < j {
			return false
		}
		k = w.s.Tokens[k].Head
	}
	return true
}

// titleEnds reports whether token k ends a title or a role of one person, so
// that a name after it belongs to the same phrase.
func (w *work) titleEnds(k int) bool {
	u := w.unitAt[k]
	if u < 0 || w.units[u].to != k+1 || pluralToken(&w.s.Tokens[k]) {
		return false
	}
	s, ok := w.sense(&w.units[u])
	return ok && (s.kind == titleSense || s.kind == roleSense && w.f.actors.Roles[s.of].Kind == codebook.PersonRole)
}

var argument = map[string]bool{"nsubj": true, "obj": true, "iobj": true, "obl": true, "nmod": true, "conj": true, "appos": true, "root": true}

// segments files the groups of a phrase: each owner, and what it owns.
func (w *work) segments(from, end int) {
	owner, start := -1, from
	for k := from; k < end; k++ {
		t := &w.s.Tokens[k]
		if t.XPOS != "POS" || w.unitAt[k] >= 0 && w.unitAt[k] == w.unitAt[max(k-1, 0)] && k+1 < end && w.unitAt[k+1] == w.unitAt[k] {
			continue
		}
		if k > start {
			owner = w.file(from, start, k, owner)
		}
		start = k + 1
	}
	if start < end {
		w.file(from, start, end, owner)
	}
}

// file adds the group of [start, to) whose owner's words begin at from.
func (w *work) file(from, start, to, owner int) int {
	g := newGroup(from, to)
	for start < to-1 && looseStart[w.s.Tokens[start].Form] {
		start++ // "at least two rebels"
	}
	g.start, g.owner = start, owner
	if owner < 0 {
		g.from = start
	}
	for k := start; k < to; k++ {
		t := &w.s.Tokens[k]
		if t.XPOS == "PRP$" {
			g.poss = k
		}
		if t.Head < start || t.Head >= to {
			if t.UPOS != "DET" && t.UPOS != "PUNCT" && t.XPOS != "PRP$" || g.head < 0 {
				g.head = k
			}
		}
	}
	if g.head < 0 {
		g.head = to - 1
	}
	if g.owner < 0 && g.poss < 0 {
		g.owner = w.sharedOwner(start)
	}
	n := len(w.groups)
	w.groups = append(w.groups, g)
	for k := start; k < to; k++ {
		w.inside[k] = n
	}
	return n
}

// sharedOwner gives the owner of the group that "and" joins to one at start:
// "the country's Economy and Energy Minister". -1 when there is none.
func (w *work) sharedOwner(start int) int {
	if start < 2 || w.s.Tokens[start-1].Form != "and" || w.inside[start-2] < 0 || w.s.Tokens[start].UPOS == "DET" {
		return -1
	}
	before := &w.groups[w.inside[start-2]]
	if before.owner < 0 || before.to != start-1 || w.unitAt[start-2] >= 0 || before.to-before.start > 2 {
		return -1
	}
	return before.owner
}

var looseStart = map[string]bool{"least": true, "most": true, "than": true, "about": true, "nearly": true, "almost": true, "Nearly": true, "About": true, "Almost": true, ")": true}

// lastNoun gives the token that says what a group is: its last nominal.
func (w *work) lastNoun(g *group) int {
	for k := g.to - 1; k >= g.start; k-- {
		switch t := &w.s.Tokens[k]; t.UPOS {
		case "PUNCT", "DET", "ADV", "PART":
		case "NUM", "PRON":
			if k == g.start || w.unitAt[k] >= 0 {
				return k
			}
		default:
			if t.XPOS != "PRP$" {
				return k
			}
		}
	}
	return g.to - 1
}
