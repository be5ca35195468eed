package coder

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/text"
)

// Outcome is what became of one example sentence of the codebook.
type Outcome struct {
	Pos     codebook.Pos // the example
	Text    string
	Pattern codebook.Pos // the pattern it belongs to
	Problem string       // "" when it codes as the pattern says
}

// Examples codes every example of the codebook's patterns, in the codebook's
// order: those under "yes" must give an event of the type with the parties
// marked [A …] and [B …], those under "no" must give none. Patterns decide
// alone, whatever the scorer has learnt.
func (c *Coder) Examples(ctx context.Context) ([]Outcome, error) {
	plain := *c
	plain.scorer = nil
	w := plain.Worker()
	var out []Outcome
	for i := range c.Book.Events.Patterns {
		p := &c.Book.Events.Patterns[i]
		if p.Weak { // the patterns alone code none of these
			continue
		}
		for _, kind := range []struct {
			list []codebook.Example
			want bool
		}{{p.Yes, true}, {p.No, false}} {
			for _, ex := range kind.list {
				problem, err := w.example(ctx, p, ex, kind.want)
				if err != nil {
					return out, err
				}
				out = append(out, Outcome{ex.Pos, ex.Text, p.Pos, problem})
			}
		}
	}
	return out, nil
}

// exampleDay is the day on which examples are read, after all that they tell.
var exampleDay = time.Date(2008, 6, 11, 0, 0, 0, 0, time.UTC)

func (w *Worker) example(ctx context.Context, p *codebook.Pattern, ex codebook.Example, want bool) (string, error) {
	plain, marks := Unmark(ex.Text)
	d, err := w.Code(ctx, &text.Report{ID: "example", Text: plain, Published: exampleDay, Dated: text.Given})
	if err != nil {
		return "", err
	}
	var other []string
	for i := range d.Events {
		e := &d.Events[i]
		if !allowed(w.c.Book.Events.Types, p, e.Type) {
			other = append(other, e.Type)
			continue
		}
		if !want {
			return fmt.Sprintf("codes as %s by %s", e.Type, e.Why[0]), nil
		}
		if miss := missing(e, marks); miss == "" {
			return "", nil
		} else {
			other = append(other, e.Type+" without "+miss)
		}
	}
	if !want {
		return "", nil
	}
	return "expected " + p.Type + ", got " + strings.Join(append(other, why(d)...), ", "), nil
}

// allowed: the pattern's type, one that it becomes, or AGREE for a deed that is
// still to come.
func allowed(types map[string]codebook.Type, p *codebook.Pattern, typ string) bool {
	if typ == p.Type || typ == "AGREE" && types[p.Type].Planned == typ {
		return true
	}
	for _, t := range p.Becomes {
		if t == typ {
			return true
		}
	}
	return false
}

// why tells what the patterns dropped.
func why(d *Doc) []string {
	var out []string
	for i := range d.Candidates {
		if c := &d.Candidates[i]; c.Drop != "" && !strings.HasPrefix(c.Drop, "reading") {
			out = append(out, fmt.Sprintf("(%s dropped: %s)", c.Type, c.Drop))
		}
	}
	return out
}

// Mark is a party that an example demands.
type Mark struct {
	Role byte // 'A' or 'B'
	Span text.Span
}

// Unmark takes "[A Seoul] cancelled" apart: the sentence, and its parties.
func Unmark(s string) (string, []Mark) {
	var b strings.Builder
	var marks []Mark
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '[' && i+2 < len(s) && (s[i+1] == 'A' || s[i+1] == 'B') && s[i+2] == ' ':
			marks = append(marks, Mark{Role: s[i+1], Span: text.Span{From: b.Len()}})
			i += 2
		case s[i] == ']' && len(marks) > 0 && marks[len(marks)-1].Span.To == 0:
			marks[len(marks)-1].Span.To = b.Len()
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), marks
}

// missing names the first marked party that the event does not have.
func missing(e *event.Event, marks []Mark) string {
	for _, m := range marks {
		sides := [][]event.Actor{e.Actor}
		if m.Role == 'B' {
			sides = [][]event.Actor{e.Recipient}
		}
		if e.Type == "CONSULT" || e.Type == "AGREE" || e.Type == "COOPERATE" {
			sides = [][]event.Actor{e.Actor, e.Recipient}
		}
		found := false
		for _, side := range sides {
			for _, a := range side {
				found = found || a.Span.Overlaps(m.Span)
			}
		}
		if !found {
			return string(m.Role)
		}
	}
	return ""
}
