package coder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/lemma"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/parse"
	"github.com/attache/attache/internal/place"
	"github.com/attache/attache/internal/split"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
	"github.com/attache/attache/model"
)

// Coder holds codebook and models, loaded once and shared by all workers.
type Coder struct {
	Book   *codebook.Book
	split  *split.Splitter
	parse  *parse.Model
	lemma  *lemma.Lemmatizer
	find   *mention.Finder
	scorer *event.Scorer
	places *place.Gazetteer
	opt    options
}

type options struct {
	books     []fs.FS
	threshold float64
	noScorer  bool
}

// Option changes how a coder works.
type Option func(*options) error

// WithCodebook adds a folder that adds to or overrides the built-in codebook.
func WithCodebook(f fs.FS) Option {
	return func(o *options) error {
		o.books = append(o.books, f)
		return nil
	}
}

// WithThreshold sets the confidence below which an event is not recorded, from
// 0 to 1. A negative value stands for the default.
func WithThreshold(t float64) Option {
	return func(o *options) error {
		if t > 1 {
			return fmt.Errorf("threshold %v: expected a number from 0 to 1", t)
		}
		o.threshold = t
		return nil
	}
}

// WithoutScorer leaves every decision to the patterns.
func WithoutScorer() Option {
	return func(o *options) error {
		o.noScorer = true
		return nil
	}
}

// New loads codebook and models. The error names every mistake in a codebook.
func New(opts ...Option) (*Coder, error) {
	o := options{books: []fs.FS{data.Files}, threshold: -1}
	for _, set := range opts {
		if err := set(&o); err != nil {
			return nil, err
		}
	}
	c := &Coder{opt: o}
	if err := c.load(); err != nil {
		return nil, err
	}
	return c, nil
}

// load reads codebook and models side by side: they are independent, and the
// program should start at once.
func (c *Coder) load() error {
	parts := [...]func() error{c.loadBook, c.loadReader, c.loadSmall, c.loadPlaces}
	errs := make([]error, len(parts))
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Go(func() { errs[i] = part() })
	}
	wg.Wait()
	return errors.Join(errs...)
}

func (c *Coder) loadBook() error {
	book, err := codebook.Load(c.opt.books...)
	if err != nil {
		return err
	}
	c.Book, c.find = book, mention.New(book)
	return nil
}

func (c *Coder) loadReader() (err error) {
	if c.parse, err = parse.Load(model.Reader()); err != nil {
		return fmt.Errorf("reader's model: %w", err)
	}
	return nil
}

func (c *Coder) loadPlaces() (err error) {
	if c.places, err = place.Open(places.Files, data.Files); err != nil {
		return fmt.Errorf("gazetteer: %w", err)
	}
	return nil
}

// loadSmall loads what takes a few milliseconds each.
func (c *Coder) loadSmall() error {
	sm, err := split.Load(model.Split())
	if err != nil {
		return fmt.Errorf("splitter's model: %w", err)
	}
	c.split = split.New(sm)
	lm, err := lemma.Load(model.Lemma())
	if err != nil {
		return fmt.Errorf("lemmatizer's model: %w", err)
	}
	c.lemma = lemma.New(lm)
	if c.opt.noScorer {
		return nil
	}
	if c.scorer, err = event.LoadScorer(model.Events()); err != nil {
		return fmt.Errorf("event scorer: %w", err)
	}
	return nil
}

// Score gives quad class and conflict-cooperation score of a type and mode, as
// the codebook has them.
func (c *Coder) Score(typ, mode string) (int, float64) { return c.Book.Events.Score(typ, mode) }

// Places returns the gazetteer, for those who want places alone.
func (c *Coder) Places() *place.Gazetteer { return c.places }

// Matcher returns a matcher with the coder's codebook, for training.
func (c *Coder) Matcher() *event.Matcher { return event.NewMatcher(c.Book) }

// Parts takes the scores of a document's candidates apart; nil without a
// scorer. Linear in the candidates.
func (c *Coder) Parts(d *Doc) []event.Score {
	if c.scorer == nil {
		return nil
	}
	m, in := c.Matcher(), d.Layers()
	return c.scorer.Parts(m, in, m.Match(in))
}

// Doc is a report with a layer a stage, each written once.
type Doc struct {
	Report     *text.Report
	Sents      []syntax.Sentence
	Mentions   []mention.Mention
	Times      []when.Expr
	Places     []place.Found
	Clauses    []clause.Clause
	Candidates []event.Candidate
	Events     []event.Event
}

// Worker codes one report after another; one a goroutine.
type Worker struct {
	c     *Coder
	split *split.Worker
	parse *parse.Worker
	build *clause.Builder
	match *event.Matcher
}

// Worker returns a worker with memory of its own.
func (c *Coder) Worker() *Worker {
	return &Worker{c: c, split: c.split.Worker(), parse: c.parse.NewWorker(),
		build: clause.NewBuilder(c.Book.Words, c.Book.Events.Deed), match: event.NewMatcher(c.Book)}
}

// Read gives sentences with their trees. What it returns is overwritten by the
// next call.
func (w *Worker) Read(r *text.Report) []syntax.Sentence {
	sents := w.split.Split(r)
	for i := range sents {
		w.ReadSentence(&sents[i])
	}
	return sents
}

// ReadSentence fills tags, tree and lemmas of a sentence that has tokens.
func (w *Worker) ReadSentence(s *syntax.Sentence) {
	w.parse.Parse(s)
	for k := range s.Tokens {
		t := &s.Tokens[k]
		t.Lemma = w.c.lemma.Lemma(t.Form, t.UPOS, t.XPOS, t.Feats)
	}
}

// ErrNotEnglish says that a report is in a language that the reader was not
// trained for; its trees would be nonsense.
var ErrNotEnglish = errors.New("the text does not look like English, the only language that is read; left out")

// Code runs every stage on the report. The document is valid until the
// worker's next call, but for its Report and Events. It returns early with the
// context's error when that is done, and with ErrNotEnglish.
func (w *Worker) Code(ctx context.Context, r *text.Report) (*Doc, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !split.English(r.Text) {
		return nil, ErrNotEnglish
	}
	d := &Doc{Report: r}
	d.Sents = w.Read(r)
	return d, w.finish(d)
}

// finish runs the stages behind the reader.
func (w *Worker) finish(d *Doc) error {
	d.Mentions = w.c.find.Find(d.Report, d.Sents)
	d.Times = when.Find(d.Report, d.Sents)
	d.Clauses = w.build.Build(d.Sents)
	d.Places = place.Find(w.c.places, d.Report, d.Sents)
	in := d.Layers()
	d.Candidates = w.match.Match(in)
	if w.c.scorer != nil {
		w.c.scorer.Rank(w.match, in, d.Candidates)
	}
	d.Events = w.match.Events(in, d.Candidates, w.c.scorer, w.c.opt.threshold)
	return nil
}
