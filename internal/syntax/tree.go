package syntax

import "github.com/attache/attache/internal/text"

// Token is a syntactic word. Its Span points into the report's text; the words
// of a contraction ("don't") share the bytes out between them.
type Token struct {
	Span  text.Span
	Form  string // the bytes of Span, or the word form where CoNLL-U differs
	Lemma string
	UPOS  string // universal part of speech, "VERB"
	XPOS  string // Penn Treebank tag, "VBD"
	Feats string // "Mood=Ind|Tense=Past", "" when none
	Head  int    // index of the governor in the sentence, -1 for the root
	Rel   string // Universal Dependencies relation with subtype, "nsubj:pass"
}

// Sentence is a run of tokens with a tree over them.
type Sentence struct {
	Index  int       // position in the report, from 0
	Span   text.Span // from the first byte of the first token to the last of the last
	Tokens []Token
}

// Base returns a relation without its subtype: "nsubj" for "nsubj:pass".
func Base(rel string) string {
	for i := 0; i < len(rel); i++ {
		if rel[i] == ':' {
			return rel[:i]
		}
	}
	return rel
}

// Root returns the index of the root token, -1 in an empty sentence.
func (s *Sentence) Root() int {
	for i := range s.Tokens {
		if s.Tokens[i].Head < 0 {
			return i
		}
	}
	return -1
}

// Child returns the first dependent of i whose relation, or relation without
// subtype, is one of rels; -1 if there is none. Linear in the sentence.
func (s *Sentence) Child(i int, rels ...string) int {
	for j := range s.Tokens {
		if s.Tokens[j].Head == i && relIn(s.Tokens[j].Rel, rels) {
			return j
		}
	}
	return -1
}

// Children appends to dst the dependents of i with one of the relations (all
// of them when rels is empty), from left to right.
func (s *Sentence) Children(dst []int, i int, rels ...string) []int {
	for j := range s.Tokens {
		if s.Tokens[j].Head == i && (len(rels) == 0 || relIn(s.Tokens[j].Rel, rels)) {
			dst = append(dst, j)
		}
	}
	return dst
}

func relIn(rel string, rels []string) bool {
	base := Base(rel)
	for _, r := range rels {
		if r == rel || r == base {
			return true
		}
	}
	return false
}

// Under reports whether i is j or stands below j in the tree.
func (s *Sentence) Under(i, j int) bool {
	for n := 0; i >= 0 && n <= len(s.Tokens); n++ {
		if i == j {
			return true
		}
		i = s.Tokens[i].Head
	}
	return false
}

// Subtree returns the first and last token index (inclusive) of the words
// below i, i itself among them.
func (s *Sentence) Subtree(i int) (first, last int) {
	first, last = i, i
	for j := range s.Tokens {
		if s.Under(j, i) {
			first, last = min(first, j), max(last, j)
		}
	}
	return first, last
}

// SpanOf returns the bytes from token first to token last, both included.
func (s *Sentence) SpanOf(first, last int) text.Span {
	return text.Span{From: s.Tokens[first].Span.From, To: s.Tokens[last].Span.To}
}
