package web

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/attache/attache/internal/store"
)

const (
	slow  = 50 * time.Millisecond // an answer that took less is not kept
	fresh = time.Minute           // as long an answer stands for itself
	stale = time.Hour             // and as long while it is asked for anew
	most  = 256                   // answers kept
)

// memory stands before the record and keeps counts over many events that took
// long. For a minute they are given as they are; after that they are counted
// anew behind the visitor's back. Events, reports and reviews always come from
// the record itself.
type memory struct {
	Record
	mu   sync.Mutex
	kept map[string]*kept
}

type kept struct {
	value any
	at    time.Time
	done  chan struct{} // closed when nobody counts it any more; nil when nobody does
}

// remembered answers a question from memory, or asks it. Several who ask the
// same at once wait for one answer.
func remembered[T any](ctx context.Context, m *memory, name string, f store.Filter, n any, ask func(context.Context) (T, error)) (T, error) {
	b, err := json.Marshal([]any{name, f, n})
	if err != nil {
		return ask(ctx)
	}
	key := string(b)
	for {
		m.mu.Lock()
		k := m.kept[key]
		if k == nil || k.value == nil && k.done == nil || k.done == nil && time.Since(k.at) > stale {
			k = m.begin(key)
			m.mu.Unlock()
			return count(ctx, m, key, k, ask)
		}
		if k.value == nil {
			done := k.done
			m.mu.Unlock()
			select {
			case <-done:
				continue // kept, or quick enough to be asked
			case <-ctx.Done():
				var none T
				return none, ctx.Err()
			}
		}
		v := k.value.(T)
		if k.done == nil && time.Since(k.at) > fresh {
			k.done = make(chan struct{})
			// The visitor may leave; the next one wants the answer all the same.
			go func() {
				ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), stale)
				defer stop()
				_, _ = count(ctx, m, key, k, ask)
			}()
		}
		m.mu.Unlock()
		return v, nil
	}
}

// begin notes that an answer is being counted.
func (m *memory) begin(key string) *kept {
	if len(m.kept) >= most {
		m.forget()
	}
	k := &kept{done: make(chan struct{})}
	m.kept[key] = k
	return k
}

// count asks the record and keeps an answer that took long.
func count[T any](ctx context.Context, m *memory, key string, k *kept, ask func(context.Context) (T, error)) (T, error) {
	start := time.Now()
	v, err := ask(ctx)
	m.mu.Lock()
	defer m.mu.Unlock()
	close(k.done)
	k.done = nil
	if err != nil || time.Since(start) < slow {
		if m.kept[key] == k {
			delete(m.kept, key)
		}
		return v, err
	}
	k.value, k.at = v, time.Now()
	return v, nil
}

// forget drops the oldest answer that nobody counts at the moment.
func (m *memory) forget() {
	oldest := ""
	for key, k := range m.kept {
		if k.done == nil && (oldest == "" || k.at.Before(m.kept[oldest].at)) {
			oldest = key
		}
	}
	delete(m.kept, oldest)
}

// Count is part of Record.
func (m *memory) Count(ctx context.Context, f store.Filter) (int, error) {
	return remembered(ctx, m, "count", f, 0, func(ctx context.Context) (int, error) { return m.Record.Count(ctx, f) })
}

// Series is part of Record.
func (m *memory) Series(ctx context.Context, f store.Filter, step store.Step) ([]store.Point, error) {
	return remembered(ctx, m, "series", f, step, func(ctx context.Context) ([]store.Point, error) { return m.Record.Series(ctx, f, step) })
}

// Dyads is part of Record.
func (m *memory) Dyads(ctx context.Context, f store.Filter, limit int) ([]store.DyadCount, error) {
	return remembered(ctx, m, "dyads", f, limit, func(ctx context.Context) ([]store.DyadCount, error) { return m.Record.Dyads(ctx, f, limit) })
}

// ActorCounts is part of Record.
func (m *memory) ActorCounts(ctx context.Context, f store.Filter, limit int) ([]store.ActorCount, error) {
	return remembered(ctx, m, "actors", f, limit, func(ctx context.Context) ([]store.ActorCount, error) { return m.Record.ActorCounts(ctx, f, limit) })
}

// TypeCounts is part of Record.
func (m *memory) TypeCounts(ctx context.Context, f store.Filter) ([]store.TypeCount, error) {
	return remembered(ctx, m, "types", f, 0, func(ctx context.Context) ([]store.TypeCount, error) { return m.Record.TypeCounts(ctx, f) })
}

// Places is part of Record.
func (m *memory) Places(ctx context.Context, f store.Filter, limit int) ([]store.PlaceCount, error) {
	return remembered(ctx, m, "places", f, limit, func(ctx context.Context) ([]store.PlaceCount, error) { return m.Record.Places(ctx, f, limit) })
}

// Warm counts what the pages without filters show, so that the first visitor
// does not wait. It returns when it is done or the context ends.
func (s *Server) Warm(ctx context.Context) {
	for _, ask := range [...]func() error{
		func() error { _, err := s.rec.Dyads(ctx, store.Filter{}, 100); return err },
		func() error { _, err := s.rec.ActorCounts(ctx, store.Filter{}, 200); return err },
		func() error { _, err := s.rec.Count(ctx, store.Filter{}); return err },
		func() error { _, err := s.rec.Series(ctx, store.Filter{}, store.Month); return err },
		func() error { _, err := s.rec.Places(ctx, store.Filter{}, mostPlaces); return err },
	} {
		if err := ask(); err != nil && ctx.Err() == nil {
			s.opt.Log.Warn("counting ahead", "error", err)
		}
	}
}
