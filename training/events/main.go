// Command events trains the scorer that decides which candidates are events
// and which mentions are their parties.
//
//	go run ./training/events -reports ../shared/data/newswire/reports.jsonl -out model/events.bin
//
// It reads the annotation in training/events/newswire.tsv (offsets and codes,
// no words) with the reports that it annotates, and takes some seconds. The
// same inputs give the same file.
package main

import (
	"bytes"
	"context"
	"flag"
	"log"
	"os"
	"slices"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/eval/calibration"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/linear"
	"github.com/attache/attache/internal/text"
)

func main() {
	log.SetFlags(0)
	reports := flag.String("reports", "../shared/data/newswire/reports.jsonl", "texts of the annotated reports")
	notes := flag.String("annotation", "training/events/newswire.tsv", "annotation by offsets")
	out := flag.String("out", "model/events.bin", "where the model goes")
	plot := flag.String("plot", "", "where a plot of the confidences of cross-validation goes, SVG")
	folds := flag.Int("folds", 5, "folds of cross-validation")
	flag.Parse()
	if err := run(*reports, *notes, *out, *plot, *folds); err != nil {
		log.Fatal(err)
	}
}

// sample is a report with its candidates, their features and labels.
type sample struct {
	doc    *coder.Doc
	gold   gold.Report
	events []linear.Example
	seats  []linear.Choice
	stands []linear.Example
	ruled  []event.Standing // what the clause says of each of stands
	match  *event.Matcher
	own    []linear.Example // of the codebook's sentences, in every fold's training
}

func run(reports, notes, out, plot string, folds int) error {
	texts, err := gold.Texts(reports)
	if err != nil {
		return err
	}
	annotated, err := gold.Offsets(notes, texts)
	if err != nil {
		return err
	}
	c, err := coder.New(coder.WithoutScorer())
	if err != nil {
		return err
	}
	var samples []sample
	for i := range annotated {
		d, err := c.Worker().Code(context.Background(), &annotated[i].Text)
		if err != nil {
			return err
		}
		samples = append(samples, label(c, d, annotated[i]))
	}
	own, err := examples(c)
	if err != nil {
		return err
	}
	samples = append(samples, sample{own: own})
	threshold := crossValidate(samples, folds)
	if plot != "" {
		drawing := calibration.Plot("Events: confidence and truth", "events, out of fold", threshold.sure)
		if err := os.WriteFile(plot, drawing, 0o644); err != nil {
			return err
		}
	}
	s := train(samples, func(int) bool { return true })
	s.Threshold, s.Record = threshold.at, threshold.record
	s.Event.Scale = threshold.scale
	var buf bytes.Buffer
	if err := s.Write(&buf); err != nil {
		return err
	}
	log.Printf("%s: %d bytes, threshold %.2f", out, buf.Len(), s.Threshold)
	return os.WriteFile(out, buf.Bytes(), 0o644)
}

// label gives each candidate of a report 1 if the annotation has it, and each
// mention of a true candidate its role.
func label(c *coder.Coder, d *coder.Doc, g gold.Report) sample {
	in := d.Layers()
	s := sample{doc: d, gold: g, match: event.NewMatcher(c.Book)}
	chars := text.NewCharacters(d.Report.Text)
	taken := assign(d, &g, chars)
	s.match.Each(in, d.Candidates, func(i int) {
		ex := linear.Example{Features: s.match.CandidateFeatures(d.Candidates, i)}
		gi, ok := taken[i]
		if ok {
			ex.Class = 1
			s.ruled = append(s.ruled, d.Clauses[d.Candidates[i].Clause].Standing)
			s.stands = append(s.stands, linear.Example{
				Features: s.match.StandingFeatures(d.Candidates, i),
				Class:    max(0, slices.Index(event.Standings[:], event.Standing(g.Events[gi].Standing))),
			})
		}
		s.events = append(s.events, ex)
	})
	s.addSeats(d, taken)
	return s
}

// assign pairs candidates with annotated events of the same sentence and type:
// first by overlapping trigger, then any.
func assign(d *coder.Doc, g *gold.Report, chars *text.Characters) map[int]int {
	out, used := map[int]int{}, map[int]bool{}
	for _, overlap := range []bool{true, false} {
		for gi := range g.Events {
			e := &g.Events[gi]
			if used[gi] {
				continue
			}
			for i := range d.Candidates {
				cand := &d.Candidates[i]
				cl := &d.Clauses[cand.Clause]
				sp := d.Sents[cl.Sent].Tokens[cl.Pred].Span
				from, to := chars.At(sp.From), chars.At(sp.To)
				if _, ok := out[i]; ok || cand.Type != e.Type || g.SentenceAt(from) != e.Sent {
					continue
				}
				if !overlap || from < e.To && e.From < to {
					out[i], used[gi] = gi, true
					break
				}
			}
		}
	}
	return out
}

// seats labels the options of every seat of the candidates that are true: those
// that have the annotated codes are right.
func (s *sample) addSeats(d *coder.Doc, taken map[int]int) {
	cands := slices.Clone(d.Candidates)
	for i := range cands {
		cands[i].Drop = "not annotated"
		if _, ok := taken[i]; ok {
			cands[i].Drop = ""
		}
	}
	s.match.EachSeat(d.Layers(), cands, func(i int, at event.Seat, opts []event.Option) []string {
		e := &s.gold.Events[taken[i]]
		want := gold.Codes(e.Actor)
		switch at {
		case event.RecipientSeat:
			want = gold.Codes(e.Recipient)
		case event.SharedSeat:
			want = gold.Codes(append(slices.Clone(e.Actor), e.Recipient...))
		}
		c := linear.Choice{}
		any := false
		for k := range opts {
			right := slices.Equal(opts[k].Codes, want)
			any = any || right
			c.Options = append(c.Options, opts[k].Features)
			c.Right = append(c.Right, right)
		}
		if any {
			s.seats = append(s.seats, c)
		}
		return want
	})
}

func train(samples []sample, in func(i int) bool) *event.Scorer {
	var ev, stands []linear.Example
	var seats []linear.Choice
	for i := range samples {
		ev = append(ev, samples[i].own...)
		if in(i) {
			ev = append(ev, samples[i].events...)
			seats = append(seats, samples[i].seats...)
			stands = append(stands, samples[i].stands...)
		}
	}
	return &event.Scorer{
		Event: linear.Train(1, 18, ev, linear.Options{Epochs: 10, Rate: 0.02, L2: 1e-2, Seed: 1}),
		Party: linear.TrainChoice(18, seats, linear.Options{Epochs: 12, Rate: 0.02, L2: 2e-2, Seed: 2}),

		Standing: linear.Train(len(event.Standings), 16, stands, linear.Options{Epochs: 20, Rate: 0.03, L2: 1e-2, Seed: 3}),
	}
}
