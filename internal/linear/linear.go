package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// Feature is a hashed name.
type Feature uint32

// Hash gives the feature of a value in a field, by 32-bit FNV-1a. A value in
// parts has the feature of the whole, and need not be put together.
func Hash(field string, value ...string) Feature {
	h := uint32(2166136261)
	for i := 0; i < len(field); i++ {
		h = (h ^ uint32(field[i])) * 16777619
	}
	h = (h ^ '=') * 16777619
	for _, part := range value {
		for i := 0; i < len(part); i++ {
			h = (h ^ uint32(part[i])) * 16777619
		}
	}
	return Feature(h)
}

// Cross gives the feature that two together make.
func (f Feature) Cross(g Feature) Feature {
	return Feature((uint32(f)^0x9e3779b9)*16777619 ^ uint32(g)*2246822519)
}

// Model scores sets of binary features, one weight vector a class. It does not
// change after training and may be shared.
type Model struct {
	Classes int
	Bits    int // the weights of a class are 1<<Bits
	Bias    []float32
	W       []float32 // by slot, then by class
	Scale   []float32 // calibration: slope and offset of the log-odds, for two classes
}

// New returns a model with all weights zero.
func New(classes, bits int) *Model {
	return &Model{Classes: classes, Bits: bits, Bias: make([]float32, classes), W: make([]float32, classes<<bits), Scale: []float32{1, 0}}
}

func (m *Model) slot(f Feature) int {
	x := uint32(f)
	x ^= x >> 15
	x *= 0x2c1b3c6d
	x ^= x >> 13
	return int(x>>(32-m.Bits)) * m.Classes
}

// Scores writes the score of every class into dst, which must hold Classes.
func (m *Model) Scores(dst []float32, fs []Feature) {
	copy(dst, m.Bias)
	for _, f := range fs {
		w := m.W[m.slot(f):]
		for c := range dst {
			dst[c] += w[c]
		}
	}
}

// Logit is the score of a model with one class.
func (m *Model) Logit(fs []Feature) float32 {
	s := m.Bias[0]
	for _, f := range fs {
		s += m.W[m.slot(f)]
	}
	return s
}

// Prob is the calibrated probability of a model with one class.
func (m *Model) Prob(fs []Feature) float64 {
	return Sigmoid(float64(m.Scale[0])*float64(m.Logit(fs)) + float64(m.Scale[1]))
}

// Weight is what one feature adds to a class.
func (m *Model) Weight(f Feature, class int) float32 { return m.W[m.slot(f)+class] }

// Sigmoid is the logistic function.
func Sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

const magic = "attlin01"

// ErrFormat says that a file is no model of this version.
var ErrFormat = errors.New("not a linear model of this version; train it anew")

// Write stores the model sparsely: weights as 16-bit fixed point, in runs of
// those that are not zero.
func (m *Model) Write(w io.Writer) error {
	var b []byte
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(m.Classes))
	b = binary.LittleEndian.AppendUint32(b, uint32(m.Bits))
	for _, x := range append(append([]float32{}, m.Bias...), m.Scale...) {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	last := 0
	var body []byte
	n := 0
	for i, x := range m.W {
		if q := quantise(x); q != 0 {
			body = binary.AppendUvarint(body, uint64(i-last))
			body = binary.LittleEndian.AppendUint16(body, uint16(q))
			last = i
			n++
		}
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(n))
	_, err := w.Write(append(b, body...))
	return err
}

const unit = 1.0 / 2048 // of a stored weight

func quantise(x float32) int16 {
	return int16(max(-32767, min(32767, math.Round(float64(x)/unit))))
}

// Read is the inverse of Write. Linear in the file.
func Read(b []byte) (*Model, error) {
	if len(b) < len(magic)+8 || string(b[:len(magic)]) != magic {
		return nil, ErrFormat
	}
	b = b[len(magic):]
	classes, bits := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	if classes < 1 || classes > 256 || bits < 1 || bits > 24 || len(b) < 4*(classes+3) {
		return nil, ErrFormat
	}
	m := New(classes, bits)
	for k := 0; k < classes+2; k++ {
		x := math.Float32frombits(binary.LittleEndian.Uint32(b[4*k:]))
		if k < classes {
			m.Bias[k] = x
		} else {
			m.Scale[k-classes] = x
		}
	}
	b = b[4*(classes+2):]
	n := int(binary.LittleEndian.Uint32(b))
	b = b[4:]
	at := 0
	for k := 0; k < n; k++ {
		d, l := binary.Uvarint(b)
		if l <= 0 || len(b) < l+2 || at+int(d) >= len(m.W) {
			return nil, fmt.Errorf("%w: weight %d of %d", ErrFormat, k, n)
		}
		at += int(d)
		m.W[at] = float32(int16(binary.LittleEndian.Uint16(b[l:]))) * unit
		b = b[l+2:]
	}
	return m, nil
}
