package run

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/attache/attache/internal/text"
)

// numbered gives n reports, "0", "1", …; every tenth is an error.
func numbered(n int, read *atomic.Int64) iter.Seq2[*text.Report, error] {
	return func(yield func(*text.Report, error) bool) {
		for i := range n {
			if read != nil {
				read.Add(1)
			}
			if i%10 == 9 {
				if !yield(nil, fmt.Errorf("input %d unreadable", i)) {
					return
				}
				continue
			}
			if !yield(&text.Report{ID: fmt.Sprint(i)}, nil) {
				return
			}
		}
	}
}

// upset works for a while, fails on each seventh and breaks down on each
// eleventh report.
func upset() Worker[string] {
	return Func[string](func(_ context.Context, r *text.Report) (string, error) {
		var n int
		_, _ = fmt.Sscan(r.ID, &n)
		time.Sleep(time.Duration(rand.IntN(200)) * time.Microsecond)
		switch {
		case n%11 == 10:
			panic("index out of range")
		case n%7 == 6:
			return "", errors.New("cannot be coded")
		}
		return "did " + r.ID, nil
	})
}

func transcript(t *testing.T, workers int) string {
	t.Helper()
	var b strings.Builder
	err := Ordered(t.Context(), numbered(300, nil), workers, upset, func(r Result[string]) error {
		fmt.Fprintln(&b, r.Value, r.Err)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSameOutputForAnyNumberOfWorkers(t *testing.T) {
	want := transcript(t, 1)
	if lines := strings.Count(want, "\n"); lines != 300 || !strings.Contains(want, "report 10: internal fault (index out of range): passed over") {
		t.Fatal(lines, want)
	}
	for _, n := range []int{0, 2, 3, 16} {
		if got := transcript(t, n); got != want {
			t.Errorf("%d workers give something else", n)
		}
	}
}

func TestAfterAPanicComesANewWorker(t *testing.T) {
	var made atomic.Int64
	maker := func() Worker[string] { made.Add(1); return upset() }
	_ = Ordered(t.Context(), numbered(23, nil), 1, maker, func(Result[string]) error { return nil })
	if made.Load() != 3 { // broken on reports 10 and 21
		t.Error(made.Load())
	}
}

func TestTheWindowIsBounded(t *testing.T) {
	var read atomic.Int64
	out := 0
	err := Ordered(t.Context(), numbered(1<<40, &read), 2, upset, func(Result[string]) error {
		if out++; int(read.Load()) > out+ahead*2+2*2+2 {
			t.Errorf("%d read, %d handed on", read.Load(), out)
		}
		if out == 200 {
			return errors.New("pipe closed")
		}
		return nil
	})
	if err == nil || err.Error() != "pipe closed" {
		t.Error(err)
	}
}

func TestCancelHandsOnWhatIsDone(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var got []string
	hangs := func(yield func(*text.Report, error) bool) { // a stream that says nothing more
		for i := range 20 {
			if !yield(&text.Report{ID: fmt.Sprint(i)}, nil) {
				return
			}
		}
		select {}
	}
	slow := func() Worker[string] {
		return Func[string](func(ctx context.Context, r *text.Report) (string, error) {
			if r.ID == "15" {
				cancel()
				<-ctx.Done()
				return "", ctx.Err()
			}
			return r.ID, nil
		})
	}
	err := Ordered(ctx, hangs, 2, slow, func(r Result[string]) error {
		if r.Err != nil {
			t.Error("being told to stop is no fault of a report:", r.Err)
		}
		got = append(got, r.Value)
		return nil
	})
	if !errors.Is(err, context.Canceled) || !slices.IsSortedFunc(got, func(a, b string) int { return len(a) - len(b) }) || len(got) > 15 {
		t.Error(err, got)
	}
}

func TestNoWorkerOutlivesTheCall(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		_ = transcript(t, 8)
	}
	time.Sleep(20 * time.Millisecond)
	if after := runtime.NumGoroutine(); after > before+2 {
		t.Error(before, after)
	}
}

func BenchmarkOverhead(b *testing.B) {
	b.ReportAllocs()
	n := 0
	in := func(yield func(*text.Report, error) bool) {
		for i := 0; i < b.N && yield(&text.Report{}, nil); i++ {
		}
	}
	none := func() Worker[int] {
		return Func[int](func(context.Context, *text.Report) (int, error) { return 1, nil })
	}
	_ = Ordered(b.Context(), in, 2, none, func(r Result[int]) error { n += r.Value; return nil })
}
