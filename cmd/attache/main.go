package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func main() {
	os.Exit(start())
}

// start runs the command on the process's own streams. The first Ctrl-C asks
// it to end with what is done; the second ends it at once.
func start() int {
	// Codebook and models make the heap once and stay: collecting less often
	// shortens the start by a fifth, for some ten megabytes.
	debug.SetGCPercent(400)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	e := &env{in: os.Stdin, out: os.Stdout, err: os.Stderr, open: openCoder}
	return e.run(ctx, os.Args[1:])
}

// env is what a subcommand has around it.
type env struct {
	in       io.Reader
	out, err io.Writer
	open     func(opts coderOptions) (engine, error)
}

// Exit codes.
const (
	exitDone  = 0
	exitInput = 1 // some input could not be read or coded; the rest is done
	exitUse   = 2 // wrong use
)

// useError is a mistake in how the command was called.
type useError struct{ error }

func wrongUse(format string, args ...any) error { return useError{fmt.Errorf(format, args...)} }

// errInput says that the failures have been named already.
var errInput = errors.New("some input could not be read")

// run executes one command line and gives its exit code.
func (e *env) run(ctx context.Context, args []string) int {
	root := e.root()
	root.SetArgs(args)
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	err := root.ExecuteContext(ctx)
	var use useError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errInput):
		return exitInput
	case errors.As(err, &use):
		fmt.Fprintf(e.err, "attache: %v\n", err)
		return exitUse
	}
	fmt.Fprintf(e.err, "attache: %v\n", err)
	return exitInput
}

// groups lists the subcommands in the groups and the order of the help; each
// stands in a file of its own.
var groups = [...]struct {
	title    string
	commands []func(*env) *cobra.Command
}{
	{"Reports to records:", []func(*env) *cobra.Command{codeCommand, ledgerCommand, relateCommand}},
	{"The record, a database:", []func(*env) *cobra.Command{ingestCommand, eventsCommand, storyCommand, briefCommand, exportCommand, diffCommand, dbCommand, watchCommand, serveCommand, mcpCommand}},
	{"One layer of a report:", []func(*env) *cobra.Command{parseCommand, datesCommand, placesCommand}},
	{"Why, and how well:", []func(*env) *cobra.Command{explainCommand, codebookCommand, evaluateCommand, benchCommand}},
	{"The program:", []func(*env) *cobra.Command{versionCommand}},
}

func (e *env) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "attache",
		Short: "Who did, said or promised what to whom: events from news reports, each with the words that prove it",
		Long: `attache reads news reports and official statements and gives a record in which
every entry can be checked: who did, said or promised what to whom, when, where,
in what standing, on whose word, and the very words that prove it.

Exit codes: 0 done; 1 some input could not be read or coded (named on standard
error, the rest is done); 2 wrong use.`,
		Example: `  attache code report.txt
  attache code --format jsonl reports/ > events.jsonl
  attache code https://example.org/news.rss
  zcat archive.jsonl.gz | attache code --format csv -o events.csv -`,
		SuggestionsMinimumDistance: 2,

		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return wrongUse("no command %q; see attache --help%s", args[0], suggest(c, args[0]))
			}
			return nil
		},
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return wrongUse("%v; see %s --help", err, c.CommandPath())
	})
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, command := range g.commands {
			c := command(e)
			c.GroupID = g.title
			root.AddCommand(c)
		}
	}
	root.SetHelpCommandGroupID(groups[len(groups)-1].title)
	root.SetCompletionCommandGroupID(groups[len(groups)-1].title)
	return root
}

func suggest(c *cobra.Command, typed string) string {
	if near := c.SuggestionsFor(typed); len(near) > 0 {
		return " (did you mean " + strings.Join(near, " or ") + "?)"
	}
	return ""
}

// terminal says whether a stream is one, and how wide it is.
func terminal(s any) (width int, ok bool) {
	f, isFile := s.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width < 1 {
		width = 80
	}
	return width, true
}
