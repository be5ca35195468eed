package codebook

import "io/fs"

// Class is a set of words that grammar treats alike, whatever they mean.
type Class string

// The classes of codebook/words.
const (
	Speech      Class = "speech"       // say, announce: what they govern is told, not asserted
	ObjControl  Class = "obj-control"  // urge, order: the object does what follows
	SubjControl Class = "subj-control" // promise, threaten: the subject does, though there is an object
	Plans       Class = "plans"        // plan, intend: what follows is to come
	Doubts      Class = "doubts"       // want, urge, fear: what follows may or may not be
	Negates     Class = "negates"      // fail, avoid: what follows did not happen
	Light       Class = "light"        // hold, make, launch: the deed is in the object
	PlanNoun    Class = "plan-noun"    // plan, preparation
	DoubtNoun   Class = "doubt-noun"   // call, possibility
	PlanAdj     Class = "plan-adj"     // upcoming, scheduled
	DoubtAdj    Class = "doubt-adj"    // possible, alleged
	NegAdj      Class = "neg-adj"      // cancelled, failed
	DoubtAdv    Class = "doubt-adv"    // allegedly, perhaps
	Undergo     Class = "undergo"      // see, suffer: the deed in the object befalls the subject
	Relation    Class = "relation"     // neighbor, ally: whose it is, it is not
	Occasion    Class = "occasion"     // time, day: "the last time they met was in May"
	Quantity    Class = "quantity"     // tons, millions, dozens: what follows "of" is meant
)

// Words answers which classes a lemma belongs to.
type Words struct{ in map[string]map[Class]Pos }

// Is reports whether lemma belongs to class.
func (w *Words) Is(lemma string, class Class) bool {
	_, ok := w.in[lemma][class]
	return ok
}

var classes = map[Class]bool{Speech: true, ObjControl: true, SubjControl: true, Plans: true, Doubts: true, Negates: true,
	Light: true, PlanNoun: true, DoubtNoun: true, PlanAdj: true, DoubtAdj: true, NegAdj: true, DoubtAdv: true, Quantity: true,
	Undergo: true, Relation: true, Occasion: true}

func loadWords(roots []fs.FS, into *Words) []error {
	files, errs := overlay(roots, "words")
	for _, f := range files {
		items, err := readItems(f.name, f.data)
		if err != nil {
			errs = append(errs, err)
		}
		for k := range items {
			it := &items[k]
			c := Class(it.one("name").text)
			if it.table != "class" || !classes[c] {
				errs = append(errs, Problem{it.pos, it.table + " " + string(c), "[[class]] with a name of codebook/README.md"})
				continue
			}
			for _, v := range it.all("words") {
				if into.in[v.text] == nil {
					into.in[v.text] = map[Class]Pos{}
				}
				into.in[v.text][c] = v.pos
			}
		}
	}
	return errs
}
