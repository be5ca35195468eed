package mention

import "github.com/attache/attache/internal/codebook"

// senseKind says which list of the codebook a sense points into.
type senseKind uint8

const (
	nameSense senseKind = iota
	roleSense
	titleSense
	ambiguousSense
)

// sense is one thing that a run of pieces may mean.
type sense struct {
	kind   senseKind
	plural bool
	use    codebook.Use
	of     int32 // entity, role or title
	pos    codebook.Pos
	upper  uint32 // bit i: piece i must start with a capital
	caps   uint32 // bit i: piece i must be all capitals
}

// trie holds every name, role and title by its pieces.
type trie struct {
	words  map[string]int32
	edges  map[uint64]int32
	senses [][]sense // by node
}

func newTrie(size int) *trie {
	return &trie{words: make(map[string]int32, size), edges: make(map[uint64]int32, 2*size), senses: make([][]sense, 1, 2*size)}
}

// add files a sense under a text. Names that are too long to match are left
// out: no wire report writes more than 24 words for one.
func (t *trie) add(f *folder, text string, s sense) int32 {
	node, i, ok := int32(0), 0, true
	f.cut(text, func(b []byte, upper, caps bool) {
		if i >= 24 {
			ok = false
			return
		}
		w, known := t.words[string(b)]
		if !known {
			w = int32(len(t.words))
			t.words[string(b)] = w
		}
		key := uint64(uint32(node))<<32 | uint64(uint32(w))
		next, known := t.edges[key]
		if !known {
			next = int32(len(t.senses))
			t.senses = append(t.senses, nil)
			t.edges[key] = next
		}
		node = next
		if upper {
			s.upper |= 1 << i
		}
		if caps && s.use == codebook.Acronym && s.kind == nameSense {
			s.caps |= 1 << i
		}
		i++
	})
	if !ok || i == 0 {
		return 0
	}
	for _, old := range t.senses[node] {
		if old.kind == s.kind && old.of == s.of && old.use == s.use && old.upper == s.upper {
			return node
		}
	}
	t.senses[node] = append(t.senses[node], s)
	return node
}

func (t *trie) step(node, word int32) (int32, bool) {
	n, ok := t.edges[uint64(uint32(node))<<32|uint64(uint32(word))]
	return n, ok
}

// unit is a run of tokens that matched the longest name or role there.
type unit struct {
	from, to int  // tokens, half-open
	part     bool // it ends or starts inside a token: "U.S." in "U.S.-led"
	against  bool // "anti-Syrian", "pro-Russian"
	node     int32
	senses   []sense
	upper    uint32
	caps     uint32
}

// fits reports whether the capitals of the text allow a sense. In a sentence
// written in capitals (loud) all that is wanted is a capital.
func (s *sense) fits(upper, caps uint32, loud bool) bool {
	if s.upper&^upper != 0 {
		return false
	}
	return s.caps&^caps == 0 && !(loud && s.caps != 0 && s.caps == 1)
}

// match appends the units of a sentence's pieces, leftmost longest first.
// Linear in the pieces but for the length of the names.
func (t *trie) match(dst []unit, ps []piece, loud bool) []unit {
	for i := 0; i < len(ps); {
		if ps[i].word < 0 {
			i++
			continue
		}
		node, best := int32(0), -1
		var upper, caps, u, c uint32
		var at int32
		for j := i; j < len(ps) && j-i < 24; j++ {
			next, ok := int32(0), false
			if ps[j].word >= 0 {
				next, ok = t.step(node, ps[j].word)
			}
			if !ok {
				break
			}
			node = next
			if ps[j].upper {
				upper |= 1 << (j - i)
			}
			if ps[j].caps {
				caps |= 1 << (j - i)
			}
			if t.any(node, upper, caps, loud) {
				best, at, u, c = j, node, upper, caps
			}
		}
		if best < 0 {
			i++
			continue
		}
		dst = append(dst, unit{from: int(ps[i].tok), to: int(ps[best].tok) + 1, part: !ps[i].first || !ps[best].last,
			node: at, senses: t.senses[at], upper: u, caps: c})
		i = best + 1
	}
	return dst
}

func (t *trie) any(node int32, upper, caps uint32, loud bool) bool {
	for k := range t.senses[node] {
		if t.senses[node][k].fits(upper, caps, loud) {
			return true
		}
	}
	return false
}
