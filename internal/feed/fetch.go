package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"time"
)

// newClient gives an HTTP client in which nothing can hang for longer than
// patient: connecting, waiting for an answer, each pause within it.
func newClient(patient time.Duration) *http.Client {
	dial := &net.Dialer{Timeout: patient}
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           dial.DialContext,
		TLSHandshakeTimeout:   patient,
		ResponseHeaderTimeout: patient,
		ForceAttemptHTTP2:     true,
	}}
}

var errSilent = errors.New("says nothing more")

// url reads reports from the web; false means stop.
func (f *Reader) url(ctx context.Context, address string, out *sink) bool {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return out.fail(address, 0, errors.New("not an address: write it as https://host/path"))
	}
	req.Header.Set("User-Agent", "attache (+https://github.com/attache/attache)")
	req.Header.Set("Accept", "text/html, application/rss+xml, application/atom+xml, application/json, text/plain;q=0.9, */*;q=0.5")
	res, err := f.client.Do(req)
	if err != nil {
		return out.fail(address, 0, f.webError(err))
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return out.fail(address, 0, fmt.Errorf("the server answers %q: check the address in a browser", res.Status))
	}
	s := source{name: address, url: address}
	if res.Request != nil {
		s.url = res.Request.URL.String() // where redirects led
	}
	if media, params, err := mime.ParseMediaType(res.Header.Get("Content-Type")); err == nil {
		s.kind, s.label = kindOfMedia(media), params["charset"]
	}
	body := &patientReader{r: &capped{r: res.Body, left: f.fetch, limit: f.fetch}, wait: f.patient, cancel: cancel}
	return f.source(s, body, out)
}

// webError says in plain words why an address could not be read.
func (f *Reader) webError(err error) error {
	var timeout net.Error
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return fmt.Errorf("no host %q found: check the address and the network", dns.Name)
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("no answer within %s: try again later", f.patient)
	}
	if cause := errors.Unwrap(err); cause != nil {
		err = cause // without the method and the address, which the line names already
	}
	return fmt.Errorf("cannot be fetched (%w)", err)
}

// patientReader gives up on a body that says nothing for too long.
type patientReader struct {
	r      io.Reader
	wait   time.Duration
	cancel context.CancelCauseFunc
	err    error // stays once it came
}

func (p *patientReader) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	timer := time.AfterFunc(p.wait, func() { p.cancel(errSilent) })
	n, err := p.r.Read(b)
	if !timer.Stop() && err != nil {
		err = fmt.Errorf("the server says nothing more after %s: try again later", p.wait)
	}
	p.err = err
	return n, err
}

// capped fails when more than limit bytes come.
type capped struct {
	r           io.Reader
	left, limit int64
}

func (c *capped) Read(b []byte) (int, error) {
	if c.left <= 0 {
		return 0, fmt.Errorf("more than %s: download it and give the file", megabytes(c.limit))
	}
	if int64(len(b)) > c.left {
		b = b[:c.left]
	}
	n, err := c.r.Read(b)
	c.left -= int64(n)
	return n, err
}
