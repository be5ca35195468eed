package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
)

func diffCommand(e *env) *cobra.Command {
	var list bool
	var format, output string
	c := &cobra.Command{
		Use:   "diff [from to]",
		Short: "What a change of codebook or program did to the record",
		Long: `Compare how reports were coded under two versions of program, codebook and
settings: the events that were gained, lost or changed. The record keeps what a
report gave before it was coded anew (attache db recode, attache ingest).

Versions are numbers, as --list shows them; without any, the last two are
compared. Confidences, and lines of the codebook that only moved, do not count.`,
		Example: `  attache diff --list
  attache diff
  attache diff 1 3 --format jsonl | jq -c 'select(.kind == "lost") | .old'`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return wrongUse("name two versions, as attache diff 1 2; attache diff --list shows them")
			}
			return nil
		},
	}
	db := dbFlag(c)
	c.Flags().BoolVar(&list, "list", false, "list the versions")
	c.Flags().StringVarP(&format, "format", "f", "", "text or jsonl (default text on a terminal, else jsonl)")
	c.Flags().StringVarP(&output, "output", "o", "", "write to this file")
	c.RunE = func(c *cobra.Command, args []string) error {
		inText, err := e.textOrLines(format, output)
		if err != nil {
			return err
		}
		return e.record(c.Context(), *db, func(s *store.Store) error {
			out, done, err := e.output(output)
			if err != nil {
				return err
			}
			d := &diffWriter{out: out, text: inText, width: styleFor(out).Width}
			if list {
				err = d.versions(c.Context(), s)
			} else {
				err = d.diff(c.Context(), s, args)
			}
			return errors.Join(err, done())
		})
	}
	return c
}

// diffWriter writes what changed, for reading or as JSON lines.
type diffWriter struct {
	out   io.Writer
	text  bool
	width int

	reports, changed     int
	gained, lost, others int
	same                 int
}

func (d *diffWriter) versions(ctx context.Context, s *store.Store) error {
	list, err := s.Versions(ctx)
	if err != nil {
		return err
	}
	for _, v := range list {
		if !d.text {
			if err := d.json(v); err != nil {
				return err
			}
			continue
		}
		_, err := fmt.Fprintf(d.out, "%3d  %s, codebook %s, %s: %s now, %d before\n", v.Number, v.Program, v.Codebook, v.Settings, count(v.Reports, "report"), v.Older)
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *diffWriter) json(v any) error {
	enc := json.NewEncoder(d.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// chosen reads two versions from the command line, or takes the last two.
func chosen(list []store.Coded, args []string) (from, to store.Coded, err error) {
	if len(args) == 0 {
		if len(list) < 2 {
			return from, to, errors.New("the record knows one coding only; attache db recode makes another after a change of codebook or program")
		}
		return list[len(list)-2], list[len(list)-1], nil
	}
	found := make([]store.Coded, 2)
	for i, a := range args {
		n, err := strconv.ParseInt(a, 10, 64)
		for _, v := range list {
			if err == nil && v.Number == n {
				found[i] = v
			}
		}
		if found[i].Number == 0 {
			return from, to, wrongUse("no version %q in this record; attache diff --list shows them", a)
		}
	}
	return found[0], found[1], nil
}

func (d *diffWriter) diff(ctx context.Context, s *store.Store, args []string) error {
	list, err := s.Versions(ctx)
	if err != nil {
		return err
	}
	from, to, err := chosen(list, args)
	if err != nil {
		return err
	}
	if err := s.Diff(ctx, from.Number, to.Number, d.report); err != nil {
		return err
	}
	if !d.text {
		return nil
	}
	if d.changed > 0 {
		fmt.Fprintln(d.out)
	}
	_, err = fmt.Fprintf(d.out, "%s coded under both %d (%s, codebook %s) and %d (%s, codebook %s); %d changed.\nEvents: %d gained, %d lost, %d changed, %d the same.\n",
		count(d.reports, "report"), from.Number, from.Program, from.Codebook, to.Number, to.Program, to.Codebook, d.changed, d.gained, d.lost, d.others, d.same)
	return err
}

// report writes what changed in one report.
func (d *diffWriter) report(c store.ReportChange) error {
	d.reports++
	d.same += c.Same
	if len(c.Changes) == 0 {
		return nil
	}
	d.changed++
	if d.text {
		if _, err := fmt.Fprintf(d.out, "%s  %s\n", oneLine(c.Name, 40), oneLine(c.Title, d.width-len(c.Name)-2)); err != nil {
			return err
		}
	}
	for _, ch := range c.Changes {
		switch ch.Kind {
		case store.Gained:
			d.gained++
		case store.Lost:
			d.lost++
		default:
			d.others++
		}
		var err error
		if d.text {
			err = d.change(ch)
		} else {
			err = d.json(struct {
				Report string `json:"report"`
				Name   string `json:"name"`
				store.Change
			}{c.Report, c.Name, ch})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *diffWriter) change(c store.Change) error {
	sign := map[string]string{store.Gained: "+", store.Lost: "-", store.Changed: "~"}[c.Kind]
	e := cmp.Or(c.New, c.Old)
	if _, err := fmt.Fprintf(d.out, "  %s %s\n", sign, oneLine(eventLine(e), d.width-4)); err != nil {
		return err
	}
	for _, f := range c.Fields {
		was, is := store.Field(c.Old, f), store.Field(c.New, f)
		if _, err := fmt.Fprintf(d.out, "      %s: %s → %s\n", f, cmp.Or(was, "nothing"), cmp.Or(is, "nothing")); err != nil {
			return err
		}
	}
	return nil
}

// eventLine tells an event on one line.
func eventLine(e *export.Event) string {
	parts := []string{strings.TrimSpace(strings.Join(e.Event, " ") + " " + e.Mode), store.Parties(e.Actor)}
	if len(e.Recipient) > 0 {
		parts = append(parts, "to "+store.Parties(e.Recipient))
	}
	if e.Standing != "actual" {
		parts = append(parts, e.Standing)
	}
	parts = append(parts, e.Date, "“"+strings.Join(e.EventText, " … ")+"”")
	return strings.Join(parts, "  ")
}
