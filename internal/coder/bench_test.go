package coder_test

import (
	"testing"
	"time"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/place"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
	"github.com/attache/attache/model"
)

// story is a report of the benchmarks, in everyday wire prose.
const story = `Norway accused Russia on Tuesday of jamming satellite signals along their Arctic border. ` +
	`The Norwegian foreign minister, speaking to reporters in Oslo, said that the government had lodged a protest with the Russian ambassador. ` +
	`Moscow denied the charge and called for talks. Officials from both countries are to meet in Tromso next week, a ministry spokesman said. ` +
	`In 2017 the two sides signed an agreement to share data on air traffic. Finland offered to host the talks. ` +
	`Rebels attacked an army convoy in northern Mali, killing at least 12 soldiers and wounding 30, the defence ministry said. ` +
	`The United Nations urged both sides to stop fighting and promised food aid for villagers who fled their homes.`

// perSentence reports time and allocations a sentence.
func perSentence(b *testing.B, sents int, do func()) {
	b.Helper()
	b.ReportAllocs()
	for b.Loop() {
		do()
	}
	b.ReportMetric(float64(b.Elapsed())/float64(time.Microsecond)/float64(b.N)/float64(sents), "µs/sentence")
	b.ReportMetric(float64(sents*b.N)/b.Elapsed().Seconds(), "sentences/s")
}

// BenchmarkCoder times the whole coder and each stage behind the reader on the
// same report.
func BenchmarkCoder(b *testing.B) {
	c := load(b)
	w := c.Worker()
	r := &text.Report{ID: "b", Text: story, Published: day, Dated: text.Given}
	d, err := w.Code(b.Context(), r)
	if err != nil {
		b.Fatal(err)
	}
	n := len(d.Sents)
	in := d.Layers()
	find, build, match := mention.New(c.Book), clause.NewBuilder(c.Book.Words, c.Book.Events.Deed), event.NewMatcher(c.Book)
	scorer, err := event.LoadScorer(model.Events())
	if err != nil {
		b.Fatal(err)
	}
	gazetteer, err := place.Open(places.Files, data.Files)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("place", func(b *testing.B) { perSentence(b, n, func() { place.Find(gazetteer, r, in.Sents) }) })
	b.Run("mention", func(b *testing.B) { perSentence(b, n, func() { find.Find(r, in.Sents) }) })
	b.Run("when", func(b *testing.B) { perSentence(b, n, func() { when.Find(r, in.Sents) }) })
	b.Run("clause", func(b *testing.B) { perSentence(b, n, func() { build.Build(in.Sents) }) })
	b.Run("match", func(b *testing.B) { perSentence(b, n, func() { match.Match(in) }) })
	b.Run("score", func(b *testing.B) {
		perSentence(b, n, func() { scorer.Rank(match, in, match.Match(in)) }) // the match is in it
	})
	b.Run("settle", func(b *testing.B) {
		cands := match.Match(in)
		scorer.Rank(match, in, cands)
		perSentence(b, n, func() { match.Events(in, cands, scorer, -1) })
	})
	b.Run("read", func(b *testing.B) { perSentence(b, n, func() { w.Read(r) }) })
	b.Run("whole", func(b *testing.B) {
		perSentence(b, n, func() {
			if _, err := w.Code(b.Context(), r); err != nil {
				b.Fatal(err)
			}
		})
	})
}
