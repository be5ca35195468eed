package parse

import (
	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/internal/syntax"
)

const (
	cacheSlots = 4096 // a power of two
	longest    = 23   // bytes of the longest form that is kept
)

// cache keeps, for words seen before, their embedding and what the first layer
// makes of it, which does not depend on the other words. A word has one slot;
// a later word with the same slot takes it over. Results are the same with any
// content, only sooner.
type cache struct {
	keys []cacheKey
	x    []int16 // a row a slot
	sums []int32
}

// cacheKey is a form and how its sentence is written, exactly.
type cacheKey struct {
	form [longest]byte
	mark byte // length and way of writing, 0 when the slot is empty
}

func newCache(width, sums int) *cache {
	return &cache{keys: make([]cacheKey, cacheSlots), x: make([]int16, cacheSlots*width), sums: make([]int32, cacheSlots*sums)}
}

// key returns the key and slot of a form, false when it is too long to keep.
func (c *cache) key(form string, written int) (cacheKey, int, bool) {
	var k cacheKey
	if len(form) > longest {
		return k, 0, false
	}
	copy(k.form[:], form)
	k.mark = byte(1 + written<<6 + len(form))
	return k, int(learn.HashString(k.mark, form) % cacheSlots), true
}

// miss is a word of the sentence that the cache did not hold.
type miss struct {
	word int
	key  cacheKey
	slot int // -1 when it is not to be kept
}

// embed fills x and the first layer's sums for all words.
func (w *Worker) embed(tokens []syntax.Token) {
	capitals := inCapitals(tokens)
	width, wide := w.m.sizes.Width, 3*w.m.sizes.Width
	c := w.cache
	w.missed = w.missed[:0]
	for i := range tokens {
		written := Written(i, capitals)
		k, slot, ok := c.key(tokens[i].Form, written)
		if ok && c.keys[slot] == k {
			copy(w.x[i*width:][:width], c.x[slot*width:])
			copy(w.sums[i*wide:][:wide], c.sums[slot*wide:])
			continue
		}
		if !ok {
			slot = -1
		}
		at := len(w.missed)
		w.missed = append(w.missed, miss{i, k, slot})
		w.rows = w.extract.Rows(w.rows[:0], tokens[i].Form, written)
		learn.Sum(w.y[at*width:][:width], w.m.embed, w.rows)
	}
	w.fillMissed()
}

// fillMissed runs the first layer's weights over the missed words, whose
// embeddings stand in y.
func (w *Worker) fillMissed() {
	width, wide := w.m.sizes.Width, 3*w.m.sizes.Width
	w.fresh = resize(w.fresh, learn.PadRows(len(w.missed))*wide)
	w.m.first.Mul(w.fresh, w.y, len(w.missed), width)
	for at, m := range w.missed {
		x, sums := w.y[at*width:][:width], w.fresh[at*wide:][:wide]
		copy(w.x[m.word*width:], x)
		copy(w.sums[m.word*wide:], sums)
		if m.slot >= 0 {
			w.cache.keys[m.slot] = m.key
			copy(w.cache.x[m.slot*width:], x)
			copy(w.cache.sums[m.slot*wide:], sums)
		}
	}
}
