package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

// ingestion is reports on their way into the record: coded on all cores,
// written by one, in the order of the input.
type ingestion struct {
	*env
	store   *store.Store
	rec     *recorder
	workers int
	bar     *progress
	began   time.Time

	names   sync.Map     // *text.Report to the id that it came with
	skipped atomic.Int64 // there already, coded alike
	mu      sync.Mutex   // of what follows
	done    map[store.Outcome]int
	events  int
	faults  int // kept, but not coded
	failed  int // could not be read or kept
}

// fresh names reports by their contents and leaves out those that are there,
// coded alike.
func (j *ingestion) fresh(ctx context.Context, in iter.Seq2[*text.Report, error]) iter.Seq2[*text.Report, error] {
	return func(yield func(*text.Report, error) bool) {
		for r, err := range in {
			if err == nil && r != nil {
				j.names.Store(r, store.Identify(r))
				var known bool
				if known, err = j.store.Has(ctx, r.ID, j.rec.version); known && err == nil {
					j.names.Delete(r)
					j.skipped.Add(1)
					continue
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// run codes and writes. When ctx ends, what is coded is still written.
func (j *ingestion) run(ctx context.Context, in iter.Seq2[*text.Report, error]) error {
	defer j.bar.done()
	j.done = map[store.Outcome]int{}
	coded := make(chan store.Record, writeAtOnce)
	written := make(chan error, 1)
	go func() { written <- j.write(context.WithoutCancel(ctx), coded) }()
	err := run.Ordered(ctx, in, j.workers, j.worker, func(r run.Result[store.Record]) error {
		if r.Err != nil && !isPanic(r.Err) {
			j.fail(r.Err)
			return nil
		}
		rec := r.Value
		if r.Err != nil { // a fault of the program: kept, so that it is not met again and again
			name, _ := j.names.LoadAndDelete(r.Report)
			rec = store.Record{Report: *r.Report, Name: name.(string), Version: j.rec.version, Fault: strings.ReplaceAll(r.Err.Error(), "\n", " ")}
		}
		select {
		case coded <- rec:
			return nil
		case err := <-written:
			written <- err
			return err
		}
	})
	close(coded)
	if failed := <-written; failed != nil {
		return failed
	}
	if ctx.Err() == nil && err != nil {
		return err
	}
	return errors.Join(j.store.SettleLedger(context.WithoutCancel(ctx)), j.close(ctx))
}

func isPanic(err error) bool {
	var p *run.Panic
	return errors.As(err, &p)
}

func (j *ingestion) worker() run.Worker[store.Record] {
	w := j.rec.worker(j.store)
	return run.Func[store.Record](func(ctx context.Context, r *text.Report) (store.Record, error) {
		name, _ := j.names.Load(r)
		out, err := w.record(ctx, r, name.(string))
		j.names.Delete(r)
		return out, err
	})
}

const (
	writeAtOnce = 128                    // reports in one transaction, at most
	gather      = 100 * time.Millisecond // how long one waits for others to join it
)

// write writes what is coded, many reports at a time when they come fast.
func (j *ingestion) write(ctx context.Context, coded <-chan store.Record) error {
	for {
		list, open := collect(coded)
		if len(list) > 0 {
			if err := j.put(ctx, list); err != nil {
				return err
			}
		}
		if !open {
			return nil
		}
	}
}

// collect waits for a report, and shortly for others.
func collect(coded <-chan store.Record) (list []store.Record, open bool) {
	r, open := <-coded
	if !open {
		return nil, false
	}
	list = append(list, r)
	late := time.NewTimer(gather)
	defer late.Stop()
	for len(list) < writeAtOnce {
		select {
		case r, open := <-coded:
			if !open {
				return list, false
			}
			list = append(list, r)
		case <-late.C:
			return list, true
		}
	}
	return list, true
}

// put writes reports in one transaction. When that fails it tries each alone,
// so that one that cannot be kept does not take others with it; an error of
// them all is one of the database.
func (j *ingestion) put(ctx context.Context, list []store.Record) error {
	outcomes, err := j.store.PutAll(ctx, list)
	if err == nil {
		for i := range list {
			j.count(outcomes[i], &list[i])
		}
		return nil
	}
	bad := 0
	for i := range list {
		outcome, alone := j.store.Put(ctx, list[i])
		if alone != nil {
			bad++
			j.fail(alone)
			continue
		}
		j.count(outcome, &list[i])
	}
	if bad == len(list) {
		return fmt.Errorf("the record cannot be written: %w", err)
	}
	return nil
}

func (j *ingestion) count(o store.Outcome, r *store.Record) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done[o]++
	if o != store.Unchanged {
		j.events += len(r.Events)
	}
	if r.Fault != "" {
		j.faults++
		j.bar.hide()
		fmt.Fprintf(j.err, "attache: %s: kept without events: %s\n", r.Name, r.Fault)
	}
	n := int(j.skipped.Load())
	for _, k := range j.done {
		n += k
	}
	j.bar.step(n)
}

func (j *ingestion) fail(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.failed++
	j.bar.hide()
	fmt.Fprintf(j.err, "attache: %s\n", strings.ReplaceAll(err.Error(), "\n", " "))
}

// close sums up.
func (j *ingestion) close(ctx context.Context) error {
	j.bar.done()
	took := time.Since(j.began)
	same := j.done[store.Unchanged] + int(j.skipped.Load())
	fresh := j.done[store.Added] + j.done[store.Superseded]
	parts := []string{count(fresh, "new report")}
	for _, p := range []struct {
		n    int
		what string
	}{
		{j.done[store.Superseded], "%d in the place of earlier ones"},
		{j.done[store.Recoded], "%d coded anew"},
		{same, "%d there already"},
		{j.faults, "%d without events, see above"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf(p.what, p.n))
		}
	}
	_, err := fmt.Fprintf(j.out, "%s; %s; %.1f s\n", strings.Join(parts, ", "), count(j.events, "event"), took.Seconds())
	switch {
	case err != nil:
		return err
	case ctx.Err() != nil:
		fmt.Fprintln(j.err, "attache: stopped; the same command goes on from here")
		return errInput
	case j.failed > 0:
		fmt.Fprintf(j.err, "attache: %s could not be read or kept\n", count(j.failed, "input"))
		return errInput
	case j.faults > 0:
		return errInput
	}
	return nil
}
