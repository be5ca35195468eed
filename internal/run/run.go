package run

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/attache/attache/internal/text"
)

// Worker does something with one report at a time. A worker is used by one
// goroutine; it may keep buffers between reports, but no memory of them.
type Worker[T any] interface {
	Do(ctx context.Context, r *text.Report) (T, error)
}

// Func makes a Worker of a function.
type Func[T any] func(ctx context.Context, r *text.Report) (T, error)

// Do calls f.
func (f Func[T]) Do(ctx context.Context, r *text.Report) (T, error) { return f(ctx, r) }

// Result is what became of one report.
type Result[T any] struct {
	Report *text.Report // nil when the input could not be read
	Value  T
	Err    error // of reading, or of the worker
}

// Panic is the error of a report on which a worker broke down.
type Panic struct {
	Report string // its id
	Value  any
	Stack  []byte
}

// Error names the report and the fault, on one line.
func (p *Panic) Error() string {
	return fmt.Sprintf("report %s: internal fault (%.200v): passed over; please send this report to the maintainers", p.Report, p.Value)
}

// ahead is how many reports a worker may be in front of the slowest one.
const ahead = 8

// job is a report under way; done receives its result.
type job[T any] struct {
	in   Result[T]
	done chan Result[T]
}

// Ordered puts reports through n workers (as many as there are cores when n is
// below 1) and calls out with the results in the order of the input. At most
// 8n reports are under way, so out may be slow and in may be endless.
//
// It returns the first error of out; nothing more is read then. When ctx ends
// it hands on what is done without a gap, and returns the cause; it does not
// wait for a read that hangs.
func Ordered[T any](ctx context.Context, in iter.Seq2[*text.Report, error], n int, maker func() Worker[T], out func(Result[T]) error) error {
	if n < 1 {
		n = runtime.GOMAXPROCS(0)
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan job[T], ahead*n) // in the order of the input
	work := make(chan job[T], n)
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() { serve(inner, work, maker) })
	}
	go feedAll(inner, in, queue, work)
	err := collect(ctx, queue, out)
	cancel()
	workers.Wait() // no worker outlives the call
	return err
}

// feedAll reads ahead until the window is full.
func feedAll[T any](ctx context.Context, in iter.Seq2[*text.Report, error], queue, work chan<- job[T]) {
	defer close(work)
	defer close(queue)
	for r, err := range in {
		j := job[T]{Result[T]{Report: r, Err: err}, make(chan Result[T], 1)}
		select {
		case queue <- j:
		case <-ctx.Done():
			return
		}
		if err != nil || r == nil {
			j.done <- j.in
			continue
		}
		select {
		case work <- j:
		case <-ctx.Done():
			return
		}
	}
}

// serve works until there is no more. After a panic it begins with a new
// worker, since the old one may be left half way.
func serve[T any](ctx context.Context, work <-chan job[T], maker func() Worker[T]) {
	w := maker()
	for {
		select {
		case <-ctx.Done():
			return
		case j, ok := <-work:
			if !ok {
				return
			}
			res := do(ctx, w, j.in.Report)
			var p *Panic
			if errors.As(res.Err, &p) {
				w = maker()
			}
			j.done <- res
		}
	}
}

// do is the one boundary that a panic does not cross.
func do[T any](ctx context.Context, w Worker[T], r *text.Report) (res Result[T]) {
	res.Report = r
	defer func() {
		if p := recover(); p != nil {
			res = Result[T]{Report: r, Err: &Panic{r.ID, p, debug.Stack()}}
		}
	}()
	res.Value, res.Err = w.Do(ctx, r)
	return res
}

// collect hands results on in order.
func collect[T any](ctx context.Context, queue <-chan job[T], out func(Result[T]) error) error {
	for {
		select {
		case j, ok := <-queue:
			if !ok {
				return context.Cause(ctx)
			}
			res, ok := wait(ctx, j)
			if !ok {
				return context.Cause(ctx)
			}
			if err := out(res); err != nil {
				return err
			}
		case <-ctx.Done():
			return drain(ctx, queue, out)
		}
	}
}

// wait gives the result of a job; when ctx has ended, only if it stands by now.
func wait[T any](ctx context.Context, j job[T]) (Result[T], bool) {
	select {
	case res := <-j.done:
		return res, !stopped(ctx, res.Err)
	case <-ctx.Done():
	}
	select {
	case res := <-j.done:
		return res, !stopped(ctx, res.Err)
	default:
		return Result[T]{}, false
	}
}

// stopped says that a worker gave up because it was told to.
func stopped(ctx context.Context, err error) bool {
	return ctx.Err() != nil && errors.Is(err, ctx.Err())
}

// drain hands on what stands done at the head of the queue.
func drain[T any](ctx context.Context, queue <-chan job[T], out func(Result[T]) error) error {
	for {
		select {
		case j, ok := <-queue:
			if !ok {
				return context.Cause(ctx)
			}
			res, ok := wait(ctx, j)
			if !ok {
				return context.Cause(ctx)
			}
			if err := out(res); err != nil {
				return err
			}
		default:
			return context.Cause(ctx)
		}
	}
}
