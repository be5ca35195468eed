package clause

import (
	"testing"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// BenchmarkBuild times the clauses of the hand-made trees of these tests.
func BenchmarkBuild(b *testing.B) {
	book, err := codebook.Load(data.Files)
	if err != nil {
		b.Fatal(err)
	}
	var sents []syntax.Sentence
	tokens := 0
	for i := range trees {
		s := syntax.MustTree(b, trees[i].tree)
		s.Index = i
		tokens += len(s.Tokens)
		sents = append(sents, s)
	}
	builder := NewBuilder(book.Words, func(l string) bool { return l == "invasion" })
	b.ReportAllocs()
	for b.Loop() {
		builder.Build(sents)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(sents)), "ns/sentence")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tokens), "ns/token")
}
