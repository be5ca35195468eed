package main

import (
	"log"
	"math"
	"math/rand/v2"

	"github.com/attache/attache/internal/split"
)

// settings steer the learning.
type settings struct {
	epochs int
	rate   float64
	decay  float64
	wire   float64
	drop   float64
}

// clip bounds a weight; weights are kept as bytes.
const clip = 4.0

// learn fits a logistic model by AdaGrad, averages the weights of all steps of
// the later passes and returns a function that puts them into the model, the
// bias moved by shift.
func learn(model *split.Model, ex *examples, set settings) func(shift float64) {
	n := 1 << weightBits
	w, sq, sum := make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)
	rng := rand.New(rand.NewPCG(3, 4))
	order := rng.Perm(len(ex.labels))
	var feats []uint32
	for epoch := range set.epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, e := range order {
			feats = feats[:0]
			for _, f := range ex.features[e*ex.width : (e+1)*ex.width] {
				if rng.Float64() >= set.drop {
					feats = append(feats, f)
				}
			}
			loss += step(w, sq, ex, e, feats, set)
		}
		log.Printf("pass %d: loss %.4f", epoch+1, loss/float64(len(order)))
		if epoch >= set.epochs/2 {
			for i := range w {
				sum[i] += w[i]
			}
		}
	}
	passes := float64(set.epochs - set.epochs/2)
	for i := range sum {
		sum[i] /= passes
	}
	return func(shift float64) { model.SetWeights(sum[:n], sum[n]+shift, clip) }
}

// step learns from one example and returns its loss.
func step(w, sq []float64, ex *examples, e int, feats []uint32, set settings) float64 {
	bias := len(w) - 1
	z := w[bias]
	for _, f := range feats {
		z += w[f]
	}
	p := 1 / (1 + math.Exp(-z))
	y, weight := 0.0, 1.0
	if ex.labels[e] {
		y = 1
	}
	if ex.wire[e] {
		weight = set.wire
	}
	grad := (p - y) * weight
	update := func(f uint32) {
		d := grad + set.decay*w[f]
		sq[f] += d * d
		w[f] -= set.rate * d / (math.Sqrt(sq[f]) + 1e-3)
	}
	if math.Abs(grad) > 1e-4 {
		for _, f := range feats {
			update(f)
		}
		update(uint32(bias))
	}
	if y == 1 {
		return -math.Log(max(p, 1e-12))
	}
	return -math.Log(max(1-p, 1e-12))
}
