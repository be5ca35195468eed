package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/feed"
	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/text"
)

// codeFlags are the flags of attache code.
type codeFlags struct {
	coderOptions
	format, output, day string
	workers             int
}

func codeCommand(e *env) *cobra.Command {
	var f codeFlags
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
		RunE: func(c *cobra.Command, args []string) error { return e.code(c.Context(), f, args) },
	}
	fl := c.Flags()
	fl.StringVarP(&f.format, "format", "f", "", "brief, jsonl, csv, or json with every layer (default brief on a terminal, else jsonl)")
	fl.StringVarP(&f.output, "output", "o", "", "write to this file")
	fl.StringVar(&f.day, "date", "", "publication day of reports that carry and show none, as 2022-05-04")
	fl.IntVar(&f.workers, "workers", 0, "reports coded at a time (default one a core)")
	f.coderOptions.flags(c)
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// flags adds the flags of a command that needs a coder.
func (o *coderOptions) flags(c *cobra.Command) {
	c.Flags().StringVar(&o.codebook, "codebook", "", "folder that adds to the built-in codebook or overrides it")
	c.Flags().Float64Var(&o.threshold, "threshold", -1, "least confidence of an event, 0 to 1 (default the one the scorer was tuned to)")
	_ = c.MarkFlagDirname("codebook")
}

// check tells wrong use before any work is done.
func (f *codeFlags) check() error {
	switch {
	case f.workers < 0:
		return wrongUse("--workers %d: give a number from 1, or leave it out for one a core", f.workers)
	case f.threshold > 1:
		return wrongUse("--threshold %v: give a number from 0 to 1", f.threshold)
	}
	if f.codebook != "" {
		if info, err := os.Stat(f.codebook); err != nil || !info.IsDir() {
			return wrongUse("--codebook %s: no such folder", f.codebook)
		}
	}
	return nil
}

// code reads, codes and writes.
func (e *env) code(ctx context.Context, f codeFlags, inputs []string) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	if inputs, err = e.inputs(inputs); err != nil {
		return err
	}
	reader, err := e.reader(f.day)
	if err != nil {
		return err
	}
	_, onTerminal := terminal(e.out)
	format, err := formatOf(f.format, onTerminal && f.output == "")
	if err != nil {
		return err
	}
	eng, err := e.open(f.coderOptions)
	if err != nil {
		return err
	}
	out := e.out
	if f.output != "" {
		file, err := os.Create(f.output)
		if err != nil {
			return wrongUse("-o %s: %v", f.output, errors.Unwrap(err))
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		out = file
	}
	j := job{env: e, eng: eng, reader: reader, inputs: inputs, format: format, out: out, workers: f.workers}
	return j.run(ctx)
}

// inputs gives what to read: standard input when nothing is named and it is no
// terminal.
func (e *env) inputs(named []string) ([]string, error) {
	if len(named) > 0 {
		return named, nil
	}
	if _, ok := terminal(e.in); ok {
		return nil, wrongUse("name what to read: files, folders, globs, URLs, or - for standard input")
	}
	return []string{"-"}, nil
}

func (e *env) reader(day string) (*feed.Reader, error) {
	opts := []feed.Option{feed.WithStdin(e.in)}
	if day != "" {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return nil, wrongUse("--date %s: write it as 2022-05-04", day)
		}
		opts = append(opts, feed.WithDay(d))
	}
	return feed.New(opts...)
}

// job is one run of attache code.
type job struct {
	*env
	eng     engine
	reader  *feed.Reader
	inputs  []string
	format  format
	out     io.Writer
	workers int

	reports, events, failed int
}

// page is a coded report as it is written.
type page struct {
	bytes  []byte
	events int
}

func (j *job) run(ctx context.Context) error {
	if j.format.header != nil {
		if _, err := j.out.Write(j.format.header()); err != nil {
			return err
		}
	}
	bar := j.env.progress(j.reader, j.inputs, j.out)
	defer bar.done()
	err := run.Ordered(ctx, j.reader.Reports(ctx, j.inputs...), j.workers, j.worker, func(r run.Result[page]) error {
		return j.take(r, bar)
	})
	bar.done()
	return j.close(ctx, err)
}

// worker codes and writes a report in memory, so that both happen on all
// cores.
func (j *job) worker() run.Worker[page] {
	w, style := j.eng.worker(), styleFor(j.out)
	return run.Func[page](func(ctx context.Context, r *text.Report) (page, error) {
		c, err := w.code(ctx, r)
		if err != nil {
			return page{}, fmt.Errorf("report %s: %w", r.ID, err)
		}
		bytes, err := j.format.write(c, j.eng, style)
		return page{bytes, len(c.Events)}, err
	})
}

// take writes one result, or names its failure.
func (j *job) take(r run.Result[page], bar *progress) error {
	if r.Err != nil {
		j.failed++
		bar.hide()
		fmt.Fprintf(j.env.err, "attache: %s\n", strings.ReplaceAll(r.Err.Error(), "\n", " "))
		return nil
	}
	j.reports++
	j.events += r.Value.events
	bar.step(j.reports)
	_, err := j.out.Write(r.Value.bytes)
	return err
}

// close sums up what went wrong.
func (j *job) close(ctx context.Context, err error) error {
	if err != nil && ctx.Err() == nil {
		return err // the output cannot be written
	}
	if ctx.Err() != nil {
		fmt.Fprintf(j.env.err, "attache: stopped after %s\n", count(j.reports, "report"))
		return errInput
	}
	if j.failed > 0 {
		fmt.Fprintf(j.env.err, "attache: %s could not be read or coded; %s done\n", count(j.failed, "input"), count(j.reports, "report"))
		return errInput
	}
	return nil
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
