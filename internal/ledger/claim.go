package ledger

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
)

// claim draws who claims, controls or regards as its own what the word at
// token i is about.
func (d *Drawer) claim(i int, line *codebook.LedgerLine) []Entry {
	v := &d.v
	var by []event.Actor
	var over Words
	from, to := i, i
	if line.Noun {
		by, over = d.nounClaim(i, line)
		if over.Text == "" {
			return nil
		}
	} else {
		c := v.clause(i)
		if c != nil && (c.Neg || c.Modal != "" && c.Modal != "will") || v.modalBefore(i) || v.form(i-1) == "to" {
			return nil
		}
		by, over, to = d.verbClaim(i, c)
		if len(line.Content) > 0 {
			s, ok := d.regards(i, line)
			if !ok {
				return nil
			}
			p := d.cut(s, false)
			if s2 := d.longAs(s); s2 > p.to {
				p.to = s2
			}
			from, to = p.from, p.to
		}
	}
	if len(by) == 0 || over.Text == "" || slices.EqualFunc(bare(by), d.stateNamed(over), same) {
		return nil
	}
	over = d.meant(over)
	by = slices.DeleteFunc(d.public(bare(by)), func(a event.Actor) bool { return a.Code == "IMG" }) // they claim attacks, not land
	if len(by) == 0 {
		return nil
	}
	e := Entry{Kind: Claim, By: by, Over: over, What: v.words(from, to), Sent: v.s.Index, Trigger: v.words(i, i),
		Quote: v.words(0, v.len()-1), Why: []codebook.Pos{line.Pos}, Confidence: 0.8}
	if line.Noun {
		e.What = Words{}
	}
	e.Made = d.made(i, piece{from: i, to: to})
	if s, ok := d.book.DisputedPos[over.Text]; ok {
		e.Why = append(e.Why, s)
	}
	return []Entry{e}
}

// meant gives the name of the place that "the island" means: the last one named
// in the report that ends in the word.
func (d *Drawer) meant(over Words) Words {
	f := strings.Fields(strings.ToLower(over.Text))
	if len(f) == 0 || len(f) > 2 || len(f) == 2 && f[0] != "the" {
		return over
	}
	if name, ok := d.places[strings.TrimSuffix(f[len(f)-1], "s")]; ok {
		over.Text = name
	}
	return over
}

// remember notes the places that the sentence names, by their last word.
func (d *Drawer) remember() {
	v := &d.v
	for i := range v.s.Tokens {
		if l := strings.TrimSuffix(v.form(i), "s"); v.proper(i) && v.proper(i-1) && !v.proper(i+1) && d.book.Is(l, "place") {
			d.places[l] = d.name(i).Text
		}
	}
}

// longAs lets "as a lost province to be reunified with the mainland, by force
// if necessary" run to its end: what a claim says is kept whole.
func (d *Drawer) longAs(s int) int {
	v := &d.v
	for j := s; j < v.len(); j++ {
		if v.form(j) == "," && v.pos(j+1) != "ADP" {
			return j - 1
		}
		if v.form(j) == "." || v.form(j) == ";" || v.form(j) == "and" && v.statement(j+1) {
			return j - 1
		}
	}
	return v.len() - 1
}

// stateNamed gives the state that a claim is about when it names one, so that
// nobody claims itself.
func (d *Drawer) stateNamed(over Words) []event.Actor {
	if _, ok := d.book.DisputedPos[over.Text]; ok || len(strings.Fields(over.Text)) > 1 {
		return nil
	}
	for k := range d.v.at {
		if m := d.v.at[k]; m >= 0 && d.v.s.Tokens[k].Span.From == over.Span.From {
			return bare(d.v.actors(m))
		}
	}
	return nil
}

// nounClaim reads "Peru's claims to the islets".
func (d *Drawer) nounClaim(i int, line *codebook.LedgerLine) ([]event.Actor, Words) {
	v := &d.v
	if !slices.Contains(line.Over, v.form(i+1)) {
		return nil, Words{}
	}
	over := d.placeNear(i + 2)
	by := v.ownerOf(i)
	if len(by) == 0 {
		if c := v.clause(v.s.Tokens[i].Head); c != nil {
			by = d.subject(c.Pred)
		} else {
			by = v.verbSubjectBefore(d, i)
		}
	}
	return by, over
}

func (v *view) verbSubjectBefore(d *Drawer, i int) []event.Actor {
	for j := i - 1; j >= 0 && j > i-5; j-- {
		if v.pos(j) == "VERB" {
			return d.subject(j)
		}
	}
	return nil
}

// placeNear gives the place named by the noun phrase that begins at token j.
func (d *Drawer) placeNear(j int) Words {
	v := &d.v
	if v.statement(j) {
		return Words{} // what is claimed is a statement, not a place
	}
	for k := j; k < v.len() && k < j+7; k++ {
		switch p := v.pos(k); {
		case v.inTime(k):
			return Words{}
		case (p == "PROPN" || p == "NOUN") && v.proper(k) && !v.proper(k+1) && (v.pos(k+1) != "NOUN" || d.book.Is(v.lemma(k+1), "place")) && v.tag(k+1) != "POS" && v.form(k+1) != "-":
			if d.book.Is(v.lemma(k+1), "place") {
				continue
			}
			return d.name(k)
		case p == "NOUN" && d.book.Is(v.lemma(k), "place") && v.pos(k+1) != "NOUN":
			return v.words(j, v.right(k))
		case p == "ADP" && v.form(k) == "of" && k == v.first(j, k):
			continue
		case p == "VERB" && v.tag(k) != "VBN" && v.tag(k) != "VBG" || p == "PUNCT" && !v.isQuote(k) && v.form(k) != "-" || p == "ADP" && k > j:
			return Words{}
		}
	}
	return Words{}
}

// first is the "of" of "a stretch of sea", behind the first noun from token j.
func (v *view) first(j, k int) int {
	for ; j < k; j++ {
		if v.pos(j) == "NOUN" && j+1 == k {
			return k
		}
	}
	return -1
}

// right goes from a noun to the last word of its phrase: "the sea west of
// Arica".
func (v *view) right(k int) int {
	last := k
	for j := k + 1; j < v.len(); j++ {
		switch v.pos(j) {
		case "NOUN", "PROPN":
			last = j
		case "ADP", "DET", "ADV", "ADJ":
			if v.form(j) == "as" || v.form(j) == "by" || v.inTime(j+1) {
				return last
			}
		default:
			return last
		}
	}
	return last
}

// whole goes from a noun to the first word of its phrase: "a stretch of sea".
func (v *view) whole(j int) int {
	for j > 0 {
		p := v.pos(j - 1)
		if p != "NOUN" && p != "ADJ" && p != "DET" && p != "NUM" && v.form(j-1) != "of" {
			break
		}
		j--
	}
	return j
}

// verbClaim gives by, over and the last token of the words for a verb of
// claiming; the participle behind a noun is the commonest form.
func (d *Drawer) verbClaim(i int, c *clause.Clause) ([]event.Actor, Words, int) {
	v := &d.v
	if v.form(i+1) == "by" && (v.tag(i) == "VBN" || v.tag(i) == "VBD") {
		by, last := v.partyFrom(i + 2)
		return by, d.overBefore(i), last
	}
	by := d.subject(i)
	// ", which Peru claims": what the relative clause hangs on.
	if s := v.relative(i); s >= 0 {
		if as := v.partyBefore(i); len(as) > 0 {
			by = as
		}
		return by, d.overBefore(s), i
	}
	over := d.placeNear(i + 1)
	if c != nil && over.Text == "" && c.Passive {
		if a, ok := c.Arg(clause.Obj); ok {
			over = d.placeNear(a.Tok)
		}
	}
	to := i
	for j := i; j < v.len() && over.Span.To > v.s.Tokens[j].Span.From; j++ {
		to = j
	}
	return by, over, to
}

// partyFrom gives the parties named at token j and the last token of the name.
func (v *view) partyFrom(j int) ([]event.Actor, int) {
	for v.pos(j) == "DET" {
		j++
	}
	if j >= v.len() || v.at[j] < 0 {
		return nil, j
	}
	k := v.at[j]
	as, last := v.actors(k), v.in.Mentions[k].To-1
	for v.form(last+1) == "and" && v.at0(last+2) >= 0 {
		as = append(as, v.actors(v.at[last+2])...)
		last = v.in.Mentions[v.at[last+2]].To - 1
	}
	return as, last
}

// partyBefore gives the party just before word i.
func (v *view) partyBefore(i int) []event.Actor { return v.before(i) }

// relative gives the token of "which" or "that" that opens the relative clause
// of verb i, -1 when it is none.
func (v *view) relative(i int) int {
	for j := i - 1; j >= 0 && j > i-8; j-- {
		if f := v.form(j); (f == "which" || f == "that") && j < i-1 {
			return j
		}
		if v.form(j) == "," || v.pos(j) == "VERB" && v.at[j] < 0 {
			return -1
		}
	}
	return -1
}

// overBefore gives the place that stands before token i: a participle's or a
// relative clause's antecedent. A common noun ("a group of islets") takes the
// name it explains.
func (d *Drawer) overBefore(i int) Words {
	v := &d.v
	common := Words{}
	for j := i - 1; j >= 0; j-- {
		switch {
		case v.proper(j) && d.named(j, i):
			if k := v.explained(j); k >= 0 && d.named(k, k+2) {
				return d.name(k)
			}
			if w := d.name(j); !v.described(w) {
				return w
			} else if common.Text == "" {
				common = w // "East China Sea islets" tells of a place named before
			}
		case common.Text == "" && v.pos(j) == "NOUN" && d.book.Is(v.lemma(j), "place"):
			common = v.words(v.whole(j), min(v.right(j), i-1))
		case v.pos(j) == "VERB" && v.finite(j) && !v.claims(d, j):
			return common
		}
	}
	return common
}

// explained: the name at j only says where a thing lies that explains the name
// before it ("Remba Reef, a strip of rock in the lake, …"): the last word of
// that name, -1 when there is none.
func (v *view) explained(j int) int {
	for v.proper(j) || v.pos(j) == "DET" {
		j--
	}
	if v.pos(j) != "ADP" {
		return -1
	}
	for k := j - 1; k > 0 && v.pos(k) != "VERB"; k-- {
		if v.form(k) == "," {
			if v.pos(k+1) == "DET" && v.proper(k-1) {
				return k - 1
			}
			return -1
		}
	}
	return -1
}

// described: a name that ends in a common noun describes a place.
func (v *view) described(w Words) bool {
	for i := range v.s.Tokens {
		if v.s.Tokens[i].Span.To == w.Span.To {
			return v.pos(i) == "NOUN" && !v.proper(i)
		}
	}
	return false
}

// claims: another verb of claiming in the same breath ("controlled by Chile
// but claimed by Peru").
func (v *view) claims(d *Drawer, j int) bool {
	for _, k := range d.book.Verb(v.lemma(j)) {
		if d.book.Lines[k].Kind == string(Claim) {
			return true
		}
	}
	return false
}

// named reports whether the proper noun at j names a place that can be
// claimed: one of the disputed, one with a word for land or water, or a state
// that stands alone; and not a doer behind "by".
func (d *Drawer) named(j, i int) bool {
	v := &d.v
	w := d.name(j)
	if _, ok := d.book.DisputedPos[w.Text]; ok {
		return true
	}
	f := strings.Fields(w.Text)
	if len(f) == 0 {
		return false
	}
	last := strings.ToLower(f[len(f)-1])
	if d.book.Is(strings.TrimSuffix(last, "s"), "place") {
		return v.form(j+1) != "'s" && v.pos(j+1) != "NOUN"
	}
	if k := v.at[j]; k >= 0 && len(v.in.Mentions[k].Parties) > 0 {
		b := j - 1
		for v.proper(b) || v.pos(b) == "DET" {
			b--
		}
		return v.form(b) != "by" && j+2 >= i && (v.form(j+1) == "," || j+1 == i) && v.in.Mentions[k].Parties[0].Sector == ""
	}
	return false
}

// regards finds the "as" of "regards … as", and where what follows begins,
// when it is a word for land.
func (d *Drawer) regards(i int, line *codebook.LedgerLine) (int, bool) {
	v := &d.v
	for j := i + 1; j < v.len() && j < i+8; j++ {
		if v.form(j) == "as" {
			for k := j + 1; k < v.len() && k < j+7; k++ {
				if slices.Contains(line.Head, v.lemma(k)) {
					return j + 1, true
				}
			}
			return 0, false
		}
		if v.form(j) == "," || v.finite(j) {
			break
		}
	}
	return 0, false
}
