package ledger

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/when"
)

// Counts are the figures of a comparison.
type Counts struct {
	Gold, Got   int
	Found       int            // same kind, same party, words that overlap by half
	Right       int            // every field right
	Wrong       map[string]int // of those found: fields that are wrong
	Lives       int            // gold entries with a life
	Followed    int            // of those, the ones found
	StatusRight int
	Repeats     int // gold entries that say an earlier one again
	Linked      int
}

// Add adds the counts of another comparison.
func (c *Counts) Add(o Counts) {
	c.Gold, c.Got, c.Found, c.Right = c.Gold+o.Gold, c.Got+o.Got, c.Found+o.Found, c.Right+o.Right
	c.Lives, c.Followed, c.StatusRight = c.Lives+o.Lives, c.Followed+o.Followed, c.StatusRight+o.StatusRight
	c.Repeats, c.Linked = c.Repeats+o.Repeats, c.Linked+o.Linked
	if c.Wrong == nil {
		c.Wrong = map[string]int{}
	}
	for k, n := range o.Wrong {
		c.Wrong[k] += n
	}
}

func f1(hit, gold, got int) float64 {
	if gold+got == 0 {
		return 0
	}
	return 2 * float64(hit) / float64(gold+got)
}

// F1 is that of entries with every field right; Lenient, of entries found.
func (c Counts) F1() float64      { return f1(c.Right, c.Gold, c.Got) }
func (c Counts) Lenient() float64 { return f1(c.Found, c.Gold, c.Got) }

// Status is the share of entries with a life whose end was told right.
func (c Counts) Status() float64 { return float64(c.StatusRight) / math.Max(1, float64(c.Lives)) }

func (c Counts) String() string {
	fields := make([]string, 0, len(c.Wrong))
	for k, n := range c.Wrong {
		fields = append(fields, fmt.Sprintf("%s %d", k, n))
	}
	slices.Sort(fields)
	return fmt.Sprintf("entries: gold %d, drawn %d, found %d (F1 %.3f), all fields right %d (F1 %.3f); wrong fields: %s; life: %d of %d right (%.3f), of those found %d of %d; said again: %d of %d recognised",
		c.Gold, c.Got, c.Found, c.Lenient(), c.Right, c.F1(), strings.Join(fields, ", "), c.StatusRight, c.Lives, c.Status(), c.StatusRight, c.Followed, c.Linked, c.Repeats)
}

// Score compares the gold entries of one report with those drawn from it. Each
// gold entry takes the best drawn one that is left; misses says what is
// missing, wrong or too much, a line each.
func Score(report string, gold []Gold, got []*ledger.Entry) (c Counts, misses []string) {
	c.Gold, c.Got, c.Wrong = len(gold), len(got), map[string]int{}
	taken := make([]bool, len(got))
	for i := range gold {
		g := &gold[i]
		best, score := -1, 0.0
		for k, e := range got {
			if s := g.near(e); !taken[k] && s > score {
				best, score = k, s
			}
		}
		if g.ID != "" && g.Status != "" {
			c.Lives++
		}
		if g.Repeats != "" {
			c.Repeats++
		}
		if best < 0 {
			misses = append(misses, fmt.Sprintf("%s missing: %s %v %q %s", report, g.Kind, g.By, g.What, g.Over))
			continue
		}
		taken[best] = true
		c.Found++
		e := got[best]
		wrong := g.wrong(e)
		for _, w := range wrong {
			c.Wrong[w]++
		}
		if len(wrong) == 0 {
			c.Right++
		} else {
			misses = append(misses, fmt.Sprintf("%s wrong %v: %s %v -> %v %q over %q due %v if %q, want %+v", report, wrong, e.Kind, codes(e.By), codes(e.To), e.What.Text, e.Over.Text, e.Due, e.Condition.Text, *g))
		}
		if g.ID != "" && g.Status != "" {
			c.Followed++
			if st := string(e.State()); st == g.Status || g.Status == "new" && st == "reaffirmed" && e.Status == ledger.Reaffirmed {
				c.StatusRight++
			} else {
				misses = append(misses, fmt.Sprintf("%s status %s, want %s: %q %+v", report, st, g.Status, e.What.Text, e.Life))
			}
		}
		if g.Repeats != "" && e.RepeatOf != "" {
			c.Linked++
		}
	}
	for k, e := range got {
		if !taken[k] {
			misses = append(misses, fmt.Sprintf("%s too much: %s %v -> %v %q over %q", report, e.Kind, codes(e.By), codes(e.To), e.What.Text, e.Over.Text))
		}
	}
	return c, misses
}

// near scores a drawn entry as the one meant: 0 when it is another.
func (g *Gold) near(e *ledger.Entry) float64 {
	if string(e.Kind) != g.Kind && (string(e.Kind) != g.Alt || g.Alt == "") {
		return 0
	}
	switch e.Kind {
	case ledger.FigureKind:
		return overlap(g.Measure, e.Figure.Measure)
	case ledger.OfficeKind:
		return overlap(g.Person, e.Name.Text)
	case ledger.AliasKind:
		return overlap(g.Alias, e.Alias.Text)
	}
	if len(shared(g.By, codes(e.By))) == 0 {
		return 0
	}
	switch {
	case g.What == "":
		return overlap(g.Over, e.Over.Text)
	case e.Kind == ledger.Claim:
		return max(overlap(g.What, e.What.Text), 0.3*overlap(g.Over, e.Over.Text))
	}
	if s := overlap(g.What, e.What.Text); s >= 0.5 {
		return s
	}
	return 0
}

// wrong lists the fields of a drawn entry that differ from gold.
func (g *Gold) wrong(e *ledger.Entry) []string {
	var out []string
	check := func(field string, ok bool) {
		if !ok {
			out = append(out, field)
		}
	}
	if e.Kind != ledger.OfficeKind {
		check("by", slices.Equal(sorted(g.By), codes(e.By)))
	}
	if e.Kind == ledger.Commitment || e.Kind == ledger.Plan || e.Kind == ledger.Proposal {
		check("to", slices.Equal(sorted(g.To), codes(e.To)))
		check("due", sameDays(g.Due, e.Due))
	}
	check("status", g.ID != "" || g.Repeats != "" || g.Status == "" || g.Status == string(e.State()))
	check("what", g.What == "" || overlap(g.What, e.What.Text) >= 0.7)
	check("over", g.Over == "" || overlap(g.Over, e.Over.Text) >= 0.7)
	check("condition", g.Condition == "" && e.Condition.Text == "" || overlap(g.Condition, e.Condition.Text) >= 0.7)
	check("instrument", g.Instrument == "" || overlap(g.Instrument, e.Instrument.Text) >= 0.7)
	check("made", g.Made == "" || sameDays(g.Made, e.Made))
	check("name", g.Name == "" || strings.EqualFold(g.Name, e.Name.Text))
	if g.Since != "" {
		check("since", strings.HasPrefix(e.Since.First.Format(time.DateOnly), g.Since))
	}
	if f := e.Figure; f != nil {
		check("values", number(g.Before, f.Before) && number(g.Now, f.Now) && number(g.Planned, f.Plan) && number(g.Proposed, f.Proposed))
	}
	return out
}

func number(want, got *float64) bool {
	if want == nil || got == nil {
		return want == got
	}
	return math.Abs(*want-*got) < 1e-6*math.Max(1, math.Abs(*want))
}

// sameDays compares "last", "first/last" or a month with a range. A first day
// may be off by one: weeks begin on Sunday or Monday.
func sameDays(want string, got when.Range) bool {
	if want == "" {
		return got.Last.IsZero()
	}
	first, last, pair := strings.Cut(want, "/")
	if !pair {
		last = first
	}
	if len(last) == len("2006-01") {
		return got.Last.Format("2006-01") == last && got.First.Format("2006-01") == last
	}
	if got.Last.Format(time.DateOnly) != last {
		return false
	}
	w, err := time.Parse(time.DateOnly, first)
	return !pair || err == nil && math.Abs(got.First.Sub(w).Hours()) <= 24
}

func codes(as []event.Actor) []string {
	var out []string
	for _, a := range as {
		out = append(out, strings.TrimSpace(a.Code+" "+a.Sector))
	}
	return sorted(out)
}

func sorted(in []string) []string {
	out := slices.Clone(in)
	slices.Sort(out)
	return out
}

func shared(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool { return !slices.Contains(b, x) })
}

// overlap is the share of words that two phrases have in common, of all they
// have (intersection over union), marks and case aside.
func overlap(a, b string) float64 {
	x, y := bag(a), bag(b)
	common, all := 0, 0
	for w, n := range x {
		common += min(n, y[w])
		all += max(n, y[w])
	}
	for w, n := range y {
		if x[w] == 0 {
			all += n
		}
	}
	if all == 0 {
		return 0
	}
	return float64(common) / float64(all)
}

func bag(s string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if w = strings.Trim(w, "\"'“”,.;:()"); w != "" {
			out[w]++
		}
	}
	return out
}
