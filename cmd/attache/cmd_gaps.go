package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/gaps"
	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/text"
)

func codebookGaps(e *env) *cobra.Command {
	var f readFlags
	var o coderOptions
	var top int
	c := &cobra.Command{
		Use:   "gaps [file, folder, glob, URL or -]...",
		Short: "Show what reports tell that the codebook does not know",
		Long: `Show where to work next on the codebook. Reports are coded; listed are verbs and
nouns of deeds that join two known actors and carry no pattern, known verbs whose
sentences give no event, and the most frequent names that nobody is known by,
each with its count and its first sentence.`,
		Example: `  attache codebook gaps reports.jsonl
  attache codebook gaps --top 20 --codebook my-codebook wires/*.txt`,
		RunE: func(c *cobra.Command, args []string) error { return e.gaps(c.Context(), o, f, top, args) },
	}
	c.Flags().IntVar(&top, "top", 100, "how many of each kind")
	f.flags(c)
	o.flags(c)
	return c
}

func (e *env) gaps(ctx context.Context, o coderOptions, f readFlags, top int, inputs []string) error {
	if top < 1 {
		return wrongUse("--top %d: give a number from 1", top)
	}
	inputs, err := e.inputs(inputs)
	if err != nil {
		return err
	}
	reader, err := e.reader(f.day)
	if err != nil {
		return err
	}
	c, err := newCoder(o)
	if err != nil {
		return err
	}
	out, done, err := e.output(f.output)
	if err != nil {
		return err
	}
	j := job{env: e, reader: reader, inputs: inputs, out: io.Discard, workers: f.workers}
	bar := e.progress(reader, inputs, out)
	all := gaps.New()
	err = run.Ordered(ctx, reader.Reports(ctx, inputs...), f.workers, func() run.Worker[*gaps.Tally] {
		w := c.Worker()
		return run.Func[*gaps.Tally](func(ctx context.Context, r *text.Report) (*gaps.Tally, error) {
			d, err := w.Code(ctx, r)
			if err != nil {
				return nil, err
			}
			return gaps.Count(c.Book, d), nil
		})
	}, func(r run.Result[*gaps.Tally]) error {
		if r.Err == nil {
			all.Merge(r.Value)
		}
		return j.take(run.Result[page]{Report: r.Report, Err: r.Err}, bar)
	})
	bar.done()
	return errors.Join(j.close(ctx, err), all.Write(out, top), done())
}
