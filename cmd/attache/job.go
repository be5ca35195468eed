package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/feed"
	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/text"
)

// readFlags are the flags of every command that reads reports.
type readFlags struct {
	output, day string
	workers     int
}

func (f *readFlags) flags(c *cobra.Command) {
	c.Flags().StringVarP(&f.output, "output", "o", "", "write to this file")
	c.Flags().StringVar(&f.day, "date", "", "publication day of reports that carry and show none, as 2022-05-04")
	c.Flags().IntVar(&f.workers, "workers", 0, "reports worked on at a time (default one a core)")
}

// page is what a report gives, ready to be written.
type page struct {
	bytes  []byte
	rows   []export.Row // for a writer of rows
	events int
}

// maker gives a worker that turns reports into pages; out is where they go.
type maker func(out io.Writer) run.Worker[page]

// job reads reports, puts them through workers and writes their pages.
type job struct {
	*env
	reader  *feed.Reader
	inputs  []string
	out     io.Writer
	workers int
	rows    export.Writer // nil where pages are bytes
	reports int
	events  int
	failed  int
}

// reports does a job from its flags; header comes before the first page.
func (e *env) reports(ctx context.Context, f readFlags, inputs []string, header []byte, m maker) error {
	return e.reportsInto(ctx, f, inputs, m, func(out io.Writer) (export.Writer, error) {
		_, err := out.Write(header)
		return nil, err
	})
}

// reportsInto is reports with a writer of rows, which open gives.
func (e *env) reportsInto(ctx context.Context, f readFlags, inputs []string, m maker, open func(io.Writer) (export.Writer, error)) (err error) {
	if f.workers < 0 {
		return wrongUse("--workers %d: give a number from 1, or leave it out for one a core", f.workers)
	}
	if inputs, err = e.inputs(inputs); err != nil {
		return err
	}
	reader, err := e.reader(f.day)
	if err != nil {
		return err
	}
	out, done, err := e.output(f.output)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	j := job{env: e, reader: reader, inputs: inputs, out: out, workers: f.workers}
	if j.rows, err = open(out); err != nil {
		return err
	}
	err = j.run(ctx, func() run.Worker[page] { return m(out) })
	if j.rows == nil || err != nil && !errors.Is(err, errInput) {
		return err
	}
	if closed := j.rows.Close(); closed != nil {
		return closed
	}
	return cmp.Or(e.losses(export.Losses(j.rows)), err)
}

// output opens the file named with -o, or gives the standard output.
func (e *env) output(name string) (io.Writer, func() error, error) {
	if name == "" {
		return e.out, func() error { return nil }, nil
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, nil, wrongUse("-o %s: %v", name, errors.Unwrap(err))
	}
	return file, file.Close, nil
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

// pages makes a worker of a function that gives a report's page.
func pages(f func(ctx context.Context, r *text.Report) (page, error)) run.Worker[page] {
	return run.Func[page](func(ctx context.Context, r *text.Report) (page, error) {
		p, err := f(ctx, r)
		if err != nil {
			return page{}, fmt.Errorf("report %s: %w", r.ID, err)
		}
		return p, nil
	})
}

func (j *job) run(ctx context.Context, m func() run.Worker[page]) error {
	bar := j.env.progress(j.reader, j.inputs, j.out)
	defer bar.done()
	err := run.Ordered(ctx, j.reader.Reports(ctx, j.inputs...), j.workers, m, func(r run.Result[page]) error {
		return j.take(r, bar)
	})
	bar.done()
	return j.close(ctx, err)
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
	for _, row := range r.Value.rows {
		if err := j.rows.Write(row); err != nil {
			return err
		}
	}
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
