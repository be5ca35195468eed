package syntax

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/text"
)

// CoNLLU is a sentence as a CoNLL-U file gives it. Spans are bytes into Text.
type CoNLLU struct {
	Sentence
	Text     string      // the sentence as written, from "# text" or rebuilt from the forms
	Comments []string    // each with its "#", "# text" among them
	Multi    []Multiword // in order
	Misc     []string    // one a token; "" where the file has none
	Line     int         // of the first line in the file, from 1
}

// Multiword is a written token of several words: "don't" over "do" "n't".
type Multiword struct {
	First, Last int // token indices, both included
	Form        string
	Misc        string
}

// maxLine bounds a line of CoNLL-U, in bytes.
const maxLine = 1 << 20

// ReadCoNLLU returns the sentences of r one by one. A sentence that cannot be
// read comes as an error that names its line; reading goes on behind it, but
// not behind a line of more than 1 MB.
// Empty nodes ("8.1") are left out. Memory is bounded by the longest sentence.
func ReadCoNLLU(r io.Reader) iter.Seq2[CoNLLU, error] {
	return func(yield func(CoNLLU, error) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		var block []string
		for n, first := 1, 1; ; n++ {
			s, err := readLine(in)
			if err != nil && err != io.EOF {
				yield(CoNLLU{}, fmt.Errorf("line %d: %w", n, err))
				return
			}
			if s != "" {
				if len(block) == 0 {
					first = n
				}
				block = append(block, s)
			} else if len(block) > 0 {
				c, bad := parseBlock(block, first)
				if !(bad == nil && len(c.Tokens) == 0) && !yield(c, bad) {
					return
				}
				block = block[:0]
			}
			if err == io.EOF && s == "" {
				return
			}
		}
	}
}

var errLong = errors.New("line longer than 1 MB")

// readLine returns the next line without its end; io.EOF only with the last.
func readLine(in *bufio.Reader) (string, error) {
	var long []byte
	for {
		part, err := in.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			if len(long)+len(part) > maxLine {
				return "", errLong
			}
			long = append(long, part...)
			continue
		}
		if long = append(long, part...); len(long) > maxLine {
			return "", errLong
		}
		if err == io.EOF && len(long) > 0 {
			err = nil // the end is told with the next, empty, line
		}
		return string(bytes.TrimRight(long, "\r\n")), err
	}
}

// parseBlock reads the lines of one sentence, of which the first is line n.
func parseBlock(lines []string, n int) (CoNLLU, error) {
	c := CoNLLU{Line: n}
	heads := 0
	for k, s := range lines {
		if s[0] == '#' {
			c.Comments = append(c.Comments, s)
			continue
		}
		if err := c.addLine(s); err != nil {
			return CoNLLU{}, fmt.Errorf("line %d: %w: %q", n+k, err, clip(s))
		}
		heads = k
	}
	for i := range c.Tokens {
		if h := c.Tokens[i].Head; h >= len(c.Tokens) || h == i {
			return CoNLLU{}, fmt.Errorf("line %d: word %d has head %d in a sentence of %d words", n+heads, i+1, h+1, len(c.Tokens))
		}
	}
	for _, m := range c.Multi {
		if m.Last >= len(c.Tokens) {
			return CoNLLU{}, fmt.Errorf("line %d: token %d-%d goes beyond the last word", n, m.First+1, m.Last+1)
		}
	}
	c.place()
	return c, nil
}

func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}

func (c *CoNLLU) addLine(s string) error {
	f := strings.Split(s, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d columns, want 10 divided by tabs", len(f))
	}
	if strings.IndexByte(f[0], '.') >= 0 {
		return nil
	}
	if a, b, ok := strings.Cut(f[0], "-"); ok {
		first, err1 := strconv.Atoi(a)
		last, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || first != len(c.Tokens)+1 || last < first {
			return errors.New("bad token range")
		}
		c.Multi = append(c.Multi, Multiword{first - 1, last - 1, f[1], blankField(f[9])})
		return nil
	}
	if id, err := strconv.Atoi(f[0]); err != nil || id != len(c.Tokens)+1 {
		return fmt.Errorf("word number %s, want %d", clip(f[0]), len(c.Tokens)+1)
	}
	if f[1] == "" {
		return errors.New("empty form")
	}
	t := Token{Form: f[1], Lemma: f[2], UPOS: blankField(f[3]), XPOS: blankField(f[4]), Feats: blankField(f[5]), Head: -1, Rel: blankField(f[7])}
	if t.Lemma == "_" && t.Form != "_" {
		t.Lemma = ""
	}
	if f[6] != "_" {
		h, err := strconv.Atoi(f[6])
		if err != nil || h < 0 {
			return errors.New("head is no number")
		}
		t.Head = h - 1
	}
	c.Tokens = append(c.Tokens, t)
	c.Misc = append(c.Misc, blankField(f[9]))
	return nil
}

func blankField(s string) string {
	if s == "_" {
		return ""
	}
	return s
}

// place sets Text and the spans of the tokens from the forms and SpaceAfter.
func (c *CoNLLU) place() {
	var b strings.Builder
	multi := c.Multi
	for i := 0; i < len(c.Tokens); {
		from, last, misc := b.Len(), i, c.Misc[i]
		form := c.Tokens[i].Form
		if len(multi) > 0 && multi[0].First == i {
			form, last, misc = multi[0].Form, multi[0].Last, multi[0].Misc
			multi = multi[1:]
		}
		b.WriteString(form)
		share(c.Tokens[i:last+1], from, b.Len())
		i = last + 1
		if i < len(c.Tokens) && !glued(misc) {
			b.WriteByte(' ')
		}
	}
	c.Text = b.String()
	if n := len(c.Tokens); n > 0 {
		c.Span = text.Span{From: c.Tokens[0].Span.From, To: c.Tokens[n-1].Span.To}
	}
}

// share gives the words of one written token the bytes [from, to): each its
// own length while that goes, the last what is left.
func share(words []Token, from, to int) {
	for i := range words {
		end := min(from+len(words[i].Form), to)
		if i == len(words)-1 {
			end = to
		}
		words[i].Span = text.Span{From: from, To: end}
		from = end
	}
}

// glued reports whether a MISC field says that no space follows.
func glued(misc string) bool {
	return misc != "" && strings.Contains("|"+misc+"|", "|SpaceAfter=No|")
}

// SpaceAfter reports whether white space follows token i in the text of the
// file. Inside a written token of several words none does.
func (c *CoNLLU) SpaceAfter(i int) bool {
	for _, m := range c.Multi {
		if m.First <= i && i < m.Last {
			return false
		}
		if m.Last == i {
			return !glued(m.Misc)
		}
	}
	return !glued(c.Misc[i])
}

// Comment returns the value of "# key = value", and whether it is there; a
// comment "# key" gives "" and true.
func (c *CoNLLU) Comment(key string) (string, bool) {
	for _, s := range c.Comments {
		k, v, _ := strings.Cut(strings.TrimPrefix(s, "#"), "=")
		if strings.TrimSpace(k) == key {
			return strings.TrimSpace(v), true
		}
	}
	return "", false
}
