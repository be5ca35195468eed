package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/text"
)

func codeCommand(e *env) *cobra.Command {
	var o coderOptions
	var f readFlags
	var format string
	c := &cobra.Command{
		Use:   "code [file, folder, glob, URL or -]...",
		Short: "Code the events of reports",
		Long: `Code the events of reports: plain text, HTML, JSON lines (id, date, title, text,
url, source), RSS and Atom feeds and WARC archives, also packed with gzip or
zstd, in any common encoding. "-" is standard input.

On a terminal it writes a brief for reading, elsewhere JSON lines, one event a
line with PLOVER's field names. Output is in the order of the input and the same
for any number of workers.`,
		Example: `  attache code report.txt
  attache code reports/ 'archive/**/*.html'
  attache code --format csv -o events.csv reports.jsonl.gz
  attache code https://example.org/feed.rss
  tail -f reports.jsonl | attache code - | jq -c '{date, event, actor}'`,
		RunE: func(c *cobra.Command, args []string) error { return e.code(c.Context(), o, f, format, args) },
	}
	c.Flags().StringVarP(&format, "format", "f", "", "brief, jsonl, csv, json with every layer, parquet, plover, cameo or gdelt (default brief on a terminal, else jsonl)")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	f.flags(c)
	o.flags(c)
	return c
}

// code reads, codes and writes. Coding and writing in memory both happen on all
// cores.
func (e *env) code(ctx context.Context, o coderOptions, f readFlags, name string, inputs []string) error {
	_, onTerminal := terminal(e.out)
	format, err := formatOf(name, onTerminal && f.output == "")
	if err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	eng, err := e.open(o)
	if err != nil {
		return err
	}
	if format.write == nil && format.name == "parquet" && onTerminal && f.output == "" {
		return wrongUse("parquet is not for a terminal: name a file with -o")
	}
	return e.reportsInto(ctx, f, inputs, func(out io.Writer) run.Worker[page] {
		w, style := eng.worker(), styleFor(out)
		return pages(func(ctx context.Context, r *text.Report) (page, error) {
			c, err := w.code(ctx, r)
			if err != nil {
				return page{}, err
			}
			if format.write == nil {
				rows := rowsOf(c, eng)
				return page{rows: rows, events: len(rows)}, nil
			}
			bytes, err := format.write(c, eng, style)
			return page{bytes: bytes, events: len(c.Events)}, err
		})
	}, func(out io.Writer) (export.Writer, error) {
		if format.write == nil {
			return export.NewWriter(format.name, out, export.Options{Coder: "attache " + version()})
		}
		_, err := out.Write(format.header())
		return nil, err
	})
}
