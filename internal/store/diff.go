package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/export"
)

// Change is an event that is in one version of a report and not, or otherwise,
// in another.
type Change struct {
	Kind   string        `json:"kind"` // gained, lost or changed
	Fields []string      `json:"fields,omitempty"`
	Old    *export.Event `json:"old,omitempty"`
	New    *export.Event `json:"new,omitempty"`
}

// The kinds of changes.
const (
	Gained  = "gained"
	Lost    = "lost"
	Changed = "changed"
)

// judged are the fields that make an event another; the confidence and the
// line of the codebook may move without a change in what is said.
var judged = []struct {
	name  string
	value func(*export.Event) string
}{
	{"event", func(e *export.Event) string { return strings.Join(e.Event, " ") }},
	{"mode", func(e *export.Event) string { return e.Mode }},
	{"context", func(e *export.Event) string { return strings.Join(e.Context, " ") }},
	{"actor", func(e *export.Event) string { return Parties(e.Actor) }},
	{"recipient", func(e *export.Event) string { return Parties(e.Recipient) }},
	{"standing", func(e *export.Event) string { return e.Standing }},
	{"said_by", func(e *export.Event) string { return Parties(e.SaidBy) }},
	{"date", func(e *export.Event) string { return e.Date + "/" + cmp.Or(e.EndDate, e.Date) }},
	{"place", func(e *export.Event) string {
		if e.EventLoc == nil {
			return ""
		}
		return e.EventLoc.Name + " " + e.EventLoc.Country
	}},
	{"size", func(e *export.Event) string {
		if e.Size == nil {
			return ""
		}
		return number(e.Size.Dead) + "/" + number(e.Size.Injured) + "/" + number(e.Size.Arrested)
	}},
	{"repeat_of", func(e *export.Event) string {
		if e.RepeatOf == "" {
			return ""
		}
		return "repeat"
	}},
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// Parties writes parties as codes with their sectors, "JPN GOV, USA", or by
// their words where they have none.
func Parties(list []export.Entity) string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = cmp.Or(strings.TrimSpace(list[i].Code+" "+list[i].Sector), list[i].EntityText)
	}
	return strings.Join(out, ", ")
}

// Field gives a field of an event as Change names it, for people.
func Field(e *export.Event, name string) string {
	for _, f := range judged {
		if f.name == name {
			return f.value(e)
		}
	}
	return ""
}

// compare pairs the events of two codings of one report: first those with one
// id, then those of one word; what is left was lost or gained. Changes come in
// the order of the text.
func compare(old, now []export.Event) (changes []Change, same int) {
	taken := make([]bool, len(old))
	var rest []int
	pair := func(i, k int) {
		taken[i] = true
		if fields := fieldsApart(&old[i], &now[k]); len(fields) > 0 {
			changes = append(changes, Change{Changed, fields, &old[i], &now[k]})
		} else {
			same++
		}
	}
	find := func(is func(*export.Event) bool) int {
		for i := range old {
			if !taken[i] && is(&old[i]) {
				return i
			}
		}
		return -1
	}
	for k := range now {
		if i := find(func(e *export.Event) bool { return e.ID == now[k].ID }); i >= 0 {
			pair(i, k)
		} else {
			rest = append(rest, k)
		}
	}
	for _, k := range rest {
		if i := find(func(e *export.Event) bool { return e.Trigger == now[k].Trigger }); i >= 0 {
			pair(i, k)
		} else {
			changes = append(changes, Change{Kind: Gained, New: &now[k]})
		}
	}
	for i := range old {
		if !taken[i] {
			changes = append(changes, Change{Kind: Lost, Old: &old[i]})
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(a.at(), b.at()) })
	return changes, same
}

func (c Change) at() int {
	if c.New != nil {
		return c.New.Trigger.Start
	}
	return c.Old.Trigger.Start
}

func fieldsApart(a, b *export.Event) []string {
	var out []string
	for _, f := range judged {
		if f.value(a) != f.value(b) {
			out = append(out, f.name)
		}
	}
	return out
}
