package learn

//go:noescape
func dot4x16(in int, src *int16, step int, strip *int16, bias, dst *int32, out int)

//go:noescape
func quantize8(n int, dst *int16, src *int32, scale *float32, low, high float32)

//go:noescape
func sum64(dst *int16, table *int8, width int, rows *int32, n int)

//go:noescape
func largest16(n int, s *int32) int

//go:noescape
func bytes4x16(in int, src *uint8, step int, strip *int8, bias, dst *int32, out int)

//go:noescape
func narrow32(n int, dst *uint8, src *int16, zero int16)

//go:noescape
func recurAll(a *recurArgs)

// recurArgs is read by recurAll; the offsets of its fields stand there.
type recurArgs struct {
	u              *int32
	ustep          int // bytes, negative when reading backwards
	scale, peep    *float32
	state          *float32
	in             *int16
	out            *int16
	step           int // bytes
	words          int
	half           int
	inScale, outBy float32
}

func dot(dst []int32, src, strip []int16, bias []int32, in, out, step int) {
	if !HasAVX2 {
		dotPortable(dst, src, strip, bias, in, out, step)
		return
	}
	dot4x16(in, &src[0], step, &strip[0], &bias[0], &dst[0], out)
}

func dotBytes(dst []int32, src []uint8, strip []int8, bias []int32, in, out, step int) {
	if !HasAVX2 || in%16 != 0 {
		dotBytesPortable(dst, src, strip, bias, in, out, step)
		return
	}
	bytes4x16(in, &src[0], step, &strip[0], &bias[0], &dst[0], out)
}

func narrow(dst []uint8, src []int16, zero int16) {
	if !HasAVX2 {
		narrowPortable(dst, src, zero)
		return
	}
	narrow32(len(src), &dst[0], &src[0], zero)
}

func quantize(dst []int16, src []int32, scale []float32, low, high float32) {
	if !HasAVX2 {
		quantizePortable(dst, src, scale, low, high)
		return
	}
	quantize8(len(src), &dst[0], &src[0], &scale[0], low, high)
}

func sum(dst []int16, table []int8, rows []int32) {
	if !HasAVX2 {
		sumPortable(dst, table, rows)
		return
	}
	sum64(&dst[0], &table[0], len(dst), &rows[0], len(rows))
}

func largest(s []int32) int {
	if !HasAVX2 {
		return largestPortable(s)
	}
	return largest16(len(s), &s[0])
}

func recur(r *Recurrence, n int, back bool, u []int32, ustep int, in, out []int16, step int, state []float32) {
	if !HasAVX2 {
		recurPortable(r, n, back, u, ustep, in, out, step, state)
		return
	}
	first := 0
	a := recurArgs{ustep: 4 * ustep, step: 2 * step, scale: &r.Scale[0], peep: &r.Peep[0], state: &state[0],
		words: n, half: r.Half, inScale: r.In, outBy: r.Out}
	if back {
		first, a.ustep, a.step = n-1, -a.ustep, -a.step
	}
	a.u, a.in, a.out = &u[first*ustep], &in[first*step], &out[first*step]
	recurAll(&a)
}
