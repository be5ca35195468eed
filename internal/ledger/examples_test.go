package ledger_test

import (
	"context"
	"errors"
	"testing"
	"time"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/text"
)

// drawer reads text as a report of the day and draws its entries.
func drawer(t *testing.T) (func(words string, day time.Time) []ledger.Entry, *codebook.Ledger) {
	t.Helper()
	c, err := coder.New(coder.WithThreshold(-1))
	if err != nil {
		t.Fatal(err)
	}
	book, errs := codebook.LoadLedger(places.Files, data.Files)
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	w, d := c.Worker(), ledger.NewDrawer(book, c.Book.Words)
	return func(words string, day time.Time) []ledger.Entry {
		r := &text.Report{ID: "r", Text: words, Published: day, Dated: text.Given}
		doc, err := w.Code(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		return d.Draw(&ledger.Layers{Layers: event.Layers{Report: r, Sents: doc.Sents, Mentions: doc.Mentions, Times: doc.Times, Clauses: doc.Clauses}, Events: doc.Events})
	}, book
}

// TestCodebookExamples draws every example sentence of codebook/ledger.
func TestCodebookExamples(t *testing.T) {
	draw, book := drawer(t)
	day := time.Date(2021, 3, 10, 0, 0, 0, 0, time.UTC)
	has := func(words, kind string) bool {
		for _, e := range draw(words, day) {
			if string(e.Kind) == kind {
				return true
			}
		}
		return false
	}
	for i := range book.Lines {
		l := &book.Lines[i]
		for _, x := range l.Yes {
			if !has(x.Text, l.Kind) {
				t.Errorf("%s: no %s in %q", x.Pos, l.Kind, x.Text)
			}
		}
		for _, x := range l.No {
			if has(x.Text, l.Kind) {
				t.Errorf("%s: a %s in %q", x.Pos, l.Kind, x.Text)
			}
		}
	}
}
