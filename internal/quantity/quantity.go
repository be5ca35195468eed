package quantity

import (
	"math"

	"github.com/attache/attache/internal/text"
)

// Kind says what sort of thing is measured.
type Kind uint8

const (
	Count   Kind = iota // things or people
	Money               // Unit is an ISO 4217 code where it is known
	Percent             // of a whole of 100
	Share               // "two-thirds": 0.67
	Measure             // kilometres, tonnes, megawatts ...
)

// Fate is what befell the people counted.
type Fate uint8

const (
	NoFate Fate = iota
	Dead
	Injured
	Arrested
	Missing
	Abducted
	Displaced
	Freed
)

// Quantity is a number in a sentence with its bounds.
type Quantity struct {
	From, To  int       // tokens, half-open, with "at least" and the unit
	Num       int       // first token of the number itself
	Noun      int       // token that names what is counted, -1 when nothing does
	Span      text.Span // bytes of From to To
	Low, High float64   // High is +Inf for "at least", Low 0 for "up to"
	Unit      string    // lower-case noun ("people", "soldiers"), currency code, "%", or ""
	Kind      Kind
	Approx    bool // "about", "dozens"
	Fate      Fate
	Plus      bool // joined to the one before under the same fate: "two officers and three men"
}

// Best is the one number to give for the quantity: the bound that the words
// name, the middle of a vague word's range.
func (q *Quantity) Best() float64 {
	switch {
	case math.IsInf(q.High, 1):
		return q.Low
	case q.Low == 0:
		return q.High
	case q.Approx && q.High > q.Low:
		return q.Low
	}
	return (q.Low + q.High) / 2
}

// Toll counts the people that a sentence tells of as dead, injured and
// arrested; -1 where it gives no number. Where two numbers tell the same fate
// the greater is the total, and those joined by "and" are added up.
type Toll struct{ Dead, Injured, Arrested int }

// TollOf sums a sentence's quantities up.
func TollOf(qs []Quantity) Toll {
	t := Toll{-1, -1, -1}
	sum := 0
	for i := range qs {
		n := int(min(qs[i].Best(), 1e12))
		if qs[i].Plus {
			n += sum
		}
		sum = n
		switch qs[i].Fate {
		case Dead:
			t.Dead = max(t.Dead, n)
		case Injured:
			t.Injured = max(t.Injured, n)
		case Arrested:
			t.Arrested = max(t.Arrested, n)
		}
	}
	return t
}
