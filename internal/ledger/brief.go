package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Brief writes entries for reading, grouped by who owes whom, in lines of at
// most width columns. Names of codes come from name.
func Brief(entries []*Entry, width int, name func(code string) string) []byte {
	width = max(width, 40)
	var order []string
	groups := map[string][]*Entry{}
	for _, e := range entries {
		if e.RepeatOf != "" {
			continue
		}
		h := titles[section(e)] + "\x00" + heading(e, name)
		if groups[h] == nil {
			order = append(order, h)
		}
		groups[h] = append(groups[h], e)
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(section(groups[a][0]), section(groups[b][0])) })
	var b strings.Builder
	last := ""
	for _, h := range order {
		if s := titles[section(groups[h][0])]; s != last {
			fmt.Fprintf(&b, "%s\n\n", strings.ToUpper(s))
			last = s
		}
		_, head, _ := strings.Cut(h, "\x00")
		fmt.Fprintf(&b, "%s\n", head)
		for _, e := range groups[h] {
			e.brief(&b, width, name)
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

var titles = [...]string{"owed and meant", "claims", "positions", "figures", "offices", "names"}

func section(e *Entry) int {
	switch e.Kind {
	case Claim:
		return 1
	case Position:
		return 2
	case FigureKind:
		return 3
	case OfficeKind:
		return 4
	case AliasKind:
		return 5
	}
	return 0
}

func heading(e *Entry, name func(string) string) string {
	switch {
	case e.Kind == Claim && e.Over.Text != "":
		return e.Over.Text
	case e.Kind == AliasKind:
		return e.Name.Text
	case e.Kind == FigureKind:
		return list(e.by, name) + ": " + e.Figure.Measure
	case len(e.To) > 0:
		return list(e.by, name) + " → " + list(e.to, name)
	}
	return list(e.by, name)
}

func list(ps []Party, name func(string) string) string {
	var out []string
	for _, p := range ps {
		n := name(p.Code)
		switch {
		case p.Code == "":
			n = cmp.Or(p.Identifier, p.EntityText, p.Sector)
		case p.Sector != "" || n == "":
			n = cmp.Or(p.Identifier, strings.TrimSpace(cmp.Or(n, p.Code)+" "+p.Sector))
		}
		out = append(out, n)
	}
	return strings.Join(out, ", ")
}

var marks = map[Status]string{New: "○", Reaffirmed: "◎", Fulfilled: "●", Broken: "×", Withdrawn: "–", Lapsed: "…"}

// brief writes one entry: its words, what is known of it, its life, and where
// it stands.
func (e *Entry) brief(b *strings.Builder, width int, name func(string) string) {
	what := e.text(name)
	var notes []string
	add := func(label, s string) {
		if s != "" {
			notes = append(notes, label+s)
		}
	}
	add("", string(e.Kind))
	if owed(e.Kind) {
		add("", string(e.State()))
	}
	if e.Kind != Claim {
		add("over ", e.Over.Text)
	}
	add("if ", e.Condition.Text)
	add("under ", e.Instrument.Text)
	add("made ", days(e.Made))
	if by := days(e.Due); e.Due.First.IsZero() {
		add("due by ", by)
	} else {
		add("due ", by)
	}
	if len(e.saidBy) > 0 {
		add("said by ", list(e.saidBy, name))
	}
	mark := "·"
	if owed(e.Kind) {
		mark = marks[e.State()]
	}
	wrap(b, "  "+mark+" ", "    ", width, what)
	wrap(b, "    ", "    ", width, strings.Join(notes, " · "))
	for _, s := range e.Life {
		word := string(s.Status)
		if s.Possibly {
			word = fmt.Sprintf("possibly %s (%.2f)", word, s.Score)
		}
		line := strings.TrimSpace(word + " " + date(s.Day))
		if s.Report != "" {
			line += ", " + s.Report + ": “" + s.Quote.Text + "”"
		}
		wrap(b, "    → ", "      ", width, line)
	}
	wrap(b, "    ", "    ", width, e.Report+": “"+e.Quote.Text+"”")
}

// text says an entry in a line.
func (e *Entry) text(name func(string) string) string {
	switch e.Kind {
	case FigureKind:
		f := e.Figure
		out := cmp.Or(f.Unit, "number")
		for _, v := range []struct {
			label string
			n     *float64
		}{{"before", f.Before}, {"now", f.Now}, {"planned", f.Plan}, {"proposed", f.Proposed}} {
			if v.n != nil {
				out += ", " + v.label + " " + number(v.n)
			}
		}
		return date(e.Day) + "  " + out
	case OfficeKind:
		return e.Name.Text + ", " + e.Alias.Text + " since " + days(e.Since)
	case AliasKind:
		return e.Alias.Text + ", so called by " + list(e.by, name)
	case Claim:
		if strings.HasPrefix(e.What.Text, e.Trigger.Text+" by ") {
			return e.What.Text
		}
		return list(e.by, name) + ": " + cmp.Or(e.What.Text, "claims it")
	}
	return e.What.Text
}

// wrap writes words in lines of at most width columns.
func wrap(b *strings.Builder, first, indent string, width int, words string) {
	line := first
	bare := true
	for _, w := range strings.Fields(words) {
		if !bare && len([]rune(line))+1+len([]rune(w)) > width {
			b.WriteString(line + "\n")
			line, bare = indent, true
		}
		if !bare {
			line += " "
		}
		line += w
		bare = false
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}
