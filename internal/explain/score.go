package explain

import (
	"fmt"
	"math"
	"strings"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/event"
)

// Score takes a rule's confidence apart. Bias, the weights of For and Against,
// and Rest (all features not listed) add up to Sum; the confidence is
// 1/(1+exp(-(Slope*Sum+Offset))).
type Score struct {
	Confidence float64   `json:"confidence"`
	Sum        float64   `json:"sum"`
	Bias       float64   `json:"bias"`
	For        []Feature `json:"for,omitempty"`
	Against    []Feature `json:"against,omitempty"`
	Rest       float64   `json:"rest"`
	Slope      float64   `json:"slope"`
	Offset     float64   `json:"offset"`
}

// Feature is something that speaks for or against a rule, and how much.
type Feature struct {
	Name     string  `json:"name"` // as the scorer has it: "lemma", "asector"
	Value    string  `json:"value,omitempty"`
	WithType bool    `json:"with_type,omitempty"` // as the type has it, beside what it weighs for all types
	Weight   float64 `json:"weight"`
}

// strongest is how many features are listed on each side.
const strongest = 4

func addScores(out []Sentence, c *coder.Coder, d *coder.Doc) {
	next := make([]int, len(out))
	for i, sc := range c.Parts(d) {
		s := d.Clauses[d.Candidates[i].Clause].Sent
		out[s].Rules[next[s]].Parts = scoreOf(sc)
		next[s]++
	}
}

func scoreOf(sc event.Score) *Score {
	out := &Score{Confidence: milli(sc.Likelihood), Bias: milli(sc.Bias), Sum: milli(sc.Sum), Slope: milli(sc.Slope), Offset: milli(sc.Offset)}
	rest := out.Sum - out.Bias
	for _, p := range sc.Parts {
		list := &out.For
		if p.Weight < 0 {
			list = &out.Against
		}
		if len(*list) < strongest {
			f := Feature{Name: p.Field, Value: p.Value, WithType: p.WithType, Weight: milli(p.Weight)}
			*list = append(*list, f)
			rest -= f.Weight
		}
	}
	out.Rest = milli(rest)
	return out
}

func milli(x float64) float64 { return math.Round(x*1000) / 1000 }

// write prints the score below its rule: what speaks for and against, and how
// the sum becomes a confidence.
func (sc *Score) write(b *strings.Builder, kind string) {
	for _, side := range [...]struct {
		name string
		fs   []Feature
	}{{"for", sc.For}, {"against", sc.Against}} {
		if len(side.fs) > 0 {
			fmt.Fprintf(b, "           %-8s", side.name)
		}
		for i, f := range side.fs {
			if i > 0 {
				b.WriteString("; ")
			}
			b.WriteString(f.words(kind))
		}
		if len(side.fs) > 0 {
			b.WriteByte('\n')
		}
	}
	total := sc.Bias
	for _, f := range append(sc.For[:len(sc.For):len(sc.For)], sc.Against...) {
		total += f.Weight
	}
	fmt.Fprintf(b, "           %-8sthese and the bias %+.2f, all others %+.2f: %.2f; %.2f × %.2f %+.2f is the log-odds of %.2f\n",
		"sum", total, sc.Rest, sc.Sum, sc.Slope, sc.Sum, sc.Offset, sc.Confidence)
}
