package lemma

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/attache/attache/internal/syntax"
)

func load(t testing.TB) *Lemmatizer {
	t.Helper()
	data, err := os.ReadFile("../../model/lemma.bin")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return New(m)
}

func TestLemma(t *testing.T) {
	l := load(t)
	for _, c := range []struct{ form, upos, xpos, want string }{
		{"fired", "VERB", "VBD", "fire"},
		{"Firing", "VERB", "VBG", "fire"},
		{"fled", "VERB", "VBD", "flee"},
		{"overthrew", "VERB", "VBD", "overthrow"},
		{"denuclearized", "VERB", "VBN", "denuclearize"},
		{"shelled", "VERB", "VBD", "shell"},
		{"agreeing", "VERB", "VBG", "agree"},
		{"vowed", "VERB", "VBD", "vow"},
		{"WARNED", "VERB", "VBD", "warn"},
		{"re-elected", "VERB", "VBN", "re-elect"},
		{"n't", "PART", "RB", "not"},
		{"'ll", "AUX", "MD", "will"},
		{"'d", "AUX", "MD", "would"},
		{"'s", "AUX", "VBZ", "be"},
		{"'s", "PART", "POS", "'s"},
		{"ca", "AUX", "MD", "can"},
		{"The", "DET", "DT", "the"},
		{"them", "PRON", "PRP", "they"},
		{"her", "PRON", "PRP", "she"},
		{"Their", "PRON", "PRP$", "their"},
		{"I", "PRON", "PRP", "I"},
		{"Moscow", "PROPN", "NNP", "Moscow"},
		{"NATO", "PROPN", "NNP", "NATO"},
		{"States", "PROPN", "NNPS", "State"},
		{"Ukrainian", "ADJ", "JJ", "Ukrainian"},
		{"Military", "ADJ", "JJ", "military"},
		{"allies", "NOUN", "NNS", "ally"},
		{"militiamen", "NOUN", "NNS", "militiaman"},
		{"Missiles", "NOUN", "NNS", "missile"},
		{"harsher", "ADJ", "JJR", "harsh"},
		{"1,500", "NUM", "CD", "1500"},
		{"“", "PUNCT", "``", `"`},
	} {
		if got := l.Lemma(c.form, c.upos, c.xpos, ""); got != c.want {
			t.Errorf("%s %s %s: %s, want %s", c.form, c.upos, c.xpos, got, c.want)
		}
	}
}

func TestWithoutPennTag(t *testing.T) {
	l := load(t)
	for _, c := range []struct{ form, upos, feats, want string }{
		{"attacked", "VERB", "Mood=Ind|Tense=Past|VerbForm=Fin", "attack"},
		{"taken", "VERB", "Tense=Past|VerbForm=Part", "take"},
		{"is", "AUX", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "be"},
		{"troops", "NOUN", "Number=Plur", "troops"},
		{"talks", "NOUN", "Number=Plur", "talk"},
		{"", "NOUN", "", ""},
	} {
		if got := l.Lemma(c.form, c.upos, "", c.feats); got != c.want {
			t.Errorf("%s %s %s: %s, want %s", c.form, c.upos, c.feats, got, c.want)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	l := load(t)
	n := testing.AllocsPerRun(100, func() {
		l.Lemma("The", "DET", "DT", "")
		l.Lemma("said", "VERB", "VBD", "")
		l.Lemma("countries", "NOUN", "NNS", "")
		l.Lemma("minister", "NOUN", "NN", "")
		l.Lemma("Tokyo", "PROPN", "NNP", "")
	})
	if n > 0 {
		t.Errorf("%v allocations for known words", n)
	}
}

func TestBadFile(t *testing.T) {
	data, err := os.ReadFile("../../model/lemma.bin")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 5, len(magic), len(magic) + 3, len(data) / 2, len(data) - 1} {
		if _, err := Load(data[:n]); err == nil {
			t.Errorf("a file cut at %d is accepted", n)
		}
	}
}

func TestTags(t *testing.T) {
	if TagByte("AUX", "VBZ", "") == TagByte("VERB", "VBZ", "") || TagByte("VERB", "VBZ", "") == 0 {
		t.Error("auxiliaries are not told apart")
	}
}

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

func TestTreebankFloors(t *testing.T) {
	l := load(t)
	for name, floor := range map[string]float64{"ewt/dev.conllu": 0.985, "gum/dev.conllu": 0.985} {
		all, right := 0, 0
		for _, c := range treebank(t, name) {
			for _, k := range c.Tokens {
				all++
				if k.Lemma == "" || k.Lemma == l.Lemma(k.Form, k.UPOS, k.XPOS, k.Feats) {
					right++
				}
			}
		}
		acc := float64(right) / float64(all)
		t.Logf("%s: %.2f of %d words", name, 100*acc, all)
		if acc < floor {
			t.Errorf("%s: %.4f is below %.4f", name, acc, floor)
		}
	}
}

func BenchmarkLemma(b *testing.B) {
	l := load(b)
	bank := treebank(b, "ewt/dev.conllu")
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n = 0
		for i := range bank {
			for k := range bank[i].Tokens {
				t := &bank[i].Tokens[k]
				l.Lemma(t.Form, t.UPOS, t.XPOS, t.Feats)
				n++
			}
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
