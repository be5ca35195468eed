package brief

import (
	"cmp"
	"slices"
	"strings"

	"github.com/attache/attache/internal/ledger"
)

// Ledger writes entries of a record's ledger, one after the other, each with
// the words that prove it and what became of it.
func Ledger(list []Owed, s Style) []byte {
	s.Width = max(s.Width, 40)
	var b strings.Builder
	for _, o := range list {
		s.debt(&b, o)
		s.block(&b, margin+2, quoted(evidenceOf(o, 2*(s.Width-margin-2))))
		for _, step := range o.Life {
			word := string(step.Status)
			if step.Possibly {
				word = "possibly " + word
			}
			s.block(&b, margin+2, say(dim, joined([]string{"→ " + word + " " + step.Date, clean(textOf(step.Evidence))})))
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

func evidenceOf(o Owed, room int) ([]word, bool, bool) {
	words, cut := firstOf(say(plain, textOf(o.Evidence)), room)
	return words, false, cut
}

func (d *Digest) owed(b *strings.Builder, s Style) {
	for _, part := range []struct {
		title string
		list  []Owed
	}{{"due", d.Due}, {"promised and planned", d.Made}} {
		if len(part.list) == 0 {
			continue
		}
		s.title(b, part.title, 0)
		for _, o := range part.list {
			s.debt(b, o)
		}
		b.WriteByte('\n')
	}
}

// debt writes an entry of the ledger: who owes whom what, by when, and from
// which report.
func (s Style) debt(b *strings.Builder, o Owed) {
	side := func(list []ledger.Party) string {
		var out []string
		for _, p := range list {
			name := cmp.Or(clean(p.Identifier), short(clean(p.EntityText)), strings.TrimSpace(p.Code+" "+p.Sector))
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
		return strings.Join(out, ", ")
	}
	who := cmp.Or(side(o.By), "someone")
	if to := side(o.To); to != "" {
		who += " → " + to
	}
	words := append(say(plain, who+":"), say(plain, textOf(o.What))...)
	note := say(dim, cmp.Or(o.Due, string(o.Status)))
	if o.Due != "" {
		note = append(say(dim, "due"), note...)
	}
	b.WriteString(strings.Repeat(" ", margin))
	if margin+width(words...)+2+width(note...) > s.Width {
		s.wrap(b, margin, margin+2, append(words, append(say(dim, "·"), note...)...))
	} else {
		s.row(b, margin, words, note)
	}
	s.block(b, margin+2, say(dim, joined([]string{string(o.Kind), clean(o.Title), o.ID})))
}

func textOf(p *ledger.Passage) string {
	if p == nil {
		return ""
	}
	return p.Text
}
