package quantity

import "strings"

const helpers = " was were been be being are is have has had also reportedly already found feared believed confirmed reported left shot as at all or have who that others people of the from his her their to rose rises climbed stood reaches reached stands "

// fates tells of each count of people what befell them: the word behind it
// ("12 people were killed", "12 dead"), else the one before it ("killing 12").
func (r *reader) fates(qs []Quantity) {
	for i := range qs {
		q := &qs[i]
		if q.Kind != Count || q.Fate != NoFate {
			continue
		}
		next := len(r.words)
		if i+1 < len(qs) {
			next = qs[i+1].From
		}
		prev := 0
		if i > 0 {
			prev = qs[i-1].To
		}
		if q.Fate = r.fateBehind(q, next, i+1 < len(qs)); q.Fate == NoFate {
			q.Fate = r.fateBefore(q, prev)
		}
		if q.Noun >= 0 && notPeople(r.word(q.Noun)) {
			q.Fate = r.nounFate(q)
		}
	}
	for i := 0; i+1 < len(qs); i++ {
		// "twelve of the 30 detainees were released": the twelve were.
		p, q := &qs[i], &qs[i+1]
		if r.word(p.To) == "of" && q.From == p.To+2 && (p.Fate == NoFate || p.Fate == q.Fate) && p.Kind == Count {
			p.Fate, q.Fate = q.Fate, NoFate
		}
	}
	r.join(qs)
}

// join carries a fate over "and": "three officers and two men were killed",
// "killed three officers and two men".
func (r *reader) join(qs []Quantity) {
	for i := len(qs) - 2; i >= 0; i-- {
		p, q := &qs[i], &qs[i+1]
		if r.joined(p, q) && p.Fate == NoFate && fateOk(p) {
			p.Fate, q.Plus = q.Fate, q.Fate != NoFate
		}
	}
	for i := 1; i < len(qs); i++ {
		p, q := &qs[i-1], &qs[i]
		if r.joined(p, q) && q.Fate == NoFate && p.Fate != NoFate && q.Noun >= 0 && fateOk(q) {
			q.Fate, q.Plus = p.Fate, true
		}
	}
}

func (r *reader) joined(p, q *Quantity) bool {
	w := r.word(p.To)
	return q.From == p.To+1 && (w == "and" || w == ",") && p.Kind == Count && q.Kind == Count
}

func fateOk(q *Quantity) bool { return q.Noun < 0 || !notPeople(q.Unit) }

// nounFate reads "12 deaths", "30 arrests"; other things have no fate.
func (r *reader) nounFate(q *Quantity) Fate {
	switch r.word(q.Noun) {
	case "deaths", "fatalities", "lives":
		return Dead
	case "injuries":
		return Injured
	case "arrests", "detentions":
		return Arrested
	}
	return NoFate
}

func notPeople(w string) bool {
	switch w {
	case "deaths", "fatalities", "injuries", "arrests", "detentions", "lives":
		return true
	}
	return among(" vehicles tanks houses homes buildings planes aircraft missiles rockets shells cars ships villages towns cities countries attacks bombs drones boats bodies provinces districts times trucks buses rounds shots shops guns rifles weapons seats votes points medals goals birds chickens poultry animals cattle pigs sheep cows dogs fish trees shares percent ", w)
}

// fateBehind looks right over helping words.
func (r *reader) fateBehind(q *Quantity, next int, another bool) Fate {
	helped := false
	start := r.past(q)
	if start > q.To {
		next = max(next, len(r.words))
	}
	for k := start; k < len(r.words) && k < start+7; k++ {
		w := r.words[k]
		if f := fates[w]; f != NoFate && !among(leftOnly, w) {
			// "12 soldiers killed 30 rebels" is active: the fate is the rebels'.
			if !helped && another && next > k && next-k <= 3 && !r.marked(k+1, next) && active(w) {
				return NoFate
			}
			if !helped && active(w) && k+1 < len(r.words) && r.s.Tokens[k].XPOS == "VBD" {
				return NoFate
			}
			return f
		}
		if k >= next {
			return NoFate
		}
		if !among(helpers, w) && !strings.HasSuffix(w, "ly") {
			return NoFate
		}
		helped = helped || among(" was were been be being are is left found feared ", w)
	}
	return NoFate
}

// leftOnly are words that tell a fate only before a number: "the deaths of 12",
// never "sentenced 12 to death".
const leftOnly = " death deaths toll lives kill killing kills wounding arresting arrest "

// past gives where to look for a fate behind a quantity: over "of their
// fighters" and over words between commas.
func (r *reader) past(q *Quantity) int {
	if r.word(q.To) == "of" {
		for k := q.To + 1; k < q.To+6; k++ {
			if among(" was were had have has been are is ", r.word(k)) {
				return k
			}
		}
	}
	if r.word(q.To) != "," || !among(" including most some many all among mostly two three half at one ", r.word(q.To+1)) {
		return q.To
	}
	for k := q.To + 1; k < q.To+14; k++ {
		if r.word(k) == "," && among(" was were had have has been are is ", r.word(k+1)) {
			return k + 1
		}
	}
	return q.To
}

func active(w string) bool { return w != "dead" && w != "died" && w != "missing" && w != "slain" }

// marked reports whether a mark or a conjunction stands in [i, j).
func (r *reader) marked(i, j int) bool {
	for ; i < j && i < len(r.words); i++ {
		if w := r.words[i]; w == "," || w == "and" || w == ";" || w == "or" {
			return true
		}
	}
	return false
}

// fateBefore looks left: "killing at least 12", "the deaths of 12", "the death
// toll rose to 45", and over "and" to "killed 12 men and 3 women".
func (r *reader) fateBefore(q *Quantity, prev int) Fate {
	if f := fates[r.word(q.From-4)]; f != NoFate && r.word(q.From-1) == "and" && among(" a an one ", r.word(q.From-3)) {
		return f // "killed a woman and three of her children"
	}
	for k := q.From - 1; k >= 0 && k >= q.From-5; k-- {
		w := r.words[k]
		if f := fates[w]; f != NoFate && k >= prev {
			if w == "toll" || w == "death" && r.word(k+1) == "of" || k == q.From-1 || among(" of to among ", r.word(q.From-1)) || r.onlyHelpers(k+1, q.From) {
				return f
			}
			return NoFate
		}
		if k < prev || w == "." || w == ";" || w == ":" {
			break
		}
	}
	return NoFate
}

func (r *reader) onlyHelpers(i, j int) bool {
	for ; i < j; i++ {
		if w := r.words[i]; !among(helpers, w) && !strings.HasSuffix(w, "ly") {
			return false
		}
	}
	return true
}
