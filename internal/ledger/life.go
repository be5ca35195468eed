package ledger

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/attache/attache/internal/when"
)

// Book is the ledger of many reports.
type Book struct {
	Entries []Entry
	pages   []page
}

// page is what one report gave.
type page struct {
	report  string
	day     time.Time
	entries []Entry
	deeds   []Deed
}

// Add takes in what a report gave.
func (b *Book) Add(report string, day time.Time, entries []Entry, deeds []Deed) {
	b.pages = append(b.pages, page{report, day, entries, deeds})
}

// Settle follows every entry through the reports in order of their day (those
// without one as they came, before the others), and closes what ran out by
// asOf, or by the last report's day when asOf is zero. Its cost grows with the
// entries of a party times its later deeds.
func (b *Book) Settle(asOf time.Time) {
	sort.SliceStable(b.pages, func(i, k int) bool { return b.pages[i].day.Before(b.pages[k].day) })
	known := map[string][]int{} // party to its entries
	for p := range b.pages {
		pg := &b.pages[p]
		for i := range pg.deeds {
			b.deed(known, &pg.deeds[i])
		}
		first := len(b.Entries)
		for i := range pg.entries {
			b.Entries = append(b.Entries, pg.entries[i])
			b.again(known, len(b.Entries)-1)
		}
		for i := first; i < len(b.Entries); i++ {
			for _, code := range codes(b.Entries[i].By) {
				known[code] = append(known[code], i)
			}
		}
		if pg.day.After(asOf) {
			asOf = pg.day
		}
		pg.deeds = nil
	}
	for i := range b.Entries {
		b.Entries[i].lapse(asOf)
	}
}

// of lists the entries of any of the parties, in their order.
func of(known map[string][]int, parties []string) []int {
	var out []int
	for _, c := range parties {
		out = append(out, known[c]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// again recognises an entry that an earlier report held already.
func (b *Book) again(known map[string][]int, n int) {
	e := &b.Entries[n]
	if e.Kind == FigureKind {
		b.series(known, e)
		return
	}
	best, score := -1, 0.0
	for _, k := range of(known, codes(e.By)) {
		o := &b.Entries[k]
		if o.Report == e.Report || o.RepeatOf != "" || !kin(o.Kind, e.Kind) || !o.Open() && owed(o.Kind) {
			continue
		}
		s := alike(o.terms, e.terms)
		if o.Kind == AliasKind && e.Kind == AliasKind && o.Alias.Text == e.Alias.Text || o.Kind == OfficeKind && e.Kind == OfficeKind && o.Name.Text == e.Name.Text {
			s = 1
		}
		if (o.Kind == Claim || o.Kind == Position) && (o.Over.Text != e.Over.Text) {
			s = 0
		}
		if s > score {
			best, score = k, s
		}
	}
	least := sameWords
	if e.Status == Reaffirmed {
		least = maybeWords // the words themselves say that it is not new
	}
	if best < 0 || score < least {
		return
	}
	o := &b.Entries[best]
	e.RepeatOf = o.ID
	if !e.Made.Last.IsZero() && !e.Day.IsZero() && e.Day.Sub(e.Made.Last) > 7*24*time.Hour {
		return // told again, not said again
	}
	e.Status = Reaffirmed
	o.Life = append(o.Life, Step{Status: Reaffirmed, Score: round(score), Day: e.Day, Report: e.Report, Entry: e.ID, Quote: e.Quote})
	if e.Due.Last.After(o.Due.Last) {
		o.Due = e.Due
	}
}

// series joins a figure to the earlier ones of the same thing.
func (b *Book) series(known map[string][]int, e *Entry) {
	for _, k := range of(known, codes(e.By)) {
		o := &b.Entries[k]
		if o.Kind == FigureKind && strings.EqualFold(o.Figure.Measure, e.Figure.Measure) && o.Figure.Unit == e.Figure.Unit {
			e.Series = cmp.Or(o.Series, o.ID)
			return
		}
	}
}

func owed(k Kind) bool { return k == Commitment || k == Plan || k == Proposal }

// kin: a plan told again may be told as a promise.
func kin(a, b Kind) bool {
	return a == b || (a == Commitment || a == Plan) && (b == Commitment || b == Plan)
}

// deed looks for the entry whose fate a deed shows.
func (b *Book) deed(known map[string][]int, x *Deed) {
	best, score := -1, 0.0
	for _, k := range of(known, codes(x.By)) {
		o := &b.Entries[k]
		if o.Report == x.Report || o.RepeatOf != "" || !o.Open() && !(o.Kind == Claim && x.Fate == Withdrawn) {
			continue
		}
		s := covers(o.terms, x.terms)
		if x.Word != "" {
			s = x.byWord(o, s)
		}
		if !x.Doer {
			s *= 0.8
		}
		if x.Word == "" && o.verb != "" && o.verb != x.verb {
			s *= otherVerb
		}
		if x.Word == "" && !o.Due.Last.IsZero() && x.Day.Sub(o.Due.Last) > long || o.Due.Last.IsZero() && x.Day.Sub(o.Day) > 2*long {
			continue
		}
		if s >= score && s > 0 {
			best, score = k, s
		}
	}
	if best < 0 || score < evidence {
		return
	}
	o := &b.Entries[best]
	st, sure := x.shows(o)
	sure = sure && (x.Fate != "" || o.verb == x.verb || o.verb == "" && (score >= 0.75 || common(o.terms, x.terms) >= 1.5))
	if st == "" {
		return
	}
	sure = sure && score >= evidence
	if !sure && o.offers() >= 3 {
		return
	}
	o.Life = append(o.Life, Step{Status: st, Possibly: !sure, Score: round(score), Day: x.Day, Report: x.Report, Event: x.Event, Quote: x.Quote})
}

// long is how late after its day a deed can still show the fate of an entry.
const long = 366 * 24 * time.Hour

func (e *Entry) offers() int {
	n := 0
	for _, s := range e.Life {
		if s.Possibly {
			n++
		}
	}
	return n
}

// byWord scores a deed that names the promise by a word ("broke its pledge"):
// words after it must fit, where there are any.
func (x *Deed) byWord(o *Entry, s float64) float64 {
	fits := map[string]Kind{"proposal": Proposal, "offer": Proposal, "plan": Plan, "claim": Claim}[x.Word]
	if fits != "" && fits != o.Kind || fits == "" && (o.Kind == Proposal || o.Kind == Claim) {
		return 0
	}
	if len(x.terms) == 0 {
		return evidence
	}
	return max(s, alike(o.terms, x.terms))
}

// shows is the fate that a deed gives an entry, and whether it is beyond doubt.
func (x *Deed) shows(o *Entry) (Status, bool) {
	switch {
	case x.Fate != "":
		return x.Fate, true
	case o.Kind == Claim:
		return "", false
	case o.not && x.Neg:
		return "", false // not to have done it yet is no end
	case o.not:
		return Broken, true
	case x.Neg:
		return Broken, !o.Due.Last.IsZero() && x.Day.After(o.Due.Last)
	}
	return Fulfilled, true
}

// lapse closes an entry whose last day passed without a deed.
func (e *Entry) lapse(asOf time.Time) {
	if !e.Open() || e.RepeatOf != "" || e.Due.Last.IsZero() || !asOf.After(e.Due.Last) {
		return
	}
	e.Life = append(e.Life, Step{Status: Lapsed, Score: 1, Day: e.Due.Last})
}

func round(f float64) float64 { return float64(int(f*100+0.5)) / 100 }

// Days writes a range as one day or as two, "" when it is unknown.
func Days(r when.Range) (first, last string) {
	if !r.First.IsZero() {
		first = r.First.Format(time.DateOnly)
	}
	if !r.Last.IsZero() {
		last = r.Last.Format(time.DateOnly)
	}
	return first, last
}
