package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

func datesCommand(e *env) *cobra.Command {
	var f readFlags
	c := &cobra.Command{
		Use:   "dates [file, folder, glob, URL or -]...",
		Short: "Write the expressions of time in reports, resolved, as JSON lines",
		Long: `Write the expressions of time in reports as JSON lines: their words, place,
TIMEX3 type and value, and the first and last day meant, counted from the day of
the report.`,
		Example: `  attache dates report.txt
  attache dates --date 2022-05-04 - < note.txt | jq .value`,
		RunE: func(c *cobra.Command, args []string) error { return e.dates(c.Context(), f, args) },
	}
	f.flags(c)
	return c
}

// timex is an expression of time as it leaves the program; offsets count
// Unicode characters.
type timex struct {
	Report   string `json:"report"`
	Text     string `json:"text"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Type     string `json:"type"`
	Value    string `json:"value"`
	First    string `json:"first,omitempty"`
	Last     string `json:"last,omitempty"`
	Prep     string `json:"preposition,omitempty"`
	Deadline bool   `json:"deadline,omitempty"`
	Sentence int    `json:"sequence"`
}

func (e *env) dates(ctx context.Context, f readFlags, inputs []string) error {
	c, err := newCoder(coderOptions{threshold: -1, noScorer: true})
	if err != nil {
		return err
	}
	return e.reports(ctx, f, inputs, nil, func(io.Writer) run.Worker[page] {
		w := c.Worker()
		return pages(func(_ context.Context, r *text.Report) (page, error) { return datePage(r, when.Find(r, w.Read(r))) })
	})
}

func datePage(r *text.Report, found []when.Expr) (page, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	at := text.NewCharacters(r.Text)
	for _, x := range found {
		t := timex{Report: r.ID, Text: x.Span.Of(r.Text), Start: at.At(x.Span.From), End: at.At(x.Span.To), Type: string(x.Type), Value: x.Value,
			Prep: x.Prep, Deadline: x.Deadline, Sentence: x.Sent}
		if !x.Range.First.IsZero() {
			t.First = x.Range.First.Format(time.DateOnly)
		}
		if !x.Range.Last.IsZero() {
			t.Last = x.Range.Last.Format(time.DateOnly)
		}
		if err := enc.Encode(t); err != nil {
			return page{}, err
		}
	}
	return page{bytes: b.Bytes()}, nil
}
