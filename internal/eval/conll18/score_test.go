package conll18

import (
	"strings"
	"testing"

	"github.com/attache/attache/internal/syntax"
)

// read reads CoNLL-U written with spaces for tabs.
func read(t *testing.T, lines string) []syntax.CoNLLU {
	t.Helper()
	var out []syntax.CoNLLU
	var b strings.Builder
	for _, s := range strings.Split(lines, "\n") {
		s = strings.TrimSpace(s)
		if !strings.HasPrefix(s, "#") {
			s = strings.Join(strings.Fields(s), "\t")
		}
		b.WriteString(s + "\n")
	}
	for c, err := range syntax.ReadCoNLLU(strings.NewReader(b.String())) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

const gold = `
	# newpar
	1 Ann Ann PROPN NNP Number=Sing 4 nsubj _ _
	2-3 didn't _ _ _ _ _ _ _ _
	2 did do AUX VBD Tense=Past 4 aux _ _
	3 n't not PART RB _ 4 advmod _ _
	4 leave leave VERB VB VerbForm=Inf 0 root _ SpaceAfter=No
	5 . . PUNCT . _ 4 punct _ _

	1 Bo Bo PROPN NNP Number=Sing 2 nsubj:pass _ _
	2 stayed stay VERB VBD Tense=Past 0 root _ _`

func evaluate(t *testing.T, system string) Result {
	t.Helper()
	r, err := Evaluate(read(t, gold), read(t, system))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSameIsPerfect(t *testing.T) {
	r := evaluate(t, gold)
	for _, m := range r.Metrics() {
		if m.F1() != 1 {
			t.Errorf("%s: F1 %v, want 1", m.Name, m.F1())
		}
	}
	if r.Words.Gold != 7 || r.Tokens.Gold != 6 || r.Sentences.Gold != 2 {
		t.Errorf("counted %d words, %d tokens, %d sentences", r.Words.Gold, r.Tokens.Gold, r.Sentences.Gold)
	}
}

func TestJoinedSentences(t *testing.T) {
	r := evaluate(t, `
	1 Ann Ann PROPN NNP Number=Sing 4 nsubj _ _
	2-3 didn't _ _ _ _ _ _ _ _
	2 did do AUX VBD Tense=Past|Foo=Bar 4 aux _ _
	3 n't n't PART RB _ 4 advmod _ _
	4 leave leave VERB VB VerbForm=Inf 0 root _ SpaceAfter=No
	5 . . PUNCT . _ 4 punct _ _
	6 Bo Bo PROPN NNP _ 7 nsubj _ _
	7 stayed stay VERB VBD Tense=Past 4 conj _ _`)
	want := map[string]int{"Tokens": 6, "Sentences": 0, "Words": 7, "UPOS": 7, "XPOS": 7, "UFeats": 6, "AllTags": 6, "Lemmas": 6, "UAS": 6, "LAS": 6, "CLAS": 4}
	for _, m := range r.Metrics() {
		if m.Correct != want[m.Name] {
			t.Errorf("%s: %d correct, want %d", m.Name, m.Correct, want[m.Name])
		}
	}
	if r.CLAS.Gold != 5 {
		t.Errorf("%d content words in gold, want 5", r.CLAS.Gold)
	}
}

func TestOtherTokens(t *testing.T) {
	// The contraction is cut elsewhere and not marked; the stop is lost in the verb.
	r := evaluate(t, `
	1 Ann Ann PROPN NNP Number=Sing 3 nsubj _ _
	2 didn't do AUX VBD Tense=Past 3 aux _ _
	3 leave. leave VERB VB VerbForm=Inf 0 root _ _

	1 Bo Bo PROPN NNP Number=Sing 2 nsubj _ _
	2 stayed stay VERB VBD Tense=Past 0 root _ _`)
	if r.Tokens != (Score{6, 5, 4}) {
		t.Errorf("tokens %+v", r.Tokens)
	}
	if r.Words != (Score{7, 5, 3}) {
		t.Errorf("words %+v", r.Words)
	}
	// Ann's head is no gold word; Bo and stayed are right.
	if r.LAS != (Score{7, 5, 2}) || r.Sentences.Correct != 2 {
		t.Errorf("LAS %+v, sentences %+v", r.LAS, r.Sentences)
	}
}

func TestPartOfContraction(t *testing.T) {
	// Words of "didn't" that are right count though the split is another.
	r := evaluate(t, `
	1 Ann Ann PROPN NNP Number=Sing 4 nsubj _ _
	2 did do AUX VBD Tense=Past 4 aux _ SpaceAfter=No
	3 n't not PART RB _ 4 advmod _ _
	4 leave leave VERB VB VerbForm=Inf 0 root _ SpaceAfter=No
	5 . . PUNCT . _ 4 punct _ _

	1 Bo Bo PROPN NNP Number=Sing 2 nsubj _ _
	2 stayed stay VERB VBD Tense=Past 0 root _ _`)
	if r.Words.Correct != 7 || r.Tokens != (Score{6, 7, 5}) || r.LAS.Correct != 7 {
		t.Errorf("words %+v tokens %+v LAS %+v", r.Words, r.Tokens, r.LAS)
	}
}

func TestRelations(t *testing.T) {
	r := evaluate(t, strings.Replace(gold, "nsubj:pass", "nsubj", 1))
	if r.LAS.F1() != 1 {
		t.Errorf("the subtype counts: LAS %v", r.LAS.F1())
	}
	for _, x := range r.Relations {
		switch x.Name {
		case "nsubj:pass":
			if x.LAS != (Score{1, 0, 0}) || x.UAS != 1 || x.UPOS != 1 || x.Aligned != 1 {
				t.Errorf("%+v", x)
			}
		case "nsubj":
			if x.LAS != (Score{1, 2, 1}) {
				t.Errorf("%+v", x)
			}
		}
	}
}

func TestOtherText(t *testing.T) {
	if _, err := Evaluate(read(t, gold), read(t, strings.Replace(gold, "stayed", "strayed", 1))); err == nil {
		t.Error("other text is accepted")
	}
}

func TestRawText(t *testing.T) {
	s := read(t, gold)
	if got, want := RawText(s), "Ann didn't leave. Bo stayed\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s[1].Comments = []string{"# newpar"}
	if got, want := RawText(s), "Ann didn't leave.\n\nBo stayed\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
