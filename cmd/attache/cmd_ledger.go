package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/text"
)

// ledgerFlags are the questions that can be put to the ledger.
type ledgerFlags struct {
	by, to, kinds    []string
	over, due, asOf  string
	open             bool
	format, codebook string
	db               string // asks the record instead of reading reports
}

func ledgerCommand(e *env) *cobra.Command {
	var f readFlags
	var q ledgerFlags
	c := &cobra.Command{
		Use:   "ledger [file, folder, glob, URL or -]...",
		Short: "What was promised, planned, proposed and claimed, and what became of it",
		Long: `Draw from reports what was promised, planned, proposed and claimed, by whom, to
whom, over what, on which condition and by when; and follow each entry through
the reports in the order of their days: reaffirmed, fulfilled, broken,
withdrawn, or lapsed when its day passed. Every turn names the words that show
it; what is near but not sure is offered as "possibly", with a score.

On a terminal it writes the entries grouped by who owes whom, elsewhere JSON
lines.

With --db and no reports it asks the ledger of the record, as attache ingest and
watch keep it: the newest first, with --due-before the soonest due first.`,
		Example: `  attache ledger reports/
  attache ledger --by USA --to JPN --over "Senkaku Islands" --open reports.jsonl
  attache ledger --open --due-before 2023-01-01 --format csv -o due.csv reports/
  attache ledger --db news.db --by JPN --open`,
		RunE: func(c *cobra.Command, args []string) error {
			if q.db != "" {
				return e.ledgerOfRecord(c.Context(), f, q, args)
			}
			return e.ledger(c.Context(), f, q, args)
		},
	}
	fl := c.Flags()
	fl.StringSliceVar(&q.by, "by", nil, "entries of this party, by code (USA, \"JPN PTY\") or name")
	fl.StringSliceVar(&q.to, "to", nil, "entries owed to this party")
	fl.StringVar(&q.over, "over", "", "entries about this place, whatever a side calls it")
	fl.StringSliceVar(&q.kinds, "kind", nil, "commitment, plan, proposal, claim, position, figure, office or alias")
	fl.BoolVar(&q.open, "open", false, "only what is still owed")
	fl.StringVar(&q.due, "due-before", "", "only what is due before this day, as 2023-01-01")
	fl.StringVar(&q.asOf, "as-of", "", "day on which what ran out has lapsed (default the last report's)")
	fl.StringVar(&q.db, "db", "", "ask this record, a file or a postgres:// URL, instead of reading reports")
	fl.StringVarP(&q.format, "format", "f", "", "text, jsonl or csv (default text on a terminal, else jsonl)")
	fl.StringVar(&q.codebook, "codebook", "", "folder that adds to or overrides the built-in codebook")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "jsonl", "csv"}, cobra.ShellCompDirectiveNoFileComp))
	f.flags(c)
	return c
}

func (q *ledgerFlags) query() (ledger.Query, time.Time, error) {
	out := ledger.Query{By: q.by, To: q.to, Over: q.over, Kinds: q.kinds, Open: q.open}
	var asOf time.Time
	for _, d := range []struct {
		flag, day string
		into      *time.Time
	}{{"due-before", q.due, &out.DueBefore}, {"as-of", q.asOf, &asOf}} {
		if d.day == "" {
			continue
		}
		t, err := time.Parse(time.DateOnly, d.day)
		if err != nil {
			return out, asOf, wrongUse("--%s %s: write it as 2022-05-04", d.flag, d.day)
		}
		*d.into = t
	}
	return out, asOf, nil
}

func (e *env) ledger(ctx context.Context, f readFlags, q ledgerFlags, inputs []string) error {
	query, asOf, err := q.query()
	if err != nil {
		return err
	}
	_, onTerminal := terminal(e.out)
	if q.format == "" {
		if q.format = "jsonl"; onTerminal && f.output == "" {
			q.format = "text"
		}
	}
	if q.format != "text" && q.format != "jsonl" && q.format != "csv" {
		return wrongUse("no format %q: it is one of text, jsonl, csv", q.format)
	}
	c, err := newCoder(coderOptions{threshold: -1, codebook: q.codebook})
	if err != nil {
		return err
	}
	words, err := loadLedger(q.codebook)
	if err != nil {
		return err
	}
	book, failed := e.drawAll(ctx, f, inputs, c, words)
	if failed != nil && !errors.Is(failed, errInput) {
		return failed
	}
	book.Settle(asOf)
	if err := e.writeLedger(f, q.format, book.Pick(query, words.Disputed), c); err != nil {
		return err
	}
	return failed
}

func loadLedger(folder string) (*codebook.Ledger, error) {
	if folder == "" {
		l, errs := codebook.LoadLedger(places.Files, data.Files)
		return l, errors.Join(errs...)
	}
	l, errs := codebook.LoadLedger(places.Files, data.Files, os.DirFS(folder))
	if err := errors.Join(errs...); err != nil {
		return nil, useError{err}
	}
	return l, nil
}

// drawAll reads every report once and keeps only entries and deeds.
func (e *env) drawAll(ctx context.Context, f readFlags, inputs []string, c *coder.Coder, words *codebook.Ledger) (*ledger.Book, error) {
	inputs, err := e.inputs(inputs)
	if err != nil {
		return nil, err
	}
	reader, err := e.reader(f.day)
	if err != nil {
		return nil, err
	}
	book := &ledger.Book{}
	j := job{env: e, reader: reader, inputs: inputs, out: io.Discard, workers: f.workers}
	bar := e.progress(reader, inputs, e.out)
	defer bar.done()
	err = run.Ordered(ctx, reader.Reports(ctx, inputs...), f.workers, func() run.Worker[*ledger.Page] {
		w, draw := c.Worker(), ledger.NewDrawer(words, c.Book.Words)
		return run.Func[*ledger.Page](func(ctx context.Context, r *text.Report) (*ledger.Page, error) {
			doc, err := w.Code(ctx, r)
			if err != nil {
				return nil, err
			}
			return drawPage(draw, r, doc), nil
		})
	}, func(r run.Result[*ledger.Page]) error {
		if r.Err == nil {
			book.AddPage(r.Value)
		}
		return j.take(run.Result[page]{Err: r.Err}, bar)
	})
	bar.done()
	return book, j.close(ctx, err)
}

func (e *env) writeLedger(f readFlags, format string, entries []*ledger.Entry, c *coder.Coder) error {
	out, done, err := e.output(f.output)
	if err != nil {
		return err
	}
	var b []byte
	switch format {
	case "csv":
		b, err = ledger.CSV(entries)
	case "text":
		b = ledger.Brief(entries, styleFor(out).Width, func(code string) string {
			if i := c.Book.Actors.State(code); i >= 0 {
				return c.Book.Actors.Entities[i].Name
			}
			return strings.TrimSpace(code)
		})
	default:
		b, err = ledger.JSONLines(entries)
	}
	if err == nil {
		_, err = out.Write(b)
	}
	return errors.Join(err, done())
}
