package main

import (
	"context"

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
}
