package event

import (
	"sort"
	"strconv"
)

// survey is what the report as a whole says of who its parties may be.
type survey struct {
	seats  []seat
	weight map[string]float64
	total  float64
	top    []string          // states, the most spoken of first
	known  map[string][]near // where each code is named
}

// near is a place where the report names a party.
type near struct {
	mention int
	sent    int
}

// survey counts the mentions of each code; states are ordered by them.
func (m *Matcher) survey(seats []seat) *survey {
	sc := &survey{seats: seats, weight: map[string]float64{}, known: map[string][]near{}}
	for k := range m.in.Mentions {
		men := &m.in.Mentions[k]
		for _, p := range men.Parties {
			if p.Code == "" {
				continue
			}
			sc.weight[p.Code]++
			sc.total++
			sc.known[p.Code] = append(sc.known[p.Code], near{k, men.Sent})
		}
	}
	for i := range m.in.Places {
		if c := m.in.Places[i].Country; c != "" {
			sc.weight[c] += 0.5
			sc.total += 0.5
		}
	}
	for c := range sc.weight {
		if m.book.Actors.State(c) >= 0 {
			sc.top = append(sc.top, c)
		}
	}
	sort.Slice(sc.top, func(i, j int) bool {
		a, b := sc.top[i], sc.top[j]
		return sc.weight[a] > sc.weight[b] || sc.weight[a] == sc.weight[b] && a < b
	})
	return sc
}

// share tells how much of the report a code has, in steps.
func (sc *survey) share(code string) string {
	x := sc.weight[code] / max(1, sc.total)
	for i, step := range [...]float64{0.05, 0.1, 0.2, 0.35, 0.5, 0.7} {
		if x < step {
			return strconv.Itoa(i)
		}
	}
	return "6"
}

// nearest gives the parties of the last mention of a code up to a sentence, or
// else of the first.
func (sc *survey) nearest(m *Matcher, code string, sent int) []Actor {
	best := -1
	for _, n := range sc.known[code] {
		if best < 0 || n.sent <= sent {
			best = n.mention
		}
	}
	if best < 0 {
		return nil
	}
	var out []Actor
	for _, a := range m.actors([]int{best}) {
		if a.Code == code {
			out = append(out, a)
		}
	}
	return out
}
