package linear

import (
	"math"
	"math/rand/v2"
)

// Example is a set of features with its class. In a model with one class, 1
// stands for yes and 0 for no.
type Example struct {
	Features []Feature
	Class    int
	Weight   float32 // 0 counts as 1
}

// Options of training. The zero value of each field takes the default.
type Options struct {
	Epochs int     // 12
	Rate   float64 // AdaGrad's step, 0.1
	L2     float64 // ridge, 1e-4
	Seed   uint64
}

// Train fits logistic regression (softmax when there is more than one class)
// by AdaGrad (Duchi, Hazan and Singer 2011), the average of the last half of
// the epochs. The same examples, options and seed give the same weights.
func Train(classes, bits int, ex []Example, o Options) *Model {
	if o.Epochs == 0 {
		o.Epochs = 12
	}
	if o.Rate == 0 {
		o.Rate = 0.1
	}
	if o.L2 == 0 {
		o.L2 = 1e-4
	}
	m := New(classes, bits)
	t := &trainer{m: m, g: make([]float32, len(m.W)), gb: make([]float32, classes), o: o, p: make([]float32, classes)}
	rng := rand.New(rand.NewPCG(o.Seed, 7))
	order := rng.Perm(len(ex))
	sum, sumBias := make([]float32, len(m.W)), make([]float32, classes)
	kept := 0
	for e := 0; e < o.Epochs; e++ {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.step(&ex[i])
		}
		if e >= o.Epochs/2 {
			kept++
			add(sum, m.W)
			add(sumBias, m.Bias)
		}
	}
	scale(m.W, sum, kept)
	scale(m.Bias, sumBias, kept)
	return m
}

func add(dst, src []float32) {
	for i, x := range src {
		dst[i] += x
	}
}

func scale(dst, sum []float32, n int) {
	for i, x := range sum {
		dst[i] = x / float32(n)
	}
}

type trainer struct {
	m     *Model
	g, gb []float32 // sums of squared gradients
	p     []float32
	o     Options
}

func (t *trainer) step(x *Example) {
	t.m.Scores(t.p, x.Features)
	weight := x.Weight
	if weight == 0 {
		weight = 1
	}
	if t.m.Classes == 1 {
		t.p[0] = weight * (float32(Sigmoid(float64(t.p[0]))) - float32(x.Class))
	} else {
		softmax(t.p)
		t.p[x.Class]--
		for c := range t.p {
			t.p[c] *= weight
		}
	}
	for _, f := range x.Features {
		s := t.m.slot(f)
		for c, d := range t.p {
			t.update(&t.m.W[s+c], &t.g[s+c], d)
		}
	}
	for c, d := range t.p {
		t.update(&t.m.Bias[c], &t.gb[c], d)
	}
}

func (t *trainer) update(w, g *float32, d float32) {
	d += float32(t.o.L2) * *w
	*g += d * d
	if *g > 0 {
		*w -= float32(t.o.Rate) * d / float32(math.Sqrt(float64(*g)))
	}
}

func softmax(p []float32) {
	top := p[0]
	for _, x := range p {
		top = max(top, x)
	}
	var sum float64
	for c, x := range p {
		e := math.Exp(float64(x - top))
		p[c] = float32(e)
		sum += e
	}
	for c := range p {
		p[c] = float32(float64(p[c]) / sum)
	}
}

// Platt fits the slope and offset of log-odds (Platt 1999) to held-out answers
// of a model with one class, by gradient descent; they are for Model.Scale.
func Platt(logits []float32, yes []bool) []float32 {
	a, b := 1.0, 0.0
	for it := 0; it < 2000; it++ {
		var ga, gb float64
		for i, z := range logits {
			y := 0.0
			if yes[i] {
				y = 1
			}
			d := Sigmoid(a*float64(z)+b) - y
			ga += d * float64(z)
			gb += d
		}
		n := float64(len(logits))
		a -= 0.3 * ga / n
		b -= 0.3 * gb / n
	}
	return []float32{float32(a), float32(b)}
}
