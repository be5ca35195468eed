package main

import (
	"fmt"
	"math"
	"sort"

	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/internal/parse"
	"github.com/attache/attache/training/reader/net"
)

// How far a unit reaches, as a share of the largest activation seen. Where
// there are few steps the rare largest ones are cut off.
const (
	headroom = 1.3
	cutoff   = 0.6 // of the layers' outputs
	near     = 0.9 // of the tagger's hidden units
)

// exporter turns a network into the integers that the product runs on.
type exporter struct {
	p    *plan
	n    *net.Net
	file *learn.File
	peak net.Peaks
}

// export writes n as whole numbers; sample shows how large activations become.
func export(p *plan, n *net.Net, sample []tree) *learn.File {
	e := &exporter{p: p, n: n, file: learn.NewFile()}
	pass := net.NewPass(n, 0, net.Drop{}, nil)
	for _, t := range sample {
		pass.Score([]*net.Sentence{p.example(t)})
		e.peak.Widen(pass)
	}
	z := parse.Sizes{Width: n.Width, Layers: n.Layers, TagHidden: n.TagHidden, Arc: n.ArcDim, Rel: n.RelDim, Words: len(p.keys)}
	f := e.file
	f.I32["sizes"] = z.List()
	f.Text["rels"] = p.rels
	for i := range p.classes.Len() {
		f.Text["classes"] = append(f.Text["classes"], p.classes.Class(i).String())
	}
	f.U64["words"] = p.keys
	unit := e.embed()
	for i := range n.Layer {
		unit = e.layer(i, unit)
	}
	f.F32["state"] = []float32{float32(unit)}
	e.heads(unit)
	return f
}

func unitOf(peak float32, reach, steps float64) float64 {
	return reach * float64(max(peak, 1e-3)) / steps
}

func whole(x float64, limit float64) float64 { return math.RoundToEven(max(-limit, min(limit, x))) }

func fixed16(x []float32, unit float64) []int16 {
	out := make([]int16, len(x))
	for i, v := range x {
		out[i] = int16(whole(float64(v)/unit, learn.Limit))
	}
	return out
}

// embed writes the rows of the table with the fixed vectors merged in, and
// returns their unit: all but one weight in ten thousand are in reach.
func (e *exporter) embed() float64 {
	w := append([]float32(nil), e.n.Embed.W...)
	for row, v := range e.p.vectorOf {
		if v >= 0 {
			e.n.AddVector(w[row*e.n.Width:][:e.n.Width], int(v))
		}
	}
	sizes := make([]float64, 0, len(w))
	for _, x := range w {
		sizes = append(sizes, math.Abs(float64(x)))
	}
	sort.Float64s(sizes)
	unit := sizes[len(sizes)-1-len(sizes)/10000] / 127
	out := make([]int8, len(w))
	for i, x := range w {
		out[i] = int8(whole(float64(x)/unit, 127))
	}
	e.file.I8["embed"] = out
	return unit
}

// How a matrix is written: with bytes instead of 16-bit numbers, with one unit
// for all columns instead of one each.
const (
	narrow = 1 << iota
	together
)

// matrix writes weights and biases, and returns what one unit of each column's
// sum is worth. change says what a column is multiplied by and what is added.
func (e *exporter) matrix(name string, w, b *net.Param, unit float64, kind int, change func(j int) (by, shift float64)) []float64 {
	limit := float64(learn.WeightLimit)
	if kind&narrow != 0 {
		limit = learn.ByteWeight
	}
	worth := make([]float64, w.Cols)
	all := 0.0
	for j := range worth {
		for k := range w.Rows {
			worth[j] = max(worth[j], math.Abs(float64(w.W[k*w.Cols+j])))
		}
		all = max(all, worth[j])
	}
	weights, bias := make([]int16, len(w.W)), make([]int32, w.Cols)
	for j := range worth {
		if kind&together != 0 {
			worth[j] = all
		}
		step := max(worth[j], 1e-6) / limit
		for k := range w.Rows {
			weights[k*w.Cols+j] = int16(whole(float64(w.W[k*w.Cols+j])/step, limit))
		}
		by, shift := change(j)
		worth[j] = unit * step * by
		bias[j] = int32(whole((float64(b.W[j])*by+shift)/worth[j], 1<<30))
	}
	e.file.I32[name+".bias"] = bias
	if kind&narrow == 0 {
		e.file.I16[name] = weights
		return worth
	}
	small := make([]int8, len(weights))
	for i, x := range weights {
		small[i] = int8(x)
	}
	e.file.I8[name] = small
	return worth
}

func plain(int) (float64, float64) { return 1, 0 }

func (e *exporter) layer(i int, in float64) (out float64) {
	name, l, half := fmt.Sprintf("layer%d", i), e.n.Layer[i], e.n.Width/2
	out = unitOf(e.peak.Layers[i], cutoff, learn.ByteSigned)
	kind := narrow
	if i == 0 {
		kind = 0
	}
	worth := e.matrix(name, l.W, l.B, in, kind, func(j int) (float64, float64) {
		if j%(3*half) < half {
			return 1, 0
		}
		return learn.GateSlope, 0.5
	})
	e.file.F32[name+".scale"] = floats(worth, func(int) float64 { return 1 })
	peep := make([]float32, 0, 4*half)
	for d := range 2 {
		for _, x := range l.Peep.W[d*3*half+half:][:2*half] {
			peep = append(peep, x*learn.GateSlope)
		}
	}
	e.file.F32[name+".peep"] = peep
	e.file.F32[name+".by"] = []float32{float32(in), float32(1 / out)}
	return out
}

func floats(worth []float64, unit func(j int) float64) []float32 {
	out := make([]float32, len(worth))
	for j, x := range worth {
		out[j] = float32(x / unit(j))
	}
	return out
}

func (e *exporter) heads(in float64) {
	n, f := e.n, e.file
	wide := func(peak float32) float64 { return unitOf(peak, headroom, learn.Limit) }
	tagUnit := unitOf(e.peak.Tag, near, learn.ByteTop)
	dep, head, rel, query := wide(e.peak.Dep), wide(e.peak.Head), wide(e.peak.Rel), wide(e.peak.Query)
	worth := e.matrix("stage", n.Stage, n.StageB, in, narrow, plain)
	f.F32["stage.scale"] = floats(worth, func(j int) float64 {
		switch {
		case j < n.TagHidden:
			return tagUnit
		case j < n.TagHidden+n.ArcDim:
			return dep
		case j < n.TagHidden+2*n.ArcDim:
			return head
		}
		return rel
	})
	e.matrix("tag", n.Tag, n.TagB, tagUnit, narrow|together, plain)
	f.F32["arc.scale"] = floats(e.matrix("arc", n.Arc, n.ArcB, dep, 0, plain), func(int) float64 { return query })
	f.I16["arc.root"] = fixed16(n.ArcRoot.W, head)
	nearby := make([]int32, len(n.ArcDist.W))
	for i, x := range n.ArcDist.W {
		nearby[i] = int32(whole(float64(x)/(query*head), 1<<28))
	}
	f.I32["arc.near"] = nearby
	e.matrix("rel", n.Rel, n.RelB, rel, together, plain)
	f.I16["rel.root"] = fixed16(n.RelRoot.W, rel)
	f.I16["rel.near"] = fixed16(n.RelDist.W, rel)
}
