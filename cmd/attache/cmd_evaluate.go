package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/eval"
	"github.com/attache/attache/internal/eval/calibration"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/text"
)

func evaluateCommand(e *env) *cobra.Command {
	var o coderOptions
	var dir, reports, trees, plot string
	c := &cobra.Command{
		Use:   "evaluate --gold FOLDER --reports FILE",
		Short: "Score the coder against annotated reports",
		Long: `Score the coder against annotated reports: a folder with a JSON file a report
({id, events}) and the reports as JSON lines. An event is detected when report,
sentence and type agree; a dyad when the parties' codes agree, too. Annotated
repeats are neither demanded nor counted against. --plot draws whether
confidences mean what they say: of the events at 0.8, four in five should have
the right sentence, type and parties.`,
		Example: `  attache evaluate --gold gold/dev --reports gold/dev/reports.jsonl
  attache evaluate --plot reliability.svg --gold gold/dev --reports gold/dev/reports.jsonl
  attache evaluate --trees en_ewt-ud-dev.conllu
  attache evaluate --no-scorer --gold gold/dev --reports gold/dev/reports.jsonl`,
		RunE: func(c *cobra.Command, _ []string) error {
			if trees != "" {
				return e.evaluateTrees(c.Context(), trees)
			}
			if dir == "" || reports == "" {
				return wrongUse("give --gold and --reports, or --trees; see attache evaluate --help")
			}
			return e.evaluate(c.Context(), o, dir, reports, plot)
		},
	}
	c.Flags().StringVar(&dir, "gold", "", "folder of annotations")
	c.Flags().StringVar(&reports, "reports", "", "the annotated reports, JSON lines")
	c.Flags().StringVar(&trees, "trees", "", "score the reader on this treebank instead, CoNLL-U")
	c.Flags().StringVar(&plot, "plot", "", "draw the reliability of the confidences into this file, SVG")
	_ = c.MarkFlagDirname("gold")
	o.flags(c)
	return c
}

func (e *env) evaluate(ctx context.Context, o coderOptions, dir, reports, plot string) error {
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
	if plot != "" {
		drawing := calibration.Plot("Reliability of the events' confidences", "events", scores.Sure)
		if err := os.WriteFile(plot, drawing, 0o644); err != nil {
			return err
		}
	}
	return scores.Write(e.out)
}
