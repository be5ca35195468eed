package split

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Model holds what was learnt of sentence ends: a weight for each hashed
// feature and a small lexicon of how words are mostly used.
type Model struct {
	weights []int8 // a power of two
	bias    int32
	lexicon []uint16 // buckets of check<<7 | class; a power of two
}

// The file: magic, bias, log2 of the two sizes, weights, lexicon; little-endian.
const magic = "attache split 1\n"

// Load reads a model that Bytes wrote.
func Load(data []byte) (*Model, error) {
	if len(data) < len(magic)+6 || string(data[:len(magic)]) != magic {
		return nil, errors.New("split model: not a model file")
	}
	data = data[len(magic):]
	bias := int32(binary.LittleEndian.Uint32(data))
	wb, lb := data[4], data[5]
	data = data[6:]
	if wb > 24 || lb > 20 || len(data) != 1<<wb+2<<lb {
		return nil, fmt.Errorf("split model: %d bytes do not fit the sizes given", len(data))
	}
	m := &Model{weights: make([]int8, 1<<wb), bias: bias, lexicon: make([]uint16, 1<<lb)}
	for i := range m.weights {
		m.weights[i] = int8(data[i])
	}
	data = data[1<<wb:]
	for i := range m.lexicon {
		m.lexicon[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return m, nil
}

// Bytes returns the model as a file.
func (m *Model) Bytes() []byte {
	out := append([]byte(nil), magic...)
	out = binary.LittleEndian.AppendUint32(out, uint32(m.bias))
	out = append(out, log2(len(m.weights)), log2(len(m.lexicon)))
	for _, w := range m.weights {
		out = append(out, byte(w))
	}
	for _, l := range m.lexicon {
		out = binary.LittleEndian.AppendUint16(out, l)
	}
	return out
}

func log2(n int) uint8 {
	b := uint8(0)
	for 1<<b < n {
		b++
	}
	return b
}

// NewModel returns a model without weights that knows the lexicon: for each
// word how it is mostly used, a class from 1 to 127. Words are added in the
// order given; where two fall into one bucket the first stays.
func NewModel(weightBits, lexiconBits int, words []string, classes []uint8) *Model {
	m := &Model{weights: make([]int8, 1<<weightBits), lexicon: make([]uint16, 1<<lexiconBits)}
	for i, s := range words {
		h := hashWord(s)
		b := h & uint32(len(m.lexicon)-1)
		for k := uint32(0); k < 2; k++ {
			if m.lexicon[b^k] == 0 {
				m.lexicon[b^k] = uint16(h>>23)<<7 | uint16(classes[i]&127)
				break
			}
		}
	}
	return m
}

// SetWeights puts learnt weights into the model, scaled to bytes so that the
// largest fits; weights beyond clip are cut off there.
func (m *Model) SetWeights(weights []float64, bias, clip float64) {
	for i, v := range weights {
		v = max(-clip, min(clip, v)) * 127 / clip
		m.weights[i] = int8(round(v))
	}
	m.bias = int32(round(bias * 127 / clip))
}

func round(v float64) int {
	if v < 0 {
		return int(v - 0.5)
	}
	return int(v + 0.5)
}

// classOf returns the class of the word with hash h, 0 when it is not known.
func (m *Model) classOf(h uint32) uint8 {
	b := h & uint32(len(m.lexicon)-1)
	for k := uint32(0); k < 2; k++ {
		if e := m.lexicon[b^k]; e>>7 == uint16(h>>23) && e != 0 {
			return uint8(e & 127)
		}
	}
	return 0
}

// score adds up the weights of the features; above 0 a sentence ends.
func (m *Model) score(g *gather) int32 {
	sum := m.bias
	for _, f := range g.out {
		sum += int32(m.weights[f])
	}
	return sum
}

// reserve is the score that a place without a final mark needs in edited
// prose, where a sentence hardly ever ends without one.
const reserve = 128

// ends decides whether a sentence ends at a place.
func (m *Model) ends(_ int, g *gather, rule verdict, edited bool) bool {
	switch {
	case !edited:
		return m.score(g) > 0
	case rule == ends:
		return true
	}
	return m.score(g) > reserve
}

// Place is a gap between two pieces at which a sentence may end, as a trainer
// sees it.
type Place struct {
	From, To int      // bytes: where the piece before ends and the one behind begins
	Features []uint32 // valid until the next place
	Rule     bool     // the rules end a sentence here
}

// Places calls decide for each place of the report that the model judges, in
// order, and goes on as if the model had answered so.
func (w *Worker) Places(text string, decide func(Place) bool) {
	w.text = text
	w.raw, w.cuts, w.skips = w.raw[:0], w.cuts[:0], w.skips[:0]
	w.cutChunks()
	w.judge(func(i int, g *gather, rule verdict, _ bool) bool {
		return decide(Place{w.raw[i].to, w.raw[i+1].from, g.out[:], rule == ends})
	})
}
