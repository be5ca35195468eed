package split

import "testing"

func TestEnglish(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{"The minister said on Monday that talks with the rebels would go on.", true},
		{"KISHI, AUSTIN MEET NEAR WASHINGTON", true},
		{"El Salvador, Al Qaeda, La Paz and the port of Le Havre were named.", true},
		{"Rodrigo de Rato to visit La Paz", true},
		{"", true},
		{"12:30 --", true},
		{"El ministro dijo el lunes que las conversaciones con los rebeldes van a seguir.", false},
		{"Le ministre a dit lundi que les discussions avec les rebelles vont continuer dans la capitale.", false},
		{"Der Minister sagte am Montag, die Gespräche mit den Rebellen gehen weiter und das ist gut.", false},
		{"Министр сказал в понедельник, что переговоры продолжатся.", false},
		{"部長は月曜日に、反政府勢力との協議を続けると述べた。", false},
		{"Bakan pazartesi günü isyancılarla görüşmelerin devam edeceğini ve bunun için bir heyet kurulacağını söyledi.", false},
	} {
		if got := English(c.in); got != c.want {
			t.Errorf("%q: %v", c.in, got)
		}
	}
}

func TestNewswireIsEnglish(t *testing.T) {
	n := 0
	texts := newswire(t)
	for _, s := range texts {
		if !English(s) {
			n++
			t.Logf("not English: %.80q", s)
		}
	}
	if n*500 > len(texts) {
		t.Errorf("%d of %d reports taken for another language", n, len(texts))
	}
}
