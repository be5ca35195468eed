package main

import (
	"cmp"
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

// dbFlag names the record; ATTACHE_DB does where the flag is not given.
func dbFlag(c *cobra.Command) *string {
	return c.Flags().String("db", cmp.Or(os.Getenv("ATTACHE_DB"), "attache.db"), "the record: a file, or a postgres:// URL (default from ATTACHE_DB)")
}

// recorder codes reports for the record: events and what they give to the
// ledger. It is loaded once and shared by workers.
type recorder struct {
	coder   *coder.Coder
	words   *codebook.Ledger
	version store.Version
}

func newRecorder(o coderOptions) (*recorder, error) {
	c, err := newCoder(o)
	if err != nil {
		return nil, err
	}
	words, err := loadLedger(o.codebook)
	if err != nil {
		return nil, err
	}
	data, err := c.Fingerprint()
	if err != nil {
		return nil, err
	}
	return &recorder{c, words, store.Version{Program: "attache " + version(), Codebook: data, Settings: c.Settings()}}, nil
}

// recordWorker makes records of reports; one a goroutine.
type recordWorker struct {
	*recorder
	code    *coder.Worker
	draw    *ledger.Drawer
	prepare *store.Preparer
}

func (r *recorder) worker(s *store.Store) *recordWorker {
	return &recordWorker{r, r.coder.Worker(), ledger.NewDrawer(r.words, r.coder.Book.Words), s.NewPreparer()}
}

// record codes a report that has its id from store.Identify, and came with the
// name. A report that cannot be coded gives a record with a Fault; the error is
// for what cannot be kept, and for a context that ended.
func (w *recordWorker) record(ctx context.Context, r *text.Report, name string) (store.Record, error) {
	out := store.Record{Report: *r, Name: name, Version: w.version}
	d, err := w.code.Code(ctx, r)
	switch {
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return out, err
	case err != nil:
		out.Fault = err.Error()
	default:
		out.Events = export.Events(export.Record{Report: r, Sents: d.Sents, Events: d.Events}, w.coder)
		out.Ledger = drawPage(w.draw, r, d)
	}
	return out, w.prepare.Prepare(&out)
}

// drawPage draws what a coded report gives to the ledger.
func drawPage(draw *ledger.Drawer, r *text.Report, d *coder.Doc) *ledger.Page {
	in := &ledger.Layers{Layers: event.Layers{Report: r, Sents: d.Sents, Mentions: d.Mentions, Times: d.Times, Clauses: d.Clauses}, Events: d.Events}
	p := &ledger.Page{Report: r.ID, Entries: draw.Draw(in), Deeds: draw.Deeds(in)}
	p.Day, _ = r.Day()
	at := text.NewCharacters(r.Text)
	for i := range p.Entries {
		p.Entries[i].Resolve(r.Text, at)
	}
	for i := range p.Deeds {
		p.Deeds[i].Resolve(at)
	}
	return p
}
