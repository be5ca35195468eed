package explain_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/explain"
	"github.com/attache/attache/internal/text"
)

// layers explains a text of 4 May 2022.
func layers(t *testing.T, words string) explain.Layers {
	t.Helper()
	c, err := coder.New()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC)
	d, err := c.Worker().Code(t.Context(), &text.Report{ID: "r", Text: words, Published: day, Dated: text.Given})
	if err != nil {
		t.Fatal(err)
	}
	return explain.Of(c, d)
}

const accents = "Perú’s “président” (née Ólafsdóttir) — 日本 — spoke. Turkey accused Greece of lying on Tuesday. Nobody sang."

// What is written reads back the same.
func TestLayersRoundTrip(t *testing.T) {
	want := layers(t, accents)
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got explain.Layers
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Offsets count characters, also behind accents, quotation marks and kanji.
func TestOffsetsCountCharacters(t *testing.T) {
	l := layers(t, accents)
	chars := []rune(l.Text)
	tokens := 0
	for _, s := range l.Sentences {
		if s.Start < 0 || s.End > len(chars) || s.Start > s.End {
			t.Fatalf("sentence %d at %d to %d of %d", s.Index, s.Start, s.End, len(chars))
		}
		for _, tok := range s.Tokens {
			tokens++
			if got := string(chars[tok.Start:tok.End]); got != tok.Form {
				t.Errorf("%q at %d to %d is %q", tok.Form, tok.Start, tok.End, got)
			}
			if tok.Start < s.Start || tok.End > s.End {
				t.Errorf("%q lies outside sentence %d", tok.Form, s.Index)
			}
		}
		for _, m := range s.Mentions {
			first, last := s.Tokens[m.From], s.Tokens[m.To-1]
			if got := string(chars[first.Start:last.End]); got != m.Text {
				t.Errorf("mention %q is %q", m.Text, got)
			}
		}
	}
	if tokens == 0 {
		t.Error("no tokens")
	}
}

// The layers hold every step: who, when, deed and rule.
func TestLayersNameEveryStep(t *testing.T) {
	l := layers(t, "Turkey accused Greece of lying on Tuesday.")
	if l.Date != "2022-05-04" || len(l.Sentences) != 1 {
		t.Fatalf("date %q, %d sentences", l.Date, len(l.Sentences))
	}
	s := l.Sentences[0]
	if len(s.Times) != 1 || s.Times[0].Value != "2022-05-03" {
		t.Errorf("times %+v", s.Times)
	}
	fired := 0
	for _, r := range s.Rules {
		if r.Fired {
			fired++
			if r.Type != "ACCUSE" || !strings.HasPrefix(r.Pattern, "codebook/events/") || r.Why != "" {
				t.Errorf("rule %+v", r)
			}
		} else if r.Why == "" {
			t.Errorf("%s by %s did not fire and says not why", r.Type, r.Pattern)
		}
	}
	if fired != 1 {
		t.Errorf("%d rules fired, want 1", fired)
	}
}

// The text for people names codes, rules, and why nothing was coded.
func TestTextNamesRuleAndReason(t *testing.T) {
	for _, tt := range []struct {
		words string
		want  []string
	}{
		{"Turkey accused Greece of lying on Tuesday.", []string{"[0] Turkey accused", "TUR", "GRC", "2022-05-03", "yes  accused: ACCUSE", "[codebook/events/accuse.toml:", "codebook/actors/states.toml:"}},
		{"The cat slept.", []string{"no word here carries a pattern of the codebook"}},
		{"Turkey could accuse Greece of lying.", []string{"accuse", "hypothetical"}},
	} {
		l := layers(t, tt.words)
		var b strings.Builder
		if err := l.Write(&b); err != nil {
			t.Fatal(err)
		}
		for _, w := range tt.want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s: no %q in\n%s", tt.words, w, b.String())
			}
		}
	}
}

// A text of nothing has no sentences, and is no fault.
func TestEmptyText(t *testing.T) {
	l := layers(t, "")
	if len(l.Sentences) != 0 {
		t.Errorf("%d sentences", len(l.Sentences))
	}
}

// What is listed, and the rest, add up to the sum, and the sum makes the
// confidence that the rule shows.
func TestScoresAddUp(t *testing.T) {
	n := 0
	for _, s := range layers(t, accents).Sentences {
		for _, r := range s.Rules {
			p := r.Parts
			if p == nil {
				t.Fatalf("%s has no parts", r.Pattern)
			}
			n++
			sum := p.Bias + p.Rest
			for _, f := range append(p.For, p.Against...) {
				sum += f.Weight
			}
			if math.Abs(sum-p.Sum) > 0.001 {
				t.Errorf("%s: parts make %.3f, sum %.3f", r.Pattern, sum, p.Sum)
			}
			if c := 1 / (1 + math.Exp(-p.Slope*p.Sum-p.Offset)); math.Abs(c-r.Score) > 0.002 || math.Abs(c-p.Confidence) > 0.002 {
				t.Errorf("%s: sum makes %.3f, the rule shows %.3f and its parts %.3f", r.Pattern, c, r.Score, p.Confidence)
			}
		}
	}
	if n == 0 {
		t.Error("no rule to take apart")
	}
}

func TestScoresAreShown(t *testing.T) {
	var b strings.Builder
	l := layers(t, accents)
	if err := l.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  for     ", "  sum     these and the bias ", " is the log-odds of ", "(ACCUSE)"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}
