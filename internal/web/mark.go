package web

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
)

// mark is a span of a report's text, in characters, and what it is.
type mark struct {
	from, to int
	class    string // "actor", "recipient", "trigger", "quote", "place", "said", "event"
	href     string
	label    string // for who cannot see the colour
}

// piece is a run of text under the same marks. It leaves as text: the
// templates escape it.
type piece struct {
	Text  string
	Class string // of the innermost mark, and "in-quote" within the evidence
	Href  string
	Label string
	First bool // the first piece of its mark
}

// rank says which mark shows where several cover the same words.
var rank = map[string]int{"quote": 0, "event": 1, "place": 2, "said": 3, "recipient": 4, "actor": 5, "trigger": 6}

// pieces cuts characters from..to of a text where a mark begins or ends. Marks
// that lie outside the text are left out, so that a wrong offset cannot fail.
func pieces(letters []rune, from, to int, marks []mark) []piece {
	from, to = max(from, 0), min(to, len(letters))
	marks = slices.DeleteFunc(slices.Clone(marks), func(m mark) bool { return m.from >= m.to || m.to <= from || m.from >= to })
	sort.SliceStable(marks, func(i, j int) bool { return rank[marks[i].class] < rank[marks[j].class] })
	cuts := []int{from, to}
	for _, m := range marks {
		cuts = append(cuts, max(m.from, from), min(m.to, to))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	shown := map[int]bool{}
	for i := 0; i+1 < len(cuts); i++ {
		a, b := cuts[i], cuts[i+1]
		p := piece{Text: string(letters[a:b])}
		top := -1
		for k, m := range marks {
			if m.from <= a && b <= m.to {
				if m.class == "quote" {
					p.Class = "quote"
				}
				top = k
			}
		}
		if top >= 0 {
			m := marks[top]
			if m.class != "quote" {
				p.Class = strings.TrimSpace(m.class + " " + p.Class)
			}
			p.Href, p.Label, p.First = m.href, m.label, !shown[top]
			shown[top] = true
		}
		out = append(out, p)
	}
	return out
}

// evidence gives the marks of one event.
func evidence(e *store.Event, letters []rune) []mark {
	out := []mark{{from: e.Trigger.Start, to: e.Trigger.End, class: "trigger", label: "the word that tells it"}}
	sides := [...]struct {
		list         []export.Entity
		class, label string
	}{{e.Actor, "actor", "actor"}, {e.Recipient, "recipient", "recipient"}, {e.SaidBy, "said", "on whose word"}}
	for _, s := range sides {
		for _, p := range s.list {
			if p.Start != nil && p.End != nil {
				out = append(out, mark{from: *p.Start, to: *p.End, class: s.class, label: strings.TrimSpace(s.label + ": " + p.Code + " " + p.Sector)})
			}
		}
	}
	if l := e.EventLoc; l != nil && l.Start != nil && l.End != nil {
		out = append(out, mark{from: *l.Start, to: *l.End, class: "place", label: "place"})
	}
	for _, q := range e.EventText {
		if at := find(letters, []rune(q), e.TextInfo.Start); at >= 0 {
			out = append(out, mark{from: at, to: at + utf8.RuneCountInString(q), class: "quote", label: "evidence"})
		}
	}
	return out
}

// find gives where words stand from a character on, -1 when they do not. The
// evidence has no offsets of its own in the record, but begins in the event's
// sentence.
func find(letters, words []rune, from int) int {
	if len(words) == 0 || from < 0 || from > len(letters) {
		return -1
	}
	s, w := string(letters[from:]), string(words)
	at := strings.Index(s, w)
	if at < 0 {
		return -1
	}
	return from + utf8.RuneCountInString(s[:at])
}

// triggers marks the words that tell each event of a report, as links to it.
func triggers(events []store.Event) []mark {
	var out []mark
	for i := range events {
		e := &events[i]
		label := first(e.Event.Event) + ": " + parties(e.Actor)
		if len(e.Recipient) > 0 {
			label += " to " + parties(e.Recipient)
		}
		out = append(out, mark{from: e.Trigger.Start, to: e.Trigger.End, class: "trigger", href: "/events/" + e.ID, label: label})
	}
	return out
}

func parties(list []export.Entity) string {
	var out []string
	for _, p := range list {
		out = append(out, cmp.Or(p.Code, p.EntityText, "someone"))
	}
	return strings.Join(slices.Compact(out), ", ")
}

// around widens a span to the paragraph that holds it, in characters.
func around(letters []rune, from, to int) (int, int) {
	from, to = min(max(from, 0), len(letters)), min(max(to, 0), len(letters))
	for from > 0 && letters[from-1] != '\n' {
		from--
	}
	for to < len(letters) && letters[to] != '\n' {
		to++
	}
	return from, to
}
