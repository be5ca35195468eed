package parse

import (
	"testing"

	"github.com/attache/attache/internal/learn"
)

func extractor(words ...string) *Extractor {
	keys := []uint64{0}
	for _, w := range words {
		keys = append(keys, WordKey([]byte(w)))
	}
	return NewExtractor(learn.NewIndex(keys), len(keys))
}

func TestWordsAreFoundHoweverTheyAreWritten(t *testing.T) {
	x := extractor("harbour", "0000", "don't")
	for form, row := range map[string]int32{"Harbour": 1, "HARBOUR": 1, "1997": 2, "don’t": 3, "jetty": 0} {
		if got := x.Rows(nil, form, Plain)[0]; got != row {
			t.Errorf("%s has row %d, expected %d", form, got, row)
		}
	}
}

func TestShortWordsHaveFewerRows(t *testing.T) {
	x := extractor()
	for form, n := range map[string]int{"a": 4, "at": 6, "Oct": 8, "sail": 9, "é": 4, "": 2} {
		if got := len(x.Rows(nil, form, Plain)); got != n {
			t.Errorf("%q has %d rows, expected %d", form, got, n)
		}
	}
}

func TestShapesTellHowAWordIsWritten(t *testing.T) {
	for _, c := range []struct {
		form    string
		written int
		want    string
	}{
		{"Harbour", Plain, "0Xxx"}, {"Harbour", Initial, "1Xxx"}, {"HARBOUR", Capital, "2xx"},
		{"U.S.-led", Plain, "0X.X.-xx"}, {"1,100", Plain, "0d,dd"}, {"a1b2c3d4e5f6g7", Plain, "0xdxdxdxdxd"},
	} {
		if got := string(appendShape(nil, c.form, c.written)); got != c.want {
			t.Errorf("shape of %s: %s, expected %s", c.form, got, c.want)
		}
	}
}

func TestCapitalsNeedWholeSentences(t *testing.T) {
	for _, c := range []struct {
		want  bool
		forms []string
	}{
		{true, []string{"ENVOY", "LEAVES", "PORT"}},
		{false, []string{"ENVOY", "leaves", "PORT"}},
		{false, []string{"U.S."}},
		{false, []string{"12", "-", "14"}},
	} {
		if got := AllCapitals(c.forms); got != c.want {
			t.Errorf("%v: %v", c.forms, got)
		}
	}
}
