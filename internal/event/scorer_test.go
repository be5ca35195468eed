package event_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/linear"
)

// constant is a scorer that gives every candidate the same log-odds.
func constant(logit float32) *event.Scorer {
	s := &event.Scorer{Event: linear.New(1, 8), Party: linear.New(1, 8), Standing: linear.New(len(event.Standings), 8), Threshold: 0.375, Record: event.Record{Slope: 1}}
	s.Event.Bias[0] = logit
	s.Standing.Bias[0] = 1 // actual
	return s
}

func TestScorerReadsWhatItWrote(t *testing.T) {
	s := constant(1)
	s.Party.W[7], s.Standing.W[3] = 0.5, -2
	var first, again bytes.Buffer
	if err := s.Write(&first); err != nil {
		t.Fatal(err)
	}
	got, err := event.LoadScorer(first.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := got.Write(&again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), again.Bytes()) || got.Threshold != 0.375 {
		t.Errorf("threshold %v, %d bytes, then %d", got.Threshold, first.Len(), again.Len())
	}
}

func TestLoadScorerRefusesOtherBytes(t *testing.T) {
	var buf bytes.Buffer
	if err := constant(0).Write(&buf); err != nil {
		t.Fatal(err)
	}
	good := buf.Bytes()
	for name, b := range map[string][]byte{"empty": nil, "short": good[:3], "words": []byte("some other file altogether"),
		"cut": good[:len(good)/2], "length beyond the end": {1, 0, 0, 0, 255, 255, 255, 255}} {
		if _, err := event.LoadScorer(b); !errors.Is(err, linear.ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzLoadScorer(f *testing.F) {
	var buf bytes.Buffer
	if err := constant(0).Write(&buf); err != nil {
		f.Fatal(err)
	}
	f.Add(buf.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := event.LoadScorer(b); err == nil && (s.Event == nil || s.Party == nil || s.Standing == nil) {
			t.Error("a scorer without its models")
		}
	})
}

// The threshold is the least confidence of an event; a negative one stands for
// the scorer's own.
func TestThreshold(t *testing.T) {
	for _, tt := range []struct {
		logit     float32
		threshold float64
		fires     bool
	}{{0, 0.4, true}, {0, 0.6, false}, {0, -1, true}, {-1, -1, false}, {-2, 0, true}, {-9, 0, false}} {
		b := book(t, attack)
		in := stage(t, b, told[:strings.Index(told, "---")])
		m := event.NewMatcher(b)
		cands := m.Match(in)
		s := constant(tt.logit)
		s.Rank(m, in, cands)
		m.Events(in, cands, s, tt.threshold)
		if got := cands[0].Drop == ""; got != tt.fires {
			t.Errorf("log-odds %v, threshold %v: fires %v, dropped for %q", tt.logit, tt.threshold, got, cands[0].Drop)
		}
	}
}

// The scorer takes up what the patterns alone drop.
func TestScorerTakesUpWeakWords(t *testing.T) {
	const weak = "type: REJECT\n[[verb]]\nwords = [\"leave\"]\nweak = true\n"
	same(t, ranked(t, weak, 2), "left REJECT by=IRN to=OMN")
}

// Of two readings of the same words the likelier holds; one that lacks a party
// which its pattern needs counts half.
func TestScorerChoosesAReading(t *testing.T) {
	const two = "type: REJECT\n[[verb]]\nwords = [\"leave\"]\n" +
		"type: ACCUSE\n[[verb]]\nwords = [\"leave\"]\nneeds = [\"recipient\"]\nrecipient = [\"to\"]\n"
	same(t, ranked(t, two, 2), `left ACCUSE by=IRN (another reading of the same words is likelier)
		left REJECT by=IRN to=OMN`)
}

// ranked shows the candidates of "Iran left Oman" after a constant scorer.
func ranked(t *testing.T, patterns string, logit float32) string {
	t.Helper()
	b := book(t, patterns)
	in := stage(t, b, `
		Iran Iran PROPN NNP 2 nsubj
		left leave VERB VBD 0 root
		Oman Oman PROPN NNP 2 obj`)
	m := event.NewMatcher(b)
	cands := m.Match(in)
	constant(logit).Rank(m, in, cands)
	return show(in, cands)
}
