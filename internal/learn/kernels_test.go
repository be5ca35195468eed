package learn

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func small(rng *rand.Rand, n, limit int) []int16 {
	x := make([]int16, n)
	for i := range x {
		x[i] = int16(rng.IntN(2*limit+1) - limit)
	}
	return x
}

func floats(rng *rand.Rand, n int, by float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = (rng.Float32() - 0.5) * by
	}
	return x
}

func TestMulIsTheMatrixProduct(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	const m, in, out, step = 5, 8, 19, 10
	src, w, bias := small(rng, PadRows(m)*step, Limit), small(rng, in*out, WeightLimit), []int32{7, -9}
	bias = append(bias, make([]int32, out-2)...)
	l := NewLinear(in, out, w, bias)
	dst := make([]int32, PadRows(m)*l.Out)
	l.Mul(dst, src, m, step)
	for i := range m {
		for j := range out {
			want := bias[j]
			for k := range in {
				want += int32(src[i*step+k]) * int32(w[k*out+j])
			}
			if got := dst[i*l.Out+j]; got != want {
				t.Fatalf("row %d column %d: %d, expected %d", i, j, got, want)
			}
		}
	}
}

func TestColumnsScoreAllPairs(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	const m, n, in = 3, 18, 16
	a, b := small(rng, PadRows(m)*in, Limit), small(rng, n*in, Limit)
	var c Columns
	c.Start(n, in)
	for j := range n {
		c.Set(j, b[j*in:][:in])
	}
	dst := make([]int32, PadRows(m)*c.Out())
	c.Mul(dst, a, m, in)
	for i := range m {
		for j := range n {
			want := int32(0)
			for k := range in {
				want += int32(a[i*in+k]) * int32(b[j*in+k])
			}
			if got := dst[i*c.Out()+j]; got != want {
				t.Fatalf("pair %d, %d: %d, expected %d", i, j, got, want)
			}
		}
	}
}

func TestFastKernelsGiveThePortableResult(t *testing.T) {
	if !HasAVX2 {
		t.Skip("only the portable kernels run here")
	}
	rng := rand.New(rand.NewPCG(3, 1))
	for range 50 {
		src, strip, bias := small(rng, 4*32, Limit), small(rng, 24*16, WeightLimit), []int32{1, 2, 3, 4, 5, 6, 7, 8, -9, -8, -7, 6, 5, 4, 3, 1 << 30}
		a, b := make([]int32, 4*16), make([]int32, 4*16)
		dot(a, src, strip, bias, 24, 16, 32)
		dotPortable(b, src, strip, bias, 24, 16, 32)
		if !slices.Equal(a, b) {
			t.Fatal("dot differs")
		}
		q, p, scale := make([]int16, 64), make([]int16, 64), floats(rng, 64, 1e-5)
		scale[0] = 0.5 / float32(a[0]) // a half is rounded to even
		quantize(q, a, scale, -7, Limit)
		quantizePortable(p, a, scale, -7, Limit)
		if !slices.Equal(q, p) {
			t.Fatalf("quantize differs: %v and %v", q, p)
		}
		table := make([]int8, 9*128)
		for i := range table {
			table[i] = int8(rng.IntN(256) - 128)
		}
		x, y := make([]int16, 128), make([]int16, 128)
		sum(x, table, []int32{8, 0, 3, 3})
		sumPortable(y, table, []int32{8, 0, 3, 3})
		if !slices.Equal(x, y) {
			t.Fatal("sum differs")
		}
	}
}

func TestLargestIsTheFirstOfEquals(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 1))
	for trial := range 200 {
		s := make([]int32, 16+16*(trial%5))
		for i := range s {
			s[i] = int32(rng.IntN(40) - 60)
		}
		if got, want := Largest(s), largestPortable(s); got != want {
			t.Fatalf("place %d, expected %d in %v", got, want, s)
		}
	}
}

func TestFastRecurrenceGivesThePortableResult(t *testing.T) {
	if !HasAVX2 {
		t.Skip("only the portable kernels run here")
	}
	rng := rand.New(rand.NewPCG(4, 1))
	const half, n = 24, 9
	for trial := range 40 {
		r := Recurrence{Half: half, Scale: floats(rng, 3*half, 4e-6), Peep: floats(rng, 2*half, 2), In: 0.004, Out: 800}
		u := make([]int32, n*6*half)
		for i := range u {
			u[i] = int32(rng.IntN(2e6) - 1e6)
		}
		in := small(rng, n*2*half, Limit)
		a, b, state := make([]int16, len(in)), make([]int16, len(in)), make([]float32, half)
		back := trial%2 == 1
		r.Run(n, back, u, 6*half, in, a, 2*half, state)
		clear(state)
		recurPortable(&r, n, back, u, 6*half, in, b, 2*half, state)
		if !slices.Equal(a, b) {
			t.Fatalf("trial %d differs", trial)
		}
		if slices.Max(a) == 0 {
			t.Fatal("nothing came out")
		}
	}
}

func BenchmarkMul(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 1))
	const m, in, out = 24, 192, 576
	l := NewLinear(in, out, small(rng, in*out, WeightLimit), nil)
	src, dst := small(rng, m*in, Limit), make([]int32, m*l.Out)
	for b.Loop() {
		l.Mul(dst, src, m, in)
	}
	b.ReportMetric(float64(b.N)*m*in*out/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func BenchmarkRecurrence(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 1))
	const n, half = 24, 96
	r := Recurrence{Half: half, Scale: floats(rng, 3*half, 4e-6), Peep: floats(rng, 2*half, 2), In: 0.004, Out: 800}
	u, in, out, state := make([]int32, n*6*half), small(rng, n*2*half, Limit), make([]int16, n*2*half), make([]float32, half)
	for b.Loop() {
		r.Run(n, true, u, 6*half, in, out, 2*half, state)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/word")
}

func bytesAndWeights(rng *rand.Rand, n, m int) ([]uint8, []int8) {
	a, w := make([]uint8, n), make([]int8, m)
	for i := range a {
		a[i] = uint8(rng.IntN(ByteTop + 1))
	}
	for i := range w {
		w[i] = int8(rng.IntN(2*ByteWeight+1) - ByteWeight)
	}
	return a, w
}

func TestByteMulIsTheMatrixProduct(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	for _, in := range []int{8, 32} {
		const m, out = 5, 19
		src, w := bytesAndWeights(rng, PadRows(m)*in, in*out)
		bias := make([]int32, out)
		bias[3] = -77
		l := NewByteLinear(in, out, ByteZero, w, bias)
		dst := make([]int32, PadRows(m)*l.Out)
		l.Mul(dst, src, m, in)
		for i := range m {
			for j := range out {
				want := bias[j]
				for k := range in {
					want += (int32(src[i*in+k]) - ByteZero) * int32(w[k*out+j])
				}
				if got := dst[i*l.Out+j]; got != want {
					t.Fatalf("row %d column %d: %d, expected %d", i, j, got, want)
				}
			}
		}
	}
}

func TestFastByteKernelsGiveThePortableResult(t *testing.T) {
	if !HasAVX2 {
		t.Skip("only the portable kernels run here")
	}
	rng := rand.New(rand.NewPCG(8, 1))
	for trial := range 50 {
		src, strip := bytesAndWeights(rng, 4*48, 32*16)
		if trial == 0 { // the largest sums of all
			for i := range src {
				src[i] = ByteTop
			}
			for i := range strip {
				strip[i] = ByteWeight
			}
		}
		a, b := make([]int32, 4*16), make([]int32, 4*16)
		dotBytes(a, src, strip, make([]int32, 16), 32, 16, 48)
		dotBytesPortable(b, src, strip, make([]int32, 16), 32, 16, 48)
		if !slices.Equal(a, b) {
			t.Fatal("dotBytes differs")
		}
		wide, x, y := small(rng, 64, 200), make([]uint8, 64), make([]uint8, 64)
		narrow(x, wide, 64)
		narrowPortable(y, wide, 64)
		if !slices.Equal(x, y) {
			t.Fatalf("narrow differs: %v and %v of %v", x, y, wide)
		}
	}
}

func BenchmarkByteMul(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 1))
	const m, in, out = 24, 192, 576
	src, w := bytesAndWeights(rng, m*in, in*out)
	l := NewByteLinear(in, out, ByteZero, w, nil)
	dst := make([]int32, m*l.Out)
	for b.Loop() {
		l.Mul(dst, src, m, in)
	}
	b.ReportMetric(float64(b.N)*m*in*out/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
