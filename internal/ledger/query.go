package ledger

import (
	"slices"
	"strings"
	"time"
)

// Query picks entries; zero fields pick all.
type Query struct {
	By, To    []string // codes, or names
	Over      string   // name of a place, whatever a side calls it
	Kinds     []string
	Open      bool
	DueBefore time.Time // entries due before this day
}

// Pick gives the entries that a query asks for, in the order of reports.
func (b *Book) Pick(q Query, disputed func(string) (string, bool)) []*Entry {
	over := strings.ToLower(q.Over)
	if n, ok := disputed(q.Over); ok {
		over = strings.ToLower(n)
	}
	var out []*Entry
	for i := range b.Entries {
		e := &b.Entries[i]
		switch {
		case len(q.By) > 0 && !named(e.by, q.By), len(q.To) > 0 && !named(e.to, q.To):
		case over != "" && !strings.Contains(strings.ToLower(e.Over.Text), over) && !(e.Kind == AliasKind && strings.EqualFold(e.Name.Text, over)):
		case len(q.Kinds) > 0 && !slices.Contains(q.Kinds, string(e.Kind)):
		case q.Open && (!e.Open() || e.RepeatOf != ""):
		case !q.DueBefore.IsZero() && (e.Due.Last.IsZero() || !e.Due.Last.Before(q.DueBefore)):
		default:
			out = append(out, e)
		}
	}
	return out
}

func named(ps []Party, want []string) bool {
	return slices.ContainsFunc(ps, func(p Party) bool {
		return slices.ContainsFunc(want, func(w string) bool {
			return strings.EqualFold(p.Code, w) || strings.EqualFold(p.Code+" "+p.Sector, w) || p.Identifier != "" && strings.EqualFold(p.Identifier, w)
		})
	})
}
