package linear

import "testing"

// best is the option that a model scores highest.
func best(m *Model, options [][]Feature) int {
	b := 0
	for k := range options {
		if m.Logit(options[k]) > m.Logit(options[b]) {
			b = k
		}
	}
	return b
}

// Of three options the one with "near" is right, wherever it stands, unless
// one has "named".
func choices() []Choice {
	near, far, named := Hash("is", "near"), Hash("is", "far"), Hash("is", "named")
	return []Choice{
		{Options: [][]Feature{{near}, {far}, {far}}, Right: []bool{true, false, false}},
		{Options: [][]Feature{{far}, {near}}, Right: []bool{false, true}},
		{Options: [][]Feature{{far}, {near}, {named}}, Right: []bool{false, false, true}},
		{Options: [][]Feature{{named}, {near}, {named}}, Right: []bool{true, false, true}},
	}
}

func TestTrainChoiceLearnsToPrefer(t *testing.T) {
	m := TrainChoice(10, choices(), Options{Epochs: 30, Rate: 0.1, Seed: 1})
	for i, c := range choices() {
		if k := best(m, c.Options); !c.Right[k] {
			t.Errorf("choice %d: option %d of %v", i, k, c.Right)
		}
	}
}

func TestTrainChoiceTwiceGivesTheSame(t *testing.T) {
	a := TrainChoice(10, choices(), Options{Epochs: 5, Rate: 0.1, Seed: 3})
	b := TrainChoice(10, choices(), Options{Epochs: 5, Rate: 0.1, Seed: 3})
	for i := range a.W {
		if a.W[i] != b.W[i] {
			t.Fatalf("weight %d: %v, then %v", i, a.W[i], b.W[i])
		}
	}
}
