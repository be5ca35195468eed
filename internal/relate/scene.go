package relate

import (
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// scene is a text as read, with its two parties. Words are numbered through
// the whole text.
type scene struct {
	words   []word
	sides   [2]side // actor, recipient
	clauses []clause.Clause
	cands   []event.Candidate
	first   []int // of each sentence, its first word
	flipped bool  // the recipient stands in an earlier sentence
}

// word is a token with its governor's number in the scene.
type word struct {
	*syntax.Token
	lemma string // in small letters
	up    int    // the governor, -1 for a root
	sent  int
	in    [2]bool  // within actor, within recipient
	acts  []string // types of the codebook's patterns that the lemma carries
}

// side is one marked span: its words from From up to To, and the one that the
// others hang on.
type side struct{ from, to, head int }

// place numbers the words of the sentences.
func (sc *scene) place(sents []syntax.Sentence) {
	sc.words, sc.first = sc.words[:0], sc.first[:0]
	for i := range sents {
		base := len(sc.words)
		sc.first = append(sc.first, base)
		for k := range sents[i].Tokens {
			t := &sents[i].Tokens[k]
			w := word{Token: t, lemma: strings.ToLower(t.Lemma), up: -1, sent: i}
			if t.Head >= 0 {
				w.up = base + t.Head
			}
			sc.words = append(sc.words, w)
		}
	}
}

// mark finds the words of a span, false when it covers none.
func (sc *scene) mark(k int, span text.Span) bool {
	s := side{from: -1}
	for i := range sc.words {
		if sc.words[i].Span.Overlaps(span) {
			sc.words[i].in[k] = true
			if s.from < 0 {
				s.from = i
			}
			s.to = i + 1
		}
	}
	if s.from < 0 {
		return false
	}
	s.head = s.from
	best := 1 << 30
	for i := s.from; i < s.to; i++ {
		if d := sc.depth(i); d < best && sc.words[i].UPOS != "PUNCT" {
			best, s.head = d, i
		}
	}
	sc.sides[k] = s
	return true
}

// depth counts the steps from a word to the root of its sentence.
func (sc *scene) depth(i int) int {
	n := 0
	for ; sc.words[i].up >= 0 && n < len(sc.words); i = sc.words[i].up {
		n++
	}
	return n
}

// chain appends the governors of word i from the nearest up, at most max.
func (sc *scene) chain(dst []int, i, max int) []int {
	for i = sc.words[i].up; i >= 0 && len(dst) < max; i = sc.words[i].up {
		dst = append(dst, i)
	}
	return dst
}

// meet returns the lowest word above or at both a and b, -1 when they stand in
// different sentences.
func (sc *scene) meet(a, b int) int {
	if sc.words[a].sent != sc.words[b].sent {
		return -1
	}
	da, db := sc.depth(a), sc.depth(b)
	for ; da > db; da-- {
		a = sc.words[a].up
	}
	for ; db > da; db-- {
		b = sc.words[b].up
	}
	for a != b && a >= 0 && b >= 0 {
		a, b = sc.words[a].up, sc.words[b].up
	}
	return a
}

// inside reports whether word i belongs to either party.
func (w *word) inside() bool { return w.in[0] || w.in[1] }

// content reports whether a word tells something by itself.
func (w *word) content() bool {
	switch w.UPOS {
	case "VERB", "NOUN", "ADJ", "ADV", "PROPN":
		return true
	}
	return false
}

// form is a word as written, in small letters.
func (w *word) form() string { return strings.ToLower(w.Form) }
