package event

import (
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/linear"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/when"
)

// features collects hashed features, and their names when somebody wants to
// read them.
type features struct {
	fs    []linear.Feature
	names []string
	named bool
	lead  linear.Feature // crossed with every feature added by both
}

func (f *features) reset() { f.fs, f.names = f.fs[:0], f.names[:0] }

func (f *features) add(field, value string) {
	f.fs = append(f.fs, linear.Hash(field, value))
	if f.named {
		f.names = append(f.names, field+"="+value)
	}
}

// withType ends the name of a feature that is crossed with the lead.
const withType = " & type"

// both adds a feature, and the same crossed with the lead (the event's type).
func (f *features) both(field, value string) {
	f.add(field, value)
	f.fs = append(f.fs, linear.Hash(field, value).Cross(f.lead))
	if f.named {
		f.names = append(f.names, field+"="+value+withType)
	}
}

// candidate describes a candidate: what its words are, how they stand in the
// sentence, what the patterns found and why they would drop it.
func (m *Matcher) candidate(f *features, cands []Candidate, i int) {
	cand := &cands[i]
	c := &m.in.Clauses[cand.Clause]
	p := &m.book.Events.Patterns[cand.Ref.Pattern]
	t := &m.s.Tokens[c.Pred]
	lemma := strings.ToLower(t.Lemma)
	f.lead = linear.Hash("type", cand.Type)
	f.add("type", cand.Type)
	f.add("kind", strconv.Itoa(int(p.Kind)))
	f.both("lemma", lemma)
	f.both("phrase", lemma+" "+strings.Join(p.Words[cand.Ref.Phrase].Rest, " "))
	f.both("mode", cand.Mode+" "+p.Mode)
	f.both("standing", string(c.Standing))
	f.both("modal", c.Modal)
	f.both("shape", shape(c))
	f.both("mark", c.Mark)
	f.both("rel", t.Rel)
	f.both("xpos", t.XPOS)
	f.both("drop", dropKind(cand.Drop))
	f.both("base", p.Type+string(c.Standing)+c.Modal)
	f.both("line", p.Pos.String())
	f.both("who", partyKinds(m, cand.Actor)+c.Modal+string(c.Standing))
	m.company(f, c, lemma)
	f.both("age", m.age(cand.Clause))
	m.holders(f, cands, cand)
	m.partyFeatures(f, "a", cand.Actor, cand.ActorBy)
	m.partyFeatures(f, "b", cand.Recipient, cand.RecipBy)
	f.both("ab", partyKinds(m, cand.Actor)+">"+partyKinds(m, cand.Recipient))
	m.governor(f, c)
	m.around(f, c)
	f.both("weight", strconv.Itoa(cand.Weight))
	f.both("quoted", strconv.FormatBool(c.Quoted)+strconv.FormatBool(c.Teller >= 0))
	f.add("sent", strconv.Itoa(min(c.Sent, 6)))
}

// company describes what stands with the predicate: its arguments, who tells
// it, the clause above.
func (m *Matcher) company(f *features, c *clause.Clause, lemma string) {
	for _, a := range c.Args {
		slot := a.Role.String() + " " + a.Prep
		word := slot + " " + strings.ToLower(m.s.Tokens[a.Tok].Lemma)
		f.both("arg", word)
		f.add("arglemma", lemma+" "+word)
		f.add("argslot", lemma+" "+slot)
	}
	if c.Teller >= 0 && m.heads[c.Teller] >= 0 {
		f.both("teller", kindName(&m.in.Mentions[m.heads[c.Teller]]))
	}
	if c.Under >= 0 {
		g := &m.in.Clauses[c.Under]
		f.both("under", string(g.Standing)+" "+shape(g)+" "+g.Modal)
		f.both("underlemma", m.predLemma(c.Under))
	}
}

func shape(c *clause.Clause) string {
	var b strings.Builder
	for _, x := range [...]bool{c.Nominal, c.Copular, c.Passive, c.Neg, c.Perfect, c.Progress} {
		if x {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	b.WriteByte('0' + byte(c.Tense))
	b.WriteByte('0' + byte(c.Link))
	return b.String()
}

// dropKind keeps the kind of reason, not the line of the codebook.
func dropKind(why string) string {
	if i := strings.Index(why, " codebook/"); i >= 0 {
		return why[:i]
	}
	return why
}

func (m *Matcher) holders(f *features, cands []Candidate, cand *Candidate) {
	if cand.Within >= 0 {
		o := &cands[cand.Within]
		f.both("in", o.Type)
		f.both("inlemma", m.predLemma(o.Clause))
	}
	for _, k := range cand.Content {
		f.both("content", cands[k].Type)
	}
	if len(cand.Content) == 0 {
		f.both("content", "none")
	}
	rivals := 0
	for k := range cands {
		if cands[k].Clause == cand.Clause && cands[k].Type != cand.Type {
			f.both("rival", cands[k].Type)
			rivals++
		}
	}
}

func (m *Matcher) predLemma(k int) string {
	c := &m.in.Clauses[k]
	return strings.ToLower(m.in.Sents[c.Sent].Tokens[c.Pred].Lemma)
}

func (m *Matcher) partyFeatures(f *features, who string, ks []int, slot string) {
	f.both(who+"slot", slot)
	f.both(who+"n", strconv.Itoa(min(len(ks), 3)))
	for _, k := range ks {
		men := &m.in.Mentions[k]
		f.both(who+"kind", strconv.Itoa(int(men.Kind)))
		for _, p := range men.Parties {
			f.both(who+"sector", p.Sector)
			f.both(who+"code", strconv.FormatBool(p.Code != ""))
		}
		f.add(who+"head", strings.ToLower(m.in.Sents[men.Sent].Tokens[men.Head].Lemma))
	}
}

func partyKinds(m *Matcher, ks []int) string {
	if len(ks) == 0 {
		return "-"
	}
	men := &m.in.Mentions[ks[0]]
	s := strconv.Itoa(int(men.Kind))
	if len(men.Parties) > 0 {
		s += men.Parties[0].Sector
	}
	return s
}

func (m *Matcher) governor(f *features, c *clause.Clause) {
	h := m.s.Tokens[c.Pred].Head
	if h < 0 {
		f.both("gov", "ROOT")
		return
	}
	g := &m.s.Tokens[h]
	f.both("gov", strings.ToLower(g.Lemma))
	f.both("govpos", g.UPOS+" "+syntax.Base(m.s.Tokens[c.Pred].Rel))
	for _, cl := range governing {
		if m.book.Words.Is(g.Lemma, cl) {
			f.both("govclass", string(cl))
		}
	}
}

var governing = [...]codebook.Class{codebook.Speech, codebook.Plans, codebook.Doubts, codebook.Negates, codebook.Light,
	codebook.PlanNoun, codebook.DoubtNoun, codebook.ObjControl}

// around describes the predicate's dependents and neighbours.
func (m *Matcher) around(f *features, c *clause.Clause) {
	for j := m.kids.First(c.Pred); j >= 0; j = m.kids.Next(j) {
		t := &m.s.Tokens[j]
		if t.Rel == "punct" {
			continue
		}
		f.both("kid", syntax.Base(t.Rel)+" "+strings.ToLower(t.Lemma))
		f.add("kidrel", t.Rel)
		if h := m.heads[j]; h >= 0 {
			f.both("kidmention", t.Rel+" "+strconv.Itoa(int(m.in.Mentions[h].Kind)))
		}
	}
	for _, d := range [...]int{-2, -1, 1, 2} {
		if k := c.Pred + d; k >= 0 && k < len(m.s.Tokens) {
			f.both("w"+strconv.Itoa(d), strings.ToLower(m.s.Tokens[k].Form))
		}
	}
	f.add("mentions", strconv.Itoa(min(m.mentionsHere(), 6)))
}

func (m *Matcher) mentionsHere() int {
	n := 0
	for _, k := range m.heads {
		if k >= 0 && len(m.in.Mentions[k].Parties) > 0 {
			n++
		}
	}
	return n
}

// standing describes whether a candidate happened, is to come, may be, did not
// happen, or is long past.
func (m *Matcher) standing(f *features, cands []Candidate, i int) {
	cand := &cands[i]
	c := &m.in.Clauses[cand.Clause]
	p := &m.book.Events.Patterns[cand.Ref.Pattern]
	t := &m.s.Tokens[c.Pred]
	f.lead = linear.Hash("standing", string(c.Standing))
	f.add("rule", string(c.Standing))
	f.both("because", c.Because)
	m.background(f, c)
	f.both("type", cand.Type)
	f.both("kind", strconv.Itoa(int(p.Kind)))
	f.both("lemma", strings.ToLower(t.Lemma))
	f.both("modal", c.Modal)
	f.both("shape", shape(c))
	f.both("mark", c.Mark)
	f.both("xpos", t.XPOS+" "+t.Rel)
	f.both("when", m.age(cand.Clause))
	f.both("drop", dropKind(cand.Drop))
	f.both("quoted", strconv.FormatBool(c.Quoted)+strconv.FormatBool(c.Teller >= 0))
	f.both("content", strconv.FormatBool(len(cand.Content) > 0)+strconv.FormatBool(cand.Within >= 0))
	m.governor(f, c)
	for j := m.kids.First(c.Pred); j >= 0; j = m.kids.Next(j) {
		switch k := &m.s.Tokens[j]; syntax.Base(k.Rel) {
		case "aux", "advmod", "amod", "det", "cop", "case", "mark":
			f.both("kid", k.Rel+" "+strings.ToLower(k.Lemma))
		}
	}
	if c.Under >= 0 {
		g := &m.in.Clauses[c.Under]
		f.both("under", string(g.Standing)+" "+shape(g)+" "+g.Modal)
		f.both("underwhen", m.age(c.Under))
	}
	f.add("sent", strconv.Itoa(min(c.Sent, 6)))
}

// age is how far from the report's day the time of clause k lies.
func (m *Matcher) age(k int) string {
	day, known := m.in.Report.Day()
	x := m.timeOf(k)
	if x == nil || !known {
		return "none"
	}
	return ageOf(x, day)
}

// ageOf is how far an expression of time lies from the report's day.
func ageOf(x *when.Expr, day time.Time) string {
	switch {
	case day.Sub(x.Range.Last) > old:
		return "old"
	case x.Range.Last.Before(day):
		return "past"
	case x.Range.First.After(day):
		return "future"
	}
	return "now"
}

func roleOf(cand *Candidate, k int) string {
	for _, a := range cand.Actor {
		if a == k {
			return "a"
		}
	}
	for _, b := range cand.Recipient {
		if b == k {
			return "b"
		}
	}
	return "-"
}

func kindName(men *mention.Mention) string {
	s := strconv.Itoa(int(men.Kind))
	if len(men.Parties) > 0 {
		s += " " + men.Parties[0].Sector
	}
	return s
}

func bucket(d int) int {
	switch {
	case d < -15:
		return -4
	case d < -6:
		return -3
	case d < -2:
		return -2
	case d < 0:
		return -1
	case d <= 2:
		return 1
	case d <= 6:
		return 2
	case d <= 15:
		return 3
	}
	return 4
}

// path names the relations up from a and down to b: "nsubj^ nmod_ poss_"; at
// most six steps.
func (m *Matcher) path(a, b int) string {
	var up [8]int
	n := 0
	for x := a; x >= 0 && n < len(up); x = m.s.Tokens[x].Head {
		up[n] = x
		n++
	}
	var down []string
	for y, steps := b, 0; y >= 0 && steps < 6; y, steps = m.s.Tokens[y].Head, steps+1 {
		for k := 0; k < n; k++ {
			if up[k] != y {
				continue
			}
			var s strings.Builder
			for _, x := range up[:k] {
				s.WriteString(syntax.Base(m.s.Tokens[x].Rel) + "^")
			}
			for i := len(down) - 1; i >= 0; i-- {
				s.WriteString(down[i] + "_")
			}
			return s.String()
		}
		down = append(down, m.s.Tokens[y].Rel)
	}
	return "far"
}
