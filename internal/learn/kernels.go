package learn

import "math"

// Quantize sets dst to src times scale, rounded (halves to even) and held
// between low and high. All have the same length, a multiple of 8.
func Quantize(dst []int16, src []int32, scale []float32, low, high float32) {
	_, _ = dst[:len(src)], scale[:len(src)]
	if len(src) > 0 {
		quantize(dst, src, scale, low, high)
	}
}

func quantizePortable(dst []int16, src []int32, scale []float32, low, high float32) {
	for i, x := range src {
		dst[i] = toFixed(float32(float32(x)*scale[i]), low, high)
	}
}

func toFixed(x, low, high float32) int16 {
	return int16(math.RoundToEven(float64(min(max(x, low), high))))
}

// Sum sets dst to the sum of rows of table. len(dst) is a multiple of 64.
func Sum(dst []int16, table []int8, rows []int32) {
	for _, r := range rows {
		_ = table[int(r)*len(dst):][:len(dst)]
	}
	if len(dst) > 0 && len(rows) > 0 {
		sum(dst, table, rows)
	} else {
		clear(dst)
	}
}

func sumPortable(dst []int16, table []int8, rows []int32) {
	clear(dst)
	for _, r := range rows {
		row := table[int(r)*len(dst):][:len(dst)]
		for i, x := range row {
			dst[i] += int16(x)
		}
	}
}

// Largest returns the place of the largest number, the first of equals. The
// length of s is a multiple of 16 and not 0.
func Largest(s []int32) int {
	return largest(s[:len(s)/16*16])
}

func largestPortable(s []int32) int {
	at, top := 0, s[0]
	for i, x := range s {
		if x > top {
			at, top = i, x
		}
	}
	return at
}

// Recurrence is one direction of a recurrent layer of gated sums: the words
// are read in order, forwards or backwards.
type Recurrence struct {
	Half  int       // width of the direction, a multiple of 8
	Scale []float32 // 3*Half, of candidate, forget ramp and output ramp
	Peep  []float32 // 2*Half, weight of the state in the two ramps
	In    float32   // what one unit of the layer's input is worth
	Out   float32   // how many units of output are worth one; none is above ByteSigned in size
}

// Run reads n words. in, out and u hold a row a word, step and ustep apart,
// cut so that they begin with this direction's part of the first row; state is
// scratch of Half.
func (r *Recurrence) Run(n int, back bool, u []int32, ustep int, in, out []int16, step int, state []float32) {
	if n == 0 {
		return
	}
	_, _, _ = u[:(n-1)*ustep+3*r.Half], in[:(n-1)*step+r.Half], out[:(n-1)*step+r.Half]
	state = state[:r.Half]
	clear(state)
	recur(r, n, back, u, ustep, in, out, step, state)
}

func recurPortable(r *Recurrence, n int, back bool, u []int32, ustep int, in, out []int16, step int, state []float32) {
	for k := range n {
		t := k
		if back {
			t = n - 1 - k
		}
		r.word(u[t*ustep:][:3*r.Half], in[t*step:], out[t*step:], state)
	}
}

// word does one word. Every product is rounded before it is added, so that
// processors that fuse the two agree with those that do not.
func (r *Recurrence) word(u []int32, in, out []int16, state []float32) {
	h := r.Half
	for i, c := range state {
		cand := float32(float32(u[i]) * r.Scale[i])
		f := unit(float32(float32(u[h+i])*r.Scale[h+i]) + float32(r.Peep[i]*c))
		o := unit(float32(float32(u[2*h+i])*r.Scale[2*h+i]) + float32(r.Peep[h+i]*c))
		f = float32(float32(f*f) * (3 - (f + f)))
		o = float32(float32(o*o) * (3 - (o + o)))
		x := float32(float32(in[i]) * r.In)
		c = float32(f*(c-cand)) + cand
		state[i] = c
		y := float32(o*(c-x)) + x
		out[i] = toFixed(float32(y*r.Out), -ByteSigned, ByteSigned)
	}
}

func unit(x float32) float32 { return min(max(x, 0), 1) }
