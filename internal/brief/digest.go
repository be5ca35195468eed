package brief

import (
	"fmt"
	"strings"
	"time"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/ledger"
)

// Digest is a brief of some days from the record. Numbers called usual are
// means of the stretches of the same length before.
type Digest struct {
	From        string       `json:"from"`
	To          string       `json:"to"`
	About       string       `json:"about,omitempty"` // the parties that it is narrowed to
	Reports     int          `json:"reports"`
	Sources     int          `json:"sources"`
	Cooperation Level        `json:"cooperation"`
	Conflict    Level        `json:"conflict"`
	Scale       float64      `json:"scale"` // mean conflict-cooperation score
	Course      []int        `json:"course"`
	Sections    []Section    `json:"sections"`
	Ahead       []export.Row `json:"ahead"`  // what is planned for the days after
	Due         []Owed       `json:"due"`    // of the ledger, soonest first
	Made        []Owed       `json:"made"`   // commitments and plans of these days
	Dyads       []Pair       `json:"dyads"`  // between whom most was
	Denied      []export.Row `json:"denied"` // what did not happen, as reports say
}

// Level is a number and what it usually is.
type Level struct {
	Events int     `json:"events"`
	Usual  float64 `json:"usual"`
}

// Section holds the weightiest events of a quad class; All counts the others,
// too.
type Section struct {
	Quad   int          `json:"quad"`
	All    int          `json:"all"`
	Events []export.Row `json:"events"`
}

// Owed is an entry of the ledger with the report it is from.
type Owed struct {
	ledger.Line
	Title string `json:"report_title,omitempty"`
}

// Pair is a dyad with what is between the two.
type Pair struct {
	A           string  `json:"a"`
	B           string  `json:"b"`
	Events      int     `json:"events"`
	Usual       float64 `json:"usual"`
	Cooperation int     `json:"cooperation"`
	Conflict    int     `json:"conflict"`
}

// sections in the order of a brief: what is done before what is said, what
// threatens before what helps.
var sections = [...]string{1: "talks and agreements", 2: "aid, joint action, withdrawal", 3: "accusations, demands, threats", 4: "force, coercion, protest"}

// SectionOrder is the order of quad classes in a brief.
var SectionOrder = [...]int{4, 2, 3, 1}

// Write writes a digest for a person; name says what codes stand for.
func (d *Digest) Write(name func(string) string, s Style) []byte {
	s.Width = max(s.Width, 40)
	var b strings.Builder
	d.head(&b, s)
	for i := range d.Sections {
		sec := &d.Sections[i]
		if len(sec.Events) == 0 {
			continue
		}
		s.title(&b, sections[sec.Quad], sec.All-len(sec.Events))
		for _, r := range sec.Events {
			s.entry(&b, r)
			b.WriteByte('\n')
		}
	}
	d.pairs(&b, name, s)
	for _, part := range []struct {
		title string
		rows  []export.Row
	}{{"still to come", d.Ahead}, {"did not happen, as reported", d.Denied}} {
		if len(part.rows) > 0 {
			s.title(&b, part.title, 0)
			for _, r := range part.rows {
				s.entry(&b, r)
				b.WriteByte('\n')
			}
		}
	}
	d.owed(&b, s)
	return []byte(b.String())
}

func (s Style) title(b *strings.Builder, t string, others int) {
	words := say(bold, strings.ToUpper(t))
	if others > 0 {
		words = append(words, say(dim, fmt.Sprintf("and %d more", others))...)
	}
	s.block(b, 0, words)
	b.WriteByte('\n')
}

func (d *Digest) head(b *strings.Builder, s Style) {
	from, _ := time.Parse(time.DateOnly, d.From)
	to, _ := time.Parse(time.DateOnly, d.To)
	title := stretch(from, to, " 2006")
	if d.From == d.To {
		title = from.Format("Monday 2 January 2006")
	}
	if d.About != "" {
		title += " · " + d.About
	}
	s.block(b, 0, say(bold, title))
	all := d.Cooperation.Events + d.Conflict.Events
	if all == 0 {
		s.block(b, 0, say(dim, "nothing happened, as far as the record knows"))
		b.WriteByte('\n')
		return
	}
	s.block(b, 0, say(dim, fmt.Sprintf("%s from %s", plural(all, "event"), plural(d.Reports, "report"))))
	for _, l := range []struct {
		name string
		Level
		look look
	}{{"conflict", d.Conflict, fight}, {"cooperation", d.Cooperation, coop}} {
		words := append(say(l.look, fmt.Sprintf("%-11s %d", l.name, l.Events)), say(dim, l.against())...)
		s.block(b, 0, words)
	}
	line := fmt.Sprintf("mean score %+.1f", d.Scale)
	if len(d.Course) > 1 {
		line += " · events before and now " + spark(d.Course)
	}
	s.block(b, 0, say(dim, line))
	b.WriteByte('\n')
}

// against compares a number with the usual one.
func (l Level) against() string {
	if l.Usual == 0 {
		return ""
	}
	word := "as usual"
	switch ratio := float64(l.Events) / l.Usual; {
	case ratio >= 1.25:
		word = "more than usual"
	case ratio <= 0.8:
		word = "less than usual"
	}
	return fmt.Sprintf("%s (%s)", word, plainNumber(l.Usual))
}

func plainNumber(x float64) string {
	switch {
	case x >= 10:
		return fmt.Sprintf("%.0f", x)
	case x < 0.05:
		return "·"
	}
	return fmt.Sprintf("%.1f", x)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprint(n, " ", what, "s")
}

// spark draws numbers as small bars.
func spark(list []int) string {
	bars := []rune("▁▂▃▄▅▆▇█")
	most := 1
	for _, n := range list {
		most = max(most, n)
	}
	var b strings.Builder
	for _, n := range list {
		b.WriteRune(bars[n*(len(bars)-1)/most])
	}
	return b.String()
}

func (d *Digest) pairs(b *strings.Builder, name func(string) string, s Style) {
	if len(d.Dyads) == 0 {
		return
	}
	s.title(b, "between whom", 0)
	rows := make([][]string, len(d.Dyads))
	for i, p := range d.Dyads {
		rows[i] = []string{name(p.A) + "–" + name(p.B), fmt.Sprint(p.Events), plainNumber(p.Usual), zero(p.Conflict), zero(p.Cooperation)}
	}
	head := []string{"", "events", "usually", "conflict", "cooperation"}
	widths := []int{0, 6, 7, 8, 11}
	for _, r := range rows {
		widths[0] = max(widths[0], columns(r[0]))
	}
	narrow := s
	narrow.Width -= margin
	widths[0] = min(widths[0], narrow.Width-6-7-8-11-8)
	for i, r := range append([][]string{head}, rows...) {
		r[0] = cut(r[0], widths[0])
		l := plain
		if i == 0 {
			l = dim
		}
		b.WriteString(strings.Repeat(" ", margin))
		narrow.tableRow(b, r, widths, []bool{false, true, true, true, true}, l)
	}
	b.WriteByte('\n')
}
