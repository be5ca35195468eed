package split

import (
	"testing"

	"github.com/attache/attache/internal/text"
)

// BenchmarkSplit reads the newswire with one worker on one core.
func BenchmarkSplit(b *testing.B) { benchmark(b, trained(b)) }

// BenchmarkRules is the same without the model.
func BenchmarkRules(b *testing.B) { benchmark(b, New(nil)) }

func benchmark(b *testing.B, s *Splitter) {
	texts := newswire(b)
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	w := s.Worker()
	b.SetBytes(int64(size))
	b.ReportAllocs()
	tokens, sents := 0, 0
	for b.Loop() {
		tokens, sents = 0, 0
		for _, t := range texts {
			for _, s := range w.Split(&text.Report{Text: t}) {
				tokens += len(s.Tokens)
				sents++
			}
		}
	}
	per := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(tokens)/per, "tokens/s")
	b.ReportMetric(float64(sents)/per, "sentences/s")
}
