package event_test

import "testing"

// What a pattern's words ask of the sentence.
func TestWords(t *testing.T) {
	candidates(t, []scene{
		{"a particle must stand by its verb", `type: ACCUSE
			[[verb]]
			words = ["lash out"]
			recipient = ["at"]`, `
			Iran Iran PROPN NNP 2 nsubj
			lashed lash VERB VBD 0 root
			out out ADP RP 2 compound:prt
			at at ADP IN 5 case
			Iraq Iraq PROPN NNP 2 obl`,
			"lashed ACCUSE by=IRN to=IRQ"},
		{"without the particle it is another verb", `type: ACCUSE
			[[verb]]
			words = ["lash out"]`, `
			Iran Iran PROPN NNP 2 nsubj
			lashed lash VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj`,
			""},
		{"a preposition is part of the phrase", `type: REQUEST
			[[verb]]
			words = ["call on"]
			recipient = ["on"]`, `
			Iran Iran PROPN NNP 2 nsubj
			called call VERB VBD 0 root
			on on ADP IN 4 case
			Oman Oman PROPN NNP 2 obl`,
			"called REQUEST by=IRN to=OMN"},
		{"a noun stands behind its preposition", `type: ASSAULT
			[[verb]]
			words = ["come under fire"]
			actor = ["from"]
			recipient = ["subj"]`, `
			Troops troops NOUN NNS 2 nsubj
			came come VERB VBD 0 root
			under under ADP IN 4 case
			fire fire NOUN NN 2 obl
			from from ADP IN 6 case
			rebels rebel NOUN NNS 2 obl`,
			"came ASSAULT by=REB to=MIL"},
		{"the object must be of the list", `type: REJECT
			[[verb]]
			words = ["cancel"]
			object = ["visit"]
			recipient = ["to"]`, `
			Iran Iran PROPN NNP 2 nsubj
			cancelled cancel VERB VBD 0 root
			orders order NOUN NNS 2 obj`,
			""},
		{"an object of two words: modifier and noun", `type: AID
			[[verb]]
			words = ["send"]
			object = ["food aid"]
			recipient = ["to"]`, `
			Iran Iran PROPN NNP 2 nsubj
			sent send VERB VBD 0 root
			food food NOUN NN 4 compound
			aid aid NOUN NN 2 obj
			to to ADP IN 6 case
			Oman Oman PROPN NNP 2 obl`,
			"sent AID by=IRN to=OMN"},
		{"an amount stands for what it counts", `type: AID
			[[verb]]
			words = ["send"]
			object = ["rice"]
			recipient = ["to"]`, `
			Iran Iran PROPN NNP 2 nsubj
			sent send VERB VBD 0 root
			two two NUM CD 4 nummod
			tons ton NOUN NNS 2 obj
			of of ADP IN 6 case
			rice rice NOUN NN 4 nmod
			to to ADP IN 8 case
			Oman Oman PROPN NNP 2 obl`,
			"sent AID by=IRN to=OMN"},
		{"what must not stand there", `type: ASSAULT
			[[verb]]
			words = ["fire"]
			without = ["minister"]
			recipient = ["at"]`, `
			Iran Iran PROPN NNP 2 nsubj
			fired fire VERB VBD 0 root
			ministers minister NOUN NNS 2 obj`,
			""},
		{"a plural kept as a lemma counts as its singular", `type: CONSULT
			[[noun]]
			words = ["talk"]`, `
			talks talks NOUN NNS 0 root
			with with ADP IN 3 case
			Oman Oman PROPN NNP 1 nmod`,
			"talks CONSULT to=OMN"},
		{"a modal asks, whatever the verb", `type: REQUEST
			[[modal]]
			words = ["must"]
			actor = ["teller"]
			recipient = ["subj"]`, `
			Iraq Iraq PROPN NNP 3 nsubj
			must must AUX MD 3 aux
			leave leave VERB VB 0 root
			, , PUNCT , 6 punct
			Iran Iran PROPN NNP 6 nsubj
			said say VERB VBD 3 parataxis`,
			"leave REQUEST by=IRN to=IRQ"},
		{"a modal with not is another", `type: REJECT
			[[modal]]
			words = ["will not"]
			actor = ["subj"]
			type: AGREE
			[[modal]]
			words = ["will"]
			actor = ["subj"]`, `
			Iran Iran PROPN NNP 4 nsubj
			will will AUX MD 4 aux
			not not PART RB 4 advmod
			bend bend VERB VB 0 root`,
			"bend REJECT by=IRN"},
	})
}

// Where several patterns fit, the one that explains most words holds.
func TestHeaviestPatternHolds(t *testing.T) {
	const fire = `type: COERCE
			[[verb]]
			words = ["fire"]
			type: ASSAULT
			[[verb]]
			words = ["fire"]
			object = ["rocket"]
			recipient = ["at"]`
	candidates(t, []scene{
		{"the object explains more", fire, `
			Rebels rebel NOUN NNS 2 nsubj
			fired fire VERB VBD 0 root
			rockets rocket NOUN NNS 2 obj
			at at ADP IN 5 case
			Iran Iran PROPN NNP 2 obl`,
			"fired ASSAULT by=REB to=IRN"},
		{"the plain verb is left when there is none", fire, `
			Iran Iran PROPN NNP 2 nsubj
			fired fire VERB VBD 0 root
			rebels rebel NOUN NNS 2 obj`,
			"fired COERCE by=IRN to=REB"},
		{"two types of one weight are both candidates", `type: ACCUSE
			[[verb]]
			words = ["slam"]
			type: REJECT
			[[verb]]
			words = ["slam"]`, `
			Iran Iran PROPN NNP 2 nsubj
			slammed slam VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj`,
			`slammed ACCUSE by=IRN to=IRQ
			slammed REJECT by=IRN to=IRQ`},
		{"a particle that no word names weighs against", `type: ACCUSE
			[[verb]]
			words = ["call"]
			type: REJECT
			[[verb]]
			words = ["call off"]`, `
			Iran Iran PROPN NNP 2 nsubj
			called call VERB VBD 0 root
			off off ADP RP 2 compound:prt
			talks talk NOUN NNS 2 obj`,
			"called REJECT by=IRN"},
	})
}

// Headlines tell again what the report tells.
func TestFurnitureGivesNoCandidates(t *testing.T) {
	b := book(t, "type: ASSAULT\n[[verb]]\nwords = [\"attack\"]")
	in := stage(t, b, `
		Iran Iran PROPN NNP 2 nsubj
		attacked attack VERB VBD 0 root
		Iraq Iraq PROPN NNP 2 obj`)
	headline(in)
	same(t, show(in, matcher(b).Match(in)), "")
}
