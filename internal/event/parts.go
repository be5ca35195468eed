package event

import (
	"cmp"
	"slices"
	"strings"
)

// Part is a feature of a candidate and what it adds to its score.
type Part struct {
	Field, Value string
	WithType     bool // the feature together with the candidate's type
	Weight       float64
}

// Score takes a candidate's likelihood apart: Bias and the weights of Parts
// add up to Sum; the likelihood is the logistic function of Slope times Sum
// plus Offset.
type Score struct {
	Bias, Sum     float64
	Slope, Offset float64
	Likelihood    float64
	Parts         []Part // the heaviest first, for or against; those of no weight left out
}

// Parts takes the scores of candidates apart. They must be as Match gave them:
// Rank changes what the features describe.
func (s *Scorer) Parts(m *Matcher, in *Layers, cands []Candidate) []Score {
	out := make([]Score, len(cands))
	f := features{named: true}
	m.Each(in, cands, func(i int) {
		f.reset()
		m.candidate(&f, cands, i)
		out[i] = s.apart(&f)
	})
	return out
}

func (s *Scorer) apart(f *features) Score {
	sc := Score{Bias: float64(s.Event.Bias[0]), Sum: float64(s.Event.Logit(f.fs)), Slope: float64(s.Event.Scale[0]),
		Offset: float64(s.Event.Scale[1]), Likelihood: s.Event.Prob(f.fs)}
	at := map[string]int{}
	for k, name := range f.names {
		w := float64(s.Event.Weight(f.fs[k], 0))
		if w == 0 {
			continue
		}
		if j, ok := at[name]; ok { // a party of two codes has some features twice
			sc.Parts[j].Weight += w
			continue
		}
		at[name] = len(sc.Parts)
		field, value, _ := strings.Cut(name, "=")
		value, with := strings.CutSuffix(value, withType)
		sc.Parts = append(sc.Parts, Part{field, value, with, w})
	}
	slices.SortStableFunc(sc.Parts, func(a, b Part) int { return cmp.Compare(max(b.Weight, -b.Weight), max(a.Weight, -a.Weight)) })
	return sc
}
