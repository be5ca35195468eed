package main

import (
	"fmt"
	"log"
	"os"
	"slices"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/eval/calibration"
	"github.com/attache/attache/internal/relate"
)

type options struct {
	pairs, holds, own, vectors, soft, reports, out, pred, plot string
	cv, ablate                                                 bool
	s                                                          settings
	upTo                                                       int
	ownWeight, softWeight                                      float64
}

// types are the classes of the classifier; CONCEDE and RETREAT are told apart
// by the one of modes.
var types = []string{"ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD"}

// against are the types of acts against the other: verbal and material
// conflict.
var against = []string{"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

func classOf(event string) int {
	if event == "CONCEDE" || event == "RETREAT" {
		event = "YIELD"
	}
	return slices.Index(types, event)
}

// set is a list of pairs and how the reader describes them.
type set struct {
	pairs []pair
	seen  []relate.Described
}

// corpus is everything that is learnt from.
type corpus struct {
	plv, own, aw, soft set
	turned             set // one-sided acts with the parties exchanged: no act of the one on the other
	words              *relate.Words
	c                  *coder.Coder
	r                  *relate.Reader
}

func load(o options) (*corpus, error) {
	k := &corpus{}
	var err error
	if k.plv.pairs, err = readPairs(o.pairs); err != nil {
		return nil, err
	}
	if k.aw.pairs, err = readPairs(o.holds); err != nil {
		return nil, err
	}
	if k.own.pairs, err = readOwn(o.own); err != nil {
		return nil, err
	}
	k.turned.pairs = turn(slices.Concat(k.plv.pairs, k.own.pairs))
	if o.soft != "" {
		if k.soft.pairs, err = readSoft(o.soft, o.reports); err != nil {
			return nil, err
		}
	}
	b, err := os.ReadFile(o.vectors)
	if err != nil {
		return nil, err
	}
	if k.words, err = relate.ReadWords(b); err != nil {
		return nil, err
	}
	if k.c, err = coder.New(coder.WithoutScorer()); err != nil {
		return nil, err
	}
	k.r = relate.NewReader(k.c)
	return k, nil
}

// describe reads all pairs with the given kinds of features.
func (k *corpus) describe(parts relate.Parts) error {
	for _, s := range [...]*set{&k.plv, &k.own, &k.aw, &k.soft, &k.turned} {
		s.seen = make([]relate.Described, len(s.pairs))
		for i := range s.pairs {
			p := &s.pairs[i]
			var err error
			if s.seen[i], err = k.r.Describe(p.text, p.actor, p.recipient, parts, k.words); err != nil {
				return fmt.Errorf("%s: %w", p.id, err)
			}
		}
	}
	return nil
}

// example makes what is learnt about the type of one pair.
func (s *set) example(i int, weight float64) example {
	e := example{sparse: s.seen[i].Features, dense: s.seen[i].Dense, weight: float32(weight), target: make([]float32, len(types))}
	e.target[classOf(s.pairs[i].event)] = 1
	return e
}

func run(o options) error {
	k, err := load(o)
	if err != nil {
		return err
	}
	if o.ablate {
		return k.ablations(o)
	}
	if err := k.describe(relate.All); err != nil {
		return err
	}
	heat, err := k.figures(o)
	if err != nil || o.cv {
		return err
	}
	m := &relate.Model{Types: types, Heat: heat, None: noneBound}
	m.ByType = learn(len(types), k.width(o), k.examples(o, -1, true), o.s)
	m.Modes = k.modeNames()
	m.ByMode = learn(len(m.Modes), 0, k.modeExamples(m.Modes, -1), modeSettings)
	m.Against = learn(2, 0, k.againstExamples(-1), againstSettings)
	m.Related = learn(2, 0, k.relatedExamples(-1), relatedSettings)
	b := m.Write()
	log.Printf("%s: %d bytes", o.out, len(b))
	return os.WriteFile(o.out, b, 0o644)
}

// figures prints what cross-validation tells, and gives the heat.
func (k *corpus) figures(o options) (float32, error) {
	r := k.cross(o, true)
	heat := fitHeat(r.scores, k.plv.pairs)
	log.Printf("plv, five folds: %s", r)
	sure := r.sure(heat, k.plv.pairs)
	log.Printf("heat %.3f, calibration error %.3f", heat, calibration.Error(sure))
	if o.plot != "" {
		if err := os.WriteFile(o.plot, calibration.Plot("Pairs: confidence and truth", "pairs, out of fold", sure), 0o644); err != nil {
			return heat, err
		}
	}
	if o.pred != "" {
		if err := r.write(o.pred, k.plv.pairs, heat); err != nil {
			return heat, err
		}
	}
	if o.cv {
		k.crossRelated()
		log.Printf("aw, five folds: holds %.3f", k.crossAgainst())
		log.Printf("modes of own sentences, five folds: %.3f", k.crossModes())
	}
	return heat, nil
}

// noneBound is the least likelihood of no relation for NONE to be the answer.
const noneBound = 0.4

// width is that of the dense vectors, 0 when they are not to be used.
func (k *corpus) width(o options) int {
	if o.s.dense == 0 {
		return 0
	}
	return len(k.plv.seen[0].Dense)
}

// examples lists what is learnt from when a fold is left out, -1 for none.
func (k *corpus) examples(o options, fold int, own bool) []example {
	var ex []example
	for i := range k.plv.pairs {
		if k.plv.pairs[i].fold != fold {
			ex = append(ex, k.plv.example(i, 1))
		}
	}
	for i := range k.own.pairs {
		if own && k.own.pairs[i].event != "NONE" {
			ex = append(ex, k.own.example(i, o.ownWeight))
		}
	}
	for i := range k.soft.pairs {
		ex = append(ex, k.soft.softExample(i, fold, o.softWeight))
	}
	return ex
}

// ablations prints figures with kinds of features and of examples left out.
func (k *corpus) ablations(o options) error {
	soft := k.soft
	o.s.times = 1
	for _, a := range [...]struct {
		name      string
		parts     relate.Parts
		own, soft bool
	}{
		{"words", 0, false, false},
		{"words, lexicon", relate.Lexicon, false, false},
		{"words, lexicon, tree", relate.Lexicon | relate.Tree, false, false},
		{"all features", relate.All, false, false},
		{"all features, own sentences", relate.All, true, false},
		{"all features, own sentences, newswire", relate.All, true, true},
	} {
		k.soft = set{}
		if a.soft {
			k.soft = soft
		}
		if err := k.describe(a.parts); err != nil {
			return err
		}
		v := o
		if a.parts&relate.Vectors == 0 {
			v.s.dense = 0
		}
		log.Printf("%-40s %s", a.name, k.cross(v, a.own).short())
	}
	return nil
}
