package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/story"
	"github.com/attache/attache/internal/text"
)

// Version says how a report was coded. Two reports of one version were coded
// alike.
type Version struct {
	Program  string `json:"program"`  // "attache v1.2.0"
	Codebook string `json:"codebook"` // digest of codebook and models
	Settings string `json:"settings"` // "threshold=0.5", in a fixed order
}

// Record is a coded report, as it is put into the store.
type Record struct {
	Report  text.Report // its ID as Identify gives it
	Name    string      // the id that it came with
	Version Version
	Events  []export.Event
	Ledger  *ledger.Page // nil when the ledger was not drawn
	Fault   string       // why it could not be coded; it is kept, without events

	ready *prepared
}

// Identify names a report by its contents and gives the id that it came with.
// It is done before coding, since events are named after their report.
func Identify(r *text.Report) (name string) {
	name = r.ID
	r.ID = ReportID(r)
	return name
}

// ReportID is a digest of what makes a report: outlet, title, day and text.
// The same report has the same id wherever and under whatever name it is read.
func ReportID(r *text.Report) string {
	h := sha256.New()
	for _, part := range [...]string{story.Outlet(r.Source, r.URL), r.Title, dayOf(r), r.Text} {
		fmt.Fprintf(h, "%d:", len(part))
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

func dayOf(r *text.Report) string {
	d, ok := r.Day()
	if !ok {
		return ""
	}
	return d.Format(time.DateOnly)
}

// prepared is what can be worked out before the report's turn to be written.
type prepared struct {
	day, published, furniture, words string
	mark                             story.Mark
	sketch                           story.Sketch
	bodies                           []string
	page                             []byte
}

// Preparer works out, outside the transaction, what a report's rows hold. It
// belongs to one goroutine.
type Preparer struct {
	cut  *story.Cutter
	pack *packer
}

// NewPreparer makes a Preparer.
func (s *Store) NewPreparer() *Preparer { return &Preparer{story.NewCutter(), s.packer} }

var (
	errNUL  = errors.New("the text holds a NUL character, which a record cannot keep: take it out")
	errUTF8 = errors.New("the text is no valid UTF-8: convert it first")
)

// Prepare does for a record what need not be done in the transaction. Put does
// it for those that come without.
func (p *Preparer) Prepare(r *Record) error {
	for _, s := range [...]*string{&r.Report.Text, &r.Report.Title, &r.Name, &r.Report.Source, &r.Report.URL, &r.Report.Author} {
		switch {
		case strings.IndexByte(*s, 0) >= 0:
			return fmt.Errorf("report %s: %w", r.Name, errNUL)
		case !utf8.ValidString(*s):
			return fmt.Errorf("report %s: %w", r.Name, errUTF8)
		}
	}
	words := p.cut.Words(r.Report.Title + "\n" + r.Report.Text)
	out := &prepared{day: dayOf(&r.Report), mark: story.MarkOf(&r.Report), sketch: story.NewSketch(words), words: indexed(words)}
	if !r.Report.Published.IsZero() {
		out.published = r.Report.Published.Format(time.RFC3339)
	}
	furniture, err := json.Marshal(r.Report.Furniture)
	if err != nil {
		return err
	}
	out.furniture = string(furniture)
	for i := range r.Events {
		b, err := export.JSON(&r.Events[i])
		if err != nil {
			return err
		}
		out.bodies = append(out.bodies, string(b))
	}
	if r.Ledger != nil {
		b, err := r.Ledger.MarshalBinary()
		if err != nil {
			return err
		}
		out.page = p.pack.pack(b)
	}
	r.ready = out
	return nil
}

// Outcome says what putting a report did.
type Outcome int

// The outcomes.
const (
	Unchanged  Outcome = iota // it was there, coded alike
	Added                     // it is new
	Recoded                   // it was there, coded otherwise; the old coding is kept
	Superseded                // it is new, and takes the place of an earlier report
)

var outcomes = [...]string{"unchanged", "added", "recoded", "superseded"}

// String names the outcome.
func (o Outcome) String() string { return outcomes[o] }

// Put writes one report, whole or not at all. See PutAll.
func (s *Store) Put(ctx context.Context, r Record) (Outcome, error) {
	out, err := s.PutAll(ctx, []Record{r})
	if err != nil {
		return Unchanged, err
	}
	return out[0], nil
}

// PutAll writes reports in one transaction, in their order: all of them, or
// none. What a report is to earlier ones, copy, update or further telling, is
// settled as it is written; reports of one order make one record, however they
// are divided over calls.
func (s *Store) PutAll(ctx context.Context, list []Record) ([]Outcome, error) {
	p := s.NewPreparer()
	for i := range list {
		if list[i].ready == nil {
			if err := p.Prepare(&list[i]); err != nil {
				return nil, err
			}
		}
	}
	var out []Outcome
	err := s.change(ctx, func(tx *Tx) error {
		out = make([]Outcome, len(list))
		w := newWriter(tx, s.packer)
		for i := range list {
			var err error
			if out[i], err = w.put(ctx, &list[i]); err != nil {
				return fmt.Errorf("report %s: %w", list[i].Name, err)
			}
		}
		return w.close(ctx)
	})
	return out, err
}

// Has reports whether the report of this id is there under this version.
func (s *Store) Has(ctx context.Context, id string, v Version) (bool, error) {
	var n int
	err := s.row(ctx, "SELECT COUNT(*) FROM report r JOIN version v ON v.n = r.version WHERE r.id = ? AND v.program = ? AND v.codebook = ? AND v.settings = ?",
		id, v.Program, v.Codebook, v.Settings).Scan(&n)
	return n > 0, err
}
