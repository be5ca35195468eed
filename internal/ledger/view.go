package ledger

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/when"
)

// view is one sentence with the layers over it.
type view struct {
	in      *Layers
	s       *syntax.Sentence
	kids    syntax.Kids
	at      []int // token to the innermost mention over it, -1
	heads   []int // token to the mention it heads, -1
	clauses []int // token to the clause it is the predicate of, -1
	times   []when.Expr
	groups  map[int][]event.Actor // chain to its members, as far as the report has told
}

// enter points the view at a sentence. Linear in the layers' parts of it.
func (v *view) enter(in *Layers, si int) {
	v.in, v.s = in, &in.Sents[si]
	v.kids.Reset(v.s)
	n := len(v.s.Tokens)
	v.at, v.heads, v.clauses = fill(v.at, n), fill(v.heads, n), fill(v.clauses, n)
	v.times = v.times[:0]
	for k := range in.Mentions {
		m := &in.Mentions[k]
		if m.Sent != si {
			continue
		}
		if h := v.heads[m.Head]; h < 0 || len(in.Mentions[h].Parties) == 0 {
			v.heads[m.Head] = k
		}
		for i := m.From; i < m.To; i++ {
			if o := v.at[i]; o < 0 || m.To-m.From <= in.Mentions[o].To-in.Mentions[o].From && len(m.Parties) > 0 {
				v.at[i] = k
			}
		}
	}
	for k := range in.Clauses {
		if c := &in.Clauses[k]; c.Sent == si {
			v.clauses[c.Pred] = k
		}
	}
	for k := range in.Times {
		if in.Times[k].Sent == si {
			v.times = append(v.times, in.Times[k])
		}
	}
}

func fill(a []int, n int) []int {
	a = a[:0]
	for range n {
		a = append(a, -1)
	}
	return a
}

func (v *view) len() int { return len(v.s.Tokens) }

func (v *view) lemma(i int) string {
	if i < 0 || i >= v.len() {
		return ""
	}
	return strings.ToLower(v.s.Tokens[i].Lemma)
}

func (v *view) form(i int) string {
	if i < 0 || i >= v.len() {
		return ""
	}
	return strings.ToLower(v.s.Tokens[i].Form)
}

func (v *view) tag(i int) string {
	if i < 0 || i >= v.len() {
		return ""
	}
	return v.s.Tokens[i].XPOS
}

func (v *view) pos(i int) string {
	if i < 0 || i >= v.len() {
		return ""
	}
	return v.s.Tokens[i].UPOS
}

// proper reports whether token i is part of a proper name: tagged so, or a
// noun or adjective with a capital inside the sentence.
func (v *view) proper(i int) bool {
	if i < 0 || i >= v.len() {
		return false
	}
	t := &v.s.Tokens[i]
	if t.UPOS == "PROPN" || t.XPOS == "NNP" || t.XPOS == "NNPS" {
		return true
	}
	return i > 0 && t.Form != "" && t.Form[0] >= 'A' && t.Form[0] <= 'Z' && (t.UPOS == "NOUN" || t.UPOS == "ADJ" && v.pos(i-1) != "PUNCT")
}

// clause gives the clause whose predicate the token is, nil for none.
func (v *view) clause(i int) *clause.Clause {
	if i < 0 || i >= v.len() || v.clauses[i] < 0 {
		return nil
	}
	return &v.in.Clauses[v.clauses[i]]
}

// words gives tokens from to to, both included, without marks at the ends.
func (v *view) words(from, to int) Words {
	for from <= to && v.edge(from) {
		from++
	}
	for from <= to && v.edge(to) {
		to--
	}
	if from > to {
		return Words{}
	}
	if v.quotes(from, to)%2 == 1 {
		switch {
		case v.isQuote(from - 1):
			from--
		case v.isQuote(to + 1):
			to++
		}
	}
	sp := v.s.SpanOf(from, to)
	words := strings.Join(strings.Fields(sp.Of(v.in.Report.Text)), " ")
	if rest, ok := strings.CutPrefix(words, "n't "); ok {
		words = "not " + rest
	}
	return Words{Text: words, Span: sp}
}

// edge: marks, "and" and the like that stand at no end of a phrase.
func (v *view) edge(i int) bool {
	p := v.pos(i)
	return p == "PUNCT" || p == "CCONJ" && v.form(i) != "both"
}

func (v *view) isQuote(i int) bool {
	switch v.form(i) {
	case "\"", "``", "''", "“", "”":
		return true
	}
	return false
}

// quotes counts the quotation marks from token from to token to.
func (v *view) quotes(from, to int) int {
	n := 0
	for i := from; i <= to; i++ {
		if v.isQuote(i) {
			n++
		}
	}
	return n
}

// who gives the parties that the phrase headed by tok stands for, conjuncts
// with it.
func (v *view) who(tok int) []event.Actor {
	if tok < 0 {
		return nil
	}
	return v.joined(nil, tok, 0)
}

// joined follows conjuncts of conjuncts too: parsers chain "A, B and C".
func (v *view) joined(dst []event.Actor, tok, depth int) []event.Actor {
	dst = v.party(dst, tok, 0)
	if depth > 8 {
		return dst
	}
	for j := v.kids.First(tok); j >= 0; j = v.kids.Next(j) {
		if v.s.Tokens[j].Rel == "conj" && (v.clause(j) == nil || v.clause(j).Nominal) {
			dst = v.joined(dst, j, depth+1)
		}
	}
	return dst
}

func (v *view) party(dst []event.Actor, tok, depth int) []event.Actor {
	k := v.heads[tok]
	if k < 0 && v.at[tok] >= 0 && depth == 0 {
		k = v.at[tok]
	}
	if k >= 0 && len(v.in.Mentions[k].Parties) > 0 {
		return v.add(dst, v.actors(k)...)
	}
	if as := v.about(tok); len(as) > 0 {
		return v.add(dst, as...)
	}
	if depth >= 3 || v.pos(tok) == "VERB" {
		return dst
	}
	for _, rel := range [...]string{"nmod:poss", "compound", "amod", "nmod", "appos", "flat", "nmod:desc"} {
		for j := v.kids.First(tok); j >= 0; j = v.kids.Next(j) {
			if v.s.Tokens[j].Rel == rel {
				if n := len(dst); true {
					if dst = v.party(dst, j, depth+1); len(dst) > n {
						return dst
					}
				}
			}
		}
	}
	return dst
}

func (v *view) add(dst []event.Actor, as ...event.Actor) []event.Actor {
	for _, a := range as {
		if !slices.ContainsFunc(dst, func(o event.Actor) bool { return o.Code == a.Code && o.Sector == a.Sector }) {
			dst = append(dst, a)
		}
	}
	return dst
}

// actors gives the parties of mention k: those of the group it belongs to
// where the report has named the members.
func (v *view) actors(k int) []event.Actor {
	m := &v.in.Mentions[k]
	if as := v.members(m); len(as) > 1 {
		return as
	}
	if as := v.owner(m); as != nil {
		return as
	}
	var out []event.Actor
	for _, p := range m.Parties {
		if p.Code == "" && p.Sector == "" && p.Name == "" {
			continue
		}
		out = append(out, event.Actor{Party: p, Chain: m.Chain, Span: v.in.Sents[m.Sent].SpanOf(m.From, m.To-1)})
	}
	return out
}

// plural reports whether a mention's words stand for several.
func (v *view) plural(m *mention.Mention) bool {
	t := &v.in.Sents[m.Sent].Tokens[m.Head]
	switch strings.ToLower(t.Form) {
	case "they", "their", "them", "both", "themselves":
		return true
	}
	return m.Kind == mention.Group || m.Kind == mention.Role && t.XPOS == "NNS"
}

// members are the states that a plural word's own phrase names ("the foreign
// ministers of Chile and Peru", "Chilean and Peruvian ministers"), or that the
// same words named before, or for "they" the nearest group before it in the
// sentence.
func (v *view) members(m *mention.Mention) []event.Actor {
	if m.Sent != v.s.Index || !v.plural(m) {
		return nil
	}
	if len(m.Parties) > 1 {
		return nil
	}
	if m.Kind == mention.Pronoun {
		for k := len(v.in.Mentions) - 1; k >= 0; k-- {
			if o := &v.in.Mentions[k]; o.Sent == m.Sent && o.To <= m.From && v.plural(o) && o.Kind != mention.Pronoun {
				return v.members(o)
			}
		}
		return v.groups[m.Chain]
	}
	var out []event.Actor
	for i := m.From - 1; i >= 0 && i > m.From-8; i-- {
		if p := v.pos(i); p != "CCONJ" && p != "ADJ" && p != "PROPN" && p != "NOUN" && p != "DET" {
			break
		}
		out = v.state(out, i)
	}
	slices.Reverse(out)
	for i := m.From; i < m.To; i++ {
		out = v.state(out, i)
	}
	if v.form(m.To) == "of" || v.form(m.To) == "from" {
		for i := m.To + 1; i < v.len(); i++ {
			if p := v.pos(i); p != "CCONJ" && p != "PROPN" && p != "DET" && v.form(i) != "," && v.at[i] < 0 {
				break
			}
			out = v.state(out, i)
		}
	}
	if len(out) > 1 {
		v.groups[m.Chain] = out
		return out
	}
	return v.groups[m.Chain]
}

// state adds the bare state that a token names.
func (v *view) state(dst []event.Actor, i int) []event.Actor {
	k := v.at[i]
	if k < 0 || v.in.Mentions[k].Kind != mention.State || len(v.in.Mentions[k].Parties) != 1 {
		return dst
	}
	m := &v.in.Mentions[k]
	return v.add(dst, event.Actor{Party: m.Parties[0], Chain: m.Chain, Span: v.in.Sents[m.Sent].SpanOf(m.From, m.To-1)})
}

// owner reads "its", "their" and "it" as the state or body that the sentence is
// about: subject, or owner of the subject, before them.
func (v *view) owner(m *mention.Mention) []event.Actor {
	if m.Sent != v.s.Index {
		return nil
	}
	return v.about(m.Head)
}

// about is owner for the word at token i, whether it is a mention or not.
func (v *view) about(i int) []event.Actor {
	switch v.form(i) {
	case "its", "their":
	case "it":
		if syntax.Base(v.s.Tokens[i].Rel) != "nsubj" {
			return nil
		}
	default:
		return nil
	}
	var best []event.Actor
	for k := range v.in.Mentions {
		o := &v.in.Mentions[k]
		if o.Sent != v.s.Index || o.To > i || o.Kind != mention.State && o.Kind != mention.Org || len(o.Parties) == 0 {
			continue
		}
		t := &v.s.Tokens[o.Head]
		subj := syntax.Base(t.Rel) == "nsubj" || t.Rel == "nmod:poss" && t.Head >= 0 && syntax.Base(v.s.Tokens[t.Head].Rel) == "nsubj"
		next := o.To < v.len() && (v.pos(o.To) == "VERB" || v.pos(o.To) == "AUX")
		if subj || next {
			best = nil
			for _, p := range o.Parties {
				best = append(best, event.Actor{Party: p, Chain: o.Chain, Span: v.s.SpanOf(o.From, o.To-1)})
			}
		}
	}
	return best
}

// bare gives governments, officials and forces as their states, each once; all
// others keep their sector.
func bare(as []event.Actor) []event.Actor {
	var out []event.Actor
	for _, a := range as {
		if a.Code != "" && (a.Sector == "GOV" || a.Sector == "MIL" || a.Sector == "SPY") {
			a.Sector = ""
		}
		if !slices.ContainsFunc(out, func(o event.Actor) bool { return same(o, a) }) {
			out = append(out, a)
		}
	}
	return out
}

// same: one party, as the ledger counts them.
func same(a, b event.Actor) bool {
	if a.Code == "" && b.Code == "" {
		return a.Sector == b.Sector && a.Name == b.Name
	}
	return a.Code == b.Code && a.Sector == b.Sector
}

func without(as, taken []event.Actor) []event.Actor {
	return slices.DeleteFunc(slices.Clone(as), func(a event.Actor) bool {
		return slices.ContainsFunc(taken, func(b event.Actor) bool { return same(a, b) || a.Code != "" && a.Code == b.Code && a.Sector == "" })
	})
}

func overlap(as, bs []event.Actor) bool {
	return slices.ContainsFunc(as, func(a event.Actor) bool {
		return slices.ContainsFunc(bs, func(b event.Actor) bool { return same(a, b) })
	})
}

func codes(as []event.Actor) []string {
	var out []string
	for _, a := range as {
		out = append(out, strings.TrimSpace(a.Code+" "+a.Sector))
	}
	slices.Sort(out)
	return out
}
