package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/syntax"
)

// batch is how many sentences are parsed together.
const batch = 512

// reparse reads CoNLL-U and writes it with tags, trees and lemmas of its own;
// tokens, sentences and comments are kept. Memory is bounded.
func (e *env) reparse(ctx context.Context, c *coder.Coder, f readFlags, inputs []string) (err error) {
	workers := f.workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	ws := make([]*coder.Worker, workers)
	for i := range ws {
		ws[i] = c.Worker()
	}
	out, done, err := e.output(f.output)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	failed := false
	for _, name := range inputs {
		if err := e.reparseFile(ctx, name, ws, out); err != nil {
			failed = true
			fmt.Fprintf(e.err, "attache: %s: %v\n", name, err)
		}
	}
	if failed {
		return errInput
	}
	return nil
}

func (e *env) reparseFile(ctx context.Context, name string, ws []*coder.Worker, out io.Writer) error {
	in := e.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return errors.Unwrap(err)
		}
		defer file.Close()
		in = file
	}
	var sents []syntax.CoNLLU
	var bad error
	for c, err := range syntax.ReadCoNLLU(in) {
		if err != nil {
			bad = errors.Join(bad, err)
			continue
		}
		if sents = append(sents, c); len(sents) == batch {
			if err := flush(ctx, sents, ws, out); err != nil {
				return err
			}
			sents = sents[:0]
		}
	}
	return errors.Join(bad, flush(ctx, sents, ws, out))
}

// flush parses a batch, a share a worker, and writes it in order.
func flush(ctx context.Context, sents []syntax.CoNLLU, ws []*coder.Worker, out io.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var wg sync.WaitGroup
	for k := range ws {
		wg.Go(func() {
			for i := k; i < len(sents); i += len(ws) {
				ws[k].ReadSentence(&sents[i].Sentence)
			}
		})
	}
	wg.Wait()
	var b bytes.Buffer
	for i := range sents {
		if err := syntax.WriteCoNLLU(&b, &sents[i]); err != nil {
			return err
		}
	}
	_, err := out.Write(b.Bytes())
	return err
}
