package brief

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/text"
)

// Style says how to write.
type Style struct {
	Width int  // columns of the terminal, at least 40
	Color bool // whether it has colours
}

const (
	typeWidth  = 10                     // the longest type with a space behind
	margin     = 2                      // before everything but the title
	textIndent = margin + 2 + typeWidth // where parties and evidence begin
	quoteLines = 3                      // of evidence for one event
)

// Report writes one report: its title, where and when it is from, and its
// events in the order of the text.
func Report(rec export.Record, scale export.Scale, s Style) []byte {
	s.Width = max(s.Width, 40)
	var b strings.Builder
	s.head(&b, rec)
	again := map[string][]*event.Event{} // by the id of the first telling
	known := map[string]bool{}
	for i := range rec.Events {
		known[rec.Events[i].ID] = true
		if e := &rec.Events[i]; known[e.RepeatOf] && e.RepeatOf != e.ID {
			again[e.RepeatOf] = append(again[e.RepeatOf], e)
		}
	}
	for i := range rec.Events {
		e := &rec.Events[i]
		if known[e.RepeatOf] && e.RepeatOf != e.ID {
			continue
		}
		s.event(&b, rec, e, scale, again[e.ID])
	}
	b.WriteByte('\n')
	return []byte(b.String())
}

// head writes the title, and source, place and day under it.
func (s Style) head(b *strings.Builder, rec export.Record) {
	r := rec.Report
	s.block(b, 0, say(bold, cmp.Or(clean(r.Title), clean(r.ID))))
	var parts []string
	for _, p := range []string{r.Source, place(r.Place)} {
		if p = clean(p); p != "" {
			parts = append(parts, p)
		}
	}
	parts = append(parts, published(r))
	switch n := len(rec.Events); n {
	case 0:
		parts = append(parts, "no events")
	case 1:
		parts = append(parts, "1 event")
	default:
		parts = append(parts, fmt.Sprint(n, " events"))
	}
	s.block(b, 0, say(dim, strings.Join(parts, " · ")))
	if len(rec.Events) > 0 {
		b.WriteByte('\n')
	}
}

// place writes a dateline's capitals as a name.
func place(p string) string {
	if p != strings.ToUpper(p) {
		return p
	}
	words := strings.Fields(strings.ToLower(p))
	for i, w := range words {
		letters := []rune(w)
		words[i] = strings.ToUpper(string(letters[:1])) + string(letters[1:])
	}
	return strings.Join(words, " ")
}

func published(r *text.Report) string {
	d, ok := r.Day()
	if !ok {
		return "day unknown"
	}
	s := d.Format("Monday 2 January 2006")
	if r.Dated == text.Dateline || r.Dated == text.Caption {
		s += " (from the " + string(r.Dated) + ")"
	}
	return s
}

// marks stand before the type, so that the eye finds what has happened.
var marks = map[event.Standing]string{
	event.Actual: "●", event.Planned: "○", event.Hypothetical: "◇", event.Negated: "×", event.Historical: "·",
}

var standings = map[event.Standing]string{
	event.Planned: "planned", event.Hypothetical: "only possible", event.Negated: "did not happen", event.Historical: "background",
}

var quads = [...]look{plain, coop, help, quarr, fight}

// event writes who did what to whom and when, the evidence, and what else is
// known.
func (s Style) event(b *strings.Builder, rec export.Record, e *event.Event, scale export.Scale, again []*event.Event) {
	quad, _ := scale.Score(e.Type, e.Mode)
	if quad < 0 || quad >= len(quads) {
		quad = 0
	}
	label := word{text: fmt.Sprintf("%s %-*s", cmp.Or(marks[e.Standing], "●"), typeWidth-1, e.Type), look: quads[quad]}
	note := say(dim, days(e.On, rec.Report))
	if st := standings[e.Standing]; st != "" {
		note = append(say(caveat, st), append([]word{{text: "·", look: dim}}, note...)...)
	}
	b.WriteString(strings.Repeat(" ", margin))
	s.show(b, label)
	b.WriteByte(' ')
	s.row(b, textIndent, parties(rec.Report, e), note)
	s.block(b, textIndent, s.evidence(rec, e))
	s.block(b, textIndent, say(dim, details(rec.Report, e)))
	if len(again) > 0 {
		s.block(b, textIndent, say(dim, "told again: "+retold(rec.Report, again)))
	}
	b.WriteByte('\n')
}

// parties writes "A, B → C".
func parties(r *text.Report, e *event.Event) []word {
	out := names(r, e.Actor)
	if len(out) == 0 {
		out = say(dim, "someone")
	}
	if len(e.Recipient) == 0 {
		return out
	}
	out = append(out, word{text: "→", look: dim})
	return append(out, names(r, e.Recipient)...)
}

// called is a party: what it is called, and its code.
type called struct{ name, code string }

func names(r *text.Report, list []event.Actor) []word {
	parties := make([]called, len(list))
	for i := range list {
		parties[i] = called{name(r, &list[i]), strings.TrimSpace(list[i].Code + " " + list[i].Sector)}
	}
	return together(parties)
}

// together writes "Ann Lee (NOR GOV), the ministers (NOR GOV, DNK GOV)": those
// that stand behind the same words come together.
func together(list []called) []word {
	var names []string
	codes := map[string][]string{}
	for _, p := range list {
		if _, seen := codes[p.name]; !seen {
			names = append(names, p.name)
			codes[p.name] = nil
		}
		if p.code != "" {
			codes[p.name] = append(codes[p.name], p.code)
		}
	}
	var out []word
	for i, n := range names {
		if i > 0 {
			out = append(out, glued(plain, ","))
		}
		out = append(out, say(plain, n)...)
		if len(codes[n]) > 0 {
			out = append(out, say(dim, "("+strings.Join(codes[n], ", ")+")")...)
		}
	}
	return out
}

// name is what a person would call a party: its name, else the report's words.
func name(r *text.Report, a *event.Actor) string {
	return cmp.Or(clean(a.Name), short(clean(a.Span.Of(r.Text))), "someone")
}

func short(s string) string {
	const most = 6
	words := strings.Fields(s)
	if len(words) <= most {
		return s
	}
	return strings.Join(words[:most], " ") + " …"
}

// details are mode, contexts, place, people touched, and on whose word.
func details(r *text.Report, e *event.Event) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(e.Mode)
	add(strings.Join(e.Contexts, ", "))
	if e.Place != nil {
		add("at " + clean(e.Place.Name))
	}
	if e.Size != (event.Size{}) {
		for _, n := range []struct {
			count int
			what  string
		}{{e.Size.Dead, "dead"}, {e.Size.Injured, "injured"}, {e.Size.Arrested, "arrested"}} {
			if n.count >= 0 {
				add(fmt.Sprint(n.count, " ", n.what))
			}
		}
	}
	if len(e.SaidBy) > 0 {
		var who []string
		for i := range e.SaidBy {
			who = append(who, name(r, &e.SaidBy[i]))
		}
		add("on the word of " + strings.Join(who, ", "))
	}
	return strings.Join(parts, " · ")
}

func retold(r *text.Report, again []*event.Event) string {
	var out []string
	for _, e := range again {
		out = append(out, "“"+clean(e.Trigger.Of(r.Text))+"”")
	}
	return strings.Join(out, ", ")
}
