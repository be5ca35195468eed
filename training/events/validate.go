package main

import (
	"log"
	"math"
	"slices"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/eval/calibration"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/linear"
)

// choice is the threshold and the calibration that held-out reports ask for.
type choice struct {
	at     float64
	scale  []float32
	record event.Record
	sure   []calibration.Sure // of the events of held-out reports
}

// nearly is a difference in F1 that the annotated reports are too few to tell.
const nearly = 0.002

// tally counts as the field's scorer does.
type tally struct {
	gold, coded, free, detected, dyad, standing, dated, date int
	seen                                                     []seen
}

// seen is an event of a held-out report.
type seen struct {
	likely, seated, confidence float64
	right                      bool
}

func (t tally) sure() []calibration.Sure {
	var out []calibration.Sure
	for _, s := range t.seen {
		out = append(out, calibration.Sure{Confidence: s.confidence, Right: s.right})
	}
	return out
}

func (t tally) prf(hit int) (p, r, f float64) {
	p = float64(hit) / float64(max(1, t.coded-t.free))
	r = float64(hit) / float64(max(1, t.gold))
	return p, r, 2 * p * r / max(1e-9, p+r)
}

// held are the scorers of cross-validation, each with the reports it has not
// seen.
type held struct {
	samples []sample
	scorers []*event.Scorer
}

func hold(samples []sample, folds int) held {
	h := held{samples: samples}
	for f := range folds {
		h.scorers = append(h.scorers, train(samples, func(i int) bool { return i%folds != f }))
	}
	return h
}

// code codes every report at every choice and counts.
func (h held) code(grid []choice) []tally {
	sums := make([]tally, len(grid))
	for i := range h.samples {
		if h.samples[i].doc == nil {
			continue
		}
		s := h.scorers[i%len(h.scorers)]
		for k, t := range grid {
			s.Event.Scale, s.Record = t.scale, t.record
			count(&sums[k], &h.samples[i], s, t.at)
		}
	}
	return sums
}

// kinds calibrates the scores to whether a candidate is an event of its type.
func (h held) kinds() []float32 {
	var logits []float32
	var yes []bool
	for i := range h.samples {
		s := h.scorers[i%len(h.scorers)]
		for _, x := range h.samples[i].events {
			logits = append(logits, s.Event.Logit(x.Features))
			yes = append(yes, x.Class == 1)
		}
	}
	return linear.Platt(logits, yes)
}

// standings tells how often the clause's standing and the learnt one are right
// in all annotated events that have a candidate.
func (h held) standings() (rules, learnt float64) {
	n := 0.0
	for i := range h.samples {
		s := h.scorers[i%len(h.scorers)]
		for k, x := range h.samples[i].stands {
			var p [len(event.Standings)]float32
			s.Standing.Scores(p[:], x.Features)
			n++
			if slices.Index(p[:], slices.Max(p[:])) == x.Class {
				learnt++
			}
			if slices.Index(event.Standings[:], h.samples[i].ruled[k]) == x.Class {
				rules++
			}
		}
	}
	return rules / max(1, n), learnt / max(1, n)
}

// records fits the confidence to whether the event that comes out is right in
// sentence, type and parties.
func (h held) records(scale []float32) event.Record {
	var x [][2]float64
	var y []float64
	all := event.Record{Offset: 20} // nothing is left out
	for _, s := range h.code([]choice{{scale: scale, record: all}})[0].seen {
		p := min(max(s.likely, 1e-6), 1-1e-6)
		x = append(x, [2]float64{math.Log(p / (1 - p)), math.Log(max(s.seated, 1e-6))})
		y = append(y, 0)
		if s.right {
			y[len(y)-1] = 1
		}
	}
	// What is calibrated in the end are the events that come out; their order
	// stays.
	r := fit(event.Record{Slope: 1, Seats: 1}, x, y)
	var logits []float32
	var yes []bool
	for i := range x {
		if z := r.Slope*x[i][0] + r.Seats*x[i][1] + r.Offset; linear.Sigmoid(z) >= usual {
			logits, yes = append(logits, float32(z)), append(yes, y[i] == 1)
		}
	}
	t := linear.Platt(logits, yes)
	a, b := float64(t[0]), float64(t[1])
	return event.Record{Slope: a * r.Slope, Seats: a * r.Seats, Offset: a*r.Offset + b}
}

// usual is near the threshold that is chosen in the end.
const usual = 0.25

// fit is logistic regression on two numbers, by gradient descent from r.
func fit(r event.Record, x [][2]float64, y []float64) event.Record {
	n := float64(max(1, len(x)))
	for range 1500 {
		var g event.Record
		for i := range x {
			d := linear.Sigmoid(r.Slope*x[i][0]+r.Seats*x[i][1]+r.Offset) - y[i]
			g.Slope += d * x[i][0] / n
			g.Seats += d * x[i][1] / n
			g.Offset += d / n
		}
		r.Slope -= 0.5 * g.Slope
		r.Seats -= 0.5 * g.Seats
		r.Offset -= 0.5 * g.Offset
	}
	return r
}

// crossValidate trains on all folds but one and codes that one, for every
// threshold; it reports the scores and picks the
// best dyad F1, the more precise of those that hardly differ.
func crossValidate(samples []sample, folds int) choice {
	h := hold(samples, folds)
	rules, learnt := h.standings()
	log.Printf("standing of all annotated events: %.3f by the rules, %.3f learnt", rules, learnt)
	scale := h.kinds()
	record := h.records(scale)
	log.Printf("confidence: %.2f of the log-odds, %.2f of the parties' logarithm, %+.2f", record.Slope, record.Seats, record.Offset)
	var grid []choice
	for at := 0.2; at < 0.605; at += 0.02 {
		grid = append(grid, choice{at: at, scale: scale, record: record})
	}
	sums := h.code(grid)
	best := 0
	for k, t := range sums {
		p, r, d := t.prf(t.detected)
		dp, dr, df := t.prf(t.dyad)
		log.Printf("threshold %.2f  detected P %.3f R %.3f F1 %.3f  dyad P %.3f R %.3f F1 %.3f  standing %.3f  date %.3f",
			grid[k].at, p, r, d, dp, dr, df, float64(t.standing)/float64(max(1, t.detected)), float64(t.date)/float64(max(1, t.dated)))
		if _, _, b := sums[best].prf(sums[best].dyad); df > b {
			best = k
		}
	}
	// Precision before volume, where F1 hardly tells them apart.
	_, _, top := sums[best].prf(sums[best].dyad)
	for k := range sums {
		p, _, f := sums[k].prf(sums[k].dyad)
		if bp, _, _ := sums[best].prf(sums[best].dyad); f > top-nearly && p > bp {
			best = k
		}
	}
	grid[best].sure = sums[best].sure()
	log.Printf("calibration error %.3f at threshold %.2f", calibration.Error(grid[best].sure), grid[best].at)
	return grid[best]
}

func count(t *tally, smp *sample, s *event.Scorer, threshold float64) {
	cands := slices.Clone(smp.doc.Candidates)
	in := smp.doc.Layers()
	s.Rank(smp.match, in, cands)
	events := smp.match.Events(in, cands, s, threshold)
	coded := coder.Coded(&smp.gold, smp.doc.Report.Text, events)
	pairs := gold.Match(smp.gold.Events, coded)
	t.coded += len(coded)
	for i := range smp.gold.Events {
		if !smp.gold.Events[i].Repeat {
			t.gold++
		}
	}
	right := make([]bool, len(coded))
	for _, p := range pairs {
		right[p.Coded] = p.Similarity >= gold.Same || smp.gold.Events[p.Gold].Repeat
		switch {
		case smp.gold.Events[p.Gold].Repeat:
			t.free++
		default:
			t.detected++
			g, c := &smp.gold.Events[p.Gold], &coded[p.Coded]
			if g.Standing == c.Standing {
				t.standing++
			}
			if same, known := gold.SameDate(g, c); known {
				t.dated++
				if same {
					t.date++
				}
			}
			if p.Similarity >= gold.Same {
				t.dyad++
			}
		}
	}
	for i := range coded {
		e := &events[i]
		t.seen = append(t.seen, seen{e.Likely, e.Seated, e.Confidence, right[i]})
	}
}
