package linear

import (
	"bytes"
	"errors"
	"testing"
)

func xor() []Example {
	a, b, c := Hash("x", "a"), Hash("x", "b"), Hash("x", "c")
	return []Example{
		{Features: []Feature{a}, Class: 1}, {Features: []Feature{b}, Class: 0},
		{Features: []Feature{a, c, a.Cross(c)}, Class: 0}, {Features: []Feature{b, c, b.Cross(c)}, Class: 1},
	}
}

func TestTrainLearnsWithCrosses(t *testing.T) {
	m := Train(1, 12, xor(), Options{Epochs: 200})
	for i, x := range xor() {
		if got := m.Prob(x.Features) > 0.5; got != (x.Class == 1) {
			t.Errorf("example %d: %v", i, m.Prob(x.Features))
		}
	}
}

func TestTrainTwiceGivesTheSame(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := Train(3, 10, xor(), Options{Seed: 4}).Write(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two trainings differ")
	}
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	m := Train(1, 12, xor(), Options{Epochs: 50})
	var buf bytes.Buffer
	if err := m.Write(&buf); err != nil {
		t.Fatal(err)
	}
	got, err := Read(buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range xor() {
		if d := got.Logit(x.Features) - m.Logit(x.Features); d > 0.01 || d < -0.01 {
			t.Errorf("logit off by %v", d)
		}
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("hello"), []byte(magic + "\xff\xff\xff\xff\x01\x00\x00\x00")} {
		if _, err := Read(b); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v", b, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	var buf bytes.Buffer
	if err := Train(1, 4, xor(), Options{}).Write(&buf); err != nil {
		f.Fatal(err)
	}
	f.Add(buf.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := Read(b); err == nil && len(m.W) == 0 {
			t.Error("a model without weights")
		}
	})
}

// Answers at log-odds 2 that are right half of the time are worth log-odds 0.
func TestPlattTakesBackWhatIsTooSure(t *testing.T) {
	var logits []float32
	var yes []bool
	for i := range 40 {
		logits = append(logits, 2, -2)
		yes = append(yes, i%2 == 0, i%10 == 0)
	}
	s := Platt(logits, yes)
	for _, x := range []struct{ logit, want float64 }{{2, 0.5}, {-2, 0.1}} {
		if got := Sigmoid(float64(s[0])*x.logit + float64(s[1])); got < x.want-0.01 || got > x.want+0.01 {
			t.Errorf("at %.0f: %.3f, want %.2f", x.logit, got, x.want)
		}
	}
}
