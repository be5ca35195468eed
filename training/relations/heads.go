package main

import (
	"fmt"
	"log"
	"slices"
	"sort"
	"strings"

	"github.com/attache/attache/internal/relate"
)

// The settings of the smaller classifiers.
var (
	modeSettings    = settings{epochs: 20, rate: 0.05, l2: 1e-3, keep: 1, least: 2, bits: 14, seed: 2}
	relatedSettings = settings{epochs: 12, rate: 0.02, l2: 1e-3, keep: 0.7, least: 2, bits: 18, seed: 4}
	againstSettings = settings{epochs: 12, rate: 0.02, l2: 1e-3, keep: 0.7, least: 2, bits: 18, seed: 3}
)

// modeNames lists "TYPE mode" of the own sentences, in order.
func (k *corpus) modeNames() []string {
	var out []string
	for i := range k.own.pairs {
		if n := modeName(&k.own.pairs[i]); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	sort.Strings(out)
	return out
}

func modeName(p *pair) string {
	if p.mode == "" {
		return p.event + " -"
	}
	return p.event + " " + p.mode
}

func (k *corpus) modeExamples(names []string, fold int) []example {
	var out []example
	for i := range k.own.pairs {
		if p := &k.own.pairs[i]; foldOf(p.text) != fold {
			e := example{sparse: k.own.seen[i].Modes, weight: 1, target: make([]float32, len(names))}
			e.target[slices.Index(names, modeName(p))] = 1
			out = append(out, e)
		}
	}
	return out
}

// crossModes is the share of own sentences whose mode is found when the type
// is known.
func (k *corpus) crossModes() float64 {
	names := k.modeNames()
	n, right := 0.0, 0.0
	for f := range folds {
		m := learn(len(names), 0, k.modeExamples(names, f), modeSettings)
		p := make([]float32, len(names))
		for i := range k.own.pairs {
			if foldOf(k.own.pairs[i].text) != f {
				continue
			}
			m.Scores(p, k.own.seen[i].Modes, nil)
			at := -1
			for c, name := range names {
				if sameType(name, k.own.pairs[i].event) && (at < 0 || p[c] > p[at]) {
					at = c
				}
			}
			n++
			if names[at] == modeName(&k.own.pairs[i]) {
				right++
			}
		}
	}
	return right / n
}

func sameType(mode, event string) bool {
	t, _, _ := strings.Cut(mode, " ")
	return t == event || classOf(t) == classOf("CONCEDE") && classOf(event) == classOf("CONCEDE")
}

// againstExamples: in aw, what holds is an act against the other; the types of
// the other pairs tell it, too.
func (k *corpus) againstExamples(fold int) []example {
	var out []example
	add := func(s *set, i int, yes bool, weight float32) {
		e := example{sparse: s.seen[i].Features, weight: weight, target: []float32{1, 0}}
		if yes {
			e.target = []float32{0, 1}
		}
		out = append(out, e)
	}
	for i := range k.aw.pairs {
		if p := &k.aw.pairs[i]; p.fold != fold {
			add(&k.aw, i, p.holds == 1, 1)
		}
	}
	for _, s := range [...]*set{&k.plv, &k.own} {
		for i := range s.pairs {
			add(s, i, slices.Contains(against, s.pairs[i].event), 0.2)
		}
	}
	return out
}

func (k *corpus) crossAgainst() float64 {
	right := 0.0
	for f := range folds {
		m := learn(2, 0, k.againstExamples(f), againstSettings)
		var p [2]float32
		for i := range k.aw.pairs {
			if q := &k.aw.pairs[i]; q.fold == f {
				m.Scores(p[:], k.aw.seen[i].Features, nil)
				if (p[1] > p[0]) == (q.holds == 1) {
					right++
				}
			}
		}
	}
	return right / float64(len(k.aw.pairs))
}

// relatedExamples: labelled pairs are related, own sentences labelled NONE and
// one-sided acts with their parties exchanged are not.
func (k *corpus) relatedExamples(fold int) []example {
	var out []example
	for _, s := range [...]*set{&k.plv, &k.own, &k.turned} {
		for i := range s.pairs {
			p := &s.pairs[i]
			f := p.fold
			if f < 0 {
				f = foldOf(p.text)
			}
			if f == fold {
				continue
			}
			e := example{sparse: s.seen[i].Features, weight: 1, target: []float32{0, 1}}
			if p.event == "NONE" {
				e.target = []float32{1, 0}
			}
			out = append(out, e)
		}
	}
	for i := range k.soft.pairs {
		e := k.soft.softExample(i, fold, 1)
		e.target, e.weight = []float32{1 - e.weight, e.weight}, 0.5
		out = append(out, e)
	}
	return out
}

// crossRelated prints how many pairs of each kind would get NONE, by bound.
func (k *corpus) crossRelated() {
	bounds := [...]float32{0.5, 0.7, 0.8, 0.9, 0.95, 0.98}
	kinds := [...]string{"related", "own related", "own unrelated", "exchanged"}
	var n, taken [len(kinds)][len(bounds)]float64
	for f := range folds {
		m := learn(2, 0, k.relatedExamples(f), relatedSettings)
		for which, s := range [...]*set{&k.plv, &k.own, &k.own, &k.turned} {
			for i := range s.pairs {
				p := &s.pairs[i]
				at := p.fold
				if at < 0 {
					at = foldOf(p.text)
				}
				if at != f || which == 1 && p.event == "NONE" || which == 2 && p.event != "NONE" {
					continue
				}
				var q [2]float32
				m.Scores(q[:], s.seen[i].Features, nil)
				relate.Probabilities(q[:], 1)
				for b, bound := range bounds {
					n[which][b]++
					if q[0] >= bound {
						taken[which][b]++
					}
				}
			}
		}
	}
	for b, bound := range bounds {
		line := fmt.Sprintf("NONE from %.2f:", bound)
		for w, kind := range kinds {
			line += fmt.Sprintf("  %s %.3f", kind, taken[w][b]/n[w][b])
		}
		log.Print(line)
	}
}
