package web

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// policy lets a page load what this program serves and nothing else: no script
// or style in the page itself, no frame, no form to another place.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

var headers = [...][2]string{
	{"Content-Security-Policy", policy},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
}

// guarded sets the headers that every answer has.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range headers {
			w.Header().Set(h[0], h[1])
		}
		next.ServeHTTP(w, r)
	})
}

// limited refuses bodies above a size, in bytes. Reading past it fails.
func limited(most int64, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > most {
			fail(w, r, http.StatusRequestEntityTooLarge, "The body is larger than "+strconv.FormatInt(most, 10)+" bytes; send it in parts.")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		next.ServeHTTP(w, r)
	})
}

// clients counts what each client asks for. Memory is bounded: when there are
// too many, the ones that have rested longest are forgotten.
type clients struct {
	mu    sync.Mutex
	rate  rate.Limit // requests a second
	burst int
	byIP  map[string]*client
	now   func() time.Time
}

type client struct {
	*rate.Limiter
	seen time.Time
}

const mostClients = 20000

// allow says whether a client may go on, else how long it should wait.
func (c *clients) allow(ip string, cost int) (time.Duration, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	k, ok := c.byIP[ip]
	if !ok {
		if len(c.byIP) >= mostClients {
			c.forget(now)
		}
		k = &client{Limiter: rate.NewLimiter(c.rate, c.burst)}
		c.byIP[ip] = k
	}
	k.seen = now
	r := k.ReserveN(now, min(cost, c.burst))
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait, false
	}
	return 0, true
}

// forget drops clients whose allowance is full again, and all when that frees
// nothing: a flood of addresses must not grow the program.
func (c *clients) forget(now time.Time) {
	full := time.Duration(float64(c.burst) / float64(c.rate) * float64(time.Second))
	for ip, k := range c.byIP {
		if now.Sub(k.seen) > full {
			delete(c.byIP, ip)
		}
	}
	if len(c.byIP) >= mostClients {
		clear(c.byIP)
	}
}

// paced refuses a client that asks too fast.
func (s *Server) paced(next http.Handler) http.Handler {
	if s.opt.Rate <= 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait, ok := s.clients.allow(s.client(r), cost(r)); !ok {
			w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
			fail(w, r, http.StatusTooManyRequests, "Too many requests from this address; wait as long as Retry-After says.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// cost is what a request weighs: coding a text is work, a style sheet is not.
func cost(r *http.Request) int {
	switch p := r.URL.Path; {
	case strings.HasPrefix(p, "/static/"), p == "/healthz", p == "/readyz":
		return 0
	case r.Method == http.MethodPost && strings.HasPrefix(p, "/api/"), strings.HasPrefix(p, "/api/export/"):
		return 5
	}
	return 1
}

// client is the address a request comes from. The word of a proxy counts only
// when the operator trusts it; it is the last hop's.
func (s *Server) client(r *http.Request) string {
	if s.opt.TrustProxy {
		hops := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if ip := net.ParseIP(strings.TrimSpace(hops[len(hops)-1])); ip != nil {
			return ip.String()
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	ip := net.ParseIP(host)
	if ip == nil || ip.To4() != nil {
		return host
	}
	return ip.Mask(net.CIDRMask(64, 128)).String() // one household, one allowance
}
