package eval

import (
	"context"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/eval/calibration"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/event"
)

// Share is a count of those right among those asked.
type Share struct{ Right, Asked int }

// Of gives the share, 0 when nothing was asked.
func (s Share) Of() float64 { return float64(s.Right) / float64(max(1, s.Asked)) }

func (s *Share) add(ok bool) {
	s.Asked++
	if ok {
		s.Right++
	}
}

// Kind counts the events of one type.
type Kind struct{ Gold, Found, Extra int }

// Events is what the comparison of coded with annotated reports gave.
type Events struct {
	Reports, Gold, Coded, Free, Detected, Dyad int
	Standing, Date, Sector, SaidBy             Share // of the detected
	Types                                      map[string]*Kind
	// Sure holds the coded events' confidences; right are those with the same
	// sentence, type and parties, and repeats.
	Sure []calibration.Sure
}

// PRF gives precision, recall and F1 of hits, repeats neither demanded nor
// counted against.
func (e *Events) PRF(hits int) (p, r, f float64) {
	p = float64(hits) / float64(max(1, e.Coded-e.Free))
	r = float64(hits) / float64(max(1, e.Gold))
	return p, r, 2 * p * r / max(1e-9, p+r)
}

// Score codes the reports and compares.
func Score(ctx context.Context, c *coder.Coder, reports []gold.Report) (*Events, error) {
	out := &Events{Types: map[string]*Kind{}}
	w := c.Worker()
	for i := range reports {
		d, err := w.Code(ctx, &reports[i].Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", reports[i].ID, err)
		}
		out.compare(&reports[i], d.Events)
	}
	return out, nil
}

func (e *Events) kind(t string) *Kind {
	if e.Types[t] == nil {
		e.Types[t] = &Kind{}
	}
	return e.Types[t]
}

func (e *Events) compare(g *gold.Report, events []event.Event) {
	coded := coder.Coded(g, g.Text.Text, events)
	e.Reports++
	e.Coded += len(coded)
	for i := range g.Events {
		if !g.Events[i].Repeat {
			e.Gold++
			e.kind(g.Events[i].Type).Gold++
		}
	}
	hit, right := make([]bool, len(coded)), make([]bool, len(coded))
	for _, p := range gold.Match(g.Events, coded) {
		ge, c := &g.Events[p.Gold], &coded[p.Coded]
		hit[p.Coded], right[p.Coded] = true, p.Similarity >= gold.Same
		if ge.Repeat {
			e.Free++
			right[p.Coded] = true
			continue
		}
		e.Detected++
		e.kind(ge.Type).Found++
		if right[p.Coded] {
			e.Dyad++
		}
		e.details(ge, c, &events[p.Coded])
	}
	for i := range coded {
		if !hit[i] {
			e.kind(coded[i].Type).Extra++
		}
		e.Sure = append(e.Sure, calibration.Sure{Confidence: events[i].Confidence, Right: right[i]})
	}
}

func (e *Events) details(g *gold.Event, c *gold.Coded, ev *event.Event) {
	e.Standing.add(g.Standing == c.Standing)
	if same, known := gold.SameDate(g, c); known {
		e.Date.add(same)
	}
	for _, a := range ev.Actor {
		for _, x := range g.Actor {
			if x.Code == a.Code && x.Code != "" {
				e.Sector.add(x.Sector == a.Sector)
				break
			}
		}
	}
	var said []string
	for _, a := range ev.SaidBy {
		said = append(said, strings.TrimSpace(a.Code+" "+a.Sector))
	}
	e.SaidBy.add(len(said) == 0 && g.SaidBy == "" || len(said) > 0 && strings.TrimSpace(g.SaidBy) == said[0])
}

// Write prints the scores.
func (e *Events) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "reports %d  gold %d  coded %d\n", e.Reports, e.Gold, e.Coded)
	for _, k := range []struct {
		name string
		n    int
	}{{"detected", e.Detected}, {"dyad", e.Dyad}} {
		p, r, f := e.PRF(k.n)
		fmt.Fprintf(&b, "%-9s P %.3f  R %.3f  F1 %.3f\n", k.name, p, r, f)
	}
	fmt.Fprintf(&b, "of the detected: standing %.3f  date %.3f  sector %.3f  said by %.3f\n",
		e.Standing.Of(), e.Date.Of(), e.Sector.Of(), e.SaidBy.Of())
	var names []string
	for t := range e.Types {
		names = append(names, t)
	}
	sort.Strings(names)
	for _, t := range names {
		k := e.Types[t]
		fmt.Fprintf(&b, "  %-10s gold %3d  found %3d  extra %3d\n", t, k.Gold, k.Found, k.Extra)
	}
	fmt.Fprintf(&b, "calibration error %.3f\n", calibration.Error(e.Sure))
	_, err := io.WriteString(w, b.String())
	return err
}
