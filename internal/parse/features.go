package parse

import (
	"unicode"
	"unicode/utf8"

	"github.com/attache/attache/internal/learn"
)

// The embedding table is one list of rows: first the words of the vocabulary
// (row 0 is the unknown word), then a block for each feature below.
const (
	saltWord = iota
	saltPrefix1
	saltPrefix2
	saltPrefix3
	saltSuffix1
	saltSuffix2
	saltSuffix3
	saltSuffix4
	saltShape
	saltCount
)

// buckets is the number of rows in each hashed block, indexed by salt.
var buckets = [saltCount]int{
	saltPrefix1: 256, saltPrefix2: 1024, saltPrefix3: 4096,
	saltSuffix1: 256, saltSuffix2: 1024, saltSuffix3: 4096, saltSuffix4: 8192,
	saltShape: 512,
}

// HashedRows is the number of rows behind the words.
func HashedRows() int {
	n := 0
	for _, b := range buckets {
		n += b
	}
	return n
}

// MaxRows is the largest number of rows that one word has.
const MaxRows = saltCount

// How a sentence is written decides what its capital letters mean.
const (
	Plain   = iota // a sentence with lower-case letters, not its first word
	Initial        // its first word
	Capital        // any word of a sentence without lower-case letters
)

// Extractor turns words into rows of the embedding table. The zero value is
// not ready; see NewExtractor. It holds scratch, so each worker has its own.
type Extractor struct {
	vocab *learn.Index
	words int // rows of the vocabulary
	norm  []byte
	ends  []int // ends[i] is where the i-th rune of norm ends
	shape []byte
}

// NewExtractor returns an extractor for a vocabulary with the given number of
// rows; vocab maps WordKey to them.
func NewExtractor(vocab *learn.Index, words int) *Extractor {
	return &Extractor{vocab: vocab, words: words, norm: make([]byte, 0, 64), ends: make([]int, 0, 64), shape: make([]byte, 0, 16)}
}

// WordKey is the key of a normalised word in the vocabulary.
func WordKey(norm []byte) uint64 { return learn.Hash(saltWord, norm) }

// Normalize appends the form as the vocabulary has it: lower-case, digits as
// zeros, typographic quotes and dashes as plain ones.
func Normalize(dst []byte, form string) []byte {
	for _, r := range form {
		dst = utf8.AppendRune(dst, normalRune(r))
	}
	return dst
}

func normalRune(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case '0' <= r && r <= '9':
		return '0'
	case r < utf8.RuneSelf:
		return r
	}
	switch r {
	case '‘', '’', '‛', '′':
		return '\''
	case '“', '”', '„', '″':
		return '"'
	case '‐', '‑', '–':
		return '-'
	}
	return unicode.ToLower(r)
}

// Rows appends the rows of a word to dst: at most MaxRows. The first is the
// word's own, 0 when it is unknown.
func (x *Extractor) Rows(dst []int32, form string, written int) []int32 {
	x.norm, x.ends = x.norm[:0], x.ends[:0]
	for _, r := range form {
		x.norm = utf8.AppendRune(x.norm, normalRune(r))
		x.ends = append(x.ends, len(x.norm))
	}
	word := max(x.vocab.Row(WordKey(x.norm)), 0)
	dst = append(dst, int32(word))
	base, n := x.words, len(x.ends)
	for salt := saltPrefix1; salt < saltShape; salt++ {
		if piece := x.affix(salt, n); piece != nil {
			dst = append(dst, int32(base+bucket(salt, piece)))
		}
		base += buckets[salt]
	}
	x.shape = appendShape(x.shape[:0], form, written)
	return append(dst, int32(base+bucket(saltShape, x.shape)))
}

// affix returns the prefix or suffix that belongs to salt, nil when the word
// (of n runes) is shorter than it.
func (x *Extractor) affix(salt, n int) []byte {
	if salt <= saltPrefix3 {
		k := salt - saltPrefix1 + 1
		if n < k {
			return nil
		}
		return x.norm[:x.ends[k-1]]
	}
	k := salt - saltSuffix1 + 1
	switch {
	case n < k:
		return nil
	case n == k:
		return x.norm
	}
	return x.norm[x.ends[n-k-1]:]
}

func bucket(salt int, b []byte) int {
	return int(learn.Hash(byte(salt), b) % uint64(buckets[salt]))
}

// appendShape writes the kinds of the characters, runs shortened to two, at
// most ten in all, behind a mark of how the sentence is written.
func appendShape(dst []byte, form string, written int) []byte {
	dst = append(dst, '0'+byte(written))
	var last byte
	run := 0
	for _, r := range form {
		k := kindOf(r)
		if k == 'X' && written == Capital {
			k = 'x'
		}
		if k == last {
			run++
		} else {
			last, run = k, 1
		}
		if run <= 2 && len(dst) < 11 {
			dst = append(dst, k)
		}
	}
	return dst
}

func kindOf(r rune) byte {
	switch {
	case 'a' <= r && r <= 'z':
		return 'x'
	case 'A' <= r && r <= 'Z':
		return 'X'
	case '0' <= r && r <= '9':
		return 'd'
	case r < utf8.RuneSelf:
		return byte(r)
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	}
	return 'o'
}

// Capitals reports whether a sentence is written in capitals throughout: at
// least two words with letters, eight letters in all, none in lower case.
type Capitals struct{ words, letters int }

// See takes one more form and reports whether the sentence can still be one in
// capitals.
func (c *Capitals) See(form string) bool {
	seen := 0
	for _, r := range form {
		switch {
		case 'A' <= r && r <= 'Z':
			seen++
		case 'a' <= r && r <= 'z':
			return false
		case r >= utf8.RuneSelf && unicode.IsLower(r):
			return false
		case r >= utf8.RuneSelf && unicode.IsUpper(r):
			seen++
		}
	}
	if seen > 0 {
		c.words++
		c.letters += seen
	}
	return true
}

// Is reports the result after all forms were seen.
func (c *Capitals) Is() bool { return c.words >= 2 && c.letters >= 8 }

// AllCapitals reports whether a sentence of these forms is in capitals.
func AllCapitals(forms []string) bool {
	var c Capitals
	for _, f := range forms {
		if !c.See(f) {
			return false
		}
	}
	return c.Is()
}

// Written says how the word at position i is written.
func Written(i int, capitals bool) int {
	switch {
	case capitals:
		return Capital
	case i == 0:
		return Initial
	}
	return Plain
}
