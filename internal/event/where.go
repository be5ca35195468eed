package event

import (
	"sort"

	"github.com/attache/attache/internal/place"
	"github.com/attache/attache/internal/syntax"
)

// placePrep: prepositions behind which the place of a deed stands.
var placePrep = map[string]bool{"in": true, "at": true, "near": true, "outside": true, "inside": true, "off": true, "around": true,
	"across": true, "along": true, "over": true, "on": true, "within": true, "throughout": true, "to": true, "into": true, "north": true,
	"south": true, "east": true, "west": true, "from": true}

// where gives the place that the clause itself names, behind a preposition of
// place; the most precise of several.
func (m *Matcher) where(cand *Candidate) *Place {
	c := &m.in.Clauses[cand.Clause]
	from := sort.Search(len(m.in.Places), func(i int) bool { return m.in.Places[i].Sent >= c.Sent })
	var best *place.Found
	for i := from; i < len(m.in.Places) && m.in.Places[i].Sent == c.Sent; i++ {
		p := &m.in.Places[i]
		if m.locates(p, c.Pred) && (best == nil || finer(p, best)) {
			best = p
		}
	}
	if best == nil {
		return nil
	}
	return &Place{Name: best.Name, Country: best.Country, Lat: best.Lat, Lon: best.Lon, GeoName: best.GeoName, Span: best.Span}
}

// finer: a town is a better place than the country around it.
func finer(a, b *place.Found) bool {
	return precision[a.Precision] > precision[b.Precision]
}

var precision = map[string]int{"country": 0, "sea": 1, "region": 2, "river": 3, "island": 3, "city": 4, "site": 5}

// locates: climbing from the place's head, an oblique behind a preposition of
// place reaches the predicate before any other predicate.
func (m *Matcher) locates(p *place.Found, pred int) bool {
	at := p.From
	for at >= p.From && at < p.To && m.s.Tokens[at].Head >= p.From && m.s.Tokens[at].Head < p.To {
		at = m.s.Tokens[at].Head
	}
	for n := 0; n < 4; n++ {
		t := &m.s.Tokens[at]
		if t.Head < 0 {
			return false
		}
		rel := syntax.Base(t.Rel)
		if t.Head == pred {
			return (rel == "obl" || rel == "nmod") && placePrep[m.preposition(at)]
		}
		if rel != "nmod" && rel != "appos" && rel != "compound" && rel != "conj" && rel != "flat" || m.isPredicate(t.Head) {
			return false
		}
		at = t.Head
	}
	return false
}
