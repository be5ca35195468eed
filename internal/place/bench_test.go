package place

import (
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
