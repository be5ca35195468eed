package lemma

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// Model is what was learnt: lemmas of words, and edits by tag, look and
// ending for the others. Both are looked up in tables of open addressing.
type Model struct {
	entries []Entry
	words   []int32 // by wordHash: index into entries + 1, 0 for an empty slot
	edits   []Edit
	keys    []uint64 // of the rules, 0 for an empty slot
	rules   []int32  // beside keys: index into edits
}

// maxSuffix is the longest ending of a rule, in bytes.
const maxSuffix = 6

// Entry is a word of the model's lexicon.
type Entry struct {
	Form  string
	Tag   byte
	Lemma string
}

// Rule is an edit for the forms with a tag, look and ending; the longest
// ending that is found decides.
type Rule struct {
	Suffix string // lower-case, may be empty
	Tag    byte
	Look   byte
	Edit   Edit
}

// NewModel makes a model of entries and rules.
func NewModel(entries []Entry, rules []Rule) *Model {
	m := &Model{entries: entries}
	size := tableSize(len(entries))
	m.words = make([]int32, size)
	for i, e := range entries {
		p := wordHash(e.Form, e.Tag) & uint64(size-1)
		for m.words[p] != 0 {
			p = (p + 1) & uint64(size-1)
		}
		m.words[p] = int32(i + 1)
	}
	size = tableSize(len(rules))
	m.keys, m.rules = make([]uint64, size), make([]int32, size)
	for i, r := range rules {
		m.edits = append(m.edits, r.Edit)
		k := ruleKey(r.Suffix, r.Tag, look(r.Look))
		p := mix(k) & uint64(size-1)
		for m.keys[p] != 0 {
			p = (p + 1) & uint64(size-1)
		}
		m.keys[p], m.rules[p] = k, int32(i)
	}
	return m
}

func tableSize(n int) int {
	size := 16
	for size < 3*n {
		size *= 2
	}
	return size
}

// wordHash hashes a form, its ASCII letters in small, with a tag.
func wordHash(form string, tag byte) uint64 {
	h := uint64(14695981039346656037) ^ uint64(tag)
	for i := 0; i < len(form); i++ {
		h = (h ^ uint64(small8(form[i]))) * 1099511628211
	}
	return mix(h)
}

func small8(c byte) byte {
	if c-'A' < 26 {
		return c | 0x20
	}
	return c
}

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// ruleKey packs an ending of at most six bytes, a tag and a look.
func ruleKey(suffix string, tag byte, l look) uint64 {
	k := uint64(tag) | uint64(l)<<8
	for i := len(suffix) - 1; i >= 0; i-- {
		k = k<<8 | uint64(small8(suffix[i]))
	}
	return k
}

// The file: magic, number of entries, entries (form, tag, lemma), number of
// rules, rules (suffix, tag, look, case, strip, add). Strings have one byte of
// length before them; numbers are 32 bits, little-endian.
const magic = "attache lemma 1\n"

// Bytes writes entries and rules as a model file, in the order given.
func Bytes(entries []Entry, rules []Rule) []byte {
	out := append([]byte(nil), magic...)
	str := func(s string) { out = append(append(out, byte(len(s))), s...) }
	out = binary.LittleEndian.AppendUint32(out, uint32(len(entries)))
	for _, e := range entries {
		str(e.Form)
		out = append(out, e.Tag)
		str(e.Lemma)
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(rules)))
	for _, r := range rules {
		str(r.Suffix)
		out = append(out, r.Tag, r.Look, byte(r.Edit.Case), byte(r.Edit.Strip))
		str(r.Edit.Add)
	}
	return out
}

// reader takes a model file apart.
type reader struct {
	s   string
	bad bool
}

func (r *reader) bytes(n int) string {
	if n > len(r.s) {
		r.bad, r.s = true, ""
		return strings.Repeat("\x00", min(n, 8))
	}
	out := r.s[:n]
	r.s = r.s[n:]
	return out
}

func (r *reader) byte() byte  { return r.bytes(1)[0] }
func (r *reader) str() string { return r.bytes(int(r.byte())) }
func (r *reader) count() int {
	return int(binary.LittleEndian.Uint32([]byte(r.bytes(4))))
}

// Load reads a model file.
func Load(data []byte) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, errors.New("lemma model: not a model file")
	}
	r := &reader{s: string(data[len(magic):])}
	n := r.count()
	if n > len(data)/3 {
		return nil, fmt.Errorf("lemma model: %d entries in %d bytes", n, len(data))
	}
	entries := make([]Entry, n)
	for i := range entries {
		entries[i] = Entry{r.str(), r.byte(), r.str()}
	}
	n = r.count()
	if n > len(data)/6 {
		return nil, fmt.Errorf("lemma model: %d rules in %d bytes", n, len(data))
	}
	rules := make([]Rule, n)
	for i := range rules {
		rules[i] = Rule{r.str(), r.byte(), r.byte(), Edit{Case(r.byte()), int(r.byte()), r.str()}}
		r.bad = r.bad || len(rules[i].Suffix) > maxSuffix
	}
	if r.bad || r.s != "" {
		return nil, errors.New("lemma model: the file is cut off or too long")
	}
	return NewModel(entries, rules), nil
}

// known returns the lemma of a word of the lexicon: as written, or else in
// small letters.
func (m *Model) known(form string, tag byte) (string, bool) {
	mask := uint64(len(m.words) - 1)
	out, ok := "", false
	for p := wordHash(form, tag) & mask; m.words[p] != 0; p = (p + 1) & mask {
		e := &m.entries[m.words[p]-1]
		if e.Tag != tag || len(e.Form) != len(form) {
			continue
		}
		if e.Form == form {
			return e.Lemma, true
		}
		if smallOf(e.Form, form) {
			out, ok = e.Lemma, true
		}
	}
	return out, ok
}

// smallOf reports whether a is b in small letters; both have the same length.
func smallOf(a, b string) bool {
	for i := 0; i < len(a); i++ {
		if a[i] != small8(b[i]) {
			return false
		}
	}
	return true
}

// guess edits a form by the rule of its longest known ending.
func (m *Model) guess(form string, tag byte) string {
	if form == "" {
		return form
	}
	if Plain(tag) {
		form = strings.ToLower(form)
	}
	return m.edit(form, tag).Apply(form)
}

func (m *Model) edit(form string, tag byte) Edit {
	look, mask := lookOf(form), uint64(len(m.keys)-1)
	for n := min(maxSuffix, len(form)); n >= 0; n-- {
		k := ruleKey(form[len(form)-n:], tag, look)
		for p := mix(k) & mask; m.keys[p] != 0; p = (p + 1) & mask {
			if m.keys[p] != k {
				continue
			}
			if e := m.edits[m.rules[p]]; e.Strip < len(form) || n == len(form) {
				return e
			}
			break
		}
	}
	if proper(tag) || look == small {
		return Edit{}
	}
	return Edit{Case: Lower}
}

// Guess is the lemma that the rules alone give, for trainers.
func (m *Model) Guess(form string, tag byte) string { return m.guess(form, tag) }
