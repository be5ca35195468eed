package event_test

import "testing"

// Where the codebook looks for the parties, a slot a case.
func TestSlots(t *testing.T) {
	const attack = "type: ASSAULT\n[[noun]]\nwords = [\"attack\"]\n[[verb]]\nwords = [\"attack\"]"
	const talks = "type: CONSULT\n[[noun]]\nwords = [\"talk\"]"
	candidates(t, []scene{
		{"subj and obj", attack, `
			Iran Iran PROPN NNP 2 nsubj
			attacked attack VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj`,
			"attacked ASSAULT by=IRN to=IRQ"},
		{"by: the doer of a passive", attack, `
			Troops troops NOUN NNS 3 nsubj:pass
			were be AUX VBD 3 aux:pass
			attacked attack VERB VBN 0 root
			by by ADP IN 5 case
			rebels rebel NOUN NNS 3 obl:agent`,
			"attacked ASSAULT by=REB to=MIL"},
		{"poss", attack, `
			Iran Iran PROPN NNP 3 nmod:poss
			's 's PART POS 1 case
			attack attack NOUN NN 0 root
			on on ADP IN 5 case
			Iraq Iraq PROPN NNP 3 nmod`,
			"attack ASSAULT by=IRN to=IRQ"},
		{"mod", attack, `
			Iranian iranian ADJ JJ 2 amod
			attack attack NOUN NN 0 root
			on on ADP IN 4 case
			Iraq Iraq PROPN NNP 2 nmod`,
			"attack ASSAULT by=IRN to=IRQ"},
		{"light: the verb only carries the noun", talks, `
			Iran Iran PROPN NNP 2 nsubj
			held hold VERB VBD 0 root
			talks talk NOUN NNS 2 obj
			with with ADP IN 5 case
			Iraq Iraq PROPN NNP 3 nmod`,
			"talks CONSULT by=IRN to=IRQ"},
		{"light, in the passive", talks, `
			Talks talk NOUN NNS 3 nsubj:pass
			were be AUX VBD 3 aux:pass
			held hold VERB VBN 0 root
			by by ADP IN 5 case
			Iran Iran PROPN NNP 3 obl:agent`,
			"Talks CONSULT by=IRN"},
		{"between", talks, `
			talks talk NOUN NNS 0 root
			between between ADP IN 3 case
			Iran Iran PROPN NNP 1 nmod
			and and CCONJ CC 5 cc
			Oman Oman PROPN NNP 3 conj`,
			"talks CONSULT by=IRN,OMN"},
		{"teller: on whose word it is told", `type: ACCUSE
			[[adj]]
			words = ["unjust"]
			actor = ["teller"]
			recipient = []`, `
			raids raid NOUN NNS 3 nsubj
			were be AUX VBD 3 cop
			unjust unjust ADJ JJ 0 root
			, , PUNCT , 6 punct
			Oman Oman PROPN NNP 6 nsubj
			said say VERB VBD 3 parataxis`,
			"unjust ACCUSE by=OMN"},
		{"by, hung one noun too low", attack, `
			attack attack NOUN NN 0 root
			on on ADP IN 3 case
			convoys convoy NOUN NNS 1 nmod
			by by ADP IN 5 case
			rebels rebel NOUN NNS 3 nmod`,
			"attack ASSAULT by=REB"},
		{"inside the object: whose raid it was", "type: ACCUSE\n[[verb]]\nwords = [\"criticise\"]", `
			Iran Iran PROPN NNP 2 nsubj
			criticised criticise VERB VBD 0 root
			Iraq Iraq PROPN NNP 5 nmod:poss
			's 's PART POS 3 case
			raid raid NOUN NN 2 obj`,
			"criticised ACCUSE by=IRN to=IRQ"},
		{"behind the object that the pattern names", `type: SANCTION
			[[verb]]
			words = ["impose"]
			object = ["sanction"]
			recipient = ["on"]`, `
			Iran Iran PROPN NNP 2 nsubj
			imposed impose VERB VBD 0 root
			sanctions sanction NOUN NNS 2 obj
			on on ADP IN 5 case
			Oman Oman PROPN NNP 3 nmod`,
			"imposed SANCTION by=IRN to=OMN"},
	})
}

// One entity is not both sides of a deed.
func TestNobodyIsBothSides(t *testing.T) {
	candidates(t, []scene{{"Iran did not praise itself", "type: SUPPORT\n[[verb]]\nwords = [\"praise\"]\nrecipient = [\"obj\", \"in\"]", `
		Iran Iran PROPN NNP 2 nsubj
		praised praise VERB VBD 0 root
		Iran Iran PROPN NNP 5 nmod:poss
		's 's PART POS 3 case
		poets poet NOUN NNS 2 obj
		in in ADP IN 7 case
		Oman Oman PROPN NNP 2 obl`,
		"praised SUPPORT by=IRN to=OMN"}})
}

// Needs name the party without which there is no event.
func TestNeeds(t *testing.T) {
	with := func(needs string) string {
		return "type: COERCE\n[[verb]]\nwords = [\"seize\"]\nneeds = [\"" + needs + "\"]"
	}
	const noObject = `
		Iran Iran PROPN NNP 2 nsubj
		seized seize VERB VBD 0 root
		boats boat NOUN NNS 2 obj`
	const forced = `
		Troops troops NOUN NNS 2 nsubj
		seized seize VERB VBD 0 root
		villagers villager NOUN NNS 2 obj`
	candidates(t, []scene{
		{"actor is there", with("actor"), noObject, "seized COERCE by=IRN"},
		{"recipient is not", with("recipient"), noObject, "seized COERCE by=IRN (no recipient)"},
		{"both are not", with("both"), noObject, "seized COERCE by=IRN (no both)"},
		{"either is", with("either"), noObject, "seized COERCE by=IRN"},
		{"a force", with("actor:force"), forced, "seized COERCE by=MIL to=CVL"},
		{"a state stands for its force", with("actor:force"), noObject, "seized COERCE by=IRN"},
		{"villagers are no force", with("recipient:force"), forced, "seized COERCE by=MIL to=CVL (no recipient:force)"},
		{"villagers are people", with("recipient:person"), forced, "seized COERCE by=MIL to=CVL"},
		{"a deed that is not there", with("deed"), forced, "seized COERCE by=MIL to=CVL (no deed)"},
	})
}

// "recipient = []" looks nowhere.
func TestEmptyListOfSlots(t *testing.T) {
	candidates(t, []scene{{"nowhere", "type: PROTEST\n[[verb]]\nwords = [\"march\"]\nrecipient = []", `
		Villagers villager NOUN NNS 2 nsubj
		marched march VERB VBD 0 root
		against against ADP IN 4 case
		Iran Iran PROPN NNP 2 obl`,
		"marched PROTEST by=CVL"}})
}
