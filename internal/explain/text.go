package explain

import (
	"fmt"
	"io"
	"strings"
)

// Write prints the layers for people, a block a sentence: the words with their
// tree, who is meant, when, who does what to whom, and the rules tried.
func (l *Layers) Write(w io.Writer) error {
	var b strings.Builder
	for i := range l.Sentences {
		s := &l.Sentences[i]
		fmt.Fprintf(&b, "[%d] %s\n\n", s.Index, clean(slice(l.Text, s.Start, s.End)))
		s.tree(&b)
		s.who(&b)
		s.deeds(&b)
		s.rules(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func slice(s string, from, to int) string {
	r := []rune(s)
	return string(r[from:to])
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

func (s *Sentence) tree(b *strings.Builder) {
	width := 4
	for _, t := range s.Tokens {
		width = max(width, len([]rune(t.Form)))
	}
	width = min(width, 24)
	fmt.Fprintf(b, "  words\n")
	for i, t := range s.Tokens {
		head := "root"
		if t.Head >= 0 {
			head = s.Tokens[t.Head].Form
		}
		fmt.Fprintf(b, "  %3d  %-*s  %-*s  %-5s %-4s  %-12s %s\n", i, width, t.Form, width, t.Lemma, t.UPOS, t.XPOS, t.Rel, head)
	}
	b.WriteByte('\n')
}

func (s *Sentence) who(b *strings.Builder) {
	if len(s.Mentions) > 0 {
		b.WriteString("  who\n")
	}
	for _, m := range s.Mentions {
		fmt.Fprintf(b, "    %s  (%s%s)", clean(m.Text), m.Kind, chain(m.Chain))
		for _, p := range m.Parties {
			fmt.Fprintf(b, "  = %s", strings.TrimSpace(strings.Join([]string{p.Code, p.Sector, p.Name, p.Office}, " ")))
		}
		if len(m.Parties) == 0 {
			b.WriteString("  = nobody known")
		}
		if len(m.Why) > 0 {
			fmt.Fprintf(b, "  [%s]", strings.Join(m.Why, ", "))
		}
		b.WriteByte('\n')
	}
	if len(s.Times) > 0 {
		b.WriteString("  when\n")
	}
	for _, t := range s.Times {
		fmt.Fprintf(b, "    %s  %s %s  %s\n", clean(t.Text), t.Type, t.Value, days(t.First, t.Last))
	}
}

func chain(n int) string {
	if n < 0 {
		return ""
	}
	return fmt.Sprintf(", chain %d", n)
}

func days(first, last string) string {
	if first == last {
		return first
	}
	return first + " to " + last
}

func (s *Sentence) deeds(b *strings.Builder) {
	if len(s.Clauses) > 0 {
		b.WriteString("  deeds\n")
	}
	for _, c := range s.Clauses {
		fmt.Fprintf(b, "    %s", s.Tokens[c.Pred].Form)
		for _, a := range c.Args {
			fmt.Fprintf(b, "  %s: %s", a.Role, s.Tokens[a.Tok].Form)
		}
		fmt.Fprintf(b, "  %s", c.Standing)
		if c.Teller != nil {
			fmt.Fprintf(b, ", says %s", s.Tokens[*c.Teller].Form)
		}
		b.WriteByte('\n')
	}
}

func (s *Sentence) rules(b *strings.Builder) {
	b.WriteString("  rules\n")
	if len(s.Rules) == 0 {
		b.WriteString("    no word here carries a pattern of the codebook\n")
	}
	for _, r := range s.Rules {
		mark := "no "
		if r.Fired {
			mark = "yes"
		}
		fmt.Fprintf(b, "    %s  %s: %s", mark, s.Tokens[r.Pred].Form, strings.TrimSpace(r.Type+" "+r.Mode))
		if len(r.Actor)+len(r.Recipient) > 0 {
			fmt.Fprintf(b, "  by %s", strings.Join(r.Actor, "; "))
		}
		if len(r.Recipient) > 0 {
			fmt.Fprintf(b, "  to %s", strings.Join(r.Recipient, "; "))
		}
		if r.Score > 0 {
			fmt.Fprintf(b, "  %.2f", r.Score)
		}
		fmt.Fprintf(b, "  [%s]", r.Pattern)
		if r.Why != "" {
			fmt.Fprintf(b, "  %s", r.Why)
		}
		b.WriteByte('\n')
		if r.Parts != nil {
			r.Parts.write(b, r.Type)
		}
	}
	b.WriteByte('\n')
}
