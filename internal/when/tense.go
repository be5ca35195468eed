package when

import "strings"

const (
	modals   = "will 'll wo shall would should must"
	plans    = "scheduled planned expected due set slated plans plan planning hopes hope intends intend expects expect agreed agree agreeing pledged promised vowed aims aim ready prepare prepares preparing invited likely begin begins wants want hoped intended wanted promised threatened"
	planned  = "scheduled planned due slated set expected upcoming forthcoming planning"
	pastForm = "said told was were did had met went came held took made gave began left found saw became sent won lost led fell rose broke brought built shot struck spoke wrote ran put got set cut hit struck fought fled swore sworn quit"
	presents = "opens begins starts arrives leaves meets visits holds ends closes resumes expires travels convenes kicks votes goes heads faces comes takes falls marks"
)

// direction tells by what governs a match whether it lies ahead (+1), behind
// (-1) or neither way. The words left of it in its clause decide, the nearest
// verb first, then those on the right.
func (b *builder) direction(m *match) int {
	if b.is(m.from-1, "until till by through") && !b.is(m.end(), "'s \u2019s") {
		if b.is(m.from-1, "by") && b.pluperfect(m) {
			return -1
		}
		return 1
	}
	for i := m.from - 1; i >= max(m.from-3, 0); i-- {
		if b.planned(i) || b.is(i, "called") && b.is(i+1, "for") || b.is(i, "is are beginning starting commencing effective declared") ||
			b.is(i, "for") && b.is(i+1, "a") {
			return 1
		}
		if b.at(i).class&(cZone|cClock|cMilitary|cAmPm) != 0 {
			continue
		}
		if !b.is(i, "for on to the a next in this at noon midnight by") {
			break
		}
	}
	if d := b.leftVerb(m.from-1, 14); d != 0 {
		return d
	}
	return b.rightVerb(m.end(), 16)
}

// willLeft reports a modal or a word of planning in the dozen words to the
// left of a match.
func (b *builder) willLeft(m *match) bool {
	for i := m.from - 1; i >= 0 && i > m.from-13; i-- {
		if b.is(i, modals) || b.is(i, plans) || b.planned(i) {
			return true
		}
	}
	return false
}

// pluperfect reports "had" near a match: "by Monday, all had left".
func (b *builder) pluperfect(m *match) bool {
	for i := 1; i < 7; i++ {
		if b.is(m.from-1-i, "to said that") {
			break
		}
		if b.is(m.from-1-i, "had") {
			return true
		}
	}
	for i := m.end(); m.from <= 1 && i < m.end()+6; i++ {
		if b.is(i, "had") {
			return true
		}
	}
	return false
}

// leftVerb looks for the nearest verb from the atom i to the left, within n
// atoms and the clause.
func (b *builder) leftVerb(i, n int) int {
	for k := i; k >= 0 && k > i-n; k-- {
		if b.is(k, "if unless once") {
			return 1
		}
		if b.is(k, "forward") && b.is(k-1, "look looks looking looked") {
			return 1
		}
		if b.is(k, ". ; : ( \" \u201c") || b.is(k, "that while when as if") && k < i-1 && b.is(k, "while when") {
			return 0
		}
		if d := b.verb(k); d != 0 {
			return d
		}
	}
	return 0
}

func (b *builder) rightVerb(i, n int) int {
	for k := i; k < len(b.atoms) && k < i+n; k++ {
		if b.is(k, "if unless once") {
			return 1
		}
		if b.is(k, "forward") && b.is(k-1, "look looks looking looked") {
			return 1
		}
		if b.is(k, ". ; :") {
			return 0
		}
		if d := b.verb(k); d != 0 {
			return d
		}
	}
	return 0
}

// verb tells what the atom k says of time as a verb or part of one, 0 for
// anything else.
func (b *builder) verb(k int) int {
	w := b.word(k)
	if w == "" {
		return 0
	}
	if hasWord(modals, w) || hasWord("may might can could", w) && !b.at(k).capital() {
		return b.modal(k)
	}
	t := &b.s.Tokens[b.atoms[k].tok]
	past := t.XPOS == "VBD" || t.XPOS == "" && (hasWord(pastForm, w) || strings.HasSuffix(w, "ed") && len(w) > 4 && b.atoms[k].class == 0)
	participle := t.XPOS == "VBN" || past && t.XPOS == ""
	switch {
	case participle && b.helped(k):
		return 1
	case b.planned(k) && (t.XPOS == "" || t.XPOS == "VBN" || t.XPOS == "JJ"):
		return 1
	case past:
		return -1
	case t.XPOS == "VBN" && !b.is(k-1, "be get being"):
		return -1
	case t.XPOS == "VB" && b.is(k-1, "to"):
		return b.infinitive(k)
	case t.XPOS == "" && b.is(k-1, "to") && b.atoms[k].class == 0 && !b.atoms[k].capital():
		return b.infinitive(k)
	case t.XPOS == "VB":
		return b.bare(k)
	case (t.XPOS == "VBZ" || t.XPOS == "VBP" || t.XPOS == "") && hasWord(presents, w):
		return 1
	case t.XPOS == "VBG" && b.is(k-1, "is are 's be 're"):
		return 1
	}
	return 0
}

// planned reports a word that says that something is to come.
func (b *builder) planned(k int) bool {
	return b.is(k, planned) && (!b.is(k, "set") || b.is(k+1, "for to"))
}

// modal weighs a modal: ahead, but for "may have met" and "could not reach".
func (b *builder) modal(k int) int {
	n := k + 1
	for b.is(n, "not n't also still only well") {
		n++
	}
	switch {
	case b.is(n, "have") && !b.is(k, "will 'll shall"):
		return -1
	case b.is(k, "could") && n > k+1:
		return 0
	}
	return 1
}

// helped reports whether a participle stands under a modal: "will be held",
// "is to be signed".
func (b *builder) helped(k int) bool {
	for i := k - 1; i >= 0 && i >= k-7; i-- {
		if t := &b.s.Tokens[b.atoms[i].tok]; t.XPOS == "VBN" || t.XPOS == "RB" || b.is(i, "and or ,") && t.XPOS != "" {
			continue // "will be shown and played"
		}
		if b.is(i, modals) {
			return true
		}
		if b.is(i, "be") && b.is(i-1, "to") {
			return b.infinitive(i) > 0
		}
		if !b.is(i, "be also not n't have been likely only") {
			return false
		}
	}
	return false
}

// infinitive weighs "to meet": ahead when a plan or "is" governs it.
func (b *builder) infinitive(k int) int {
	if t := k - 2; t >= 0 && b.is(k, "be") && b.s.Tokens[b.atoms[t].tok].UPOS == "NOUN" {
		return 1 // "a motion to be debated"
	}
	for i := k - 2; i >= 0 && i >= k-6; i-- {
		if b.is(i, plans) || i == k-2 && b.is(i, "is are 's am 're") {
			return 1
		}
		if b.is(i, ",") && i == k-2 && b.is(k, "be") {
			return 1 // "a poll, to be published Friday"
		}
		if b.is(i, ", said") {
			return 0
		}
	}
	if k-2 < 0 || b.leftVerb(k-2, 10) == 0 {
		return 1 // a headline: "Ministers to meet on Friday"
	}
	return 0
}

// bare weighs a base form after a modal further left.
func (b *builder) bare(k int) int {
	for i := k - 1; i >= 0 && i >= k-4; i-- {
		switch {
		case b.is(i, modals) || b.is(i, "may might should must can could"):
			return 1
		case b.is(i, "did"):
			return -1
		}
	}
	return 0
}
