package codebook

import (
	"strings"
)

// terms reads lines such as "1994 2004-11-11 PSE GOV President": first day,
// last day, code, sector ("-" for none) and what follows as the office.
func (l *loader) terms(vals []value, code, sector string) []Term {
	var out []Term
	for _, v := range vals {
		f := strings.Fields(v.text)
		if len(f) < 4 {
			l.problem(v.pos, v.text, `"FROM TO CODE SECTOR [OFFICE]", days as 2006, 2006-09, 2006-09-26 or -`)
			continue
		}
		t := Term{Code: dash(f[2]), Sector: l.sector(value{dash(f[3]), v.pos}), Office: strings.Join(f[4:], " "), Pos: v.pos}
		if t.Code != "" && !validCode(t.Code) {
			l.problem(v.pos, t.Code, "an ISO 3166 alpha-3 code")
		}
		t.From, t.To = l.days(v, f[0], f[1])
		out = append(out, t)
	}
	return out
}

func dash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func (l *loader) days(v value, from, to string) (Day, Day) {
	a, ok := parseDay(from, false)
	b, ok2 := parseDay(to, true)
	switch {
	case !ok:
		l.problem(v.pos, from, "a first day: 2006, 2006-09, 2006-09-26 or -")
	case !ok2:
		l.problem(v.pos, to, "a last day: 2006, 2006-09, 2006-09-26 or -")
	case a > b:
		l.problem(v.pos, from+" "+to, "a first day before the last")
	}
	return a, b
}

func (l *loader) person(it *item) {
	name, code := it.one("name"), l.code(it)
	if name.text == "" {
		l.problem(it.pos, "[[person]]", "a name")
		return
	}
	i := l.personEntity(name, code, it.one("gender").text)
	e := &l.out.Entities[i]
	if e.Sector == "" {
		e.Sector = l.sector(it.one("sector"))
	}
	for _, v := range it.all("names") {
		l.personName(i, v)
	}
	terms := l.terms(it.all("was"), code, "")
	l.out.Entities[i].Terms = append(l.out.Entities[i].Terms, terms...)
}

// personEntity finds or adds the person of a name and state. One person may
// be a holder of several offices and have a [[person]] entry as well.
func (l *loader) personEntity(name value, code, gender string) int {
	key := "person:" + code + "/" + name.text
	if i, ok := l.keys[key]; ok {
		if gender != "" {
			l.out.Entities[i].Gender = gender
		}
		return i
	}
	i := l.entity(Entity{Key: key, Name: name.text, Kind: PersonEntity, Code: code, Gender: gender, Pos: name.pos})
	l.personName(i, name)
	return i
}

// personName adds a full name, or a short one written with "~" before it.
func (l *loader) personName(i int, v value) {
	use := FullName
	if strings.HasPrefix(v.text, "~") {
		use, v.text = ShortName, strings.TrimSpace(v.text[1:])
	}
	id := personName{i, v.text, use}
	if l.seen[id] {
		return
	}
	l.seen[id] = true
	l.names(i, []value{v}, use)
}

type personName struct {
	entity int
	text   string
	use    Use
}

// linkOffices turns each holder's line into a term of the person.
func (l *loader) linkOffices() {
	for k := range l.offices {
		it := &l.offices[k]
		code, sector := l.code(it), l.sector(it.one("sector"))
		if sector == "" {
			sector = "GOV"
		}
		office := it.one("office").text
		if office == "" {
			l.problem(it.pos, "[[office]]", `an office, as office = "Prime Minister"`)
		}
		var held []holding
		for _, v := range it.all("holders") {
			if i, t, ok := l.holder(v, Term{Code: code, Sector: sector, Office: office, Pos: v.pos}); ok {
				held = append(held, holding{i, t})
			}
		}
		if it.one("several").text != "true" {
			l.out.overlaps = append(l.out.overlaps, overlapping(l.out.Entities, held)...)
		}
	}
}

// holder reads "2006-09-26 2007-09-26 Shinzo Abe | Abe Shinzo | ~Abe f".
func (l *loader) holder(v value, t Term) (entity int, _ Term, ok bool) {
	f := strings.Fields(v.text)
	if len(f) < 3 {
		l.problem(v.pos, v.text, `"FROM TO NAME | OTHER NAME | ~SHORT NAME"`)
		return 0, t, false
	}
	t.From, t.To = l.days(v, f[0], f[1])
	names := strings.Split(strings.Join(f[2:], " "), "|")
	gender := ""
	for k, n := range names {
		names[k] = strings.TrimSpace(n)
		if names[k] == "f" || names[k] == "m" {
			gender = names[k]
		}
	}
	i := l.personEntity(value{names[0], v.pos}, t.Code, gender)
	for _, n := range names[1:] {
		if n != "f" && n != "m" && n != "" {
			l.personName(i, value{n, v.pos})
		}
	}
	l.out.Entities[i].Terms = append(l.out.Entities[i].Terms, t)
	return i, t, true
}

// linkReadings ties each reading of an ambiguous name to its entity.
func (l *loader) linkReadings() {
	for k := range l.readings {
		it := &l.readings[k]
		a := Ambiguous{Name: it.one("name").text, Pos: it.pos}
		if a.Name == "" {
			l.problem(it.pos, "[[ambiguous]]", "a name")
		}
		subs := it.sub("readings")
		if len(subs) < 2 {
			l.problem(it.pos, a.Name, "two readings or more")
		}
		for j := range subs {
			a.Readings = append(a.Readings, l.reading(&subs[j], a.Name))
		}
		l.out.Ambiguous = append(l.out.Ambiguous, a)
	}
}

func (l *loader) reading(it *item, name string) Reading {
	r := Reading{Code: it.one("code").text, Entity: -1, Place: it.one("place").text == "true",
		Examples: it.all("examples"), Pos: it.pos}
	for _, v := range it.all("near") {
		r.Near = append(r.Near, v.text)
	}
	if i, ok := l.keys["state:"+r.Code]; ok {
		r.Entity = i
	}
	if o := it.one("of"); o.text != "" {
		i, ok := l.keys[o.text]
		if !ok {
			l.problem(o.pos, o.text, `the key of an entity, "org:IGO/North Atlantic Treaty Organization"`)
			i = -1
		}
		r.Entity = i
		if i >= 0 && r.Code == "" {
			r.Code = l.out.Entities[i].Code
		}
	}
	if len(r.Examples) == 0 {
		l.problem(it.pos, name, "an example sentence of each reading")
	}
	return r
}
