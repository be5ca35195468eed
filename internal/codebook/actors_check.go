package codebook

import (
	"sort"
	"strings"
	"time"
)

// holding is a term of one office.
type holding struct {
	entity int
	term   Term
}

// overlapping names holders of one office whose terms share more than
// forty days; months and their days are often not known better.
func overlapping(entities []Entity, held []holding) []Problem {
	sort.SliceStable(held, func(i, j int) bool { return held[i].term.From < held[j].term.From })
	var out []Problem
	for i := 1; i < len(held); i++ {
		a, b := held[i-1], held[i]
		if a.entity != b.entity && shared(b.term.From, a.term.To) > 40 && whole(a.term.To) && whole(b.term.From) {
			out = append(out, Problem{b.term.Pos, entities[b.entity].Name,
				"a first day after the last of " + entities[a.entity].Name + ", " + a.term.Pos.String() + `, or several = true`})
		}
	}
	return out
}

// shared gives the days from a first day to a last, 0 when it comes before.
func shared(from, to Day) int {
	if from >= to {
		return 0
	}
	return int(dayTime(to).Sub(dayTime(from)).Hours() / 24)
}

func dayTime(d Day) time.Time {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC)
}

// whole reports whether a day was given to the day, as far as that shows: the
// ends of years are taken for years.
func whole(d Day) bool { return d != Open && d%10000 != 1231 && d%10000 != 101 }

// Check gives what is no mistake of form but likely one of fact: holders of one
// office at the same time, names that two states or bodies share without an
// [[ambiguous]] entry, and role words that stand twice. In order of file and line.
func (a *Actors) Check() []Problem {
	out := append([]Problem(nil), a.overlaps...)
	known := map[string]bool{}
	for i := range a.Ambiguous {
		known[strings.ToLower(a.Ambiguous[i].Name)] = true
	}
	first := map[string]int{}
	for i := range a.Names {
		n := &a.Names[i]
		e := &a.Entities[n.Entity]
		key := strings.ToLower(n.Text)
		if e.Kind == PersonEntity || known[key] {
			continue
		}
		j, seen := first[key]
		if !seen {
			first[key] = i
			continue
		}
		if o := &a.Entities[a.Names[j].Entity]; o.Code != e.Code {
			out = append(out, Problem{n.Pos, n.Text, "an [[ambiguous]] entry, as it is also " + o.Name + ", " + a.Names[j].Pos.String()})
		}
	}
	out = append(out, a.twice()...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Pos.File != out[j].Pos.File {
			return out[i].Pos.File < out[j].Pos.File
		}
		return out[i].Pos.Line < out[j].Pos.Line
	})
	return out
}

// twice names role words that stand in two places: only the first counts.
func (a *Actors) twice() []Problem {
	var out []Problem
	first := map[string]Pos{}
	for i := range a.Roles {
		r := &a.Roles[i]
		if pos, seen := first[r.Word]; seen {
			out = append(out, Problem{r.Pos, r.Word, "a word once; it also stands at " + pos.String()})
			continue
		}
		first[r.Word] = r.Pos
	}
	return out
}
