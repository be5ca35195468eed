package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// From a feed on the network to events in the record and an Atom feed of those
// that an alert asks for; a second look changes nothing.
func TestWatchCodesWhatAFeedBrings(t *testing.T) {
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	defer s.Close()
	page := func(path, media, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			fmt.Fprint(w, body)
		})
	}
	page("/rss", "application/rss+xml", `<rss version="2.0"><channel><title>Harbour Post</title>
		<item><link>`+s.URL+`/ports</link><title>Talks on ports</title><pubDate>Wed, 04 Mar 2026 09:00:00 GMT</pubDate></item>
		<item><link>`+s.URL+`/hafen</link><title>Hafen</title></item></channel></rss>`)
	page("/ports", "text/html", `<html><body><article><p>The foreign ministers of Japan and the Philippines met in Manila on Tuesday to discuss the use of ports.</p>
		<p>China criticized the meeting. A spokesman said that the talks would go on in the summer.</p></article></body></html>`)
	page("/hafen", "text/html", `<html><body><article><p>Die Minister der beiden Länder haben sich am Dienstag in der Hauptstadt getroffen und über die
		Häfen gesprochen. Der Vertrag wird nach Angaben des Sprechers im Sommer unterzeichnet.</p></article></body></html>`)
	dir := t.TempDir()
	config, atom, db := filepath.Join(dir, "watch.toml"), filepath.Join(dir, "met.atom"), filepath.Join(dir, "news.db")
	err := os.WriteFile(config, []byte(`allow_hosts = ["127.0.0.1"]
delay = "1ms"
[[feed]]
url = "`+s.URL+`/rss"
[[alert]]
name = "met"
feed = "met.atom"
backfill = true
[alert.where]
types = ["CONSULT"]
`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		e := &env{in: strings.NewReader(""), out: &out, err: &errs, open: openCoder}
		if code := e.run(t.Context(), args); code != exitDone {
			t.Fatalf("exit %d: %s", code, errs.String())
		}
		return out.String()
	}
	for range 2 {
		if got, want := run("watch", "--once", "--db", db, config), "1 source, 0 failing; items: 1 coded, 1 passed over, 0 failed, 0 waiting\n"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
		feed, err := os.ReadFile(atom)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(feed), "<entry>"); n != 1 || !strings.Contains(string(feed), "CONSULT") || !strings.Contains(string(feed), s.URL+"/ports") {
			t.Errorf("%d entries: %s", n, feed)
		}
	}
	if got := run("events", "--db", db, "--format", "jsonl"); !strings.Contains(got, `"CONSULT"`) || !strings.Contains(got, `"source":"Harbour Post"`) {
		t.Error(got)
	}
}
