package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/brief"
	"github.com/attache/attache/internal/store"
)

// eventsFlags say what of the events is wanted.
type eventsFlags struct {
	filterFlags
	db, output, format string
	series, by         string
	count              bool
	limit              int
}

func eventsCommand(e *env) *cobra.Command {
	var f eventsFlags
	c := &cobra.Command{
		Use:   "events",
		Short: "Ask the record for events, counts and series",
		Long: `Ask the record for events: the newest first, on a terminal for reading,
elsewhere as JSON lines. Flags narrow them; they hold together, and the values of
one flag are alternatives. Parties are codes (JPN, "JPN GOV") or names of states.

What several reports tell is one event, of the report that told it first or best;
--repeats shows every telling. What is between two parties (--dyad) is what one
did to the other, or both did together. An event counts on the first day on which
it can have been.

Instead of events, --count gives their number, --series counts of cooperation and
conflict by day, week or month, and --by a table of types, dyads, actors or places.`,
		Example: `  attache events --db news.db --dyad JPN,USA --from 2022-05
  attache events --party Ukraine --quad conflict --on 2022-05-04 --confidence 0.8
  attache events --dyad JPN,USA --series week
  attache events --by dyad --from 2022 --to 2022
  attache events --text '"joint exercise"' --type COOPERATE | jq -c '{date, actor}'`,
		Args: cobra.NoArgs,
	}
	db := dbFlag(c)
	fl := c.Flags()
	fl.BoolVar(&f.count, "count", false, "only how many")
	fl.StringVar(&f.series, "series", "", "counts by day, week or month")
	fl.StringVar(&f.by, "by", "", "counts by type, dyad, actor or place")
	fl.IntVarP(&f.limit, "limit", "n", -1, "so many at most, 0 for all (default 20 on a terminal, else all; of --by 30)")
	fl.StringVarP(&f.format, "format", "f", "", "text or jsonl (default text on a terminal, else jsonl); attache export has more")
	fl.StringVarP(&f.output, "output", "o", "", "write to this file")
	f.flags(c)
	_ = c.RegisterFlagCompletionFunc("series", cobra.FixedCompletions([]string{"day", "week", "month"}, cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("by", cobra.FixedCompletions([]string{"type", "dyad", "actor", "place"}, cobra.ShellCompDirectiveNoFileComp))
	c.RunE = func(c *cobra.Command, _ []string) error {
		f.db = *db
		return e.events(c.Context(), &f)
	}
	return c
}

// textOrLines settles the format: text on a terminal, JSON lines elsewhere.
func (e *env) textOrLines(format, output string) (text bool, err error) {
	_, onTerminal := terminal(e.out)
	switch format {
	case "":
		return onTerminal && output == "", nil
	case "text", "jsonl":
		return format == "text", nil
	}
	return false, wrongUse("no format %q: it is text or jsonl; attache export has %s", format, strings.Join(exportFormats(), ", "))
}

func (e *env) events(ctx context.Context, f *eventsFlags) (err error) {
	filter, err := f.filter()
	if err != nil {
		return err
	}
	inText, err := e.textOrLines(f.format, f.output)
	if err != nil {
		return err
	}
	if n := btoi(f.count) + btoi(f.series != "") + btoi(f.by != ""); n > 1 {
		return wrongUse("--count, --series and --by give different things: choose one")
	}
	return e.record(ctx, f.db, func(s *store.Store) error {
		out, done, err := e.output(f.output)
		if err != nil {
			return err
		}
		a := &asking{env: e, store: s, filter: filter, out: out, text: inText, style: styleFor(out), names: &stateNames{}, limit: f.limit}
		switch {
		case f.count:
			err = a.count(ctx)
		case f.series != "":
			err = a.series(ctx, f.series)
		case f.by != "":
			err = a.by(ctx, f.by)
		default:
			err = a.events(ctx)
		}
		if closed := done(); err == nil {
			err = closed
		}
		return err
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// asking is a question on its way to its answer.
type asking struct {
	*env
	store  *store.Store
	filter store.Filter
	out    io.Writer
	text   bool
	style  brief.Style
	names  *stateNames
	limit  int // negative for the default
}

func (a *asking) json(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func (a *asking) count(ctx context.Context) error {
	n, err := a.store.Count(ctx, a.filter)
	if err != nil {
		return err
	}
	if !a.text {
		return a.json(map[string]int{"events": n})
	}
	_, err = fmt.Fprintln(a.out, n)
	return err
}

func (a *asking) events(ctx context.Context) error {
	const screen = 20
	limit := a.limit
	if limit < 0 && a.text {
		limit = screen
	}
	written := 0
	for after := ""; ; {
		p := store.Page{After: after, Limit: 500}
		if limit > 0 {
			p.Limit = min(p.Limit, limit-written)
		}
		list, next, err := a.store.Events(ctx, a.filter, p)
		if err != nil {
			return err
		}
		for i := range list {
			if err := a.event(&list[i]); err != nil {
				return err
			}
		}
		written += len(list)
		if next == "" || limit > 0 && written >= limit {
			return a.more(ctx, written, next != "")
		}
		after = next
	}
}

func (a *asking) event(e *store.Event) error {
	if a.text {
		_, err := a.out.Write(brief.Entry(e.Row(), a.style))
		return err
	}
	return a.json(e.Row())
}

// more says on a terminal how many events there are beside those shown.
func (a *asking) more(ctx context.Context, written int, more bool) error {
	if !a.text {
		return nil
	}
	if !more {
		if written == 0 {
			fmt.Fprintln(a.out, "no events")
		}
		return nil
	}
	n, err := a.store.Count(ctx, a.filter)
	if err == nil {
		_, err = fmt.Fprintf(a.out, "%s of %d; --limit 0 shows all\n", count(written, "event"), n)
	}
	return err
}

func (a *asking) series(ctx context.Context, name string) error {
	step, err := store.ParseStep(name)
	if err != nil {
		return wrongUse("--series: %v", err)
	}
	points, err := a.store.Series(ctx, a.filter, step)
	if err != nil {
		return err
	}
	if a.text {
		list := make([]brief.Point, len(points))
		for i, p := range points {
			list[i] = brief.Point{From: p.From, Events: p.Events, Cooperation: p.Cooperation, Conflict: p.Conflict, Scale: p.Scale}
		}
		layout := time.DateOnly
		if step == store.Month {
			layout = "2006-01"
		}
		if len(list) == 0 {
			_, err = fmt.Fprintln(a.out, "no events")
			return err
		}
		_, err = a.out.Write(brief.Series(list, layout, a.style))
		return err
	}
	for _, p := range points {
		line := struct {
			From string `json:"from"`
			store.Point
		}{p.From.Format(time.DateOnly), p}
		if err := a.json(line); err != nil {
			return err
		}
	}
	return nil
}

// table is what --by gives: a line as JSON, or a row.
type table struct {
	head  []string
	rows  [][]string
	lines []any
}

func (t *table) add(line any, cells ...string) {
	t.lines = append(t.lines, line)
	t.rows = append(t.rows, cells)
}

func (a *asking) by(ctx context.Context, what string) error {
	limit := 30
	if a.limit >= 0 {
		limit = a.limit
	}
	if limit == 0 {
		limit = 1 << 30
	}
	tables := map[string]func(context.Context, int) (*table, error){"type": a.byType, "dyad": a.byDyad, "actor": a.byActor, "place": a.byPlace}
	fill, ok := tables[what]
	if !ok {
		return wrongUse("--by %s: it is type, dyad, actor or place", what)
	}
	t, err := fill(ctx, limit)
	if err != nil {
		return err
	}
	if a.text {
		_, err = a.out.Write(brief.Table(t.head, t.rows, a.style))
		return err
	}
	for _, l := range t.lines {
		if err := a.json(l); err != nil {
			return err
		}
	}
	return nil
}

func (a *asking) byType(ctx context.Context, limit int) (*table, error) {
	list, err := a.store.TypeCounts(ctx, a.filter)
	t := &table{head: []string{"type", "quad", "events"}}
	for _, c := range list[:min(len(list), limit)] {
		t.add(c, c.Type, strconv.Itoa(c.Quad), strconv.Itoa(c.Events))
	}
	return t, err
}

func (a *asking) byDyad(ctx context.Context, limit int) (*table, error) {
	list, err := a.store.Dyads(ctx, a.filter, limit)
	t := &table{head: []string{"dyad", "events", "cooperation", "conflict", "mean", "last", ""}}
	for _, d := range list {
		t.add(d, d.A+" "+d.B, strconv.Itoa(d.Events), strconv.Itoa(d.Cooperation), strconv.Itoa(d.Conflict), fmt.Sprintf("%+.1f", d.Scale), lastDay(d.Last), a.called(d.A)+"–"+a.called(d.B))
	}
	return t, err
}

func (a *asking) byActor(ctx context.Context, limit int) (*table, error) {
	list, err := a.store.ActorCounts(ctx, a.filter, limit)
	t := &table{head: []string{"code", "events", "as actor", "as recipient", "cooperation", "conflict", "last", ""}}
	for _, c := range list {
		t.add(c, c.Code, strconv.Itoa(c.Events), strconv.Itoa(c.AsActor), strconv.Itoa(c.AsRecipient), strconv.Itoa(c.Cooperation), strconv.Itoa(c.Conflict), lastDay(c.Last), a.called(c.Code))
	}
	return t, err
}

func (a *asking) byPlace(ctx context.Context, limit int) (*table, error) {
	list, err := a.store.Places(ctx, a.filter, limit)
	t := &table{head: []string{"place", "country", "lat", "lon", "events"}}
	for _, p := range list {
		t.add(p, p.Name, p.Country, fmt.Sprintf("%.2f", p.Lat), fmt.Sprintf("%.2f", p.Lon), strconv.Itoa(p.Events))
	}
	return t, err
}

// called names a code for a person; only a terminal needs it.
func (a *asking) called(code string) string {
	if !a.text {
		return ""
	}
	return a.names.name(code)
}

func lastDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
