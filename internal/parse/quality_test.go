package parse_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/attache/attache/internal/parse"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/model"
)

// treebank finds a file of the treebanks, or skips the test.
func treebank(t testing.TB, name string) string {
	data := os.Getenv("ATTACHE_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	path := filepath.Join(data, "treebanks", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("no treebanks here: set ATTACHE_DATA")
	}
	return path
}

func readTrees(t testing.TB, name string) []syntax.Sentence {
	f, err := os.Open(treebank(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []syntax.Sentence
	for s, err := range syntax.ReadCoNLLU(f) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s.Sentence)
	}
	return all
}

func loadModel(t testing.TB) *parse.Model {
	m, err := parse.Load(model.Reader())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestQualityFloors holds the model to what it reached when it was trained, on
// gold tokens and its own tags, in percent of all words.
func TestQualityFloors(t *testing.T) {
	if testing.Short() {
		t.Skip("reads whole treebanks")
	}
	for _, c := range []struct {
		file      string
		upos, las float64
	}{
		{"ewt/dev.conllu", 95.9, 86.2},
		{"ewt/test.conllu", 95.9, 86.0},
		{"gum/dev.conllu", 97.0, 86.2},
	} {
		gold := readTrees(t, c.file)
		w := loadModel(t).NewWorker()
		words, upos, uas, las := 0, 0, 0, 0
		for _, g := range gold {
			own := syntax.Sentence{Tokens: append([]syntax.Token(nil), g.Tokens...)}
			for i := range own.Tokens {
				own.Tokens[i] = syntax.Token{Form: g.Tokens[i].Form, Span: g.Tokens[i].Span}
			}
			w.Parse(&own)
			for i, a := range own.Tokens {
				b := g.Tokens[i]
				words++
				upos += one(a.UPOS == b.UPOS)
				uas += one(a.Head == b.Head)
				las += one(a.Head == b.Head && a.Rel == b.Rel)
			}
		}
		share := func(n int) float64 { return 100 * float64(n) / float64(words) }
		t.Logf("%s: UPOS %.2f UAS %.2f LAS %.2f", c.file, share(upos), share(uas), share(las))
		if share(upos) < c.upos || share(las) < c.las {
			t.Errorf("%s: below UPOS %.1f or LAS %.1f", c.file, c.upos, c.las)
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
