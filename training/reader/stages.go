package main

import (
	"fmt"
	"io"
	"math/rand/v2"

	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/training/reader/net"
)

// stage is a part of the training: the learning rate rises, falls along a
// cosine, and the weights end as the average of the last epochs.
type stage struct {
	name    string
	epochs  int
	rate    float64 // highest
	silver  float64 // share of the newswire sentences in an epoch
	average float64 // share of the epochs that are averaged
}

// course is the stages of the product's model.
var course = []stage{
	{name: "main", epochs: 16, rate: 0.0015, silver: 0.4, average: 0.25},
	{name: "final", epochs: 5, rate: 0.0006, silver: 0.4, average: 0.6},
}

// trust is the weight of the teacher's opinion of a treebank sentence, the
// rest is gold's.
const trust = 0.5

// batchWords is how many words a batch has, about.
const batchWords = 240

var dropout = net.Drop{Word: 0.2, Piece: 0.1, Layer: 0.2, Hidden: 0.2}

var sizes = net.Config{Width: 192, Layers: 3, TagHidden: 64, ArcDim: 96, RelDim: 64}

// sample is how many trees show the exporter how large activations become.
const sample = 2000

// learner goes through a course.
type learner struct {
	plan   *plan
	net    *net.Net
	corpus *corpus
	trees  []tree
	seed   uint64
	log    io.Writer
}

// newLearner reads nothing: all data are given. silver are opinions of
// sentences outside of the treebanks.
func newLearner(banks []bank, silver []opinion, v vectors, seed uint64, log io.Writer) *learner {
	l := &learner{seed: seed, log: log}
	for _, b := range banks {
		l.trees = append(l.trees, b.trees...)
	}
	l.plan = newPlan(l.trees, silver, v)
	l.corpus = newCorpus(l.plan, banks, silver)
	c := sizes
	c.Rows, c.Classes, c.Rels = l.plan.rowCount(), l.plan.classes.Len(), len(l.plan.rels)
	c.Vectors, c.VectorDim = len(v.row), v.dim
	l.net = net.New(c, v.data, rand.New(rand.NewPCG(seed, 1)))
	fmt.Fprintf(log, "%d trees, %d silver, %d words, %d classes, %d relations\n", len(l.trees), len(silver), len(l.plan.keys), c.Classes, c.Rels)
	return l
}

// run goes through the stages; after is called with the number of each.
func (l *learner) run(course []stage, after func(int) error) error {
	for i, s := range course {
		fmt.Fprintf(l.log, "stage %s\n", s.name)
		l.corpus.share = s.silver
		train(l.plan, l.net, l.corpus, schedule{epochs: s.epochs, words: batchWords, rate: s.rate, average: s.average,
			drop: dropout, seed: l.seed + uint64(i), log: l.log})
		if err := after(i); err != nil {
			return err
		}
	}
	return nil
}

func (l *learner) export() *learn.File {
	return export(l.plan, l.net, l.trees[:min(len(l.trees), sample)])
}
