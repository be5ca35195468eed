package main

import (
	"math/rand/v2"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/internal/parse"
	"github.com/attache/attache/internal/tag"
	"github.com/attache/attache/training/reader/net"
)

// plan is what the network's numbers mean: vocabulary, classes, relations.
type plan struct {
	keys     []uint64 // of the vocabulary, row 0 the unknown word
	classes  *tag.Set
	rels     []string
	relID    map[string]int
	extract  *parse.Extractor
	vectors  vectors
	vectorOf []int32 // of each row of the vocabulary, -1 for none
}

// newPlan counts words, classes and relations of the training trees. A word
// gets a row when it stands at least twice in them or the silver sentences, or
// has a fixed vector.
func newPlan(trees []tree, silver []opinion, v vectors) *plan {
	p := &plan{classes: tag.NewSet(), relID: map[string]int{}, vectors: v}
	words, rels, classes := map[string]int{}, map[string]int{}, map[tag.Class]int{}
	for _, t := range trees {
		for i, f := range t.forms {
			words[string(parse.Normalize(nil, f))]++
			rels[t.rel[i]]++
			classes[t.class[i]]++
		}
	}
	for i := range silver {
		for _, f := range silver[i].forms {
			words[string(parse.Normalize(nil, f))]++
		}
	}
	for w := range v.row {
		words[w] += 2
	}
	names := keysOf(words)
	p.keys, p.vectorOf = []uint64{0}, []int32{-1}
	for _, w := range names {
		if words[w] >= 2 {
			p.keys = append(p.keys, parse.WordKey([]byte(w)))
			p.vectorOf = append(p.vectorOf, v.of(w))
		}
	}
	for _, r := range keysOf(rels) {
		p.relID[r] = len(p.rels)
		p.rels = append(p.rels, r)
	}
	lines := map[string]int{}
	for c := range classes {
		lines[c.String()] = 1
	}
	for _, l := range keysOf(lines) {
		c, _ := tag.Parse(l)
		p.classes.Add(c)
	}
	p.extract = parse.NewExtractor(learn.NewIndex(p.keys), len(p.keys))
	return p
}

func keysOf(m map[string]int) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	sort.Strings(all)
	return all
}

// example turns a tree into rows and numbers. Classes and relations that
// training did not see become -1.
func (p *plan) example(t tree) *net.Sentence {
	n := len(t.forms)
	s := &net.Sentence{Gold: 1, Rows: make([][]int32, n), Vector: make([]int32, n), Tag: make([]int32, n), Head: make([]int32, n), Rel: make([]int32, n)}
	caps := parse.AllCapitals(t.forms)
	for i, f := range t.forms {
		s.Rows[i] = p.extract.Rows(nil, f, parse.Written(i, caps))
		s.Vector[i] = p.vectors.of(string(parse.Normalize(nil, f)))
		s.Head[i] = int32(t.head[i])
		s.Tag[i], s.Rel[i] = -1, -1
		if t.class == nil { // a teacher's tree
			continue
		}
		s.Tag[i] = int32(p.classes.ID(t.class[i]))
		if id, ok := p.relID[t.rel[i]]; ok {
			s.Rel[i] = int32(id)
		}
	}
	return s
}

// vary now and then writes a sentence as a headline has it: in capitals, in
// lower case, with capital initials, or without its final mark.
func vary(t tree, rng *rand.Rand) tree {
	x := rng.Float64()
	switch {
	case x < 0.03:
		return rewritten(t, strings.ToUpper)
	case x < 0.05:
		return rewritten(t, strings.ToLower)
	case x < 0.07:
		return rewritten(t, func(s string) string {
			_, size := utf8.DecodeRuneInString(s)
			return strings.ToUpper(s[:size]) + s[size:]
		})
	case x < 0.12 && t.openEnd():
		return t.without(len(t.forms) - 1)
	}
	return t
}

func rewritten(t tree, f func(string) string) tree {
	forms := make([]string, len(t.forms))
	for i, s := range t.forms {
		forms[i] = f(s)
	}
	t.forms = forms
	return t
}

// rowCount is the number of rows of the embedding table.
func (p *plan) rowCount() int { return len(p.keys) + parse.HashedRows() }
