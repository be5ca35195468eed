package relate

import (
	"errors"
	"math"
	"testing"

	"github.com/attache/attache/internal/linear"
	"github.com/attache/attache/model"
)

func small() *Model {
	m := &Model{Types: []string{"AID", "ASSAULT"}, Modes: []string{"AID -"}, Heat: 0.5, None: 0.9,
		ByType: NewSoftmax(2, 4, 3), ByMode: NewSoftmax(1, 4, 0), Against: NewSoftmax(2, 4, 0), Related: NewSoftmax(2, 4, 0)}
	m.ByType.Sparse.W[m.ByType.Sparse.Slot(linear.Hash("word", "give"))] = 1.5
	m.ByType.Dense[3] = -2
	return m
}

func TestModelComesBack(t *testing.T) {
	m := small()
	got, err := ReadModel(m.Write())
	if err != nil {
		t.Fatal(err)
	}
	fs := []linear.Feature{linear.Hash("word", "give")}
	var a, b [2]float32
	m.ByType.Scores(a[:], fs, []float32{0, 1, 0})
	got.ByType.Scores(b[:], fs, []float32{0, 1, 0})
	for i := range a {
		if math.Abs(float64(a[i]-b[i])) > 0.03 {
			t.Errorf("class %d: %v, want %v", i, b[i], a[i])
		}
	}
	if got.Heat != m.Heat || got.Types[1] != "ASSAULT" {
		t.Errorf("%+v", got)
	}
}

func FuzzReadModel(f *testing.F) {
	b := small().Write()
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte("attrel01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := ReadModel(b); err == nil && m.ByType.Sparse.Classes != len(m.Types) {
			t.Error("classes do not fit")
		}
	})
}

func TestOtherFilesAreRefused(t *testing.T) {
	if _, err := ReadModel([]byte("attrel00")); !errors.Is(err, ErrModel) {
		t.Error(err)
	}
	if _, err := ReadWords([]byte("hello")); !errors.Is(err, ErrVectors) {
		t.Error(err)
	}
}

func TestWordVectors(t *testing.T) {
	b, err := PackWords([]byte("2 2\nwar 3 4\npeace -1 0\n"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := ReadWords(b)
	if err != nil {
		t.Fatal(err)
	}
	if v := w.Of("war"); len(v) != 2 || v[0] >= v[1] || w.Of("truce") != nil {
		t.Errorf("war is %v", v)
	}
	if _, err := PackWords([]byte("2 2\nwar 3 4\npeace 3\n")); err == nil {
		t.Error("a short row passed")
	}
}

func TestVectorsInTheProgram(t *testing.T) {
	w, err := ReadWords(model.RelateWords())
	if err != nil || w.Of("attack") == nil {
		t.Error(err)
	}
}
