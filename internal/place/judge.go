package place

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/attache/attache/internal/syntax"
)

const (
	divisions = list(`province provinces state states region regions oblast governorate prefecture`)
	towns     = list(`city cities town towns port capital village`)
	never     = list(`january february march april may june july august september october november december monday tuesday
		wednesday thursday friday saturday sunday bank police president north south east west hamas fatah duma hezbollah taliban congress`)
	ofBodies  = list(`bank university voice museum institute college church party society association federation confederation tower merchant`)
	elsewhere = list(`islands island river rivers mountains lake sea desert forest park bridge street road avenue stadium
		hotel shoal reef atoll peninsula cup derby airlines`)
	locative = list(`in at near from to around outside inside toward towards into across throughout within through via of
		between and off over leave left leaving visit visited visiting reach reached enter entered entering`)
	strong = list(`in at near around outside inside toward towards into across throughout within off`)
	before = list(`town village city district province region suburb port capital neighborhood neighbourhood county
		governorate municipality settlement camp airport area valley mountains northern southern eastern western central
		northeastern northwestern southeastern southwestern downtown resort base island`)
	speech = list(`said says told added announced warned called urged denied replied insisted noted argued claimed wrote
		who whose`)
)

func low(s *syntax.Sentence, i int) string {
	if i < 0 || i >= len(s.Tokens) {
		return ""
	}
	return strings.ToLower(s.Tokens[i].Form)
}

// nameable reports whether the words [i, j) can stand for a place there.
func (d *reader) nameable(s *syntax.Sentence, i, j int, key string, ids []int, fixed bool) bool {
	if d.elsewhere(s, i, j, key, fixed) {
		return false
	}
	if fixed && j-i > 1 {
		return true
	}
	named := d.named(s, i, j, key)
	qualified := j-i == 1 && !named && d.qualified(s, j, ids)
	switch t := &s.Tokens[j-1]; {
	case never.has(key) && !qualified:
		return false
	case j-i == 1 && (titles.has(key) || d.titled(s, i-1)):
		return false
	case qualified && !titles.has(low(s, i-1)):
		return true
	case j-i == 1 && t.UPOS != "" && t.UPOS != "PROPN" && !shouting(t.Form) && !fixed:
		return false
	case named:
		return false
	case len(key) <= 3 && !fixed && j < len(s.Tokens) && capital(s.Tokens[j].Form):
		return false
	case (d.g.common[key] || len(key) <= 3) && !fixed && !d.said(s, i, j, ids):
		return false
	case j-i == 1 && d.persons[key] && !fixed && !(d.great(d.words(s, i, j)) && strong.has(low(s, i-1))):
		return false
	}
	return !(i == 0 && j-i == 1 && openers.has(key))
}

// titled reports a title before a name: "Ms.", "President".
func (d *reader) titled(s *syntax.Sentence, i int) bool {
	w := strings.TrimSuffix(low(s, i), ".")
	return titles.has(w) && capital(s.Tokens[i].Form)
}

// elsewhere reports words that are part of another name: "Washington Post",
// "Bank of America", a ship's in quotes, a nation's adjective.
func (d *reader) elsewhere(s *syntax.Sentence, i, j int, key string, fixed bool) bool {
	if j < len(s.Tokens) {
		next := s.Tokens[j].Form
		if capital(next) && bodies.has(strings.ToLower(next)) || low(s, j) == "news" && low(s, j+1) == "agency" {
			return true
		}
	}
	if low(s, i-1) == "of" && i >= 2 && capital(s.Tokens[i-2].Form) && ofBodies.has(low(s, i-2)) {
		return true
	}
	if fixed {
		return false
	}
	if _, nation := d.g.adj[key]; nation && !before.has(low(s, j)) && low(s, j) != "state" {
		return true
	}
	if low(s, i) == "the" && j-i > 1 && key != "the hague" && key != "the valley" {
		return true
	}
	return quote(low(s, i-1)) && quote(low(s, j))
}

func quote(w string) bool {
	return w == "\"" || w == "\u201c" || w == "\u201d" || w == "''" || w == "``"
}

// named reports whether the words lie in the name of a person or body; a great
// place that is a name by itself does not count.
func (d *reader) named(s *syntax.Sentence, i, j int, key string) bool {
	for _, p := range d.people[s.Index-d.sents[0].Index] {
		if i < p[1] && p[0] < j && !(i == p[0] && j == p[1] && d.great(d.words(s, i, j)) && !d.persons[key]) {
			return true
		}
	}
	return false
}

// said reports whether the words around say that a name is a place.
func (d *reader) said(s *syntax.Sentence, i, j int, ids []int) bool {
	p := low(s, i-1)
	if strong.has(p) || before.has(p) || p == "of" && before.has(low(s, i-2)) {
		return true
	}
	return before.has(low(s, j)) || d.qualified(s, j, ids)
}

// anyIn reports whether one of the places lies in the country or region q.
func (d *reader) anyIn(ids []int, q *Entry) bool {
	for _, id := range ids[:min(len(ids), 60)] {
		if e := d.g.entry(id); e.Kind != CountryKind && e.Country == q.Country && (q.Region < 0 || e.Region == q.Region) {
			return true
		}
	}
	return false
}

// qualified reports whether a comma and the name of a country or region that
// holds one of the places follow the words that end before the token j.
func (d *reader) qualified(s *syntax.Sentence, j int, ids []int) bool {
	if low(s, j) != "," {
		return false
	}
	for j++; low(s, j) == "in" || low(s, j) == "the" || compass.has(low(s, j)) && !capital(s.Tokens[j].Form); j++ {
	}
	if j >= len(s.Tokens) || !capital(s.Tokens[j].Form) {
		return false
	}
	for k := j + 1; k <= min(j+3, len(s.Tokens)); k++ {
		w := d.words(s, j, k)
		if w == "" {
			return false
		}
		for _, id := range d.g.find(nil, Fold(w)) {
			if q := d.g.entry(id); (q.Kind == CountryKind || q.Kind == Region) && d.anyIn(ids, &q) {
				return true
			}
		}
	}
	return false
}

// inBody reports whether a token stands in the name of a person or body.
func (d *reader) inBody(n, i int) bool {
	for _, p := range d.people[n] {
		if p[0] <= i && i < p[1] && p[1]-p[0] > 2 {
			return true
		}
	}
	return false
}

// country gives the country of a folded name.
func (d *reader) country(key string) (int, bool) {
	for _, i := range d.g.names[key] {
		if e := &d.g.extra[i]; e.Kind == CountryKind {
			return e.Country, true
		}
	}
	return 0, false
}

// count weighs the countries that the report speaks of: by nation, by name, by
// capitals and great cities, by its dateline.
func (d *reader) count() {
	d.countNations()
	for i := range d.spots {
		if q := d.qualifier(i); q >= 0 {
			d.spots[q].after = i
		}
	}
	for i := range d.spots {
		d.countSpot(&d.spots[i])
	}
	if d.r.Place != "" {
		if ids := d.g.find(nil, Fold(d.r.Place)); len(ids) > 0 {
			if c := d.g.entry(ids[0]).Country; c >= 0 {
				d.tally[c] += 3
				d.home = c
			}
		}
	}
	for _, c := range slices.Sorted(maps.Keys(d.tally)) {
		d.total += d.tally[c]
	}
}

// countNations adds the adjectives of nations, and countries in the names of
// bodies ("Israel Defense Forces").
func (d *reader) countNations() {
	for n := range d.sents {
		for i := range d.sents[n].Tokens {
			f := d.sents[n].Tokens[i].Form
			if !capital(f) {
				continue
			}
			k := Fold(f)
			c, ok := d.g.adj[k]
			if !ok && d.inBody(n, i) {
				c, ok = d.country(k)
			}
			if !ok {
				c, ok = d.g.adj[strings.TrimSuffix(k, "s")]
			}
			if ok {
				d.tally[c]++
			}
		}
	}
}

// countSpot adds what a spot says of countries, in its most likely reading.
func (d *reader) countSpot(sp *spot) {
	e := d.g.entry(sp.ids[0])
	if sp.leader >= 0 {
		e = d.g.entry(sp.leader)
	}
	w := 0.0
	switch {
	case e.Country < 0:
	case e.Kind == CountryKind:
		w = 2
	case sp.fixed:
		w = 1
	case e.Kind == Capital && e.Pop > 200_000:
		w = 1.5
	case sp.leader >= 0 && e.Pop > 200_000:
		w = 0.7
	case len(sp.ids) == 1 && e.Pop > 50_000 || e.Pop > 1_000_000:
		w = 1
	}
	if w == 0 {
		return
	}
	d.tally[e.Country] += w
	if d.own[sp.key] == nil {
		d.own[sp.key] = map[int]float64{}
	}
	d.own[sp.key][e.Country] += w
}

// resolve chooses the place that a spot names, or none.
func (d *reader) resolve(n int) (Found, bool) {
	sp := &d.spots[n]
	near := d.qualifier(n)
	if c, ok := d.chosen[sp.key]; ok && near < 0 {
		return d.found(sp, c.id, c.score), c.ok
	}
	s := &d.sents[sp.sent]
	best, second, at := math.Inf(-1), math.Inf(-1), -1
	for _, id := range sp.ids[:min(len(sp.ids), 40)] {
		v := d.score(s, sp, id, near)
		if v > best {
			best, second, at = v, best, id
		} else if v > second {
			second = v
		}
	}
	ok := d.accept(s, sp, at, near)
	margin := best - second
	if math.IsInf(margin, 0) {
		margin = 9
	}
	if _, old := d.chosen[sp.key]; !old {
		d.chosen[sp.key] = choice{at, margin, ok}
	}
	return d.found(sp, at, margin), ok
}

// qualifier gives the spot that says where the spot n lies ("Paris, Texas";
// "Mosul, in northern Iraq"), -1 for none.
func (d *reader) qualifier(n int) int {
	if n+1 >= len(d.spots) || d.spots[n].fixed && d.g.entry(d.spots[n].ids[0]).Kind == CountryKind {
		return -1
	}
	a, b := &d.spots[n], &d.spots[n+1]
	s := &d.sents[a.sent]
	if a.sent != b.sent || b.from-a.to > 6 || low(s, a.to) != "," && low(s, a.to) != "in" && low(s, a.to) != "(" {
		return -1
	}
	for k := a.to + 1; k < b.from; k++ {
		if w := low(s, k); w != "in" && w != "the" && w != "of" && !before.has(w) && !compass.has(w) && d.g.adj[w] == 0 {
			return -1
		}
	}
	return n + 1
}

// within reports whether the place e lies in what the spot near names.
func (d *reader) within(e *Entry, near int) bool {
	for _, id := range d.spots[near].ids {
		q := d.g.entry(id)
		switch {
		case q.Kind != CountryKind && q.Kind != Region:
		case q.Kind == CountryKind && q.Country == e.Country:
			return true
		case q.Kind == Region && q.Country == e.Country && (q.Region == e.Region || q.Region < 0):
			return true
		}
	}
	return false
}

// score weighs a reading: population, kind, the report's countries, the words
// around.
func (d *reader) score(s *syntax.Sentence, sp *spot, id, near int) float64 {
	e := d.g.entry(id)
	v := math.Log10(float64(e.Pop) + 10)
	switch e.Kind {
	case CountryKind:
		v += 1.5
	case Capital:
		v += 0.8 + 0.8
	case City:
		v += 0.8
	}
	if id >= len(d.g.t.ids) && e.Kind != CountryKind {
		v = 9
	}
	if e.Country >= 0 {
		// What the name itself added must not speak for one of its readings.
		own := d.own[sp.key]
		total := d.total
		for _, w := range own {
			total -= w
		}
		if w := d.tally[e.Country] - own[e.Country]; w > 0.01 {
			v += 0.8 + 1.5*w/total
		}
		if e.Country == d.home {
			v++
		}
	}
	if id == sp.leader {
		v += 1.5
	}
	if id < len(d.g.t.ids) && !alike(Fold(e.Name), sp.key) {
		v -= 0.8
	}
	if near >= 0 && d.within(&e, near) {
		v += 6
	}
	v += d.holds(sp, &e)
	after, kind := low(s, sp.to), ""
	if low(s, sp.from-1) == "of" {
		kind = low(s, sp.from-2)
	}
	if e.Kind == Region && (divisions.has(after) || divisions.has(kind)) {
		v += 3
	}
	if (e.Kind == City || e.Kind == Capital) && (towns.has(after) || towns.has(kind)) {
		v += 1.5
	}
	return v
}

// alike reports whether two names begin alike: another spelling, not another
// name.
func alike(a, b string) bool {
	n := min(4, len(a), len(b))
	if a[:n] == b[:n] {
		return true
	}
	a, b = consonants(a), consonants(b)
	n = min(3, len(a), len(b))
	return n > 1 && a[:n] == b[:n]
}

// consonants leaves out vowels and what writing them differs in.
func consonants(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouyhw -", r) {
			return -1
		}
		return r
	}, s)
}

// holds adds to a reading the weight of the place before it that it would
// hold: "Atlanta, Georgia" is the state, "Tbilisi, Georgia" the country.
func (d *reader) holds(sp *spot, e *Entry) float64 {
	if e.Kind != CountryKind && e.Kind != Region || sp.after < 0 {
		return 0
	}
	best := 0.0
	for _, id := range d.spots[sp.after].ids {
		c := d.g.entry(id)
		if c.Country == e.Country && (e.Kind == CountryKind || e.Region < 0 || c.Region == e.Region) && c.Kind != CountryKind {
			best = max(best, math.Log10(float64(c.Pop)+10))
		}
	}
	return best
}

// accept reports whether the best reading is worth telling: great places as
// such, small ones where the words around or the report's countries speak for
// them.
func (d *reader) accept(s *syntax.Sentence, sp *spot, id, near int) bool {
	e := d.g.entry(id)
	if id >= len(d.g.t.ids) || near >= 0 && d.within(&e, near) {
		return true
	}
	if after := low(s, sp.to); elsewhere.has(after) || e.Kind != Region && d.tally[e.Country] == 0 && (after == "province" || after == "region" || after == "state") {
		return false
	}
	if near >= 0 && e.Pop < 1_000_000 && d.g.entry(d.spots[near].ids[0]).Kind == CountryKind {
		return false // "Palma, in Mozambique": not the one we know
	}
	told := e.Country >= 0 && d.tally[e.Country] >= 0.7
	if !alike(Fold(e.Name), sp.key) && e.Kind != Capital && (len(sp.key) < 6 || e.Pop < 1_000_000 && !told) && !d.said(s, sp.from, sp.to, sp.ids) {
		return false // known there by another name: the words must say so
	}
	place := d.said(s, sp.from, sp.to, sp.ids) || locative.has(low(s, sp.from-1)) && !speech.has(low(s, sp.to))
	pop := e.Pop
	if e.Kind == Region {
		pop /= 4
	}
	switch {
	case e.Kind == Capital && pop > 20_000 || pop >= 500_000:
		return true
	case sp.to-sp.from > 1 && (told || pop > 50_000):
		return true
	case told && place, told && len(sp.ids) == 1 && Fold(e.Name) == sp.key && !speech.has(low(s, sp.to)):
		return true
	case told:
		return pop >= 30_000 && !speech.has(low(s, sp.to))
	case d.said(s, sp.from, sp.to, sp.ids):
		return pop >= 15_000
	}
	if len(sp.ids) == 1 && place && pop >= 15_000 || id == sp.leader && pop >= 100_000 && !speech.has(low(s, sp.to)) {
		return true
	}
	return pop >= 100_000 && (place || !speech.has(low(s, sp.to)) && len(sp.ids) <= 4 && Fold(e.Name) == sp.key)
}
