package split

// nFeatures is how many features describe a place.
const nFeatures = 42

// gather makes the features of the places around one gap.
type gather struct {
	n   int
	out [nFeatures]uint32
}

func (g *gather) add(vals ...uint32) {
	h := uint32(g.n+1) * 0x9e3779b1
	for _, v := range vals {
		h = (h ^ v) * 0x85ebca6b
		h ^= h >> 13
	}
	h *= 0xc2b2ae35
	h ^= h >> 16
	g.out[g.n] = h
	g.n++
}

// lookOf returns the look of piece i, nothing beyond the block.
func (w *Worker) lookOf(i int, b *block) look {
	if i < b.from || i >= b.to {
		return look{shape: sBoundary}
	}
	return w.looks[i]
}

// features describes the place behind piece i of block b.
func (w *Worker) features(g *gather, i int, b *block, p *path, rule verdict) {
	g.n = 0
	a2, a1, a0 := w.lookOf(i-2, b), w.lookOf(i-1, b), w.lookOf(i, b)
	b1, b2, b3 := w.lookOf(i+1, b), w.lookOf(i+2, b), w.lookOf(i+3, b)
	gapped := uint32(1)
	if w.raw[i+1].gap == glued {
		gapped = 0
	}
	r := uint32(rule)<<8 | uint32(a0.shape)<<1 | gapped
	s2, s1, s0 := uint32(a2.shape), uint32(a1.shape), uint32(a0.shape)
	n1, n2, n3 := uint32(b1.shape), uint32(b2.shape), uint32(b3.shape)
	t2, t1, t0 := uint32(a2.class), uint32(a1.class), uint32(a0.class)
	u1, u2, u3 := uint32(b1.class), uint32(b2.class), uint32(b3.class)
	long, ahead := uint32(bin(i-p.start)), uint32(bin(w.toStop(i+1, b)))
	style, pace := uint32(b.style), uint32(b.pace)
	first := w.lookOf(p.start, b)

	g.add(r, n1)
	g.add(a0.hash, gapped)
	g.add(b1.hash, n1)
	g.add(a0.hash, b1.hash)
	g.add(b1.hash, n1, r)
	g.add(a0.hash, n1, gapped)
	g.add(s1, r, n1, n2)
	g.add(s2, s1, r, n1)
	g.add(r, n1, n2, n3)
	g.add(t0, u1, r)
	g.add(t1, t0, u1, n1)
	g.add(t0, u1, u2, n1)
	g.add(t1, t0, u1, u2)
	g.add(a1.hash, a0.hash)
	g.add(a1.hash, r, n1)
	g.add(b2.hash, n1, r)
	g.add(b1.hash, b2.hash)
	g.add(long, r, n1)
	g.add(long, first.hash, n1)
	g.add(ahead, r, n1)
	g.add(ahead, long, s0, n1)
	g.add(style, r, n1)
	g.add(pace, r, n1)
	g.add(style, u1, n1, s0)
	g.add(uint32(p.before), r, n1)
	g.add(uint32(min(p.open, 2)), uint32(p.quotes&1), r, n1)
	g.add(t0, u1, long, s0, n1)
	g.add(u1, u2, u3, n1, s0)
	g.add(t2, t1, t0, n1)
	g.add(s2, s1, s0, n1, n2, n3)
	g.add(style, a0.hash, n1)
	g.add(style, pace, long, n1, s0)
	g.add(u1, n1, n2, r, ahead)
	g.add(t0, s1, s0, n1, u1)
	sofar, next := uint32(p.verbs), uint32(w.verbsAhead(i+1, b))
	g.add(sofar, next, r, n1)
	g.add(sofar, u1, n1, s0)
	g.add(next, t0, n1, s0)
	g.add(sofar, b1.hash, s0)
	g.add(next, a0.hash, n1)
	g.add(a0.hash, t1, u1)
	g.add(t0, b1.hash, u2)
	g.add(first.hash, r, n1, sofar)
}

// verbsAhead tells which of the six pieces from i on are mostly verbs and
// subjects: the first of each, from 0 for none to 3 for near.
func (w *Worker) verbsAhead(i int, b *block) uint8 {
	out := uint8(0)
	for n := 0; n < 6 && i+n < b.to; n++ {
		if w.raw[i+n].kind == stop {
			break
		}
		near := uint8(3 - n/2)
		switch c := w.looks[i+n].class; {
		case isVerb(c) && out&3 == 0:
			out |= near
		case isPronoun(c) && out>>2 == 0:
			out |= near << 2
		}
	}
	return out
}

// toStop counts the pieces from i to the next final mark of the block, up to 45.
func (w *Worker) toStop(i int, b *block) int {
	for n := 0; n < 45; n++ {
		if i+n >= b.to || w.raw[i+n].kind == stop {
			return n
		}
	}
	return 45
}
