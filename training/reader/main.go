package main

import (
	"encoding/gob"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/pprof"

	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/training/reader/net"
)

type options struct {
	treebanks, vectors, out, keep, from string
	seed                                uint64
	epochs, words                       int
	rate, part                          float64
	net                                 net.Config
	drop                                net.Drop
}

func main() {
	if f := os.Getenv("PROF"); f != "" {
		w, _ := os.Create(f)
		pprof.StartCPUProfile(w)
		defer pprof.StopCPUProfile()
	}
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
	f.StringVar(&o.out, "out", "model/reader.bin", "model file to write")
	f.StringVar(&o.keep, "keep", "", "file for the float weights, to be exported again")
	f.StringVar(&o.from, "from", "", "file with float weights to export, instead of training")
	f.Uint64Var(&o.seed, "seed", 1, "seed of every random choice")
	f.IntVar(&o.epochs, "epochs", 30, "times each tree is read")
	f.IntVar(&o.words, "words", 1000, "words in a batch")
	f.Float64Var(&o.rate, "rate", 0.002, "highest learning rate")
	f.Float64Var(&o.part, "part", 1, "share of the training trees to use")
	f.IntVar(&o.net.Width, "width", 192, "width of the encoder")
	f.IntVar(&o.net.Layers, "layers", 3, "layers of the encoder")
	f.IntVar(&o.net.TagHidden, "tag", 64, "hidden width of the tagger")
	f.IntVar(&o.net.ArcDim, "arc", 96, "width of the arc scorer")
	f.IntVar(&o.net.RelDim, "rel", 64, "hidden width of the relation classifier")
	f.Float64Var(&o.drop.Word, "drop-word", 0.2, "dropout of words")
	f.Float64Var(&o.drop.Piece, "drop-piece", 0.1, "dropout of affixes and shapes")
	f.Float64Var(&o.drop.Layer, "drop-layer", 0.33, "dropout of layer inputs")
	f.Float64Var(&o.drop.Hidden, "drop-hidden", 0.33, "dropout of hidden units")
	return o, f.Parse(args)
}

func run(args []string, log io.Writer) error {
	o, err := flags(args)
	if err != nil {
		return err
	}
	c := &corpus{dev: map[string][]tree{}}
	for _, bank := range []string{"ewt", "gum"} {
		trees, err := readTrees(filepath.Join(o.treebanks, bank, "train.conllu"))
		if err != nil {
			return err
		}
		c.trees = append(c.trees, trees[:int(float64(len(trees))*o.part)]...)
		if c.dev[bank+" dev"], err = readTrees(filepath.Join(o.treebanks, bank, "dev.conllu")); err != nil {
			return err
		}
	}
	v, err := readVectors(o.vectors, 40000)
	if err != nil {
		return err
	}
	p := newPlan(c.trees, v)
	o.net.Rows = p.rowCount()
	o.net.Classes, o.net.Rels = p.classes.Len(), len(p.rels)
	o.net.Vectors, o.net.VectorDim = len(v.row), v.dim
	n := net.New(o.net, v.data, rand.New(rand.NewPCG(o.seed, 1)))
	fmt.Fprintf(log, "%d trees, %d words, %d classes, %d relations\n", len(c.trees), len(p.keys), p.classes.Len(), len(p.rels))
	if o.from != "" {
		if err := load(o.from, n); err != nil {
			return err
		}
	} else {
		train(p, n, c, schedule{epochs: o.epochs, words: o.words, rate: o.rate, average: 0.25, drop: o.drop, seed: o.seed, log: log})
	}
	if o.keep != "" {
		if err := keep(o.keep, n); err != nil {
			return err
		}
	}
	return write(o.out, export(p, n, c.trees[:min(len(c.trees), 2000)]))
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

func load(path string, n *net.Net) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	d := gob.NewDecoder(f)
	for _, p := range n.Params() {
		want := len(p.W)
		p.W = nil
		if err := d.Decode(&p.W); err != nil {
			return err
		}
		if len(p.W) != want {
			return fmt.Errorf("%s: %s has %d weights, expected %d", path, p.Name, len(p.W), want)
		}
	}
	return nil
}

// keep writes the float weights.
func keep(path string, n *net.Net) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	e := gob.NewEncoder(f)
	for _, p := range n.Params() {
		if err := e.Encode(p.W); err != nil {
			return err
		}
	}
	return f.Close()
}
