package web

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/attache/attache/internal/store"
)

// slowRecord counts how often it is asked, and takes its time.
type slowRecord struct {
	Record
	asked atomic.Int64
	took  time.Duration
	err   error
}

func (r *slowRecord) Count(context.Context, store.Filter) (int, error) {
	n := r.asked.Add(1)
	time.Sleep(r.took)
	return int(n), r.err
}

func TestWhatTookLongIsCountedOnce(t *testing.T) {
	r := &slowRecord{took: 2 * slow}
	m := &memory{Record: r, kept: map[string]*kept{}}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if n, err := m.Count(t.Context(), store.Filter{}); n != 1 || err != nil {
				t.Errorf("%d, %v", n, err)
			}
		})
	}
	all.Wait()
	if n := r.asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
	if n, _ := m.Count(t.Context(), store.Filter{Types: []string{"AID"}}); n != 2 {
		t.Errorf("another question has the answer of the first: %d", n)
	}
}

func TestWhatIsStaleIsGivenAndCountedAnew(t *testing.T) {
	r := &slowRecord{took: 2 * slow}
	m := &memory{Record: r, kept: map[string]*kept{}}
	ask := func() int {
		n, err := m.Count(t.Context(), store.Filter{})
		if err != nil {
			t.Error(err)
		}
		return n
	}
	ask()
	for _, k := range m.kept {
		k.at = k.at.Add(-2 * fresh)
	}
	if n := ask(); n != 1 {
		t.Errorf("the visitor waited for %d", n)
	}
	for ask() == 1 && r.asked.Load() < 3 {
		time.Sleep(time.Millisecond)
	}
	if n := ask(); n != 2 {
		t.Errorf("counted anew: %d", n)
	}
}

func TestQuickAnswersAndErrorsAreNotKept(t *testing.T) {
	r := &slowRecord{}
	m := &memory{Record: r, kept: map[string]*kept{}}
	for want := 1; want < 4; want++ {
		if n, err := m.Count(t.Context(), store.Filter{}); n != want || err != nil {
			t.Errorf("%d, %v, want %d", n, err, want)
		}
	}
	r.took, r.err = 2*slow, errors.New("lost")
	for range 2 {
		if _, err := m.Count(t.Context(), store.Filter{}); err == nil {
			t.Error("an error was forgotten")
		}
	}
	if len(m.kept) > 0 || r.asked.Load() != 5 {
		t.Errorf("%d kept, asked %d times", len(m.kept), r.asked.Load())
	}
}
