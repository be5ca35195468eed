package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

// Asked is a filter as it stands in an address: the same words in the pages
// and in the API. Parties may be codes or names of states.
type Asked struct {
	Actor         []string `query:"actor,explode" doc:"On the side of the actors, by code (JPN, \"JPN GOV\") or name of a state; any of"`
	Recipient     []string `query:"recipient,explode" doc:"On the side of the recipients; any of"`
	Party         []string `query:"party,explode" doc:"On either side; any of"`
	Dyad          string   `query:"dyad" doc:"Two parties, on whatever sides" example:"JPN,USA"`
	Type          []string `query:"type,explode" doc:"Event types of PLOVER; any of" example:"AGREE"`
	Mode          []string `query:"mode,explode" doc:"Modes of a type; any of"`
	Context       []string `query:"context,explode" doc:"Contexts; any of" example:"military"`
	Standing      []string `query:"standing,explode" enum:"actual,planned,hypothetical,negated,historical" doc:"Standings; any of"`
	Quad          []string `query:"quad,explode" enum:"1,2,3,4" doc:"Quad classes; any of: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict"`
	Country       []string `query:"country,explode" doc:"States in which it happened; any of"`
	Box           string   `query:"box" doc:"South, west, north and east in degrees; west above east crosses the date line" example:"20,120,50,150"`
	From          string   `query:"from" format:"date" doc:"First day on which it can have happened"`
	To            string   `query:"to" format:"date" doc:"Last day on which it can have happened"`
	MinConfidence string   `query:"min_confidence" doc:"Least confidence, 0 to 1" example:"0.8"`
	Text          string   `query:"text" doc:"Words of the report that tells it, all of them; a phrase in quotation marks"`
	Report        string   `query:"report" doc:"Id of the report"`
	Source        string   `query:"source" doc:"Source of the report"`
	Story         string   `query:"story" doc:"Id of the story"`
	Repeats       bool     `query:"repeats" doc:"Also events that a report tells again"`
}

// fields reads and writes a filter's words: one table for forms, links and
// back again.
var fields = [...]struct {
	name string
	many func(*Asked) *[]string
	one  func(*Asked) *string
}{
	{"actor", func(a *Asked) *[]string { return &a.Actor }, nil},
	{"recipient", func(a *Asked) *[]string { return &a.Recipient }, nil},
	{"party", func(a *Asked) *[]string { return &a.Party }, nil},
	{"dyad", nil, func(a *Asked) *string { return &a.Dyad }},
	{"type", func(a *Asked) *[]string { return &a.Type }, nil},
	{"mode", func(a *Asked) *[]string { return &a.Mode }, nil},
	{"context", func(a *Asked) *[]string { return &a.Context }, nil},
	{"standing", func(a *Asked) *[]string { return &a.Standing }, nil},
	{"quad", func(a *Asked) *[]string { return &a.Quad }, nil},
	{"country", func(a *Asked) *[]string { return &a.Country }, nil},
	{"box", nil, func(a *Asked) *string { return &a.Box }},
	{"from", nil, func(a *Asked) *string { return &a.From }},
	{"to", nil, func(a *Asked) *string { return &a.To }},
	{"min_confidence", nil, func(a *Asked) *string { return &a.MinConfidence }},
	{"text", nil, func(a *Asked) *string { return &a.Text }},
	{"report", nil, func(a *Asked) *string { return &a.Report }},
	{"source", nil, func(a *Asked) *string { return &a.Source }},
	{"story", nil, func(a *Asked) *string { return &a.Story }},
}

func askedIn(q url.Values) *Asked {
	a := &Asked{Repeats: q.Get("repeats") != "" && q.Get("repeats") != "false"}
	for _, f := range fields {
		if f.one != nil {
			*f.one(a) = strings.TrimSpace(q.Get(f.name))
			continue
		}
		for _, v := range q[f.name] {
			if v = strings.TrimSpace(v); v != "" {
				*f.many(a) = append(*f.many(a), v)
			}
		}
	}
	return a
}

// values is the filter as an address has it, without what is empty.
func (a *Asked) values() url.Values {
	q := url.Values{}
	for _, f := range fields {
		if f.one != nil {
			if v := *f.one(a); v != "" {
				q.Set(f.name, v)
			}
			continue
		}
		for _, v := range *f.many(a) {
			q.Add(f.name, v)
		}
	}
	if a.Repeats {
		q.Set("repeats", "true")
	}
	return q
}

// Has is for templates: whether a value of a field is chosen.
func (a *Asked) Has(field string, value any) bool {
	for _, f := range fields {
		if f.name == field && f.many != nil {
			return slices.Contains(*f.many(a), fmt.Sprint(value))
		}
	}
	return false
}

// Any is for templates: whether the filter holds anything back.
func (a *Asked) Any() bool { return len(a.values()) > 0 }

// filter gives the question to the record. The error says what to write.
func (a *Asked) filter(n *names) (store.Filter, error) {
	f := store.Filter{Types: upper(a.Type), Modes: a.Mode, Contexts: a.Context, Standings: a.Standing, Text: a.Text, Report: a.Report, Source: a.Source,
		Story: a.Story, Repeats: a.Repeats, Actors: codes(n, a.Actor), Recipients: codes(n, a.Recipient), Parties: codes(n, a.Party), Countries: codes(n, a.Country)}
	if a.Dyad != "" {
		x, y, ok := strings.Cut(a.Dyad, ",")
		if f.Dyad = [2]string{n.code(x), n.code(y)}; !ok || f.Dyad[0] == "" || f.Dyad[1] == "" {
			return f, fmt.Errorf("dyad %q: write two parties with a comma, as JPN,USA", a.Dyad)
		}
	}
	for _, q := range a.Quad {
		k, err := strconv.Atoi(q)
		if err != nil || k < 1 || k > 4 {
			return f, fmt.Errorf("quad %q: it is 1, 2, 3 or 4", q)
		}
		f.Quads = append(f.Quads, k)
	}
	for _, s := range a.Standing {
		if standings[s] == "" {
			return f, fmt.Errorf("standing %q: it is actual, planned, hypothetical, negated or historical", s)
		}
	}
	var err error
	if f.Box, err = box(a.Box); err != nil {
		return f, err
	}
	if f.From, err = dayOf("from", a.From); err != nil {
		return f, err
	}
	if f.To, err = dayOf("to", a.To); err != nil {
		return f, err
	}
	if a.MinConfidence != "" {
		if f.MinConfidence, err = strconv.ParseFloat(a.MinConfidence, 64); err != nil || !(f.MinConfidence >= 0 && f.MinConfidence <= 1) {
			return f, fmt.Errorf("min_confidence %q: give a number from 0 to 1", a.MinConfidence)
		}
	}
	return f, nil
}

func upper(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ToUpper(s)
	}
	return out
}

func codes(n *names, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = n.code(s)
	}
	return out
}

func dayOf(name, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return t, fmt.Errorf("%s %q: write a day as 2022-05-04", name, s)
	}
	return t, nil
}

func box(s string) (*[4]float64, error) {
	if s == "" {
		return nil, nil
	}
	parts := strings.Split(s, ",")
	var b [4]float64
	ok := len(parts) == 4
	for i := 0; ok && i < 4; i++ {
		v, err := strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
		most := 90.0
		if i%2 == 1 {
			most = 180
		}
		b[i], ok = v, err == nil && v >= -most && v <= most
	}
	if !ok || b[0] > b[2] {
		return nil, fmt.Errorf("box %q: give south, west, north and east in degrees, as 20,120,50,150", s)
	}
	return &b, nil
}
