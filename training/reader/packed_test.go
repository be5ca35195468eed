package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/attache/attache/internal/tag"
)

// sailing is a treebank of one sentence and the teacher's opinion of it, which
// has another head and label for the last word.
func sailing() (map[string][]tree, *opinions) {
	t := tree{forms: []string{"Ships", "sail", "."}, head: []int{1, -1, 1}, rel: []string{"nsubj", "root", "punct"},
		class: []tag.Class{{UPOS: "NOUN", XPOS: "NNS", Feats: "Number=Plur"}, {UPOS: "VERB", XPOS: "VBP"}, {UPOS: "PUNCT", XPOS: "."}}}
	some, _ := scanOpinions(strings.NewReader(opinionText))
	o := some[0]
	o.name, o.forms = "", nil
	o.head[2], o.heads[2] = 0, []candidate{{"1", 0.75}, {"2", 0.25}}
	o.rels[2] = []candidate{{"dep", 1}}
	wire := some[1]
	wire.forms = nil
	part := reportPart{Report: "r1", Part: "title", Sentences: []opinion{wire}, Spans: [][][2]int{{{2, 4}}}}
	return map[string][]tree{"ewt": {t}}, &opinions{Banks: map[string][]opinion{"ewt": {o}}, Parts: []reportPart{part}}
}

func TestOpinionsSurvivePacking(t *testing.T) {
	banks, all := sailing()
	path := filepath.Join(t.TempDir(), "opinions")
	if err := writeOpinions(path, all, banks); err != nil {
		t.Fatal(err)
	}
	got, err := readPackedOpinions(path, banks)
	if err != nil {
		t.Fatal(err)
	}
	o := got.Banks["ewt"][0]
	if !reflect.DeepEqual(o.head, []int{1, -1, 0}) || !reflect.DeepEqual(o.heads[2], []candidate{{"1", 0.75}, {"2", 0.25}}) {
		t.Errorf("heads %v of %v", o.head, o.heads)
	}
	if o.rels[2][0].what != "dep" || o.rels[0][1] != (candidate{"nsubj:pass", 13. / 64}) || o.tags[1][1].what != "NOUN/NN/_" {
		t.Errorf("labels %v, tags %v", o.rels, o.tags)
	}
	// 0.002 is less than half a step
	if len(o.heads[0]) != 1 && o.heads[0][1].share == 0 {
		t.Errorf("heads of the first word: %v", o.heads[0])
	}
	reports := filepath.Join(t.TempDir(), "reports")
	if err := os.WriteFile(reports, []byte(`{"id":"r1","title":"- Go","text":"They went."}`+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := got.fill(reports); err != nil {
		t.Fatal(err)
	}
	if f := got.Parts[0].Sentences[0].forms; !reflect.DeepEqual(f, []string{"Go"}) {
		t.Errorf("the report's words are %q", f)
	}
}

func TestOpinionsOfOtherTreebanksAreRefused(t *testing.T) {
	banks, all := sailing()
	path := filepath.Join(t.TempDir(), "opinions")
	if err := writeOpinions(path, all, banks); err != nil {
		t.Fatal(err)
	}
	longer := banks["ewt"][0]
	longer.forms = append([]string{"Big"}, longer.forms...)
	for _, other := range [][]tree{nil, {longer}} {
		if _, err := readPackedOpinions(path, map[string][]tree{"ewt": other}); err == nil {
			t.Errorf("%d trees were taken for the treebank", len(other))
		}
	}
}

func TestVectorsSurvivePacking(t *testing.T) {
	dir := t.TempDir()
	text, packed := filepath.Join(dir, "text"), filepath.Join(dir, "packed")
	if err := os.WriteFile(text, []byte("3 2\nship 0.5 -1.25\nSHIP 9 9\nsail 99 0.01\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := packVectors(text, packed, 10); err != nil {
		t.Fatal(err)
	}
	v, err := readVectors(packed)
	if err != nil {
		t.Fatal(err)
	}
	want := []float32{0.5, -1.25, 127. / 16, 0}
	if len(v.row) != 2 || !reflect.DeepEqual(v.data, want) || v.of("sail") != 1 || v.of("mast") != -1 {
		t.Errorf("%v %v", v.row, v.data)
	}
}

func FuzzUnpack(f *testing.F) {
	banks, all := sailing()
	path := filepath.Join(f.TempDir(), "opinions")
	if err := writeOpinions(path, all, banks); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "opinions")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := readPackedOpinions(path, banks)
		if err != nil {
			return
		}
		for i, o := range got.Banks["ewt"] {
			if len(o.head) != len(banks["ewt"][i].forms) {
				t.Errorf("%d heads", len(o.head))
			}
		}
	})
}
