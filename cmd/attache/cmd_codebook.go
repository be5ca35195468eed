package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/internal/codebook"
)

func codebookCommand(e *env) *cobra.Command {
	c := &cobra.Command{
		Use:   "codebook",
		Short: "Check, test and look up the codebook",
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(codebookCheck(e), codebookTest(e), codebookShow(e), codebookGaps(e))
	return c
}

func codebookCheck(e *env) *cobra.Command {
	var o coderOptions
	c := &cobra.Command{
		Use:     "check",
		Short:   "Read the codebook and name every mistake with file and line",
		Example: "  attache codebook check --codebook my-codebook",
		RunE: func(*cobra.Command, []string) error {
			book, err := loadBook(o)
			if err != nil {
				return err
			}
			bare := 0
			for _, p := range book.Events.Patterns {
				if len(p.Yes) == 0 || len(p.No) == 0 {
					bare++
					fmt.Fprintf(e.out, "%s: found no example, expected one sentence under yes and one under no\n", p.Pos)
				}
			}
			fmt.Fprintf(e.out, "%d event patterns, %d actors, %d names; %d patterns without examples\n",
				len(book.Events.Patterns), len(book.Actors.Entities), len(book.Actors.Names), bare)
			if bare > 0 {
				return errInput
			}
			return nil
		},
	}
	o.flags(c)
	return c
}

// loadBook reads the whole codebook, the ledger's part too, so that a mistake in
// any file is named.
func loadBook(o coderOptions) (*codebook.Book, error) {
	roots := []fs.FS{data.Files}
	if o.codebook != "" {
		roots = append(roots, os.DirFS(o.codebook))
	}
	book, err := codebook.Load(roots...)
	_, errs := codebook.LoadLedger(places.Files, roots...)
	return book, errors.Join(append(errs, err)...)
}

func codebookTest(e *env) *cobra.Command {
	var o coderOptions
	var verbose bool
	c := &cobra.Command{
		Use:   "test [file of events/]...",
		Short: "Run the codebook's example sentences",
		Long: `Run the example sentences of the codebook's event patterns, patterns alone: those
under yes must give an event of the type with the parties in brackets, those
under no must give none. Names each that does not.`,
		Example: `  attache codebook test
  attache codebook test agree.toml consult.toml`,
		RunE: func(c *cobra.Command, files []string) error { return e.codebookTest(c.Context(), o, files, verbose) },
	}
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "name the examples that hold, too")
	o.flags(c)
	return c
}

func (e *env) codebookTest(ctx context.Context, o coderOptions, files []string, verbose bool) error {
	c, err := newCoder(o)
	if err != nil {
		return err
	}
	outcomes, err := c.Examples(ctx)
	if err != nil {
		return err
	}
	good, all := 0, 0
	for _, x := range outcomes {
		if !named(x.Pos.File, files) {
			continue
		}
		all++
		switch {
		case x.Problem == "":
			good++
			if verbose {
				fmt.Fprintf(e.out, "ok    %s  %s\n", x.Pos, x.Text)
			}
		default:
			fmt.Fprintf(e.out, "FAIL  %s  %s\n      %s\n", x.Pos, x.Text, x.Problem)
		}
	}
	fmt.Fprintf(e.out, "%d of %d examples hold\n", good, all)
	if good < all {
		return errInput
	}
	return nil
}

func named(file string, files []string) bool {
	for _, f := range files {
		if strings.HasSuffix(file, f) {
			return true
		}
	}
	return len(files) == 0
}

func codebookShow(e *env) *cobra.Command {
	var o coderOptions
	c := &cobra.Command{
		Use:     "show WORD...",
		Short:   "Show every entry of the codebook that a word belongs to",
		Example: "  attache codebook show withdraw\n  attache codebook show Kremlin",
		RunE: func(_ *cobra.Command, words []string) error {
			if len(words) == 0 {
				return wrongUse("give a word to look up")
			}
			book, err := loadBook(o)
			if err != nil {
				return err
			}
			if e.show(book, strings.Join(words, " ")) == 0 {
				fmt.Fprintf(e.out, "%q stands in no entry\n", strings.Join(words, " "))
				return errInput
			}
			return nil
		},
	}
	o.flags(c)
	return c
}

// show prints the entries with the word and counts them.
func (e *env) show(book *codebook.Book, word string) int {
	n := 0
	for _, p := range book.Events.Patterns {
		for _, ph := range p.Words {
			if ph.Head == word || strings.Join(append([]string{ph.Head}, ph.Rest...), " ") == word {
				n++
				fmt.Fprintf(e.out, "%-32s %s\n", p.Pos, strings.TrimSpace(p.Type+" "+p.Mode+"  "+ph.Head+" "+strings.Join(ph.Rest, " ")))
				break
			}
		}
	}
	for _, name := range book.Actors.Names {
		if strings.EqualFold(name.Text, word) {
			n++
			x := book.Actors.Entities[name.Entity]
			fmt.Fprintf(e.out, "%-32s %s = %s\n", name.Pos, name.Text, strings.TrimSpace(x.Name+" "+x.Code+" "+x.Sector))
		}
	}
	for _, r := range book.Actors.Roles {
		if r.Word == word {
			n++
			fmt.Fprintf(e.out, "%-32s %s: %s\n", r.Pos, r.Word, r.Sector)
		}
	}
	return n
}
