package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

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
	c.Flags().StringVarP(&format, "format", "f", "", "brief, jsonl, csv, or json with every layer (default brief on a terminal, else jsonl)")
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
	return e.reports(ctx, f, inputs, format.header(), func(out io.Writer) run.Worker[page] {
		w, style := eng.worker(), styleFor(out)
		return pages(func(ctx context.Context, r *text.Report) (page, error) {
			c, err := w.code(ctx, r)
			if err != nil {
				return page{}, err
			}
			bytes, err := format.write(c, eng, style)
			return page{bytes, len(c.Events)}, err
		})
	})
}
