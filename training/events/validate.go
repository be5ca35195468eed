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
	at, against float64
	scale       []float32
	sure        []calibration.Sure // of the events of held-out reports
}

// nearly is a difference in F1 that the annotated reports are too few to tell.
const nearly = 0.01

// tally counts as the field's scorer does.
type tally struct {
	gold, coded, free, detected, dyad, standing, dated, date int
	sure                                                     []calibration.Sure
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
func (h held) code(grid []choice, scale []float32) []tally {
	sums := make([]tally, len(grid))
	for i := range h.samples {
		if h.samples[i].doc == nil {
			continue
		}
		s := h.scorers[i%len(h.scorers)]
		s.Event.Scale = scale
		for k, t := range grid {
			s.Against = t.against
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

// usual is near the choice that is made in the end, on the scale of kinds: what
// is calibrated are the events that come out, not those that are left out.
var usual = choice{at: 0.35, against: 0.2}

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

// records calibrates anew, to whether the event that comes out is right in
// sentence, type and parties.
func (h held) records(scale []float32) []float32 {
	all := h.code([]choice{usual}, scale)[0].sure
	var logits []float32
	var yes []bool
	for _, x := range all {
		p := min(max(x.Confidence, 1e-4), 1-1e-4)
		logits = append(logits, float32(math.Log(p/(1-p))))
		yes = append(yes, x.Right)
	}
	t := linear.Platt(logits, yes)
	return []float32{scale[0] * t[0], scale[1]*t[0] + t[1]}
}

// crossValidate trains on all folds but one and codes that one, for every
// threshold; it reports the scores and picks the
// best dyad F1, the more precise of those that hardly differ.
func crossValidate(samples []sample, folds int) choice {
	var grid []choice
	for _, against := range []float64{0, 0.05, 0.1} {
		for at := 0.3; at < 0.47; at += 0.02 {
			grid = append(grid, choice{at: at, against: against})
		}
	}
	h := hold(samples, folds)
	rules, learnt := h.standings()
	log.Printf("standing of all annotated events: %.3f by the rules, %.3f learnt", rules, learnt)
	scale := h.records(h.kinds())
	sums := h.code(grid, scale)
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
	grid[best].scale, grid[best].sure = scale, sums[best].sure
	log.Printf("calibration error %.3f at threshold %.2f against %.2f", calibration.Error(sums[best].sure), grid[best].at, grid[best].against)
	return grid[best]
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
		t.sure = append(t.sure, calibration.Sure{Confidence: events[i].Confidence, Right: right[i]})
	}
}
