package store

import (
	"strings"
	"testing"
)

func FuzzCursor(f *testing.F) {
	for _, s := range []string{"2022-05-04.17", ".3", "", "x", "2022-05-04", "2022-05-04.-1", "2022-13-01.1", "9.9.9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := parseCursor(s)
		if err != nil {
			return
		}
		if again, err := parseCursor(c.String()); err != nil || again != c {
			t.Errorf("%q is read as %v, and that as %v, %v", s, c, again, err)
		}
	})
}

func FuzzSnippet(f *testing.F) {
	f.Add("one two three four", "three")
	f.Add(strings.Repeat("Wörter ", 200)+"Nadel "+strings.Repeat("heu ", 100), "nadel")
	f.Add("日本語日本語日本語", "語")
	f.Fuzz(func(t *testing.T, text, words string) {
		at := finder(words)(text)
		if at < -1 || at >= len(text) && at > 0 {
			t.Fatalf("byte %d of %d", at, len(text))
		}
		if s := snippet(text, at); strings.ContainsAny(s, "\n\t") {
			t.Errorf("%q is more than a line", s)
		}
	})
}
