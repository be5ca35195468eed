package web

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/relate"
	"github.com/attache/attache/internal/text"
)

// engine codes texts that are sent in, as many at a time as there are cores;
// the rest waits in line.
type engine struct {
	c       *coder.Coder
	workers chan *coder.Worker
	relater func() (*relate.Relater, error) // loads its classifier at the first call
}

func newEngine(c *coder.Coder) (*engine, error) {
	if c == nil {
		return nil, errors.New("pages need a coder")
	}
	e := &engine{c: c, workers: make(chan *coder.Worker, runtime.GOMAXPROCS(0))}
	for range cap(e.workers) {
		e.workers <- c.Worker()
	}
	e.relater = sync.OnceValues(func() (*relate.Relater, error) { return relate.New(c) })
	return e, nil
}

// codeIn is a text to code.
type codeIn struct {
	ID        string `json:"id,omitempty" maxLength:"200" doc:"Named in the events"`
	Title     string `json:"title,omitempty" maxLength:"2000"`
	Text      string `json:"text" minLength:"1" doc:"English; offsets in the answer count its Unicode characters"`
	Published string `json:"published,omitempty" doc:"Day of the report, as 2022-05-04: words such as \"on Monday\" are meant from there" example:"2022-05-04"`
	Source    string `json:"source,omitempty" maxLength:"500"`
	URL       string `json:"url,omitempty" maxLength:"2000"`
}

// code gives the events of a text.
func (e *engine) code(ctx context.Context, in codeIn) ([]export.Event, error) {
	if !utf8.ValidString(in.Text) {
		return nil, bad("text: it is not UTF-8; convert it first")
	}
	r := &text.Report{ID: cmp.Or(in.ID, "text"), Source: in.Source, URL: in.URL, Title: in.Title, Text: in.Text}
	if in.Published != "" {
		t, err := time.Parse(time.DateOnly, in.Published)
		if err != nil {
			if t, err = time.Parse(time.RFC3339, in.Published); err != nil {
				return nil, bad("published %q: write a day as 2022-05-04", in.Published)
			}
		}
		r.Published, r.Dated = t, text.Given
	}
	select {
	case w := <-e.workers:
		defer func() { e.workers <- w }()
		d, err := w.Code(ctx, r)
		if errors.Is(err, coder.ErrNotEnglish) {
			return nil, badRequest{err}
		}
		if err != nil {
			return nil, err
		}
		return export.Events(export.Record{Report: d.Report, Sents: d.Sents, Events: d.Events}, e.c), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// relate tells what a text says one marked party did to the other.
func (e *engine) relate(ctx context.Context, p relate.Pair) (relate.Relation, error) {
	r, err := e.relater()
	if err != nil {
		return relate.Relation{}, err
	}
	select {
	case w := <-e.workers: // a seat; the relater has workers of its own
		defer func() { e.workers <- w }()
	case <-ctx.Done():
		return relate.Relation{}, ctx.Err()
	}
	out, err := r.Pair(p)
	if err != nil {
		return out, badRequest{err} // it refuses spans and texts, and has no other fault
	}
	return out, nil
}
