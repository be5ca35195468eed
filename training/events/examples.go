package main

import (
	"context"
	"time"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/linear"
	"github.com/attache/attache/internal/text"
)

// exampleWeight is what a codebook example counts beside an annotated
// candidate: examples are clean, short and far more regular than news.
const exampleWeight = 0.4

// examples turns the codebook's own sentences into training: under yes the
// pattern's candidate is an event; under no every candidate of its type is
// none. Other candidates teach nothing, since nobody has judged them.
func examples(c *coder.Coder) ([]linear.Example, error) {
	var out []linear.Example
	w, m := c.Worker(), c.Matcher()
	day := time.Date(2008, 6, 11, 0, 0, 0, 0, time.UTC)
	for i := range c.Book.Events.Patterns {
		p := &c.Book.Events.Patterns[i]
		for class, list := range [][]codebook.Example{p.No, p.Yes} {
			for _, x := range list {
				plain, _ := coder.Unmark(x.Text)
				d, err := w.Code(context.Background(), &text.Report{ID: "example", Text: plain, Published: day, Dated: text.Given})
				if err != nil {
					return nil, err
				}
				m.Each(d.Layers(), d.Candidates, func(k int) {
					cand := &d.Candidates[k]
					if cand.Ref.Pattern == i && cand.Type == p.Type || class == 0 && cand.Type == p.Type {
						out = append(out, linear.Example{Features: m.CandidateFeatures(d.Candidates, k), Class: class, Weight: exampleWeight})
					}
				})
			}
		}
	}
	return out, nil
}
