package syntax

import (
	"bytes"
	"strings"
	"testing"
)

const sample = `# sent_id = 1
# text = Ann didn't leave.
1	Ann	Ann	PROPN	NNP	Number=Sing	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	Tense=Past	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
3.1	went	go	VERB	VBD	_	_	_	0:root	_
4	leave	leave	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

1	_	_	SYM	NFP	_	0	root	_	_

`

func readAll(in string) (out []CoNLLU, errs []string) {
	for c, err := range ReadCoNLLU(strings.NewReader(in)) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		out = append(out, c)
	}
	return out, errs
}

func TestReadCoNLLU(t *testing.T) {
	all, errs := readAll(sample)
	if len(all) != 2 || len(errs) > 0 {
		t.Fatalf("%d sentences, errors %v", len(all), errs)
	}
	c := all[0]
	if c.Text != "Ann didn't leave." || len(c.Tokens) != 5 || c.Line != 1 {
		t.Fatalf("text %q, %d tokens, line %d", c.Text, len(c.Tokens), c.Line)
	}
	for i, want := range []string{"Ann", "did", "n't", "leave", "."} {
		if got := c.Tokens[i].Span.Of(c.Text); got != want {
			t.Errorf("token %d spans %q, want %q", i, got, want)
		}
	}
	if c.Root() != 3 || c.Tokens[0].Head != 3 || c.Tokens[1].Lemma != "do" || c.Tokens[4].Feats != "" {
		t.Errorf("tokens %+v", c.Tokens)
	}
	if v, ok := c.Comment("sent_id"); !ok || v != "1" {
		t.Errorf("sent_id %q %v", v, ok)
	}
	if c.SpaceAfter(1) || !c.SpaceAfter(2) || c.SpaceAfter(3) {
		t.Error("spaces after tokens are wrong")
	}
	if k := all[1].Tokens[0]; k.Form != "_" || k.Lemma != "_" || all[1].Line != 11 {
		t.Errorf("second sentence at line %d: %+v", all[1].Line, k)
	}
}

func TestWriteWhatWasRead(t *testing.T) {
	all, _ := readAll(sample)
	var b bytes.Buffer
	for i := range all {
		if err := WriteCoNLLU(&b, &all[i]); err != nil {
			t.Fatal(err)
		}
	}
	var want []string
	for _, s := range strings.Split(sample, "\n") {
		if !strings.HasPrefix(s, "3.1") {
			want = append(want, s)
		}
	}
	if b.String() != strings.Join(want, "\n") {
		t.Errorf("got\n%s", b.String())
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	good := "1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n"
	for _, c := range []struct{ in, want string }{
		{"1\ta\ta\n\n" + good, "line 1: 3 columns"},
		{good + "\n" + "# x\n2\ta\ta\tX\tX\t_\t0\troot\t_\t_\n", "line 4: word number 2, want 1"},
		{"1\ta\ta\tX\tX\t_\t7\tdep\t_\t_\n", "line 1: word 1 has head 7"},
		{"1\ta\ta\tX\tX\t_\tx\tdep\t_\t_\n", "line 1: head is no number"},
		{"1-4\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + good, "line 1: token 1-4"},
		{good + "\n" + strings.Repeat("x", maxLine+2) + "\n", "line 3: line longer"},
	} {
		all, errs := readAll(c.in)
		if len(errs) != 1 || !strings.HasPrefix(errs[0], c.want) {
			t.Errorf("%.30q: errors %q, want %q", c.in, errs, c.want)
		}
		if n := strings.Count(c.in, good); !strings.HasPrefix(c.in, "1-4") && len(all) != n {
			t.Errorf("%.30q: %d sentences read, want %d", c.in, len(all), n)
		}
	}
}

func TestToCoNLLU(t *testing.T) {
	s := MustTree(t, `
		They they PRON PRP 4 nsubj
		do do AUX VBP 4 aux
		n't not PART RB 4 advmod
		know know VERB VB 0 root
		Iran Iran PROPN NNP 7 nmod:poss
		's 's PART POS 5 case
		plan plan NOUN NN 4 obj
		. . PUNCT . 4 punct`)
	text := s.Surface()
	if text != "They don't know Iran's plan." {
		t.Fatalf("surface %q", text)
	}
	c := ToCoNLLU(&s, text)
	if len(c.Multi) != 2 || c.Multi[0].Form != "don't" || c.Multi[1].Form != "Iran's" || c.Misc[6] != "SpaceAfter=No" {
		t.Errorf("multi %+v, misc %q", c.Multi, c.Misc)
	}
	var b bytes.Buffer
	if err := WriteCoNLLU(&b, &c); err != nil {
		t.Fatal(err)
	}
	all, errs := readAll(b.String())
	if len(all) != 1 || len(errs) > 0 || all[0].Text != text {
		t.Errorf("reads back as %+v, %v", all, errs)
	}
}

func TestParseMistakes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "no words"},
		{"a a X X 0", "line 1: 5 fields"},
		{"a a X X 0 root\nb b X X 0 root", "both roots"},
		{"a a X X 2 dep\nb b X X 1 dep", "no root"},
		{"a a X X 0 root\nb b X X 3 dep\nc c X X 2 dep", "does not hang"},
		{"a a X X 9 dep", "head 9"},
	} {
		if _, err := Parse(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.in, err, c.want)
		}
	}
}

func BenchmarkReadCoNLLU(b *testing.B) {
	in := strings.Repeat(sample, 500)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range ReadCoNLLU(strings.NewReader(in)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add(sample)
	f.Add("1-2\tab\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n2\tb\t_\t_\t_\t_\t_\t_\t_\t_\n")
	f.Fuzz(func(t *testing.T, in string) {
		all, _ := readAll(in)
		for i := range all {
			c := &all[i]
			for k := range c.Tokens {
				if s := c.Tokens[k].Span; s.From < 0 || s.To > len(c.Text) || s.From > s.To || c.Tokens[k].Head >= len(c.Tokens) {
					t.Fatalf("token %+v of %q", c.Tokens[k], c.Text)
				}
			}
			var b bytes.Buffer
			if err := WriteCoNLLU(&b, c); err != nil {
				t.Fatal(err)
			}
			again, errs := readAll(b.String())
			if len(again) != 1 || len(errs) > 0 || again[0].Text != c.Text || len(again[0].Tokens) != len(c.Tokens) {
				t.Fatalf("%q reads back as %+v %v", b.String(), again, errs)
			}
		}
	})
}
