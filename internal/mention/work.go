package mention

import (
	"sort"
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// work is what one report needs while it is read; it is reused.
type work struct {
	f      *Finder
	r      *text.Report
	sents  []syntax.Sentence
	day    codebook.Day
	fold   folder
	pieces []piece
	units  []unit // of all sentences
	first  []int  // sentence to its first unit; one more at the end
	choice map[int32]int

	// of the sentence at hand
	si     int
	s      *syntax.Sentence
	kids   syntax.Kids
	unitAt []int // token to its unit, -1
	groups []group
	order  []int
	run    []int // of a list of groups
	coords int   // numbers given to lists
	inside []int // token to the innermost group it heads or stands in, -1
	quoted bool  // the sentence starts inside a quotation

	states  map[string]float64
	near    map[string]float64 // states of the sentence at hand and the one before
	book    registry
	out     []Mention
	parties []Party // arena of the result
	why     []codebook.Pos
}

func (w *work) begin(r *text.Report, sents []syntax.Sentence) {
	n := 0
	for i := range sents {
		n += len(sents[i].Tokens)
	}
	w.r, w.sents, w.day = r, sents, codebook.DayOf(r.Published)
	w.units, w.first, w.quoted = w.units[:0], w.first[:0], false
	w.choice, w.states, w.near = map[int32]int{}, map[string]float64{}, map[string]float64{}
	w.book.reset()
	w.coords = 0
	w.out = make([]Mention, 0, n/6+4)
	w.parties, w.why = make([]Party, 0, n/6+4), make([]codebook.Pos, 0, n/5+4)
}

func (w *work) finish() []Mention {
	w.first = append(w.first[:0], 0)
	out := w.out
	w.r, w.sents, w.out, w.parties, w.why, w.s = nil, nil, nil, nil, nil, nil
	sort.SliceStable(out, func(i, j int) bool {
		a, b := &out[i], &out[j]
		if a.Sent != b.Sent {
			return a.Sent < b.Sent
		}
		if a.From != b.From {
			return a.From < b.From
		}
		return a.To > b.To
	})
	return out
}

// scan matches the names and roles of a sentence.
func (w *work) scan(i int) {
	w.first = append(w.first, len(w.units))
	w.units = w.match(w.units, &w.sents[i])
	for k := w.first[i]; k < len(w.units); k++ {
		w.units[k].against = against(w.sents[i].Tokens, &w.units[k])
	}
	if i == len(w.sents)-1 {
		w.first = append(w.first, len(w.units))
	}
}

func (w *work) match(dst []unit, s *syntax.Sentence) []unit {
	ps, letters, capitals := w.pieces[:0], 0, 0
	for k := range s.Tokens {
		start := len(ps)
		w.fold.cut(s.Tokens[k].Form, func(b []byte, upper, caps bool) {
			id, ok := w.f.names.words[string(b)]
			if !ok {
				id = -1
			}
			letters++
			if caps {
				capitals++
			}
			ps = append(ps, piece{word: id, tok: int32(k), upper: upper, caps: caps})
		})
		if len(ps) > start {
			ps[start].first, ps[len(ps)-1].last = true, true
		} else if stops(s.Tokens[k].Form) {
			ps = append(ps, piece{word: -1, tok: int32(k), first: true, last: true})
		}
	}
	w.pieces = ps
	return w.f.names.match(dst, ps, letters > 3 && capitals*10 > letters*7)
}

// stops: marks that no name runs across.
func stops(form string) bool {
	switch form {
	case "-", "–", ".", "'", "’", "\"":
		return false
	}
	return true
}

// own returns the units of sentence i.
func (w *work) own(i int) []unit { return w.units[w.first[i]:w.first[i+1]] }

// sense picks the sense of a unit that fits its capitals and, where a name has
// several readings, the report. ok is false when no reading acts.
func (w *work) sense(u *unit) (s sense, ok bool) {
	best := -1
	for k := range u.senses {
		c := &u.senses[k]
		if c.kind == ambiguousSense {
			return w.reading(u)
		}
		if !c.fits(u.upper, u.caps, false) && !c.fits(u.upper, u.caps|c.caps, false) {
			continue
		}
		if best < 0 || order(c) < order(&u.senses[best]) {
			best = k
		}
	}
	if best < 0 {
		return sense{}, false
	}
	return u.senses[best], true
}

// order ranks the senses of one run of words: names of states and bodies,
// roles, titles, then surnames.
func order(s *sense) int {
	switch {
	case s.kind == nameSense && s.use == codebook.ShortName:
		return 9
	case s.kind == titleSense:
		return 5
	case s.kind == roleSense:
		return 4
	}
	return int(s.use) / 2
}

// reading decides between the readings of an ambiguous name, once a report.
func (w *work) reading(u *unit) (sense, bool) {
	at, known := w.f.ambig[u.node]
	if !known {
		return sense{}, false
	}
	amb := &w.f.actors.Ambiguous[at]
	k, done := w.choice[u.node]
	if !done {
		k = w.decide(amb)
		w.choice[u.node] = k
	}
	r := &amb.Readings[k]
	if r.Entity < 0 {
		return sense{}, false
	}
	s := sense{kind: nameSense, of: int32(r.Entity), use: codebook.FullName, pos: r.Pos}
	for i := range u.senses {
		if c := &u.senses[i]; c.kind == nameSense && c.of == s.of {
			s.use = c.use
			break
		}
	}
	if r.Place {
		s.use = codebook.Region
	}
	return s, true
}

// decide counts the words that speak for each reading; the first holds in a
// draw.
func (w *work) decide(amb *codebook.Ambiguous) int {
	best, most := 0, -1
	for k := range amb.Readings {
		n := 0
		for _, word := range amb.Readings[k].Near {
			n += countWord(w.r.Text, word) + countWord(w.r.Title, word)
		}
		if n > most {
			best, most = k, n
		}
	}
	return best
}

// countWord counts the places where word stands with no letter at its sides.
func countWord(s, word string) int {
	n := 0
	for {
		i := strings.Index(s, word)
		if i < 0 {
			return n
		}
		after := i + len(word)
		if (i == 0 || !letter(s[i-1])) && (after == len(s) || !letter(s[after])) {
			n++
		}
		s = s[after:]
	}
}

func letter(b byte) bool { return 'a' <= b|32 && b|32 <= 'z' }

// weighStates counts how much the report speaks of each state: the headline,
// the dateline and the first sentence most.
func (w *work) weighStates() {
	for i := range w.sents {
		by := 1.0
		if i < 2 {
			by = 2 - float64(i)/2
		}
		w.weigh(w.own(i), by, w.states)
	}
	w.weighText(w.r.Title, 4)
	w.weighText(w.r.Place, 3)
}

// unowned: "President Fidel Ramos", not "Philippine President Fidel Ramos": the
// report is written at home.
func (w *work) unowned(units []unit, k int) bool {
	if k == 0 || units[k-1].to != units[k].from {
		return false
	}
	s, ok := w.sense(&units[k-1])
	if !ok || s.kind != roleSense {
		return false
	}
	if k == 1 || units[k-2].to != units[k-1].from {
		return true
	}
	s, ok = w.sense(&units[k-2])
	return !ok || s.kind != nameSense
}

// unownedBy is the weight of a leader whose state need not be told.
const unownedBy = 2.0

// memberBy is the weight of a state's people and bodies against its name.
const memberBy = 1.0

func (w *work) weigh(units []unit, by float64, into map[string]float64) {
	for k := range units {
		s, ok := w.sense(&units[k])
		if !ok || s.kind != nameSense || s.use == codebook.ShortName || units[k].against {
			continue
		}
		e := &w.f.actors.Entities[s.of]
		switch {
		case e.Kind == codebook.StateEntity:
			into[e.Code] += by
		case e.Kind == codebook.PersonEntity && w.unowned(units, k):
			into[e.Code] += by * unownedBy
		case w.f.actors.State(e.Code) >= 0:
			into[e.Code] += by * memberBy
		}
	}
}

// weighText weighs words that are no sentence of the report.
func (w *work) weighText(words string, by float64) {
	if words == "" {
		return
	}
	var s syntax.Sentence
	for _, f := range strings.Fields(words) {
		s.Tokens = append(s.Tokens, syntax.Token{Form: f})
	}
	w.weigh(w.match(nil, &s), by, w.states)
}
