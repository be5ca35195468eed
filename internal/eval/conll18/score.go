package conll18

import (
	"slices"
	"sort"
	"strings"

	"github.com/attache/attache/internal/syntax"
)

// Score counts what gold and system have and what they share.
type Score struct{ Gold, System, Correct int }

// Precision, Recall and F1 are between 0 and 1; 0 where nothing was counted.
func (s Score) Precision() float64 { return ratio(s.Correct, s.System) }
func (s Score) Recall() float64    { return ratio(s.Correct, s.Gold) }
func (s Score) F1() float64        { return ratio(2*s.Correct, s.Gold+s.System) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Result holds the scores of the shared task. Relations are sorted by name.
type Result struct {
	Sentences, Tokens, Words                            Score
	UPOS, XPOS, UFeats, AllTags, Lemmas, UAS, LAS, CLAS Score
	Relations                                           []Relation
}

// Metric is a named score.
type Metric struct {
	Name string
	Score
}

// Metrics lists the scores in the order in which the shared task prints them.
func (r *Result) Metrics() []Metric {
	return []Metric{{"Tokens", r.Tokens}, {"Sentences", r.Sentences}, {"Words", r.Words}, {"UPOS", r.UPOS}, {"XPOS", r.XPOS},
		{"UFeats", r.UFeats}, {"AllTags", r.AllTags}, {"Lemmas", r.Lemmas}, {"UAS", r.UAS}, {"LAS", r.LAS}, {"CLAS", r.CLAS}}
}

// Relation scores the words that gold, or the system, attaches by one
// relation, its subtype kept. LAS asks for the head and the whole relation.
type Relation struct {
	Name    string
	LAS     Score
	Aligned int // gold words of the relation that the system has as words
	UAS     int // of these, with the right head
	UPOS    int // of these, with the right universal tag
}

// content relations, as CLAS counts them.
var functional = map[string]bool{"aux": true, "case": true, "cc": true, "clf": true, "cop": true, "det": true, "mark": true, "punct": true}

// Evaluate scores system against gold. Both must hold the same text but for
// white space. Relations are compared without subtypes, features only as far
// as they are universal, and a gold lemma "_" accepts any. Linear in the
// files, but for regions of multiword tokens.
func Evaluate(gold, system []syntax.CoNLLU) (Result, error) {
	g, s := load(gold), load(system)
	if err := sameText(g.chars, s.chars); err != nil {
		return Result{}, err
	}
	var r Result
	r.Sentences = overlap(g.sents, s.sents)
	r.Tokens = overlap(g.tokens, s.tokens)
	pairs := align(g.words, s.words)
	base := Score{Gold: len(g.words), System: len(s.words)}
	for _, m := range []*Score{&r.Words, &r.UPOS, &r.XPOS, &r.UFeats, &r.AllTags, &r.Lemmas, &r.UAS, &r.LAS} {
		*m = base
	}
	r.Words.Correct = len(pairs)
	rel := newRelations(&g, &s)
	r.CLAS = Score{Gold: contentWords(g.words), System: contentWords(s.words)}
	goldOf := make([]int, len(s.words))
	for i := range goldOf {
		goldOf[i] = -2
	}
	for _, p := range pairs {
		goldOf[p.system] = p.gold
	}
	for _, p := range pairs {
		r.compare(&g.words[p.gold], &s.words[p.system], goldOf, rel)
	}
	r.Relations = rel.sorted()
	return r, nil
}

// compare counts one pair of aligned words.
func (r *Result) compare(g, s *word, goldOf []int, rel *relations) {
	upos, xpos := g.tok.UPOS == s.tok.UPOS, g.tok.XPOS == s.tok.XPOS
	feats := universal(g.tok.Feats) == universal(s.tok.Feats)
	head := g.head == -1 && s.head == -1 || s.head >= 0 && goldOf[s.head] == g.head && g.head >= 0
	label := syntax.Base(g.tok.Rel) == syntax.Base(s.tok.Rel)
	add := func(m *Score, ok bool) {
		if ok {
			m.Correct++
		}
	}
	add(&r.UPOS, upos)
	add(&r.XPOS, xpos)
	add(&r.UFeats, feats)
	add(&r.AllTags, upos && xpos && feats)
	add(&r.Lemmas, g.tok.Lemma == "" || g.tok.Lemma == "_" || g.tok.Lemma == s.tok.Lemma)
	add(&r.UAS, head)
	add(&r.LAS, head && label)
	add(&r.CLAS, head && label && isContent(g.tok.Rel))
	x := rel.of(g.tok.Rel)
	x.Aligned++
	if head {
		x.UAS++
	}
	if upos {
		x.UPOS++
	}
	if head && g.tok.Rel == s.tok.Rel {
		x.LAS.Correct++
	}
}

// overlap counts equal spans of two ascending lists.
func overlap(gold, system []span) Score {
	sc := Score{Gold: len(gold), System: len(system)}
	for g, s := 0, 0; g < len(gold) && s < len(system); {
		switch a, b := gold[g], system[s]; {
		case b.from < a.from:
			s++
		case a.from < b.from:
			g++
		default:
			if a.to == b.to {
				sc.Correct++
			}
			g++
			s++
		}
	}
	return sc
}

func isContent(rel string) bool { return !functional[syntax.Base(rel)] }

func contentWords(words []word) int {
	n := 0
	for i := range words {
		if isContent(words[i].tok.Rel) {
			n++
		}
	}
	return n
}

// universalFeatures are those that the shared task compares.
var universalFeatures = map[string]bool{"PronType": true, "NumType": true, "Poss": true, "Reflex": true, "Foreign": true,
	"Abbr": true, "Gender": true, "Animacy": true, "Number": true, "Case": true, "Definite": true, "Degree": true,
	"VerbForm": true, "Mood": true, "Tense": true, "Aspect": true, "Voice": true, "Evident": true, "Polarity": true,
	"Person": true, "Polite": true}

// universal keeps the universal features of feats, sorted.
func universal(feats string) string {
	if feats == "" {
		return ""
	}
	all := strings.Split(feats, "|")
	all = slices.DeleteFunc(all, func(f string) bool {
		name, _, _ := strings.Cut(f, "=")
		return !universalFeatures[name]
	})
	sort.Strings(all)
	return strings.Join(all, "|")
}

type relations struct{ by map[string]*Relation }

func newRelations(g, s *file) *relations {
	r := &relations{map[string]*Relation{}}
	for i := range g.words {
		r.of(g.words[i].tok.Rel).LAS.Gold++
	}
	for i := range s.words {
		r.of(s.words[i].tok.Rel).LAS.System++
	}
	return r
}

func (r *relations) of(name string) *Relation {
	x := r.by[name]
	if x == nil {
		x = &Relation{Name: name}
		r.by[name] = x
	}
	return x
}

func (r *relations) sorted() []Relation {
	out := make([]Relation, 0, len(r.by))
	for _, x := range r.by {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Relation) int { return strings.Compare(a.Name, b.Name) })
	return out
}
