package codebook

import "strings"

// Type is one of PLOVER's event types, with what its patterns share.
type Type struct {
	Name      string
	Quad      int     // 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict
	Scale     float64 // conflict-cooperation score, -10 to +10
	Recipient string  // "required" or "optional"
	Means     string
	Mutual    bool // the parties are all actors unless visitor and host are clear
	Modes     map[string]float64
	Planned   string // type it becomes while still to come, "" when it stays
	Pos       Pos
}

// Material reports whether the type is a deed in the world, not in words: quad
// classes 2 and 4.
func (t Type) Material() bool { return t.Quad == 2 || t.Quad == 4 }

// PatternKind is the part of speech that carries a pattern.
type PatternKind uint8

const (
	VerbPattern PatternKind = iota
	NounPattern
	AdjPattern
	ModalPattern // a modal verb, with "not" or without: "should", "will not"
)

// Pattern is one entry of codebook/events: words that tell an act, and where
// in the sentence its parties stand.
type Pattern struct {
	Kind      PatternKind
	Type      string
	Mode      string
	Contexts  []string
	Words     []Phrase
	Object    []string // lemmas, one of which the direct object must have
	Without   []string // lemmas that no argument may have
	Actor     []string // places to look for the actor, best first
	Recipient []string // and for the recipient
	Weak      bool     // an event only where the scorer says so
	Content   bool     // what follows ("agreed to …") is the content of this act, no act of its own
	Becomes   map[string]string
	Modes     map[string]string // mode by the type of the content
	Needs     []string          // "actor", "recipient", "both", "either": parties that must be found
	Yes, No   []Example
	Pos       Pos
}

// Phrase is the lemma that carries a pattern and the words that go with it.
type Phrase struct {
	Head string
	Rest []string // particle, preposition, noun: "out", "under fire"
}

// Example is a sentence that a pattern must code, or must not. Parties that
// must be found are marked [A …] and [B …].
type Example struct {
	Text string
	Pos  Pos
}

// Events is the codebook's knowledge of deeds.
type Events struct {
	Types    map[string]Type
	Order    []string // types in the order of the ontology
	Patterns []Pattern
	verbs    map[string][]Ref
	nouns    map[string][]Ref
	adjs     map[string][]Ref
	modals   map[string][]Ref
}

// Ref points to one phrase of one pattern.
type Ref struct{ Pattern, Phrase int }

// Find returns the patterns that a lemma, or a modal with its "not", may carry,
// in the codebook's order.
func (e *Events) Find(kind PatternKind, lemma string) []Ref {
	switch kind {
	case VerbPattern:
		return e.verbs[lemma]
	case NounPattern:
		return e.nouns[lemma]
	case ModalPattern:
		return e.modals[lemma]
	}
	return e.adjs[lemma]
}

// Deed reports whether a noun may carry a pattern. Takes lower-case lemmas; a
// plural that was kept as a lemma ("talks") counts as its singular.
func (e *Events) Deed(lemma string) bool {
	if len(e.nouns[lemma]) > 0 {
		return true
	}
	n := len(lemma) - 1
	if n > 0 && lemma[n] == 's' && len(e.nouns[lemma[:n]]) > 0 {
		return true
	}
	return len(e.Gerund(lemma)) > 0
}

// Gerund returns the verb patterns of a noun in -ing: "the pressuring of the
// island".
func (e *Events) Gerund(noun string) []Ref {
	stem, ok := strings.CutSuffix(noun, "ing")
	if !ok || len(stem) < 3 {
		return nil
	}
	for _, verb := range [...]string{stem, stem + "e", stem[:len(stem)-1]} {
		if refs := e.verbs[verb]; len(refs) > 0 && (verb != stem[:len(stem)-1] || stem[len(stem)-1] == stem[len(stem)-2]) {
			return refs
		}
	}
	return nil
}

// Score gives quad class and conflict-cooperation score of a type and mode.
func (e *Events) Score(typ, mode string) (quad int, scale float64) {
	t := e.Types[typ]
	if s, ok := t.Modes[mode]; ok {
		return t.Quad, s
	}
	return t.Quad, t.Scale
}

func (e *Events) index() {
	e.verbs, e.nouns, e.adjs, e.modals = map[string][]Ref{}, map[string][]Ref{}, map[string][]Ref{}, map[string][]Ref{}
	tables := [...]map[string][]Ref{e.verbs, e.nouns, e.adjs, e.modals}
	for p := range e.Patterns {
		t := tables[e.Patterns[p].Kind]
		for w, ph := range e.Patterns[p].Words {
			t[ph.Head] = append(t[ph.Head], Ref{p, w})
		}
	}
}
