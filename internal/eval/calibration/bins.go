package calibration

import "math"

// Sure is an answer's confidence, from 0 to 1, and whether it was right.
type Sure struct {
	Confidence float64
	Right      bool
}

// Bin holds the answers whose confidence lies in a tenth.
type Bin struct {
	N, Right int
	Sum      float64 // of the confidences
}

// Confidence is the mean confidence in the bin; 0 when it is empty.
func (b Bin) Confidence() float64 { return b.Sum / float64(max(1, b.N)) }

// Share is how many of the bin's answers are right; 0 when it is empty.
func (b Bin) Share() float64 { return float64(b.Right) / float64(max(1, b.N)) }

// Interval is Wilson's interval of the share, at 95 %.
func (b Bin) Interval() (lo, hi float64) { return Wilson(b.Right, b.N) }

// Wilson is the interval of 95 % for k of n (Wilson 1927); all of it for none.
func Wilson(k, n int) (lo, hi float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	mid := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (mid-half)/(1+z*z/m)), min(1, (mid+half)/(1+z*z/m))
}

// Tenths is the number of bins.
const Tenths = 10

// Bins sorts answers by confidence into tenths.
func Bins(s []Sure) [Tenths]Bin {
	var out [Tenths]Bin
	for _, x := range s {
		b := &out[max(0, min(Tenths-1, int(x.Confidence*Tenths)))]
		b.N++
		b.Sum += x.Confidence
		if x.Right {
			b.Right++
		}
	}
	return out
}

// Error is the expected calibration error over tenths (Guo et al. 2017): how
// far confidence and truth lie apart, weighted by the answers. 0 for none.
func Error(s []Sure) float64 {
	var e float64
	for _, b := range Bins(s) {
		e += math.Abs(b.Sum - float64(b.Right))
	}
	return e / float64(max(1, len(s)))
}
