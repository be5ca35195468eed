package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/explain"
	"github.com/attache/attache/internal/text"
)

func explainCommand(e *env) *cobra.Command {
	var o coderOptions
	var format, day string
	c := &cobra.Command{
		Use:   "explain [sentence or -]",
		Short: "Show how a text is coded, step by step",
		Long: `Show how a text is coded: its words and tree, who is named and who that is on
the day, what times are meant, who does what to whom in each clause, and every
rule tried with the reason why it fired or did not.`,
		Example: `  attache explain "Iran will hold talks with Oman on Friday."
  attache explain --date 2006-11-04 "President Bush urged Tehran to stop."
  attache explain --format json - < report.txt`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongUse("give the text to explain, in quotes, or - for standard input")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return e.explain(c.Context(), o, format, day, strings.Join(args, " "))
		},
	}
	c.Flags().StringVarP(&format, "format", "f", "text", "text or json")
	c.Flags().StringVar(&day, "date", "", "publication day, as 2022-05-04 (default today)")
	o.flags(c)
	return c
}

func (e *env) explain(ctx context.Context, o coderOptions, format, day, words string) error {
	if format != "text" && format != "json" {
		return wrongUse("--format %s: give text or json", format)
	}
	when := time.Now()
	if day != "" {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return wrongUse("--date %s: write it as 2022-05-04", day)
		}
		when = d
	}
	if words == "-" {
		raw, err := readText(e.in)
		if err != nil {
			return err
		}
		words = raw
	}
	c, err := newCoder(o)
	if err != nil {
		return err
	}
	d, err := c.Worker().Code(ctx, &text.Report{ID: "text", Text: words, Published: when, Dated: text.Given})
	if err != nil {
		return err
	}
	l := explain.Of(c, d)
	if format == "json" {
		enc := json.NewEncoder(e.out)
		enc.SetIndent("", " ")
		return enc.Encode(l)
	}
	return l.Write(e.out)
}

// longest is the most that explain and the codebook's commands read of a text.
const longest = 16 << 20

func readText(r interface{ Read([]byte) (int, error) }) (string, error) {
	var b strings.Builder
	if _, err := bufio.NewReader(r).WriteTo(&limited{&b, longest}); err != nil {
		return "", fmt.Errorf("standard input: %w", err)
	}
	return b.String(), nil
}

// limited refuses what goes beyond its bytes.
type limited struct {
	b    *strings.Builder
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, fmt.Errorf("more than %d MB; use attache code for long texts", longest>>20)
	}
	return l.b.Write(p)
}
