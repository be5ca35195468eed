package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/store"
)

func ingestCommand(e *env) *cobra.Command {
	var o coderOptions
	var day string
	var workers int
	c := &cobra.Command{
		Use:   "ingest [file, folder, glob, URL or -]...",
		Short: "Code reports into the record, a database",
		Long: `Code reports and keep them in the record, with their events and what they give
to the ledger. It reads what "attache code" reads.

The record is a file, made when it is not there, or a PostgreSQL database. A
report is known by its contents (outlet, title, day and text): what is there
already, coded alike, is passed over, so that the same command can be run again
and again, also after it was stopped or killed. A report that is there coded by
an earlier program or codebook is coded anew; attache diff shows what changed.

Near duplicates, updates and corrections, and reports that tell the same event
are joined as they come: see attache story.`,
		Example: `  attache ingest reports/
  attache ingest --db news.db 'archive/**/*.jsonl.gz'
  attache ingest --db postgres://me@localhost/news https://example.org/feed.rss
  tail -f reports.jsonl | attache ingest -`,
	}
	db := dbFlag(c)
	c.Flags().StringVar(&day, "date", "", "publication day of reports that carry and show none, as 2022-05-04")
	c.Flags().IntVar(&workers, "workers", 0, "reports worked on at a time (default one a core)")
	o.flags(c)
	c.RunE = func(c *cobra.Command, args []string) error { return e.ingest(c.Context(), *db, o, day, workers, args) }
	return c
}

func (e *env) ingest(ctx context.Context, db string, o coderOptions, day string, workers int, inputs []string) error {
	if workers < 0 {
		return wrongUse("--workers %d: give a number from 1, or leave it out for one a core", workers)
	}
	inputs, err := e.inputs(inputs)
	if err != nil {
		return err
	}
	reader, err := e.reader(day)
	if err != nil {
		return err
	}
	rec, err := newRecorder(o)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, db)
	if err != nil {
		return err
	}
	j := &ingestion{env: e, store: s, rec: rec, workers: workers, bar: e.progress(reader, inputs, nil), began: time.Now()}
	return errors.Join(j.run(ctx, j.fresh(ctx, reader.Reports(ctx, inputs...))), s.Close())
}
