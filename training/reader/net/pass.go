package net

import (
	"math/rand/v2"
)

// Drop holds the rates of dropout; all zero when reading.
type Drop struct {
	Word   float64 // the word's own row and vector
	Piece  float64 // each other row
	Layer  float64 // inputs of layers, one mask a sentence
	Hidden float64 // hidden units of the heads
}

// Pass runs a part of a batch forward and backward. Each shard has its own.
type Pass struct {
	net   *Net
	shard int
	drop  Drop
	rng   *rand.Rand
	pack  packer

	sents []*Sentence
	start []int // first word of each sentence, and the end
	words int
	used  [][]int32
	vec   []int32
	gather,
	embedded []float32
	layers           []recur
	masks            [][]float32 // a row a sentence, for each layer and the heads
	top, topDropped  []float32
	stage, stageMask []float32
	tags             []float32
	arcQ             []float32
	arcs             [][]float32 // a sentence's scores, n by n+1, the root last
	relHid, rels     []float32
	relMask          []float32
	buf              buffers
}

// buffers hands out slices that live until the next batch.
type buffers struct {
	slabs [][]float32
	next  int
}

func (b *buffers) get(n int) []float32 {
	s := b.raw(n)
	clear(s)
	return s
}

// raw is get for slices that are filled at once: it holds old numbers.
func (b *buffers) raw(n int) []float32 {
	if b.next == len(b.slabs) {
		b.slabs = append(b.slabs, nil)
	}
	if cap(b.slabs[b.next]) < n {
		b.slabs[b.next] = make([]float32, n+n/4)
	}
	s := b.slabs[b.next][:n]
	b.next++
	return s
}

// NewPass returns a pass for one shard of net. A nil rng means no dropout.
func NewPass(net *Net, shard int, drop Drop, rng *rand.Rand) *Pass {
	return &Pass{net: net, shard: shard, drop: drop, rng: rng}
}

// Train runs sents forward and backward, adding to the shard's gradients, each
// loss scaled by scale.
func (p *Pass) Train(sents []*Sentence, scale float32) Loss {
	p.forward(sents)
	return p.backward(scale)
}

// Score runs sents forward. Tags, Arcs and Rels then give the scores.
func (p *Pass) Score(sents []*Sentence) { p.forward(sents) }

func (p *Pass) forward(sents []*Sentence) {
	p.buf.next = 0
	p.sents, p.start, p.words = sents, p.start[:0], 0
	for _, s := range sents {
		p.start = append(p.start, p.words)
		p.words += len(s.Rows)
	}
	p.start = append(p.start, p.words)
	p.embed()
	p.masks = p.masks[:0]
	p.layers = p.layers[:0]
	x := p.embedded
	for i := range p.net.Layer {
		x = p.layer(&p.net.Layer[i], x)
	}
	p.top = x
	p.heads()
}

// embed sums the rows of each word, and its fixed vector's projection.
func (p *Pass) embed() {
	n := p.net
	p.embedded = p.buf.get(p.words * n.Width)
	p.used, p.vec = p.used[:0], p.vec[:0]
	for _, s := range p.sents {
		for i, all := range s.Rows {
			known := !p.chance(p.drop.Word)
			use := all
			if p.rng != nil {
				use = p.thin(all, known)
			}
			p.used = append(p.used, use)
			v := int32(-1)
			if known && n.Project != nil {
				v = s.Vector[i]
			}
			p.vec = append(p.vec, v)
		}
	}
	for t, use := range p.used {
		x := p.embedded[t*n.Width:][:n.Width]
		for _, r := range use {
			add(x, n.Embed.row(int(r)))
		}
	}
	if n.Project == nil {
		return
	}
	p.gather = p.buf.get(p.words * n.VectorDim)
	for t, v := range p.vec {
		if v >= 0 {
			copy(p.gather[t*n.VectorDim:], n.Vectors[int(v)*n.VectorDim:][:n.VectorDim])
		}
	}
	p.pack.mul(p.words, n.Width, n.VectorDim, rows(p.gather, n.VectorDim), rows(n.Project.W, n.Width), p.embedded, n.Width)
}

func (p *Pass) thin(all []int32, known bool) []int32 {
	use := make([]int32, 0, len(all))
	for k, r := range all {
		switch {
		case k == 0 && !known:
			use = append(use, 0)
		case k == 0 || !p.chance(p.drop.Piece):
			use = append(use, r)
		}
	}
	return use
}

func (p *Pass) chance(rate float64) bool { return p.rng != nil && rate > 0 && p.rng.Float64() < rate }

// mask fills m with zeros at the given rate and with what keeps the mean else.
// A random number of 64 bits serves four places.
func (p *Pass) mask(m []float32, rate float64) {
	if p.rng == nil || rate <= 0 {
		for i := range m {
			m[i] = 1
		}
		return
	}
	values := [2]float32{float32(1 / (1 - rate)), 0}
	limit := uint64(rate * (1 << 16))
	var bits uint64
	for i := range m {
		if i%4 == 0 {
			bits = p.rng.Uint64()
		}
		m[i] = values[(bits&0xffff-limit)>>63]
		bits >>= 16
	}
}

// sentenceMask makes a mask with a row a sentence and returns x under it.
func (p *Pass) sentenceMask(x []float32) []float32 {
	w := p.net.Width
	m := p.buf.raw(len(p.sents) * w)
	p.mask(m, p.drop.Layer)
	p.masks = append(p.masks, m)
	out := p.buf.raw(len(x))
	p.underMask(out, x, m)
	return out
}

func (p *Pass) underMask(dst, x, m []float32) {
	w := p.net.Width
	for s := range p.sents {
		row := m[s*w:][:w]
		for t := p.start[s]; t < p.start[s+1]; t++ {
			d, y := dst[t*w:][:w], x[t*w:][:w]
			for i, k := range row {
				d[i] = y[i] * k
			}
		}
	}
}

func (p *Pass) layer(l *Layer, x []float32) []float32 {
	w := p.net.Width
	p.layers = append(p.layers, recur{in: x, dropped: p.sentenceMask(x),
		u: p.buf.get(p.words * 3 * w), state: p.buf.raw(p.words * w), out: p.buf.raw(p.words * w)})
	r := &p.layers[len(p.layers)-1]
	p.pack.mul(p.words, 3*w, w, rows(r.dropped, w), rows(l.W.W, 3*w), r.u, 3*w)
	for s := range p.sents {
		r.forward(l, w, p.start[s], p.start[s+1])
	}
	return r.out
}

// Swap puts another version of a sentence in place; only its heads may differ.
func (p *Pass) Swap(s int, with *Sentence) { p.sents[s] = with }
