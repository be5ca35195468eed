package main

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/attache/attache/internal/tag"
	"github.com/attache/attache/training/reader/net"
)

const opinionText = `# sent_id = a
Ships	2	2:900 0:100	nsubj:800 nsubj:pass:200	NOUN/NNS/Number=Plur:990
sail	0	0:700 3:300	root:1000	VERB/VBP/_:600 NOUN/NN/_:400
.	2	2:1000	punct:1000	PUNCT/./_:1000

# sent_id = b
Go	0	0:1000	root:1000	VERB/VB/_:1000
`

func TestOpinionsAreRead(t *testing.T) {
	all, err := scanOpinions(strings.NewReader(opinionText))
	if err != nil || len(all) != 2 {
		t.Fatalf("%d opinions, %v", len(all), err)
	}
	o := all[0]
	if o.head[0] != 1 || o.head[1] != -1 || o.rels[0][1] != (candidate{"nsubj:pass", 0.2}) {
		t.Errorf("heads %v, relations %v", o.head, o.rels[0])
	}
	if _, err := scanOpinions(strings.NewReader("a\tb\tc\td\te\n")); err == nil {
		t.Error("a head that is no number was read")
	}
}

func TestOpinionsBecomeShares(t *testing.T) {
	all, _ := scanOpinions(strings.NewReader(opinionText))
	p := &plan{classes: tag.NewSet(tag.Class{UPOS: "VERB", XPOS: "VBP"}), relID: map[string]int{"nsubj": 0}}
	s := p.soft(&all[0], 0.5)
	if len(s.Tag[0]) != 0 || len(s.Tag[1]) != 1 || s.Tag[1][0].Share != 0.5 {
		t.Errorf("tags %v", s.Tag)
	}
	if h := s.Head[1]; len(h) != 2 || h[0].ID != -1 || h[1].ID != 2 {
		t.Errorf("heads %v", h)
	}
	if cut := s.Cut(2); len(cut.Head) != 2 || len(cut.Head[1]) != 1 {
		t.Errorf("without the last word heads are %v", cut.Head)
	}
}

func TestVaryingKeepsAGoodTree(t *testing.T) {
	base := tree{forms: []string{"Ships", "sail", "."}, head: []int{1, -1, 1}, rel: []string{"nsubj", "root", "punct"},
		class: make([]tag.Class, 3)}
	rng := rand.New(rand.NewPCG(1, 1))
	seen := map[string]bool{}
	for range 500 {
		v := vary(base, rng)
		seen[strings.Join(v.forms, " ")] = true
		if len(v.forms) != len(v.head) || len(v.rel) != len(v.head) {
			t.Fatalf("%v has %d heads", v.forms, len(v.head))
		}
	}
	for _, want := range []string{"Ships sail .", "SHIPS SAIL .", "ships sail .", "Ships Sail .", "Ships sail"} {
		if !seen[want] {
			t.Errorf("never %q", want)
		}
	}
}

// little returns a corpus of one sentence, often.
func little() (*plan, *corpus, net.Config) {
	t := tree{forms: []string{"Ships", "sail", "."}, head: []int{1, -1, 1}, rel: []string{"nsubj", "root", "punct"},
		class: []tag.Class{{UPOS: "NOUN"}, {UPOS: "VERB"}, {UPOS: "PUNCT"}}}
	trees := []tree{t, t, t, t}
	p := newPlan(trees, nil, vectors{})
	c := &corpus{}
	for _, t := range trees {
		c.gold = append(c.gold, item{tree: t, weight: 1})
	}
	return p, c, net.Config{Rows: p.rowCount(), Width: 64, Layers: 1, TagHidden: 32, ArcDim: 16, RelDim: 16,
		Classes: p.classes.Len(), Rels: len(p.rels)}
}

func TestTrainingTwiceGivesTheSameFile(t *testing.T) {
	var files [2]strings.Builder
	for i := range files {
		p, c, config := little()
		n := net.New(config, nil, rand.New(rand.NewPCG(1, 1)))
		drop := net.Drop{Word: 0.1, Piece: 0.1, Layer: 0.1, Hidden: 0.1}
		s := schedule{epochs: 6, words: 6, rate: 0.01, average: 0.5, drop: drop, seed: 3, log: &strings.Builder{}}
		train(p, n, c, s)
		if err := export(p, n, []tree{c.gold[0].tree}).Write(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if files[0].String() != files[1].String() {
		t.Error("two files")
	}
}
