package main

import (
	"context"
	"errors"
	"io"

	"github.com/attache/attache/internal/brief"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/store"
)

// ledgerOfRecord asks the ledger that a record keeps.
func (e *env) ledgerOfRecord(ctx context.Context, f readFlags, q ledgerFlags, inputs []string) error {
	switch {
	case len(inputs) > 0:
		return wrongUse("--db asks the record, and %s is a report: leave one out", inputs[0])
	case q.asOf != "":
		return wrongUse("--as-of is for reading reports: in a record, entries lapse with its last report")
	}
	query, _, err := q.query()
	if err != nil {
		return err
	}
	filter := store.LedgerFilter{By: query.By, Owed: query.To, Over: query.Over, Kinds: query.Kinds, Open: query.Open, DueBefore: query.DueBefore}
	filter.ByDue = !query.DueBefore.IsZero()
	if q.format != "csv" {
		text, err := e.textOrLines(q.format, f.output)
		if err != nil {
			return wrongUse("no format %q: it is one of text, jsonl, csv", q.format)
		}
		q.format = map[bool]string{true: "text", false: "jsonl"}[text]
	}
	return e.record(ctx, q.db, func(s *store.Store) error {
		out, done, err := e.output(f.output)
		if err != nil {
			return err
		}
		return errors.Join(writeEntries(ctx, s, filter, q.format, out), done())
	})
}

func writeEntries(ctx context.Context, s *store.Store, f store.LedgerFilter, format string, out io.Writer) error {
	var lines []ledger.Line
	for after := ""; ; {
		list, next, err := s.LedgerEntries(ctx, f, store.Page{After: after, Limit: 500})
		if err != nil {
			return err
		}
		switch format {
		case "csv":
			for _, l := range list {
				lines = append(lines, l.Line)
			}
		case "text":
			owed := make([]brief.Owed, len(list))
			for i, l := range list {
				owed[i] = brief.Owed{Line: l.Line, Title: l.ReportTitle}
			}
			_, err = out.Write(brief.Ledger(owed, styleFor(out)))
		default:
			for i := 0; i < len(list) && err == nil; i++ {
				err = (&asking{out: out}).json(list[i])
			}
		}
		if err != nil {
			return err
		}
		if after = next; after == "" {
			break
		}
	}
	if format != "csv" {
		return nil
	}
	b, err := ledger.CSVLines(lines)
	if err == nil {
		_, err = out.Write(b)
	}
	return err
}
