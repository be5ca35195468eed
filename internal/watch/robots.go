package watch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

const (
	robotsAge   = 24 * time.Hour
	robotsLimit = 512 << 10 // bytes; what stands behind is not read
	robotsHosts = 4096      // remembered
	slowest     = 5 * time.Minute
)

// rules are what a host's robots.txt says to us.
type rules struct {
	group *robotstxt.Group // nil: all is allowed
	until time.Time
}

// robots remembers the rules of hosts.
type robots struct {
	mu    sync.Mutex
	known map[string]rules // by scheme and host
}

func (r *robots) get(host string, now time.Time) (rules, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found, ok := r.known[host]
	return found, ok && now.Before(found.until)
}

func (r *robots) put(host string, found rules) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.known) >= robotsHosts {
		clear(r.known)
	}
	r.known[host] = found
}

// mayVisit asks the host's robots.txt, and keeps to the pause that it wants.
func (e *errand) mayVisit(ctx context.Context, u *url.URL) error {
	root := u.Scheme + "://" + strings.ToLower(u.Host)
	found, ok := e.w.robots.get(root, e.w.clock.Now())
	if !ok {
		var err error
		if found, err = e.readRobots(ctx, root); err != nil {
			return err
		}
		e.w.robots.put(root, found)
	}
	if found.group == nil {
		return nil
	}
	e.hold(hostOf(u), min(found.group.CrawlDelay, slowest))
	if !found.group.Test(u.RequestURI()) {
		return &trouble{err: fmt.Errorf("%s/robots.txt forbids it", root), final: true, robots: true}
	}
	return nil
}

// readRobots fetches the rules of a host. A host without any allows all; one
// that cannot say so now is to be asked later.
func (e *errand) readRobots(ctx context.Context, root string) (rules, error) {
	out := rules{until: e.w.clock.Now().Add(robotsAge)}
	a, err := e.get(ctx, question{url: root + "/robots.txt", accept: "text/plain", limit: robotsLimit, free: true})
	var t *trouble
	switch {
	case errors.As(err, &t) && t.status >= 400 && t.status < 500 && t.status != http.StatusTooManyRequests:
		return out, nil
	case errors.As(err, &t) && t.status == 0 && t.final && isPrivate(t) == nil: // a loop, or endless: no rules
		return out, nil
	case errors.As(err, &t) && isPrivate(t) == nil:
		return out, &trouble{err: fmt.Errorf("robots.txt: %w", t.err), wait: t.wait, status: t.status, busy: t.busy}
	case err != nil:
		return out, err
	}
	out.group = parseRobots(a.body, e.w.opt.Agent)
	return out, nil
}

// parseRobots gives the rules that hold for us, nil when there are none or
// nobody can read them.
func parseRobots(raw []byte, agent string) (g *robotstxt.Group) {
	defer func() {
		if recover() != nil { // of the library, on hostile input
			g = nil
		}
	}()
	data, err := robotstxt.FromBytes(raw)
	if err != nil {
		return nil
	}
	name, _, _ := strings.Cut(agent, "/")
	return data.FindGroup(strings.ToLower(strings.TrimSpace(name)))
}
