package gold

import (
	"slices"
	"sort"
	"strings"
)

// Coded is a coded event as the scorer sees it.
type Coded struct {
	Sent             int // sentence of the annotation's numbering
	Type             string
	Actor, Recipient []string // codes
	Standing         string
	First, Last      string // days "2006-01-02"
}

// Codes gives the codes of entities, sorted, each once, unknown ones left out.
func Codes(es []Entity) []string {
	var out []string
	for _, e := range es {
		if e.Code != "" {
			out = append(out, e.Code)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func jaccard(a, b []string) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 1
	}
	both := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// Similarity of the parties, from 0 to 1.
func Similarity(g *Event, c *Coded) float64 {
	ga, gr := Codes(g.Actor), Codes(g.Recipient)
	split := (jaccard(ga, c.Actor) + jaccard(gr, c.Recipient)) / 2
	if Mutual[g.Type] {
		return max(split, jaccard(union(ga, gr), union(c.Actor, c.Recipient)))
	}
	return split
}

// Same is the similarity from which the parties count as the same.
const Same = 0.75

// Pair is a gold event and a coded event that agree on sentence and type.
type Pair struct {
	Gold, Coded int
	Similarity  float64
}

// Match pairs events greedily, the most similar first, as the field's scorer
// does.
func Match(events []Event, coded []Coded) []Pair {
	var all []Pair
	for gi := range events {
		for ci := range coded {
			if g, c := &events[gi], &coded[ci]; g.Type == c.Type && g.Sent == c.Sent {
				all = append(all, Pair{gi, ci, Similarity(g, c)})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if a.Similarity != b.Similarity {
			return a.Similarity > b.Similarity
		}
		if ra, rb := events[a.Gold].Repeat, events[b.Gold].Repeat; ra != rb {
			return rb
		}
		if a.Gold != b.Gold {
			return a.Gold > b.Gold
		}
		return a.Coded > b.Coded
	})
	usedG, usedC := make([]bool, len(events)), make([]bool, len(coded))
	var out []Pair
	for _, p := range all {
		if !usedG[p.Gold] && !usedC[p.Coded] {
			usedG[p.Gold], usedC[p.Coded] = true, true
			out = append(out, p)
		}
	}
	return out
}

// SameDate reports whether the days agree; known is false when the annotation
// has none.
func SameDate(g *Event, c *Coded) (same, known bool) {
	if g.Date == "" {
		return false, false
	}
	end := c.Last
	if end == c.First {
		end = ""
	}
	first, last, ok := strings.Cut(g.Date, "/")
	switch {
	case ok && last != "":
		return c.First == first && end == last, true
	case len(first) == 10:
		return c.First == first, true
	}
	return strings.HasPrefix(c.First, first) && (end == "" || strings.HasPrefix(end, first)), true
}
