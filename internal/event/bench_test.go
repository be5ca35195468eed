package event_test

import (
	"testing"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/model"
)

// wire is a sentence of the kind that wires have, with two deeds, a speaker
// and a time.
const wire = `
	Iran Iran PROPN NNP 2 nsubj
	accused accuse VERB VBD 0 root
	Iraq Iraq PROPN NNP 2 obj
	on on ADP IN 5 case
	Tuesday Tuesday PROPN NNP 2 obl
	of of SCONJ IN 7 mark
	arming arm VERB VBG 2 advcl
	rebels rebel NOUN NNS 7 obj
	and and CCONJ CC 10 cc
	called call VERB VBD 2 conj
	for for ADP IN 12 case
	talks talk NOUN NNS 10 obl
	with with ADP IN 14 case
	Oman Oman PROPN NNP 12 nmod
	, , PUNCT , 18 punct
	a a DET DT 17 det
	spokesman spokesman NOUN NN 18 nsubj
	said say VERB VBD 2 parataxis`

// BenchmarkStages times what stands behind the clauses, with the built-in
// codebook, on a hand-made tree.
func BenchmarkStages(b *testing.B) {
	full, err := codebook.Load(data.Files)
	if err != nil {
		b.Fatal(err)
	}
	scorer, err := event.LoadScorer(model.Events())
	if err != nil {
		b.Fatal(err)
	}
	in := stage(b, full, wire)
	m := event.NewMatcher(full)
	cands := m.Match(in)
	b.Logf("%d clauses, %d mentions, %d candidates", len(in.Clauses), len(in.Mentions), len(cands))
	work := append([]event.Candidate(nil), cands...)
	for _, s := range []struct {
		name string
		do   func()
	}{
		{"match", func() { m.Match(in) }},
		{"score", func() { copy(work, cands); scorer.Rank(m, in, work) }},
		{"settle", func() { m.Events(in, work, scorer, -1) }},
	} {
		b.Run(s.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.do()
			}
		})
	}
}

// BenchmarkLoadScorer times what every start of the program pays.
func BenchmarkLoadScorer(b *testing.B) {
	raw := model.Events()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := event.LoadScorer(raw); err != nil {
			b.Fatal(err)
		}
	}
}
