package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/text"
)

// engine is what the subcommands ask of the coder.
type engine interface {
	export.Scale
	worker() worker
}

// worker codes one report at a time. What it gives is valid until its next
// call.
type worker interface {
	code(ctx context.Context, r *text.Report) (coded, error)
}

// coded is a report with its events; layers gives all that was found on the
// way, for --format json.
type coded struct {
	export.Record
	layers func() any
}

// coderOptions are the flags that every command with a coder has.
type coderOptions struct {
	codebook  string  // a folder over the built-in one; "" for none
	threshold float64 // negative for the default
	noScorer  bool
}

func (o *coderOptions) flags(c *cobra.Command) {
	c.Flags().StringVar(&o.codebook, "codebook", "", "folder that adds to the built-in codebook or overrides it")
	c.Flags().Float64Var(&o.threshold, "threshold", -1, "least confidence of an event, 0 to 1 (default the one the scorer was tuned to)")
	c.Flags().BoolVar(&o.noScorer, "no-scorer", false, "let the codebook's patterns decide alone")
	_ = c.MarkFlagDirname("codebook")
}

// check tells wrong use before any work is done.
func (o *coderOptions) check() error {
	if o.threshold > 1 {
		return wrongUse("--threshold %v: give a number from 0 to 1", o.threshold)
	}
	if o.codebook != "" {
		if info, err := os.Stat(o.codebook); err != nil || !info.IsDir() {
			return wrongUse("--codebook %s: no such folder", o.codebook)
		}
	}
	return nil
}
