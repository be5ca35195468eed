package event_test

import (
	"testing"

	"github.com/attache/attache/internal/event"
)

const meet = `
	type: CONSULT
	[[verb]]
	words = ["meet"]
	[[noun]]
	words = ["meeting"]
	actor = ["light", "poss", "between"]
	recipient = ["with"]
	`

// What is agreed, asked or threatened is content, no act of its own.
func TestContent(t *testing.T) {
	const agree = meet + `type: AGREE
		[[verb]]
		words = ["agree"]
		content = true`
	const threaten = `type: THREATEN
		[[verb]]
		words = ["threaten"]
		recipient = ["obj"]
		content = true
		becomes = { RETREAT = "CONCEDE" }
		modes = { ASSAULT = "violence" }
		type: ASSAULT
		[[verb]]
		words = ["attack"]
		type: RETREAT
		[[verb]]
		words = ["withdraw"]`
	candidates(t, []scene{
		{"agreed to meet is one agreement", agree, `
			Iran Iran PROPN NNP 2 nsubj
			agreed agree VERB VBD 0 root
			to to PART TO 4 mark
			meet meet VERB VB 2 xcomp
			Iraq Iraq PROPN NNP 4 obj`,
			`agreed AGREE by=IRN to=IRQ
			meet CONSULT by=IRN to=IRQ (content of)`},
		{"the content lies one clause deeper", agree, `
			Iran Iran PROPN NNP 2 nsubj
			agreed agree VERB VBD 0 root
			to to PART TO 4 mark
			hold hold VERB VB 2 xcomp
			meetings meeting NOUN NNS 4 obj
			with with ADP IN 7 case
			Iraq Iraq PROPN NNP 5 nmod`,
			`agreed AGREE by=IRN to=IRQ
			meetings CONSULT by=IRN to=IRQ (content of)`},
		{"a deed beside is no content", agree, `
			Iran Iran PROPN NNP 2 nsubj
			agreed agree VERB VBD 0 root
			and and CCONJ CC 4 cc
			met meet VERB VBD 2 conj
			Iraq Iraq PROPN NNP 4 obj`,
			`agreed AGREE by=IRN
			met CONSULT by=IRN to=IRQ`},
		{"the content gives the mode", threaten, `
			Iran Iran PROPN NNP 2 nsubj
			threatened threaten VERB VBD 0 root
			to to PART TO 4 mark
			attack attack VERB VB 2 xcomp
			Iraq Iraq PROPN NNP 4 obj`,
			`threatened THREATEN violence by=IRN to=IRQ
			attack ASSAULT by=IRN to=IRQ (content of)`},
		{"the content makes it another type", threaten, `
			Iran Iran PROPN NNP 2 nsubj
			threatened threaten VERB VBD 0 root
			to to PART TO 4 mark
			withdraw withdraw VERB VB 2 xcomp`,
			`threatened CONCEDE by=IRN
			withdraw RETREAT by=IRN (content of)`},
		{"where the content makes it none, the deed itself stands", `type: AGREE
			[[verb]]
			words = ["plan"]
			content = true
			becomes = { ASSAULT = "" }
			type: ASSAULT
			[[verb]]
			words = ["attack"]`, `
			Iran Iran PROPN NNP 2 nsubj
			plans plan VERB VBZ 0 root
			to to PART TO 4 mark
			attack attack VERB VB 2 xcomp
			Iraq Iraq PROPN NNP 4 obj`,
			`plans AGREE by=IRN (what is to come is ASSAULT)
			attack ASSAULT by=IRN to=IRQ`},
		{"who is asked is not told by what is asked", `type: REQUEST
			[[verb]]
			words = ["demand"]
			recipient = ["from"]
			content = true
			type: ASSAULT
			[[noun]]
			words = ["attack"]`, `
			Iran Iran PROPN NNP 2 nsubj
			demanded demand VERB VBD 0 root
			attacks attack NOUN NNS 2 obj
			on on ADP IN 5 case
			Iraq Iraq PROPN NNP 3 nmod`,
			`demanded REQUEST by=IRN
			attacks ASSAULT to=IRQ (content of)`},
	})
}

// An object that one pattern names is not an act of another.
func TestObjectIsConsumed(t *testing.T) {
	candidates(t, []scene{{"cancelled the meeting", meet + `type: REJECT
		[[verb]]
		words = ["cancel"]
		object = ["meeting"]
		recipient = ["with"]`, `
		Iran Iran PROPN NNP 2 nsubj
		cancelled cancel VERB VBD 0 root
		meetings meeting NOUN NNS 2 obj
		with with ADP IN 5 case
		Iraq Iraq PROPN NNP 3 nmod`,
		`cancelled REJECT by=IRN to=IRQ
		meetings CONSULT by=IRN to=IRQ (object of)`}})
}

// Weak words are no event by themselves.
func TestWeakWordsAlone(t *testing.T) {
	candidates(t, []scene{{"weak", "type: REJECT\n[[verb]]\nwords = [\"leave\"]\nweak = true", `
		Iran Iran PROPN NNP 2 nsubj
		left leave VERB VBD 0 root
		Oman Oman PROPN NNP 2 obj`,
		"left REJECT by=IRN to=OMN (weak: the words alone do not tell)"}})
}

// A meeting that is still to come is an agreement to meet.
func TestStillToCome(t *testing.T) {
	candidates(t, []scene{
		{"will meet", meet, `
			Iran Iran PROPN NNP 3 nsubj
			will will AUX MD 3 aux
			meet meet VERB VB 0 root
			Iraq Iraq PROPN NNP 3 obj`,
			"meet AGREE by=IRN to=IRQ"},
		{"will attack stays an attack", "type: ASSAULT\n[[verb]]\nwords = [\"attack\"]", `
			Iran Iran PROPN NNP 3 nsubj
			will will AUX MD 3 aux
			attack attack VERB VB 0 root
			Iraq Iraq PROPN NNP 3 obj`,
			"attack ASSAULT by=IRN to=IRQ"},
	})
}

// What may come has a second reading, which only the scorer takes.
func TestSecondReading(t *testing.T) {
	b := book(t, meet)
	in := stage(t, b, `
		Iran Iran PROPN NNP 3 nsubj
		may may AUX MD 3 aux
		meet meet VERB VB 0 root
		Iraq Iraq PROPN NNP 3 obj`)
	cands := event.NewMatcher(b).Match(in)
	if len(cands) != 2 || cands[1].Type != "AGREE" || cands[1].Drop == "" {
		t.Errorf("got %+v, want CONSULT and, dropped, AGREE", cands)
	}
}

// "The meeting" is the one told before.
func TestRecall(t *testing.T) {
	const first = `
		Iran Iran PROPN NNP 2 nsubj
		met meet VERB VBD 0 root
		Iraq Iraq PROPN NNP 2 obj
		---`
	candidates(t, []scene{
		{"definite: the same parties", meet, first + `
			The the DET DT 2 det
			meeting meeting NOUN NN 3 nsubj
			ended end VERB VBD 0 root`,
			`met CONSULT by=IRN to=IRQ
			meeting CONSULT by=IRN to=IRQ`},
		{"indefinite: another meeting", meet, first + `
			A a DET DT 2 det
			meeting meeting NOUN NN 3 nsubj
			ended end VERB VBD 0 root`,
			`met CONSULT by=IRN to=IRQ
			meeting CONSULT`},
		{"with parties of its own: another meeting", meet, first + `
			The the DET DT 2 det
			meeting meeting NOUN NN 5 nsubj
			with with ADP IN 4 case
			Oman Oman PROPN NNP 2 nmod
			ended end VERB VBD 0 root`,
			`met CONSULT by=IRN to=IRQ
			meeting CONSULT to=OMN`},
	})
}
