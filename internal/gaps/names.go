package gaps

import (
	"strings"

	"github.com/attache/attache/internal/text"
)

// unresolved counts the runs of proper nouns of the sentence that stand in no
// resolved mention and are no place and no time.
func (c *counter) unresolved() {
	if c.shouted() {
		return
	}
	n := len(c.s.Tokens)
	for i := 0; i < n; i++ {
		if !c.proper(i) {
			continue
		}
		j := i + 1
		for j < n && c.proper(j) {
			j++
		}
		if span := c.s.SpanOf(i, j-1); !c.explained(i, j, span) && letters(span.Of(c.d.Report.Text)) {
			c.names.add(strings.Join(strings.Fields(span.Of(c.d.Report.Text)), " "), c.example())
		}
		i = j
	}
}

// proper: a capitalised proper noun.
func (c *counter) proper(i int) bool {
	t := &c.s.Tokens[i]
	return t.UPOS == "PROPN" && t.Form != "" && strings.ToLower(t.Form[:1]) != t.Form[:1]
}

// shouted: a line in capitals, in which every word looks like a name.
func (c *counter) shouted() bool {
	s := c.s.Span.Of(c.d.Report.Text)
	return strings.ToUpper(s) == s
}

func (c *counter) explained(from, to int, span text.Span) bool {
	for i := range c.here {
		if m := &c.here[i]; len(m.Parties) > 0 && m.From < to && m.To > from {
			return true
		}
	}
	for i := range c.d.Places {
		if c.d.Places[i].Span.Overlaps(span) {
			return true
		}
	}
	for i := range c.d.Times {
		if c.d.Times[i].Span.Overlaps(span) {
			return true
		}
	}
	for _, f := range c.d.Report.Furniture {
		if f.Span.Overlaps(span) {
			return true
		}
	}
	return false
}
