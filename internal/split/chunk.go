package split

import "strings"

// cutter cuts one chunk: a run of bytes without white space.
type cutter struct {
	t   string // the text up to the chunk's end
	end int    // the chunk's end
	w   *Worker
	gap gap // before the next piece
}

// cutChunk cuts the chunk [i, j) into pieces.
func (w *Worker) cutChunk(i, j int, g gap) {
	c := cutter{w.text[:j], j, w, g}
	if plain(w.text[i:j]) {
		c.word(i, j, word)
		return
	}
	for i < j {
		i = c.next(i)
	}
}

// plain reports whether s is nothing but ASCII letters.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isAlpha(s[i]) {
			return false
		}
	}
	return true
}

func (c *cutter) add(from, to int, k kind) int {
	c.w.raw = append(c.w.raw, piece{from: from, to: to, gap: c.gap, kind: k})
	c.gap = glued
	return to
}

// at returns the byte at i, 0 beyond the chunk.
func (c *cutter) at(i int) byte {
	if i < c.end {
		return c.t[i]
	}
	return 0
}

// classOf returns the class of the character at i, cSpace beyond the chunk.
func (c *cutter) classOf(i int) uint8 {
	if i >= c.end {
		return cSpace
	}
	cl, _ := classAt(c.t, i)
	return cl
}

func isWordy(cl uint8) bool { return cl == cWord || cl == cDigit }

// next cuts what begins at i and returns where it ends.
func (c *cutter) next(i int) int {
	cl, n := classAt(c.t, i)
	if c.gap != glued || cl == cWord || cl == cDigit || cl == cJoin || cl == cSign {
		if j := c.special(i); j > i {
			return c.add(i, j, other)
		}
	}
	switch cl {
	case cWord, cDigit:
		return c.wordFrom(i)
	case cStop:
		if c.t[i] == '.' && isDigit(c.at(i+1)) && (c.gap != glued || i > 0 && c.t[i-1] == '$') {
			return c.wordFrom(i)
		}
		if n := c.letters(i + 1); c.gap != glued && n > 1 && i+1+n == c.end && known(domains, c.t[i+1:]) {
			return c.add(i, c.end, other) // ".doc"
		}
		return c.stops(i)
	case cDots:
		return c.add(i, i+n, stop)
	case cApos:
		return c.apostrophe(i, n)
	case cQuote:
		if c.t[i] == '`' {
			return c.add(i, c.run(i), quote)
		}
		return c.add(i, i+n, quote)
	case cOpen:
		if strings.HasPrefix(c.t[i:], "‘’") || strings.HasPrefix(c.t[i:], "‘‘") {
			return c.add(i, i+len("‘’"), quote)
		}
		return c.add(i, c.angles(i, n), opener)
	case cClose:
		return c.add(i, c.angles(i, n), closer)
	case cHyphen, cDash:
		return c.dashes(i, n)
	case cSlash:
		return c.add(i, c.run(i), other)
	case cComma:
		return c.add(i, i+n, other)
	case cJoin:
		return c.add(i, c.run(i), dash)
	}
	return c.add(i, i+n, other)
}

// run returns the end of the run of the byte at i.
func (c *cutter) run(i int) int {
	j := i + 1
	for j < c.end && c.t[j] == c.t[i] {
		j++
	}
	return j
}

// angles keeps "<<" and ">>" together; brackets stand alone.
func (c *cutter) angles(i, n int) int {
	if c.t[i] == '<' || c.t[i] == '>' {
		return c.run(i)
	}
	return i + n
}

// stops cuts a run of final marks: ".", "?!", "!!!". An ellipsis stands apart
// from the marks around it.
func (c *cutter) stops(i int) int {
	j := c.run(i)
	if c.t[i] == '.' && j-i > 1 {
		return c.add(i, j, stop)
	}
	for j < c.end && (c.t[j] == '!' || c.t[j] == '?') {
		j++
	}
	return c.add(i, j, stop)
}

// dashes cuts a run of hyphens or a dash.
func (c *cutter) dashes(i, n int) int {
	if c.t[i] != '-' {
		return c.add(i, i+n, dash)
	}
	j := c.run(i)
	if j == i+1 && c.at(j) == '>' {
		j++
	}
	return c.add(i, j, dash)
}

// apostrophe cuts at a single quote: a clitic, a word that lost its beginning
// ("'em", "'90s"), or a quotation mark.
func (c *cutter) apostrophe(i, n int) int {
	j := i + n
	if j < c.end && c.t[j] == c.t[i] && strings.HasPrefix(c.t[j:], c.t[i:j]) {
		return c.add(i, j+n, quote) // two single quotes stand for a double one
	}
	if isDigit(c.at(j)) && isDigit(c.at(j+1)) && !isDigit(c.at(j+2)) && c.gap != glued {
		j += 2
		if c.at(j) == 's' {
			j++
		}
		if !isAlpha(c.at(j)) {
			return c.add(i, j, number)
		}
		j = i + n
	}
	k := j
	for k < c.end && isAlpha(c.t[k]) {
		k++
	}
	if c.gap == glued && isClitic(c.t[j:k]) || c.gap != glued && (isClitic(c.t[j:k]) && k == c.end || clipped(c.t[j:k])) {
		return c.add(i, k, word)
	}
	return c.add(i, j, quote)
}
