package relate

import (
	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/linear"
	"github.com/attache/attache/internal/text"
)

// Reader turns a text and two spans into features; one a goroutine.
type Reader struct {
	book  *codebook.Book
	read  *coder.Worker
	build *clause.Builder
	match *event.Matcher
	sc    scene
}

// NewReader returns a reader that shares the coder's models.
func NewReader(c *coder.Coder) *Reader {
	return &Reader{book: c.Book, read: c.Worker(),
		build: clause.NewBuilder(c.Book.Words, c.Book.Events.Deed), match: event.NewMatcher(c.Book)}
}

// scene reads the text and finds the parties in it. The scene is overwritten
// by the next call.
func (r *Reader) scene(t string, actor, recipient text.Span) (*scene, error) {
	rep := text.Report{ID: "pair", Text: t}
	sents := r.read.Read(&rep)
	sc := &r.sc
	sc.place(sents)
	if !sc.mark(0, actor) || !sc.mark(1, recipient) {
		return nil, ErrSpan
	}
	for i := range sc.words {
		sc.words[i].acts = actsOf(r.book.Events, &sc.words[i])
	}
	sc.clauses = r.build.Build(sents)
	in := event.Layers{Report: &rep, Sents: sents, Mentions: sc.asMentions(), Clauses: sc.clauses}
	sc.cands = r.match.Match(&in)
	sc.flipped = in.Mentions[0].Chain == 1
	return sc, nil
}

// Described is a pair as the classifiers see it.
type Described struct {
	Features []linear.Feature // for the types, and for acts against the other
	Modes    []linear.Feature
	Dense    []float32
}

// Describe gives a pair's features for training, of the given parts; the dense
// vector only with Vectors among them.
func (r *Reader) Describe(t string, actor, recipient text.Span, parts Parts, w *Words) (Described, error) {
	sc, err := r.scene(t, actor, recipient)
	if err != nil {
		return Described{}, err
	}
	var f, modes features
	sc.describe(&f, parts)
	sc.describeMode(&modes)
	d := Described{Features: f.fs, Modes: modes.fs}
	if parts&Vectors != 0 {
		d.Dense = sc.meaning(nil, w)
	}
	return d, nil
}
