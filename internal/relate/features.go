package relate

import (
	"strconv"
	"strings"

	"github.com/attache/attache/internal/linear"
	"github.com/attache/attache/internal/syntax"
)

// features collects hashed features and what they stand for.
type features struct {
	fs    []linear.Feature
	names []name
}

// name is a feature as an explanation shows it.
type name struct{ field, value string }

func (f *features) reset() { f.fs, f.names = f.fs[:0], f.names[:0] }

func (f *features) add(field, value string) {
	f.fs = append(f.fs, linear.Hash(field, value))
	f.names = append(f.names, name{field, value})
}

// describe lists all features of a scene.
func (sc *scene) describe(f *features, parts Parts) {
	order := sc.order()
	f.add("order", order)
	sc.between(f, order)
	sc.outside(f)
	sc.parties(f)
	if parts&Tree != 0 {
		sc.paths(f)
		sc.deeds(f, order)
	}
	if parts&Lexicon != 0 {
		sc.lexicon(f, order)
	}
}

// Parts are the kinds of features, so that training can leave some out.
type Parts int

// The kinds of features.
const (
	Lexicon Parts = 1 << iota // the codebook's types of words and patterns
	Tree
	Vectors
	All = Lexicon | Tree | Vectors
)

// order says which party comes first, or that one lies in the other.
func (sc *scene) order() string {
	a, b := sc.sides[0], sc.sides[1]
	switch {
	case a.to <= b.from:
		return "AB"
	case b.to <= a.from:
		return "BA"
	}
	return "in"
}

// gap returns the words between the parties, from and to, and where they end.
func (sc *scene) gap() (from, to int) {
	a, b := sc.sides[0], sc.sides[1]
	if b.from < a.from {
		a, b = b, a
	}
	return a.to, max(a.to, b.from)
}

func (sc *scene) between(f *features, order string) {
	from, to := sc.gap()
	prev, prev2 := "^", ""
	n := 0
	for i := from; i < to; i++ {
		w := &sc.words[i]
		if w.UPOS == "PUNCT" {
			continue
		}
		l := sc.sign(i)
		f.add("mid", l)
		f.add("mid"+order, l)
		f.add("mid2", prev+" "+l)
		if prev2 != "" {
			f.add("mids", prev2+" "+l)
		}
		if n < 4 {
			f.add("start"+strconv.Itoa(n), l)
		}
		prev2, prev = prev, l
		n++
	}
	f.add("mid2", prev+" $")
	if prev2 != "" {
		f.add("end", prev2+" "+prev)
	}
	f.add("far", strconv.Itoa(min(n/3, 6)))
	k := 0
	for i := to - 1; i >= from && k < 3; i-- {
		if sc.words[i].UPOS != "PUNCT" {
			f.add("end"+strconv.Itoa(k), sc.sign(i))
			k++
		}
	}
}

// sign is a word's lemma, with its tense where that tells a plan from a deed;
// names are all the same.
func (sc *scene) sign(i int) string {
	w := &sc.words[i]
	switch {
	case w.UPOS == "PROPN":
		return "NAME"
	case w.UPOS == "NUM":
		return "NUM"
	}
	return w.lemma
}

// outside describes the words before and behind the parties, and all words.
func (sc *scene) outside(f *features) {
	first := min(sc.sides[0].from, sc.sides[1].from)
	last := max(sc.sides[0].to, sc.sides[1].to)
	for i, n := first-1, 0; i >= 0 && n < 5; i-- {
		if w := &sc.words[i]; w.UPOS != "PUNCT" {
			f.add("pre", sc.sign(i))
			n++
		}
	}
	prev := "^"
	for i, n := last, 0; i < len(sc.words) && n < 7; i++ {
		if w := &sc.words[i]; w.UPOS != "PUNCT" {
			f.add("post", sc.sign(i))
			f.add("post2", prev+" "+sc.sign(i))
			prev = sc.sign(i)
			n++
		}
	}
	for i := range sc.words {
		if w := &sc.words[i]; w.content() && w.UPOS != "PROPN" && !w.inside() {
			f.add("word", w.lemma)
		}
	}
}

// parties describes the words within the spans.
func (sc *scene) parties(f *features) {
	for k, name := range [...]string{"A", "B"} {
		s := sc.sides[k]
		h := &sc.words[s.head]
		f.add(name+"head", sc.sign(s.head))
		f.add(name+"pos", h.UPOS)
		f.add(name+"rel", h.Rel)
		for i := s.from; i < s.to; i++ {
			if w := &sc.words[i]; w.UPOS == "NOUN" || w.UPOS == "VERB" || w.UPOS == "ADJ" {
				f.add(name+"in", w.lemma)
			}
		}
		f.add(name+"prep", sc.preposition(s.head))
	}
}

// preposition returns the case marker of a word, "" when it has none.
func (sc *scene) preposition(i int) string {
	for k := i - 1; k >= 0 && k > i-12; k-- {
		if sc.words[k].up == i && sc.words[k].Rel == "case" {
			return sc.words[k].lemma
		}
	}
	for k := i + 1; k < len(sc.words) && k < i+3; k++ {
		if sc.words[k].up == i && sc.words[k].Rel == "case" {
			return sc.words[k].lemma
		}
	}
	return ""
}

// paths describes the way through the tree from one party to the other, and
// what governs both.
func (sc *scene) paths(f *features) {
	a, b := sc.sides[0].head, sc.sides[1].head
	top := sc.meet(a, b)
	if top < 0 {
		f.add("path", "cross")
	} else {
		up, down := sc.climb(a, top), sc.climb(b, top)
		f.add("path", up+"|"+down)
		f.add("up", up)
		f.add("down", down)
		f.add("pathtop", up+"|"+down+"|"+sc.sign(top))
		f.add("top", sc.sign(top))
		sc.above(f, top)
		for i := b; i != top; i = sc.words[i].up {
			if i != b {
				f.add("downword", sc.sign(i))
			}
			f.add("downarc", syntax.Base(sc.words[i].Rel)+" "+sc.preposition(i)+" "+sc.sign(sc.words[i].up))
		}
		for i := a; i != top; i = sc.words[i].up {
			if i != a {
				f.add("upword", sc.sign(i))
			}
			f.add("uparc", syntax.Base(sc.words[i].Rel)+" "+sc.preposition(i)+" "+sc.sign(sc.words[i].up))
		}
	}
	for k, name := range [...]string{"A", "B"} {
		prev := ""
		for n, g := range sc.chain(nil, sc.sides[k].head, 4) {
			if sc.words[g].inside() {
				continue
			}
			f.add(name+"gov", sc.sign(g))
			f.add(name+"gov"+strconv.Itoa(n), sc.words[sc.sides[k].head].Rel+" "+sc.sign(g))
			if prev != "" {
				f.add(name+"govs", prev+" "+sc.sign(g))
			}
			prev = sc.sign(g)
		}
	}
}

// climb names the relations from a word up to one above it.
func (sc *scene) climb(i, top int) string {
	var b strings.Builder
	for n := 0; i != top && n < 7; n++ {
		b.WriteString(syntax.Base(sc.words[i].Rel))
		if strings.HasSuffix(sc.words[i].Rel, ":pass") {
			b.WriteString("P")
		}
		b.WriteByte('/')
		i = sc.words[i].up
	}
	return b.String()
}

// above describes what governs the word on which both parties hang.
func (sc *scene) above(f *features, top int) {
	chain := sc.words[top].lemma
	i := top
	for n := 0; n < 3 && sc.words[i].up >= 0; n++ {
		f.add("over", syntax.Base(sc.words[i].Rel)+" "+sc.sign(sc.words[i].up))
		i = sc.words[i].up
		chain = sc.sign(i) + ">" + chain
		f.add("chain", chain)
	}
}

// deeds describes every predicate on or next to the way between the parties:
// its voice, helpers, negation and objects.
func (sc *scene) deeds(f *features, order string) {
	seen := map[int]bool{}
	for k, name := range [...]string{"A", "B"} {
		n := 0
		for _, g := range append([]int{sc.sides[k].head}, sc.chain(nil, sc.sides[k].head, 5)...) {
			w := &sc.words[g]
			if w.UPOS != "VERB" && (w.UPOS != "NOUN" && w.UPOS != "ADJ" || len(w.acts) == 0) {
				continue
			}
			sc.deed(f, name+strconv.Itoa(n), g)
			if !seen[g] {
				seen[g] = true
				sc.deed(f, "any", g)
			}
			n++
		}
	}
}

func (sc *scene) deed(f *features, who string, g int) {
	w := &sc.words[g]
	form := w.XPOS
	key := w.lemma
	for i := sc.lowest(g); i < len(sc.words) && sc.words[i].sent == w.sent; i++ {
		c := &sc.words[i]
		if c.up != g {
			continue
		}
		rel := syntax.Base(c.Rel)
		switch rel {
		case "aux":
			form += " " + c.lemma
			f.add(who+"aux", c.lemma)
		case "advmod":
			if c.lemma == "not" || c.lemma == "n't" || c.lemma == "never" {
				form += " not"
			}
			f.add(who+"adv", key+" "+c.lemma)
		case "obj", "xcomp", "ccomp", "compound", "obl", "nmod", "acl", "advcl", "conj", "mark":
			if !c.inside() {
				f.add(who+rel, key+" "+sc.sign(i))
				f.add(who+"dep", rel+" "+sc.sign(i))
			} else {
				f.add(who+rel+"is", key+" "+sc.preposition(i)+side2(c))
			}
		case "nsubj":
			f.add(who+c.Rel, key+" "+side2(c))
		}
	}
	f.add(who, key)
	f.add(who+"form", form)
	f.add(who+"formkey", key+" "+form)
}

func side2(w *word) string {
	switch {
	case w.in[0]:
		return "A"
	case w.in[1]:
		return "B"
	}
	return "-"
}

// lowest returns the first word of the sentence that word i stands in.
func (sc *scene) lowest(i int) int { return sc.first[sc.words[i].sent] }
