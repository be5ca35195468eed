package split

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Model holds what was learnt of sentence ends: weights of hashed features
// and a small lexicon of how words are mostly used. A feature lies in one of
// two cells; a check tells it from others, so that what was never learnt
// weighs nothing.
type Model struct {
	cells   []uint16 // check<<8 | weight as a signed byte; a power of two
	bias    int32
	lexicon []uint16 // buckets of check<<7 | class; a power of two
}

// The file: magic, bias, log2 of the two sizes, cells, lexicon; little-endian.
const magic = "attache split 2\n"

// Load reads a model that Bytes wrote.
func Load(data []byte) (*Model, error) {
	if len(data) < len(magic)+6 || string(data[:len(magic)]) != magic {
		return nil, errors.New("split model: not a model file")
	}
	data = data[len(magic):]
	bias := int32(binary.LittleEndian.Uint32(data))
	wb, lb := data[4], data[5]
	data = data[6:]
	if wb < 1 || wb > 24 || lb < 1 || lb > 20 || len(data) != 2<<wb+2<<lb {
		return nil, fmt.Errorf("split model: %d bytes do not fit the sizes given", len(data))
	}
	m := &Model{cells: make([]uint16, 1<<wb), bias: bias, lexicon: make([]uint16, 1<<lb)}
	for i := range m.cells {
		m.cells[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	data = data[2<<wb:]
	for i := range m.lexicon {
		m.lexicon[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return m, nil
}

// Bytes returns the model as a file.
func (m *Model) Bytes() []byte {
	out := append([]byte(nil), magic...)
	out = binary.LittleEndian.AppendUint32(out, uint32(m.bias))
	out = append(out, log2(len(m.cells)), log2(len(m.lexicon)))
	for _, c := range m.cells {
		out = binary.LittleEndian.AppendUint16(out, c)
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

// Class makes a class of the lexicon: 1 + tag*4 + case, with the tags numbered by Tags and
// the case 1 for mostly small, 3 for mostly capital, 2 for either.
func Class(tag, casing int) uint8 { return uint8(1 + tag*4 + casing) }

// Tags numbers the universal tags from 1; 0 is an unknown tag.
var Tags = map[string]int{"ADJ": 1, "ADP": 2, "ADV": 3, "AUX": tagAux, "CCONJ": 5, "DET": 6, "INTJ": 7, "NOUN": 8, "NUM": 9,
	"PART": 10, "PRON": tagPron, "PROPN": 12, "PUNCT": 13, "SCONJ": 14, "SYM": 15, "VERB": tagVerb, "X": 17}

const tagAux, tagPron, tagVerb = 4, 11, 16

func isVerb(class uint8) bool {
	t := (class - 1) / 4
	return class > 0 && (t == tagAux || t == tagVerb)
}
func isPronoun(class uint8) bool { return class > 0 && (class-1)/4 == tagPron }

// NewModel returns a model without weights that knows the lexicon: for each
// word how it is mostly used, a class from 1 to 127. Words are added in the
// order given; where two fall into one bucket the first stays.
func NewModel(cellBits, lexiconBits int, words []string, classes []uint8) *Model {
	m := &Model{cells: make([]uint16, 1<<cellBits), lexicon: make([]uint16, 1<<lexiconBits)}
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

// Weight is a learnt weight of a feature.
type Weight struct {
	Feature uint32
	Value   float64
}

// SetWeights puts learnt weights into the model, scaled to bytes so that clip
// is the largest; what goes beyond is cut off there. Where there is no room
// the weights that come first win. It returns how many found none.
func (m *Model) SetWeights(weights []Weight, bias, clip float64) (lost int) {
	clear(m.cells)
	m.bias = int32(round(bias * 127 / clip))
	for _, w := range weights {
		v := round(max(-clip, min(clip, w.Value)) * 127 / clip)
		if v == 0 {
			continue
		}
		i, cell := w.Feature&uint32(len(m.cells)-1), uint16(w.Feature>>24)<<8|uint16(uint8(int8(v)))
		switch {
		case m.cells[i] == 0:
			m.cells[i] = cell
		case m.cells[i^1] == 0:
			m.cells[i^1] = cell
		default:
			lost++
		}
	}
	return lost
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
	sum, mask := m.bias, uint32(len(m.cells)-1)
	for _, f := range g.out {
		i, check := f&mask, uint16(f>>24)
		c := m.cells[i]
		if c>>8 != check {
			c = m.cells[i^1]
		}
		if c>>8 == check {
			sum += int32(int8(c))
		}
	}
	return sum
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
	w.judge(true, func(i int, g *gather, rule verdict, _ bool) bool {
		return decide(Place{w.raw[i].to, w.raw[i+1].from, g.out[:], rule == ends})
	})
}
