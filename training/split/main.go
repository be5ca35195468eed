// Command split learns where sentences end in text without tidy punctuation
// and writes model/split.bin.
//
//	go run ./training/split -data DIR [-out model/split.bin]
//
// DIR holds treebanks/ewt, treebanks/gum and newswire/reports.jsonl. The same
// data gives the same file. It takes about a minute on one core.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/attache/attache/internal/eval/conll18"
	"github.com/attache/attache/internal/split"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../shared/data", "folder of the treebanks and the newswire")
	out := flag.String("out", "model/split.bin", "file to write")
	epochs := flag.Int("epochs", 12, "passes over the examples")
	rate := flag.Float64("rate", 0.1, "learning rate")
	decay := flag.Float64("decay", 1e-6, "pull of the weights to zero")
	wire := flag.Float64("wire", 0.3, "weight of a newswire example")
	drop := flag.Float64("drop", 0.5, "share of the features left out at each step")
	least := flag.Int("least", 5, "places at which a feature must be seen to count")
	test := flag.Bool("test", false, "score the test set too")
	flag.Parse()
	if err := run(*data, *out, settings{*epochs, *rate, *decay, *wire, *drop, *least}, *test); err != nil {
		log.Fatal("training split: ", err)
	}
}

func run(data, out string, set settings, test bool) error {
	bank := func(name string) ([]syntax.CoNLLU, error) { return readBank(filepath.Join(data, "treebanks", name)) }
	ewt, err := bank("ewt/train.conllu")
	if err != nil {
		return err
	}
	gum, err := bank("gum/train.conllu")
	if err != nil {
		return err
	}
	texts, err := readWire(filepath.Join(data, "newswire", "reports.jsonl"))
	if err != nil {
		return err
	}
	words, classes := lexicon(ewt, gum, texts)
	log.Printf("lexicon of %d words", len(words))
	model := split.NewModel(cellBits, lexiconBits, words, classes)
	ex := gather(model, ewt, gum, texts)
	log.Printf("%d examples", len(ex.labels))
	put := learn(model, ex, set)
	dev, err := bank("ewt/dev.conllu")
	if err != nil {
		return err
	}
	if err := tune(model, dev, put); err != nil {
		return err
	}
	if err := os.WriteFile(out, model.Bytes(), 0o644); err != nil {
		return err
	}
	sets := []string{"ewt/dev.conllu", "gum/dev.conllu"}
	if test {
		sets = append(sets, "ewt/test.conllu")
	}
	for _, name := range sets {
		gold, err := bank(name)
		if err != nil {
			return err
		}
		if err := report(name, split.New(model), gold); err != nil {
			return err
		}
	}
	return nil
}

// tune moves the bias to where the sentences of dev come out best.
func tune(model *split.Model, dev []syntax.CoNLLU, put func(float64)) error {
	best, at := -1.0, 0.0
	for shift := -1.0; shift <= 8; shift += 0.5 {
		put(shift)
		r, err := score(split.New(model), dev)
		if err != nil {
			return err
		}
		if f := r.Sentences.F1(); f > best {
			best, at = f, shift
		}
	}
	log.Printf("bias moved by %.1f", at)
	put(at)
	return nil
}

func score(s *split.Splitter, gold []syntax.CoNLLU) (conll18.Result, error) {
	raw := conll18.RawText(gold)
	sents := s.Split(&text.Report{Text: raw})
	system := make([]syntax.CoNLLU, len(sents))
	for i := range sents {
		system[i] = syntax.ToCoNLLU(&sents[i], raw)
	}
	return conll18.Evaluate(gold, system)
}

// report prints the scores on raw text.
func report(name string, s *split.Splitter, gold []syntax.CoNLLU) error {
	r, err := score(s, gold)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	fmt.Printf("%s: sentences P %.2f R %.2f F1 %.2f, tokens F1 %.2f, words F1 %.2f\n", name,
		100*r.Sentences.Precision(), 100*r.Sentences.Recall(), 100*r.Sentences.F1(), 100*r.Tokens.F1(), 100*r.Words.F1())
	return nil
}
