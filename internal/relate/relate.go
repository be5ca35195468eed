package relate

import (
	"errors"
	"fmt"
	"sync"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/model"
)

// ErrSpan says that a marked span holds no word of the text.
var ErrSpan = errors.New("marked span holds no word")

// None is the type of an answer where the text tells of no act.
const None = "NONE"

// Answer is what the first party did to the second.
type Answer struct {
	Event        string // PLOVER's type, or NONE
	Mode         string // "" when none is told
	Confidence   float64
	Against      float64 // likelihood that it is an act against the other, by word or deed
	Alternatives []Alternative
	Why          Why
}

// Alternative is another type and its likelihood.
type Alternative struct {
	Event      string
	Confidence float64
}

// Why tells what an answer rests on: the line of the codebook that names such
// an act of the two, "" when none does, and what weighed most.
type Why struct {
	Rule     string
	Features []string
}

// Relater answers what one span of a text did to another. It may be used by
// several goroutines.
type Relater struct {
	c       *coder.Coder
	m       *Model
	workers sync.Pool
}

// New loads the classifier; the coder lends its reader and its codebook.
func New(c *coder.Coder) (*Relater, error) {
	m, err := ReadModel(model.Relate())
	if err != nil {
		return nil, err
	}
	if m.Words, err = ReadWords(model.RelateWords()); err != nil {
		return nil, fmt.Errorf("pairs: %w", err)
	}
	return With(c, m), nil
}

// With returns a Relater with the given model.
func With(c *coder.Coder, m *Model) *Relater {
	r := &Relater{c: c, m: m}
	r.workers.New = func() any { return r.Worker() }
	return r
}

// Relate answers for one pair; spans are bytes into the text. The only error
// is ErrSpan.
func (r *Relater) Relate(t string, actor, recipient text.Span) (Answer, error) {
	w := r.workers.Get().(*Worker)
	defer r.workers.Put(w)
	return w.Relate(t, actor, recipient)
}

// Worker answers one pair after another; one a goroutine.
type Worker struct {
	m       *Model
	read    *Reader
	f       features
	dense   []float32
	scores  []float32
	modes   []float32
	Related bool // the pairs are known to be related: NONE is no answer
}

// Worker returns a worker with memory of its own.
func (r *Relater) Worker() *Worker {
	return &Worker{m: r.m, read: NewReader(r.c), scores: make([]float32, len(r.m.Types)), modes: make([]float32, len(r.m.Modes))}
}

// Relate answers for one pair; see Relater.Relate.
func (w *Worker) Relate(t string, actor, recipient text.Span) (Answer, error) {
	sc, err := w.read.scene(t, actor, recipient)
	if err != nil {
		return Answer{}, err
	}
	w.f.reset()
	sc.describe(&w.f, All)
	w.dense = sc.meaning(w.dense, w.m.Words)
	w.m.ByType.Scores(w.scores, w.f.fs, w.dense)
	a := w.m.choose(w.scores, 1-w.m.Related.yes(w.f.fs), w.Related)
	a.Against = w.m.Against.yes(w.f.fs)
	kind := a.Event
	a.Why.Features = w.reasons(kind)
	w.f.reset()
	sc.describeMode(&w.f)
	w.m.ByMode.Scores(w.modes, w.f.fs, nil)
	w.m.mode(&a, w.modes)
	a.Why.Rule = sc.rule(w.read.book, kind)
	return a, nil
}
