package clause

// Standing says how a report holds something to be true.
type Standing string

const (
	Actual       Standing = "actual"
	Planned      Standing = "planned"
	Hypothetical Standing = "hypothetical"
	Negated      Standing = "negated"
	Historical   Standing = "historical"
)

// Role is what an argument is to its predicate, voice undone: the subject of
// a passive is Obj, its "by" phrase Agent.
type Role uint8

const (
	Subj Role = iota
	Obj
	IObj
	Agent
	Obl  // with Prep
	Poss // "Russia's" in "Russia's invasion"
	Mod  // "Israeli" in "Israeli attack", "missile" in "missile test"
	Comp // the predicate of a clause that is the content
)

// String names the role as the codebook writes it.
func (r Role) String() string {
	return [...]string{"subj", "obj", "iobj", "by", "prep", "poss", "mod", "comp"}[r]
}

// Arg is one argument: the token that heads it.
type Arg struct {
	Role   Role
	Prep   string // for Obl: "with", "according to"
	Tok    int
	Shared bool // taken over from another clause: control, coordination, relative clause
}

// Link says how a clause hangs under the clause that governs it.
type Link uint8

const (
	Top    Link = iota // governed by none
	Said               // content of a verb: ccomp, xcomp, csubj
	Adv                // adverbial
	Rel                // relative clause
	Acl                // participle or infinitive on a noun
	Conj               // coordinated with its governor
	Par                // parataxis
	Within             // a noun inside the governor's arguments
)

// Tense of the predicate with its auxiliaries.
type Tense uint8

const (
	NoTense Tense = iota
	Past
	Present
	Future
)

// Clause is a predicate with its arguments.
type Clause struct {
	Sent     int
	Pred     int    // token
	Particle string // "out" in "carry out", "" when none
	Nominal  bool   // the predicate is a noun that names a deed
	Copular  bool   // the predicate is an adjective or noun behind a copula
	Passive  bool
	Neg      bool
	Modal    string // lemma of the modal auxiliary, "" when none
	Tense    Tense
	Perfect  bool
	Progress bool   // "is holding"
	Mark     string // "if", "to", "that", "by"
	Under    int    // governing clause, -1 for none
	Link     Link
	Args     []Arg
	Standing Standing
	Because  string // the rule behind Standing, "" for a plain assertion
	Teller   int    // token of the one who says it in the report, -1 for the reporter
	Telling  int    // the clause of saying, -1 when Teller is not its subject
	Quoted   bool

	// Voice is the token of the one who speaks a quotation that holds the whole
	// sentence, in sentence VoiceSent beside it; -1 where Teller tells, or nobody.
	Voice, VoiceSent int
}

// Arg returns the first argument in the role, false when there is none.
func (c *Clause) Arg(r Role) (Arg, bool) {
	for _, a := range c.Args {
		if a.Role == r {
			return a, true
		}
	}
	return Arg{Tok: -1}, false
}

// Prep returns the first argument behind the preposition.
func (c *Clause) Prep(prep string) (Arg, bool) {
	for _, a := range c.Args {
		if a.Role == Obl && a.Prep == prep {
			return a, true
		}
	}
	return Arg{Tok: -1}, false
}
