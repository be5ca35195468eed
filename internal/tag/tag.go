package tag

import (
	"fmt"
	"strings"
)

// Class is one combination of tags.
type Class struct {
	UPOS  string // "VERB"
	XPOS  string // "VBD"
	Feats string // "Mood=Ind|Tense=Past", "" when none
}

// String writes the class as one line of fields with tabs between them.
func (c Class) String() string { return c.UPOS + "\t" + c.XPOS + "\t" + c.Feats }

// Parse reads what Class.String wrote.
func Parse(line string) (Class, error) {
	f := strings.Split(line, "\t")
	if len(f) != 3 {
		return Class{}, fmt.Errorf("tag: class %q has %d fields, expected 3", line, len(f))
	}
	return Class{UPOS: f[0], XPOS: f[1], Feats: f[2]}, nil
}

// Set numbers classes in the order in which they were added.
type Set struct {
	classes []Class
	ids     map[Class]int
}

// NewSet returns a set of the given classes, without repetitions.
func NewSet(classes ...Class) *Set {
	s := &Set{ids: make(map[Class]int, len(classes))}
	for _, c := range classes {
		s.Add(c)
	}
	return s
}

// Add returns the number of c, a new one if it was not in the set.
func (s *Set) Add(c Class) int {
	if id, ok := s.ids[c]; ok {
		return id
	}
	s.ids[c] = len(s.classes)
	s.classes = append(s.classes, c)
	return len(s.classes) - 1
}

// ID returns the number of c, -1 when it is not in the set.
func (s *Set) ID(c Class) int {
	if id, ok := s.ids[c]; ok {
		return id
	}
	return -1
}

// Class returns the class with number id.
func (s *Set) Class(id int) Class { return s.classes[id] }

// Len is the number of classes.
func (s *Set) Len() int { return len(s.classes) }
