package main

import (
	"cmp"
	"log"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/attache/attache/internal/split"
)

// settings steer the learning.
type settings struct {
	epochs int
	rate   float64
	decay  float64
	wire   float64
	drop   float64
	least  int
}

// clip bounds a weight; weights are kept as bytes.
const clip = 4.0

// learn fits a logistic model by AdaGrad, averages the weights of the later
// passes and returns a function that puts them into the model, the bias moved
// by shift.
func learn(model *split.Model, ex *examples, set settings) func(shift float64) {
	names := ex.prune(set.least)
	n := len(names)
	log.Printf("%d features", n)
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
				if f != rare && rng.Float64() >= set.drop {
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
	weights := make([]split.Weight, n)
	for i := range weights {
		weights[i] = split.Weight{Feature: names[i], Value: sum[i] / passes}
	}
	slices.SortFunc(weights, func(a, b split.Weight) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)), cmp.Compare(a.Feature, b.Feature))
	})
	return func(shift float64) {
		if lost := model.SetWeights(weights, sum[n]/passes+shift, clip); shift == 0 {
			log.Printf("%d weights found no room", lost)
		}
	}
}

// rare stands for a feature that is not learnt.
const rare = math.MaxUint32

// prune numbers the features that are seen at least so often, puts the numbers
// in place of the features and returns the features by number.
func (ex *examples) prune(least int) []uint32 {
	counts := make([]uint8, 1<<28)
	slot := func(f uint32) uint32 { return f >> 4 }
	for _, f := range ex.features {
		if c := &counts[slot(f)]; *c < 255 {
			*c++
		}
	}
	numbers := map[uint32]uint32{}
	var names []uint32
	for i, f := range ex.features {
		if int(counts[slot(f)]) < least {
			ex.features[i] = rare
			continue
		}
		n, ok := numbers[f]
		if !ok {
			n = uint32(len(names))
			numbers[f] = n
			names = append(names, f)
		}
		ex.features[i] = n
	}
	return names
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
