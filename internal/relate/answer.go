package relate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/attache/attache/internal/codebook"
)

// shown is how many alternatives and reasons an answer has.
const shown = 3

// choose makes an answer of the scores of the types and the likelihood that
// the pair is not related. NONE is chosen where that is above the model's
// bound and likelier than any type, unless the pair is known to be related.
func (m *Model) choose(scores []float32, none float64, related bool) Answer {
	p := slices.Clone(scores)
	Probabilities(p, m.Heat)
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	if related {
		none = 0
	}
	for i := range p {
		p[i] *= float32(1 - none)
	}
	a := Answer{Event: m.Types[order[0]], Confidence: float64(p[order[0]])}
	if none >= float64(m.None) && none > a.Confidence {
		a.Event, a.Confidence = None, none
	} else {
		order = order[1:]
	}
	for _, k := range order {
		if p[k] > 0.005 && len(a.Alternatives) < shown {
			a.Alternatives = append(a.Alternatives, Alternative{m.Types[k], float64(p[k])})
		}
	}
	return a
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// yield stands for two types that only the mode tells apart.
const yield = "YIELD"

// mode sets the mode of an answer, and tells CONCEDE from RETREAT in it and in
// its alternatives.
func (m *Model) mode(a *Answer, scores []float32) {
	best := map[string]int{}
	for i, name := range m.Modes {
		t, _, _ := strings.Cut(name, " ")
		for _, key := range [...]string{t, fold(t)} {
			if old, ok := best[key]; !ok || scores[i] > scores[old] {
				best[key] = i
			}
		}
	}
	set := func(event *string, mode *string) {
		k, ok := best[*event]
		if !ok {
			return
		}
		t, name, _ := strings.Cut(m.Modes[k], " ")
		*event = t
		if mode != nil && name != "-" {
			*mode = name
		}
	}
	set(&a.Event, &a.Mode)
	for i := range a.Alternatives {
		set(&a.Alternatives[i].Event, nil)
	}
}

func fold(t string) string {
	if t == "CONCEDE" || t == "RETREAT" {
		return yield
	}
	return t
}

// rule is the line of the codebook whose pattern makes an act of that type of
// the two parties: best one that stands, with the actor as its actor.
func (sc *scene) rule(book *codebook.Book, kind string) string {
	best, at := 0, -1
	for i := range sc.cands {
		c := &sc.cands[i]
		if fold(c.Type) != kind && c.Type != kind {
			continue
		}
		a, b := sc.roles(c)
		n := 2*one(a == "a") + 2*one(b == "b") + one(a != "-") + one(b != "-") + one(c.Drop == "")
		if (a != "-" || b != "-") && n > best {
			best, at = n, i
		}
	}
	if at < 0 {
		return ""
	}
	return book.Events.Patterns[sc.cands[at].Ref.Pattern].Pos.String()
}

// reasons names the features that speak most for a type against the others.
func (w *Worker) reasons(kind string) []string {
	class, h := slices.Index(w.m.Types, kind), w.m.ByType.Sparse
	if kind == None {
		class, h = 0, w.m.Related.Sparse
	}
	type reason struct {
		at     int
		weight float32
	}
	var top []reason
	for i, f := range w.f.fs {
		row := h.W[h.Slot(f):][:h.Classes]
		if row[class] > 0.05 {
			top = append(top, reason{i, row[class]})
		}
	}
	slices.SortStableFunc(top, func(a, b reason) int { return cmp.Compare(b.weight, a.weight) })
	var out []string
	for _, r := range top {
		if len(out) == shown {
			break
		}
		n := w.f.names[r.at]
		if s := n.field + " " + n.value; !has(out, s) {
			out = append(out, s)
		}
	}
	return out
}
