package place

import (
	"os"
	"strings"
	"testing"

	"github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
)

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(places.Files, codebook.Files); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	g := open(b)
	raw, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		b.Fatal(err)
	}
	var lines []string
	for l := range strings.Lines(string(raw)) {
		if s, _, ok := strings.Cut(l, " | "); ok && l[0] != '#' && len(lines) < 60 {
			lines = append(lines, s, "The spokesman added that the delegation had not been told of any change in the plans of the other side.")
		}
	}
	r, sents := tokens(lines)
	n := 0
	for i := range sents {
		n += len(sents[i].Tokens)
	}
	for b.Loop() {
		Find(g, r, sents)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/token")
}
