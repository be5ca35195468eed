package codebook

// Actors is everyone the codebook knows by name, and the words that say what
// somebody is. It is read once and never changes after.
type Actors struct {
	Entities  []Entity
	Names     []Name
	Roles     []Role
	Titles    []Title
	Ambiguous []Ambiguous
	Regions   map[string][]string // small letters: "african" to the codes of its states
	states    map[string]int      // code to entity
	overlaps  []Problem
}

// EntityKind says what an entity is.
type EntityKind uint8

const (
	StateEntity EntityKind = iota
	OrgEntity
	PersonEntity
)

// Entity is one state, organisation or person.
type Entity struct {
	Key         string // unique: "state:JPN", "org:NATO", "person:JPN/Shinzo Abe"
	Name        string
	Kind        EntityKind
	Code        string // country or body, when no term says otherwise
	Sector      string
	Terms       []Term // dated codes and offices, in order of their first day
	Gender      string // "f", "m" or ""
	FamilyFirst bool   // a state whose people write the family name first
	Pos         Pos
}

// Term is what an entity was between two days, both included.
type Term struct {
	From, To     Day
	Code, Sector string
	Office       string
	Pos          Pos
}

// Use says how a name stands for its entity.
type Use uint8

const (
	FullName  Use = iota
	Acronym       // upper case only: "NATO"
	ShortName     // a surname; counts with a title, an office or after the full name
	Adjective     // "Japanese"
	People        // "Japanese", "Russians"
	Capital       // "Tokyo": place, or its government
	Metonym       // "Kremlin": the government
	City          // a place in the state, never its government
	Region        // a part of the state, never its government
)

// Name is one way to write an entity's name.
type Name struct {
	Text   string
	Entity int // index in Entities
	Use    Use
	Pos    Pos
}

// RoleKind says what a role word denotes.
type RoleKind uint8

const (
	PersonRole RoleKind = iota // "minister"
	BodyRole                   // "ministry"
	ForceRole                  // a mass or a plural: "police", "troops", "people"
	ThingRole                  // a thing that acts for its owner: "warship", "plane"
)

// Role is a noun or noun phrase and the sector of those it denotes.
type Role struct {
	Word     string // singular, lower case unless a name
	Plural   string
	Sector   string
	Code     string // set when the word tells the country or body too
	Kind     RoleKind
	Rank     int  // when words of two sectors stand in one phrase, the higher rank gives the sector
	Inherits bool // takes the code and sector of what it belongs to: "spokesman for the rebels"
	Local    bool // alone in a report on one state it belongs to that state: "police", "the president"
	Gender   string
	Pos      Pos
}

// Title stands before a name: "Gen.", "Mr.".
type Title struct {
	Word, Sector, Gender string
	Pos                  Pos
}

// Ambiguous is a name with several readings.
type Ambiguous struct {
	Name     string
	Readings []Reading
	Pos      Pos
}

// Reading is one of the things an ambiguous name may mean.
type Reading struct {
	Code     string   // state or body, "" for none that acts
	Entity   int      // index in Entities, -1 for a name that is nobody of the codebook
	Place    bool     // a place within Code, never its government
	Near     []string // words that speak for this reading
	Examples []value
	Pos      Pos
}

// ExampleText gives a reading's example sentences.
func (r Reading) ExampleText() []string {
	out := make([]string, len(r.Examples))
	for i, v := range r.Examples {
		out[i] = v.text
	}
	return out
}

// State gives the index of the state with a code in Entities, -1 when there
// is none.
func (a *Actors) State(code string) int {
	if i, ok := a.states[code]; ok {
		return i
	}
	return -1
}

// On gives what the entity is on a day: its code, sector and office and the
// line that says so. When the day is unknown (0) or no term covers it, former
// tells whether the entity's last term ended before.
func (e *Entity) On(d Day) (t Term, former bool) {
	base := Term{Code: e.Code, Sector: e.Sector, Pos: e.Pos}
	if len(e.Terms) == 0 {
		return base, false
	}
	if d == 0 {
		return e.Terms[len(e.Terms)-1], false
	}
	found := -1
	for i := range e.Terms {
		if e.Terms[i].From <= d && d <= e.Terms[i].To {
			// A later line wins: an office taken up beside an older one.
			found = i
		}
	}
	if found >= 0 {
		return e.Terms[found], false
	}
	return base, e.Kind == PersonEntity && e.lastBefore(d)
}

func (e *Entity) lastBefore(d Day) bool {
	for i := range e.Terms {
		if e.Terms[i].To < d {
			return true
		}
	}
	return false
}
