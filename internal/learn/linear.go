package learn

const (
	rowBlock = 4  // rows that the kernel works on at once
	colBlock = 16 // columns that it works on at once
)

// Limit is the largest size of an activation: K products of two activations or
// of an activation and a weight (at most WeightLimit) fit in 32 bits for K up
// to 128 and 256.
const (
	Limit       = 4095
	WeightLimit = 2047
)

// PadRows rounds a number of rows up to what Mul works on.
func PadRows(n int) int { return (n + rowBlock - 1) / rowBlock * rowBlock }

// PadCols rounds a number of columns up to what Mul works on.
func PadCols(n int) int { return (n + colBlock - 1) / colBlock * colBlock }

// Linear is a matrix of 16-bit weights with 32-bit biases, laid out for the
// kernel: strips of 16 columns, and in them two inputs side by side.
type Linear struct {
	In, Out int // sizes; In is a multiple of 8, Out counts the padding
	packed  []int16
	bias    []int32
}

// Lowest is the bias of padding, so that it never scores best.
const Lowest = -1 << 30

// NewLinear packs weights (in rows of out) and biases (out of them).
func NewLinear(in, out int, weights []int16, bias []int32) *Linear {
	l := &Linear{In: in, Out: PadCols(out), bias: make([]int32, PadCols(out))}
	l.packed = make([]int16, l.In*l.Out)
	for i := copy(l.bias, bias); i >= out && i < l.Out; i++ {
		l.bias[i] = Lowest
	}
	for k := range in {
		for j := range out {
			l.packed[place(in, k, j)] = weights[k*out+j]
		}
	}
	return l
}

// place is where the weight from input k to output j stands.
func place(in, k, j int) int {
	return j/colBlock*colBlock*in + k/2*2*colBlock + j%colBlock*2 + k%2
}

// Mul sets dst (rows of l.Out) to src (rows of step, the first l.In used) times
// the weights plus the biases. Both have room for PadRows(m) rows.
func (l *Linear) Mul(dst []int32, src []int16, m, step int) {
	mul(dst, src, l.packed, l.bias, m, l.In, l.Out, step)
}

// Columns is a Linear made at run time out of rows of activations, to score all
// pairs of rows.
type Columns struct {
	packed []int16
	zero   []int32
	in     int
	out    int
}

// Start makes room for n columns of in (a multiple of 8) activations; Set must give all of them.
func (c *Columns) Start(n, in int) {
	c.in, c.out = in, PadCols(n)
	if need := c.in * c.out; cap(c.packed) < need {
		c.packed = make([]int16, need+need/4)
	}
	if cap(c.zero) < c.out {
		c.zero = make([]int32, c.out+c.out/4)
	}
	c.packed, c.zero = c.packed[:c.in*c.out], c.zero[:c.out]
}

// Set makes row the j-th column.
func (c *Columns) Set(j int, row []int16) {
	to := c.packed[place(c.in, 0, j):]
	for k := 0; k+1 < len(row); k += 2 {
		at := to[k*colBlock:][:2]
		at[0], at[1] = row[k], row[k+1]
	}
}

// Out is the number of columns with their padding. Padding holds old numbers.
func (c *Columns) Out() int { return c.out }

// Mul sets dst (rows of Out) to src (m rows, step apart) times the columns.
func (c *Columns) Mul(dst []int32, src []int16, m, step int) {
	mul(dst, src, c.packed, c.zero, m, c.in, c.out, step)
}

func mul(dst []int32, src, packed []int16, bias []int32, m, in, out, step int) {
	_ = dst[:PadRows(m)*out]
	if m > 0 {
		_ = src[:(PadRows(m)-1)*step+in]
	}
	for j := 0; j < out; j += colBlock {
		strip := packed[j*in:][:in*colBlock]
		for i := 0; i < m; i += rowBlock {
			dot(dst[i*out+j:], src[i*step:], strip, bias[j:j+colBlock], in, out, step)
		}
	}
}

// dotPortable works on 4 rows and 16 columns.
func dotPortable(dst []int32, src, strip []int16, bias []int32, in, out, step int) {
	for r := range rowBlock {
		var sum [colBlock]int32
		copy(sum[:], bias)
		for k := 0; k < in; k += 2 {
			a, b := int32(src[r*step+k]), int32(src[r*step+k+1])
			w := strip[k*colBlock:][:2*colBlock]
			for j := range sum {
				sum[j] += a*int32(w[2*j]) + b*int32(w[2*j+1])
			}
		}
		copy(dst[r*out:], sum[:])
	}
}
