package place

import (
	"math"
	"strings"

	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// Found is a place named in a report.
type Found struct {
	Sent      int
	From, To  int // tokens, half-open, without "the"
	Span      text.Span
	Name      string // as the gazetteer has it
	Country   string // ISO 3166 alpha-3, who holds it; "" for seas and the like
	Lat, Lon  float64
	GeoName   int64  // GeoNames id, 0 when there is none
	Admin1    string // first-order division, "" when unknown
	Precision string // "country", "region", "city", "island", "site", "river", "sea"
	Claims    []string
	Score     float64 // how sure: above 1 the reading leads clearly
	Head      int     // token of the name that the tree hangs it by; the last without a tree
	Case      string  // preposition before it, lower case: "in", "near", "from"; "" for none
}

var precisions = [...]string{CountryKind: "country", Region: "region", City: "city", Capital: "city", Sea: "sea", Island: "island", Site: "site", River: "river"}

// reader holds what finding the places of one report needs.
type reader struct {
	g       *Gazetteer
	r       *text.Report
	sents   []syntax.Sentence
	taken   []text.Span
	persons map[string]bool            // folded last names of people the report names
	people  [][][2]int                 // token runs that name people or bodies, by sentence
	tally   map[int]float64            // countries that the report speaks of
	own     map[string]map[int]float64 // what each name added to the tally
	total   float64                    // sum of the tally
	home    int                        // country of the dateline, -1 for none
	spots   []spot
	chosen  map[string]choice // what a name was taken for
}

// spot is a run of words that the gazetteer knows.
type spot struct {
	sent, from, to int
	key            string
	ids            []int
	after          int  // the spot that this one says the whereabouts of, -1 for none
	leader         int  // the reading that the name has by itself, -1 for none
	fixed          bool // country or hand-written: no doubt about what it is
}

type choice struct {
	id    int
	score float64
	ok    bool
}

// Find gives the places of a report in order. Spans in taken are left alone:
// what is known to name people or bodies. Tags help but need not be there.
// Linear in the text; a few microseconds for each capitalised word.
func Find(g *Gazetteer, r *text.Report, sents []syntax.Sentence, taken ...text.Span) []Found {
	d := &reader{g: g, r: r, sents: sents, taken: taken, persons: map[string]bool{}, tally: map[int]float64{}, chosen: map[string]choice{},
		own: map[string]map[int]float64{}, home: -1}
	d.names()
	for i := range sents {
		d.scan(i)
	}
	d.count()
	var out []Found
	for i := range d.spots {
		if f, ok := d.resolve(i); ok {
			out = append(out, f)
		}
	}
	return out
}

func capital(form string) bool {
	if form == "" {
		return false
	}
	if c := form[0]; c < 0x80 {
		return c >= 'A' && c <= 'Z'
	}
	l := strings.ToLower(form)
	return l != form && l[:2] != form[:min(2, len(form))]
}

// scan collects the spots of a sentence, the longest names first.
func (d *reader) scan(n int) {
	s := &d.sents[n]
	var ids []int
	for i := 0; i < len(s.Tokens); {
		if !capital(s.Tokens[i].Form) || d.isTaken(s, i) {
			i++
			continue
		}
		step := 1
		for k := d.reach(s, i); k >= 1; k-- {
			last := s.Tokens[i+k-1].Form
			if k > 1 && !capital(last) && !smallEnd(last) {
				continue
			}
			words := d.words(s, i, i+k)
			if words == "" {
				continue
			}
			key, found, fixed := d.lookup(ids[:0], words, k)
			if len(found) == 0 {
				continue
			}
			if d.nameable(s, i, i+k, key, found, fixed) {
				d.spots = append(d.spots, spot{sent: n, from: i, to: i + k, key: key, ids: append([]int(nil), found...), fixed: fixed, after: -1, leader: d.leader(key, found)})
			}
			step = k
			break
		}
		i += step
	}
}

// reach gives how many tokens a name that begins at i can have: capitals and
// the small words inside and behind names.
func (d *reader) reach(s *syntax.Sentence, i int) int {
	k := 1
	for k < d.g.long+2 && i+k < len(s.Tokens) {
		if f := s.Tokens[i+k].Form; !capital(f) && !inside.has(f) && !smallEnd(f) && !particles.has(f) && s.Tokens[i+k-1].Form != "-" {
			break
		}
		k++
	}
	return k
}

const inside = list(`of the and 's ’s s i e al-`)

// smallEnd lets a name end in small letters: "Sea", "canal" of hand-written
// names ("Lachin corridor").
func smallEnd(w string) bool { return smallEnds.has(w) }

const smallEnds = list(`corridor islands islets crossing region states subcontinent camp base plant province peninsula camps dam
	refugee power border prison air`)

// words gives the text of tokens as written, "" when it runs over a line's end
// with a mark in it.
func (d *reader) words(s *syntax.Sentence, from, to int) string {
	a, z := s.Tokens[from].Span.From, s.Tokens[to-1].Span.To
	if a < 0 || z > len(d.r.Text) || a >= z || z-a > 60 {
		return ""
	}
	w := d.r.Text[a:z]
	if to-from > 1 && strings.ContainsAny(w, ",;:()\"\n") {
		return ""
	}
	return w
}

// lookup finds a name; names in capitals throughout ("BAGHDAD") count as their
// usual form, "US" only as itself.
func (d *reader) lookup(dst []int, words string, k int) (key string, ids []int, fixed bool) {
	if len(words) <= 5 {
		if i, ok := d.g.exact[strings.ReplaceAll(words, ".", "")]; ok {
			return Fold(words), append(dst, len(d.g.t.ids)+i), true
		}
		if len(words) == 2 && strings.ToUpper(words) == words {
			return "", nil, false
		}
	}
	key = Fold(words)
	ids = d.g.find(dst, key)
	n := len(d.g.t.ids)
	if len(ids) == 0 || ids[0] < n {
		return key, ids, false
	}
	for i, id := range ids {
		// What is written by hand is meant, but for countries: Georgia.
		if id >= n && d.g.entry(id).Kind != CountryKind {
			return key, ids[i : i+1], true
		}
	}
	return key, ids, true
}

// leader gives the reading that a name has by itself: the capital of a country,
// else the place that is five times as great as the others; of a city and the
// division around it the city. -1 when none leads.
func (d *reader) leader(key string, ids []int) int {
	// A place of the name itself goes before one that has it as another name.
	ids = ids[:min(len(ids), 12)]
	for k, id := range ids {
		if e := d.g.entry(id); k > 0 && e.Pop >= 50_000 && e.Kind != Region && Fold(e.Name) == key && Fold(d.g.entry(ids[0]).Name) != key {
			ids = ids[k:]
			break
		}
	}
	first, at := d.g.entry(ids[0]), ids[0]
	for _, id := range ids[1:] {
		if e := d.g.entry(id); first.Kind == Region && e.Kind != Region && e.Pop*20 > first.Pop && beside(&e, &first) {
			first, at = e, id
		}
	}
	for _, id := range ids {
		e := d.g.entry(id)
		switch {
		case e.Kind == Capital && first.Kind != Capital && e.Pop > 200_000 && Fold(e.Name) == key:
			first, at = e, id
		case id == at || first.Kind == Capital || beside(&e, &first):
		case e.Pop*5 > first.Pop:
			return -1
		}
	}
	return at
}

// beside reports two places of one country within some 250 km.
func beside(a, b *Entry) bool {
	return a.Country == b.Country && math.Abs(a.Lat-b.Lat) < 2.5 && math.Abs(a.Lon-b.Lon) < 2.5
}

func (d *reader) isTaken(s *syntax.Sentence, i int) bool {
	for _, t := range d.taken {
		if t.Overlaps(s.Tokens[i].Span) {
			return true
		}
	}
	return false
}

// found makes the output of a chosen place.
func (d *reader) found(sp *spot, id int, score float64) Found {
	e := d.g.entry(id)
	s := &d.sents[sp.sent]
	f := Found{Sent: sp.sent, From: sp.from, To: sp.to, Span: s.SpanOf(sp.from, sp.to-1), Name: e.Name, Country: d.g.code(e.Country),
		Lat: e.Lat, Lon: e.Lon, GeoName: e.GeoName, Precision: precisions[e.Kind], Claims: e.Claims, Score: score}
	f.Head, f.Case = hang(s, sp.from, sp.to)
	if e.Region >= 0 && e.Region < len(d.g.t.areas) {
		f.Admin1 = d.g.t.areas[e.Region].Name
	}
	return f
}

// hang gives the token by which the words [i, j) hang in the tree, and the
// preposition before them: the tree's, else the nearest over words such as "the
// northern town of".
func hang(s *syntax.Sentence, i, j int) (head int, preposition string) {
	head = j - 1
	for k := i; k < j; k++ {
		if h := s.Tokens[k].Head; s.Tokens[k].Rel != "" && (h < i || h >= j) {
			head = k
			break
		}
	}
	if c := s.Child(head, "case"); s.Tokens[head].Rel != "" && c >= 0 && c < i {
		return head, low(s, c)
	}
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		w := low(s, k)
		switch {
		case w == "of" && (before.has(low(s, k-1)) || towns.has(low(s, k-1)) || divisions.has(low(s, k-1))):
			k--
		case locative.has(w) && w != "and" && w != "between":
			return head, w
		case w != "the" && w != "-" && !compass.has(w) && !before.has(w):
			return head, ""
		}
	}
	return head, ""
}
