package split

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/attache/attache/internal/eval/conll18"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// treebank reads a treebank file, or skips the test where there is none.
func treebank(t testing.TB, name string) []syntax.CoNLLU {
	t.Helper()
	dir := os.Getenv("ATTACHE_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	f, err := os.Open(filepath.Join(dir, "treebanks", name))
	if err != nil {
		t.Skip("no treebanks: ", err)
	}
	defer f.Close()
	var out []syntax.CoNLLU
	for c, err := range syntax.ReadCoNLLU(f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// score splits the raw text of gold and compares.
func score(t testing.TB, s *Splitter, gold []syntax.CoNLLU) conll18.Result {
	t.Helper()
	raw := conll18.RawText(gold)
	sents := s.Split(&text.Report{Text: raw})
	system := make([]syntax.CoNLLU, len(sents))
	for i := range sents {
		system[i] = syntax.ToCoNLLU(&sents[i], raw)
	}
	r, err := conll18.Evaluate(gold, system)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// trained returns the splitter with the model of the repository.
func trained(t testing.TB) *Splitter {
	t.Helper()
	data, err := os.ReadFile("../../model/split.bin")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return New(m)
}

func TestTreebankFloors(t *testing.T) {
	s := trained(t)
	for _, c := range []struct {
		name               string
		sents, toks, words float64
	}{
		{"ewt/dev.conllu", 0.84, 0.993, 0.99},
		{"gum/dev.conllu", 0.95, 0.995, 0.995},
	} {
		r := score(t, s, treebank(t, c.name))
		t.Logf("%s sentences %.2f tokens %.2f words %.2f", c.name, 100*r.Sentences.F1(), 100*r.Tokens.F1(), 100*r.Words.F1())
		if r.Sentences.F1() < c.sents || r.Tokens.F1() < c.toks || r.Words.F1() < c.words {
			t.Errorf("%s is below its floor", c.name)
		}
	}
}
