package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheCourseTwiceGivesTheSameFile goes through all stages with all kinds of
// data: treebank trees, opinions of them, silver sentences, word vectors.
func TestTheCourseTwiceGivesTheSameFile(t *testing.T) {
	var files [2]strings.Builder
	for i := range files {
		banks, all := sailing()
		dir := t.TempDir()
		path := filepath.Join(dir, "opinions")
		if err := writeOpinions(path, all, banks); err != nil {
			t.Fatal(err)
		}
		all, err := readPackedOpinions(path, banks)
		if err != nil {
			t.Fatal(err)
		}
		silver := all.Parts[0].Sentences
		silver[0].forms = []string{"Go"}
		v := vectors{dim: 2, row: map[string]int32{"ships": 0, "go": 1}, data: []float32{1, 2, 3, 4}}
		l := newLearner([]bank{{"ewt", banks["ewt"], all.Banks["ewt"]}}, silver, v, 1, io.Discard)
		if l.corpus.gold[0].soft == nil || len(l.corpus.silver) != 1 {
			t.Fatal("the opinions are not learnt from")
		}
		if err := l.run(shortened(course, 2), func(int) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if err := l.export().Write(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if files[0].String() != files[1].String() {
		t.Error("two files")
	}
}
