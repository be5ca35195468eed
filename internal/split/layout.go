package split

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/attache/attache/internal/text"
)

// line is one line of a block of lines without a blank line between them.
type line struct {
	from, to int // bytes, without the newline
	chars    int
	first    int // characters of the line's first word
}

const (
	minWrap = 40  // shorter lines are not taken for wrapped prose
	maxWrap = 110 // longer ones are not either: their paragraphs do not wrap
)

// layOut notes where furniture forces a sentence to end and what is skipped.
func (w *Worker) layOut(r *text.Report) {
	w.cuts, w.skips = w.cuts[:0], w.skips[:0]
	for _, f := range r.Furniture {
		s := f.Span
		if s.From < 0 || s.To > len(r.Text) || s.From >= s.To {
			continue
		}
		if f.Kind == text.Position {
			w.addSkip(s)
			continue
		}
		w.addCut(s.From)
		w.addCut(s.To)
	}
}

func (w *Worker) addCut(at int) {
	w.cuts = append(w.cuts, at)
	for i := len(w.cuts) - 1; i > 0 && w.cuts[i-1] > w.cuts[i]; i-- {
		w.cuts[i-1], w.cuts[i] = w.cuts[i], w.cuts[i-1]
	}
}

func (w *Worker) addSkip(s text.Span) {
	w.skips = append(w.skips, s)
	for i := len(w.skips) - 1; i > 0 && w.skips[i-1].From > w.skips[i].From; i-- {
		w.skips[i-1], w.skips[i] = w.skips[i], w.skips[i-1]
	}
}

// cutChunks walks the text from one run of non-space to the next, classes the
// gaps between them and cuts each into pieces.
func (w *Worker) cutChunks() {
	t := w.text
	cut, skip := 0, 0
	g := blank
	for i := 0; i < len(t); {
		for skip < len(w.skips) && w.skips[skip].To <= i {
			skip++
		}
		if skip < len(w.skips) && w.skips[skip].From <= i {
			i = w.skips[skip].To
			g = max(g, spaced)
			continue
		}
		if n := spaceLen(t, i); n > 0 {
			j := i + n
			for m := spaceLen(t, j); m > 0; m = spaceLen(t, j) {
				j += m
			}
			g = max(g, w.gapOf(i, j))
			i = j
			continue
		}
		for cut < len(w.cuts) && w.cuts[cut] <= i {
			cut++
			g = blank
		}
		limit := len(t)
		if cut < len(w.cuts) {
			limit = w.cuts[cut]
		}
		if skip < len(w.skips) {
			limit = min(limit, w.skips[skip].From)
		}
		j := chunkEnd(t, i, limit)
		w.cutChunk(i, j, g)
		i, g = j, glued
	}
}

// chunkEnd returns the end of the run of non-space that begins at i.
func chunkEnd(t string, i, limit int) int {
	for i < limit {
		c := t[i]
		if c < utf8.RuneSelf {
			if class[c] == cSpace {
				return i
			}
			i++
			continue
		}
		if spaceLen(t, i) > 0 {
			return i
		}
		_, n := utf8.DecodeRuneInString(t[i:])
		i += n
	}
	return limit
}

// spaceLen returns the length in bytes of the white-space character at i, 0
// when there is none.
func spaceLen(t string, i int) int {
	if i >= len(t) {
		return 0
	}
	c := t[i]
	if c < utf8.RuneSelf {
		if class[c] == cSpace {
			return 1
		}
		return 0
	}
	if c != 0xC2 && c != 0xE1 && c != 0xE2 && c != 0xE3 {
		return 0
	}
	r, n := utf8.DecodeRuneInString(t[i:])
	if r != utf8.RuneError && unicode.IsSpace(r) {
		return n
	}
	return 0
}

// gapOf classes the white space [i, j).
func (w *Worker) gapOf(i, j int) gap {
	first := strings.IndexByte(w.text[i:j], '\n')
	if first < 0 {
		return spaced
	}
	if strings.IndexByte(w.text[i+first+1:j], '\n') >= 0 {
		return blank
	}
	if w.wraps(i+first, j) {
		return spaced
	}
	return newline
}

// wraps reports whether the newline at byte nl, after which the text goes on
// at next, only wraps a line of running prose. It does when the line could not
// have held the next word: the width is the longest line of the block. Lines
// of very long or short blocks are titles, items or whole paragraphs.
func (w *Worker) wraps(nl, next int) bool {
	if len(w.lines) == 0 || nl < w.lines[0].from || nl > w.lines[len(w.lines)-1].to {
		w.readBlock(nl)
	}
	at, width := sort.Search(len(w.lines), func(i int) bool { return w.lines[i].to >= nl }), w.width
	if at+1 >= len(w.lines) || width < minWrap || width > maxWrap || listItem(w.text[next:]) {
		return false
	}
	if w.lines[at].chars+1+w.lines[at+1].first <= width {
		return false
	}
	lower := lowerAt(w.text, next)
	return lower || len(w.lines) > 2 && !allCaps(w.text[w.lines[at].from:nl])
}

// readBlock reads the lines around byte at that no blank line divides.
func (w *Worker) readBlock(at int) {
	w.lines, w.width = w.lines[:0], 0
	from := at
	for from > 0 {
		prev := strings.LastIndexByte(w.text[:from], '\n')
		if strings.TrimSpace(w.text[prev+1:from]) == "" {
			break
		}
		from = prev
		if from < 0 || at-from > 1<<16 {
			break
		}
	}
	from++
	for from < len(w.text) {
		to := strings.IndexByte(w.text[from:], '\n')
		if to < 0 {
			to = len(w.text)
		} else {
			to += from
		}
		s := strings.TrimSpace(w.text[from:to])
		if s == "" {
			break
		}
		word := s
		if k := strings.IndexByte(s, ' '); k >= 0 {
			word = s[:k]
		}
		l := line{from, to, utf8.RuneCountInString(s), utf8.RuneCountInString(word)}
		w.lines, w.width = append(w.lines, l), max(w.width, l.chars)
		from = to + 1
	}
}

// listItem reports whether s begins as an item of a list: "- ", "* ", "1. ".
func listItem(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '-', '*', '+', '|', '>', '#':
		return true
	}
	i := 0
	for i < len(s) && i < 3 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i > 0 && i+1 < len(s) && (s[i] == '.' || s[i] == ')') && s[i+1] == ' ' ||
		strings.HasPrefix(s, "•") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—")
}

func lowerAt(t string, i int) bool {
	r, _ := utf8.DecodeRuneInString(t[i:])
	return unicode.IsLower(r)
}

func upperAt(t string, i int) bool {
	r, _ := utf8.DecodeRuneInString(t[i:])
	return unicode.IsUpper(r)
}

// allCaps reports whether s has letters and none of them is lower-case.
func allCaps(s string) bool {
	upper := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		upper = upper || unicode.IsUpper(r)
	}
	return upper
}
