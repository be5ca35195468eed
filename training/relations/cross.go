package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/attache/attache/internal/eval/calibration"
	"github.com/attache/attache/internal/relate"
)

// figures are those of cross-validation.
type figures struct {
	n, right   int
	tp, fp, fn []float64
	scores     [][]float32 // out of fold, by pair
}

func (r figures) f1(k int) float64 { return 2 * r.tp[k] / max(1, 2*r.tp[k]+r.fp[k]+r.fn[k]) }

func (r figures) short() string {
	f1 := 0.0
	for k := range types {
		f1 += r.f1(k) / float64(len(types))
	}
	return fmt.Sprintf("accuracy %.3f  macro-F1 %.3f", float64(r.right)/float64(r.n), f1)
}

func (r figures) String() string {
	var b strings.Builder
	b.WriteString(r.short())
	for k := range types {
		fmt.Fprintf(&b, "  %s %.2f", types[k], r.f1(k))
	}
	return b.String()
}

// cross trains on all folds but one, for each, and scores the one left out.
func (k *corpus) cross(o options, own bool) figures {
	r := figures{tp: make([]float64, len(types)), fp: make([]float64, len(types)), fn: make([]float64, len(types)), scores: make([][]float32, len(k.plv.pairs))}
	for f := range o.upTo {
		m := learn(len(types), k.width(o), k.examples(o, f, own), o.s)
		for i := range k.plv.pairs {
			if k.plv.pairs[i].fold == f {
				p := make([]float32, len(types))
				m.Scores(p, k.plv.seen[i].Features, k.plv.seen[i].Dense)
				r.scores[i] = p
				r.count(best(p), classOf(k.plv.pairs[i].event))
			}
		}
	}
	return r
}

func best(p []float32) int {
	at := 0
	for i := range p {
		if p[i] > p[at] {
			at = i
		}
	}
	return at
}

func (r *figures) count(got, want int) {
	r.n++
	if got == want {
		r.right++
		r.tp[want]++
		return
	}
	r.fp[got]++
	r.fn[want]++
}

// likelihoods are those of the types.
func likelihoods(scores []float32, heat float32) []float32 {
	p := append([]float32(nil), scores...)
	relate.Probabilities(p, heat)
	return p
}

// fitHeat finds the heat under which the out-of-fold scores are likeliest.
func fitHeat(scores [][]float32, ps []pair) float32 {
	at, top := float32(1), math.Inf(-1)
	for h := float32(0.2); h < 3; h += 0.02 {
		sum := 0.0
		for i := range scores {
			if scores[i] == nil {
				continue
			}
			sum += math.Log(max(1e-9, float64(likelihoods(scores[i], h)[classOf(ps[i].event)])))
		}
		if sum > top {
			at, top = h, sum
		}
	}
	return at
}

// sure lists the confidence of each answer and whether it is right.
func (r figures) sure(heat float32, ps []pair) []calibration.Sure {
	var out []calibration.Sure
	for i := range r.scores {
		if r.scores[i] == nil {
			continue
		}
		p := likelihoods(r.scores[i], heat)
		b := best(p)
		out = append(out, calibration.Sure{Confidence: float64(p[b]), Right: b == classOf(ps[i].event)})
	}
	return out
}

// write gives the out-of-fold answers as score_pairs.py reads them.
func (r figures) write(path string, ps []pair, heat float32) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(f)
	for i := range ps {
		p := likelihoods(r.scores[i], heat)
		b := best(p)
		if err := enc.Encode(map[string]any{"id": ps[i].id, "event": types[b], "confidence": p[b], "likelihoods": p}); err != nil {
			return err
		}
	}
	return f.Close()
}
