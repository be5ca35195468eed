package linear

import (
	"strconv"
	"testing"
)

// BenchmarkProb times one decision over as many features as a candidate has.
func BenchmarkProb(b *testing.B) {
	m := New(1, 18)
	var fs []Feature
	for i := range 80 {
		fs = append(fs, Hash("f", strconv.Itoa(i)))
	}
	b.ReportAllocs()
	for b.Loop() {
		m.Prob(fs)
	}
}

func BenchmarkHash(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Hash("lemma", "negotiate").Cross(Hash("type", "CONSULT"))
	}
}
