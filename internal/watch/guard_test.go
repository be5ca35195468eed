package watch

import (
	"bytes"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/attache/attache/internal/store"
)

func TestWhichAddressesArePrivate(t *testing.T) {
	for _, a := range []string{
		"127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
		"169.254.169.254", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
		"2001::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1",
	} {
		if !private(netip.MustParseAddr(a)) {
			t.Errorf("%s passes", a)
		}
	}
	for _, a := range []string{"1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "193.0.0.1", "::ffff:8.8.8.8", "2606:4700:4700::1111", "2a00:1450::1"} {
		if private(netip.MustParseAddr(a)) {
			t.Errorf("%s is refused", a)
		}
	}
	if !private(netip.Addr{}) {
		t.Error("no address passes")
	}
}

// A private server is not asked, whatever name or spelling leads to it.
func TestPrivateAddressesAreNotAsked(t *testing.T) {
	s := newSite(t)
	s.set("/feed", says(xmlMedia, rssOf(s.URL)))
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	inside := names(t, func(string) [4]byte { return [4]byte{127, 0, 0, 1} })
	onEach(t, Options{AllowHosts: []string{"elsewhere.test"}, Resolver: inside}, func(t *testing.T, r *rig) {
		var feeds []Feed
		for _, host := range []string{"127.0.0.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "inside.test"} {
			feeds = append(feeds, Feed{URL: "http://" + host + ":" + port + "/feed"})
		}
		r.list(feeds...)
		r.work()
		for _, f := range feeds {
			src := r.source(f.URL)
			contains(t, src.Error, "private address")
			contains(t, src.Error, "--allow-host")
			if src.Failures != 1 || src.Health() != "failing" {
				t.Errorf("%s: %+v", f.URL, src)
			}
		}
	})
	if n := s.asked("/feed") + s.asked("/robots.txt"); n > 0 {
		t.Errorf("asked %d times", n)
	}
}

// A server outside that sends us inside is not followed; what is allowed by
// name is.
func TestRedirectsToPrivateAddressesAreNotFollowed(t *testing.T) {
	inside := newSite(t)
	inside.set("/secret", says("text/plain", "the keys of the house"))
	outside := newSite(t)
	to := strings.Replace(inside.URL, "127.0.0.1", "localhost", 1) + "/secret"
	outside.set("/feed", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: outside.URL + "/feed"})
		r.work()
		contains(t, r.source(outside.URL+"/feed").Error, "localhost is at")
	})
	if n := inside.asked("/secret") + inside.asked("/robots.txt"); n > 0 {
		t.Errorf("asked %d times", n)
	}
}

// A name that points outside when it is looked at first, and inside later, is
// checked each time it is connected to.
func TestANameThatTurnsInsideIsRefused(t *testing.T) {
	var turn atomic.Int32
	flip := names(t, func(string) [4]byte { return [4]byte{127, 0, 0, byte(1 + turn.Load())} })
	s := newSite(t) // listens on 127.0.0.1, which stands for the world here
	s.set("/feed", says(xmlMedia, rssOf(s.URL)))
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	address := "http://rebind.test:" + port + "/feed"
	onEach(t, Options{Resolver: flip, AllowHosts: []string{"elsewhere.test"}}, func(t *testing.T, r *rig) {
		turn.Store(0)
		g := newGuard(nil, flip, r.w.opt.Limits.Silence)
		g.private = func(a netip.Addr) bool { return a == netip.MustParseAddr("127.0.0.2") }
		transport := newTransport(g)
		transport.DisableKeepAlives = true
		r.w.client.Transport = transport
		r.list(Feed{URL: address})
		r.work()
		if src := r.source(address); src.Error != "" {
			t.Fatal(src.Error)
		}
		turn.Store(1)
		if err := r.db.PollNow(t.Context(), address); err != nil {
			t.Fatal(err)
		}
		r.work()
		contains(t, r.source(address).Error, "127.0.0.2, a private address")
	})
}

func packed(n int) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	zeros := make([]byte, 1<<20)
	for range n {
		_, _ = z.Write(zeros)
	}
	_ = z.Close()
	return b.Bytes()
}

func TestBombsAreRefused(t *testing.T) {
	s := newSite(t)
	bomb := packed(256)
	twice := func() []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(bomb)
		_ = z.Close()
		return b.Bytes()
	}()
	send := func(enc string, body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			if enc != "" {
				w.Header().Set("Content-Encoding", enc)
			}
			_, _ = w.Write(body)
		}
	}
	lol := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>`
	s.set("/packed", send("gzip", bomb))
	s.set("/file.xml.gz", send("", bomb))
	s.set("/twice", send("gzip", twice))
	s.set("/entities", says(xmlMedia, lol+`<rss version="2.0"><channel><title>&b;</title></channel></rss>`))
	s.set("/map", says(xmlMedia, lol+`<urlset><url><loc>&b;</loc></url></urlset>`))
	s.set("/deep", says(xmlMedia, "<rss>"+strings.Repeat("<a>", 100_000)))
	s.set("/endless", func(w http.ResponseWriter, r *http.Request) {
		line := bytes.Repeat([]byte("x"), 1<<16)
		for r.Context().Err() == nil {
			if _, err := w.Write(line); err != nil {
				return
			}
		}
	})
	onEach(t, Options{Limits: Limits{Feed: 4 << 20}}, func(t *testing.T, r *rig) {
		want := map[string]string{
			"/packed": "more than 4 MB", "/file.xml.gz": "more than 4 MB", "/twice": "more than 4 MB", "/endless": "more than 4 MB",
			"/entities": "entities", "/map": "entities", "/deep": "nested",
		}
		var feeds []Feed
		for path := range want {
			feeds = append(feeds, Feed{URL: s.URL + path})
		}
		r.list(feeds...)
		r.work()
		for path, words := range want {
			src := r.source(s.URL + path)
			contains(t, src.Error, words)
		}
		if n := len(r.items("")); n > 0 {
			t.Errorf("%d items of bombs", n)
		}
	})
}

func TestWhatIsNoWebAddressIsRefused(t *testing.T) {
	for _, u := range []string{"file:///etc/passwd", "gopher://x.test/", "ftp://x.test/feed", "//x.test", "x.test/feed", "http://", "javascript:alert(1)", "https://me:secret@x.test/feed"} {
		if err := (Feed{URL: u}).check(); err == nil {
			t.Errorf("%s passes", u)
		}
	}
	s := newSite(t)
	s.set("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	})
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		r.work()
		contains(t, r.source(s.URL+"/feed").Error, "no address")
		if list, _ := r.db.QueueItems(t.Context(), "", store.ItemFound, 10); len(list) > 0 {
			t.Error(list)
		}
	})
}
