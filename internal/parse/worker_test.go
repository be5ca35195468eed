package parse

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/internal/syntax"
)

// noisy is a model with random weights: its trees are nonsense, but trees.
func noisy(t testing.TB) *Model {
	rng := rand.New(rand.NewPCG(1, 9))
	z := Sizes{Width: 64, Layers: 2, TagHidden: 32, Arc: 16, Rel: 16, Words: 3}
	f := learn.NewFile()
	f.I32["sizes"] = z.List()
	f.Text["rels"] = []string{"dep", "nsubj", "root"}
	f.Text["classes"] = []string{"NOUN\tNN\tNumber=Sing", "VERB\tVBD\tTense=Past", "X\tFW\t"}
	f.U64["words"] = []uint64{0, WordKey([]byte("rain")), WordKey([]byte("fell"))}
	f.I8["embed"] = noise[int8](rng, (z.Words+HashedRows())*z.Width, 100)
	linear := func(name string, in, out int) {
		f.I16[name], f.I32[name+".bias"] = noise[int16](rng, in*out, 900), noise[int32](rng, out, 900)
	}
	narrow := func(name string, in, out int) {
		f.I8[name], f.I32[name+".bias"] = noise[int8](rng, in*out, learn.ByteWeight), noise[int32](rng, out, 900)
	}
	scale := func(name string, n int, by float32) {
		f.F32[name] = make([]float32, n)
		for i := range f.F32[name] {
			f.F32[name][i] = by * rng.Float32()
		}
	}
	for i := range z.Layers {
		name := fmt.Sprintf("layer%d", i)
		if i == 0 {
			linear(name, z.Width, 3*z.Width)
		} else {
			narrow(name, z.Width, 3*z.Width)
		}
		scale(name+".scale", 3*z.Width, 1e-6)
		scale(name+".peep", 2*z.Width, 1)
		f.F32[name+".by"] = []float32{0.003, 30}
	}
	narrow("stage", z.Width, z.stage())
	scale("stage.scale", z.stage(), 1e-3)
	narrow("tag", z.TagHidden, 3)
	linear("arc", z.Arc, z.Arc)
	scale("arc.scale", z.Arc, 1e-3)
	f.I16["arc.root"], f.I32["arc.near"] = noise[int16](rng, z.Arc, 900), noise[int32](rng, learn.Distances, 900)
	linear("rel", z.Rel, 3)
	f.I16["rel.root"], f.I16["rel.near"] = noise[int16](rng, z.Rel, 900), noise[int16](rng, learn.Distances*z.Rel, 900)
	f.F32["state"] = []float32{0.001}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	m, err := Load(&b)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func noise[T int8 | int16 | int32](rng *rand.Rand, n, limit int) []T {
	x := make([]T, n)
	for i := range x {
		x[i] = T(rng.IntN(2*limit+1) - limit)
	}
	return x
}

func sentence(text string) *syntax.Sentence {
	s := &syntax.Sentence{}
	for _, f := range strings.Fields(text) {
		s.Tokens = append(s.Tokens, syntax.Token{Form: f})
	}
	return s
}

func check(t *testing.T, s *syntax.Sentence) {
	t.Helper()
	heads := make([]int, len(s.Tokens))
	for i, tok := range s.Tokens {
		heads[i] = tok.Head
		if (tok.Rel == "root") != (tok.Head < 0) {
			t.Fatalf("word %d is %s under %d", i, tok.Rel, tok.Head)
		}
		if tok.UPOS == "" || tok.XPOS == "" || tok.Rel == "" {
			t.Fatalf("word %d is not filled: %+v", i, tok)
		}
	}
	if len(heads) > 0 && !isTree(heads) {
		t.Fatalf("no tree: %v", heads)
	}
}

func TestEverySentenceGetsATree(t *testing.T) {
	w := noisy(t).NewWorker()
	for _, text := range []string{"", "Rain", "rain fell", "RAIN FELL ON THE PLAIN", "« Ωmega » ÉTÉ — \xff\xfe 12,5 % .",
		strings.Repeat("rain fell , ", 140), strings.Repeat("word ", 1000), strings.Repeat("word ", 2*longestRead+1)} {
		s := sentence(text)
		w.Parse(s)
		check(t, s)
	}
}

func TestAWorkerForgetsTheSentenceBefore(t *testing.T) {
	m := noisy(t)
	used := m.NewWorker()
	used.Parse(sentence(strings.Repeat("the army of rain ", 30)))
	a, b := sentence("Rain fell on the harbour ."), sentence("Rain fell on the harbour .")
	used.Parse(a)
	m.NewWorker().Parse(b)
	if !reflect.DeepEqual(a, b) {
		t.Errorf("a used worker reads %v, a new one %v", a, b)
	}
}

func TestReadingAllocatesNothing(t *testing.T) {
	w := noisy(t).NewWorker()
	s, long := sentence("Rain fell on the harbour ."), sentence(strings.Repeat("rain fell , ", 50))
	w.Parse(long)
	if n := testing.AllocsPerRun(50, func() { w.Parse(s); w.Parse(long) }); n > 0 {
		t.Errorf("%v allocations a sentence", n)
	}
}

func TestStatesHaveARowAWord(t *testing.T) {
	w := noisy(t).NewWorker()
	w.Parse(sentence("rain fell"))
	if rows, width := w.States(nil); width != 64 || len(rows) != 2*width {
		t.Errorf("%d numbers, width %d", len(rows), width)
	}
}

func TestBrokenModelsAreErrors(t *testing.T) {
	f := learn.NewFile()
	f.I32["sizes"] = []int32{64, 2, 32, 16, 16, 3}
	var b bytes.Buffer
	f.Write(&b)
	if _, err := Load(&b); err == nil {
		t.Error("a model without weights was loaded")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("Rain fell on the harbour .")
	f.Add("\x00 \xff ÀÀÀ ǅ ẞ")
	w := noisy(f).NewWorker()
	f.Fuzz(func(t *testing.T, text string) {
		s := sentence(text)
		w.Parse(s)
		check(t, s)
	})
}
