package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/attache/attache/internal/store"
)

// Limits bound what one answer may cost. A zero field keeps its default.
type Limits struct {
	Feed      int64         // longest feed or sitemap, unpacked: 16 MB
	Page      int64         // longest page of an article, unpacked: 8 MB
	Time      time.Duration // longest time from asking to the end of the answer: 60 s
	Silence   time.Duration // longest time to connect, and to the first byte: 20 s
	Redirects int           // longest chain of redirects: 8
}

func (l Limits) orDefault() Limits {
	set := func(v *int64, to int64) {
		if *v <= 0 {
			*v = to
		}
	}
	set(&l.Feed, 16<<20)
	set(&l.Page, 8<<20)
	set((*int64)(&l.Time), int64(time.Minute))
	set((*int64)(&l.Silence), int64(20*time.Second))
	if l.Redirects <= 0 {
		l.Redirects = 8
	}
	return l
}

// trouble says why there was no answer, and what it means for the next try.
type trouble struct {
	err    error
	status int           // of the answer, 0 when there was none
	wait   time.Duration // the server asked for it; 0 when it did not
	final  bool          // asking again is of no use
	busy   bool          // nobody was asked: the host is taken until wait is over
	robots bool          // robots.txt forbids it
}

func (t *trouble) Error() string { return t.err.Error() }

func (t *trouble) Unwrap() error { return t.err }

func final(format string, args ...any) *trouble {
	return &trouble{err: fmt.Errorf(format, args...), final: true}
}

func later(format string, args ...any) *trouble {
	return &trouble{err: fmt.Errorf(format, args...)}
}

// answer is a whole answer.
type answer struct {
	url            string // where redirects led
	moved          string // where it has moved for good, "" when it has not
	same           bool   // not changed since the last visit; no body
	body           []byte // unpacked
	media          string // as the server states it
	etag, modified string
}

// question is what is asked of the network.
type question struct {
	url    string
	visit  store.Visit // remembered of the last time
	accept string
	limit  int64 // bytes, unpacked
	free   bool  // robots.txt does not matter
}

const (
	acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
	acceptPage = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1"
)

// get asks, follows redirects, and reads the answer. Errors are *trouble, or
// the context's when that has ended: then it is nobody's fault.
func (e *errand) get(ctx context.Context, q question) (*answer, error) {
	inTime, cancel := context.WithTimeout(ctx, e.w.opt.Limits.Time)
	defer cancel()
	a, err := e.follow(inTime, q)
	var t *trouble
	switch {
	case err == nil:
		return a, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !errors.As(err, &t) && inTime.Err() != nil:
		return nil, later("no answer in time")
	}
	return nil, err
}

func (e *errand) follow(ctx context.Context, q question) (*answer, error) {
	at := q.url
	if q.visit.Moved != "" {
		at = q.visit.Moved
	}
	seen := map[string]bool{}
	a := &answer{}
	lasting := true // all redirects so far are permanent
	for range e.w.opt.Limits.Redirects + 1 {
		if seen[at] {
			return nil, final("its redirects lead back to %s: a loop", at)
		}
		seen[at] = true
		res, err := e.ask(ctx, at, q)
		if err != nil {
			return nil, err
		}
		next, permanent, err := redirect(res)
		if err != nil {
			return nil, err
		}
		if next == "" {
			a.url = at
			return a, e.read(res, q, a)
		}
		if lasting = lasting && permanent; lasting {
			a.moved = next
		}
		at = next
	}
	return nil, final("more than %d redirects", e.w.opt.Limits.Redirects)
}

// deadPause is how many times the usual pause a host has that gave no answer.
const deadPause = 10

// ask sends one request.
func (e *errand) ask(ctx context.Context, at string, q question) (*http.Response, error) {
	u, err := parseWeb(at)
	if err != nil {
		return nil, final("%w", err)
	}
	if err := e.take(ctx, hostOf(u)); err != nil {
		return nil, err
	}
	if !q.free {
		if err := e.mayVisit(ctx, u); err != nil {
			return nil, err
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, final("not an address (%w)", err)
	}
	req.Header.Set("User-Agent", e.w.opt.Agent)
	req.Header.Set("Accept", q.accept)
	req.Header.Set("Accept-Encoding", "gzip")
	if q.visit.ETag != "" {
		req.Header.Set("If-None-Match", q.visit.ETag)
	}
	if q.visit.Modified != "" {
		req.Header.Set("If-Modified-Since", q.visit.Modified)
	}
	res, err := e.w.client.Do(req)
	if err != nil {
		e.hold(hostOf(u), deadPause*e.w.opt.Delay) // whoever is next waits, too
		return nil, e.networkTrouble(err)
	}
	return res, nil
}

// networkTrouble says in plain words why nothing came.
func (e *errand) networkTrouble(err error) error {
	if p := isPrivate(err); p != nil {
		return &trouble{err: p, final: true}
	}
	var timeout net.Error
	var dns *net.DNSError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &dns):
		return later("no host %q found: check the address and the network", dns.Name)
	case errors.As(err, &timeout) && timeout.Timeout():
		return later("no answer in time")
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err // without the method and the address, which the line names already
	}
	return later("cannot be fetched (%w)", err)
}

// redirect gives the address that an answer sends us to, "" when it is none.
func redirect(res *http.Response) (next string, permanent bool, err error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		permanent = true
	case http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
	default:
		return "", false, nil
	}
	defer res.Body.Close()
	to, err := res.Location()
	if err != nil {
		return "", false, later("the server answers %q without saying where to", res.Status)
	}
	to.User = nil
	to.Fragment = ""
	return to.String(), permanent, nil
}

// read takes the answer apart.
func (e *errand) read(res *http.Response, q question, a *answer) error {
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotModified && (q.visit.ETag != "" || q.visit.Modified != ""):
		a.same, a.etag, a.modified = true, q.visit.ETag, q.visit.Modified
		return nil
	case res.StatusCode != http.StatusOK:
		return e.statusTrouble(res)
	}
	body, err := unpacked(res, q.limit)
	if err != nil {
		return err
	}
	a.body, a.media = body, res.Header.Get("Content-Type")
	a.etag, a.modified = short(res.Header.Get("ETag")), short(res.Header.Get("Last-Modified"))
	return nil
}

// short drops a validator that is longer than any honest one.
func short(s string) string {
	if len(s) > 512 {
		return ""
	}
	return s
}

// hopeless are answers that the next try will not change.
var hopeless = map[int]bool{
	http.StatusBadRequest: true, http.StatusUnauthorized: true, http.StatusPaymentRequired: true, http.StatusForbidden: true,
	http.StatusNotFound: true, http.StatusMethodNotAllowed: true, http.StatusNotAcceptable: true, http.StatusGone: true,
	http.StatusUnavailableForLegalReasons: true,
}

func (e *errand) statusTrouble(res *http.Response) error {
	t := later("the server answers %q", res.Status)
	t.status, t.final = res.StatusCode, hopeless[res.StatusCode]
	if res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable {
		t.wait = retryAfter(res.Header.Get("Retry-After"), e.w.clock.Now())
		e.hold(hostOf(res.Request.URL), t.wait)
	}
	return t
}

// unpacked reads a body, and unpacks what the server packed for the way as
// well as a file that is packed in itself, never more than limit bytes.
func unpacked(res *http.Response, limit int64) ([]byte, error) {
	var r io.Reader = res.Body
	switch enc := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding"))); enc {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(io.LimitReader(res.Body, limit))
		if err != nil {
			return nil, bodyTrouble(err)
		}
		defer z.Close()
		r = z
	default:
		return nil, later("the answer is packed as %.20q, which was not asked for", enc)
	}
	raw, err := readUpTo(r, limit)
	if err != nil || len(raw) < 2 || raw[0] != 0x1f || raw[1] != 0x8b {
		return raw, err
	}
	z, err := gzip.NewReader(strings.NewReader(string(raw)))
	if err != nil {
		return nil, bodyTrouble(err)
	}
	defer z.Close()
	return readUpTo(z, limit)
}

func readUpTo(r io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, bodyTrouble(err)
	}
	if int64(len(raw)) > limit {
		return nil, final("more than %d MB unpacked: refused", max(limit>>20, 1))
	}
	return raw, nil
}

func bodyTrouble(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, context.DeadlineExceeded):
		return later("the answer does not end in time")
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return later("the answer breaks off before its end")
	}
	return later("the answer cannot be read (%w)", err)
}

// parseWeb reads the address of something on the web.
func parseWeb(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%.200q is no address: write it as https://host/path", s)
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	return u, nil
}

// hostOf names the server of an address, with the port where it is not the
// usual one.
func hostOf(u *url.URL) string {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if port == "" || u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		return host
	}
	return net.JoinHostPort(host, port)
}

// labelOf gives the encoding that a media type declares, "" when it does not.
func labelOf(media string) string {
	_, params, err := mime.ParseMediaType(media)
	if err != nil {
		return ""
	}
	return params["charset"]
}
