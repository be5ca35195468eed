package tag

import "testing"

func TestSetNumbersClassesOnce(t *testing.T) {
	verb := Class{"VERB", "VBD", "Tense=Past"}
	noun := Class{"NOUN", "NN", ""}
	s := NewSet(verb, noun, verb)
	if s.Len() != 2 || s.ID(noun) != 1 || s.Class(0) != verb {
		t.Fatalf("got %d classes, noun is %d, first is %v", s.Len(), s.ID(noun), s.Class(0))
	}
	if s.ID(Class{"X", "FW", ""}) != -1 {
		t.Error("an unknown class has a number")
	}
}

func TestClassSurvivesText(t *testing.T) {
	for _, c := range []Class{{"VERB", "VBD", "Mood=Ind|Tense=Past"}, {"PUNCT", ",", ""}} {
		got, err := Parse(c.String())
		if err != nil || got != c {
			t.Errorf("Parse(%q) = %v, %v", c.String(), got, err)
		}
	}
	if _, err := Parse("VERB VBD"); err == nil {
		t.Error("a line without tabs was read")
	}
}
