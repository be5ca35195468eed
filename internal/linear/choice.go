package linear

import "math/rand/v2"

// Choice is a set of options, of which those marked right are; options are
// described by features. Right must hold at least one true.
type Choice struct {
	Options [][]Feature
	Right   []bool
	Weight  float32 // 0 counts as 1
}

// TrainChoice fits a conditional logit (McFadden 1974): the probability of an
// option is its share of the exponentiated scores, and the likelihood of the
// right ones together is raised. By AdaGrad like Train. The model has one
// class; Logit gives an option's score.
func TrainChoice(bits int, choices []Choice, o Options) *Model {
	m := New(1, bits)
	t := &trainer{m: m, g: make([]float32, len(m.W)), gb: make([]float32, 1), o: o}
	rng := rand.New(rand.NewPCG(o.Seed, 7))
	order := rng.Perm(len(choices))
	sum := make([]float32, len(m.W))
	kept := 0
	for e := 0; e < o.Epochs; e++ {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.choice(&choices[i])
		}
		if e >= o.Epochs/2 {
			kept++
			add(sum, m.W)
		}
	}
	scale(m.W, sum, kept)
	return m
}

func (t *trainer) choice(c *Choice) {
	n := len(c.Options)
	p := make([]float32, n)
	for k, fs := range c.Options {
		p[k] = t.m.Logit(fs)
	}
	softmax(p)
	var right float32
	for k := range p {
		if c.Right[k] {
			right += p[k]
		}
	}
	weight := c.Weight
	if weight == 0 {
		weight = 1
	}
	for k, fs := range c.Options {
		d := p[k]
		if c.Right[k] {
			d -= p[k] / max(right, 1e-6)
		}
		for _, f := range fs {
			s := t.m.slot(f)
			t.update(&t.m.W[s], &t.g[s], weight*d)
		}
	}
}
