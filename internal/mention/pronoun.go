package mention

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/syntax"
)

// pronoun says what a pronoun may stand for.
type pronoun struct {
	gender byte     // 'm', 'f', 'n', or 'p' for several
	first  bool     // the speaker
	within []string // codes it may be, nil for any
}

var pronouns = map[string]pronoun{
	"he": {gender: 'm'}, "him": {gender: 'm'}, "his": {gender: 'm'}, "himself": {gender: 'm'},
	"she": {gender: 'f'}, "her": {gender: 'f'}, "hers": {gender: 'f'}, "herself": {gender: 'f'},
	"it": {gender: 'n'}, "its": {gender: 'n'}, "itself": {gender: 'n'},
	"they": {gender: 'p'}, "them": {gender: 'p'}, "their": {gender: 'p'}, "theirs": {gender: 'p'}, "themselves": {gender: 'p'},
	"i": {first: true}, "me": {first: true}, "my": {first: true}, "we": {first: true}, "us": {first: true}, "our": {first: true}, "ours": {first: true},
}

// pronounAt files the mention of the pronoun at a token, when it is one of
// the first person or not, as asked.
func (w *work) pronounAt(tok int, first bool) {
	t := &w.s.Tokens[tok]
	if t.UPOS != "PRON" || w.unitAt[tok] >= 0 {
		return
	}
	p, ok := pronouns[strings.ToLower(t.Form)]
	if !ok || p.first != first || t.Rel == "expl" {
		return
	}
	if g := w.inside[tok]; g >= 0 && w.groups[g].poss == tok && !first {
		return
	}
	at := -1
	if first {
		at = w.speaker(tok)
	} else {
		at = w.antecedent(tok)
	}
	w.emitPronoun(tok, at)
}

// emitPronoun files a pronoun; at is the thing it stands for, -1 when that is
// not clear.
func (w *work) emitPronoun(tok, at int) {
	m := Mention{Sent: w.si, From: tok, To: tok + 1, Head: tok, Kind: Pronoun, Chain: at, Coord: -1}
	if at >= 0 {
		t := &w.book.things[at]
		m.Parties, m.Why = t.parties, t.why
		t.seen(w, tok)
	}
	w.out = append(w.out, m)
}

// seen notes a mention at a token. Within one sentence the place that draws
// most counts: "Iran said its army" stays the subject.
func (t *thing) seen(w *work, tok int) {
	verb, weight := w.place(tok)
	if t.sent != w.si || t.count == 0 || weight >= t.weight {
		t.verb, t.weight = verb, weight
	}
	t.sent, t.tok, t.count = w.si, tok, t.count+1
}

// antecedent finds the thing that a pronoun of the third person stands for,
// -1 when none fits or two are close.
func (w *work) antecedent(tok int) int {
	p := pronouns[strings.ToLower(w.s.Tokens[tok].Form)]
	if p.gender == 0 {
		return -1
	}
	return w.draws(tok, p)
}

// draws gives the thing that draws the pronoun at tok most, -1 when two are
// close.
func (w *work) draws(tok int, p pronoun) int {
	best, first, second := -1, 0.0, 0.0
	for i := range w.book.things {
		t := &w.book.things[i]
		x := w.draw(i, p, tok)
		switch {
		case x > first:
			if best >= 0 && !sameParties(w.book.things[best].parties, t.parties) {
				second = first
			}
			best, first = i, x
		case x > second && best >= 0 && !sameParties(w.book.things[best].parties, t.parties):
			second = x
		}
	}
	if best < 0 || second > 0.9*first {
		return -1
	}
	return best
}

func sameParties(a, b []Party) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Code != b[i].Code {
			return false
		}
	}
	return true
}

// draw says how strongly a thing draws a pronoun: 0 for not at all. Subjects
// before objects, near before far, often named before once; the subject of
// the pronoun's own clause draws a possessive and repels an object.
func (w *work) draw(at int, p pronoun, tok int) float64 {
	t := &w.book.things[at]
	fit := agrees(t, p)
	back := w.si - t.sent
	if fit == 0 || back > 3 || len(t.parties) == 0 {
		return 0
	}
	x := t.weight
	for range back {
		x *= 0.55
	}
	x = fit * (x + 0.12*float64(min(t.count, 5)))
	if len(t.parties) > 0 && t.parties[0].Sector == "JRN" {
		x *= 0.3 // who reports is seldom reported on
	}
	if at >= 0 && at == w.book.speaker && w.speaks(tok) {
		x *= 1.5 // he goes on speaking
	}
	if back > 0 {
		return x
	}
	if t.tok >= tok {
		return 0
	}
	pt := &w.s.Tokens[tok]
	if w.relativeOf(tok, t.tok) {
		return 5 * fit // "Abbas, who said he would go"
	}
	if pt.XPOS != "PRP$" && t.verb == pt.Head {
		return 0
	}
	if pt.XPOS == "PRP$" && (t.verb == tok || w.owns(t, tok)) {
		return 0
	}
	if pt.XPOS == "PRP$" && t.weight >= 2.7 && w.doesFor(t.verb, tok) {
		x *= 1.3 // "Seoul prepares to inaugurate its government"
	}
	if pt.XPOS == "PRP$" && w.ownsAround(t.tok, tok) {
		x *= 3 // "Russia's attack on its neighbor"
	}
	if syntax.Base(pt.Rel) == "nsubj" && t.weight >= 2.7 {
		x *= 1.2
	}
	if pt.XPOS == "PRP$" {
		return x * 2 // an owner seldom stands in another sentence
	}
	return x * 1.2
}

// relativeOf reports whether a token stands in a relative clause of the noun.
func (w *work) relativeOf(tok, noun int) bool {
	for k, n := tok, 0; k >= 0 && n < 6; n++ {
		t := &w.s.Tokens[k]
		if t.Rel == "acl:relcl" {
			return t.Head == noun
		}
		k = t.Head
	}
	return false
}

// speaks: the token is the subject of a verb of speech.
func (w *work) speaks(tok int) bool {
	t := &w.s.Tokens[tok]
	return t.Rel == "nsubj" && t.Head >= 0 && speech[w.s.Tokens[t.Head].Lemma]
}

// owns: the possessive stands in the thing's own phrase: "its ally Japan".
func (w *work) owns(t *thing, tok int) bool {
	return w.s.Tokens[tok].Head == t.tok
}

// doesFor reports whether the verb is the nearest finite one above the token.
func (w *work) doesFor(verb, tok int) bool {
	for k, n := w.s.Tokens[tok].Head, 0; k >= 0 && n < 8; k, n = w.s.Tokens[k].Head, n+1 {
		if k == verb {
			return true
		}
		if t := &w.s.Tokens[k]; t.UPOS == "VERB" && t.Rel != "xcomp" {
			return false
		}
	}
	return false
}

// ownsAround reports whether a noun around the token has the other token for
// its owner.
func (w *work) ownsAround(owner, tok int) bool {
	if w.s.Tokens[owner].Rel != "nmod:poss" {
		return false
	}
	for k, n := w.s.Tokens[tok].Head, 0; k >= 0 && n < 6; k, n = w.s.Tokens[k].Head, n+1 {
		if w.s.Tokens[owner].Head == k {
			return true
		}
		if w.s.Tokens[k].UPOS == "VERB" {
			return false
		}
	}
	return false
}

// agrees says how well number, gender and kind agree, from 0 to 1.
func agrees(t *thing, p pronoun) float64 {
	switch p.gender {
	case 'm', 'f':
		if !t.person || t.plural || t.kind == State || t.gender != 0 && t.gender != p.gender {
			return 0
		}
		switch {
		case t.gender == p.gender:
			return 1.1
		case p.gender == 'f':
			return 0.7
		case t.kind == Role:
			return 0.8
		}
		return 1
	case 'c':
		if t.kind != State || t.several || p.within != nil && !slices.Contains(p.within, t.parties[0].Code) {
			return 0
		}
		return 1
	case 'n':
		if t.person || t.plural || t.several {
			return 0
		}
		return 1
	}
	switch {
	case t.plural:
		return 1
	case t.kind == Org:
		return 0.5
	case t.kind == State:
		return 0.25
	}
	return 0
}

// speaker finds who says the words in which "I" or "we" stands: the subject of
// the sentence's verb of speech, or who spoke last.
func (w *work) speaker(tok int) int {
	if at := w.sayer(tok); at >= 0 {
		return at
	}
	return w.book.speaker
}

// sayer gives the thing that speaks in this sentence, other than the pronoun
// itself; -1 when none does.
func (w *work) sayer(tok int) int {
	for k := range w.s.Tokens {
		t := &w.s.Tokens[k]
		if t.Head < 0 || syntax.Base(t.Rel) != "nsubj" || k == tok || !speech[strings.ToLower(w.s.Tokens[t.Head].Lemma)] {
			continue
		}
		if g := w.inside[k]; g >= 0 && w.groups[g].thing >= 0 {
			return w.groups[g].thing
		}
		for m := range w.out {
			if o := &w.out[len(w.out)-1-m]; o.Sent != w.si {
				break
			} else if o.Head == k && o.Chain >= 0 {
				return o.Chain
			}
		}
	}
	return -1
}

// speakerAfter gives who spoke last once the sentence is read.
func (w *work) speakerAfter() int {
	if at := w.sayer(-1); at >= 0 {
		return at
	}
	return w.book.speaker
}

var speech = map[string]bool{"say": true, "tell": true, "add": true, "declare": true, "state": true, "announce": true, "warn": true,
	"explain": true, "note": true, "insist": true, "stress": true, "claim": true, "argue": true, "ask": true, "reply": true, "vow": true,
	"pledge": true, "comment": true, "remark": true, "write": true, "assert": true, "conclude": true, "admit": true, "urge": true,
	"reiterate": true, "acknowledge": true, "complain": true, "continue": true, "quote": true, "point": true, "maintain": true, "predict": true}
