package syntax

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Parse reads one sentence for a test: lines of "form lemma UPOS XPOS head
// rel", divided by any white space, with the features as a seventh field if
// wanted. Heads count from 1, and 0 is the root. Lines in full CoNLL-U are
// read too. Blank lines and comments are passed over. Words are taken to be
// divided by a space but for marks and clitics that lean on a neighbour; see
// Surface for the text that the spans point into. The tree is checked.
func Parse(short string) (Sentence, error) {
	var c CoNLLU
	for n, raw := range strings.Split(short, "\n") {
		s := strings.TrimSpace(raw)
		if s == "" || strings.HasPrefix(s, "# ") {
			continue
		}
		var err error
		if strings.Count(s, "\t") == 9 {
			err = c.addLine(s)
		} else {
			err = c.addShort(strings.Fields(s))
		}
		if err != nil {
			return Sentence{}, fmt.Errorf("line %d: %w: %q", n+1, err, clip(s))
		}
	}
	if len(c.Tokens) == 0 {
		return Sentence{}, errors.New("no words")
	}
	for i := range c.Tokens {
		if c.Tokens[i].Head >= len(c.Tokens) {
			return Sentence{}, fmt.Errorf("word %d has head %d in a sentence of %d words", i+1, c.Tokens[i].Head+1, len(c.Tokens))
		}
	}
	c.place()
	return c.Sentence, c.Check()
}

func (c *CoNLLU) addShort(f []string) error {
	if len(f) != 6 && len(f) != 7 {
		return fmt.Errorf("%d fields, want form lemma UPOS XPOS head rel", len(f))
	}
	h, err := strconv.Atoi(f[4])
	if err != nil || h < 0 {
		return errors.New("head is no number")
	}
	t := Token{Form: f[0], Lemma: f[1], UPOS: f[2], XPOS: f[3], Head: h - 1, Rel: f[5]}
	if len(f) == 7 {
		t.Feats = blankField(f[6])
	}
	if n := len(c.Tokens); n > 0 && leans(c.Tokens[n-1].Form, t.Form) {
		c.Misc[n-1] = "SpaceAfter=No"
	}
	c.Tokens = append(c.Tokens, t)
	c.Misc = append(c.Misc, "")
	return nil
}

// leans reports whether no space stands between two words as usually written.
func leans(before, after string) bool {
	switch after {
	case ".", ",", ";", ":", "?", "!", ")", "]", "”", "n't", "'s", "'", "'m", "'d", "'re", "'ve", "'ll", "%", "-":
		return true
	case "not":
		return before == "can"
	}
	switch before {
	case "(", "[", "“", "$", "#", "-":
		return true
	}
	return false
}

// Check returns an error unless the heads make a tree: one root, no loop.
func (s *Sentence) Check() error {
	root := -1
	for i := range s.Tokens {
		if s.Tokens[i].Head < 0 {
			if root >= 0 {
				return fmt.Errorf("words %d and %d are both roots", root+1, i+1)
			}
			root = i
		}
	}
	if root < 0 {
		return errors.New("no root")
	}
	for i := range s.Tokens {
		if !s.Under(i, root) {
			return fmt.Errorf("word %d does not hang on the root", i+1)
		}
	}
	return nil
}

// Surface returns the text that the spans of a sentence point into, as far as
// the sentence knows it: its forms at their places and spaces between.
func (s *Sentence) Surface() string {
	b := []byte(strings.Repeat(" ", s.Span.To))
	for i := range s.Tokens {
		t := &s.Tokens[i]
		copy(b[t.Span.From:t.Span.To], t.Form)
	}
	return string(b)
}

// TB is the part of testing.TB that MustTree needs.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// MustTree is Parse for tests: it ends the test on a mistake.
func MustTree(t TB, conllu string) Sentence {
	t.Helper()
	s, err := Parse(conllu)
	if err != nil {
		t.Fatalf("tree: %v\n%s", err, conllu)
	}
	return s
}
