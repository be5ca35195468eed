package conll18

import "strings"

// pair is a gold and a system word taken for the same, by index.
type pair struct{ gold, system int }

// align pairs the words of the two files. Words that are tokens of their own
// match by span; where either has a token of several words, the words of the
// region are matched by the longest common subsequence of their forms.
func align(gold, system []word) []pair {
	var out []pair
	g, s := 0, 0
	for g < len(gold) && s < len(system) {
		if gold[g].multi || system[s].multi {
			if g0, s0, g1, s1, ok := region(gold, system, g, s); ok {
				out = subsequence(out, gold, system, g0, g1, s0, s1)
				g, s = g1, s1
				continue
			}
		}
		switch a, b := gold[g].span, system[s].span; {
		case a == b:
			out = append(out, pair{g, s})
			g++
			s++
		case a.from <= b.from:
			g++
		default:
			s++
		}
	}
	return out
}

// region finds the words that the token of several words at g or s touches on
// either side, grown until no further such token begins within. It is not ok
// when the multiword token does not overlap the other side here: the one that
// begins first is then passed over by the caller.
func region(gold, system []word, g, s int) (g0, s0, g1, s1 int, ok bool) {
	end := 0
	switch {
	case gold[g].multi:
		end = gold[g].to
		if !system[s].multi && system[s].from < gold[g].from {
			return 0, 0, 0, 0, false
		}
	default:
		end = system[s].to
		if gold[g].from < system[s].from {
			return 0, 0, 0, 0, false
		}
	}
	g1, s1 = g, s
	for g1 < len(gold) && (gold[g1].multi && gold[g1].from < end || !gold[g1].multi && gold[g1].to <= end) ||
		s1 < len(system) && (system[s1].multi && system[s1].from < end || !system[s1].multi && system[s1].to <= end) {
		if g1 < len(gold) && (s1 >= len(system) || gold[g1].from <= system[s1].from) {
			if gold[g1].multi {
				end = max(end, gold[g1].to)
			}
			g1++
			continue
		}
		if system[s1].multi {
			end = max(end, system[s1].to)
		}
		s1++
	}
	return g, s, g1, s1, true
}

// subsequence appends the pairs of the longest common subsequence of forms.
func subsequence(out []pair, gold, system []word, g0, g1, s0, s1 int) []pair {
	n, m := g1-g0, s1-s0
	if n == 0 || m == 0 {
		return out
	}
	table := make([]int, (n+1)*(m+1))
	at := func(i, j int) *int { return &table[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if sameForm(&gold[g0+i], &system[s0+j]) {
				*at(i, j) = 1 + *at(i+1, j+1)
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case sameForm(&gold[g0+i], &system[s0+j]):
			out = append(out, pair{g0 + i, s0 + j})
			i++
			j++
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
	return out
}

func sameForm(a, b *word) bool { return strings.EqualFold(a.tok.Form, b.tok.Form) }
