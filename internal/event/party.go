package event

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
)

// parties fills actor and recipient from the slots that the pattern names.
func (m *Matcher) parties(cand *Candidate) {
	c := &m.in.Clauses[cand.Clause]
	p := &m.book.Events.Patterns[cand.Ref.Pattern]
	actor, recipient := p.Actor, p.Recipient
	if c.Nominal && p.Kind == codebook.VerbPattern { // "the pressuring of the island"
		actor, recipient = gerundActor, gerundRecipient
	}
	if p.Kind == codebook.AdjPattern && c.Passive && len(actor) > 0 && actor[0] == "subj" {
		actor = append([]string{"obj"}, actor[1:]...) // "Athens is opposed to": no passive in meaning
	}
	object := cand.Object
	if object < 0 && len(p.Words[cand.Ref.Phrase].Rest) > 1 {
		if a, ok := c.Arg(clause.Obj); ok {
			object = a.Tok
		}
	}
	cand.Actor, cand.ActorBy = m.slots(c, actor, object, nil)
	cand.Recipient, cand.RecipBy = m.slots(c, recipient, object, cand.Actor)
	if len(cand.Recipient) == 0 && c.Nominal {
		cand.Recipient, cand.RecipBy = m.slots(c, []string{"undergo"}, -1, cand.Actor)
	}
}

var (
	gerundActor     = []string{"poss", "by", "mod", "light"}
	gerundRecipient = []string{"of", "against", "on", "with", "to"}
)

func isPrep(slot string) bool { return codebook.Preposition(slot) }

// slots tries each place in turn, in the clause and then among the object's
// own modifiers, and returns the first that holds a party not taken already.
func (m *Matcher) slots(c *clause.Clause, slots []string, object int, taken []int) ([]int, string) {
	for _, slot := range slots {
		var got []int
		for _, tok := range m.slot(c, slot) {
			got = m.collect(got, tok)
		}
		if len(got) == 0 && slot == "subj" && c.Link == clause.Acl && c.Under >= 0 {
			// "said in a statement condemning …": who issued the statement
			if a, ok := m.in.Clauses[c.Under].Arg(clause.Subj); ok {
				got = m.collect(got, a.Tok)
			}
		}
		got = slices.DeleteFunc(got, func(k int) bool { return m.taken(k, taken) })
		if len(got) > 0 {
			return got, slot
		}
		if object >= 0 && isPrep(slot) {
			if got, by := m.objectParty(object, []string{slot}, taken); len(got) > 0 {
				return got, by
			}
		}
	}
	return nil, ""
}

// taken reports whether mention k is, or is part of, a party already found.
func (m *Matcher) taken(k int, taken []int) bool {
	a := &m.in.Mentions[k]
	for _, t := range taken {
		b := &m.in.Mentions[t]
		if k == t || a.Chain >= 0 && a.Chain == b.Chain || a.Sent == b.Sent && a.From >= b.From && a.To <= b.To {
			return true
		}
	}
	return false
}

// slot returns the tokens that stand in a named place of the clause.
func (m *Matcher) slot(c *clause.Clause, slot string) []int {
	var out []int
	role, named := roles[slot]
	for _, a := range c.Args {
		switch {
		case named && a.Role == role:
			out = append(out, a.Tok)
		case a.Role == clause.Obl && a.Prep == slot: // "by" too, behind a noun
			out = append(out, a.Tok)
		}
	}
	switch {
	case slot == "light":
		return m.light(c)
	case slot == "undergo":
		return m.undergo(c)
	case slot == "teller" && c.Teller >= 0:
		return []int{c.Teller}
	case len(out) == 0 && c.Nominal && (slot == "by" || isPrep(slot)):
		return m.deeper(c, slot)
	}
	return out
}

// deeper finds the phrase that a parser hung one noun too low: "the attack on
// the convoy by rebels", where rebels hang on the convoy.
func (m *Matcher) deeper(c *clause.Clause, prep string) []int {
	for _, a := range c.Args {
		if a.Role != clause.Obl {
			continue
		}
		for j := m.kids.First(a.Tok); j >= 0; j = m.kids.Next(j) {
			if syntax.Base(m.s.Tokens[j].Rel) == "nmod" && m.preposition(j) == prep {
				return []int{j}
			}
		}
	}
	return nil
}

var roles = map[string]clause.Role{"subj": clause.Subj, "obj": clause.Obj, "iobj": clause.IObj, "by": clause.Agent,
	"poss": clause.Poss, "mod": clause.Mod, "comp": clause.Comp}

// light gives the subject of the verb that only carries the noun: "held
// talks", "took part in the attack".
func (m *Matcher) light(c *clause.Clause) []int {
	if c.Under < 0 || !c.Nominal {
		return nil
	}
	g := &m.in.Clauses[c.Under]
	t := &m.s.Tokens[c.Pred]
	rel := syntax.Base(t.Rel)
	if rel == "conj" && g.Nominal {
		return m.light(g)
	}
	if t.Head != g.Pred || !(rel == "obj" || rel == "obl" || rel == "nsubj" && g.Passive) {
		return nil
	}
	if !m.book.Words.Is(m.s.Tokens[g.Pred].Lemma, codebook.Light) {
		return nil
	}
	role := clause.Subj
	if g.Passive {
		role = clause.Agent
		if rel == "obl" {
			role = clause.Obj
		}
	}
	if a, ok := g.Arg(role); ok {
		return []int{a.Tok}
	}
	return nil
}

// undergo gives the subject of a verb that says whom the deed befell: "Japan
// has seen repeated incursions".
func (m *Matcher) undergo(c *clause.Clause) []int {
	if c.Under < 0 || !c.Nominal {
		return nil
	}
	g := &m.in.Clauses[c.Under]
	t := &m.s.Tokens[c.Pred]
	if t.Head != g.Pred || syntax.Base(t.Rel) != "obj" || !m.book.Words.Is(m.s.Tokens[g.Pred].Lemma, codebook.Undergo) {
		return nil
	}
	if a, ok := g.Arg(clause.Subj); ok {
		return []int{a.Tok}
	}
	return nil
}

// objectParty looks for the recipient inside the object's own modifiers:
// "imposed sanctions on Burma" when the parser hangs the phrase on the noun.
func (m *Matcher) objectParty(obj int, slots []string, taken []int) ([]int, string) {
	for _, slot := range slots {
		for j := m.kids.First(obj); j >= 0; j = m.kids.Next(j) {
			if syntax.Base(m.s.Tokens[j].Rel) != "nmod" || m.preposition(j) != slot {
				continue
			}
			got := slices.DeleteFunc(m.collect(nil, j), func(k int) bool { return m.taken(k, taken) })
			if len(got) > 0 {
				return got, slot
			}
		}
	}
	return nil, ""
}

func (m *Matcher) preposition(tok int) string {
	if k := m.kids.Find(tok, "case"); k >= 0 {
		return strings.ToLower(m.s.Tokens[k].Form)
	}
	return ""
}

// collect appends the mentions that token tok stands for: its own, those of
// its conjuncts, or else the party that owns or modifies it. A reader may hang
// the third of a list on the second, so conjuncts are followed.
func (m *Matcher) collect(dst []int, tok int) []int {
	dst = m.deep(dst, tok, 0)
	for j := m.kids.First(tok); j >= 0; j = m.kids.Next(j) {
		if j > tok && m.s.Tokens[j].Rel == "conj" {
			dst = m.collect(dst, j)
		}
	}
	return dst
}

// deep descends at most three nouns: "the nuclear programme of Iran".
func (m *Matcher) deep(dst []int, tok, depth int) []int {
	if k := m.heads[tok]; k >= 0 && len(m.in.Mentions[k].Parties) > 0 {
		if !slices.Contains(dst, k) {
			dst = append(dst, k)
		}
		return dst
	}
	if depth == 3 || m.s.Tokens[tok].UPOS == "VERB" {
		return dst
	}
	for _, rel := range [...]string{"nmod:poss", "compound", "amod", "nmod", "appos"} {
		for j := m.kids.First(tok); j >= 0; j = m.kids.Next(j) {
			t := &m.s.Tokens[j]
			if rel == "nmod:poss" && m.book.Words.Is(m.s.Tokens[tok].Lemma, codebook.Relation) {
				continue
			}
			if t.Rel != rel || rel == "nmod" && !ownerPrep[m.preposition(j)] {
				continue
			}
			if n := len(dst); true {
				if dst = m.deep(dst, j, depth+1); len(dst) > n {
					return dst
				}
			}
		}
	}
	return dst
}

// ownerPrep: prepositions behind which the owner or the place of a thing stands.
var ownerPrep = map[string]bool{"of": true, "by": true, "from": true, "in": true, "for": true, "on": true, "between": true, "against": true}

// needs reports whether the parties meet what the pattern asks for; otherwise
// it says which is missing.
func (m *Matcher) needs(cand *Candidate, all []Candidate) (missing string) {
	for _, n := range m.book.Events.Patterns[cand.Ref.Pattern].Needs {
		who, what, _ := strings.Cut(n, ":")
		ok := true
		switch who {
		case "actor":
			ok = m.fits(cand.Actor, what)
		case "recipient":
			ok = m.fits(cand.Recipient, what)
		case "both":
			ok = len(cand.Actor) > 1 || len(cand.Actor) > 0 && len(cand.Recipient) > 0 || m.several(cand.Actor)
		case "either":
			ok = len(cand.Actor) > 0 || len(cand.Recipient) > 0
		case "deed":
			ok = len(cand.Content) > 0
		}
		if !ok {
			return n
		}
	}
	return ""
}

// several reports whether one mention stands for more than one party.
func (m *Matcher) several(ks []int) bool {
	for _, k := range ks {
		if len(m.in.Mentions[k].Parties) > 1 {
			return true
		}
	}
	return false
}

var sectorSets = map[string]string{
	"force":    "MIL COP REB UAF PRM IMG",
	"official": "GOV LEG JUD MIL OPP PTY SPY REB NGO ELI",
	"civil":    "CVL OPP PTY LAB EDU REL SOC REF NGO MED AGR JRN BUS UNK REB",
}

func (m *Matcher) fits(ks []int, what string) bool {
	for _, k := range ks {
		men := &m.in.Mentions[k]
		switch what {
		case "":
			return true
		case "person":
			if men.Kind == mention.Person || men.Kind == mention.Role || men.Kind == mention.Pronoun || men.Kind == mention.Group || men.Kind == mention.Org {
				return true
			}
		default:
			for _, p := range men.Parties {
				if p.Sector != "" && strings.Contains(sectorSets[what], p.Sector) || what == "force" && men.Kind == mention.State {
					return true
				}
				if what == "official" && (men.Kind == mention.Person || men.Kind == mention.Pronoun || men.Kind == mention.State || p.Sector == "" && (p.Code == "UNO" || p.Code == "EUR" || p.Code == "IGO")) {
					return true
				}
			}
		}
	}
	return false
}
