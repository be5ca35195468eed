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

// around is what the features of one place are made of.
type around struct {
	a2, a1, a0     look // the pieces before the place, the nearest last
	b1, b2, b3     look // the pieces behind it
	s2, s1, s0     uint32
	n1, n2, n3     uint32 // shapes of the same
	t2, t1, t0     uint32
	u1, u2, u3     uint32 // classes of the same
	first          uint32 // hash of the first word of the sentence
	gapped, r      uint32 // white space; with the verdict of the rules and the shape before
	long, ahead    uint32 // pieces since the sentence began; to the next final mark
	style, pace    uint32 // of the block
	verbs, subject uint32 // verbs so far; verbs and subjects to come
}

// features describes the place behind piece i of block b.
func (w *Worker) features(g *gather, i int, b *block, p *path, rule verdict) {
	c := around{
		a2: w.lookOf(i-2, b), a1: w.lookOf(i-1, b), a0: w.lookOf(i, b),
		b1: w.lookOf(i+1, b), b2: w.lookOf(i+2, b), b3: w.lookOf(i+3, b),
		first: w.lookOf(p.start, b).hash, gapped: 1,
		long: uint32(bin(i - p.start)), ahead: uint32(bin(w.toStop(i+1, b))),
		style: uint32(b.style), pace: uint32(b.pace),
		verbs: uint32(p.verbs), subject: uint32(w.verbsAhead(i+1, b)),
	}
	if w.raw[i+1].gap == glued {
		c.gapped = 0
	}
	c.s2, c.s1, c.s0 = uint32(c.a2.shape), uint32(c.a1.shape), uint32(c.a0.shape)
	c.n1, c.n2, c.n3 = uint32(c.b1.shape), uint32(c.b2.shape), uint32(c.b3.shape)
	c.t2, c.t1, c.t0 = uint32(c.a2.class), uint32(c.a1.class), uint32(c.a0.class)
	c.u1, c.u2, c.u3 = uint32(c.b1.class), uint32(c.b2.class), uint32(c.b3.class)
	c.r = uint32(rule)<<8 | c.s0<<1 | c.gapped
	g.n = 0
	g.near(&c)
	g.far(&c, p)
}

// near adds what the words next to the place say.
func (g *gather) near(c *around) {
	g.add(c.r, c.n1)
	g.add(c.a0.hash, c.gapped)
	g.add(c.b1.hash, c.n1)
	g.add(c.a0.hash, c.b1.hash)
	g.add(c.b1.hash, c.n1, c.r)
	g.add(c.a0.hash, c.n1, c.gapped)
	g.add(c.s1, c.r, c.n1, c.n2)
	g.add(c.s2, c.s1, c.r, c.n1)
	g.add(c.r, c.n1, c.n2, c.n3)
	g.add(c.t0, c.u1, c.r)
	g.add(c.t1, c.t0, c.u1, c.n1)
	g.add(c.t0, c.u1, c.u2, c.n1)
	g.add(c.t1, c.t0, c.u1, c.u2)
	g.add(c.a1.hash, c.a0.hash)
	g.add(c.a1.hash, c.r, c.n1)
	g.add(c.b2.hash, c.n1, c.r)
	g.add(c.b1.hash, c.b2.hash)
}

// far adds what the sentence so far and the block around it say.
func (g *gather) far(c *around, p *path) {
	g.add(c.long, c.r, c.n1)
	g.add(c.long, c.first, c.n1)
	g.add(c.ahead, c.r, c.n1)
	g.add(c.ahead, c.long, c.s0, c.n1)
	g.add(c.style, c.r, c.n1)
	g.add(c.pace, c.r, c.n1)
	g.add(c.style, c.u1, c.n1, c.s0)
	g.add(uint32(p.before), c.r, c.n1)
	g.add(uint32(min(p.open, 2)), uint32(p.quotes&1), c.r, c.n1)
	g.add(c.t0, c.u1, c.long, c.s0, c.n1)
	g.add(c.u1, c.u2, c.u3, c.n1, c.s0)
	g.add(c.t2, c.t1, c.t0, c.n1)
	g.add(c.s2, c.s1, c.s0, c.n1, c.n2, c.n3)
	g.add(c.style, c.a0.hash, c.n1)
	g.add(c.style, c.pace, c.long, c.n1, c.s0)
	g.add(c.u1, c.n1, c.n2, c.r, c.ahead)
	g.add(c.t0, c.s1, c.s0, c.n1, c.u1)
	g.add(c.verbs, c.subject, c.r, c.n1)
	g.add(c.verbs, c.u1, c.n1, c.s0)
	g.add(c.subject, c.t0, c.n1, c.s0)
	g.add(c.verbs, c.b1.hash, c.s0)
	g.add(c.subject, c.a0.hash, c.n1)
	g.add(c.a0.hash, c.t1, c.u1)
	g.add(c.t0, c.b1.hash, c.u2)
	g.add(c.first, c.r, c.n1, c.verbs)
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
