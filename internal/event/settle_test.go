package event_test

import (
	"testing"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/place"
)

const attack = "type: ASSAULT\n[[verb]]\nwords = [\"attack\", \"raid\"]\n[[noun]]\nwords = [\"attack\"]\n"

// records runs scenes to their events.
func records(t *testing.T, scenes []scene) {
	t.Helper()
	for _, sc := range scenes {
		t.Run(sc.name, func(t *testing.T) {
			in, es := events(t, sc)
			same(t, record(in, es), sc.want)
		})
	}
}

// The day of the report is Wednesday, 4 May 2022.
func TestDates(t *testing.T) {
	records(t, []scene{
		{"no time told: the report's day", attack, `
			Iran Iran PROPN NNP 2 nsubj
			attacked attack VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj`,
			"attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual"},
		{"since the year when it happened", attack, `
			Oman Oman PROPN NNP 4 nsubj
			has have AUX VBZ 4 aux
			been be AUX VBN 4 aux
			divided divide VERB VBN 0 root
			since since ADP IN 6 case
			1974 1974 NUM CD 4 obl
			when when ADV WRB 9 advmod
			Iran Iran PROPN NNP 9 nsubj
			attacked attack VERB VBD 6 acl:relcl
			Iraq Iraq PROPN NNP 9 obj`,
			"attacked ASSAULT by=IRN to=IRQ 1974-01-01/1974-12-31 historical"},
		{"its own time", attack, `
			Iran Iran PROPN NNP 2 nsubj
			attacked attack VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj
			on on ADP IN 5 case
			Tuesday Tuesday PROPN NNP 2 obl`,
			"attacked ASSAULT by=IRN to=IRQ 2022-05-03 actual"},
		{"years ago is history", attack, `
			Iran Iran PROPN NNP 2 nsubj
			attacked attack VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj
			in in ADP IN 5 case
			1999 1999 NUM CD 2 obl`,
			"attacked ASSAULT by=IRN to=IRQ 1999-01-01/1999-12-31 historical"},
		{"of what may be, nobody knows the day", attack, `
			Iran Iran PROPN NNP 3 nsubj
			may may AUX MD 3 aux
			attack attack VERB VB 0 root
			Iraq Iraq PROPN NNP 3 obj`,
			"attack ASSAULT by=IRN to=IRQ undated hypothetical"},
		{"what did not happen, did not on that day", attack, `
			Iran Iran PROPN NNP 4 nsubj
			did do AUX VBD 4 aux
			not not PART RB 4 advmod
			attack attack VERB VB 0 root
			Iraq Iraq PROPN NNP 4 obj`,
			"attack ASSAULT by=IRN to=IRQ 2022-05-04 negated"},
		{"told on Tuesday, done some day", attack, `
			Oman Oman PROPN NNP 2 nsubj
			said say VERB VBD 0 root
			Tuesday Tuesday PROPN NNP 2 obl:unmarked
			Iran Iran PROPN NNP 5 nsubj
			attacked attack VERB VBD 2 ccomp
			Iraq Iraq PROPN NNP 5 obj`,
			"attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual said=OMN"},
	})
}

// On whose word the report tells it.
func TestSaidBy(t *testing.T) {
	records(t, []scene{
		{"the reporter says so", attack, `
			Iran Iran PROPN NNP 2 nsubj
			attacked attack VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj`,
			"attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual"},
		{"Oman says so", attack, `
			Iran Iran PROPN NNP 2 nsubj
			attacked attack VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj
			, , PUNCT , 6 punct
			Oman Oman PROPN NNP 6 nsubj
			said say VERB VBD 2 parataxis`,
			"attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual said=OMN"},
		{"who tells of his own deed is its actor, no more", attack, `
			Iran Iran PROPN NNP 2 nsubj
			said say VERB VBD 0 root
			it it PRON PRP 4 nsubj
			attacked attack VERB VBD 2 ccomp
			Iraq Iraq PROPN NNP 4 obj`,
			"attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual"},
	})
}

const told = `
	Iran Iran PROPN NNP 2 nsubj
	attacked attack VERB VBD 0 root
	Iraq Iraq PROPN NNP 2 obj
	---`

// The same deed told again points to its first telling.
func TestRepeats(t *testing.T) {
	records(t, []scene{
		{"same type, parties and day", attack, told + `
			Iran Iran PROPN NNP 2 nsubj
			raided raid VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj`,
			`attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual
			raided ASSAULT by=IRN to=IRQ 2022-05-04 actual repeat`},
		{"another target is another deed", attack, told + `
			Iran Iran PROPN NNP 2 nsubj
			raided raid VERB VBD 0 root
			Oman Oman PROPN NNP 2 obj`,
			`attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual
			raided ASSAULT by=IRN to=OMN 2022-05-04 actual`},
	})
}

// Ids are the same in every run, and differ between events.
func TestIDsAreStable(t *testing.T) {
	sc := scene{patterns: attack, trees: told + `
		Iran Iran PROPN NNP 2 nsubj
		raided raid VERB VBD 0 root
		Oman Oman PROPN NNP 2 obj`}
	_, first := events(t, sc)
	_, again := events(t, sc)
	for i := range first {
		if first[i].ID != again[i].ID || first[i].ID == "" {
			t.Errorf("event %d: %q, then %q", i, first[i].ID, again[i].ID)
		}
	}
	if first[0].ID == first[1].ID {
		t.Error("two events share an id")
	}
}

// A party that one telling leaves out is taken from the telling that names it.
func TestFill(t *testing.T) {
	records(t, []scene{
		{"the attack again", attack, told + `
			Troops troops NOUN NNS 2 nsubj
			watched watch VERB VBD 0 root
			attacks attack NOUN NNS 2 obj
			on on ADP IN 5 case
			Iraq Iraq PROPN NNP 3 nmod`,
			`attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual
			attacks ASSAULT by=IRN to=IRQ 2022-05-04 actual repeat`},
		{"another target takes nothing", attack, told + `
			attacks attack NOUN NNS 0 root
			on on ADP IN 3 case
			Oman Oman PROPN NNP 1 nmod`,
			`attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual
			attacks ASSAULT to=OMN 2022-05-04 actual`},
		{"what is said twice may be said of two", "type: ACCUSE\n[[verb]]\nwords = [\"blame\"]\n", `
			Iran Iran PROPN NNP 2 nsubj
			blamed blame VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj
			---
			Iran Iran PROPN NNP 2 nsubj
			blamed blame VERB VBD 0 root
			storms storm NOUN NNS 2 obj`,
			`blamed ACCUSE by=IRN to=IRQ 2022-05-04 actual
			blamed ACCUSE by=IRN 2022-05-04 actual`},
	})
}

// A deed told without a time has the day of the telling that has one; but
// background told late does not date the lead.
func TestRedate(t *testing.T) {
	records(t, []scene{
		{"the day comes from the nearest telling", attack, told + `
			Iran Iran PROPN NNP 2 nsubj
			attacked attack VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj
			on on ADP IN 5 case
			Monday Monday PROPN NNP 2 obl`,
			`attacked ASSAULT by=IRN to=IRQ 2022-05-02 actual
			attacked ASSAULT by=IRN to=IRQ 2022-05-02 actual repeat`},
		{"background does not date the lead", attack, told + `
			Iran Iran PROPN NNP 2 nsubj
			attacked attack VERB VBD 0 root
			Iraq Iraq PROPN NNP 2 obj
			in in ADP IN 5 case
			1999 1999 NUM CD 2 obl`,
			`attacked ASSAULT by=IRN to=IRQ 2022-05-04 actual
			attacked ASSAULT by=IRN to=IRQ 1999-01-01/1999-12-31 historical`},
	})
}

// The dead and injured of a sentence belong to its deed of force.
func TestSize(t *testing.T) {
	const trees = `
		Rebels rebel NOUN NNS 2 nsubj
		attacked attack VERB VBD 0 root
		troops troops NOUN NNS 2 obj
		, , PUNCT , 5 punct
		killing kill VERB VBG 2 advcl
		12 12 NUM CD 7 nummod
		people people NOUN NNS 5 obj
		and and CCONJ CC 9 cc
		wounding wound VERB VBG 5 conj
		30 30 NUM CD 11 nummod
		others other NOUN NNS 9 obj`
	_, es := events(t, scene{patterns: attack, trees: trees})
	if len(es) != 1 || es[0].Size != (event.Size{Dead: 12, Injured: 30, Arrested: -1}) {
		t.Errorf("got %+v, want one event with 12 dead and 30 injured", es)
	}
	_, es = events(t, scene{patterns: "type: ACCUSE\n[[verb]]\nwords = [\"attack\"]\n", trees: trees})
	if len(es) != 1 || es[0].Size != (event.Size{Dead: -1, Injured: -1, Arrested: -1}) {
		t.Errorf("got %+v, want one event of words that hurt nobody", es)
	}
}

// The place is one that the clause itself names behind a preposition of place.
func TestWhere(t *testing.T) {
	const trees = `
		Iran Iran PROPN NNP 2 nsubj
		attacked attack VERB VBD 0 root
		troops troops NOUN NNS 2 obj
		in in ADP IN 5 case
		Basra Basra PROPN NNP 2 obl
		in in ADP IN 7 case
		Iraq Iraq PROPN NNP 5 nmod`
	basra := place.Found{From: 4, To: 5, Name: "Basra", Country: "IRQ", Precision: "city"}
	iraq := place.Found{From: 6, To: 7, Name: "Iraq", Country: "IRQ", Precision: "country"}
	iran := place.Found{From: 0, To: 1, Name: "Iran", Country: "IRN", Precision: "country"}
	for _, tt := range []struct {
		name   string
		places []place.Found
		want   string
	}{
		{"the town", []place.Found{basra, iraq}, "Basra"},
		{"the country that the town is in", []place.Found{iraq}, "Iraq"},
		{"the attacker is no place", []place.Found{iran}, ""},
	} {
		_, es := events(t, scene{patterns: attack, trees: trees}, tt.places...)
		got := ""
		if es[0].Place != nil {
			got = es[0].Place.Name
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
