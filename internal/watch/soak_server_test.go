package watch

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// world is a server that plays many hosts, each of which misbehaves in its own
// way. Every host brings a new article from time to time.
type world struct {
	*httptest.Server
	port  string
	hosts int
	every time.Duration // between two articles of a host
	begun time.Time
	bomb  []byte

	mu    sync.Mutex
	ended time.Duration  // no more articles from then on; 0: not yet
	asked map[string]int // requests by host and path
	codes map[int]int    // answers by status
}

// manner is how a host behaves. good says that its articles are to arrive.
type manner struct {
	name string
	good bool
	feed func(h *host)
}

// host is one request to a host's feed.
type host struct {
	*world
	w       http.ResponseWriter
	r       *http.Request
	base    string
	n       int // requests to this feed, from 1
	newest  int // number of the newest article
	number  int
	reached string // path
}

var manners = [...]manner{
	{"rss", true, func(h *host) { h.xml(h.rss()) }},
	{"atom with validators", true, (*host).validated},
	{"json feed", true, func(h *host) { h.send("application/feed+json", h.jsonFeed()) }},
	{"sitemap", true, func(h *host) { h.xml(h.sitemap()) }},
	{"packed sitemap in an index", true, (*host).indexed},
	{"slow", true, func(h *host) { h.drip(h.rss(), 20*time.Millisecond) }},
	{"never ends", false, func(h *host) { h.drip(strings.Repeat("<rss>", 1<<20), 50*time.Millisecond) }},
	{"huge", false, func(h *host) { h.endless() }},
	{"malformed", false, func(h *host) { h.xml("<rss><channel><item><title>Hello</item" + strings.Repeat("<", 500)) }},
	{"redirects in a loop", false, func(h *host) { http.Redirect(h.w, h.r, "/feed?"+strconv.Itoa(h.n%2), http.StatusFound) }},
	{"has moved", true, (*host).moved},
	{"wrong encoding", true, func(h *host) { h.xml(latin1(h.rss())) }},
	{"too many requests", true, func(h *host) { h.every2(http.StatusTooManyRequests, "1") }},
	{"down at times", true, func(h *host) { h.every2(http.StatusServiceUnavailable, "") }},
	{"breaks off", true, (*host).breaksOff},
	{"packed bomb", false, func(h *host) { h.w.Header().Set("Content-Encoding", "gzip"); _, _ = h.w.Write(h.bomb) }},
	{"hangs up", true, (*host).hangsUp},
	{"a page", false, func(h *host) { h.send("text/html", "<!doctype html><html><body>Welcome</body></html>") }},
	{"entities", false, func(h *host) {
		h.xml(`<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`)
	}},
	{"leads into the house", false, func(h *host) { http.Redirect(h.w, h.r, "http://inside.test:"+h.port+"/feed", http.StatusFound) }},
	{"one id for all", true, func(h *host) {
		h.xml(strings.NewReplacer("<guid>", "<guid>1</guid><other>", "</guid>", "</other>").Replace(h.rss()))
	}},
	{"says nothing new to everybody", false, func(h *host) { h.w.WriteHeader(http.StatusNotModified) }},
	{"rubbish", false, func(h *host) { h.send("application/xml", "\x00\x01\x02\xff\xfe\x00") }},
	{"packed and cut", true, (*host).packedAndCut},
	{"empty at times", true, func(h *host) {
		if h.n%3 != 0 {
			h.xml(h.rss())
		}
	}},
}

const window = 20 // articles that a feed shows

func newWorld(t testing.TB, hosts int, every time.Duration) *world {
	w := &world{hosts: hosts, every: every, begun: time.Now(), bomb: packed(64), asked: map[string]int{}, codes: map[int]int{}}
	w.Server = httptest.NewUnstartedServer(w)
	w.Config.ErrorLog = nil
	w.Start()
	t.Cleanup(w.Close)
	_, w.port, _ = strings.Cut(strings.TrimPrefix(w.URL, "http://"), ":")
	return w
}

func (w *world) name(number int) string { return fmt.Sprintf("h%d.test", number) }

func (w *world) manner(number int) manner { return manners[number%len(manners)] }

// end stops new articles.
func (w *world) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = time.Since(w.begun)
}

// articles is how many articles a host has brought so far.
func (w *world) articles(number int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := w.ended
	if at == 0 {
		at = time.Since(w.begun)
	}
	return 1 + int((at+time.Duration(number)*w.every/time.Duration(w.hosts))/w.every)
}

type counted struct {
	http.ResponseWriter
	status int
}

func (c *counted) WriteHeader(status int) { c.status = status; c.ResponseWriter.WriteHeader(status) }

func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	c := &counted{rw, http.StatusOK}
	defer func() {
		w.mu.Lock()
		w.codes[c.status]++
		w.mu.Unlock()
	}()
	name, _, _ := strings.Cut(r.Host, ".")
	number, err := strconv.Atoi(strings.TrimPrefix(name, "h"))
	if err != nil {
		http.Error(c, "inside", http.StatusTeapot)
		return
	}
	w.mu.Lock()
	w.asked[r.Host+r.URL.Path]++
	n := w.asked[r.Host+r.URL.Path]
	w.mu.Unlock()
	h := &host{w, c, r, "http://" + r.Host, n, w.articles(number), number, r.URL.Path}
	switch {
	case r.URL.Path == "/robots.txt":
		h.robots()
	case strings.HasPrefix(r.URL.Path, "/a/"):
		h.article()
	case strings.HasPrefix(r.URL.Path, "/feed"):
		w.manner(number).feed(h)
	case r.URL.Path == "/new":
		h.xml(h.rss())
	case r.URL.Path == "/part.xml.gz":
		h.w.Header().Set("Content-Type", "application/gzip")
		_, _ = h.w.Write(zip(h.sitemap()))
	default:
		http.NotFound(c, r)
	}
}

func (h *host) robots() {
	switch h.number % 5 {
	case 0:
		http.NotFound(h.w, h.r)
	case 1:
		h.send("text/plain", "User-agent: *\nDisallow: /private/\n")
	case 2:
		if h.n == 1 {
			h.w.WriteHeader(http.StatusServiceUnavailable)
		}
	case 3:
		http.Redirect(h.w, h.r, "/nowhere", http.StatusFound)
	default:
		h.send("text/plain", "\xff\xfeUser-agent\nDisallow\n"+strings.Repeat("Allow: /*a*b*c\n", 1000))
	}
}

// article: some fail first, wait, or come slowly.
func (h *host) article() {
	k, _ := strconv.Atoi(strings.TrimPrefix(h.reached, "/a/"))
	page := article(unlike(h.r.Host + h.reached))
	switch k % 10 {
	case 6:
		h.drip(page, 5*time.Millisecond)
	case 7:
		if h.n == 1 {
			h.w.WriteHeader(http.StatusInternalServerError)
			return
		}
		h.send("text/html", page)
	case 8:
		if h.n == 1 {
			h.w.Header().Set("Retry-After", "1")
			h.w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		h.send("text/html; charset=utf-16", page) // which it is not
	case 9:
		h.w.Header().Set("Content-Encoding", "gzip")
		_, _ = h.w.Write(zip(page))
	default:
		h.send("text/html", page)
	}
}

func (h *host) send(media, body string) {
	h.w.Header().Set("Content-Type", media)
	fmt.Fprint(h.w, body)
}

func (h *host) xml(body string) { h.send("application/xml", body) }

func (h *host) each(f func(k int)) {
	for k := h.newest - 1; k >= max(0, h.newest-window); k-- {
		f(k)
	}
}

func (h *host) rss() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Caf%s %d</title>`, "é", h.number)
	h.each(func(k int) {
		fmt.Fprintf(&b, `<item><guid>%s/%d</guid><link>%s/a/%d?utm_source=%d</link><title>Article %d of %d</title></item>`, h.base, k, h.base, k, rand.IntN(9), k, h.number)
	})
	return b.String() + "</channel></rss>"
}

func (h *host) validated() {
	tag := `"` + strconv.Itoa(h.newest) + `"`
	if h.r.Header.Get("If-None-Match") == tag {
		h.w.WriteHeader(http.StatusNotModified)
		return
	}
	h.w.Header().Set("ETag", tag)
	var b strings.Builder
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title>`)
	h.each(func(k int) {
		fmt.Fprintf(&b, `<entry><id>%d</id><link href="/a/%d"/><title>Article %d of %d</title></entry>`, k, k, k, h.number)
	})
	h.xml(b.String() + "</feed>")
}

func (h *host) jsonFeed() string {
	type item struct {
		ID    string `json:"id"`
		URL   string `json:"url"`
		Title string `json:"title"`
	}
	f := struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Items   []item `json:"items"`
	}{"https://jsonfeed.org/version/1.1", "JSON", nil}
	h.each(func(k int) {
		f.Items = append(f.Items, item{strconv.Itoa(k), fmt.Sprintf("%s/a/%d", h.base, k), fmt.Sprintf("Article %d of %d", k, h.number)})
	})
	out, _ := json.Marshal(f)
	return string(out)
}

func (h *host) sitemap() string {
	var b strings.Builder
	b.WriteString("<urlset>")
	h.each(func(k int) {
		at := h.begun.Add(time.Duration(k) * h.every).UTC().Format(time.RFC3339)
		fmt.Fprintf(&b, "<url><loc>%s/a/%d</loc><lastmod>%s</lastmod></url>", h.base, k, at)
	})
	return b.String() + "</urlset>"
}

func (h *host) indexed() {
	h.xml("<sitemapindex><sitemap><loc>" + h.base + "/part.xml.gz</loc></sitemap></sitemapindex>")
}

func (h *host) drip(body string, pause time.Duration) {
	const parts = 10
	h.w.Header().Set("Content-Type", "application/xml")
	if strings.HasPrefix(body, "<html") {
		h.w.Header().Set("Content-Type", "text/html")
	}
	flush := http.NewResponseController(h.w)
	for size := min(len(body)/parts+1, 4096); len(body) > 0 && h.r.Context().Err() == nil; body = body[min(size, len(body)):] {
		fmt.Fprint(h.w, body[:min(size, len(body))])
		_ = flush.Flush()
		time.Sleep(pause)
	}
}

func (h *host) endless() {
	h.w.Header().Set("Content-Type", "application/xml")
	line := bytes.Repeat([]byte("<item><title>more</title></item>"), 2048)
	for h.r.Context().Err() == nil {
		if _, err := h.w.Write(line); err != nil {
			return
		}
	}
}

func (h *host) moved() {
	if h.n > 1 {
		http.Error(h.w, "asked again where it was", http.StatusGone)
		return
	}
	http.Redirect(h.w, h.r, "/new", http.StatusMovedPermanently)
}

func (h *host) every2(status int, after string) {
	if h.n%2 == 0 {
		h.xml(h.rss())
		return
	}
	if after != "" {
		h.w.Header().Set("Retry-After", after)
	}
	h.w.WriteHeader(status)
}

func (h *host) breaksOff() {
	body := h.rss()
	if h.n%3 == 1 {
		h.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		fmt.Fprint(h.w, body[:len(body)/2])
		return
	}
	h.xml(body)
}

func (h *host) hangsUp() {
	if h.n%3 == 1 {
		panic(http.ErrAbortHandler)
	}
	h.xml(h.rss())
}

func (h *host) packedAndCut() {
	body := zip(h.rss())
	h.w.Header().Set("Content-Encoding", "gzip")
	if h.n%3 == 1 {
		body = body[:len(body)-10]
	}
	_, _ = h.w.Write(body)
}

func zip(body string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(body))
	_ = z.Close()
	return b.Bytes()
}

func latin1(s string) string { return strings.ReplaceAll(s, "é", "\xe9") }

// feeds lists the hosts; allowed are those that may be on loopback.
func (w *world) feeds(every time.Duration) (list []Feed, allowed []string) {
	for i := range w.hosts {
		u := url.URL{Scheme: "http", Host: net.JoinHostPort(w.name(i), w.port), Path: "/feed"}
		list = append(list, Feed{URL: u.String(), Every: Duration(every)})
		allowed = append(allowed, w.name(i))
	}
	return list, allowed
}
