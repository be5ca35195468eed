package relate

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/attache/attache/internal/text"
)

// Pair is a text with two marked spans. A span is start and end in Unicode
// characters from 0, the end being the character behind the last.
type Pair struct {
	Text      string `json:"text"`
	Actor     [2]int `json:"actor"`
	Recipient [2]int `json:"recipient"`
	Related   bool   `json:"related,omitempty"` // the two are known to be related: NONE is no answer
}

// Relation is what the text says the actor did to the recipient. Likelihoods
// have three decimals.
type Relation struct {
	Event        string   `json:"event"` // PLOVER's type, or NONE where the text tells of no act
	Mode         string   `json:"mode,omitempty"`
	Confidence   float64  `json:"confidence"`
	Against      float64  `json:"against"`            // likelihood that it is an act against the other, by word or deed
	Alternatives []Other  `json:"alternatives"`       // the next likely types, at most three
	Rule         string   `json:"rule,omitempty"`     // line of the codebook that names such an act of the two
	Features     []string `json:"features,omitempty"` // what weighed most for the type
}

// Other is another type and its likelihood.
type Other struct {
	Event      string  `json:"event"`
	Confidence float64 `json:"confidence"`
}

// ErrNotUTF8 says that a pair's text is not UTF-8.
var ErrNotUTF8 = errors.New("the pair's text is not UTF-8; convert it first")

// Pair answers for one pair. Errors name the span that does not fit the text.
func (r *Relater) Pair(p Pair) (Relation, error) {
	w := r.workers.Get().(*Worker)
	defer r.workers.Put(w)
	return w.Pair(p)
}

// Pair answers for one pair; see Relater.Pair.
func (w *Worker) Pair(p Pair) (Relation, error) {
	if !utf8.ValidString(p.Text) {
		return Relation{}, ErrNotUTF8
	}
	actor, err := spanOf(p.Text, p.Actor)
	if err != nil {
		return Relation{}, fmt.Errorf("actor: %w", err)
	}
	recipient, err := spanOf(p.Text, p.Recipient)
	if err != nil {
		return Relation{}, fmt.Errorf("recipient: %w", err)
	}
	w.Related = p.Related
	a, err := w.Relate(p.Text, actor, recipient)
	if err != nil {
		return Relation{}, err
	}
	out := Relation{Event: a.Event, Mode: a.Mode, Confidence: round3(a.Confidence), Against: round3(a.Against),
		Rule: a.Why.Rule, Features: a.Why.Features, Alternatives: []Other{}}
	for _, o := range a.Alternatives {
		out.Alternatives = append(out.Alternatives, Other{o.Event, round3(o.Confidence)})
	}
	return out, nil
}

func round3(x float64) float64 { return math.Floor(x*1000+0.5) / 1000 }

// spanOf turns a span of characters into one of bytes.
func spanOf(s string, chars [2]int) (text.Span, error) {
	n := utf8.RuneCountInString(s)
	if chars[0] < 0 || chars[1] <= chars[0] || chars[1] > n {
		return text.Span{}, fmt.Errorf("[%d, %d] is no span of a text of %d characters", chars[0], chars[1], n)
	}
	out := text.Span{From: -1, To: len(s)}
	k := 0
	for i := range s {
		if k == chars[0] {
			out.From = i
		}
		if k == chars[1] {
			out.To = i
			break
		}
		k++
	}
	return out, nil
}
