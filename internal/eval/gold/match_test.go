package gold

import (
	"strings"
	"testing"
)

// Each case is a report of one annotated text, what was coded in it, and what
// the field's scorer makes of it.
type matchCase struct {
	name            string
	gold            []Event
	coded           []Coded
	free, hit, dyad int
}

func who(codes ...string) []Entity {
	var out []Entity
	for _, c := range codes {
		out = append(out, Entity{Code: c})
	}
	return out
}

func annotated(sent int, typ, actor, recipient string) Event {
	return Event{Sent: sent, Type: typ, Actor: who(strings.Fields(actor)...), Recipient: who(strings.Fields(recipient)...)}
}

func found(sent int, typ, actor, recipient string) Coded {
	return Coded{Sent: sent, Type: typ, Actor: Codes(who(strings.Fields(actor)...)), Recipient: Codes(who(strings.Fields(recipient)...))}
}

func again(e Event) Event {
	e.Repeat = true
	return e
}

var matchCases = []matchCase{
	{"same in everything", []Event{annotated(0, "ACCUSE", "TUR", "GRC")}, []Coded{found(0, "ACCUSE", "TUR", "GRC")}, 0, 1, 1},
	{"another sentence", []Event{annotated(0, "ACCUSE", "TUR", "GRC")}, []Coded{found(1, "ACCUSE", "TUR", "GRC")}, 0, 0, 0},
	{"another type", []Event{annotated(0, "ACCUSE", "TUR", "GRC")}, []Coded{found(0, "REJECT", "TUR", "GRC")}, 0, 0, 0},
	{"sides exchanged", []Event{annotated(0, "ACCUSE", "TUR", "GRC")}, []Coded{found(0, "ACCUSE", "GRC", "TUR")}, 0, 1, 0},
	{"sides exchanged in a meeting", []Event{annotated(0, "CONSULT", "TUR", "GRC")}, []Coded{found(0, "CONSULT", "GRC", "TUR")}, 0, 1, 1},
	{"all parties of a meeting are actors", []Event{annotated(0, "CONSULT", "TUR", "GRC")}, []Coded{found(0, "CONSULT", "TUR GRC", "")}, 0, 1, 1},
	{"one of two recipients", []Event{annotated(0, "ACCUSE", "TUR", "GRC CYP")}, []Coded{found(0, "ACCUSE", "TUR", "GRC")}, 0, 1, 1},
	{"one of three recipients", []Event{annotated(0, "ACCUSE", "TUR", "GRC CYP EUR")}, []Coded{found(0, "ACCUSE", "TUR", "GRC")}, 0, 1, 0},
	{"no recipient found", []Event{annotated(0, "ACCUSE", "TUR", "GRC")}, []Coded{found(0, "ACCUSE", "TUR", "")}, 0, 1, 0},
	{"nobody named on either side", []Event{annotated(0, "PROTEST", "", "")}, []Coded{found(0, "PROTEST", "", "")}, 0, 1, 1},
	{"a repeat is free", []Event{again(annotated(0, "ACCUSE", "TUR", "GRC"))}, []Coded{found(0, "ACCUSE", "TUR", "GRC")}, 1, 0, 0},
	{"the first telling comes before its repeat", []Event{again(annotated(0, "ACCUSE", "TUR", "GRC")), annotated(0, "ACCUSE", "TUR", "GRC")},
		[]Coded{found(0, "ACCUSE", "TUR", "GRC")}, 0, 1, 1},
	{"each is paired with its like", []Event{annotated(0, "ASSAULT", "MLI", "REB"), annotated(0, "ASSAULT", "TUR", "SYR")},
		[]Coded{found(0, "ASSAULT", "TUR", "SYR"), found(0, "ASSAULT", "MLI", "REB")}, 0, 2, 2},
	{"one coded twice counts once", []Event{annotated(0, "ACCUSE", "TUR", "GRC")},
		[]Coded{found(0, "ACCUSE", "TUR", "GRC"), found(0, "ACCUSE", "TUR", "GRC")}, 0, 1, 1},
}

func TestMatch(t *testing.T) {
	for _, tt := range matchCases {
		free, hit, dyad := 0, 0, 0
		for _, p := range Match(tt.gold, tt.coded) {
			switch {
			case tt.gold[p.Gold].Repeat:
				free++
			case p.Similarity >= Same:
				dyad++
				hit++
			default:
				hit++
			}
		}
		if free != tt.free || hit != tt.hit || dyad != tt.dyad {
			t.Errorf("%s: %d free, %d detected, %d dyads; want %d, %d, %d", tt.name, free, hit, dyad, tt.free, tt.hit, tt.dyad)
		}
	}
}

func TestSameDate(t *testing.T) {
	for _, tt := range []struct {
		gold, first, last string
		same, known       bool
	}{
		{"", "2022-05-04", "2022-05-04", false, false},
		{"2022-05-04", "2022-05-04", "2022-05-04", true, true},
		{"2022-05-04", "2022-05-03", "2022-05-03", false, true},
		{"2022-05-04", "", "", false, true},
		{"2022-05", "2022-05-01", "2022-05-31", true, true},
		{"2022-05", "2022-05-07", "2022-05-07", true, true},
		{"2022-05", "2022-05-07", "2022-06-07", false, true},
		{"2022", "2022-01-01", "2022-12-31", true, true},
		{"2022-05-02/2022-05-04", "2022-05-02", "2022-05-04", true, true},
		{"2022-05-02/2022-05-04", "2022-05-02", "2022-05-02", false, true},
	} {
		same, known := SameDate(&Event{Date: tt.gold}, &Coded{First: tt.first, Last: tt.last})
		if same != tt.same || known != tt.known {
			t.Errorf("%q against %s to %s: same %v, known %v", tt.gold, tt.first, tt.last, same, known)
		}
	}
}

// Sentences are numbered as the annotation does, in characters.
func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"Peru met Chile. They spoke.", []string{"Peru met Chile.", "They spoke."}},
		{"Mr. Silva met Gen. Rojas in the U.S. on Monday. They spoke.", []string{"Mr. Silva met Gen. Rojas in the U.S. on Monday.", "They spoke."}},
		{"“Perú está aquí.” Ólafur left.", []string{"“Perú está aquí.”", "Ólafur left."}},
		{"HEADLINE\n\nIt rained.\nIt poured", []string{"HEADLINE", "It rained.", "It poured"}},
		{"It cost 3.5 million. and more", []string{"It cost 3.5 million. and more"}},
		{"", nil},
	} {
		var got []string
		chars := []rune(tt.text)
		for _, s := range Sentences(tt.text) {
			got = append(got, string(chars[s[0]:s[1]]))
		}
		if strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%q:\n%q, want\n%q", tt.text, got, tt.want)
		}
	}
}

// A character between two sentences belongs to the one behind it; one behind
// the last, to the last.
func TestSentenceAt(t *testing.T) {
	r := Report{Sents: Sentences("Perú. Chile.")}
	for char, want := range map[int]int{0: 0, 4: 0, 5: 1, 6: 1, 99: 1} {
		if got := r.SentenceAt(char); got != want {
			t.Errorf("character %d is in sentence %d, want %d", char, got, want)
		}
	}
}
