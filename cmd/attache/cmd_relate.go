package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/relate"
)

// relateFlags are the flags of attache relate.
type relateFlags struct {
	related bool
	workers int
}

func relateCommand(e *env) *cobra.Command {
	var f relateFlags
	c := &cobra.Command{
		Use:   "relate [file or -]...",
		Short: "Tell what one marked span of a text did to another",
		Long: `Tell what one marked span of a text did to another. Input is JSON lines with id,
text, actor and recipient, the spans as [start, end] in characters:

  {"id":"1","text":"Oslo sent doctors to Mali.","actor":[0,4],"recipient":[21,25]}

Output is a line for each, in the same order: event (PLOVER's type, or NONE where
the text tells of no act), mode, confidence, alternatives, the line of the
codebook that names such an act of the two, what weighed most, and "against",
the likelihood that it is an act against the other, by word or deed.

A line that cannot be read is named on standard error; the rest is answered.`,
		Example: `  attache relate pairs.jsonl > answers.jsonl
  attache relate --related pairs.jsonl
  echo '{"id":"1","text":"Oslo sent doctors to Mali.","actor":[0,4],"recipient":[21,25]}' | attache relate -`,
		RunE: func(c *cobra.Command, args []string) error { return e.relate(c.Context(), f, args) },
	}
	c.Flags().BoolVar(&f.related, "related", false, "the pairs are known to be related: never answer NONE")
	c.Flags().IntVar(&f.workers, "workers", 0, "pairs read at a time (default one a core)")
	return c
}

func (e *env) relate(ctx context.Context, f relateFlags, args []string) error {
	if f.workers < 0 {
		return wrongUse("--workers %d: give a number from 1, or leave it out for one a core", f.workers)
	}
	if f.workers == 0 {
		f.workers = runtime.GOMAXPROCS(0)
	}
	args, err := e.inputs(args)
	if err != nil {
		return err
	}
	c, err := newCoder(coderOptions{threshold: -1})
	if err != nil {
		return err
	}
	r, err := relate.New(c)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(e.out)
	j := pairJob{env: e, r: r, f: f, out: out}
	for _, name := range args {
		if err := j.file(ctx, name); err != nil {
			return errors.Join(err, out.Flush())
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if j.failed > 0 {
		return errInput
	}
	return nil
}

// pairJob answers the pairs of files, in order.
type pairJob struct {
	env    *env
	r      *relate.Relater
	f      relateFlags
	out    *bufio.Writer
	failed int
}

// pairLine is one line of input on its way; done gives the line to write, or
// what is wrong.
type pairLine struct {
	name  string
	n     int
	bytes []byte
	done  chan pairResult
}

type pairResult struct {
	out []byte
	err error
}

func (j *pairJob) file(ctx context.Context, name string) error {
	in := j.env.in
	if name == "-" {
		name = "standard input"
	} else {
		file, err := os.Open(name)
		if err != nil {
			j.complain("%v", err)
			return nil
		}
		defer file.Close()
		in = file
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	queue := make(chan pairLine, 64*j.f.workers)
	work := make(chan pairLine, j.f.workers)
	var all sync.WaitGroup
	for range j.f.workers {
		all.Go(func() { j.work(work) })
	}
	var readErr error
	all.Go(func() {
		defer close(queue)
		defer close(work)
		readErr = split(ctx, name, in, queue, work)
	})
	err := j.collect(queue, stop)
	all.Wait()
	if readErr != nil && !errors.Is(readErr, context.Canceled) {
		j.complain("%v", readErr)
	}
	return errors.Join(err, context.Cause(ctx))
}

// split sends every line that is not blank to the workers and, in order, to
// the collector.
func split(ctx context.Context, name string, in io.Reader, queue, work chan<- pairLine) error {
	r := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		b, err := r.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if len(bytes.TrimSpace(b)) > 0 {
			l := pairLine{name, n, b, make(chan pairResult, 1)}
			select {
			case queue <- l:
				work <- l
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

func (j *pairJob) collect(queue <-chan pairLine, stop func()) error {
	var first error
	for l := range queue {
		r := <-l.done
		switch {
		case first != nil:
		case r.err != nil:
			j.complain("%s:%d: %v", l.name, l.n, r.err)
		default:
			if _, first = j.out.Write(r.out); first != nil {
				stop()
			}
		}
	}
	return first
}

func (j *pairJob) complain(format string, args ...any) {
	j.failed++
	fmt.Fprintf(j.env.err, "attache: %s\n", strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", " "))
}

func (j *pairJob) work(lines <-chan pairLine) {
	w := j.r.Worker()
	for l := range lines {
		out, err := answer(w, l.bytes, j.f.related)
		l.done <- pairResult{out, err}
	}
}

// pairIn and pairOut are the lines of input and output; an id comes back as it
// was given.
type pairIn struct {
	ID        json.RawMessage `json:"id"`
	Text      *string         `json:"text"`
	Actor     []int           `json:"actor"`
	Recipient []int           `json:"recipient"`
}

type pairOut struct {
	ID json.RawMessage `json:"id,omitempty"`
	relate.Relation
}

func answer(w *relate.Worker, line []byte, related bool) ([]byte, error) {
	var in pairIn
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	if in.Text == nil {
		return nil, errors.New(`no "text"`)
	}
	p := relate.Pair{Text: *in.Text, Related: related}
	for _, x := range [...]struct {
		name string
		got  []int
		to   *[2]int
	}{{"actor", in.Actor, &p.Actor}, {"recipient", in.Recipient, &p.Recipient}} {
		if len(x.got) != 2 {
			return nil, fmt.Errorf("%s: expected [start, end] in characters, got %v", x.name, x.got)
		}
		*x.to = [2]int(x.got)
	}
	r, err := w.Pair(p)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(pairOut{in.ID, r})
	return append(b, '\n'), err
}
