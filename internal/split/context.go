package split

// look is what the model sees of a piece.
type look struct {
	hash  uint32 // of the lower-cased word, digits as 0
	class uint8  // from the model's lexicon: how the word is mostly used
	shape shape
}

// block is a run of pieces without a forced end within, and what is known of
// the style of its writing.
type block struct {
	from, to int // pieces
	style    uint8
	pace     uint8
}

// Signs of how a block is written.
const (
	fStopped uint8 = 1 << iota // it ends with a final mark
	fBroken                    // a small letter follows a final mark
	fOften                     // in more than one case of four
	fMarks                     // it has addresses, emoticons or rulers
	fSmall                     // it begins with a small letter
)

// edited reports whether the block is written as a newspaper's paragraph is.
func (b *block) edited() bool { return b.style == fStopped }

// readBlocks finds the blocks of the text and reports whether it is edited
// prose as a whole: most of its blocks of more than a few words are. There the
// rules are right; a wire report is such a text, a thread of mails is not.
func (w *Worker) readBlocks() bool {
	w.blocks = w.blocks[:0]
	tidy, all := 0, 0
	for from := 0; from < len(w.raw); {
		b := w.nextBlock(from)
		w.blocks = append(w.blocks, b)
		if b.to-b.from > titleSize {
			all++
			if b.edited() {
				tidy++
			}
		}
		from = b.to
	}
	return tidy*10 >= all*tidyTenths
}

const (
	titleSize  = 8 // pieces of a headline or byline, at most
	tidyTenths = 6
)

// lookAt fills w.looks for the pieces.
func (w *Worker) lookAt() {
	w.looks = w.looks[:0]
	for i := range w.raw {
		p := &w.raw[i]
		s := w.text[p.from:p.to]
		h := hashWord(s)
		w.looks = append(w.looks, look{h, w.model.classOf(h), shapeOf(s, p.kind)})
	}
}

// hashWord hashes s, ASCII letters lower-cased, digits as 0 and the
// typographic apostrophe as it is.
func hashWord(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		c := lower(s[i])
		if isDigit(c) {
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h ^ h>>15
}

// nextBlock measures the block that begins at piece from.
func (w *Worker) nextBlock(from int) block {
	b := block{from: from, to: from + 1}
	for b.to < len(w.raw) && w.raw[b.to].gap < newline {
		b.to++
	}
	stops, broken, small := 0, 0, 0
	for i := from; i < b.to; i++ {
		if w.raw[i].kind == stop {
			stops++
			if i+1 < b.to && w.looks[i+1].shape == sLower {
				broken++
			}
		}
		if sh := w.looks[i].shape; sh == sFace || sh == sRule || sh == sAddress {
			small++
		}
	}
	last := b.to - 1
	for last > from && closes(w.raw[last].kind) {
		last--
	}
	set := func(flag uint8, on bool) {
		if on {
			b.style |= flag
		}
	}
	set(fStopped, w.raw[last].kind == stop || w.raw[last].kind == abbrev)
	set(fBroken, broken > 0)
	set(fOften, broken*4 > stops)
	set(fMarks, small > 0)
	set(fSmall, w.looks[from].shape == sLower)
	b.pace = bin((b.to - from) / (stops + 1))
	return b
}

// bin puts a count into one of 12 classes that grow.
func bin(n int) uint8 {
	switch {
	case n < 6:
		return uint8(n)
	case n < 9:
		return 6
	case n < 13:
		return 7
	case n < 19:
		return 8
	case n < 28:
		return 9
	case n < 45:
		return 10
	}
	return 11
}

// path is what the model remembers of the decisions before a place.
type path struct {
	start  int   // first piece of the sentence
	before shape // the piece that ended the sentence before
	open   int   // brackets open
	quotes int   // quotes since the start
	verbs  uint8 // words of the sentence that are mostly verbs, up to 3
}

// step takes piece i into the path; ended says that a sentence ends behind it.
func (p *path) step(w *Worker, i int, ended bool) {
	if ended {
		*p = path{start: i + 1, before: w.looks[i].shape}
		return
	}
	if isVerb(w.looks[i].class) && p.verbs < 3 {
		p.verbs++
	}
	switch w.raw[i].kind {
	case opener:
		p.open++
	case closer:
		if p.open > 0 {
			p.open--
		}
	case quote:
		p.quotes++
	}
}
