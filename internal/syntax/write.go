package syntax

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteCoNLLU writes one sentence and the blank line behind it. Empty fields
// become "_"; a token without relation has no head either.
func WriteCoNLLU(w io.Writer, c *CoNLLU) error {
	b, ok := w.(*bufio.Writer)
	if !ok {
		b = bufio.NewWriter(w)
	}
	for _, s := range c.Comments {
		b.WriteString(s)
		b.WriteByte('\n')
	}
	multi := c.Multi
	for i := range c.Tokens {
		if len(multi) > 0 && multi[0].First == i {
			m := multi[0]
			multi = multi[1:]
			b.WriteString(strconv.Itoa(m.First+1) + "-" + strconv.Itoa(m.Last+1) + "\t" + m.Form + "\t_\t_\t_\t_\t_\t_\t_\t")
			b.WriteString(orBlank(m.Misc))
			b.WriteByte('\n')
		}
		misc := ""
		if i < len(c.Misc) {
			misc = c.Misc[i]
		}
		writeToken(b, i, &c.Tokens[i], misc)
	}
	b.WriteByte('\n')
	if ok {
		return nil // the owner of the buffer learns of errors when flushing
	}
	return b.Flush()
}

func writeToken(b *bufio.Writer, i int, t *Token, misc string) {
	var num [20]byte
	b.Write(strconv.AppendInt(num[:0], int64(i+1), 10))
	for _, s := range [...]string{t.Form, t.Lemma, t.UPOS, t.XPOS, t.Feats} {
		b.WriteByte('\t')
		b.WriteString(orBlank(s))
	}
	b.WriteByte('\t')
	if t.Rel == "" && t.Head < 0 {
		b.WriteByte('_')
	} else {
		b.Write(strconv.AppendInt(num[:0], int64(t.Head+1), 10))
	}
	b.WriteByte('\t')
	b.WriteString(orBlank(t.Rel))
	b.WriteString("\t_\t")
	b.WriteString(orBlank(misc))
	b.WriteByte('\n')
}

func orBlank(s string) string {
	if s == "" {
		return "_"
	}
	return s
}

// ToCoNLLU dresses a sentence of a text for writing: "# text", SpaceAfter and
// the written tokens of several words. Spans in the result still point into
// the report's text, and Tokens is shared with s.
func ToCoNLLU(s *Sentence, whole string) CoNLLU {
	c := CoNLLU{Sentence: *s, Text: s.Span.Of(whole), Misc: make([]string, len(s.Tokens))}
	c.Comments = []string{"# text = " + strings.Join(strings.Fields(c.Text), " ")}
	n := len(s.Tokens)
	for i := 0; i < n; {
		last := i + s.Written(i) - 1
		misc := ""
		if last+1 < n && s.Tokens[last].Span.To == s.Tokens[last+1].Span.From {
			misc = "SpaceAfter=No"
		}
		if last > i {
			form := whole[s.Tokens[i].Span.From:s.Tokens[last].Span.To]
			c.Multi = append(c.Multi, Multiword{i, last, form, misc})
		} else {
			c.Misc[i] = misc
		}
		i = last + 1
	}
	return c
}

// Written returns how many words from token i on make one written token: 2 in
// "do|n't", "Iran|'s" and "can|not", else 1. A lone apostrophe counts as a
// possessive by its tag, or, before tagging, behind an s without an opening
// quote in the sentence.
func (s *Sentence) Written(i int) int {
	n := 1
	for i+n < len(s.Tokens) && s.Tokens[i+n].Span.From == s.Tokens[i+n-1].Span.To && s.clings(i+n) {
		n++
	}
	return n
}

func (s *Sentence) clings(i int) bool {
	f, prev := s.Tokens[i].Form, s.Tokens[i-1].Form
	if !endsWord(prev) {
		return false
	}
	switch strings.ToLower(strings.Replace(f, "’", "'", 1)) {
	case "n't", "'s", "'m", "'d", "'re", "'ve", "'ll":
		return true
	case "not":
		return strings.EqualFold(prev, "can")
	case "na":
		return strings.EqualFold(prev, "gon") || strings.EqualFold(prev, "wan")
	case "ta":
		return strings.EqualFold(prev, "got") || strings.EqualFold(prev, "out") || strings.EqualFold(prev, "lot")
	case "nt", "m", "ve", "re", "ll", "s", "me":
		return true // such a word stands glued to another only in "dont", "im", "thats"
	case "'":
		if s.Tokens[i].XPOS != "" {
			return s.Tokens[i].XPOS == "POS"
		}
		return prev[len(prev)-1]|0x20 == 's' && !s.quoteOpen(i)
	}
	return false
}

// endsWord reports whether s ends with a letter, a digit or the full stop of an
// abbreviation.
func endsWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' && len(s) > 1
}

// quoteOpen reports whether a single quote stands before token i that is
// glued to the word behind it but not to the one before.
func (s *Sentence) quoteOpen(i int) bool {
	for j := i - 1; j >= 0; j-- {
		f := s.Tokens[j].Form
		if (f == "'" || f == "‘") && (j == 0 || s.Tokens[j-1].Span.To < s.Tokens[j].Span.From) {
			return true
		}
	}
	return false
}
