// Package attache reads news reports and official statements and gives the
// record that a defence attaché would keep: who did, said or promised what to
// whom, when, in what standing, on whose word, each entry with the words that
// prove it.
//
//	c, err := attache.New()
//	…
//	events, err := c.Code(ctx, attache.Report{ID: "1", Text: text, Published: day})
//
// A Coder is safe for any number of goroutines.
package attache

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/relate"
	"github.com/attache/attache/internal/text"
)

// Report is one document to code. Text must be UTF-8; offsets in events count
// its Unicode characters.
type Report struct {
	ID, Source, URL, Title string
	Text                   string
	Published              time.Time // zero when unknown: relative dates then stay open
}

// Event is one entry of the record, with PLOVER's field names in JSON.
type Event = export.Event

// Entity is a party to an event.
type Entity = export.Entity

// Option changes how a Coder works.
type Option = coder.Option

// WithCodebook adds a folder that adds to or overrides the built-in codebook;
// its format is described in codebook/README.md.
func WithCodebook(f fs.FS) Option { return coder.WithCodebook(f) }

// WithThreshold sets the least confidence of an event, from 0 to 1.
func WithThreshold(t float64) Option { return coder.WithThreshold(t) }

// WithoutScorer leaves every decision to the codebook's patterns.
func WithoutScorer() Option { return coder.WithoutScorer() }

// Coder holds codebook and models.
type Coder struct {
	c       *coder.Coder
	workers sync.Pool
	relater func() (*relate.Relater, error) // loads its classifier at the first call
}

// New loads codebook and models. The error names every mistake in a codebook
// with file and line.
func New(options ...Option) (*Coder, error) {
	c, err := coder.New(options...)
	if err != nil {
		return nil, err
	}
	out := &Coder{c: c}
	out.workers.New = func() any { return c.Worker() }
	out.relater = sync.OnceValues(func() (*relate.Relater, error) { return relate.New(c) })
	return out, nil
}

// ErrNotUTF8 says that a report's text is not UTF-8; convert it first.
var ErrNotUTF8 = errors.New("the report's text is not UTF-8; convert it first")

// Code returns the report's events in the order of their words. Time is linear
// in the text.
func (c *Coder) Code(ctx context.Context, r Report) ([]Event, error) {
	if !utf8.ValidString(r.Text) {
		return nil, ErrNotUTF8
	}
	w := c.workers.Get().(*coder.Worker)
	defer c.workers.Put(w)
	in := &text.Report{ID: r.ID, Source: r.Source, URL: r.URL, Title: r.Title, Text: r.Text, Published: r.Published}
	if !r.Published.IsZero() {
		in.Dated = text.Given
	}
	d, err := w.Code(ctx, in)
	if err != nil {
		return nil, err
	}
	return export.Events(export.Record{Report: d.Report, Sents: d.Sents, Events: d.Events}, c.c), nil
}

// Pair is a text with two marked spans, which may be any words: "Siemens",
// "protesters", "a U.S. court". Spans are start and end in Unicode characters
// from 0, the end being the character behind the last. With Related set, the
// answer is never NONE.
type Pair = relate.Pair

// Relation is what a text says one marked party did to the other.
type Relation = relate.Relation

// Errors of Relate, beside those that name a span outside the text.
var (
	ErrNoWord      = relate.ErrSpan    // a marked span holds no word
	ErrPairNotUTF8 = relate.ErrNotUTF8 // convert the text first
)

// Relate tells what the text says the actor did to the recipient: PLOVER's
// type, or NONE where it tells of no act of the one towards the other. The
// first call loads the classifier, some tenths of a second.
func (c *Coder) Relate(ctx context.Context, p Pair) (Relation, error) {
	if err := ctx.Err(); err != nil {
		return Relation{}, err
	}
	r, err := c.relater()
	if err != nil {
		return Relation{}, err
	}
	return r.Pair(p)
}
