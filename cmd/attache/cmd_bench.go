package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/text"
)

func benchCommand(e *env) *cobra.Command {
	var f readFlags
	var o coderOptions
	var reading bool
	c := &cobra.Command{
		Use:   "bench [file, folder, glob, URL or -]...",
		Short: "Time the work on reports: sentences a second, memory",
		Example: `  attache bench reports.jsonl
  attache bench --workers 1 --read reports.jsonl`,
		RunE: func(c *cobra.Command, args []string) error { return e.bench(c.Context(), o, f, reading, args) },
	}
	c.Flags().BoolVar(&reading, "read", false, "only sentences, tags, trees and lemmas")
	c.Flags().IntVar(&f.workers, "workers", 0, "reports worked on at a time (default one a core)")
	o.flags(c)
	return c
}

func (e *env) bench(ctx context.Context, o coderOptions, f readFlags, reading bool, inputs []string) error {
	begin := time.Now()
	c, err := newCoder(o)
	if err != nil {
		return err
	}
	loaded := time.Since(begin)
	var reports, sents, tokens, events atomic.Int64
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	begin = time.Now()
	err = e.reports(ctx, f, inputs, nil, func(io.Writer) run.Worker[page] {
		w := c.Worker()
		return pages(func(ctx context.Context, r *text.Report) (page, error) {
			reports.Add(1)
			if reading {
				for _, s := range w.Read(r) {
					sents.Add(1)
					tokens.Add(int64(len(s.Tokens)))
				}
				return page{}, nil
			}
			d, err := w.Code(ctx, r)
			if err != nil {
				return page{}, err
			}
			for i := range d.Sents {
				tokens.Add(int64(len(d.Sents[i].Tokens)))
			}
			sents.Add(int64(len(d.Sents)))
			events.Add(int64(len(d.Events)))
			return page{}, nil
		})
	})
	took := time.Since(begin).Seconds()
	var after runtime.MemStats
	runtime.ReadMemStats(&after)
	rate := func(n int64) float64 { return float64(n) / took }
	fmt.Fprintf(e.out, "loading      %8.0f ms\n", loaded.Seconds()*1000)
	fmt.Fprintf(e.out, "reports      %8d   %10.1f a second\n", reports.Load(), rate(reports.Load()))
	fmt.Fprintf(e.out, "sentences    %8d   %10.1f a second\n", sents.Load(), rate(sents.Load()))
	fmt.Fprintf(e.out, "tokens       %8d   %10.1f a second\n", tokens.Load(), rate(tokens.Load()))
	fmt.Fprintf(e.out, "events       %8d\n", events.Load())
	fmt.Fprintf(e.out, "allocations  %8d   a report, %.1f kB\n", int64(after.Mallocs-before.Mallocs)/max(1, reports.Load()), float64(after.TotalAlloc-before.TotalAlloc)/1024/float64(max(1, reports.Load())))
	fmt.Fprintf(e.out, "memory       %8.1f MB from the system, %d workers\n", float64(after.Sys)/(1<<20), workersOf(f))
	return err
}

func workersOf(f readFlags) int {
	if f.workers > 0 {
		return f.workers
	}
	return runtime.GOMAXPROCS(0)
}
