package mention

import (
	"strings"
	"testing"
)

func TestFolderTakesWordsOfAnyLength(t *testing.T) {
	for n := 40; n < 60; n++ {
		for _, c := range []string{"a", "é", "日"} {
			var f folder
			word := strings.Repeat(c, n)
			f.cut(word, func(folded []byte, _, _ bool) {
				if len(folded) > len(word) {
					t.Errorf("%d × %s folds to %d bytes", n, c, len(folded))
				}
			})
		}
	}
}
