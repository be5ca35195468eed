package quantity

import "strings"

// unit reads what is counted behind the number; false when the number counts
// nothing of this package's: a date, an age, an ordinal's rest, a label.
func (r *reader) unit(q *Quantity) bool {
	j := q.To
	w := r.word(j)
	switch {
	case w == "%" || w == "percent" || w == "pct":
		q.Kind, q.Unit, q.To = Percent, "%", j+1
		return true
	case w == "per" && r.word(j+1) == "cent", w == "percentage" && strings.HasPrefix(r.word(j+1), "point"):
		q.Kind, q.Unit, q.To = Percent, "%", j+2
		return true
	case timeUnits[w] || w == "-" && timeUnits[r.word(j+1)] || timeUnits[r.word(q.Num-1)] && q.Low < 2200:
		return false
	}
	if r.word(q.Num) == "half" && q.To == q.Num+1 && r.word(j) == "of" {
		q.Kind, q.Low, q.High = Share, 0.5, 0.5
		return true
	}
	if r.share(q) || r.money(q) {
		return true
	}
	if w == "-" && r.word(j+1) != "" {
		if w = r.word(j + 1); !measures[w] {
			q.Noun, q.Unit, q.To = j+1, w, j+2 // "12-member"
			return true
		}
		j++
	}
	if measures[w] {
		q.Kind, q.Unit, q.To, q.Noun = Measure, w, j+1, j
		return true
	}
	return r.counted(q, j)
}

// share reads "two-thirds", "a quarter of", "half of".
func (r *reader) share(q *Quantity) bool {
	j := q.To
	if r.word(j) == "-" {
		j++
	}
	f, ok := shares[r.word(j)]
	if !ok || q.Low >= 10 || r.word(j+1) != "of" && j == q.To && !strings.HasSuffix(r.word(j), "s") {
		return false
	}
	q.Kind, q.Low, q.High, q.To = Share, q.Low*f, q.High*f, j+1
	return true
}

// money reads "5 million US dollars".
func (r *reader) money(q *Quantity) bool {
	code := ""
	for j := q.To; j < q.To+3 && j < len(r.words); j++ {
		w := r.word(j)
		if c, ok := currencyOf[w]; ok {
			code = c
			continue
		}
		if w == "-" {
			continue
		}
		c, ok := currencies[w]
		if !ok {
			return false
		}
		if w == "marks" || w == "real" || w == "won" {
			if t := &r.s.Tokens[j]; t.UPOS != "NOUN" && t.UPOS != "" || q.Low < 1000 {
				return false
			}
		}
		if code == "" {
			code = c
		}
		if w == "cent" || w == "cents" {
			q.Low, q.High = q.Low/100, q.High/100
		}
		q.Kind, q.Unit, q.To, q.Noun = Money, code, j+1, j
		return true
	}
	return false
}

// phraseEnds are words that no noun phrase goes on over.
const phraseEnds = " . , ; : ( ) \" of in on at by for from to with and or but who which that were was are is had have has will would as after before when while into during than not - – -- ' 's n't killed wounded injured arrested dead detained missing kidnapped abducted said "

const weekdays = " monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow "

// among reports whether w stands in a list whose words are set in blanks.
func among(list, w string) bool {
	for i := 0; w != ""; {
		k := strings.Index(list[i:], w)
		if k < 0 {
			return false
		}
		i += k
		if i > 0 && list[i-1] == ' ' && i+len(w) < len(list) && list[i+len(w)] == ' ' {
			return true
		}
		i++
	}
	return false
}

// counted finds the noun counted: the last of the run of adjectives and nouns
// behind the number.
func (r *reader) counted(q *Quantity, j int) bool {
	noun := -1
	for k := j; k < len(r.words) && k < j+6; k++ {
		t := &r.s.Tokens[k]
		if among(phraseEnds, r.words[k]) || noun >= 0 && (among(weekdays, r.words[k]) || r.skipped(k)) {
			break
		}
		if t.UPOS == "" {
			if _, ok := fates[r.words[k]]; ok && k > j {
				break
			}
			if !isLetter(r.words[k][0]) || strings.HasSuffix(r.words[k], "ed") {
				break
			}
			noun = k
			if strings.HasSuffix(r.words[k], "s") || r.words[k] == "people" || r.words[k] == "men" || r.words[k] == "women" || r.words[k] == "children" || r.words[k] == "others" || r.words[k] == "police" {
				break
			}
			continue
		}
		if t.UPOS == "NOUN" || t.UPOS == "PROPN" {
			noun = k
			continue
		}
		if t.UPOS != "ADJ" && !(t.UPOS == "VERB" && (t.XPOS == "VBN" || t.XPOS == "VBG")) || noun >= 0 {
			break
		}
	}
	if noun >= 0 && !timeUnits[r.word(noun)] {
		q.Noun, q.Unit, q.To = noun, r.word(noun), noun+1
		return true
	}
	return r.bare(q)
}

// bare lets a number stand alone where a fate or another quantity gives it its
// sense: "12 were killed", "killed 12", "and 30 wounded".
func (r *reader) bare(q *Quantity) bool {
	if _, ok := ones[r.word(q.Num)]; ok && q.To == q.Num+1 && q.Low == 1 {
		return false
	}
	if r.word(q.To) == "of" && among(" the them those these his her its their ", r.word(q.To+1)) {
		return true
	}
	for k := q.Num - 1; k > 0 && k >= q.Num-5; k-- {
		if among(" crowd crowds rally force army audience convoy congregation ", r.words[k]) && r.word(k+1) == "of" {
			q.Unit = "people"
			return true
		}
	}
	for k := q.To; k < q.To+4 && k < len(r.words); k++ {
		if fates[r.words[k]] != NoFate {
			return true
		}
		if r.words[k] == "," || r.words[k] == "." {
			break
		}
	}
	for k := q.Num - 1; k >= 0 && k >= q.Num-6; k-- {
		if fates[r.words[k]] != NoFate {
			return !(q.Low >= 1900 && q.Low < 2100 && r.word(q.Num-1) == "in")
		}
	}
	return q.Approx && q.Low >= 20
}
