//go:build !amd64

package learn

func dot(dst []int32, src, strip []int16, bias []int32, in, out, step int) {
	dotPortable(dst, src, strip, bias, in, out, step)
}

func dotBytes(dst []int32, src []uint8, strip []int8, bias []int32, in, out, step int) {
	dotBytesPortable(dst, src, strip, bias, in, out, step)
}

func narrow(dst []uint8, src []int16, zero int16) { narrowPortable(dst, src, zero) }

func quantize(dst []int16, src []int32, scale []float32, low, high float32) {
	quantizePortable(dst, src, scale, low, high)
}

func sum(dst []int16, table []int8, rows []int32) { sumPortable(dst, table, rows) }

func recur(r *Recurrence, n int, back bool, u []int32, ustep int, in, out []int16, step int, state []float32) {
	recurPortable(r, n, back, u, ustep, in, out, step, state)
}

func largest(s []int32) int { return largestPortable(s) }
