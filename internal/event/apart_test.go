package event_test

import (
	"strings"
	"testing"
)

// holds compares got with what must stand in it.
func holds(t *testing.T, got, want string) {
	t.Helper()
	if !strings.Contains(got+"\n", want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// An arrest and a seizure of one day are two deeds, though type, parties and
// day agree: their modes differ.
func TestAnotherModeIsNoRepeat(t *testing.T) {
	in, es := events(t, scene{
		patterns: "type: COERCE\n[[verb]]\nwords = [\"arrest\"]\nmode = \"arrest\"\n[[verb]]\nwords = [\"rob\"]\nmode = \"seize\"\n",
		trees: `
			Troops troops NOUN NNS 2 nsubj
			arrested arrest VERB VBD 0 root
			villagers villager NOUN NNS 2 obj
			---
			Troops troops NOUN NNS 2 nsubj
			robbed rob VERB VBD 0 root
			villagers villager NOUN NNS 2 obj`})
	holds(t, record(in, es), "robbed COERCE by=MIL to=CVL 2022-05-04 actual\n")
}

// A time that a relative clause names dates that clause, not the accusation
// above it.
func TestDayOfARelativeClause(t *testing.T) {
	in, es := events(t, scene{
		patterns: "type: ACCUSE\n[[verb]]\nwords = [\"blame\"]\n",
		trees: `
			Iran Iran PROPN NNP 2 nsubj
			blamed blame VERB VBD 0 root
			rebels rebel NOUN NNS 2 obj
			who who PRON WP 5 nsubj
			left leave VERB VBD 3 acl:relcl
			on on ADP IN 7 case
			Saturday Saturday PROPN NNP 5 obl`})
	holds(t, record(in, es), "blamed ACCUSE by=IRN to=REB 2022-05-04")
}

// A reading that lacks a party yields to one that lacks none; its own twin as
// something still to come lacks the same party, but counts in full.
func TestTwinOfAReadingWithoutAParty(t *testing.T) {
	const give = "type: AID\n[[verb]]\nwords = [\"leave\"]\nneeds = [\"recipient\"]\nrecipient = [\"to\"]\n"
	holds(t, ranked(t, give, 2), "left AID by=IRN\n")
}
