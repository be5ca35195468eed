package event

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/text"
)

// Events turns the candidates that stand into events, in order of their
// trigger, each told again pointing to its first telling. A scorer seats the
// parties, and what is less sure than the threshold (its own, when negative) is
// left out, with the reason in the candidate. Without one the parties are the
// pattern's, and those of the same deed told elsewhere.
func (m *Matcher) Events(in *Layers, cands []Candidate, s *Scorer, threshold float64) []Event {
	out, seats := m.draft(in, cands)
	told := make([]telling, len(seats))
	for i := range seats {
		told[i] = seats[i].telling
	}
	redate(out, told)
	if s != nil {
		m.choose(s, out, seats)
		out, seats = s.sure(out, seats, threshold)
	} else {
		m.fill(out, told)
	}
	for i := range out {
		m.settleParties(seats[i].cand, &out[i])
	}
	if day, ok := in.Report.Day(); ok {
		leadDay(out, day)
	}
	out = shown(out)
	m.sizes(out)
	for i := range out {
		out[i].ID = digest(in.Report.ID, &out[i])
	}
	repeats(out)
	return out
}

// draft makes the events of the candidates that stand, in order of their
// trigger, with the parties that the patterns found.
func (m *Matcher) draft(in *Layers, cands []Candidate) ([]Event, []seat) {
	m.in = in
	var order []int
	for i := range cands {
		if cands[i].Drop == "" {
			order = append(order, i)
		}
	}
	pos := func(i int) (sent, pred int) {
		c := &in.Clauses[cands[i].Clause]
		return c.Sent, c.Pred
	}
	sort.SliceStable(order, func(a, b int) bool {
		sa, pa := pos(order[a])
		sb, pb := pos(order[b])
		return sa < sb || sa == sb && pa < pb
	})
	var out []Event
	var seats []seat
	for _, i := range order {
		e := m.event(&cands[i])
		out = append(out, e)
		t := telling{stem(m.predLemma(cands[i].Clause)), in.Clauses[cands[i].Clause].Nominal}
		seats = append(seats, seat{&cands[i], i, e.Sent, e.Type, t, e.Actor, e.Recipient, e.Place, 1})
	}
	return out, seats
}

// settleParties does what rests on who the parties are.
func (m *Matcher) settleParties(cand *Candidate, e *Event) {
	m.mutual(e)
	m.saidBy(cand, e)
}

// anonymous is the confidence that an event needs in which no party's country
// or body is known, not even after what the report tells elsewhere: a record
// of nobody is worth keeping only when it is sure.
const anonymous = 0.5

// shown leaves out what is neither sure nor anybody's.
func shown(events []Event) []Event {
	return slices.DeleteFunc(events, func(e Event) bool {
		known := func(a Actor) bool { return a.Code != "" }
		return e.Confidence > 0 && e.Confidence < anonymous &&
			!slices.ContainsFunc(e.Actor, known) && !slices.ContainsFunc(e.Recipient, known)
	})
}

// stem joins verb and noun of one deed: attack, attacker; negotiate, negotiation.
func stem(lemma string) string { return lemma[:min(len(lemma), 6)] }

func (m *Matcher) event(cand *Candidate) Event {
	c := &m.in.Clauses[cand.Clause]
	m.s = &m.in.Sents[c.Sent]
	m.kids.Reset(m.s)
	p := &m.book.Events.Patterns[cand.Ref.Pattern]
	e := Event{Type: cand.Type, Mode: cand.Mode, Contexts: p.Contexts, Sent: c.Sent, Standing: c.Standing,
		Actor: m.actors(cand.Actor), Recipient: m.actors(cand.Recipient), Confidence: cand.Score,
		Trigger: m.trigger(cand), Size: Size{-1, -1, -1}, Why: []codebook.Pos{p.Pos}}
	first, last := m.s.Subtree(c.Pred)
	e.Quote = m.s.SpanOf(first, last)
	if cand.Standing != "" {
		e.Standing = cand.Standing
	}
	m.date(cand, &e)
	e.material = m.book.Events.Types[e.Type].Material()
	e.Place = m.where(cand)
	return e
}

// mutual: where nobody is visitor or host, all parties are actors.
func (m *Matcher) mutual(e *Event) {
	t := m.book.Events.Types[e.Type]
	if !t.Mutual || e.Mode == "visit" || e.Mode == "phone" || e.Type != "CONSULT" {
		return
	}
	e.Actor = append(e.Actor, e.Recipient...)
	e.Recipient = nil
}

func (m *Matcher) actors(ks []int) []Actor {
	var out []Actor
	for _, k := range ks {
		men := &m.in.Mentions[k]
		for _, p := range men.Parties {
			a := Actor{Party: p, Chain: men.Chain, Span: m.in.Sents[men.Sent].SpanOf(men.From, men.To-1)}
			if !slices.ContainsFunc(out, func(o Actor) bool { return o.Party == a.Party && o.Span == a.Span }) {
				out = append(out, a)
			}
		}
	}
	return out
}

// trigger covers the predicate with its particle and, where they are near,
// the words that the pattern names.
func (m *Matcher) trigger(cand *Candidate) text.Span {
	pred := m.in.Clauses[cand.Clause].Pred
	first, last := pred, pred
	for j := m.kids.First(pred); j >= 0; j = m.kids.Next(j) {
		if m.s.Tokens[j].Rel == "compound:prt" {
			last = max(last, j)
		}
	}
	if o := cand.Object; o > last && o-pred <= 3 {
		last = o
	}
	return m.s.SpanOf(first, last)
}

// saidBy names the one on whose word the report gives the event. The speaker
// of a verbal act is its actor and is not named twice, nor is who tells of his
// own deed; another of the same country and sector is, for a deed in the world.
func (m *Matcher) saidBy(cand *Candidate, e *Event) {
	c := &m.in.Clauses[cand.Clause]
	sent, tok := c.Sent, c.Teller
	if tok < 0 {
		sent, tok = c.VoiceSent, c.Voice
	}
	if tok < 0 {
		return
	}
	m.enterAt(sent)
	for _, a := range m.actors(m.collect(nil, tok)) {
		same := func(o Actor) bool {
			return !e.material && o.Code == a.Code && o.Sector == a.Sector || o.Chain >= 0 && o.Chain == a.Chain
		}
		if !slices.ContainsFunc(e.Actor, same) {
			e.SaidBy = append(e.SaidBy, a)
		}
	}
}

// enterAt prepares any sentence, in whatever order they come.
func (m *Matcher) enterAt(sent int) {
	m.first = sort.Search(len(m.in.Mentions), func(k int) bool { return m.in.Mentions[k].Sent >= sent })
	m.enter(sent)
}

// repeats marks events with type, parties and time of an earlier one.
func repeats(out []Event) {
	seen := map[string]string{}
	for i := range out {
		e := &out[i]
		key := fmt.Sprint(e.Type, e.Mode, codes(e.Actor), codes(e.Recipient), e.On, e.Standing)
		if id, ok := seen[key]; ok && len(e.Actor)+len(e.Recipient) > 0 {
			e.RepeatOf = id
		} else {
			seen[key] = e.ID
		}
	}
}

func codes(as []Actor) string {
	var out []string
	for _, a := range as {
		out = append(out, a.Code+"/"+a.Sector)
	}
	sort.Strings(out)
	return strings.Join(slices.Compact(out), " ")
}

func digest(report string, e *Event) string {
	h := sha256.Sum256([]byte(fmt.Sprint(report, e.Trigger, e.Type, codes(e.Actor), codes(e.Recipient))))
	return hex.EncodeToString(h[:8])
}
