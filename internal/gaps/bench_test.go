package gaps_test

import (
	"testing"
	"time"

	"github.com/attache/attache/internal/gaps"
	"github.com/attache/attache/internal/text"
)

// BenchmarkCount times the counting alone, of a report that is coded already.
func BenchmarkCount(b *testing.B) {
	c := plain(b)
	d, err := c.Worker().Code(b.Context(), &text.Report{ID: "r", Published: time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC), Dated: text.Given,
		Text: "Peru befuddled Chile. The Zubrowka Fishing Club thanked Peru on Monday. Chile serenaded Peru and praised the club."})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		gaps.Count(c.Book, d)
	}
}
