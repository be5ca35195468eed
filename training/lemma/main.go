// Command lemma learns lemmas from treebanks and writes model/lemma.bin.
//
//	go run ./training/lemma -data DIR [-out model/lemma.bin]
//
// DIR holds treebanks/ewt, treebanks/gum and newswire/reports.jsonl. The same data gives the same
// file. It takes a few seconds.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/attache/attache/internal/lemma"
	"github.com/attache/attache/internal/syntax"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../shared/data", "folder of the treebanks")
	out := flag.String("out", "model/lemma.bin", "file to write")
	least := flag.Float64("least", 2, "types that a rule must rest on")
	errs := flag.Bool("errors", false, "print the errors on EWT dev")
	test := flag.Bool("test", false, "score the test set too")
	flag.Parse()
	if err := run(*data, *out, *least, *errs, *test); err != nil {
		log.Fatal("training lemma: ", err)
	}
}

func run(data, out string, least float64, errs, test bool) error {
	bank := func(name string) ([]syntax.CoNLLU, error) { return readBank(filepath.Join(data, "treebanks", name)) }
	ewt, err := bank("ewt/train.conllu")
	if err != nil {
		return err
	}
	gum, err := bank("gum/train.conllu")
	if err != nil {
		return err
	}
	wire, err := readWire(filepath.Join(data, "newswire", "reports.jsonl"))
	if err != nil {
		return err
	}
	types := count(ewt, gum)
	log.Printf("%d words of the newswire and %d inflected forms added", addWire(types, wire), addInflected(types))
	rules := learnRules(types, least)
	entries := learnEntries(types, lemma.NewModel(nil, rules))
	log.Printf("%d types, %d rules, %d entries", len(types), len(rules), len(entries))
	file := lemma.Bytes(entries, rules)
	if err := os.WriteFile(out, file, 0o644); err != nil {
		return err
	}
	m, err := lemma.Load(file)
	if err != nil {
		return err
	}
	sets := []string{"ewt/dev.conllu", "gum/dev.conllu"}
	if test {
		sets = append(sets, "ewt/test.conllu")
	}
	for i, name := range sets {
		gold, err := bank(name)
		if err != nil {
			return err
		}
		report(name, lemma.New(m), gold, types, errs && i == 0)
	}
	return nil
}

// report prints the accuracy with gold tags, also on types never seen.
func report(name string, l *lemma.Lemmatizer, gold []syntax.CoNLLU, types map[word]*seen, errs bool) {
	all, right, fresh, freshRight := 0, 0, 0, 0
	for i := range gold {
		for _, t := range gold[i].Tokens {
			got := l.Lemma(t.Form, t.UPOS, t.XPOS, t.Feats)
			ok := t.Lemma == "" || got == t.Lemma
			_, known := types[word{t.Form, lemma.TagByte(t.UPOS, t.XPOS, t.Feats)}]
			all++
			if ok {
				right++
			}
			if !known {
				fresh++
				if ok {
					freshRight++
				}
			}
			if !ok && errs {
				fmt.Printf("%s %s %s: %s, gold %s, known %v\n", t.Form, t.UPOS, t.XPOS, got, t.Lemma, known)
			}
		}
	}
	fmt.Printf("%s: lemmas %.2f of %d words, %.2f of %d unseen\n", name, 100*float64(right)/float64(all), all, 100*float64(freshRight)/float64(fresh), fresh)
}

func readBank(name string) ([]syntax.CoNLLU, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []syntax.CoNLLU
	for c, err := range syntax.ReadCoNLLU(f) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, c)
	}
	return out, nil
}
