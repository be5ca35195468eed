package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"

	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/training/reader/net"
)

type options struct {
	treebanks, vectors, soft, silver, out, keep, from, start, card, profile string
	seed                                                                    uint64
	epochs, words, stop                                                     int
	rate, part, trust, share                                                float64
	flat                                                                    bool
	net                                                                     net.Config
	drop                                                                    net.Drop
}

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "reader:", err)
		os.Exit(1)
	}
}

func flags(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("reader", flag.ContinueOnError)
	f.StringVar(&o.treebanks, "treebanks", "../shared/data/treebanks", "folder with ewt/ and gum/")
	f.StringVar(&o.vectors, "vectors", "", "fixed word vectors, text format of word2vec")
	f.StringVar(&o.soft, "soft", "", "teacher's opinions of treebank sentences, gzipped; several files with commas between")
	f.StringVar(&o.silver, "silver", "", "teacher's opinions of other sentences, gzipped; several files with commas between")
	f.Float64Var(&o.trust, "trust", 0.5, "weight of a teacher's opinion of a treebank sentence")
	f.Float64Var(&o.share, "share", 0.5, "share of the silver sentences read in an epoch")
	f.StringVar(&o.out, "out", "model/reader.bin", "model file to write")
	f.StringVar(&o.keep, "keep", "", "file for the float weights, to be exported again")
	f.StringVar(&o.from, "from", "", "file with float weights to export, instead of training")
	f.StringVar(&o.start, "start", "", "file with float weights to begin with")
	f.StringVar(&o.card, "card", "", "model file whose scores to print, instead of training")
	f.StringVar(&o.profile, "profile", "", "file for a processor profile")
	f.Uint64Var(&o.seed, "seed", 1, "seed of every random choice")
	f.IntVar(&o.epochs, "epochs", 24, "times each tree is read")
	f.IntVar(&o.words, "words", 240, "words in a batch")
	f.IntVar(&o.stop, "stop", 0, "stop after so many epochs of the schedule; 0 for its end")
	f.Float64Var(&o.rate, "rate", 0.0015, "highest learning rate")
	f.BoolVar(&o.flat, "flat", false, "keep the learning rate instead of letting it fall")
	f.Float64Var(&o.part, "part", 1, "share of the training trees to use")
	f.IntVar(&o.net.Width, "width", 192, "width of the encoder")
	f.IntVar(&o.net.Layers, "layers", 3, "layers of the encoder")
	f.IntVar(&o.net.TagHidden, "tag", 64, "hidden width of the tagger")
	f.IntVar(&o.net.ArcDim, "arc", 96, "width of the arc scorer")
	f.IntVar(&o.net.RelDim, "rel", 64, "hidden width of the relation classifier")
	f.Float64Var(&o.drop.Word, "drop-word", 0.2, "dropout of words")
	f.Float64Var(&o.drop.Piece, "drop-piece", 0.1, "dropout of affixes and shapes")
	f.Float64Var(&o.drop.Layer, "drop-layer", 0.2, "dropout of layer inputs")
	f.Float64Var(&o.drop.Hidden, "drop-hidden", 0.2, "dropout of hidden units")
	return o, f.Parse(args)
}

func run(args []string, log io.Writer) error {
	o, err := flags(args)
	if err != nil {
		return err
	}
	if o.card != "" {
		return printCard(o.card, o.treebanks, os.Stdout)
	}
	stop, err := profile(o.profile)
	if err != nil {
		return err
	}
	defer stop()
	trees, dev, err := readBanks(o.treebanks, o.part)
	if err != nil {
		return err
	}
	v, err := readVectors(o.vectors, 60000)
	if err != nil {
		return err
	}
	others, err := readAll(o.silver)
	if err != nil {
		return err
	}
	p := newPlan(trees, others, v)
	c, err := newCorpus(p, trees, others, o)
	if err != nil {
		return err
	}
	c.dev = dev
	o.net.Rows = p.rowCount()
	o.net.Classes, o.net.Rels = p.classes.Len(), len(p.rels)
	o.net.Vectors, o.net.VectorDim = len(v.row), v.dim
	n := net.New(o.net, v.data, rand.New(rand.NewPCG(o.seed, 1)))
	fmt.Fprintf(log, "%d trees, %d silver, %d words, %d classes, %d relations\n", len(c.gold), len(c.silver), len(p.keys), p.classes.Len(), len(p.rels))
	if o.from != "" {
		if err := load(o.from, p, n); err != nil {
			return err
		}
		return write(o.out, export(p, n, trees[:min(len(trees), 2000)]))
	}
	if o.start != "" {
		if err := load(o.start, p, n); err != nil {
			return err
		}
	}
	s := schedule{epochs: o.epochs, stop: o.stop, words: o.words, rate: o.rate, flat: o.flat, average: 0.25, drop: o.drop, seed: o.seed, log: log}
	if o.keep != "" {
		s.after = func() error { return keep(o.keep, p, n) }
	}
	if err := train(p, n, c, s); err != nil {
		return err
	}
	return write(o.out, export(p, n, trees[:min(len(trees), 2000)]))
}

// profile starts a processor profile when path is not empty.
func profile(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		f.Close()
	}, nil
}

// readBanks reads the training trees, or the given part of each treebank's,
// and the trees for judging.
func readBanks(folder string, part float64) (trees []tree, dev map[string][]tree, err error) {
	dev = map[string][]tree{}
	for _, bank := range []string{"ewt", "gum"} {
		all, err := readTrees(filepath.Join(folder, bank, "train.conllu"))
		if err != nil {
			return nil, nil, err
		}
		trees = append(trees, all[:int(float64(len(all))*part)]...)
		if dev[bank+" dev"], err = readTrees(filepath.Join(folder, bank, "dev.conllu")); err != nil {
			return nil, nil, err
		}
	}
	return trees, dev, nil
}

func readAll(paths string) ([]opinion, error) {
	var all []opinion
	for _, path := range strings.Split(paths, ",") {
		some, err := readOpinions(path)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// newCorpus joins treebank sentences with the teacher's opinions of the same
// words.
func newCorpus(p *plan, trees []tree, silver []opinion, o options) (*corpus, error) {
	about, err := readAll(o.soft)
	if err != nil {
		return nil, err
	}
	known := map[string]*opinion{}
	for i := range about {
		known[strings.Join(about[i].forms, " ")] = &about[i]
	}
	c := &corpus{share: o.share}
	for _, t := range trees {
		it := item{tree: t, weight: 1}
		if op := known[strings.Join(t.forms, " ")]; op != nil {
			it.soft, it.weight = p.soft(op, float32(o.trust)), float32(1-o.trust)
			it.soft.Rel = agreed(it.soft.Rel, t.head, op.head)
		}
		c.gold = append(c.gold, it)
	}
	for i := range silver {
		c.silver = append(c.silver, item{tree: silver[i].tree, soft: p.soft(&silver[i], 1)})
	}
	return c, nil
}

// agreed drops opinions of relations to other heads than gold.
func agreed(rels [][]net.Choice, gold, own []int) [][]net.Choice {
	for i := range rels {
		if gold[i] != own[i] {
			rels[i] = nil
		}
	}
	return rels
}

func write(path string, f *learn.File) error {
	to, err := os.Create(path)
	if err != nil {
		return err
	}
	defer to.Close()
	if err := f.Write(to); err != nil {
		return err
	}
	return to.Close()
}
