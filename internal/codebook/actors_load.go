package codebook

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

// LoadActors reads actors/**/*.toml of each codebook in turn. An entry of a
// later codebook replaces the entry with the same key. The error joins every
// Problem found. Linear in the files.
func LoadActors(roots ...fs.FS) (*Actors, error) {
	l := loader{keys: map[string]int{}, seen: map[personName]bool{}}
	l.out.states = map[string]int{}
	l.out.Regions = map[string][]string{}
	for _, root := range roots {
		if err := l.readRoot(root); err != nil {
			return nil, err
		}
	}
	l.linkOffices()
	l.linkReadings()
	if len(l.problems) > 0 {
		return nil, errors.Join(l.problems...)
	}
	for i := range l.out.Entities {
		e := &l.out.Entities[i]
		sort.SliceStable(e.Terms, func(a, b int) bool { return e.Terms[a].From < e.Terms[b].From })
	}
	return &l.out, nil
}

type loader struct {
	out      Actors
	keys     map[string]int // entity key to index
	seen     map[personName]bool
	offices  []item
	readings []item
	problems []error
}

func (l *loader) readRoot(root fs.FS) error {
	var names []string
	err := fs.WalkDir(root, "actors", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		if !d.IsDir() && path.Ext(p) == ".toml" {
			names = append(names, p)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("codebook actors: %w", err)
	}
	sort.Strings(names)
	for _, name := range names {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return fmt.Errorf("codebook actors: %w", err)
		}
		items, err := readItems(name, data)
		if err != nil {
			l.problems = append(l.problems, err)
			continue
		}
		for i := range items {
			l.take(&items[i])
		}
	}
	return nil
}

// take files one entry under its table. Offices and readings wait until all
// entities are known.
func (l *loader) take(it *item) {
	t, ok := tables[it.table]
	if !ok {
		l.problem(it.pos, it.table, "one of [[state]], [[office]], [[person]], [[org]], [[role]], [[title]], [[ambiguous]], [[nobody]], [[region]]")
		return
	}
	for i := range it.fields {
		if !strings.Contains(" "+t.keys+" ", " "+it.fields[i].key+" ") {
			l.problem(it.fields[i].pos, it.fields[i].key, "one of the keys of [["+it.table+"]]: "+t.keys)
		}
	}
	t.read(l, it)
}

// table is one kind of entry: the keys it may have and who reads it.
type table struct {
	keys string
	read func(*loader, *item)
}

var tables = map[string]table{
	"state":     {"code name names short adj people capital metonyms cities regions family was note", (*loader).state},
	"org":       {"name names short code sector state was note", (*loader).org},
	"person":    {"name names gender code sector state was note", (*loader).person},
	"office":    {"state code sector office titles several holders note", func(l *loader, it *item) { l.offices = append(l.offices, *it) }},
	"role":      {"sector code kind rank inherits local gender words note", (*loader).role},
	"title":     {"sector gender words note", (*loader).title},
	"region":    {"names states note", (*loader).region},
	"nobody":    {"names note", (*loader).nobody},
	"ambiguous": {"name readings note", func(l *loader, it *item) { l.readings = append(l.readings, *it) }},
}

func (l *loader) problem(p Pos, found, want string) {
	l.problems = append(l.problems, Problem{p, found, want})
}

// entity adds an entity or empties the one that the same key had before.
func (l *loader) entity(e Entity) int {
	if i, ok := l.keys[e.Key]; ok {
		old := &l.out.Entities[i]
		if old.Pos.File == e.Pos.File {
			l.problem(e.Pos, e.Name, "no second entry; the first stands at "+old.Pos.String())
		}
		l.out.Entities[i] = e
		kept := l.out.Names[:0]
		for _, n := range l.out.Names {
			if n.Entity != i {
				kept = append(kept, n)
			}
		}
		l.out.Names = kept
		return i
	}
	l.keys[e.Key] = len(l.out.Entities)
	l.out.Entities = append(l.out.Entities, e)
	return len(l.out.Entities) - 1
}

func (l *loader) names(entity int, vals []value, use Use) {
	for _, v := range vals {
		if strings.TrimSpace(v.text) == "" {
			l.problem(v.pos, v.text, "a name")
			continue
		}
		l.out.Names = append(l.out.Names, Name{Text: v.text, Entity: entity, Use: use, Pos: v.pos})
	}
}

func (l *loader) state(it *item) {
	code, name := it.one("code"), it.one("name")
	if !validCode(code.text) {
		l.problem(code.pos, code.text, "an ISO 3166 alpha-3 code")
	}
	if name.text == "" {
		l.problem(it.pos, code.text, "a name")
	}
	i := l.entity(Entity{Key: "state:" + code.text, Name: name.text, Kind: StateEntity, Code: code.text,
		FamilyFirst: it.one("family").text == "first", Pos: it.pos})
	l.out.states[code.text] = i
	l.names(i, it.all("name"), FullName)
	l.names(i, it.all("names"), FullName)
	l.names(i, it.all("short"), Acronym)
	l.names(i, it.all("adj"), Adjective)
	l.names(i, it.all("people"), People)
	l.names(i, it.all("capital"), Capital)
	l.names(i, it.all("metonyms"), Metonym)
	l.names(i, it.all("cities"), City)
	l.names(i, it.all("regions"), Region)
	l.out.Entities[i].Terms = l.terms(it.all("was"), code.text, "")
}

func (l *loader) org(it *item) {
	name, code, sector := it.one("name"), l.code(it), l.sector(it.one("sector"))
	if name.text == "" {
		l.problem(it.pos, "[[org]]", "a name")
	}
	key := "org:" + name.text
	if code != "" {
		key = "org:" + code + "/" + name.text
	}
	i := l.entity(Entity{Key: key, Name: name.text, Kind: OrgEntity, Code: code, Sector: sector, Pos: it.pos})
	l.names(i, it.all("name"), FullName)
	l.names(i, it.all("names"), FullName)
	l.names(i, it.all("short"), Acronym)
	l.out.Entities[i].Terms = l.terms(it.all("was"), code, sector)
}

// code reads "code", or "state" where that is plainer.
func (l *loader) code(it *item) string {
	c := it.one("code")
	if c.text == "" {
		c = it.one("state")
	}
	if c.text != "" && !validCode(c.text) {
		l.problem(c.pos, c.text, "an ISO 3166 alpha-3 code, UNO, EUR, IGO, NGO, MNC or IMG")
	}
	return c.text
}

func validCode(s string) bool {
	return len(s) == 3 && strings.ToUpper(s) == s && s[0] >= 'A'
}

const sectors = " GOV MIL LEG JUD COP SPY PTY OPP REB PRM UAF CVL BUS JRN EDU REL LAB MED REF CRM ELI NGO SOC UNK AGR PRE "

func (l *loader) sector(v value) string {
	if v.text != "" && (len(v.text) != 3 || !strings.Contains(sectors, " "+v.text+" ")) {
		l.problem(v.pos, v.text, "a sector:"+sectors)
	}
	return v.text
}

func (l *loader) role(it *item) {
	r := Role{Sector: l.sector(it.one("sector")), Code: it.one("code").text, Gender: it.one("gender").text,
		Rank: 5, Inherits: it.one("inherits").text == "true", Local: it.one("local").text == "true"}
	if v := it.one("rank"); v.text != "" {
		if len(v.text) != 1 || v.text[0] < '0' || v.text[0] > '9' {
			l.problem(v.pos, v.text, "a rank from 0 to 9")
		} else {
			r.Rank = int(v.text[0] - '0')
		}
	}
	kinds := map[string]RoleKind{"": PersonRole, "person": PersonRole, "body": BodyRole, "force": ForceRole, "thing": ThingRole}
	kind, ok := kinds[it.one("kind").text]
	if !ok {
		l.problem(it.one("kind").pos, it.one("kind").text, "person, body, force or thing")
	}
	r.Kind = kind
	for _, v := range it.all("words") {
		w := r
		w.Pos = v.pos
		word, plural, has := strings.Cut(v.text, "|")
		w.Word = strings.TrimSpace(word)
		if w.Plural = strings.TrimSpace(plural); !has {
			w.Plural = Plural(w.Word)
		}
		if w.Word == "" {
			l.problem(v.pos, v.text, "a word")
			continue
		}
		l.out.Roles = append(l.out.Roles, w)
	}
}

func (l *loader) title(it *item) {
	t := Title{Sector: l.sector(it.one("sector")), Gender: it.one("gender").text}
	for _, v := range it.all("words") {
		t.Word, t.Pos = v.text, v.pos
		l.out.Titles = append(l.out.Titles, t)
	}
}

// region takes the states that "the African country" may mean.
func (l *loader) region(it *item) {
	var codes []string
	for _, v := range it.all("states") {
		for _, c := range strings.Fields(v.text) {
			if !validCode(c) {
				l.problem(v.pos, c, "an ISO 3166 alpha-3 code")
			}
			codes = append(codes, c)
		}
	}
	for _, v := range it.all("names") {
		l.out.Regions[strings.ToLower(v.text)] = codes
	}
}

// nobody takes names that hold the name of an actor and are none: "Latin
// America", "US dollars".
func (l *loader) nobody(it *item) {
	for _, v := range it.all("names") {
		l.out.Ambiguous = append(l.out.Ambiguous, Ambiguous{Name: v.text, Readings: []Reading{{Entity: -1, Pos: v.pos}}, Pos: v.pos})
	}
}

// Plural gives the regular plural of an English noun or noun phrase:
// "policeman" to "policemen", "army" to "armies".
func Plural(w string) string {
	n := len(w)
	switch {
	case n == 0:
		return ""
	case strings.HasSuffix(w, "human"), strings.HasSuffix(w, "german"):
		return w + "s"
	case strings.HasSuffix(w, "man"):
		return w[:n-2] + "en"
	case strings.HasSuffix(w, "child"):
		return w + "ren"
	case strings.HasSuffix(w, "person"):
		return w[:n-6] + "people"
	case w[n-1] == 'y' && n > 1 && !strings.ContainsRune("aeiou", rune(w[n-2])):
		return w[:n-1] + "ies"
	case w[n-1] == 's', w[n-1] == 'x', w[n-1] == 'z', strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}
