package main

import (
	"math"
	"math/rand/v2"

	"github.com/attache/attache/internal/linear"
	"github.com/attache/attache/internal/relate"
)

// example is a described pair with how likely each class is.
type example struct {
	sparse []linear.Feature
	dense  []float32
	target []float32
	weight float32
}

// settings of learning.
type settings struct {
	epochs int
	rate   float64 // AdaGrad's step
	l2     float64
	keep   float64 // share of the features that a step sees
	least  int     // examples that a feature must occur in
	bits   int
	seed   uint64
	times  int     // classifiers that are averaged, each with a seed of its own; 0 counts as 1
	dense  float64 // step of the dense weights against the sparse ones
}

// learner fits a softmax over sparse and dense features by AdaGrad, with some
// features left out at each step, so that no single word decides.
type learner struct {
	s       settings
	m       *relate.Softmax
	g, gd   []float32
	p       []float32
	rng     *rand.Rand
	kept    []linear.Feature
	allowed map[linear.Feature]bool
}

// learn returns the average of some classifiers.
func learn(classes, dense int, ex []example, s settings) *relate.Softmax {
	sum := learnOnce(classes, dense, ex, s)
	for range s.times - 1 {
		s.seed += 100
		add(sum, learnOnce(classes, dense, ex, s))
	}
	divide(sum, max(1, s.times))
	return sum
}

func add(sum, m *relate.Softmax) {
	addTo(sum.Sparse.W, m.Sparse.W)
	addTo(sum.Sparse.Bias, m.Sparse.Bias)
	addTo(sum.Dense, m.Dense)
}

func divide(sum *relate.Softmax, n int) {
	for _, w := range [][]float32{sum.Sparse.W, sum.Sparse.Bias, sum.Dense} {
		for i := range w {
			w[i] /= float32(n)
		}
	}
}

// learnOnce returns the average of the weights over the last half of the
// epochs.
func learnOnce(classes, dense int, ex []example, s settings) *relate.Softmax {
	l := &learner{s: s, m: relate.NewSoftmax(classes, s.bits, dense), p: make([]float32, classes), rng: rand.New(rand.NewPCG(s.seed, 11))}
	l.g, l.gd = make([]float32, len(l.m.Sparse.W)), make([]float32, len(l.m.Dense))
	gb := make([]float32, classes)
	l.count(ex)
	sum := relate.NewSoftmax(classes, s.bits, dense)
	order := l.rng.Perm(len(ex))
	n := 0
	for e := range s.epochs {
		l.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.step(&ex[i], gb)
		}
		if e >= s.epochs/2 {
			n++
			add(sum, l.m)
		}
	}
	divide(sum, n)
	return sum
}

func addTo(dst, src []float32) {
	for i, x := range src {
		dst[i] += x
	}
}

// count finds the features that occur often enough.
func (l *learner) count(ex []example) {
	n := map[linear.Feature]int{}
	for i := range ex {
		for _, f := range ex[i].sparse {
			n[f]++
		}
	}
	l.allowed = map[linear.Feature]bool{}
	for f, k := range n {
		if k >= l.s.least {
			l.allowed[f] = true
		}
	}
	for i := range ex {
		var kept []linear.Feature
		for _, f := range ex[i].sparse {
			if l.allowed[f] {
				kept = append(kept, f)
			}
		}
		ex[i].sparse = kept
	}
}

func (l *learner) step(x *example, gb []float32) {
	l.kept = l.kept[:0]
	for _, f := range x.sparse {
		if l.rng.Float64() < l.s.keep {
			l.kept = append(l.kept, f)
		}
	}
	l.m.Scores(l.p, l.kept, x.dense)
	relate.Probabilities(l.p, 1)
	for c := range l.p {
		l.p[c] = (l.p[c] - x.target[c]) * x.weight
	}
	for _, f := range l.kept {
		at := l.m.Sparse.Slot(f)
		for c, d := range l.p {
			l.update(&l.m.Sparse.W[at+c], &l.g[at+c], d, l.s.rate)
		}
	}
	for c, d := range l.p {
		l.update(&l.m.Sparse.Bias[c], &gb[c], d, l.s.rate)
	}
	if l.s.dense == 0 {
		return
	}
	k := 0
	for _, v := range x.dense {
		for _, d := range l.p {
			if v != 0 {
				l.update(&l.m.Dense[k], &l.gd[k], d*v, l.s.rate*l.s.dense)
			}
			k++
		}
	}
}

func (l *learner) update(w, g *float32, d float32, rate float64) {
	d += float32(l.s.l2) * *w
	*g += d * d
	if *g > 0 {
		*w -= float32(rate) * d / float32(math.Sqrt(float64(*g)))
	}
}
