package relate

import (
	"math"

	"github.com/attache/attache/internal/linear"
)

// Softmax scores classes from hashed features and from a dense vector.
type Softmax struct {
	Sparse *Hashed
	Dense  []float32 // by input, then by class
}

// Hashed is a table of weights by feature.
type Hashed struct {
	Classes, Bits int
	Bias, W       []float32
}

// NewSoftmax returns one with all weights zero.
func NewSoftmax(classes, bits, dense int) *Softmax {
	return &Softmax{Sparse: &Hashed{Classes: classes, Bits: bits, Bias: make([]float32, classes), W: make([]float32, classes<<bits)},
		Dense: make([]float32, classes*dense)}
}

// Slot returns where the weights of a feature begin.
func (h *Hashed) Slot(f linear.Feature) int {
	x := uint32(f)
	x ^= x >> 15
	x *= 0x2c1b3c6d
	x ^= x >> 13
	return int(x>>(32-h.Bits)) * h.Classes
}

// Scores writes the score of each class into dst.
func (m *Softmax) Scores(dst []float32, sparse []linear.Feature, dense []float32) {
	copy(dst, m.Sparse.Bias)
	for _, f := range sparse {
		w := m.Sparse.W[m.Sparse.Slot(f):][:len(dst)]
		for c := range dst {
			dst[c] += w[c]
		}
	}
	if len(m.Dense) == 0 {
		return
	}
	for i, v := range dense {
		if v == 0 {
			continue
		}
		w := m.Dense[i*len(dst):][:len(dst)]
		for c := range dst {
			dst[c] += v * w[c]
		}
	}
}

// Probabilities turns scores, each times heat, into probabilities in place.
func Probabilities(p []float32, heat float32) {
	top := p[0]
	for _, x := range p {
		top = max(top, x)
	}
	sum := 0.0
	for i, x := range p {
		e := math.Exp(float64((x - top) * heat))
		p[i] = float32(e)
		sum += e
	}
	for i := range p {
		p[i] = float32(float64(p[i]) / sum)
	}
}

// yes is the likelihood of the second of two classes.
func (m *Softmax) yes(sparse []linear.Feature) float64 {
	var p [2]float32
	m.Scores(p[:], sparse, nil)
	Probabilities(p[:], 1)
	return float64(p[1])
}
