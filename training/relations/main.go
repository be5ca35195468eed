// Command relations trains the classifier of marked pairs.
//
//	go run ./training/relations          writes model/relate.bin
//	go run ./training/relations -cv      prints figures of five-fold cross-validation
//	go run ./training/relations -ablate  prints them with parts left out
//
// It learns from the pairs of -pairs and -holds and from the labelled sentences
// in training/relations/*.tsv. The same inputs give the same file.
package main

import (
	"flag"
	"log"
)

func main() {
	log.SetFlags(0)
	var o options
	flag.StringVar(&o.pairs, "pairs", "../shared/data/relations/plv_train.jsonl", "pairs with the type of the relation")
	flag.StringVar(&o.holds, "holds", "../shared/data/relations/aw_train.jsonl", "pairs of which is known whether a relation holds")
	flag.StringVar(&o.own, "own", "training/relations", "folder of labelled sentences")
	flag.StringVar(&o.vectors, "vectors", "model/relate-words.bin", "word vectors")
	flag.StringVar(&o.soft, "soft", "training/relations/newswire.pairs", "pairs of -reports labelled by a larger model, \"\" for none")
	flag.StringVar(&o.reports, "reports", "../shared/data/newswire/reports.jsonl", "reports that -soft points into")
	flag.StringVar(&o.out, "out", "model/relate.bin", "where the model goes")
	flag.StringVar(&o.pred, "pred", "", "where the answers of cross-validation go, for score_pairs.py")
	flag.StringVar(&o.plot, "plot", "", "where a plot of the confidences of cross-validation goes, SVG")
	flag.BoolVar(&o.cv, "cv", false, "print figures of cross-validation, write no model")
	flag.BoolVar(&o.ablate, "ablate", false, "print them with parts left out")
	flag.IntVar(&o.s.epochs, "epochs", 20, "passes over the examples")
	flag.Float64Var(&o.s.rate, "rate", 0.02, "step of learning")
	flag.Float64Var(&o.s.l2, "l2", 3e-3, "ridge")
	flag.Float64Var(&o.s.keep, "keep", 0.7, "share of the features that a step sees")
	flag.Float64Var(&o.s.dense, "dense", 0.8, "step of the dense weights against the others, 0 for none")
	flag.IntVar(&o.s.least, "least", 2, "examples that a feature must occur in")
	flag.IntVar(&o.s.bits, "bits", 19, "size of the table, as a power of two")
	flag.Uint64Var(&o.s.seed, "seed", 1, "of the order of examples")
	flag.IntVar(&o.s.times, "times", 3, "classifiers that are averaged, each with a seed of its own")
	flag.Float64Var(&o.ownWeight, "own-weight", 0.5, "weight of an own sentence")
	flag.Float64Var(&o.softWeight, "soft-weight", 0.7, "weight of a pair labelled by a larger model")
	flag.IntVar(&o.upTo, "folds", folds, "folds of cross-validation to do")
	flag.Parse()
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}
