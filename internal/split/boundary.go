package split

import "strings"

// markEnds decides behind which pieces a sentence ends.
func (w *Worker) markEnds() {
	if w.model != nil {
		w.judge(w.model.ends)
		return
	}
	for i := range w.raw {
		w.raw[i].end = i+1 == len(w.raw) || w.raw[i+1].gap >= newline || w.rule(i) == ends
	}
}

// judge asks decide wherever the rules leave a doubt.
func (w *Worker) judge(decide func(i int, g *gather, rule verdict, edited bool) bool) {
	w.lookAt()
	g := &w.place
	g.mask = uint32(len(w.model.weights) - 1)
	for from := 0; from < len(w.raw); {
		b := w.nextBlock(from)
		p := path{start: from, before: sBoundary}
		edited := b.edited()
		for i := from; i < b.to-1; i++ {
			end := false
			if w.open(i) {
				rule := w.rule(i)
				w.features(g, i, &b, &p, rule)
				end = decide(i, g, rule, edited)
			}
			w.raw[i].end = end
			p.step(w, i, end)
		}
		w.raw[b.to-1].end = true
		from = b.to
	}
}

// open reports whether a sentence can end behind piece i at all: at white
// space, or behind a final mark with no space after it.
func (w *Worker) open(i int) bool {
	return w.raw[i+1].gap != glued || w.raw[i].kind == stop
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
	if !w.begins(i + 1) {
		return doubt
	}
	return ends
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
