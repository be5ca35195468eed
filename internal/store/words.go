package store

import (
	"fmt"
	"strings"

	"github.com/attache/attache/internal/story"
)

// mostWords bounds the words of a report that are searched: PostgreSQL knows
// the places of no more. The rest of a longer report is kept, but not found.
const mostWords = 16_000

// indexed gives the words of a report for the full text index, with a space
// between them.
func indexed(words []string) string {
	return strings.Join(words[:min(len(words), mostWords)], " ")
}

// vector writes words as a tsvector with their places. The server's own parser
// would cut some of them again, by the rules of its locale.
func vector(words string) string {
	var b strings.Builder
	for i, w := range strings.Fields(words) {
		fmt.Fprintf(&b, "'%s':%d ", w, i+1)
	}
	return b.String()
}

// textQuery writes what a person asks for as the database's query: all words
// must be there, "words in quotes" one after the other, -words not. The second
// value is false when nothing is left to ask for.
func (s *Store) textQuery(asked string) (string, bool) {
	cut := story.NewCutter()
	var with, without []string
	for _, t := range terms(asked) {
		words := cut.Words(t.words)
		switch {
		case len(words) == 0:
		case t.not:
			without = append(without, s.d.phrase(words))
		default:
			with = append(with, s.d.phrase(words))
		}
	}
	if len(with) == 0 {
		return "", false
	}
	q := strings.Join(with, s.d.and)
	for _, w := range without {
		q += s.d.not + w
	}
	return q, true
}

// phrase writes words that follow one another; they hold letters and digits
// only, so that they need no escape.
func (d *dialect) phrase(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = d.quote + w + d.quote
	}
	return d.open + strings.Join(quoted, d.follow) + d.close
}

// term is a word or a phrase that is asked for, or asked not to be there.
type term struct {
	words string
	not   bool
}

// terms cuts a question at spaces outside quotes. A quote that is not closed
// runs to the end.
func terms(asked string) []term {
	var out []term
	for asked = strings.TrimSpace(asked); asked != ""; asked = strings.TrimSpace(asked) {
		var t term
		if rest, ok := strings.CutPrefix(asked, "-"); ok {
			t.not, asked = true, rest
		}
		if rest, ok := strings.CutPrefix(asked, `"`); ok {
			t.words, asked, _ = strings.Cut(rest, `"`)
		} else if i := strings.IndexAny(asked, " \t\n\""); i >= 0 {
			t.words, asked = asked[:i], asked[i:]
		} else {
			t.words, asked = asked, ""
		}
		out = append(out, t)
	}
	return out
}
