package relate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Model is what training/relations learns. It does not change after loading.
type Model struct {
	Types []string // the classes of ByType: PLOVER's types, YIELD for CONCEDE and RETREAT
	Modes []string // the classes of ByMode: "TYPE mode", the mode "-" where there is none
	Heat  float32  // turns scores of types into calibrated likelihoods
	None  float32  // least likelihood of no relation for NONE to be the answer

	ByType, ByMode, Against, Related *Softmax
	Words                            *Words
}

const modelMagic = "attrel01"

// ErrModel says that a file is no model of this version.
var ErrModel = errors.New("not a model of pairs of this version; run go run ./training/relations")

// Write gives the model as a file, without the word vectors.
func (m *Model) Write() []byte {
	b := []byte(modelMagic)
	for _, list := range [...][]string{m.Types, m.Modes} {
		b = appendText(b, strings.Join(list, "\n"))
	}
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Heat))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.None))
	for _, s := range [...]*Softmax{m.ByType, m.ByMode, m.Against, m.Related} {
		b = s.append(b)
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// append stores the weights a row a feature: which, a step, and the weights in
// steps. Rows of zeros are left out.
func (m *Softmax) append(b []byte) []byte {
	h := m.Sparse
	b = binary.AppendUvarint(b, uint64(h.Classes))
	b = binary.AppendUvarint(b, uint64(h.Bits))
	b = appendRow(b, h.Bias)
	rows, n, last := []byte(nil), 0, 0
	for i := 0; i < len(h.W); i += h.Classes {
		row := h.W[i : i+h.Classes]
		if largest(row) < 0.004 {
			continue
		}
		rows = binary.AppendUvarint(rows, uint64(i/h.Classes-last))
		rows = appendRow(rows, row)
		last = i / h.Classes
		n++
	}
	b = append(binary.AppendUvarint(b, uint64(n)), rows...)
	n = len(m.Dense) / h.Classes
	b = binary.AppendUvarint(b, uint64(n))
	for i := range n {
		b = appendRow(b, m.Dense[i*h.Classes:][:h.Classes])
	}
	return b
}

func largest(row []float32) float32 {
	top := float32(0)
	for _, x := range row {
		top = max(top, x, -x)
	}
	return top
}

func appendRow(b []byte, row []float32) []byte {
	step := largest(row) / 127
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(step))
	for _, x := range row {
		q := 0.0
		if step > 0 {
			q = math.Round(float64(x / step))
		}
		b = append(b, byte(int8(q)))
	}
	return b
}

// ReadModel reads what Write wrote.
func ReadModel(b []byte) (*Model, error) {
	if !bytes.HasPrefix(b, []byte(modelMagic)) {
		return nil, ErrModel
	}
	r := reader{b: b[len(modelMagic):]}
	m := &Model{}
	m.Types = strings.Split(r.text(), "\n")
	m.Modes = strings.Split(r.text(), "\n")
	m.Heat, m.None = r.float(), r.float()
	m.ByType, m.ByMode, m.Against, m.Related = r.softmax(), r.softmax(), r.softmax(), r.softmax()
	switch {
	case r.bad:
		return nil, ErrModel
	case m.ByType.Sparse.Classes != len(m.Types) || m.ByMode.Sparse.Classes != len(m.Modes) || m.Against.Sparse.Classes != 2 || m.Related.Sparse.Classes != 2:
		return nil, fmt.Errorf("%w: classes do not fit", ErrModel)
	}
	return m, nil
}

// reader takes a file apart; bad is set when it is too short or wrong.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if r.bad || n < 0 || n > len(r.b) {
		r.bad = true
		return make([]byte, max(0, min(n, 1<<12)))
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) count(limit int) int {
	n, k := binary.Uvarint(r.b)
	if k <= 0 || n > uint64(limit) {
		r.bad = true
		return 0
	}
	r.b = r.b[k:]
	return int(n)
}

func (r *reader) text() string { return string(r.take(r.count(1 << 16))) }

func (r *reader) float() float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(r.take(4)))
}

func (r *reader) row(dst []float32) {
	step := r.float()
	for i, x := range r.take(len(dst)) {
		dst[i] = float32(int8(x)) * step
	}
}

func (r *reader) softmax() *Softmax {
	classes, bits := r.count(1024), r.count(22)
	if r.bad || classes == 0 {
		r.bad = true
		return NewSoftmax(1, 1, 0)
	}
	m := NewSoftmax(classes, bits, 0)
	r.row(m.Sparse.Bias)
	at := 0
	for range r.count(1 << bits) {
		if at += r.count(1 << bits); r.bad || at >= 1<<bits {
			r.bad = true
			return m
		}
		r.row(m.Sparse.W[at*classes:][:classes])
	}
	n := r.count(1 << 16)
	if r.bad || n*(classes+4) > len(r.b) {
		r.bad = true
		return m
	}
	m.Dense = make([]float32, n*classes)
	for i := range n {
		r.row(m.Dense[i*classes:][:classes])
	}
	return m
}
