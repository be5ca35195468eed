package net

import (
	"math"
	"math/rand/v2"
)

// Shards is the number of parts of a batch that are worked on side by side.
const Shards = 2

// Param is a matrix of weights with its gradients, one a shard, and the two
// moments of Adam. In a table only the rows that a batch touched are updated.
type Param struct {
	Name       string
	Rows, Cols int
	W          []float32
	grad       [Shards][]float32
	m, v       []float32
	table      bool
	touched    [Shards][]int32
	seen       [Shards][]bool
}

func newParam(name string, nrows, ncols int, table bool) *Param {
	n := nrows * ncols
	p := &Param{Name: name, Rows: nrows, Cols: ncols, W: make([]float32, n), m: make([]float32, n), v: make([]float32, n), table: table}
	for s := range p.grad {
		p.grad[s] = make([]float32, n)
		if table {
			p.seen[s] = make([]bool, nrows)
		}
	}
	return p
}

// uniform fills p with numbers from -a to a.
func (p *Param) uniform(rng *rand.Rand, a float64) *Param {
	for i := range p.W {
		p.W[i] = float32((2*rng.Float64() - 1) * a)
	}
	return p
}

// fanIn fills p as suits a matrix whose input has p.Rows independent parts.
func (p *Param) fanIn(rng *rand.Rand) *Param {
	return p.uniform(rng, math.Sqrt(3/float64(p.Rows)))
}

// row returns the weights of a row.
func (p *Param) row(i int) []float32 { return p.W[i*p.Cols : (i+1)*p.Cols] }

// gradRow returns the gradient of a row of a table and notes that it changed.
func (p *Param) gradRow(shard, i int) []float32 {
	if p.table && !p.seen[shard][i] {
		p.seen[shard][i] = true
		p.touched[shard] = append(p.touched[shard], int32(i))
	}
	return p.grad[shard][i*p.Cols : (i+1)*p.Cols]
}

// Adam is the rule by which weights move.
type Adam struct {
	Rate, Beta1, Beta2, Eps float64
	Clip                    float64 // largest norm of the whole gradient
	step                    int
}

// Update moves the weights against the gradients of all shards, added up in
// order, and clears the gradients.
func (a *Adam) Update(params []*Param) {
	a.step++
	total := 0.0
	for _, p := range params {
		total += p.gather()
	}
	scale := 1.0
	if norm := math.Sqrt(total); norm > a.Clip {
		scale = a.Clip / norm
	}
	rate := a.Rate * math.Sqrt(1-math.Pow(a.Beta2, float64(a.step))) / (1 - math.Pow(a.Beta1, float64(a.step)))
	done := make(chan bool, len(params))
	for _, p := range params {
		go func() {
			p.move(a, float32(rate), float32(scale))
			done <- true
		}()
	}
	for range params {
		<-done
	}
}

// gather adds the shards' gradients into the first and returns the square of
// its norm.
func (p *Param) gather() float64 {
	total := 0.0
	if !p.table {
		for s := 1; s < Shards; s++ {
			add(p.grad[0], p.grad[s])
			clear(p.grad[s])
		}
		for _, g := range p.grad[0] {
			total += float64(g * g)
		}
		return total
	}
	for s := 1; s < Shards; s++ {
		for _, i := range p.touched[s] {
			src := p.grad[s][int(i)*p.Cols : (int(i)+1)*p.Cols]
			add(p.gradRow(0, int(i)), src)
			clear(src)
			p.seen[s][i] = false
		}
		p.touched[s] = p.touched[s][:0]
	}
	for _, i := range p.touched[0] {
		for _, g := range p.grad[0][int(i)*p.Cols : (int(i)+1)*p.Cols] {
			total += float64(g * g)
		}
	}
	return total
}

func (p *Param) move(a *Adam, rate, scale float32) {
	if !p.table {
		p.moveRange(a, rate, scale, 0, len(p.W))
		return
	}
	for _, i := range p.touched[0] {
		p.moveRange(a, rate, scale, int(i)*p.Cols, (int(i)+1)*p.Cols)
		p.seen[0][i] = false
	}
	p.touched[0] = p.touched[0][:0]
}

func (p *Param) moveRange(a *Adam, rate, scale float32, from, to int) {
	rule := adamRule{scale, float32(1 - a.Beta1), float32(1 - a.Beta2), rate, float32(a.Eps)}
	rule.move(p.W[from:to], p.grad[0][from:to], p.m[from:to], p.v[from:to])
}

// adamRule is one step of Adam as numbers; the fast kernel knows its layout.
type adamRule struct{ scale, toward1, toward2, rate, eps float32 }

func (r *adamRule) movePortable(w, g, m, v []float32) {
	for i, x := range g {
		x *= r.scale
		m[i] += r.toward1 * (x - m[i])
		v[i] += r.toward2 * (x*x - v[i])
		w[i] -= r.rate * m[i] / (float32(math.Sqrt(float64(v[i]))) + r.eps)
		g[i] = 0
	}
}
