package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCharactersCountsWhatPrecedes(t *testing.T) {
	s := strings.Repeat("Élysée – 日本 ", 60)
	c := NewCharacters(s)
	for b := 0; b <= len(s); b++ {
		if b < len(s) && !utf8.RuneStart(s[b]) {
			continue
		}
		if got, want := c.At(b), utf8.RuneCountInString(s[:b]); got != want {
			t.Fatalf("At(%d) = %d, want %d", b, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	s := Span{2, 5}
	if s.Of("Kishi met") != "shi" || s.Len() != 3 {
		t.Errorf("%v covers %q", s, s.Of("Kishi met"))
	}
	if !s.Holds(Span{3, 5}) || s.Holds(Span{3, 6}) || !s.Overlaps(Span{4, 9}) || s.Overlaps(Span{5, 9}) {
		t.Error("ranges are half-open")
	}
}
