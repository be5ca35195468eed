package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/brief"
	"github.com/attache/attache/internal/store"
)

// storyFlags say which stories are wanted.
type storyFlags struct {
	filterFlags
	db, output, format string
	least, limit       int
}

func storyCommand(e *env) *cobra.Command {
	var f storyFlags
	c := &cobra.Command{
		Use:   "story [id]",
		Short: "What several reports tell, and who tells it",
		Long: `Stories of the record, the last told first: reports that are near duplicates,
updates or corrections of one another, or that tell the same event on their own.
Near duplicates count as one telling. A report that a later one adds to, recasts
or corrects is kept, and its events give way to those of the later one.

With the id of a story, or of a report in it, every report of it and its events.
Flags narrow the list to stories that tell certain events.`,
		Example: `  attache story
  attache story --db news.db --dyad JPN,USA --least 3
  attache story s5c1e0a77b2d94f3a6e1b20c4`,
		Args: cobra.MaximumNArgs(1),
	}
	db := dbFlag(c)
	fl := c.Flags()
	fl.IntVar(&f.least, "least", 2, "least number of reports of a story")
	fl.IntVarP(&f.limit, "limit", "n", -1, "so many at most, 0 for all (default 20 on a terminal, else all)")
	fl.StringVarP(&f.format, "format", "f", "", "text or jsonl (default text on a terminal, else jsonl)")
	fl.StringVarP(&f.output, "output", "o", "", "write to this file")
	f.flags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		f.db = *db
		return e.stories(c.Context(), &f, args)
	}
	return c
}

func (e *env) stories(ctx context.Context, f *storyFlags, args []string) error {
	filter, err := f.filter()
	if err != nil {
		return err
	}
	inText, err := e.textOrLines(f.format, f.output)
	if err != nil {
		return err
	}
	if f.limit < 0 {
		if f.limit = 0; inText {
			f.limit = 20
		}
	}
	return e.record(ctx, f.db, func(s *store.Store) error {
		out, done, err := e.output(f.output)
		if err != nil {
			return err
		}
		w := &storyWriter{out: out, text: inText, style: styleFor(out)}
		if len(args) == 1 {
			err = w.one(ctx, s, args[0])
		} else {
			err = w.list(ctx, s, filter, f)
		}
		return errors.Join(err, done())
	})
}

// storyWriter writes stories for reading or as JSON lines.
type storyWriter struct {
	out   io.Writer
	text  bool
	style brief.Style
}

// list goes through the stories until there are enough.
func (w *storyWriter) list(ctx context.Context, s *store.Store, filter store.Filter, f *storyFlags) error {
	shown := 0
	for p := (store.Page{Limit: 500}); ; {
		part, next, err := s.Stories(ctx, filter, p)
		if err != nil {
			return err
		}
		for _, st := range part {
			if st.Reports < f.least {
				continue
			}
			if f.limit > 0 && shown == f.limit {
				if w.text {
					_, err = fmt.Fprintln(w.out, "…and more: --limit 0 shows all, flags narrow them")
				}
				return err
			}
			shown++
			if err := w.line(st); err != nil {
				return err
			}
		}
		if p.After = next; next == "" {
			break
		}
	}
	if shown == 0 && w.text {
		_, err := fmt.Fprintf(w.out, "No story is told by %d reports or more; --least 1 shows all\n", f.least)
		return err
	}
	return nil
}

func (w *storyWriter) line(st store.Story) error {
	if !w.text {
		enc := json.NewEncoder(w.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(st)
	}
	_, err := fmt.Fprintf(w.out, "%s  %s\n            %s  %s\n", dayText(st.Day), w.bold(oneLine(st.Title, w.style.Width-12)), w.dim(st.ID), w.dim(toldBy(st)))
	return err
}

// toldBy says who tells a story.
func toldBy(st store.Story) string {
	out := count(st.Reports, "report")
	if st.Tellings > 1 || st.Tellings != st.Reports {
		out += ", " + count(st.Tellings, "telling")
	}
	if st.Sources != st.Tellings {
		out += ", " + count(st.Sources, "source")
	}
	return out
}

// one writes a story with its reports and its events.
func (w *storyWriter) one(ctx context.Context, s *store.Store, id string) error {
	st, err := s.Story(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		r, other := s.Report(ctx, id)
		if other != nil {
			return fmt.Errorf("story %s: %w; attache story lists what it holds", id, other)
		}
		st, err = s.Story(ctx, r.Story)
	}
	if err != nil {
		return err
	}
	if !w.text {
		return w.line(st)
	}
	if err := w.line(st); err != nil {
		return err
	}
	for _, m := range st.Members {
		_, err := fmt.Fprintf(w.out, "\n%s  %s\n            %s\n", dayText(m.Day), oneLine(m.Title, w.style.Width-12), w.dim(oneLine(w.relation(m, st.Members), w.style.Width-12)))
		if err != nil {
			return err
		}
	}
	return w.events(ctx, s, st.ID)
}

// relation says what a report is in its story.
func (w *storyWriter) relation(m store.ReportHit, all []store.ReportHit) string {
	parts := []string{m.ID}
	if from := cmp.Or(m.Source, m.URL); from != "" {
		parts = append(parts, from)
	}
	title := func(id string) string {
		for _, o := range all {
			if o.ID == id {
				return id + " above"
			}
		}
		return id
	}
	if m.Mark != "" {
		parts = append(parts, "says: "+m.Mark)
	}
	if m.CopyOf != "" {
		parts = append(parts, "near duplicate of "+title(m.CopyOf))
	}
	if m.SupersededBy != "" {
		parts = append(parts, "superseded by "+strings.TrimSuffix(title(m.SupersededBy), " above"))
	}
	return strings.Join(parts, ", ")
}

func (w *storyWriter) events(ctx context.Context, s *store.Store, id string) error {
	for p := (store.Page{Limit: 500}); ; {
		list, next, err := s.Events(ctx, store.Filter{Story: id}, p)
		if err != nil {
			return err
		}
		for i := range list {
			told := ""
			if list[i].Sources > 1 {
				told = w.dim(fmt.Sprintf("            told by %d sources\n", list[i].Sources))
			}
			if _, err := fmt.Fprintf(w.out, "\n%s%s", brief.Entry(list[i].Row(), w.style), told); err != nil {
				return err
			}
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}

func (w *storyWriter) bold(s string) string { return w.look("1", s) }
func (w *storyWriter) dim(s string) string  { return w.look("2", s) }

func (w *storyWriter) look(code, s string) string {
	if !w.style.Color {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func dayText(t time.Time) string {
	if t.IsZero() {
		return "no day    "
	}
	return t.Format(time.DateOnly)
}

// oneLine makes a line of a text that others wrote: nothing in it steers the
// terminal, and it is cut to a width in characters.
func oneLine(s string, width int) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }), " ")
	r := []rune(s)
	if len(r) > max(width, 20) {
		return strings.TrimSpace(string(r[:max(width, 20)-1])) + "…"
	}
	return s
}
