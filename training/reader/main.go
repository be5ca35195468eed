package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"

	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/training/reader/net"
)

type options struct {
	treebanks, newswire, vectors, opinions string
	out, profile                           string
	soft, silver, tokens, text             string
	seed                                   uint64
	part                                   float64
	passes                                 int
}

// commands are the words that may stand first; none is to train.
var commands = map[string]func(o *options, log io.Writer) error{
	"":       trainModel,
	"card":   func(o *options, _ io.Writer) error { return printCard(o.out, o.treebanks, os.Stdout) },
	"curve":  func(o *options, log io.Writer) error { return printCurve(o, os.Stdout, log) },
	"tokens": func(o *options, _ io.Writer) error { return writeTokens(o.newswire, os.Stdout) },
	"pack":   packAll,
}

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "reader:", err)
		os.Exit(1)
	}
}

func run(args []string, log io.Writer) error {
	name := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
	}
	do := commands[name]
	if do == nil {
		return fmt.Errorf("no command %q; there are %s", name, strings.Join(sortedNames(commands)[1:], ", "))
	}
	o, err := flags(args)
	if err != nil {
		return err
	}
	stop, err := profile(o.profile)
	if err != nil {
		return err
	}
	defer stop()
	return do(o, log)
}

func flags(args []string) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("reader", flag.ContinueOnError)
	f.StringVar(&o.treebanks, "treebanks", "../shared/data/treebanks", "folder with ewt/ and gum/")
	f.StringVar(&o.newswire, "newswire", "../shared/data/newswire/reports.jsonl", "reports that the teacher has read")
	f.StringVar(&o.vectors, "vectors", "training/reader/vectors.bin.gz", "fixed word vectors, packed; empty for none")
	f.StringVar(&o.opinions, "opinions", "training/reader/opinions.bin.gz", "teacher's opinions, packed; empty for none")
	f.StringVar(&o.out, "out", "model/reader.bin", "model file to write, or of which to print the card")
	f.Float64Var(&o.part, "part", 1, "share of the sentences to use, of each treebank and of the newswire")
	f.Uint64Var(&o.seed, "seed", 1, "seed of every random choice")
	f.IntVar(&o.passes, "passes", 0, "passes a stage; 0 for those of the table")
	f.StringVar(&o.soft, "soft", "", "pack: teacher's likelihoods of treebanks, as ewt=FILE,gum=FILE")
	f.StringVar(&o.silver, "silver", "", "pack: teacher's likelihoods for reports, files with commas between")
	f.StringVar(&o.tokens, "tokens", "", "pack: the tokens that the teacher read")
	f.StringVar(&o.text, "text", "", "pack: word vectors as text")
	f.StringVar(&o.profile, "profile", "", "file for a processor profile")
	return o, f.Parse(args)
}

// trainModel trains the product's model and writes it after each stage.
func trainModel(o *options, log io.Writer) error {
	l, err := newLearnerOf(o, log)
	if err != nil {
		return err
	}
	return l.run(shortened(course, o.passes), func(int) error { return write(o.out, l.export()) })
}

// shortened returns the course with the given number of passes a stage.
func shortened(course []stage, passes int) []stage {
	all := append([]stage(nil), course...)
	for i := range all {
		if passes > 0 {
			all[i].epochs = passes
		}
	}
	return all
}

// newLearnerOf reads all data that the options name.
func newLearnerOf(o *options, log io.Writer) (*learner, error) {
	banks, dev, err := readBanks(o.treebanks)
	if err != nil {
		return nil, err
	}
	v, err := readVectors(o.vectors)
	if err != nil {
		return nil, err
	}
	var silver []opinion
	if o.opinions != "" {
		if silver, err = joinOpinions(o.opinions, o.newswire, banks); err != nil {
			return nil, err
		}
	}
	for i := range banks {
		banks[i].cut(o.part)
	}
	silver = silver[:int(float64(len(silver))*o.part)]
	l := newLearner(banks, silver, v, o.seed, log)
	l.corpus.dev = dev
	return l, nil
}

// joinOpinions puts the opinions into the banks and returns those of reports.
func joinOpinions(path, newswire string, banks []bank) ([]opinion, error) {
	all, err := readPackedOpinions(path, treesOf(banks))
	if err != nil {
		return nil, err
	}
	if err := all.fill(newswire); err != nil {
		return nil, err
	}
	for i := range banks {
		banks[i].opinions = all.Banks[banks[i].name]
	}
	var silver []opinion
	for _, p := range all.Parts {
		silver = append(silver, p.Sentences...)
	}
	return silver, nil
}

// packAll packs what a teacher left.
func packAll(o *options, _ io.Writer) error {
	banks, _, err := readBanks(o.treebanks)
	if err != nil {
		return err
	}
	if o.text != "" {
		if err := packVectors(o.text, o.vectors, 60000); err != nil {
			return err
		}
	}
	all := &opinions{Banks: map[string][]opinion{}}
	for _, pair := range strings.FieldsFunc(o.soft, func(r rune) bool { return r == ',' }) {
		name, path, _ := strings.Cut(pair, "=")
		i := slices.IndexFunc(banks, func(b bank) bool { return b.name == name })
		if i < 0 {
			return fmt.Errorf("--soft %s: name a treebank and a file, as ewt=FILE", pair)
		}
		if all.Banks[name], err = readOpinions(path); err != nil {
			return err
		}
		if err := banks[i].fits(all.Banks[name]); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	silver, err := readAll(o.silver)
	if err != nil {
		return err
	}
	if all.Parts, err = partsOf(silver, o.tokens); err != nil {
		return err
	}
	return writeOpinions(o.opinions, all, treesOf(banks))
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

// bank is a treebank's training part, and what a teacher thinks of it.
type bank struct {
	name     string
	trees    []tree
	opinions []opinion // of the first trees
}

// cut leaves the first part of the treebank.
func (b *bank) cut(part float64) {
	n := int(float64(len(b.trees)) * part)
	b.trees, b.opinions = b.trees[:n], b.opinions[:min(n, len(b.opinions))]
}

// fits checks that the opinions are of the treebank's first sentences.
func (b *bank) fits(all []opinion) error {
	if len(all) > len(b.trees) {
		return fmt.Errorf("%d sentences, the treebank has %d", len(all), len(b.trees))
	}
	for i := range all {
		if strings.Join(all[i].forms, " ") != strings.Join(b.trees[i].forms, " ") {
			return fmt.Errorf("sentence %d is not the treebank's", i+1)
		}
	}
	return nil
}

func treesOf(banks []bank) map[string][]tree {
	all := map[string][]tree{}
	for _, b := range banks {
		all[b.name] = b.trees
	}
	return all
}

// readBanks reads the training trees and the trees for judging.
func readBanks(folder string) (banks []bank, dev map[string][]tree, err error) {
	dev = map[string][]tree{}
	for _, name := range []string{"ewt", "gum"} {
		all, err := readTrees(filepath.Join(folder, name, "train.conllu"))
		if err != nil {
			return nil, nil, err
		}
		banks = append(banks, bank{name: name, trees: all})
		if dev[name+" dev"], err = readTrees(filepath.Join(folder, name, "dev.conllu")); err != nil {
			return nil, nil, err
		}
	}
	return banks, dev, nil
}

// newCorpus numbers treebank sentences, with opinions where there are some,
// and silver sentences.
func newCorpus(p *plan, banks []bank, silver []opinion) *corpus {
	c := &corpus{}
	for _, b := range banks {
		for i, t := range b.trees {
			it := item{tree: t, weight: 1}
			if i < len(b.opinions) {
				op := &b.opinions[i]
				op.forms = t.forms
				it.soft, it.weight = p.soft(op, trust), 1-trust
				it.soft.Rel = agreed(it.soft.Rel, t.head, op.head)
			}
			c.gold = append(c.gold, it)
		}
	}
	for i := range silver {
		c.silver = append(c.silver, item{tree: silver[i].tree, soft: p.soft(&silver[i], 1)})
	}
	return c
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
