package net

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkStep(b *testing.B) {
	rng := rand.New(rand.NewPCG(7, 8))
	n := New(Config{Rows: 30000, Width: 192, Layers: 3, TagHidden: 64, Classes: 488, ArcDim: 96, RelDim: 64, Rels: 51}, nil, rng)
	var sents []*Sentence
	for words := 0; words < 500; words += 25 {
		s := &Sentence{Gold: 1}
		for i := range 25 {
			row := make([]int32, 9)
			for k := range row {
				row[k] = int32(rng.IntN(30000))
			}
			s.Rows = append(s.Rows, row)
			s.Vector = append(s.Vector, -1)
			s.Tag = append(s.Tag, int32(i))
			s.Head = append(s.Head, int32(i-1))
			s.Rel = append(s.Rel, int32(i))
		}
		sents = append(sents, s)
	}
	p := NewPass(n, 0, Drop{Word: 0.2, Piece: 0.1, Layer: 0.3, Hidden: 0.3}, rng)
	a := Adam{Rate: 1e-4, Beta1: 0.9, Beta2: 0.98, Eps: 1e-8, Clip: 2}
	b.Run("pass", func(b *testing.B) {
		for b.Loop() {
			p.Train(sents, 1e-3)
		}
	})
	b.Run("adam", func(b *testing.B) {
		for b.Loop() {
			p.Train(sents[:1], 1e-3)
			a.Update(n.Params())
		}
	})
}
