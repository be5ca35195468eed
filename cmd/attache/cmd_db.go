package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

func dbCommand(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "db",
		Short: "Look after the record: check, back up, move, code anew",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return wrongUse("no command %q; see attache db --help", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(dbCheckCommand(e), dbBackupCommand(e), dbCopyCommand(e), dbMigrateCommand(e), dbRecodeCommand(e))
	return c
}

func dbCheckCommand(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "check",
		Short: "See whether the record is whole",
		Long: `See whether the record is whole: the file itself, what ties its parts together,
that every report is what it was when it was read, and that the words of every
event stand in it where the event says. Nothing is changed. Exit code 1 when
there is a fault.`,
		Example: `  attache db check --db news.db`,
		Args:    noArgs,
	}
	db := dbFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return e.record(c.Context(), *db, func(s *store.Store) error {
			faults := 0
			err := s.Check(c.Context(), func(fault string) {
				faults++
				fmt.Fprintf(e.err, "attache: %s\n", fault)
			})
			if err != nil {
				return err
			}
			if faults > 0 {
				fmt.Fprintf(e.err, "attache: %s; a backup, or reading the reports into a new record, mends it\n", count(faults, "fault"))
				return errInput
			}
			_, err = fmt.Fprintln(e.out, "the record is whole")
			return err
		})
	}
	return c
}

func dbBackupCommand(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the record as it stands into a new file",
		Long: `Write the record as it stands into a new SQLite file, while others go on reading
and writing. The file is a record itself: open it with --db, or bring it back to
where it came from with attache db copy.`,
		Example: `  attache db backup --db news.db backup/news-2022-05-04.db
  attache db backup --db postgres://me@localhost/news news.db`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongUse("name the file to write: attache db backup FILE")
			}
			return nil
		},
	}
	db := dbFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return e.record(c.Context(), *db, func(s *store.Store) error { return s.Backup(c.Context(), args[0]) })
	}
	return c
}

func dbCopyCommand(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Copy a whole record into an empty place, of either kind",
		Long: `Copy a whole record into a new file or an empty PostgreSQL database: to move to
a server, or back, or to bring back a backup. It is done as a whole or not at all.`,
		Example: `  attache db copy news.db postgres://me@localhost/news`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return wrongUse("name two records: attache db copy FROM TO")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return e.record(c.Context(), args[0], func(from *store.Store) error {
				to, err := store.Open(c.Context(), args[1])
				if err != nil {
					return err
				}
				return errors.Join(from.CopyTo(c.Context(), to), to.Close())
			})
		},
	}
}

func dbMigrateCommand(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the record's schema up to date",
		Long: `Bring the record's schema up to date. Every command that opens a record does so;
this one does nothing else, and says what it did.`,
		Args: noArgs,
	}
	db := dbFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		took, err := store.Upgrade(c.Context(), *db)
		if err != nil {
			return err
		}
		if len(took) == 0 {
			_, err = fmt.Fprintln(e.out, "the record is up to date")
			return err
		}
		for _, step := range took {
			fmt.Fprintln(e.out, step)
		}
		return nil
	}
	return c
}

func dbRecodeCommand(e *env) *cobra.Command {
	var o coderOptions
	var workers int
	c := &cobra.Command{
		Use:   "recode",
		Short: "Code anew the reports that an earlier program or codebook coded",
		Long: `Code anew the reports that were coded by another program, codebook or setting
than the present one. Each report's events are replaced at once; what it gave
before is kept, and attache diff compares. It can be stopped at any time, and
goes on from there.`,
		Example: `  attache db recode --db news.db --codebook my-codebook
  attache diff --db news.db`,
		Args: noArgs,
	}
	db := dbFlag(c)
	c.Flags().IntVar(&workers, "workers", 0, "reports worked on at a time (default one a core)")
	o.flags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if workers < 0 {
			return wrongUse("--workers %d: give a number from 1, or leave it out for one a core", workers)
		}
		return e.record(c.Context(), *db, func(s *store.Store) error { return e.recode(c.Context(), s, o, workers) })
	}
	return c
}

func (e *env) recode(ctx context.Context, s *store.Store, o coderOptions, workers int) error {
	rec, err := newRecorder(o)
	if err != nil {
		return err
	}
	j := &ingestion{env: e, store: s, rec: rec, workers: workers, bar: e.progress(nil, nil, nil), began: time.Now()}
	return j.run(ctx, j.outdated(ctx))
}

// outdated gives the reports of the record that are coded otherwise.
func (j *ingestion) outdated(ctx context.Context) iter.Seq2[*text.Report, error] {
	const part = 100
	return func(yield func(*text.Report, error) bool) {
		for after := int64(0); ; {
			list, next, err := j.store.Outdated(ctx, j.rec.version, after, part)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range list {
				j.names.Store(&list[i].Report, list[i].Name)
				if !yield(&list[i].Report, nil) {
					return
				}
			}
			if after = next; len(list) < part {
				return
			}
		}
	}
}
