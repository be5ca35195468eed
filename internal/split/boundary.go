package split

import "strings"

// markEnds decides behind which pieces a sentence ends.
func (w *Worker) markEnds() {
	if w.model != nil {
		w.judge(false, func(_ int, g *gather, _ verdict, tidy bool) bool {
			score := w.model.score(g)
			return score > reserve || score > 0 && !tidy
		})
		return
	}
	for i := range w.raw {
		w.raw[i].end = i+1 == len(w.raw) || w.raw[i+1].gap >= newline || w.rule(i) == ends
	}
}

// reserve is the score that the model must have against the rules in a text
// that is edited prose as a whole.
const reserve = 128

// judge asks decide at every place where a sentence may end. In an edited
// block of a tidy text the rules are not doubted, unless everywhere is set.
func (w *Worker) judge(everywhere bool, decide func(i int, g *gather, rule verdict, tidy bool) bool) {
	w.lookAt()
	tidy := w.readBlocks() && !everywhere
	for k := range w.blocks {
		b := &w.blocks[k]
		p := path{start: b.from, before: sBoundary}
		edited := tidy && b.edited()
		for i := b.from; i < b.to-1; i++ {
			rule, end := w.rule(i), false
			switch {
			case edited || tidy && rule == ends:
				end = rule == ends
			case w.open(i):
				w.features(&w.place, i, b, &p, rule)
				end = decide(i, &w.place, rule, tidy)
			}
			w.raw[i].end = end
			p.step(w, i, end)
		}
		w.raw[b.to-1].end = true
	}
}

// open reports whether a sentence can end behind piece i at all: at white
// space, or behind a final mark with no space after it, but not between two
// words in small letters, where hardly one does.
func (w *Worker) open(i int) bool {
	if w.raw[i+1].gap == glued {
		return w.raw[i].kind == stop
	}
	return w.looks[i].shape != sLower || w.looks[i+1].shape != sLower
}

// verdict is what the rules for edited prose say of a place between pieces.
type verdict uint8

const (
	runsOn verdict = iota // no final mark stands before it
	doubt                 // a final mark that does not end a sentence by rule
	ends                  // a final mark, and a new sentence begins
)

// rule judges the place behind piece i: a final mark, perhaps with closing
// quotes and brackets, white space, and then a capital, a digit or an opening
// quote or bracket. The full stop of an abbreviation does not count.
func (w *Worker) rule(i int) verdict {
	next := &w.raw[i+1]
	if next.gap == glued {
		return runsOn
	}
	last := i
	for last > 2 && w.note(last-2) {
		last -= 3
	}
	for last > 0 && w.raw[last].gap == glued && closes(w.raw[last].kind) {
		last--
	}
	p := &w.raw[last]
	switch p.kind {
	case abbrev, initial:
		if last == i || p.kind == initial || w.raw[i].kind == closer && w.text[w.raw[i].from] == ')' {
			return doubt
		}
	case stop:
	default:
		return runsOn
	}
	c := w.text[p.to-1]
	if c == '.' && p.kind == stop && p.to-p.from == 1 && w.abbreviated(last) {
		return doubt
	}
	if !w.begins(i+1) || w.note(i+1) {
		return doubt
	}
	return ends
}

// note reports whether a mark such as "[12]" begins at piece i, which belongs
// to the sentence before it.
func (w *Worker) note(i int) bool {
	if i+2 >= len(w.raw) || w.raw[i+1].kind != number || w.raw[i+2].gap != glued {
		return false
	}
	return w.text[w.raw[i].from] == '[' && w.text[w.raw[i+2].from] == ']'
}

func closes(k kind) bool { return k == closer || k == quote }

// abbreviated reports whether the word before the full stop at piece i is
// taken for an abbreviation by the rules of sentences though its stop was cut
// off: a single small letter, "no", "fm".
func (w *Worker) abbreviated(i int) bool {
	if i == 0 || w.raw[i].gap != glued || w.raw[i-1].kind != word {
		return false
	}
	s := w.text[w.raw[i-1].from:w.raw[i-1].to]
	if len(s) == 1 && w.raw[i-1].gap != glued {
		return isAlpha(s[0])
	}
	return len(s) == 2 && (strings.EqualFold(s, "no") || strings.EqualFold(s, "fm"))
}

// begins reports whether a sentence can begin with piece i.
func (w *Worker) begins(i int) bool {
	p := &w.raw[i]
	switch p.kind {
	case number, opener, quote:
		return true
	}
	return upperAt(w.text, p.from) || isDigit(w.text[p.from])
}
