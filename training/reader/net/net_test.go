package net

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func small(rng *rand.Rand) *Net {
	vectors := make([]float32, 3*5)
	for i := range vectors {
		vectors[i] = rng.Float32() - 0.5
	}
	c := Config{Rows: 12, Vectors: 3, VectorDim: 5, Width: 10, Layers: 2, TagHidden: 7,
		Classes: 5, ArcDim: 6, RelDim: 7, Rels: 4}
	n := New(c, vectors, rng)
	for _, p := range n.Params() { // leave the zeros, where a gradient may hide
		for i := range p.W {
			p.W[i] += (rng.Float32() - 0.5) * 0.4
		}
	}
	return n
}

func examples() []*Sentence {
	return []*Sentence{
		{Rows: [][]int32{{1, 4}, {2, 5, 6}, {0, 7}}, Vector: []int32{0, -1, 2}, Tag: []int32{0, 1, 4},
			Head: []int32{1, -1, 1}, Rel: []int32{0, 1, 2}, Gold: 1},
		{Rows: [][]int32{{3, 4}, {3, 9}}, Vector: []int32{1, 1}, Tag: []int32{2, -1},
			Head: []int32{-1, 0}, Rel: []int32{1, 3}, Gold: 0.5,
			Soft: &Soft{
				Tag:  [][]Choice{{{0, 0.3}, {2, 0.2}}, {{1, 0.5}}},
				Head: [][]Choice{{{-1, 0.25}, {1, 0.2}}, {{-1, 0.1}, {0, 0.4}}},
				Rel:  [][]Choice{nil, {{2, 0.5}}},
			}},
	}
}

func TestGradientsMatchDifferences(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	n := small(rng)
	p := NewPass(n, 0, Drop{}, nil)
	sents := examples()
	p.Train(sents, 1)
	for at, q := range n.Params() {
		got := append([]float32(nil), q.grad[0]...)
		bad := 0
		for i := range q.W {
			const step = 5e-4 // small, or it crosses the kink of a rectifier
			w := q.W[i]
			q.W[i] = w + step
			up := lossOf(n, sents)
			q.W[i] = w - step
			down := lossOf(n, sents)
			q.W[i] = w
			want := (up - down) / (2 * step)
			if math.Abs(want-float64(got[i])) > 0.01+0.02*math.Abs(want) {
				bad++
				t.Logf("%d %s[%d]: gradient %.5f, difference %.5f", at, q.Name, i, got[i], want)
			}
		}
		if bad > 0 {
			t.Errorf("%d %s: %d of %d gradients are wrong", at, q.Name, bad, len(q.W))
		}
	}
}

func lossOf(n *Net, sents []*Sentence) float64 {
	return NewPass(n, 1, Drop{}, nil).Train(sents, 1).Sum()
}

func TestProductMatchesPlainLoops(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, size := range [][3]int{{1, 1, 1}, {6, 16, 3}, {7, 17, 300}, {13, 40, 9}} {
		m, n, k := size[0], size[1], size[2]
		a, b, c, want := noise(rng, m*k), noise(rng, k*n), make([]float32, m*n), make([]float64, m*n)
		for i := range m {
			for j := range n {
				for q := range k {
					want[i*n+j] += float64(a[i*k+q]) * float64(b[j*k+q])
				}
			}
		}
		new(packer).mul(m, n, k, rows(a, k), rows(b, k).turned(), c, n)
		for i := range c {
			if math.Abs(float64(c[i])-want[i]) > 1e-4 {
				t.Fatalf("%v: element %d is %g, expected %g", size, i, c[i], want[i])
			}
		}
	}
}

func noise(rng *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = rng.Float32() - 0.5
	}
	return x
}

func TestTrainingLearnsItsExamples(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	n := small(rng)
	sents := examples()[:1]
	a := Adam{Rate: 0.01, Beta1: 0.9, Beta2: 0.95, Eps: 1e-8, Clip: 5}
	p := NewPass(n, 0, Drop{}, nil)
	first := p.Train(sents, 1).Sum()
	for range 200 {
		a.Update(n.Params())
		p.Train(sents, 1)
	}
	if last := p.Train(sents, 1).Sum(); last > first/20 {
		t.Errorf("loss went from %.3f to %.3f only", first, last)
	}
}

func BenchmarkProduct(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 4))
	const m, n, k = 600, 576, 192
	x, w, c := noise(rng, m*k), noise(rng, k*n), make([]float32, m*n)
	p := new(packer)
	for b.Loop() {
		p.mul(m, n, k, rows(x, k), rows(w, n), c, n)
	}
	b.ReportMetric(float64(b.N)*m*n*k*2/b.Elapsed().Seconds()/1e9, "GFLOPS")
}

func TestExpIsCloseEnough(t *testing.T) {
	for x := float32(-79); x <= 0; x += 0.037 {
		if want := math.Exp(float64(x)); math.Abs(float64(exp(x))-want) > 1e-5*want {
			t.Fatalf("exp(%g) = %g, expected %g", x, exp(x), want)
		}
	}
}

func TestFastAdamAgreesWithThePortableOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	r := adamRule{0.5, 0.1, 0.02, 0.01, 1e-8}
	w, g, m, v := noise(rng, 21), noise(rng, 21), noise(rng, 21), noise(rng, 21)
	for i := range v {
		v[i] += 0.6
	}
	copies := [4][]float32{slices.Clone(w), slices.Clone(g), slices.Clone(m), slices.Clone(v)}
	r.move(w, g, m, v)
	r.movePortable(copies[0], copies[1], copies[2], copies[3])
	for i := range w {
		if math.Abs(float64(w[i]-copies[0][i])) > 1e-6 || g[i] != 0 {
			t.Fatalf("weight %d is %g, expected %g", i, w[i], copies[0][i])
		}
	}
}
