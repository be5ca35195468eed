package store

import (
	"context"
	"fmt"
	"iter"
)

// Load writes many reports into an empty record, each a story of its own: what
// they are to one another is not asked. It is for benchmarks, which need a
// million events soon; their ids must differ.
func (s *Store) Load(ctx context.Context, list iter.Seq[Record]) error {
	const part = 500
	p := s.NewPreparer()
	var batch []Record
	flush := func() error {
		err := s.change(ctx, func(tx *Tx) error {
			w := newWriter(tx, s.packer)
			for i := range batch {
				if err := w.load(ctx, &batch[i]); err != nil {
					return fmt.Errorf("report %s: %w", batch[i].Name, err)
				}
			}
			return nil
		})
		batch = batch[:0]
		return err
	}
	for r := range list {
		if err := p.Prepare(&r); err != nil {
			return err
		}
		if batch = append(batch, r); len(batch) == part {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	if err := s.Reindex(ctx); err != nil {
		return err
	}
	return s.change(ctx, func(tx *Tx) error {
		_, err := tx.Tx.ExecContext(ctx, s.d.stats)
		return err
	})
}

func (w *writer) load(ctx context.Context, r *Record) error {
	version, err := w.version(ctx, r.Version)
	if err != nil {
		return err
	}
	n, err := w.key(ctx, "report")
	if err != nil {
		return err
	}
	p := &r.Report
	if _, err := w.exec(ctx, "INSERT INTO story (n, id, title, day, lastday, reports, tellings, sources) VALUES ("+places(8)+")", n, p.ID, p.Title, r.ready.day, r.ready.day, 1, 1, 1); err != nil {
		return err
	}
	_, err = w.exec(ctx, "INSERT INTO report (n, id, name, source, url, title, author, day, published, dated, place, mark, version, fault, story, added, furniture, text) VALUES ("+places(18)+")",
		n, p.ID, r.Name, p.Source, p.URL, p.Title, p.Author, r.ready.day, r.ready.published, string(p.Dated), p.Place, "", version, r.Fault, n, w.now, r.ready.furniture, p.Text)
	if err != nil {
		return err
	}
	if _, err = w.exec(ctx, w.d.addWords, n, w.d.vector(r.ready.words)); err != nil {
		return err
	}
	if _, err := w.addEvents(ctx, n, r); err != nil {
		return err
	}
	_, err = w.exec(ctx, "UPDATE event SET story = ? WHERE report = ?", n, n)
	return err
}
