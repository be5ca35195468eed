package event

import (
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/syntax"
)

// variants adds, for what may or may not come, the reading as something still
// to come: "called for talks" is no meeting, but may be an agreement to meet.
// Patterns alone never take it; the scorer may. They stand behind all others.
func (m *Matcher) variants(cands []Candidate) []Candidate {
	n := len(cands)
	for i := 0; i < n; i++ {
		c := cands[i]
		to := m.book.Events.Types[c.Type].Planned
		if st := m.in.Clauses[c.Clause].Standing; to == "" || st == Negated {
			continue
		}
		lacks := ""
		if strings.HasPrefix(c.Drop, "no ") {
			lacks = c.Drop + "; "
		}
		c.Type, c.Mode, c.Drop = to, "", lacks+"reading as still to come"
		cands = append(cands, c)
	}
	return cands
}

// compose settles which candidates are content of another, fills parties, and
// drops what is no event of its own.
func (m *Matcher) compose(cands []Candidate) {
	byClause := map[int][]int{}
	for i := range cands {
		byClause[cands[i].Clause] = append(byClause[cands[i].Clause], i)
	}
	m.first = 0
	sent := -1
	for i := range cands {
		if c := &m.in.Clauses[cands[i].Clause]; c.Sent != sent {
			sent = c.Sent
			m.enter(sent)
		}
		m.parties(&cands[i])
		m.recall(cands, i)
		m.contain(cands, i, byClause)
	}
	for i := range cands {
		m.s = &m.in.Sents[m.in.Clauses[cands[i].Clause].Sent]
		m.become(cands, i)
	}
	for i := range cands {
		m.settleType(cands, i)
	}
}

// recall gives "the meeting", "the attack" the parties of the deed of that
// name, or of that type, told last.
func (m *Matcher) recall(cands []Candidate, i int) {
	c := &m.in.Clauses[cands[i].Clause]
	if !c.Nominal || len(cands[i].Actor)+len(cands[i].Recipient) > 0 || !m.definite(c.Pred) {
		return
	}
	best := -1
	for j := i - 1; j >= 0; j-- {
		o := &cands[j]
		if len(o.Actor)+len(o.Recipient) == 0 || o.Type != cands[i].Type && o.Type != m.book.Events.Types[cands[i].Type].Planned {
			continue
		}
		if m.predLemma(o.Clause) == m.predLemma(cands[i].Clause) {
			best = j
			break
		}
		if best < 0 {
			best = j
		}
	}
	if best >= 0 {
		cands[i].Actor, cands[i].Recipient = cands[best].Actor, cands[best].Recipient
		cands[i].ActorBy, cands[i].RecipBy = earlier, earlier
	}
}

// earlier is the slot of parties taken from a deed told before.
const earlier = "earlier"

func (m *Matcher) definite(tok int) bool {
	j := m.kids.Find(tok, "det")
	if j < 0 {
		return false
	}
	switch m.s.Tokens[j].Lemma {
	case "the", "this", "that", "these", "those", "both":
		return true
	}
	return false
}

// contain finds the candidate whose content i is.
func (m *Matcher) contain(cands []Candidate, i int, byClause map[int][]int) {
	if m.book.Events.Patterns[cands[i].Ref.Pattern].Weak {
		return
	}
	k := cands[i].Clause
	for n := 0; n < 4; n++ {
		c := &m.in.Clauses[k]
		if c.Under < 0 {
			return
		}
		for _, j := range byClause[c.Under] {
			if cands[j].Object == m.in.Clauses[cands[i].Clause].Pred {
				cands[i].Drop = "object of " + m.book.Events.Patterns[cands[j].Ref.Pattern].Pos.String()
				return
			}
			if m.book.Events.Patterns[cands[j].Ref.Pattern].Content && m.isContent(c) {
				cands[i].Within = j
				cands[j].Content = append(cands[j].Content, i)
				return
			}
		}
		if !m.through(c) {
			return
		}
		k = c.Under
	}
}

// isContent: the clause stands where a verb's content stands.
func (m *Matcher) isContent(c *clause.Clause) bool {
	g := &m.in.Clauses[c.Under]
	t := &m.s.Tokens[c.Pred]
	switch c.Link {
	case clause.Said:
		return true
	case clause.Acl:
		return c.Mark == "to" && g.Nominal || g.Nominal && t.Head == g.Pred
	case clause.Within:
		if t.Head != g.Pred {
			return false
		}
		switch syntax.Base(t.Rel) {
		case "obj", "obl", "nmod", "nsubj":
			return true
		}
	case clause.Adv:
		return c.Mark == "to" || c.Mark == "of" || c.Mark == "for" || c.Mark == "with" || c.Mark == "on"
	}
	return false
}

// through: content may lie one clause deeper: "agreed to hold talks".
func (m *Matcher) through(c *clause.Clause) bool {
	return m.isContent(c) || c.Link == clause.Conj
}

// become lets the content decide type and mode of the act that holds it.
func (m *Matcher) become(cands []Candidate, j int) {
	p := &m.book.Events.Patterns[cands[j].Ref.Pattern]
	for _, i := range cands[j].Content {
		inner := cands[i].Type
		if to, ok := p.Becomes[inner]; ok {
			if to == "" {
				cands[j].Drop = "what is to come is " + inner
				cands[i].Within = -1
				continue
			}
			cands[j].Type, cands[j].Mode = to, ""
			if to == "THREATEN" {
				cands[j].Mode = m.book.Events.Patterns[cands[i].Ref.Pattern].Modes[inner]
			}
		}
		if mode, ok := p.Modes[inner]; ok {
			cands[j].Mode = mode
		}
		if len(cands[j].Recipient) == 0 && cands[j].Drop == "" && p.Type != "REQUEST" {
			cands[j].Recipient, cands[j].RecipBy = m.contentParty(&cands[j], &cands[i]), "content"
		}
		if cands[i].Drop == "" && cands[i].Within >= 0 {
			cands[i].Drop = "content of " + p.Pos.String()
		}
	}
}

// contentParty: who the promised deed is for.
func (m *Matcher) contentParty(outer, inner *Candidate) []int {
	var out []int
	for _, k := range append(append([]int{}, inner.Recipient...), inner.Actor...) {
		if !m.taken(k, outer.Actor) && !m.taken(k, out) {
			out = append(out, k)
		}
	}
	return out
}

// settleType applies the rule on what is still to come, and the needs.
func (m *Matcher) settleType(cands []Candidate, i int) {
	c := &cands[i]
	if c.Drop != "" {
		return
	}
	if m.book.Events.Patterns[c.Ref.Pattern].Weak {
		c.Drop = "weak: the words alone do not tell"
		return
	}
	if n := m.needs(c, cands); n != "" {
		c.Drop = "no " + n
		return
	}
	if to := m.book.Events.Types[c.Type].Planned; to != "" && m.in.Clauses[c.Clause].Standing == Planned {
		c.Type, c.Mode = to, ""
	}
}
