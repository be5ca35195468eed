package main

import (
	"context"
	"os"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/explain"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/text"
)

// openCoder loads codebook and models once, for all workers.
func openCoder(o coderOptions) (engine, error) {
	c, err := newCoder(o)
	if err != nil {
		return nil, err
	}
	return coderEngine{c}, nil
}

func newCoder(o coderOptions) (*coder.Coder, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	opts := []coder.Option{coder.WithThreshold(o.threshold)}
	if o.noScorer {
		opts = append(opts, coder.WithoutScorer())
	}
	if o.codebook != "" {
		opts = append(opts, coder.WithCodebook(os.DirFS(o.codebook)))
	}
	c, err := coder.New(opts...)
	if err != nil && o.codebook != "" {
		return nil, useError{err} // a mistake in the user's codebook, named by file and line
	}
	return c, err
}

type coderEngine struct{ *coder.Coder }

func (e coderEngine) worker() worker { return coderWorker{e.Coder, e.Worker()} }

type coderWorker struct {
	c *coder.Coder
	w *coder.Worker
}

func (w coderWorker) code(ctx context.Context, r *text.Report) (coded, error) {
	d, err := w.w.Code(ctx, r)
	if err != nil {
		return coded{}, err
	}
	return coded{
		Record: export.Record{Report: r, Sents: d.Sents, Events: d.Events},
		layers: func() any { return explain.Of(w.c, d) },
	}, nil
}
