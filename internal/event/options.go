package event

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/linear"
)

// Where an option's parties were found.
const (
	byPattern  = 'P'
	byOther    = 'O' // the pattern's parties of the other seat
	byMention  = 'M' // a mention of the sentence
	byTeller   = 'T'
	bySame     = 'F' // the same seat of its type told elsewhere
	byAgain    = 'E' // the same seat of the same word told elsewhere
	byReverse  = 'G' // the other seat of it
	byBefore   = 'N' // a mention of the sentence before
	byTop      = '1' // the state the report speaks of most
	bySecond   = '2'
	byContext  = 'C' // a country for parties of the pattern that have none
	byAddition = '+' // the pattern's parties and a mention
	byPair     = '&' // two mentions
	byNobody   = '0'
	byPlace    = 'W' // the country where it happened
	byNear     = 'V' // the country of a place named in the sentence, or last before
)

// options lists every set of parties that may take a seat of event i, with the
// features by which they are compared.
func (m *Matcher) options(sc *survey, i int, at Seat, taken []string) []Option {
	b := &offering{m: m, sc: sc, i: i, at: at, s: &sc.seats[i], taken: taken}
	b.own, b.others = b.s.of(at), b.s.of(other(at))
	b.ownCodes, b.otherCodes = Codes(b.own), Codes(b.others)
	b.state = stateOf(b.own, b.ownCodes)
	b.pattern()
	b.mentions()
	b.elsewhere()
	b.context()
	b.places()
	b.describe()
	b.locate()
	return b.list
}

// locate: where the pattern found parties of no known country, an option that
// is a country is theirs.
func (b *offering) locate() {
	if len(b.own) == 0 || len(b.ownCodes) > 0 {
		return
	}
	for k := range b.list {
		if o := &b.list[k]; len(o.Codes) == 1 && b.m.book.Actors.State(o.Codes[0]) >= 0 {
			o.parties = ofCountry(b.own, o.Codes[0])
		}
	}
}

// ofCountry gives the country to parties that have none.
func ofCountry(parties []Actor, code string) []Actor {
	out := slices.Clone(parties)
	for k := range out {
		if out[k].Code == "" {
			out[k].Code = code
		}
	}
	return out
}

// offering builds the options of one seat, one for each set of codes.
type offering struct {
	m     *Matcher
	sc    *survey
	i     int
	at    Seat
	s     *seat
	taken []string // codes of the actor, when the seat is the recipient's

	own, others          []Actor // what the pattern found for this seat, and for the other
	ownCodes, otherCodes []string
	state                string // of own: see stateOf

	list  []Option
	keys  []string // codes of each option
	heads [][]int  // of each option: mentions of the sentence that give it
}

// put offers parties under the letter of their source, and keeps the mention
// they came from, if any.
func (b *offering) put(source byte, parties []Actor, mention int) {
	codes := Codes(parties)
	key := strings.Join(codes, " ")
	k := slices.Index(b.keys, key)
	if k < 0 {
		k = len(b.keys)
		b.keys, b.heads = append(b.keys, key), append(b.heads, nil)
		b.list = append(b.list, Option{Codes: codes, parties: parties})
	}
	if x := &b.list[k]; strings.IndexByte(x.sources, source) < 0 {
		x.sources += string(source)
	}
	if mention >= 0 && len(b.heads[k]) < 3 && !slices.Contains(b.heads[k], mention) {
		b.heads[k] = append(b.heads[k], mention)
	}
}

func (b *offering) pattern() {
	b.put(byPattern, b.own, -1)
	if len(b.own) > 0 && len(b.ownCodes) == 0 {
		b.list[0].sources += string(byNobody)
	} else {
		b.put(byNobody, nil, -1)
	}
	if b.at != SharedSeat {
		b.put(byOther, b.others, -1)
	}
}

// mentions offers who stands in the sentence, alone and with those that share
// a place; for a shared seat also two together.
func (b *offering) mentions() {
	m, c := b.m, &b.m.in.Clauses[b.s.cand.Clause]
	choices := m.Choices()
	for x, k := range choices {
		all := m.actors(m.collect(nil, m.in.Mentions[k].Head))
		alone := m.actors([]int{k})
		b.put(byMention, all, k)
		if len(all) > len(alone) {
			b.put(byMention, alone, k)
		}
		if b.at != SharedSeat {
			continue
		}
		if len(b.own) > 0 {
			b.put(byAddition, join(b.own, all), k)
		}
		for _, l := range choices[x+1:] {
			if len(choices) <= 6 {
				b.put(byPair, join(alone, m.actors([]int{l})), k)
			}
		}
	}
	if c.Teller >= 0 {
		b.put(byTeller, m.actors(m.collect(nil, c.Teller)), -1)
	}
	b.before()
}

// before offers the first and the last who stand in the sentence before.
func (b *offering) before() {
	first, last := -1, -1
	for k := b.m.first - 1; k >= 0 && b.m.in.Mentions[k].Sent == b.s.sent-1; k-- {
		if len(b.m.in.Mentions[k].Parties) > 0 {
			if last < 0 {
				last = k
			}
			first = k
		}
	}
	for _, k := range [...]int{first, last} {
		if k >= 0 {
			b.put(byBefore, b.m.actors([]int{k}), -1)
		}
	}
}

// elsewhere offers the parties of the nearest tellings of the same deed, and
// of its type, before and behind.
func (b *offering) elsewhere() {
	var seen [4]bool
	for d := 1; d < len(b.sc.seats) && seen != [4]bool{true, true, true, true}; d++ {
		for side, j := range [...]int{b.i - d, b.i + d} {
			if j < 0 || j >= len(b.sc.seats) {
				continue
			}
			o := &b.sc.seats[j]
			if o.typ != b.s.typ && !(forceful[o.typ] && forceful[b.s.typ]) {
				continue
			}
			if got := o.of(b.at); !seen[side] && len(Codes(got)) > 0 {
				seen[side] = true
				b.put(bySame, got, -1)
				if o.telling.stem == b.s.telling.stem {
					b.put(byAgain, got, -1)
				}
			}
			if got := o.of(other(b.at)); !seen[2+side] && b.at != SharedSeat && len(Codes(got)) > 0 {
				seen[2+side] = true
				b.put(byReverse, got, -1)
			}
		}
	}
}

func other(at Seat) Seat {
	switch at {
	case ActorSeat:
		return RecipientSeat
	case RecipientSeat:
		return ActorSeat
	}
	return at
}

// context offers the states that the report speaks of most, also as the
// country of parties that have none.
func (b *offering) context() {
	nameless := slices.ContainsFunc(b.own, func(a Actor) bool { return a.Code == "" })
	for n, code := range b.sc.top {
		if n == 2 {
			break
		}
		source := byte(byTop)
		if n == 1 {
			source = bySecond
		}
		if nameless {
			b.put(byContext, ofCountry(b.own, code), -1)
		}
		b.country(source, code)
	}
}

// places offers the country where it happened, and that of the place named
// last.
func (b *offering) places() {
	if b.at == SharedSeat {
		return
	}
	if p := b.s.place; p != nil && p.Country != "" {
		b.country(byPlace, p.Country)
	}
	in := b.m.in
	from := sort.Search(len(in.Places), func(i int) bool { return in.Places[i].Sent > b.s.sent })
	for i := from - 1; i >= 0 && i > from-6; i-- {
		if c := in.Places[i].Country; c != "" && in.Places[i].Precision != "country" {
			b.country(byNear, c)
			break
		}
	}
}

// country offers a country by what names it nearest.
func (b *offering) country(source byte, code string) {
	if near := b.sc.nearest(b.m, code, b.s.sent); near != nil {
		b.put(source, near, -1)
	}
}

// describe gives every option its features.
func (b *offering) describe() {
	var f seatFeatures
	f.seat = linear.Hash("seat", string(b.at))
	f.typ = linear.Hash("seat type", string(b.at)+b.s.typ)
	for k := range b.list {
		f.fs = make([]linear.Feature, 0, 64)
		b.option(&f, k)
		b.list[k].Features = f.fs
	}
}

// seatFeatures collects features, each for the seat and for seat and type.
type seatFeatures struct {
	fs        []linear.Feature
	seat, typ linear.Feature
}

func (f *seatFeatures) both(field string, value ...string) {
	h := linear.Hash(field, value...)
	f.fs = append(f.fs, h.Cross(f.seat), h.Cross(f.typ))
}

func (f *seatFeatures) one(field string, value ...string) {
	f.fs = append(f.fs, linear.Hash(field, value...).Cross(f.seat))
}

func (b *offering) option(f *seatFeatures, k int) {
	o := &b.list[k]
	c := &b.m.in.Clauses[b.s.cand.Clause]
	lemma := strings.ToLower(b.m.s.Tokens[c.Pred].Lemma)
	sources := sorted(o.sources)
	b.found(f, k, c, lemma, sources)
	f.both("n", strconv.Itoa(min(len(o.Codes), 4)))
	if slot := b.s.slot(b.at); strings.IndexByte(o.sources, byPattern) >= 0 {
		f.both("by", slot, b.state)
		f.one("bylemma", slot, " ", lemma)
		f.both("byshape", slot, shape(c)[:3])
	}
	if len(o.Codes) == 0 {
		f.both("none", b.state, " ", stateOf(b.others, b.otherCodes))
		f.one("nonelemma", lemma)
		f.both("noneshape", shape(c))
		f.both("nonehere", strconv.Itoa(min(b.m.mentionsHere(), 5)))
	} else {
		b.worth(f, o, sources)
	}
	if b.at == RecipientSeat {
		equal, acting := strconv.FormatBool(slices.Equal(o.Codes, b.taken)), strconv.Itoa(min(len(b.taken), 2))
		f.both("actor", equal, acting, b.state)
		f.one("actorsource", equal, sources)
		f.one("actorlemma", equal, lemma)
		if len(o.Codes) == 0 {
			f.both("actornone", acting, b.state)
		}
	}
	f.both("same", strconv.FormatBool(slices.Equal(o.Codes, b.otherCodes)), b.state)
	for _, x := range b.heads[k] {
		b.path(f, x)
	}
}

// found describes where the parties of option k were found, and by which words.
func (b *offering) found(f *seatFeatures, k int, c *clause.Clause, lemma, sources string) {
	o, m := &b.list[k], b.m
	for i := range len(o.sources) {
		f.both("source", o.sources[i:i+1], b.state)
	}
	f.both("sources", sources, b.state)
	line := m.book.Events.Patterns[b.s.cand.Ref.Pattern].Pos.String()
	for i := range len(o.sources) {
		f.one("sourceline", o.sources[i:i+1], line, b.state)
	}
	for _, a := range o.parties {
		f.both("partysector", a.Sector, b.state)
	}
	for _, x := range b.heads[k] {
		head := strings.ToLower(m.s.Tokens[m.in.Mentions[x].Head].Lemma)
		f.both("head", head)
		f.one("headrole", head, roleOf(b.s.cand, x))
	}
	for i := range len(o.sources) {
		f.one("sourcelemma", o.sources[i:i+1], lemma)
	}
	if head := b.open(c); head != "" {
		f.one("open", head, strconv.FormatBool(len(o.Codes) == 0))
		f.both("opensource", sources)
	}
}

// open gives the word that stands in the seat's place in the clause when it
// names no known party.
func (b *offering) open(c *clause.Clause) string {
	want := [...]clause.Role{clause.Subj, clause.Agent}
	if b.at == RecipientSeat {
		want = [...]clause.Role{clause.Obj, clause.IObj}
	}
	for _, a := range c.Args {
		if a.Role != want[0] && a.Role != want[1] {
			continue
		}
		if k := b.m.heads[a.Tok]; k < 0 || len(Codes(b.m.actors([]int{k}))) == 0 {
			return strings.ToLower(b.m.s.Tokens[a.Tok].Lemma)
		}
	}
	return ""
}

// worth describes what the report says of an option's codes.
func (b *offering) worth(f *seatFeatures, o *Option, sources string) {
	code := o.Codes[0]
	kind := "state"
	if b.m.book.Actors.State(code) < 0 {
		kind = code
	}
	f.both("code", kind)
	f.both("share", b.sc.share(code))
	f.one("sharesource", b.sc.share(code), sources)
	if len(b.sc.top) > 0 {
		f.both("rank", strconv.Itoa(min(3, slices.Index(b.sc.top, code))), " ", strconv.Itoa(min(4, len(b.sc.top))))
	}
	if len(o.parties) > 0 {
		f.both("sector", o.parties[0].Sector)
	}
}

// path describes how a mention stands to the event's word.
func (b *offering) path(f *seatFeatures, k int) {
	m, c := b.m, &b.m.in.Clauses[b.s.cand.Clause]
	men := &m.in.Mentions[k]
	lemma := strings.ToLower(m.s.Tokens[c.Pred].Lemma)
	path, prep := m.path(c.Pred, men.Head), m.preposition(men.Head)
	f.both("path", path)
	f.one("pathlemma", path, " ", lemma)
	f.both("kind", kindName(men))
	f.both("prep", prep, " ", m.s.Tokens[men.Head].Rel)
	f.one("preplemma", prep, " ", lemma)
	for _, a := range c.Args {
		if a.Tok == men.Head || m.s.Under(men.Head, a.Tok) && a.Role != clause.Comp {
			f.both("arg", a.Role.String(), " ", a.Prep, " ", strconv.FormatBool(a.Tok == men.Head))
			f.one("arglemma", a.Role.String(), " ", a.Prep, " ", lemma)
		}
	}
	f.both("side", strconv.FormatBool(men.Head < c.Pred), shape(c)[:3])
	f.both("far", strconv.Itoa(bucket(men.Head-c.Pred)))
	f.both("mine", roleOf(b.s.cand, k))
}

// stateOf says what the pattern found for a seat: nobody, nobody known, one,
// several.
func stateOf(own []Actor, codes []string) string {
	switch {
	case len(own) == 0:
		return "-"
	case len(codes) == 0:
		return "?" + own[0].Sector
	case len(codes) == 1:
		return "1"
	}
	return "2"
}

func sorted(s string) string {
	b := []byte(s)
	slices.Sort(b)
	return string(b)
}
