package parse_test

import (
	"testing"

	"github.com/attache/attache/internal/parse"
	"github.com/attache/attache/model"
)

// BenchmarkParse reads sentences of a treebank that are about as long as those
// of a newspaper, tokens given.
func BenchmarkParse(b *testing.B) {
	all := readTrees(b, "gum/dev.conllu")
	words := 0
	news := all[:0]
	for _, s := range all {
		if n := len(s.Tokens); n >= 15 && n <= 35 {
			news = append(news, s)
			words += n
		}
	}
	w := loadModel(b).NewWorker()
	b.ReportAllocs()
	for b.Loop() {
		for i := range news {
			w.Parse(&news[i])
		}
	}
	seconds := b.Elapsed().Seconds()
	b.ReportMetric(float64(b.N*len(news))/seconds, "sentences/s")
	b.ReportMetric(seconds*1e9/float64(b.N*words), "ns/word")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := parse.Load(model.Reader()); err != nil {
			b.Fatal(err)
		}
	}
}
