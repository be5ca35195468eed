package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/eval"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/text"
)

func evaluateCommand(e *env) *cobra.Command {
	var o coderOptions
	var dir, reports, trees string
	c := &cobra.Command{
		Use:   "evaluate --gold FOLDER --reports FILE",
		Short: "Score the coder against annotated reports",
		Long: `Score the coder against annotated reports: a folder with a JSON file a report
({id, events}) and the reports as JSON lines. An event is detected when report,
sentence and type agree; a dyad when the parties' codes agree, too. Annotated
repeats are neither demanded nor counted against.`,
		Example: `  attache evaluate --gold gold/dev --reports gold/dev/reports.jsonl
  attache evaluate --trees en_ewt-ud-dev.conllu
  attache evaluate --no-scorer --gold gold/dev --reports gold/dev/reports.jsonl`,
		RunE: func(c *cobra.Command, _ []string) error {
			if trees != "" {
				return e.evaluateTrees(c.Context(), trees)
			}
			if dir == "" || reports == "" {
				return wrongUse("give --gold and --reports, or --trees; see attache evaluate --help")
			}
			return e.evaluate(c.Context(), o, dir, reports)
		},
	}
	c.Flags().StringVar(&dir, "gold", "", "folder of annotations")
	c.Flags().StringVar(&reports, "reports", "", "the annotated reports, JSON lines")
	c.Flags().StringVar(&trees, "trees", "", "score the reader on this treebank instead, CoNLL-U")
	_ = c.MarkFlagDirname("gold")
	o.flags(c)
	return c
}

func (e *env) evaluate(ctx context.Context, o coderOptions, dir, reports string) error {
	reader, err := e.reader("")
	if err != nil {
		return err
	}
	texts := map[string]text.Report{}
	for r, err := range reader.Reports(ctx, reports) {
		if err != nil {
			return err
		}
		texts[r.ID] = *r
	}
	annotated, err := gold.Dir(dir, texts)
	if err != nil {
		return err
	}
	c, err := newCoder(o)
	if err != nil {
		return err
	}
	scores, err := eval.Score(ctx, c, annotated)
	if err != nil {
		return err
	}
	return scores.Write(e.out)
}
