package mention

import (
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

// resolvePerson resolves a group that ends in the full name of somebody the
// codebook knows.
func (w *work) resolvePerson(n, entity, nameFrom int) {
	g := &w.groups[n]
	e := &w.f.actors.Entities[entity]
	g.kind, g.entity, g.person, g.plural = Person, entity, true, false
	g.name = w.surname(g)
	g.full = w.foldRun(nameFrom, g.to-1)
	if e.Gender == "f" {
		g.gender = 'f'
	}
	p, pos := w.onDay(e)
	title, _, ok := w.titleBefore(n, nameFrom)
	g = &w.groups[n]
	switch {
	case g.former && p.Office == "":
		p.Sector = "ELI"
	case ok && title.Sector != "" && (p.Office == "" || p.Sector == ""):
		p.Sector = title.Sector
	}
	g.why = append(g.why, pos)
	g.parties = w.party(p)
}

// namesake chooses among people of one full name: the one of the state that the
// phrase names, or else the one in office, or of the state that the report
// speaks of most.
func (w *work) namesake(n, u, first int) int {
	own, _ := w.ownerOf(n, u)
	best, most := first, -1.0
	for _, s := range w.units[u].senses {
		if s.kind != nameSense || s.use != codebook.FullName && s.use != codebook.ShortName {
			continue
		}
		e := &w.f.actors.Entities[s.of]
		if e.Kind != codebook.PersonEntity {
			continue
		}
		x := min(w.states[e.Code], 50)
		if own.Code != "" && own.Code == e.Code {
			x += 1000
		}
		if t, _ := e.On(w.day); t.Office != "" {
			x += 100
		}
		if x > most {
			best, most = int(s.of), x
		}
	}
	return best
}

// onDay says who somebody is on the report's day. Two years after a last term
// the office is past; before that the record may only have a gap.
func (w *work) onDay(e *codebook.Entity) (Party, codebook.Pos) {
	t, former := e.On(w.day)
	p := Party{Code: t.Code, Sector: t.Sector, Name: e.Name, Office: t.Office, Ref: e.Key}
	if p.Code == "" {
		p.Code = e.Code
	}
	if t.Office != "" || len(e.Terms) == 0 || p.Sector != "" {
		return p, t.Pos
	}
	last := e.Terms[len(e.Terms)-1]
	switch {
	case former && w.day-last.To < 20000 && w.day > last.To:
		p.Sector = last.Sector
	case former && w.day > last.To:
		p.Sector = "ELI"
	case !former && e.Terms[0].From-w.day < 30000:
		p.Sector = e.Terms[0].Sector
	}
	return p, t.Pos
}

// surname gives the word by which a report goes on to call somebody, folded.
func (w *work) surname(g *group) string {
	for k := g.to - 1; k >= g.start; k-- {
		if t := &w.s.Tokens[k]; w.namely(k, g.start) || t.XPOS == "NNP" {
			return w.foldWord(t.Form)
		}
	}
	return ""
}

func (w *work) foldWord(s string) string {
	out := ""
	w.fold.cut(s, func(b []byte, _, _ bool) { out += string(b) })
	return out
}

// titleBefore reads the titles and roles right before a name and says what
// they make of its bearer. role is the index of the role noun, -1 for none.
func (w *work) titleBefore(n, nameFrom int) (p Party, role int, ok bool) {
	role = -1
	g := &w.groups[n]
	to := nameFrom
	for k := w.first[w.si+1] - 1; k >= w.first[w.si]; k-- {
		u := &w.units[k]
		if u.to > to || u.from < g.start {
			continue
		}
		s, fits := w.sense(u)
		if !fits || u.to < to && !w.onlyInitials(u.to, to) {
			break
		}
		if s.kind == titleSense {
			t := &w.f.actors.Titles[s.of]
			if t.Gender != "" {
				g.gender = t.Gender[0]
			}
			if p.Sector == "" {
				p.Sector = t.Sector
			}
			ok, to = true, u.from
			g.why = append(g.why, s.pos)
			continue
		}
		if s.kind != roleSense || w.f.actors.Roles[s.of].Kind == codebook.BodyRole {
			break
		}
		return w.roleOf(n, k, s), int(s.of), true
	}
	if !ok {
		return p, role, false
	}
	// "Russian Gen. Ivanov", "Israel's Mr. Peres".
	if o, has := w.ownerOf(n, w.unitFrom(to)); has {
		p.Code = o.Code
	}
	return p, role, true
}

func (w *work) unitFrom(tok int) int {
	k := w.first[w.si]
	for k < w.first[w.si+1] && w.units[k].from < tok {
		k++
	}
	return k
}

// onlyInitials: nothing but marks stands between two tokens.
func (w *work) onlyInitials(from, to int) bool {
	for k := from; k < to; k++ {
		if w.s.Tokens[k].UPOS != "PUNCT" {
			return false
		}
	}
	return true
}

// roleOf resolves the role noun of unit k as the title of its group's name.
func (w *work) roleOf(n, k int, s sense) Party {
	saved := w.groups[n]
	w.resolveRole(n, k, s)
	g := &w.groups[n]
	p := Party{}
	if len(g.parties) > 0 {
		p = g.parties[0]
	}
	why, former, gender, role, comp := g.why, g.former, g.gender, g.role, g.comp
	*g = saved
	g.former, g.role, g.comp = former, role, comp
	g.why = append(g.why, s.pos)
	g.why = append(g.why, why[min(len(saved.why), len(why)):]...)
	if gender != 0 {
		g.gender = gender
	}
	return p
}

// resolveName resolves a group that ends in a name the codebook does not have
// in full: a surname with or without a title, or a stranger. A group that
// ends in a common noun is no actor, but its modifiers may be.
func (w *work) resolveName(n, last int) {
	g := &w.groups[n]
	from := w.nameRun(g, last)
	if from > last {
		w.innerGroups(n)
		return
	}
	g.name = w.foldWord(w.s.Tokens[last].Form)
	g.full = w.foldRun(from, last)
	title, role, titled := w.titleBefore(n, from)
	g = &w.groups[n]
	cands := w.bearers(n, last, from)
	if e := w.pick(cands, title, role, titled); e >= 0 {
		w.resolvePerson(n, e, from)
		return
	}
	if !titled {
		// A stranger so far: the report may have named him, or an apposition may.
		g.kind = Unknown
		if w.looksHuman(from, last) {
			g.kind, g.person, g.plural = Person, true, false
			g.parties = w.party(Party{Name: w.s.SpanOf(from, last).Of(w.r.Text)})
		}
		if o, ok := w.ownerOf(n, w.unitFrom(from)); ok && from > g.start && !naming[w.s.Tokens[from-1].Lemma] {
			g.parties = w.party(Party{Code: o.Code, Name: w.s.SpanOf(from, last).Of(w.r.Text)})
		}
		w.innerNames(n, from)
		return
	}
	g.kind, g.person, g.plural = Person, true, false
	title.Name = w.s.SpanOf(from, last).Of(w.r.Text)
	g.parties = w.party(title)
}

// naming: "its French acronym MONUC" is not French.
var naming = map[string]bool{"acronym": true, "name": true, "initial": true, "nickname": true, "codename": true, "title": true}

// looksHuman reports whether a run of name words is somebody's name: first
// name and surname, side by side, or the subject of a verb of speech.
func (w *work) looksHuman(from, last int) bool {
	if last-from > 4 {
		return false
	}
	flat := 0
	for k := from; k <= last; k++ {
		t := &w.s.Tokens[k]
		if t.UPOS == "PROPN" && !capital(t.Form) && !particles[t.Form] {
			return false
		}
		if t.Rel == "flat" {
			flat++
		}
	}
	t := &w.s.Tokens[last]
	if p := w.preposition(w.headOf(from, last)); p == "in" || p == "at" || p == "near" || p == "on" {
		return false // "in Fort William"
	}
	if from == last {
		return syntax.Base(t.Rel) == "nsubj" && t.Head >= 0 && speech[w.s.Tokens[t.Head].Lemma] && strings.ToUpper(t.Form) != t.Form
	}
	return flat > 0
}

// headOf gives the token of a run that is governed from outside it.
func (w *work) headOf(from, last int) int {
	for k := from; k <= last; k++ {
		if h := w.s.Tokens[k].Head; h < from || h > last {
			return k
		}
	}
	return last
}

// foldRun gives the words of a name, folded, with spaces.
func (w *work) foldRun(from, last int) string {
	out := ""
	for k := from; k <= last; k++ {
		out += w.foldWord(w.s.Tokens[k].Form) + " "
	}
	return out
}

// nameRun gives the first token of the run of name words that ends at last;
// last+1 when that is no name.
func (w *work) nameRun(g *group, last int) int {
	k := last
	for ; k >= g.start; k-- {
		t := &w.s.Tokens[k]
		if !w.namely(k, g.start) && !(t.UPOS == "PUNCT" && k > g.start && k < last && w.glued(k)) {
			break
		}
		if u := w.unitAt[k]; u >= 0 && k != last {
			s, ok := w.sense(&w.units[u])
			if ok && s.use != codebook.ShortName {
				break
			}
		}
	}
	return k + 1
}

// namely reports whether token k can be part of a name: a proper noun, or a
// noun with a capital where none is due.
func (w *work) namely(k, start int) bool {
	t := &w.s.Tokens[k]
	if t.UPOS == "PROPN" || w.calledBefore(k) {
		return true
	}
	return k > start && k > 0 && t.UPOS == "NOUN" && capital(t.Form) && w.s.Tokens[k-1].UPOS == "PROPN"
}

// capital reports whether a word starts with a capital, or with a letter beyond
// ASCII.
func capital(s string) bool {
	return s != "" && (s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 0x80)
}

// calledBefore: a word that the tagger took for a common noun at the start of
// a sentence, but the report has somebody of that name.
func (w *work) calledBefore(k int) bool {
	f := w.s.Tokens[k].Form
	if k > 1 || !capital(f) || w.unitAt[k] >= 0 {
		return false
	}
	_, ok := w.book.byName[w.foldWord(f)]
	return ok
}

// bearers gives the people of the codebook with the surname at last, when no
// other first name stands before it.
func (w *work) bearers(n, last, from int) []sense {
	u := w.unitAt[last]
	if u < 0 || w.units[u].from > from {
		return nil
	}
	var out []sense
	for _, s := range w.units[u].senses {
		if s.kind == nameSense && s.use == codebook.ShortName && s.fits(w.units[u].upper, w.units[u].caps, false) {
			out = append(out, s)
		}
	}
	return out
}

// pick chooses among the bearers of a surname: the one whom the report has
// named; with a title, the one who holds that office that day; without, the
// only one in office that day. -1 when none or several are left.
func (w *work) pick(cands []sense, title Party, role int, titled bool) int {
	best, most, tie := -1, 0, false
	for _, c := range cands {
		e := &w.f.actors.Entities[c.of]
		points := 0
		if w.book.named[c.of] {
			points += 8
		}
		t, former := e.On(w.day)
		if title.Code != "" && title.Code != e.Code {
			continue
		}
		if t.Office != "" && !former {
			points += 2
			if titled && role >= 0 && officeIs(t.Office, w.f.actors.Roles[role].Word) {
				points += 4
			}
			if w.states[e.Code] > 0 {
				points++
			}
		}
		if titled && title.Code == e.Code && title.Code != "" {
			points++
		}
		if points > most {
			best, most, tie = int(c.of), points, false
		} else if points == most {
			tie = true
		}
	}
	if tie || most < 3 {
		return -1
	}
	return best
}

// officeIs reports whether a role word names an office: "president" and
// "President of the Republic".
func officeIs(office, word string) bool {
	office = strings.ToLower(office)
	return strings.Contains(office, word) || word == "premier" && strings.Contains(office, "prime minister") ||
		strings.HasPrefix(office, "minister of ") && strings.TrimSuffix(word, " minister") == strings.TrimPrefix(office, "minister of ")
}

// innerGroups gives the states and bodies that modify a noun that is no actor
// groups of their own: "Israeli" in "the Israeli attack".
func (w *work) innerGroups(n int) { w.inner(n, w.groups[n].to) }

// innerNames does the same for the modifiers of an unknown name.
func (w *work) innerNames(n, from int) { w.inner(n, from) }

func (w *work) inner(n, end int) {
	g := w.groups[n]
	for k := w.unitFrom(g.start); k < w.first[w.si+1] && w.units[k].to <= end; k++ {
		s, ok := w.sense(&w.units[k])
		if !ok || s.kind == roleSense && w.severed(&w.units[k]) || s.kind == titleSense || s.use == codebook.ShortName || w.units[k].to == g.to && end == g.to && s.kind == roleSense {
			continue
		}
		in := newGroup(w.units[k].from, w.units[k].to)
		in.inner, in.head = true, w.units[k].to-1
		if s.kind == roleSense {
			in.start = g.start
			in.from = w.firstOwner(&g, k)
			in.start = in.from
			in.owner = -1
			if in.from == g.start || w.s.Tokens[g.start].UPOS == "DET" && in.from == g.start+1 {
				in.owner = g.owner
				in.poss = g.poss
			}
		}
		w.groups = append(w.groups, in)
		m := len(w.groups) - 1
		w.resolve(m)
	}
}

// firstOwner gives the first token of the modifiers that belong to the role
// of unit k.
func (w *work) firstOwner(g *group, k int) int {
	from := w.units[k].from
	for j := k - 1; j >= w.first[w.si] && w.units[j].from >= g.start; j-- {
		if w.units[j].to < from-1 {
			break
		}
		from = w.units[j].from
	}
	return from
}

// joined lists groups that stand in apposition to group n.
func (w *work) apposed(n int) int {
	g := &w.groups[n]
	for k := g.start; k < g.to; k++ {
		for c := w.kids.First(k); c >= 0; c = w.kids.Next(c) {
			if syntax.Base(w.s.Tokens[c].Rel) == "appos" && w.inside[c] >= 0 && w.inside[c] != n {
				return w.inside[c]
			}
		}
		if t := &w.s.Tokens[k]; syntax.Base(t.Rel) == "appos" && t.Head >= 0 && w.inside[t.Head] >= 0 && w.inside[t.Head] != n {
			return w.inside[t.Head]
		}
	}
	return w.bracketed(n)
}

// bracketed is the apposition that a parser may miss: a phrase between commas
// right behind a name.
func (w *work) bracketed(n int) int {
	g := &w.groups[n]
	t := w.s.Tokens
	if g.to+1 >= len(t) || t[g.to].Form != "," || w.inside[g.to+1] < 0 {
		return -1
	}
	m := w.inside[g.to+1]
	a := &w.groups[m]
	if a.start != g.to+1 || a.role < 0 && !a.done {
		w.resolve(m)
		a = &w.groups[m]
	}
	if a.from != g.to+1 || a.role < 0 || a.plural || !w.endsClause(a) {
		return -1
	}
	return m
}

func (w *work) endsClause(a *group) bool {
	t := w.s.Tokens
	for k := a.to; k < len(t) && k < a.to+8; k++ {
		switch {
		case t[k].Form == "," || t[k].Form == ".":
			return true
		case t[k].UPOS == "VERB" || t[k].UPOS == "CCONJ" || t[k].UPOS == "AUX":
			return false
		}
	}
	return false
}
