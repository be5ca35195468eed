package net

import "github.com/attache/attache/internal/learn"

// never is the score of a head that is not allowed.
const never = -1e9

// The parts of a stage row: where each begins.
func (c *Config) depAt() int    { return c.TagHidden }
func (c *Config) headAt() int   { return c.TagHidden + c.ArcDim }
func (c *Config) relDepAt() int { return c.TagHidden + 2*c.ArcDim }
func (c *Config) relHeadAt() int {
	return c.TagHidden + 2*c.ArcDim + c.RelDim
}

// heads runs all scorers over the top layer, relations on the examples' heads.
func (p *Pass) heads() {
	n, f := p.net, p.net.stageWidth()
	p.topDropped = p.sentenceMask(p.top)
	p.stage = p.filled(n.StageB.W)
	p.pack.mul(p.words, f, n.Width, rows(p.topDropped, n.Width), rows(n.Stage.W, f), p.stage, f)
	p.stageMask = p.buf.raw(p.words * f)
	p.mask(p.stageMask, p.drop.Hidden)
	for t := range p.words {
		row, m := p.stage[t*f:][:n.relDepAt()], p.stageMask[t*f:][:n.relDepAt()]
		for i, x := range row {
			if x <= 0 {
				m[i] = 0
			}
			row[i] = x * m[i]
		}
	}
	p.tags = p.filled(n.TagB.W)
	p.pack.mul(p.words, n.Classes, n.TagHidden, rows(p.stage, f), rows(n.Tag.W, n.Classes), p.tags, n.Classes)
	p.arcQ = p.filled(n.ArcB.W)
	p.pack.mul(p.words, n.ArcDim, n.ArcDim, View{p.stage[n.depAt():], f, 1}, rows(n.Arc.W, n.ArcDim), p.arcQ, n.ArcDim)
	p.arcs = p.arcs[:0]
	for s := range p.sents {
		p.arcs = append(p.arcs, p.arcScores(s))
	}
	p.relScores()
}

// filled returns a matrix with a row a word, each a copy of bias.
func (p *Pass) filled(bias []float32) []float32 {
	m := p.buf.raw(p.words * len(bias))
	for t := range p.words {
		copy(m[t*len(bias):], bias)
	}
	return m
}

// headRows copies the head parts of a sentence's words, and the root's.
func (p *Pass) headRows(s int) []float32 {
	n, f, a := p.net, p.net.stageWidth(), p.net.ArcDim
	from, to := p.start[s], p.start[s+1]
	h := p.buf.raw((to - from + 1) * a)
	for t := from; t < to; t++ {
		copy(h[(t-from)*a:], p.stage[t*f+n.headAt():][:a])
	}
	copy(h[(to-from)*a:], n.ArcRoot.W)
	return h
}

// arcScores gives a row a word: the scores of its heads, the root last.
func (p *Pass) arcScores(s int) []float32 {
	net, a, from := p.net, p.net.ArcDim, p.start[s]
	n := p.start[s+1] - from
	scores := p.buf.raw(n * (n + 1))
	for i := range n {
		row := scores[i*(n+1):][:n+1]
		for j := range n {
			if i == j {
				row[j] = never
				continue
			}
			row[j] = net.ArcDist.W[learn.Distance(j-i)]
		}
		row[n] = net.ArcDist.W[learn.RootDistance]
	}
	p.pack.mul(n, n+1, a, rows(p.arcQ[from*a:], a), rows(p.headRows(s), a).turned(), scores, n+1)
	return scores
}

// relScores scores the relations of all words to their examples' heads.
func (p *Pass) relScores() {
	n, f, w := p.net, p.net.stageWidth(), p.net.RelDim
	p.relHid = p.buf.raw(p.words * w)
	p.relMask = p.buf.raw(p.words * w)
	p.mask(p.relMask, p.drop.Hidden)
	for s, sent := range p.sents {
		from := p.start[s]
		for i, h := range sent.Head {
			t := from + i
			hid, m := p.relHid[t*w:][:w], p.relMask[t*w:][:w]
			copy(hid, p.stage[t*f+n.relDepAt():][:w])
			if h < 0 {
				add(hid, n.RelRoot.W)
				add(hid, n.RelDist.row(learn.RootDistance))
			} else {
				add(hid, p.stage[(from+int(h))*f+n.relHeadAt():][:w])
				add(hid, n.RelDist.row(learn.Distance(int(h)-i)))
			}
			for k, x := range hid {
				if x <= 0 {
					m[k] = 0
				}
				hid[k] = x * m[k]
			}
		}
	}
	p.rels = p.filled(n.RelB.W)
	p.pack.mul(p.words, n.Rels, w, rows(p.relHid, w), rows(n.Rel.W, n.Rels), p.rels, n.Rels)
}

// Tags returns the scores of the classes of word i of sentence s.
func (p *Pass) Tags(s, i int) []float32 {
	return p.tags[(p.start[s]+i)*p.net.Classes:][:p.net.Classes]
}

// Arcs returns the scores of a sentence's heads: a row a word, the root last.
func (p *Pass) Arcs(s int) []float32 { return p.arcs[s] }

// Rels returns the scores of the relations of word i of sentence s.
func (p *Pass) Rels(s, i int) []float32 {
	return p.rels[(p.start[s]+i)*p.net.Rels:][:p.net.Rels]
}

// Relate scores relations again after the examples' heads were changed.
func (p *Pass) Relate() { p.relScores() }
