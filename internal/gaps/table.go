package gaps

import (
	"cmp"
	"maps"
	"slices"
)

// Row counts one word or name.
type Row struct {
	Word    string
	N       int
	Example string         // the first sentence with it
	Reasons map[string]int // why patterns on it did not fire; nil where none were tried
}

// Reason is the most frequent of the reasons, the first in the alphabet of
// those that are equally so.
func (r *Row) Reason() string {
	best := ""
	for _, w := range slices.Sorted(maps.Keys(r.Reasons)) {
		if best == "" || r.Reasons[w] > r.Reasons[best] {
			best = w
		}
	}
	return best
}

// table counts words in bounded memory.
type table map[string]*Row

// most is how many words a table holds. Beyond it the rarest are forgotten,
// so that the count of a word that was rare for long may be short by a few.
const most = 50_000

func (t table) add(word, example string, reasons ...string) {
	r := t[word]
	if r == nil {
		r = &Row{Word: word, Example: example}
		t[word] = r
	}
	r.N++
	for _, why := range reasons {
		if r.Reasons == nil {
			r.Reasons = map[string]int{}
		}
		r.Reasons[why]++
	}
}

// merge adds the rows of o, which it may keep.
func (t table) merge(o table) {
	for word, x := range o {
		r := t[word]
		if r == nil {
			t[word] = x
			continue
		}
		r.N += x.N
		for why, n := range x.Reasons {
			if r.Reasons == nil {
				r.Reasons = map[string]int{}
			}
			r.Reasons[why] += n
		}
	}
	for cut := 1; len(t) > most; cut++ {
		maps.DeleteFunc(t, func(_ string, r *Row) bool { return r.N <= cut })
	}
}

// top gives the n most frequent rows, ties in the order of the alphabet.
func (t table) top(n int) []Row {
	var out []Row
	for _, r := range t {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Row) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Word, b.Word)) })
	return out[:min(n, len(out))]
}
