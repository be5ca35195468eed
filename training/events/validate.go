package main

import (
	"log"
	"slices"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/event"
)

// choice is the threshold and the calibration that held-out reports ask for.
type choice struct {
	at, against float64
	scale       []float32
}

// nearly is a difference in F1 that the annotated reports are too few to tell.
const nearly = 0.01

// tally counts as the field's scorer does.
type tally struct{ gold, coded, free, detected, dyad, standing, dated, date int }

func (t tally) prf(hit int) (p, r, f float64) {
	p = float64(hit) / float64(max(1, t.coded-t.free))
	r = float64(hit) / float64(max(1, t.gold))
	return p, r, 2 * p * r / max(1e-9, p+r)
}

// crossValidate trains on all folds but one and codes that one, for every
// threshold; it reports the scores and picks the
// best dyad F1, the more precise of those that hardly differ.
func crossValidate(samples []sample, folds int) (choice, error) {
	var grid []choice
	for _, against := range []float64{0, 0.1, 0.2, 0.3, 0.4} {
		for _, at := range []float64{0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45} {
			grid = append(grid, choice{at: at, against: against})
		}
	}
	sums := make([]tally, len(grid))
	var logits []float32
	var yes []bool
	var last *event.Scorer
	for f := 0; f < folds; f++ {
		s := train(samples, func(i int) bool { return i%folds != f })
		last = s
		for i := range samples {
			if i%folds != f {
				continue
			}
			for _, x := range samples[i].events {
				logits = append(logits, s.Event.Logit(x.Features))
				yes = append(yes, x.Class == 1)
			}
		}
	}
	last.Event.Calibrate(logits, yes)
	scale := slices.Clone(last.Event.Scale)
	for f := 0; f < folds; f++ {
		s := train(samples, func(i int) bool { return i%folds != f })
		s.Event.Scale = scale
		for i := range samples {
			if i%folds == f && samples[i].doc != nil {
				for k, t := range grid {
					s.Against = t.against
					count(&sums[k], &samples[i], s, t.at)
				}
			}
		}
	}
	best := 0
	for k, t := range sums {
		p, r, d := t.prf(t.detected)
		dp, dr, df := t.prf(t.dyad)
		log.Printf("threshold %.2f against %.2f  detected P %.3f R %.3f F1 %.3f  dyad P %.3f R %.3f F1 %.3f  standing %.3f  date %.3f",
			grid[k].at, grid[k].against, p, r, d, dp, dr, df, float64(t.standing)/float64(max(1, t.detected)), float64(t.date)/float64(max(1, t.dated)))
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
	grid[best].scale = scale
	return grid[best], nil
}

func count(t *tally, smp *sample, s *event.Scorer, threshold float64) {
	cands := slices.Clone(smp.doc.Candidates)
	in := smp.doc.Layers()
	s.Rank(smp.match, in, cands, threshold)
	events := smp.match.Events(in, cands, s)
	coded := coder.Coded(&smp.gold, smp.doc.Report.Text, events)
	pairs := gold.Match(smp.gold.Events, coded)
	t.coded += len(coded)
	for i := range smp.gold.Events {
		if !smp.gold.Events[i].Repeat {
			t.gold++
		}
	}
	for _, p := range pairs {
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
}
