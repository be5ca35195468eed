package split

import (
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// Splitter finds sentences and tokens. It does not change after New and may
// be shared by any number of goroutines.
type Splitter struct {
	model *Model // nil: rules alone
}

// New returns a splitter. With a nil model it works by rules alone.
func New(model *Model) *Splitter { return &Splitter{model: model} }

// Split returns the sentences of the report's text, in order, each with its
// tokens (span, form, head -1). Time is linear in the text. The result shares
// nothing with the splitter. Callers with many reports save allocations with
// a Worker.
func (s *Splitter) Split(r *text.Report) []syntax.Sentence {
	w := s.Worker()
	return w.Split(r)
}

// Worker returns a worker with buffers of its own, for one goroutine.
func (s *Splitter) Worker() *Worker { return &Worker{model: s.model} }

// Worker splits report after report and reuses its buffers.
type Worker struct {
	model  *Model
	text   string
	cuts   []int       // byte offsets at which a sentence must end, ascending
	skips  []text.Span // spans that give no token, ascending, not overlapping
	raw    []piece
	looks  []look // of the pieces, for the model
	blocks []block
	place  gather // features of the place in question
	lines  []line // of the block looked at last
	width  int    // characters of its longest line
	toks   []syntax.Token
	sents  []syntax.Sentence
}

// Split is Splitter.Split with reused memory: what it returns is overwritten
// by the next call. The strings in it stay valid.
func (w *Worker) Split(r *text.Report) []syntax.Sentence {
	w.text = r.Text
	w.raw, w.toks, w.sents = w.raw[:0], w.toks[:0], w.sents[:0]
	w.layOut(r)
	w.cutChunks()
	w.markEnds()
	return w.build()
}

// piece is a token on its way: bytes [from, to), what stood before it, what
// it is, and whether a sentence ends behind it.
type piece struct {
	from, to int
	gap      gap
	kind     kind
	end      bool
}

// gap says what stands between a piece and the one before it.
type gap uint8

const (
	glued   gap = iota // nothing
	spaced             // white space within a line, or a wrapped line
	newline            // a line ends and the text does not run on
	blank              // a blank line, or a border of furniture
)

// kind says what the sentence rules need to know of a piece.
type kind uint8

const (
	other   kind = iota
	word         // letters, perhaps with hyphens or apostrophes
	number       // begins with a digit
	abbrev       // ends with its own full stop: "Gen.", "U.S."
	initial      // a capital with a full stop: "M."
	stop         // . ! ? … and their runs
	opener       // opening bracket or quote
	closer       // closing bracket or quote
	quote        // " or ' whose side is not known
	dash         // - and longer, and bullets
)

// longest is the most tokens of a sentence. What runs on is a table or a list
// without marks: it is cut, since a tree takes memory by the square.
const longest = 500

// build turns the pieces into tokens and sentences.
func (w *Worker) build() []syntax.Sentence {
	starts := 0
	need := len(w.raw) + w.finalStops()
	if cap(w.toks) < need {
		w.toks = make([]syntax.Token, 0, need+need/8)
	}
	for i := range w.raw {
		p := &w.raw[i]
		if p.end && splitsFinal(p) {
			w.add(p.from, p.to-1)
			w.add(p.to-1, p.to)
		} else {
			w.add(p.from, p.to)
		}
		if !p.end && i+1 < len(w.raw) && len(w.toks)-starts < longest {
			continue
		}
		toks := w.toks[starts:len(w.toks):len(w.toks)]
		w.sents = append(w.sents, syntax.Sentence{
			Index:  len(w.sents),
			Span:   text.Span{From: toks[0].Span.From, To: toks[len(toks)-1].Span.To},
			Tokens: toks,
		})
		starts = len(w.toks)
	}
	return w.sents
}

func (w *Worker) add(from, to int) {
	w.toks = append(w.toks, syntax.Token{
		Span: text.Span{From: from, To: to}, Form: w.text[from:to], Head: -1,
	})
}

// splitsFinal reports whether an abbreviation at the end of a sentence gives
// up its full stop, as in the treebank: "in the U.S" ".".
func splitsFinal(p *piece) bool { return p.kind == abbrev || p.kind == initial }

func (w *Worker) finalStops() int {
	n := 0
	for i := range w.raw {
		if w.raw[i].end && splitsFinal(&w.raw[i]) {
			n++
		}
	}
	return n
}
