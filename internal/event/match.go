package event

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/place"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

// Layers is what earlier stages found in a report; nothing here is changed.
type Layers struct {
	Report   *text.Report
	Sents    []syntax.Sentence
	Mentions []mention.Mention
	Times    []when.Expr
	Places   []place.Found
	Clauses  []clause.Clause
}

// Candidate is a pattern that fits a clause: an event that may be.
type Candidate struct {
	Clause    int
	Ref       codebook.Ref
	Type      string // after composition and the rules on what is to come
	Mode      string
	Actor     []int // mentions
	Recipient []int
	ActorBy   string // slots that gave the parties, "" when none did
	RecipBy   string
	Object    int      // token of the object that the pattern names, -1 when none
	Weight    int      // how much of the sentence the pattern explains
	Content   []int    // candidates that are this one's content
	Within    int      // candidate whose content this is, -1
	Drop      string   // why it is no event, "" while it stands
	Standing  Standing // as the scorer reads it, "" for the clause's own
	Score     float64
}

// Matcher finds candidates; one a worker.
type Matcher struct {
	book  *codebook.Book
	kids  syntax.Kids
	in    *Layers
	s     *syntax.Sentence
	heads []int // token to the mention it heads, -1
	first int   // first mention not before the sentence at hand
}

// NewMatcher returns a matcher for the codebook.
func NewMatcher(book *codebook.Book) *Matcher { return &Matcher{book: book} }

// Match returns every candidate of the report with the parties it would have
// and, for those that are no event, the reason. Ordered by clause, then by the codebook's
// order; readings as something still to come stand behind all others.
func (m *Matcher) Match(in *Layers) []Candidate {
	m.in, m.first = in, 0
	var out []Candidate
	sent := -1
	for k := range in.Clauses {
		if c := &in.Clauses[k]; c.Sent != sent {
			sent = c.Sent
			m.enter(sent)
		}
		if m.furniture(sent) {
			continue
		}
		out = m.clause(out, k)
	}
	m.compose(out)
	return m.variants(out)
}

// furniture: a headline tells again what the report tells; datelines, credits
// and marks tell nothing.
func (m *Matcher) furniture(sent int) bool {
	for _, f := range m.in.Report.Furniture {
		if f.Kind != text.CaptionAt && f.Kind != text.Position && f.Span.Holds(m.in.Sents[sent].Span) {
			return true
		}
	}
	return false
}

// enter prepares the sentence.
func (m *Matcher) enter(sent int) {
	m.s = &m.in.Sents[sent]
	m.kids.Reset(m.s)
	m.heads = m.heads[:0]
	for range m.s.Tokens {
		m.heads = append(m.heads, -1)
	}
	for m.first < len(m.in.Mentions) && m.in.Mentions[m.first].Sent < sent {
		m.first++
	}
	for k := m.first; k < len(m.in.Mentions) && m.in.Mentions[k].Sent == sent; k++ {
		h := m.in.Mentions[k].Head
		if h < 0 || h >= len(m.heads) || m.otherOf(&m.in.Mentions[k]) {
			continue
		}
		if old := m.heads[h]; old < 0 || better(&m.in.Mentions[k], &m.in.Mentions[old]) {
			m.heads[h] = k
		}
	}
}

// otherOf: "its neighbor" names somebody whom only the report around can tell.
func (m *Matcher) otherOf(men *mention.Mention) bool {
	if !m.book.Words.Is(strings.ToLower(m.s.Tokens[men.Head].Lemma), codebook.Relation) {
		return false
	}
	poss := m.kids.Find(men.Head, "nmod:poss")
	return poss >= 0 && m.s.Tokens[poss].UPOS == "PRON" && m.kids.Find(men.Head, "amod", "compound", "appos", "flat") < 0
}

// better: of two mentions with one head, the resolved one, then the longer.
func better(a, b *mention.Mention) bool {
	if (len(a.Parties) > 0) != (len(b.Parties) > 0) {
		return len(a.Parties) > 0
	}
	return a.To-a.From > b.To-b.From
}

func (m *Matcher) clause(out []Candidate, k int) []Candidate {
	c := &m.in.Clauses[k]
	t := &m.s.Tokens[c.Pred]
	start := len(out)
	for _, kind := range kindsOf(c, t) {
		lemma := t.Lemma
		if kind == codebook.AdjPattern && t.UPOS == "VERB" {
			lemma = t.Form // "is opposed to", "was dismayed at"
		}
		for _, ref := range m.refs(kind, strings.ToLower(lemma)) {
			if cand, ok := m.fit(k, c, ref); ok {
				if kind == codebook.AdjPattern && t.UPOS == "VERB" {
					if _, by := c.Arg(clause.Agent); !by {
						cand.Weight++
					}
				}
				out = append(out, cand)
			}
		}
	}
	out = heaviest(out, start)
	return m.modal(out, k)
}

// modal: "should be released" may ask, "will not accept" may refuse, whatever
// the verb.
func (m *Matcher) modal(out []Candidate, k int) []Candidate {
	c := &m.in.Clauses[k]
	if c.Modal == "" {
		return out
	}
	key := c.Modal
	if c.Neg {
		key += " not"
	}
	for _, ref := range m.book.Events.Find(codebook.ModalPattern, key) {
		p := &m.book.Events.Patterns[ref.Pattern]
		out = append(out, Candidate{Clause: k, Ref: ref, Type: p.Type, Mode: p.Mode, Object: -1, Within: -1})
	}
	return out
}

// refs looks a lemma up; a plural that the lemmatizer kept ("talks",
// "hostilities") counts as its singular, too.
func (m *Matcher) refs(kind codebook.PatternKind, lemma string) []codebook.Ref {
	refs := m.book.Events.Find(kind, lemma)
	if len(refs) == 0 && kind == codebook.NounPattern && strings.HasSuffix(lemma, "s") {
		refs = m.book.Events.Find(kind, lemma[:len(lemma)-1])
	}
	if len(refs) == 0 && kind == codebook.NounPattern {
		refs = m.book.Events.Gerund(lemma)
	}
	return refs
}

func kindsOf(c *clause.Clause, t *syntax.Token) []codebook.PatternKind {
	switch {
	case c.Nominal:
		return []codebook.PatternKind{codebook.NounPattern}
	case t.UPOS == "ADJ":
		return []codebook.PatternKind{codebook.AdjPattern}
	case t.UPOS == "VERB" && c.Passive:
		return []codebook.PatternKind{codebook.VerbPattern, codebook.AdjPattern}
	case t.UPOS == "VERB":
		return []codebook.PatternKind{codebook.VerbPattern}
	}
	return nil
}

// heaviest keeps, of the candidates from start on, those that explain most.
func heaviest(out []Candidate, start int) []Candidate {
	top := -9
	for _, c := range out[start:] {
		top = max(top, c.Weight)
	}
	keep := out[:start]
	for _, c := range out[start:] {
		same := func(o Candidate) bool { return o.Type == c.Type }
		if c.Weight == top && !slices.ContainsFunc(keep[start:], same) {
			keep = append(keep, c)
		}
	}
	return keep
}

// fit checks the words that go with the pattern's head.
func (m *Matcher) fit(k int, c *clause.Clause, ref codebook.Ref) (Candidate, bool) {
	p := &m.book.Events.Patterns[ref.Pattern]
	ph := &p.Words[ref.Phrase]
	cand := Candidate{Clause: k, Ref: ref, Type: p.Type, Mode: p.Mode, Object: -1, Within: -1}
	if !m.rest(c, ph.Rest) {
		return cand, false
	}
	cand.Weight = 2 * len(ph.Rest)
	if len(p.Object) > 0 {
		cand.Object = m.object(c, p.Object, ph.Rest)
		if cand.Object < 0 {
			return cand, false
		}
		cand.Weight += 2
	}
	if len(p.Without) > 0 && m.object(c, p.Without, ph.Rest) >= 0 {
		return cand, false
	}
	if c.Particle != "" && !slices.Contains(ph.Rest, c.Particle) {
		return cand, false // "went down" is not "went"
	}
	if p.Weak { // of two that explain as much, the strong one stands
		cand.Weight--
	}
	return cand, true
}

// rest reports whether the words behind a phrase's head stand by the predicate.
func (m *Matcher) rest(c *clause.Clause, rest []string) bool {
	prep := ""
	for _, w := range rest {
		if codebook.Preposition(w) {
			if !m.governs(c, prep, w) {
				return false
			}
			prep = w
			continue
		}
		if prep != "" {
			a, ok := c.Prep(prep)
			if !ok || !strings.EqualFold(m.s.Tokens[a.Tok].Lemma, w) {
				return false
			}
			prep = ""
			continue
		}
		if !m.dependent(c.Pred, w) {
			return false
		}
	}
	return true
}

// governs reports whether preposition or particle w stands by the predicate:
// as particle, before an oblique ("out of" after "out" counts), before the
// clause that follows ("called for lifting"), or behind the object ("took
// issue with").
func (m *Matcher) governs(c *clause.Clause, before, w string) bool {
	if c.Particle == w || m.dependent(c.Pred, w) {
		return true
	}
	for _, a := range c.Args {
		switch {
		case a.Role == clause.Obl && (a.Prep == w || before != "" && a.Prep == before+" "+w || strings.HasPrefix(a.Prep, w+" ")):
			return true
		case a.Role == clause.Obj && !a.Shared && m.nmodWith(a.Tok, w):
			return true
		}
	}
	for j := m.kids.First(c.Pred); j >= 0; j = m.kids.Next(j) {
		switch syntax.Base(m.s.Tokens[j].Rel) {
		case "advcl", "xcomp", "ccomp":
			if k := m.kids.Find(j, "mark"); k >= 0 && w != "to" && strings.EqualFold(m.s.Tokens[k].Form, w) {
				return true
			}
		}
	}
	return false
}

func (m *Matcher) nmodWith(tok int, prep string) bool {
	for j := m.kids.First(tok); j >= 0; j = m.kids.Next(j) {
		if syntax.Base(m.s.Tokens[j].Rel) == "nmod" && m.preposition(j) == prep {
			return true
		}
	}
	return false
}

// dependent reports whether the token governs one with the lemma.
func (m *Matcher) dependent(tok int, lemma string) bool {
	for j := m.kids.First(tok); j >= 0; j = m.kids.Next(j) {
		t := &m.s.Tokens[j]
		if j < tok && (t.Rel == "mark" || t.Rel == "case") { // "to appeal", "for appealing"
			continue
		}
		if strings.EqualFold(t.Lemma, lemma) || strings.EqualFold(t.Form, lemma) {
			return true
		}
	}
	return false
}

// object finds an object, or for nouns a modifier, whose lemma is in the list;
// an entry of two words wants the first as a modifier of the second.
func (m *Matcher) object(c *clause.Clause, lemmas, rest []string) int {
	for _, a := range c.Args {
		if !(a.Role == clause.Obj || c.Nominal && a.Role != clause.Poss) {
			continue
		}
		for t := a.Tok; t >= 0; t = m.nextConj(t, a.Tok) {
			if m.named(t, lemmas) {
				return t
			}
		}
	}
	if c.Nominal || len(c.Args) == 0 {
		return -1
	}
	for _, a := range c.Args {
		if a.Role == clause.Obl && (a.Prep == "in" || a.Prep == "of" || a.Prep == "with" || slices.Contains(rest, a.Prep)) && m.named(a.Tok, lemmas) {
			return a.Tok
		}
	}
	return -1
}

// nextConj walks over the conjuncts of first: after t, the next one, or -1.
func (m *Matcher) nextConj(t, first int) int {
	for j := m.kids.First(first); j >= 0; j = m.kids.Next(j) {
		if j > t && m.s.Tokens[j].Rel == "conj" {
			return j
		}
	}
	return -1
}

func (m *Matcher) named(tok int, lemmas []string) bool {
	l := strings.ToLower(m.s.Tokens[tok].Lemma)
	for _, want := range lemmas {
		if want == l || want+"s" == l {
			return true
		}
		if first, second, ok := strings.Cut(want, " "); ok && second == l && m.dependent(tok, first) {
			return true
		}
	}
	// "millions of dollars", "tons of rice": the quantity's content counts
	if of := m.kids.Find(tok, "nmod"); of >= 0 && (m.kids.Find(tok, "nummod") >= 0 || m.book.Words.Is(l, codebook.Quantity)) {
		return slices.Contains(lemmas, strings.ToLower(m.s.Tokens[of].Lemma))
	}
	return false
}
