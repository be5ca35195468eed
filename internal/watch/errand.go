package watch

import (
	"context"
	"fmt"
	"time"
)

// errand is one way to the network: it takes the hosts it comes to, one worker
// at a time in all processes that share the record, and frees them at its end,
// to be asked again after a pause.
type errand struct {
	w    *Watcher
	held map[string]time.Duration // hosts taken, and the pause that each wants
}

// errand begins with a host that is taken already.
func (w *Watcher) errand(host string) *errand {
	return &errand{w, map[string]time.Duration{host: w.opt.Delay}}
}

// take takes a host, waiting a little while another has it.
func (e *errand) take(ctx context.Context, host string) error {
	if _, ok := e.held[host]; ok {
		return nil
	}
	const patience = 5 * time.Second
	give := e.w.clock.Now().Add(patience)
	for {
		now := e.w.clock.Now()
		free, ok, err := e.w.db.TakeHost(ctx, host, now, now.Add(e.w.opt.Lease))
		if err != nil {
			return err
		}
		if ok {
			e.held[host] = e.w.opt.Delay
			return nil
		}
		if free.After(give) {
			return &trouble{err: fmt.Errorf("%s is being asked by another", host), busy: true, wait: min(free.Sub(now), time.Minute)}
		}
		if err := e.w.clock.Sleep(ctx, max(free.Sub(now), 10*time.Millisecond)); err != nil {
			return err
		}
	}
}

// hold lengthens the pause that a host wants.
func (e *errand) hold(host string, d time.Duration) {
	e.held[host] = max(e.held[host], d)
}

// pause waits as long as a host wants before it is asked again on this errand.
func (e *errand) pause(ctx context.Context, host string) error {
	return e.w.clock.Sleep(ctx, e.held[host])
}

// end frees the hosts. It happens also when the context has ended.
func (e *errand) end(ctx context.Context) {
	now := e.w.clock.Now()
	for host, d := range e.held {
		if err := e.w.db.FreeHost(context.WithoutCancel(ctx), host, now.Add(d)); err != nil {
			e.w.log.Error("host not freed; its lease will end", "host", host, "error", err)
		}
	}
}
