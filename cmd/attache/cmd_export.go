package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
)

// exportFlags say how events leave the record.
type exportFlags struct {
	filterFlags
	db, output, format, mapping string
}

func exportFormats() []string { return export.Formats() }

func exportCommand(e *env) *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export",
		Short: "Write events of the record as JSON lines, CSV, Parquet, PLOVER, CAMEO or GDELT 2.0",
		Long: `Write events of the record, the oldest first, in a format that other programs
read: jsonl, csv, parquet, plover (JSON lines with PLOVER's fields alone), cameo
(the columns of the Phoenix data, a row for each pair of parties) or gdelt (the 61
columns of GDELT 2.0's events, separated by tabs, without a header). Any number of
events is written in bounded memory. The flags of "attache events" narrow them.

CAMEO and GDELT know nothing of standing: they get what happened, unless
--standing says otherwise. Types without a CAMEO code are left out, counted and
named; --mapping gives them one. See docs/record.md for the columns.`,
		Example: `  attache export --db news.db -o events.parquet
  attache export --format gdelt --from 2022 --to 2022 -o 2022.tsv
  attache export --format csv --dyad JPN,USA | head
  attache export --format cameo --mapping water.toml -o water.csv`,
		Args: cobra.NoArgs,
	}
	db := dbFlag(c)
	fl := c.Flags()
	fl.StringVarP(&f.format, "format", "f", "", strings.Join(exportFormats(), ", ")+" (default by the name of the file, else jsonl)")
	fl.StringVarP(&f.output, "output", "o", "", "write to this file")
	fl.StringVar(&f.mapping, "mapping", "", "TOML file with CAMEO codes that add to the built-in ones or replace them")
	f.flags(c)
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(exportFormats(), cobra.ShellCompDirectiveNoFileComp))
	c.RunE = func(c *cobra.Command, _ []string) error {
		f.db = *db
		return e.export(c.Context(), &f)
	}
	return c
}

// formatBy takes the format from the name of a file.
func formatBy(format, output string) string {
	if format != "" {
		return format
	}
	switch ext := strings.TrimPrefix(filepath.Ext(output), "."); ext {
	case "csv", "parquet":
		return ext
	}
	return "jsonl"
}

func (e *env) export(ctx context.Context, f *exportFlags) error {
	filter, err := f.filter()
	if err != nil {
		return err
	}
	format := formatBy(f.format, f.output)
	if err := oneOf("format", format, exportFormats()); err != nil {
		return err
	}
	if _, onTerminal := terminal(e.out); onTerminal && f.output == "" && format == "parquet" {
		return wrongUse("parquet is not for a terminal: name a file with -o")
	}
	mapping, err := readMapping(f.mapping)
	if err != nil {
		return err
	}
	options := export.Options{Coder: "attache " + version(), Cameo: mapping, AnyStanding: len(f.standings) > 0, InRecord: true}
	return e.record(ctx, f.db, func(s *store.Store) error {
		out, done, err := e.output(f.output)
		if err != nil {
			return err
		}
		left, err := writeRows(ctx, s, filter, format, out, options)
		if err = errors.Join(err, done()); err != nil {
			return err
		}
		return e.losses(left)
	})
}

// losses names what a format could not tell; the rest is written.
func (e *env) losses(left error) error {
	if left == nil {
		return nil
	}
	for _, l := range strings.Split(left.Error(), "\n") {
		fmt.Fprintf(e.err, "attache: %s\n", l)
	}
	return errInput
}

// writeRows streams events into a format; left says what that could not tell.
func writeRows(ctx context.Context, s *store.Store, f store.Filter, format string, out io.Writer, o export.Options) (left, err error) {
	buffer := bufio.NewWriterSize(out, 1<<16)
	w, err := export.NewWriter(format, buffer, o)
	if err != nil {
		return nil, err
	}
	if err := s.EachEvent(ctx, f, func(e store.Event) error { return w.Write(e.Row()) }); err != nil {
		return nil, err
	}
	return export.Losses(w), errors.Join(w.Close(), buffer.Flush())
}

func readMapping(file string) (*export.Cameo, error) {
	if file == "" {
		return nil, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, wrongUse("--mapping %s: %v", file, errors.Unwrap(err))
	}
	m, err := export.LoadCameo(string(b))
	if err != nil {
		return nil, wrongUse("--mapping %s: %v", file, err)
	}
	return m, nil
}
