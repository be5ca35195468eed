package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/attache/attache/internal/parse"
	"github.com/attache/attache/internal/syntax"
)

// listed are the relations that the card has a line for: those from which
// subjects, objects and clauses are read.
var listed = []string{"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "ccomp", "xcomp", "advcl",
	"conj", "nmod", "appos", "acl:relcl"}

// tally counts the words of a corpus and what a model had right.
type tally struct {
	words, upos, xpos, feats, head, both int
	gold, own, right                     map[string]int // by relation
}

// printCard writes the tables of the model card: the product's model, not the
// float weights, on gold tokens and its own tags.
func printCard(modelPath, treebanks string, out io.Writer) error {
	f, err := os.Open(modelPath)
	if err != nil {
		return err
	}
	defer f.Close()
	m, err := parse.Load(f)
	if err != nil {
		return err
	}
	names := []string{"ewt/dev", "ewt/test", "gum/dev", "gum/dev in capitals"}
	var all []tally
	for _, name := range names {
		file, capitals := strings.CutSuffix(name, " in capitals")
		trees, err := readTrees(filepath.Join(treebanks, file+".conllu"))
		if err != nil {
			return err
		}
		for i := range trees {
			if capitals {
				trees[i] = rewritten(trees[i], strings.ToUpper)
			}
		}
		all = append(all, tallyOf(m, trees))
	}
	fmt.Fprintln(out, "| corpus | words | UPOS | XPOS | Feats | UAS | LAS |\n|---|---|---|---|---|---|---|")
	for i, t := range all {
		pc := func(n int) float64 { return 100 * float64(n) / float64(t.words) }
		fmt.Fprintf(out, "| %s | %d | %.2f | %.2f | %.2f | %.2f | %.2f |\n", names[i], t.words, pc(t.upos), pc(t.xpos), pc(t.feats), pc(t.head), pc(t.both))
	}
	fmt.Fprintf(out, "\n| relation (head and label) | %s |\n|---|%s\n", strings.Join(names, " F1 | ")+" F1", strings.Repeat("---|", len(names)))
	for _, r := range listed {
		fmt.Fprintf(out, "| %s |", r)
		for _, t := range all {
			fmt.Fprintf(out, " %.1f |", 200*float64(t.right[r])/float64(max(1, t.gold[r]+t.own[r])))
		}
		fmt.Fprintln(out)
	}
	return nil
}

func tallyOf(m *parse.Model, trees []tree) tally {
	t := tally{gold: map[string]int{}, own: map[string]int{}, right: map[string]int{}}
	w := m.NewWorker()
	for _, g := range trees {
		s := syntax.Sentence{Tokens: make([]syntax.Token, len(g.forms))}
		for i, f := range g.forms {
			s.Tokens[i].Form = f
		}
		w.Parse(&s)
		for i, a := range s.Tokens {
			t.words++
			t.upos += one(a.UPOS == g.class[i].UPOS)
			t.xpos += one(a.XPOS == g.class[i].XPOS)
			t.feats += one(a.Feats == g.class[i].Feats)
			t.head += one(a.Head == g.head[i])
			t.gold[g.rel[i]]++
			t.own[a.Rel]++
			if a.Head == g.head[i] && a.Rel == g.rel[i] {
				t.both++
				t.right[a.Rel]++
			}
		}
	}
	return t
}
