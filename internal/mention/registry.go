package mention

import "github.com/attache/attache/internal/codebook"

// thing is an entity of the report: what its mentions have in common.
type thing struct {
	parties []Party
	why     []codebook.Pos
	kind    Kind
	entity  int // in Actors.Entities, -1
	person  bool
	plural  bool
	several bool // made of others: "Abbas and Shalom"
	gender  byte
	full    string // all words of its name, folded
	word    string // last word of its role: "minister"
	sector  string
	sent    int // last mention
	tok     int
	verb    int // token that governs the last mention
	weight  float64
	count   int
}

// registry holds the entities of one report.
type registry struct {
	things  []thing
	byKey   map[string]int // codebook key, or role of a state
	byName  map[string]int // folded surname or acronym
	named   map[int32]bool // people of the codebook whose full name stood
	speaker int            // thing that spoke last, -1
}

func (r *registry) reset() {
	r.things, r.speaker = r.things[:0], -1
	r.byKey, r.byName, r.named = map[string]int{}, map[string]int{}, map[int32]bool{}
}

// last finds the latest thing that passes, looking back at most sents
// sentences from sentence si; -1 when there is none.
func (r *registry) last(si, sents int, pass func(*thing) bool) int {
	best := -1
	for i := range r.things {
		t := &r.things[i]
		if t.sent < si-sents || !pass(t) {
			continue
		}
		if best < 0 || t.sent > r.things[best].sent || t.sent == r.things[best].sent && t.tok > r.things[best].tok {
			best = i
		}
	}
	return best
}
