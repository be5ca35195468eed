package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/brief"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
)

func briefCommand(e *env) *cobra.Command {
	var f filterFlags
	var format, output string
	var top int
	c := &cobra.Command{
		Use:   "brief",
		Short: "A brief of a day or period from the record",
		Long: `A brief of a day, month or any days: how much conflict and cooperation there was,
against what is usual; the weightiest events of each kind, those that most sources
tell, that are between states or military; between whom most was; what is still to
come, what is due, and what was promised. Without a day it is of the last one on which something happened.

Flags narrow it to a party, a dyad, a country, and so on. On a terminal it is for
reading, elsewhere one JSON object.`,
		Example: `  attache brief
  attache brief --on 2022-05-04 --dyad JPN,USA
  attache brief --db news.db --from 2022-05-02 --to 2022-05-08 --party Ukraine --top 10`,
		Args: cobra.NoArgs,
	}
	db := dbFlag(c)
	fl := c.Flags()
	fl.IntVar(&top, "top", 5, "events of each kind")
	fl.StringVarP(&format, "format", "f", "", "text or json (default text on a terminal, else json)")
	fl.StringVarP(&output, "output", "o", "", "write to this file")
	f.flags(c)
	c.RunE = func(c *cobra.Command, _ []string) error { return e.brief(c.Context(), *db, f, top, format, output) }
	return c
}

func (e *env) brief(ctx context.Context, db string, f filterFlags, top int, format, output string) error {
	filter, err := f.filter()
	if err != nil {
		return err
	}
	if top < 1 {
		return wrongUse("--top %d: give a number from 1", top)
	}
	if format == "json" {
		format = "jsonl"
	}
	inText, err := e.textOrLines(format, output)
	if err != nil {
		return wrongUse("no format %q: it is text or json", format)
	}
	return e.record(ctx, db, func(s *store.Store) error {
		n := &stateNames{}
		d, err := digest(ctx, s, filter, top, n)
		if err != nil {
			return err
		}
		out, done, err := e.output(output)
		if err != nil {
			return err
		}
		if inText {
			_, err = out.Write(d.Write(n.name, styleFor(out)))
		} else {
			err = (&asking{out: out}).json(d)
		}
		if closed := done(); err == nil {
			err = closed
		}
		return err
	})
}

// digester gathers a brief from the record.
type digester struct {
	ctx    context.Context
	store  *store.Store
	filter store.Filter // with both days
	top    int
	out    brief.Digest
}

// before is the number of stretches of the same length that say what is usual.
const before = 8

func digest(ctx context.Context, s *store.Store, f store.Filter, top int, n *stateNames) (*brief.Digest, error) {
	f, err := lastDays(ctx, s, f)
	if err != nil {
		return nil, err
	}
	if len(f.Standings) == 0 {
		f.Standings = []string{"actual"}
	}
	d := &digester{ctx: ctx, store: s, filter: f, top: top}
	d.out.From, d.out.To = f.From.Format(time.DateOnly), f.To.Format(time.DateOnly)
	d.out.About = about(f, n)
	for _, gather := range []func() error{d.levels, d.sections, d.dyads, d.ahead, d.ledger} {
		if err := gather(); err != nil {
			return nil, err
		}
	}
	return &d.out, nil
}

// lastDays fills in the days that a filter leaves open: the last on which
// something happened.
func lastDays(ctx context.Context, s *store.Store, f store.Filter) (store.Filter, error) {
	if f.From.IsZero() || f.To.IsZero() {
		q := f
		if len(q.Standings) == 0 {
			q.Standings = []string{"actual"}
		}
		last, _, err := s.Events(ctx, q, store.Page{Limit: 1})
		if err != nil {
			return f, err
		}
		day := time.Now().UTC().Truncate(24 * time.Hour)
		if len(last) > 0 {
			if known, err := time.Parse(time.DateOnly, last[0].Date); err == nil {
				day = known
			}
		}
		if f.To.IsZero() {
			f.To = day
		}
		if f.From.IsZero() {
			f.From = f.To
		}
	}
	return f, nil
}

// about names the parties of a filter.
func about(f store.Filter, n *stateNames) string {
	name := func(p string) string {
		code, sector, _ := strings.Cut(p, " ")
		return strings.TrimSpace(n.name(code) + " " + sector)
	}
	var parts []string
	for _, l := range [][]string{f.Parties, f.Actors, f.Recipients, f.Countries} {
		for _, p := range l {
			parts = append(parts, name(p))
		}
	}
	if f.Dyad[0] != "" {
		parts = append(parts, name(f.Dyad[0])+"–"+name(f.Dyad[1]))
	}
	return strings.Join(parts, ", ")
}

// stretch is the number of days of the brief.
func (d *digester) stretch() int {
	return int(d.filter.To.Sub(d.filter.From)/(24*time.Hour)) + 1
}

// levels counts, and compares with the stretches before.
func (d *digester) levels() error {
	f := d.filter
	f.From = f.From.AddDate(0, 0, -before*d.stretch())
	points, err := d.store.Series(d.ctx, f, store.Day)
	if err != nil {
		return err
	}
	d.out.Course = make([]int, before+1)
	sum := 0.0
	for _, p := range points {
		at := int(p.From.Sub(f.From)/(24*time.Hour)) / d.stretch()
		if at < 0 || at > before {
			continue
		}
		d.out.Course[at] += p.Events
		if at < before {
			d.out.Conflict.Usual += float64(p.Conflict) / before
			d.out.Cooperation.Usual += float64(p.Cooperation) / before
			continue
		}
		d.out.Conflict.Events += p.Conflict
		d.out.Cooperation.Events += p.Cooperation
		sum += p.Scale * float64(p.Events)
	}
	if n := d.out.Course[before]; n > 0 {
		d.out.Scale = sum / float64(n)
	}
	d.out.Reports, d.out.Sources, err = d.store.Reach(d.ctx, d.filter)
	return err
}

func (d *digester) sections() error {
	for _, quad := range brief.SectionOrder {
		f := d.filter
		if len(f.Quads) > 0 && !slices.Contains(f.Quads, quad) {
			continue
		}
		f.Quads = []int{quad}
		all, err := d.store.Count(d.ctx, f)
		if err != nil {
			return err
		}
		list, err := d.store.Weightiest(d.ctx, f, d.top)
		if err != nil {
			return err
		}
		d.out.Sections = append(d.out.Sections, brief.Section{Quad: quad, All: all, Events: rows(list)})
	}
	return nil
}

func rows(list []store.Event) []export.Row {
	out := make([]export.Row, len(list))
	for i := range list {
		out[i] = list[i].Row()
	}
	return out
}

func (d *digester) dyads() error {
	now, err := d.store.Dyads(d.ctx, d.filter, 2*d.top)
	if err != nil || len(now) == 0 {
		return err
	}
	f := d.filter
	f.From, f.To = f.From.AddDate(0, 0, -before*d.stretch()), f.From.AddDate(0, 0, -1)
	earlier, err := d.store.Dyads(d.ctx, f, 1<<30)
	usual := map[[2]string]float64{}
	for _, p := range earlier {
		usual[[2]string{p.A, p.B}] = float64(p.Events) / before
	}
	for _, p := range now {
		d.out.Dyads = append(d.out.Dyads, brief.Pair{A: p.A, B: p.B, Events: p.Events, Usual: usual[[2]string{p.A, p.B}], Cooperation: p.Cooperation, Conflict: p.Conflict})
	}
	return err
}

// ahead is a month from the brief's last day.
const ahead = 30

func (d *digester) ahead() error {
	f := d.filter
	f.From, f.To, f.Standings = f.To.AddDate(0, 0, 1), f.To.AddDate(0, 0, ahead), []string{"planned"}
	list, err := d.store.Weightiest(d.ctx, f, d.top)
	if err != nil {
		return err
	}
	d.out.Ahead = rows(list)
	f = d.filter
	f.Standings = []string{"negated"}
	list, err = d.store.Weightiest(d.ctx, f, d.top)
	d.out.Denied = rows(list)
	return err
}

// ledger asks what is due in the month ahead, and what was promised in the
// days of the brief, of the same parties.
func (d *digester) ledger() error {
	by := append(append([]string{}, d.filter.Parties...), d.filter.Actors...)
	due := store.LedgerFilter{By: by, Dyad: d.filter.Dyad, Open: true, ByDue: true, DueFrom: d.filter.From, DueBefore: d.filter.To.AddDate(0, 0, ahead+1)}
	made := store.LedgerFilter{By: by, Dyad: d.filter.Dyad, Kinds: []string{"commitment", "plan", "proposal"}, From: d.filter.From, To: d.filter.To}
	for _, part := range []struct {
		f    store.LedgerFilter
		into *[]brief.Owed
	}{{due, &d.out.Due}, {made, &d.out.Made}} {
		list, _, err := d.store.LedgerEntries(d.ctx, part.f, store.Page{Limit: d.top})
		if err != nil {
			return err
		}
		*part.into = []brief.Owed{}
		for _, l := range list {
			*part.into = append(*part.into, brief.Owed{Line: l.Line, Title: l.ReportTitle})
		}
	}
	return nil
}
