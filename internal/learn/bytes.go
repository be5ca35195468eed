package learn

// Limits of the numbers that go through a ByteLinear: two products of an
// activation and a weight, and two such pairs, fit in 16 bits.
const (
	ByteTop    = 127 // largest activation; the smallest is 0
	ByteZero   = 64  // the activation that stands for 0 where there is a sign
	ByteSigned = 63  // largest size of an activation with a sign
	ByteWeight = 63  // largest size of a weight
)

// group is the number of inputs that the kernel takes together.
const group = 4

// ByteLinear is a Linear of 7-bit weights over 7-bit activations: less exact,
// and more than half as fast again.
type ByteLinear struct {
	In, Out int // sizes; In is a multiple of 8, Out counts the padding
	packed  []int8
	bias    []int32
}

// NewByteLinear packs weights (in rows of out, none above ByteWeight) and
// biases (out of them). zero is the activation that stands for 0.
func NewByteLinear(in, out, zero int, weights []int8, bias []int32) *ByteLinear {
	l := &ByteLinear{In: in, Out: PadCols(out), bias: make([]int32, PadCols(out))}
	l.packed = make([]int8, l.In*l.Out)
	for i := copy(l.bias, bias); i >= out && i < l.Out; i++ {
		l.bias[i] = Lowest
	}
	for k := range in {
		for j := range out {
			w := max(-ByteWeight, min(ByteWeight, weights[k*out+j]))
			l.packed[j/colBlock*colBlock*in+k/group*group*colBlock+j%colBlock*group+k%group] = w
			l.bias[j] -= int32(zero) * int32(w)
		}
	}
	return l
}

// Mul sets dst (rows of l.Out) to src (rows of step, the first l.In used) times
// the weights plus the biases. Both have room for PadRows(m) rows.
func (l *ByteLinear) Mul(dst []int32, src []uint8, m, step int) {
	_ = dst[:PadRows(m)*l.Out]
	if m > 0 {
		_ = src[:(PadRows(m)-1)*step+l.In]
	}
	for j := 0; j < l.Out; j += colBlock {
		strip := l.packed[j*l.In:][:l.In*colBlock]
		for i := 0; i < m; i += rowBlock {
			dotBytes(dst[i*l.Out+j:], src[i*step:], strip, l.bias[j:j+colBlock], l.In, l.Out, step)
		}
	}
}

func dotBytesPortable(dst []int32, src []uint8, strip []int8, bias []int32, in, out, step int) {
	for r := range rowBlock {
		var sum [colBlock]int32
		copy(sum[:], bias)
		for k := 0; k < in; k += group {
			a, w := src[r*step+k:][:group], strip[k*colBlock:][:group*colBlock]
			for j := range sum {
				for q := range group {
					sum[j] += int32(a[q]) * int32(w[j*group+q])
				}
			}
		}
		copy(dst[r*out:], sum[:])
	}
}

// Narrow sets dst to src plus zero, which must fit. The length of src is a
// multiple of 32.
func Narrow(dst []uint8, src []int16, zero int16) {
	_ = dst[:len(src)]
	if len(src) > 0 {
		narrow(dst, src, zero)
	}
}

func narrowPortable(dst []uint8, src []int16, zero int16) {
	for i, x := range src {
		dst[i] = uint8(max(0, min(255, x+zero)))
	}
}
