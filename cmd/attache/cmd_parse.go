package main

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

func parseCommand(e *env) *cobra.Command {
	var f readFlags
	var conllu bool
	c := &cobra.Command{
		Use:   "parse [file, folder, glob, URL or -]...",
		Short: "Write sentences, tags and trees as CoNLL-U",
		Long: `Write the sentences of reports with lemmas, tags and Universal Dependencies trees,
as CoNLL-U. With --conllu the input is CoNLL-U, too: its sentences, words and comments
are kept, and lemmas, tags and trees replaced.`,
		Example: `  attache parse report.txt
  attache parse -o corpus.conllu reports.jsonl
  attache parse --conllu test.conllu > system.conllu`,
		RunE: func(c *cobra.Command, args []string) error { return e.parse(c.Context(), f, conllu, args) },
	}
	f.flags(c)
	c.Flags().BoolVar(&conllu, "conllu", false, "the input is CoNLL-U: keep its sentences and words")
	return c
}

func (e *env) parse(ctx context.Context, f readFlags, conllu bool, inputs []string) error {
	c, err := newCoder(coderOptions{threshold: -1, noScorer: true})
	if err != nil {
		return err
	}
	if conllu {
		if inputs, err = e.inputs(inputs); err != nil {
			return err
		}
		return e.reparse(ctx, c, f, inputs)
	}
	return e.reports(ctx, f, inputs, nil, func(io.Writer) run.Worker[page] {
		w := c.Worker()
		return pages(func(_ context.Context, r *text.Report) (page, error) {
			var b bytes.Buffer
			sents := w.Read(r)
			for i := range sents {
				u := syntax.ToCoNLLU(&sents[i], r.Text)
				head := []string{fmt.Sprintf("# sent_id = %s-%d", r.ID, i+1)}
				if i == 0 {
					head = append([]string{"# newdoc id = " + r.ID}, head...)
				}
				u.Comments = append(head, u.Comments...)
				if err := syntax.WriteCoNLLU(&b, &u); err != nil {
					return page{}, err
				}
			}
			return page{bytes: b.Bytes()}, nil
		})
	})
}
