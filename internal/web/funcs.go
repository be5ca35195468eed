package web

import (
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/store"
)

// keyed is a choice of a form.
type keyed struct{ Key, Name string }

var standingChoices = []keyed{{"actual", "happened"}, {"planned", "planned"}, {"hypothetical", "only possible"}, {"negated", "did not happen"}, {"historical", "background"}}

// funcs are the words that templates know.
func (s *Server) funcs(v *views) template.FuncMap {
	return template.FuncMap{
		"pages":     func() any { return navigation },
		"asset":     func(name string) string { return "/static/" + name + "?v=" + v.assets[name].tag },
		"name":      s.names.name,
		"sector":    func(code string) string { return cmp.Or(sectors[code], code) },
		"states":    func() []named { return s.names.list },
		"types":     func() []string { return s.types.order },
		"standings": func() []keyed { return standingChoices },
		"quads":     func() any { return quads },
		"quadkey":   func(n int) string { return quads[quad(n)].Key },
		"quadname":  func(n int) string { return quads[quad(n)].Name },
		"standing":  func(k string) string { return cmp.Or(standings[k], k) },
		"typ":       typeOf,
		"first":     first,
		"lower":     strings.ToLower,
		"join":      func(list []string) string { return strings.Join(list, ", ") },
		"short":     func(t string) string { return shorten(strings.TrimLeft(clean(t), " ,;:.–-"), 90) },
		"sides":     sides,
		"quote":     quoted,
		"one":       func(e store.LedgerEntry) []store.LedgerEntry { return []store.LedgerEntry{e} },
		"called": func(p ledger.Party) string {
			if strings.EqualFold(p.Identifier, s.names.name(p.Code)) {
				return ""
			}
			return p.Identifier
		},
		"days":      daysOf,
		"date":      day,
		"longday":   func(t time.Time) string { return t.Format("Monday 2 January 2006") },
		"published": published,
		"percent":   func(x float64) string { return strconv.Itoa(int(x*100+0.5)) + " %" },
		"number":    number,
		"plural":    plural,
		"grouped":   grouped,
		"share":     share,
		"x":         func(p float64) float64 { return round(p * 100) },
		"link":      link,
		"rows":      func(list []store.JudgedParty) int { return max(2, len(list)+1) },
		"sidelines": sideLines,
	}
}

// typeOf is the type of an event, or of its list of types.
func typeOf(x any) string {
	switch v := x.(type) {
	case export.Event:
		return first(v.Event)
	case []string:
		return first(v)
	}
	return ""
}

// sides leaves one of the parties that would read alike.
func sides(list []export.Entity) []export.Entity {
	var out []export.Entity
	seen := map[string]bool{}
	for _, e := range list {
		k := e.Code + " " + e.Sector
		if e.Code == "" {
			k = e.IdentifierText + " " + e.EntityText
		}
		if !seen[k] {
			seen[k] = true
			out = append(out, e)
		}
	}
	return out
}

// quoted gives an event's evidence with the word that tells it apart.
func quoted(e store.Event) []piece {
	q := shorten(strings.TrimLeft(clean(strings.Join(e.EventText, " … ")), " ,;:.–-"), 400)
	before, after, ok := strings.Cut(q, e.Trigger.Text)
	switch {
	case q == "":
		return nil
	case !ok || e.Trigger.Text == "":
		return []piece{{Text: q}}
	}
	return []piece{{Text: before}, {Text: e.Trigger.Text, Class: "trigger"}, {Text: after}}
}

func shorten(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	cut := most
	for cut > most*3/4 && r[cut] != ' ' {
		cut--
	}
	return strings.TrimRight(string(r[:cut]), " ,;") + " …"
}

// daysOf writes the days of an event as short as they can be.
func daysOf(e store.Event) string {
	from, err := time.Parse(time.DateOnly, e.Date)
	if err != nil {
		return "day unknown"
	}
	to, err := time.Parse(time.DateOnly, cmp.Or(e.EndDate, e.Date))
	switch {
	case err != nil || to.Equal(from):
		return from.Format("2 January 2006")
	case from.Day() == 1 && to.Equal(from.AddDate(0, 1, -1)):
		return from.Format("January 2006")
	case from.YearDay() == 1 && to.Equal(from.AddDate(1, 0, -1)):
		return from.Format("2006")
	case from.Year() == to.Year() && from.Month() == to.Month():
		return from.Format("2") + "–" + to.Format("2 January 2006")
	case from.Year() == to.Year():
		return from.Format("2 January") + " – " + to.Format("2 January 2006")
	}
	return from.Format("2 January 2006") + " – " + to.Format("2 January 2006")
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func published(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

func number(x any) string {
	switch v := x.(type) {
	case *float64:
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(x)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return grouped(n) + " " + what + "s"
}

// grouped writes 1234567 as "1,234,567".
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// share is a as a part of a and b, of 100.
func share(a, b int) float64 {
	if a+b == 0 {
		return 0
	}
	return round(100 * float64(a) / float64(a+b))
}

// link lets an address through that leads to the web and nowhere else.
func link(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// sideLines writes parties as the review's form has them: "JPN GOV the words".
func sideLines(list []store.JudgedParty) string {
	var b strings.Builder
	for _, p := range list {
		fmt.Fprintf(&b, "%s, %s, %s\n", p.Code, p.Sector, p.Text)
	}
	return b.String()
}
