package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// The scripts in testdata/script show how the command behaves. Their "attache"
// has a coder that finds an event at each "met", breaks down at "BREAKDOWN",
// refuses "REFUSE" and takes its time at "SLOW"; "attache-real" is the program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"attache":      func() { os.Exit(startWith(openFake)) },
		"attache-real": func() { os.Exit(start()) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(e *testscript.Env) error {
			docs, err := filepath.Abs("../../docs")
			if err != nil {
				return err
			}
			e.Setenv("DOCS", docs)
			e.Setenv("HOME", e.WorkDir)
			return os.MkdirAll(filepath.Join(e.WorkDir, "tmp"), 0o755)
		},
	})
}

// exits runs a program that must end with the given code: exits 2 attache code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || strconv.Itoa(exit.ExitCode()) != args[0] {
		ts.Fatalf("%v, want exit code %s", err, args[0])
	}
}

func startWith(open func(coderOptions) (engine, error)) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	e := &env{in: os.Stdin, out: os.Stdout, err: os.Stderr, open: open}
	return e.run(ctx, os.Args[1:])
}

type fakeEngine struct{}

func openFake(coderOptions) (engine, error) { return fakeEngine{}, nil }

func (fakeEngine) Score(string, string) (int, float64) { return 1, 2.5 }
func (fakeEngine) worker() worker                      { return fakeEngine{} }

func (fakeEngine) code(ctx context.Context, r *text.Report) (coded, error) {
	switch {
	case strings.Contains(r.Text, "BREAKDOWN"):
		panic("index out of range")
	case strings.Contains(r.Text, "REFUSE"):
		return coded{}, errors.New("cannot be coded")
	case strings.Contains(r.Text, "SLOW"):
		select {
		case <-ctx.Done():
			return coded{}, ctx.Err()
		case <-time.After(time.Minute):
		}
	}
	rec := export.Record{Report: r, Sents: []syntax.Sentence{{Span: text.Span{From: 0, To: len(r.Text)}}}}
	if i := strings.Index(r.Text, "met"); i >= 0 {
		s := text.Span{From: i, To: i + 3}
		rec.Events = []event.Event{{ID: "e-" + r.ID, Type: "CONSULT", Standing: event.Actual, Trigger: s, Quote: s, Confidence: 1}}
	}
	return coded{rec, func() any { return map[string]string{"report": r.ID} }}, nil
}
