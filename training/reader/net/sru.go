package net

import "github.com/attache/attache/internal/learn"

// leak is the slope of a gate outside its ramp while training, so that a
// closed gate can open again.
const leak = 0.01

// recur is what a recurrent layer keeps for its backward pass, a row a word.
type recur struct {
	in      []float32 // Width: as the layer before left it
	dropped []float32 // Width: with dropout, what W sees
	u       []float32 // 3*Width: W's output; then candidate, forget ramp, output ramp
	state   []float32 // Width
	out     []float32 // Width
}

// forward runs words from..to in both directions.
func (r *recur) forward(l *Layer, width, from, to int) {
	half := width / 2
	for dir := 0; dir < 2; dir++ {
		prev := make([]float32, half)
		for k := 0; k < to-from; k++ {
			t := from + k
			if dir == 1 {
				t = to - 1 - k
			}
			r.step(l, width, dir, t, prev)
			prev = r.state[t*width+dir*half:][:half]
		}
	}
}

func (r *recur) step(l *Layer, width, dir, t int, prev []float32) {
	half := width / 2
	at := dir * 3 * half
	u := r.u[t*3*width+at:][:3*half]
	b, peep := l.B.W[at:][:3*half], l.Peep.W[at:][:3*half]
	c, h, x := r.state[t*width+dir*half:][:half], r.out[t*width+dir*half:][:half], r.in[t*width+dir*half:][:half]
	for i, p := range prev {
		cand := u[i] + b[i]
		tf := learn.Ramp(u[half+i] + b[half+i] + peep[half+i]*p)
		tr := learn.Ramp(u[2*half+i] + b[2*half+i] + peep[2*half+i]*p)
		f, o := learn.Gate(tf), learn.Gate(tr)
		c[i] = f*(p-cand) + cand
		h[i] = o*(c[i]-x[i]) + x[i]
		u[i], u[half+i], u[2*half+i] = cand, tf, tr
	}
}

// backward takes the gradient of out and leaves in du that of W's output, in
// dx that of in by way of the highway; gradients of B and Peep are added.
func (r *recur) backward(l *Layer, shard, width, from, to int, dout, du, dx []float32) {
	half := width / 2
	for dir := 0; dir < 2; dir++ {
		carry := make([]float32, half)
		zero := make([]float32, half)
		for k := to - from - 1; k >= 0; k-- {
			t, before := from+k, from+k-1
			if dir == 1 {
				t = to - 1 - k
				before = t + 1
			}
			prev := zero
			if k > 0 {
				prev = r.state[before*width+dir*half:][:half]
			}
			r.stepBack(l, shard, width, dir, t, prev, carry, dout, du, dx)
		}
	}
}

func (r *recur) stepBack(l *Layer, shard, width, dir, t int, prev, carry, dout, du, dx []float32) {
	half := width / 2
	at, row := dir*3*half, t*width+dir*half
	u, d := r.u[t*3*width+at:][:3*half], du[t*3*width+at:][:3*half]
	peep := l.Peep.W[at:][:3*half]
	gb, gp := l.B.grad[shard][at:][:3*half], l.Peep.grad[shard][at:][:3*half]
	c, x, dh, dxr := r.state[row:][:half], r.in[row:][:half], dout[row:][:half], dx[row:][:half]
	for i, p := range prev {
		cand, tf, tr := u[i], u[half+i], u[2*half+i]
		f, o := learn.Gate(tf), learn.Gate(tr)
		dxr[i] = dh[i] * (1 - o)
		dpo := dh[i] * (c[i] - x[i]) * slope(tr)
		dc := carry[i] + dh[i]*o
		dpf := dc * (p - cand) * slope(tf)
		dcand := dc * (1 - f)
		carry[i] = dc*f + dpf*peep[half+i] + dpo*peep[2*half+i]
		gp[half+i] += dpf * p
		gp[2*half+i] += dpo * p
		d[i], d[half+i], d[2*half+i] = dcand, dpf, dpo
		gb[i] += dcand
		gb[half+i] += dpf
		gb[2*half+i] += dpo
	}
}

// slope is the derivative of a gate by its input, given the value of its ramp.
func slope(t float32) float32 {
	if t <= 0 || t >= 1 {
		return leak
	}
	return learn.GateSlope * 6 * t * (1 - t)
}
