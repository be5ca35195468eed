package net

import "github.com/attache/attache/internal/learn"

func same(id int32) int32 { return id }

// backward turns the scores into gradients, and these into the weights'.
func (p *Pass) backward(scale float32) Loss {
	n, f := p.net, p.net.stageWidth()
	dstage := p.buf.get(p.words * f)
	loss := Loss{Words: p.words}
	loss.Tag = p.tagsBack(dstage, scale)
	loss.Arc = p.arcsBack(dstage, scale)
	loss.Rel = p.relsBack(dstage, scale)
	for t := range p.words {
		row, m := dstage[t*f:][:n.relDepAt()], p.stageMask[t*f:][:n.relDepAt()]
		for i, k := range m {
			row[i] *= k
		}
	}
	dtop := p.linearBack(p.topDropped, n.Width, rows(dstage, f), f, n.Stage, n.StageB)
	p.underMask(dtop, dtop, p.masks[len(p.masks)-1])
	for i := len(p.layers) - 1; i >= 0; i-- {
		dtop = p.layerBack(i, dtop)
	}
	p.embedBack(dtop)
	return loss
}

// linearBack is the backward pass of out = in*w + b; it returns in's gradient.
func (p *Pass) linearBack(in []float32, k int, dout View, cols int, w, b *Param) []float32 {
	p.weightBack(rows(in, k), k, dout, cols, w, b)
	din := p.buf.get(p.words * k)
	p.pack.mul(p.words, k, cols, dout, rows(w.W, cols).turned(), din, k)
	return din
}

func (p *Pass) weightBack(in View, k int, dout View, cols int, w, b *Param) {
	p.pack.mul(k, cols, p.words, in.turned(), dout, w.grad[p.shard], cols)
	if b != nil {
		g := b.grad[p.shard]
		for t := range p.words {
			add(g, dout.data[t*dout.rowStep:][:cols])
		}
	}
}

func scaleBy(x []float32, k float32) {
	for i := range x {
		x[i] *= k
	}
}

func (p *Pass) tagsBack(dstage []float32, scale float32) float64 {
	n, f, loss := p.net, p.net.stageWidth(), 0.0
	for s, sent := range p.sents {
		for i := range sent.Rows {
			gold, soft := int32(-1), []Choice(nil)
			if sent.Tag != nil {
				gold = sent.Tag[i]
			}
			if sent.Soft != nil && sent.Soft.Tag != nil {
				soft = sent.Soft.Tag[i]
			}
			loss += crossEntropy(p.Tags(s, i), gold, sent.Gold, soft, same)
		}
	}
	scaleBy(p.tags, scale)
	d := rows(p.tags, n.Classes)
	p.weightBack(View{p.stage, f, 1}, n.TagHidden, d, n.Classes, n.Tag, n.TagB)
	p.pack.mul(p.words, n.TagHidden, n.Classes, d, rows(n.Tag.W, n.Classes).turned(), dstage, f)
	return loss
}

func (p *Pass) arcsBack(dstage []float32, scale float32) float64 {
	n, f, a, loss := p.net, p.net.stageWidth(), p.net.ArcDim, 0.0
	dq := p.buf.get(p.words * a)
	for s, sent := range p.sents {
		size := len(sent.Rows)
		at := func(id int32) int32 {
			if id < 0 {
				return int32(size)
			}
			return id
		}
		d := p.arcs[s]
		for i := range size {
			var soft []Choice
			if sent.Soft != nil && sent.Soft.Head != nil {
				soft = sent.Soft.Head[i]
			}
			row := d[i*(size+1):][:size+1]
			loss += crossEntropy(row, sent.Head[i], sent.Gold, soft, at)
		}
		scaleBy(d, scale)
		p.distanceBack(d, size)
		p.headsBack(s, d, dq, dstage)
	}
	p.weightBack(View{p.stage[n.depAt():], f, 1}, a, rows(dq, a), a, n.Arc, n.ArcB)
	p.pack.mul(p.words, a, a, rows(dq, a), rows(n.Arc.W, a).turned(), dstage[n.depAt():], f)
	return loss
}

func (p *Pass) distanceBack(d []float32, size int) {
	g := p.net.ArcDist.grad[p.shard]
	for i := range size {
		row := d[i*(size+1):][:size+1]
		for j := range size {
			if i != j {
				g[learn.Distance(j-i)] += row[j]
			}
		}
		g[learn.RootDistance] += row[size]
	}
}

// headsBack sends the gradient d of a sentence's arc scores to both sides.
func (p *Pass) headsBack(s int, d, dq, dstage []float32) {
	n, f, a, from := p.net, p.net.stageWidth(), p.net.ArcDim, p.start[s]
	size := p.start[s+1] - from
	p.pack.mul(size, a, size+1, rows(d, size+1), rows(p.headRows(s), a), dq[from*a:], a)
	dh := p.buf.get((size + 1) * a)
	p.pack.mul(size+1, a, size, rows(d, size+1).turned(), rows(p.arcQ[from*a:], a), dh, a)
	for i := range size {
		add(dstage[(from+i)*f+n.headAt():][:a], dh[i*a:][:a])
	}
	add(n.ArcRoot.grad[p.shard], dh[size*a:][:a])
}

func (p *Pass) relsBack(dstage []float32, scale float32) float64 {
	n, w, loss := p.net, p.net.RelDim, 0.0
	for s, sent := range p.sents {
		for i := range sent.Rows {
			var soft []Choice
			gold := int32(-1)
			if sent.Rel != nil {
				gold = sent.Rel[i]
			}
			if sent.Soft != nil && sent.Soft.Rel != nil {
				soft = sent.Soft.Rel[i]
			}
			loss += crossEntropy(p.Rels(s, i), gold, sent.Gold, soft, same)
		}
	}
	scaleBy(p.rels, scale)
	dhid := p.linearBack(p.relHid, w, rows(p.rels, n.Rels), n.Rels, n.Rel, n.RelB)
	for i, m := range p.relMask {
		dhid[i] *= m
	}
	for s, sent := range p.sents {
		for i, h := range sent.Head {
			p.pairBack(p.start[s], i, int(h), dhid, dstage)
		}
	}
	return loss
}

func (p *Pass) pairBack(from, i, h int, dhid, dstage []float32) {
	n, f, w := p.net, p.net.stageWidth(), p.net.RelDim
	d := dhid[(from+i)*w:][:w]
	add(dstage[(from+i)*f+n.relDepAt():][:w], d)
	dist := n.RelDist.grad[p.shard]
	if h < 0 {
		add(n.RelRoot.grad[p.shard], d)
		add(dist[learn.RootDistance*w:][:w], d)
		return
	}
	add(dstage[(from+h)*f+n.relHeadAt():][:w], d)
	add(dist[learn.Distance(h-i)*w:][:w], d)
}

func (p *Pass) layerBack(i int, dout []float32) []float32 {
	r, l, w := &p.layers[i], &p.net.Layer[i], p.net.Width
	du, dx := p.buf.raw(p.words*3*w), p.buf.raw(p.words*w)
	for s := range p.sents {
		r.backward(l, p.shard, w, p.start[s], p.start[s+1], dout, du, dx)
	}
	din := p.linearBack(r.dropped, w, rows(du, 3*w), 3*w, l.W, nil)
	p.underMask(din, din, p.masks[i])
	add(dx, din)
	return dx
}

func (p *Pass) embedBack(dx []float32) {
	n := p.net
	for t, use := range p.used {
		d := dx[t*n.Width:][:n.Width]
		for _, r := range use {
			add(n.Embed.gradRow(p.shard, int(r)), d)
		}
	}
	if n.Project != nil {
		p.weightBack(rows(p.gather, n.VectorDim), n.VectorDim, rows(dx, n.Width), n.Width, n.Project, nil)
	}
}
