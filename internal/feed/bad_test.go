package feed

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestBadInputIsNamedAndTheRestIsRead reads each bad input between two good
// ones: one clear line names it, and both good ones come.
func TestBadInputIsNamedAndTheRestIsRead(t *testing.T) {
	page := func(body string) string { return "<!doctype html><html><body>" + body + "</body></html>" }
	for _, c := range []struct{ file, data, want string }{
		{"empty.txt", "", "empty.txt: empty: there is nothing to read in it"},
		{"blank.txt", " \n\n ", "blank.txt: no text in it"},
		{"empty.jsonl", "\n\n", "empty.jsonl: empty: there is nothing to read in it"},
		{"empty.gz", gz(""), "empty.gz: empty: there is nothing to read in it"},
		{"data.txt", "\x00\x01\x02\x00\x17\x00\x9c\x00", "data.txt: binary data, not text: give plain text, HTML, JSON lines, RSS, Atom or WARC"},
		{"doc.pdf", "%PDF-1.4 stuff", "doc.pdf: a PDF file: save its text first, for example with pdftotext"},
		{"odd.txt", "\x81\x8d\x8f\x90\x9d\x81\xff\x81 abc", "odd.txt: not UTF-8, and its encoding cannot be told: convert it, for example with iconv -f ENCODING -t UTF-8"},
		{"odd.html", "<html><meta charset=klingon><p>\xe9t\xe9</p></html>", `odd.html: declares the unknown encoding "klingon": convert it to UTF-8`},
		{"cut.gz", gz(strings.Repeat("The envoy left. ", 400))[:60], "cut.gz: ends too soon: the file was cut short, fetch it again"},
		{"void.html", page(""), "void.html: no article text found in this page: save its text instead"},
		{"deep.html", page(strings.Repeat("<div>", 100_000)), ""},
		{"notext.jsonl", `{"id":"x","title":"T"}`, `notext.jsonl:1: no "text" in this line: give the report's words in the field "text"`},
		{"numbers.jsonl", `{"text":12}`, `numbers.jsonl:1: field "text" is a number, not a string: put it in quotes`},
		{"broken.jsonl", `{"text":"x"`, `broken.jsonl:1: JSON, but not one object a line: convert it, for example with jq -c '.[]? // .' FILE`},
		{"half.jsonl", `{"text":"` + strings.Repeat("x", 90), `half.jsonl:1: not JSON (unexpected end of JSON input, at byte 99): give one object a line`},
		{"list.json", "[\n{\"text\":\"x\"}\n]", "list.json:1: JSON, but not one object a line: convert it, for example with jq -c '.[]? // .' FILE"},
		{"string.jsonl", `"text"`, `string.jsonl:1: a JSON string, not an object: give one object a line`},
		{"some.xml", "<?xml version='1.0'?><note><to>x</to></note>", "some.xml: XML, but no RSS or Atom feed: give the feed, or its text"},
		{"none.rss", "<rss version='2.0'><channel><title>x</title></channel></rss>", "none.rss: a feed without items"},
		{"titles.rss", "<rss version='2.0'><channel><item><title>Talks</title><link>https://example.org/1</link></item></channel></rss>", `titles.rss: item 1 ("Talks"): no text, only a title: fetch https://example.org/1`},
		{"cut.rss", "<rss version='2.0'><channel><item><title>Ta", ""},
		{"deep.rss", "<rss><channel><item>" + strings.Repeat("<a>", 200_000), "deep.rss: XML nested more than 256 deep: not a feed to trust"},
		{"cut.warc", "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nThe", ""},
		{"torn.warc", "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 2\r\n\r\nxxxxxxxx\r\n\r\n", "torn.warc: record 2: not where the archive says it begins: the file is damaged, fetch it again"},
		{"none.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nxx\r\n\r\n", "none.warc: no pages in this archive"},
	} {
		write(t, map[string]string{"0.txt": "The envoy left.", c.file: c.data, "z.txt": "The envoy stayed."})
		reports, errs := collect(t, reader(t), "0.txt", c.file, "z.txt")
		if len(reports) != 2 || len(errs) != 1 || c.want != "" && errs[0] != c.want || strings.ContainsAny(fmt.Sprint(errs), "\n") {
			t.Errorf("%s: %d reports, errors %q", c.file, len(reports), errs)
		} else if c.want == "" {
			t.Log(errs[0])
		}
	}
}

func TestMissingFilesAreNamed(t *testing.T) {
	write(t, map[string]string{"d/a.txt": "The envoy left.", "d/b.txt": "x", "e/.keep": ""})
	_ = os.Symlink("nowhere", "d/c.txt")
	reports, errs := collect(t, reader(t), "none.txt", "*.warc", "d", "e", "[a")
	want := "none.txt: no such file or folder\n*.warc: no file has such a name\nd/c.txt: no such file or folder\ne: no files in this folder\n[a: not a pattern of file names: check its brackets"
	if got := strings.Join(errs, "\n"); len(reports) != 2 || got != want {
		t.Errorf("%d\n%s", len(reports), got)
	}
}

func TestUnreadableFileInAFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	write(t, map[string]string{"d/a.txt": "The envoy left.", "d/b.txt": "x"})
	_ = os.Chmod("d/a.txt", 0)
	reports, errs := collect(t, reader(t), "d")
	if len(reports) != 1 || len(errs) != 1 || errs[0] != "d/a.txt: not allowed to read it: check its permissions" {
		t.Error(reports, errs)
	}
}

func TestBadLinesDoNotStopAFile(t *testing.T) {
	in := strings.Join([]string{`{"id":"a","text":"x"}`, `{"id":"b"}`, "", `not json`, `{"id":"c","text":"y","date":"soon"}`, "{\"id\":\"d\",\"text\":\"caf\xe9\"}"}, "\n")
	f := reader(t, WithStdin(strings.NewReader(in)))
	reports, errs := collect(t, f, "-")
	if got := strings.Join(ids(reports), ""); got != "acd" || reports[2].Text != "café" {
		t.Error(got)
	}
	for i, want := range []string{"standard input:2: no \"text\"", "standard input:4: not JSON (invalid character 'o' in literal null", `standard input:5: date "soon" not understood`} {
		if i >= len(errs) || !strings.HasPrefix(errs[i], want) {
			t.Errorf("%d: %q", i, errs)
		}
	}
}

func TestALineTooLongIsSkipped(t *testing.T) {
	in := `{"id":"a","text":"x"}` + "\n" + `{"id":"b","text":"` + strings.Repeat("x", 200<<10) + `"}` + "\n" + `{"id":"c","text":"y"}`
	f := reader(t, WithStdin(strings.NewReader(in)), WithLimits(Limits{Line: 100 << 10}))
	reports, errs := collect(t, f, "-")
	if len(reports) != 2 || len(errs) != 1 || errs[0] != "standard input:2: line longer than 102400 bytes: passed over; split the report" {
		t.Error(ids(reports), errs)
	}
}

// endless gives n bytes of one pattern without holding them.
type endless struct {
	pattern string
	at, n   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && n < e.n {
		k := copy(p[n:min(len(p), e.n)], e.pattern[e.at:])
		n, e.at = n+k, (e.at+k)%len(e.pattern)
	}
	e.n -= n
	return n, nil
}

func peak(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return (after.Sys - before.Sys) >> 20
}

// TestMemoryStaysBounded reads a line of 200 MB and 20 MB of short lines.
func TestMemoryStaysBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 220 MB")
	}
	mb := peak(func() {
		in := io.MultiReader(strings.NewReader("{\"text\":\""), &endless{pattern: "x", n: 200 << 20}, strings.NewReader("\"}\n"),
			&endless{pattern: `{"text":"The envoy left the capital on Monday."}` + "\n", n: 20 << 20})
		n, bad := 0, 0
		f := reader(t, WithStdin(in), WithLimits(Limits{Line: 8 << 20}))
		for r := range f.Reports(t.Context(), "-") {
			if r == nil {
				bad++
			}
			n++
		}
		if bad != 2 || n < 400_000 { // the long line, and the one cut at the end
			t.Error(n, bad)
		}
	})
	if mb > 80 {
		t.Errorf("took %d MB", mb)
	}
}

func TestPackedBombsMeetTheLimit(t *testing.T) {
	bomb := func(n int) string {
		var b bytes.Buffer
		w := newGzip(&b)
		_, _ = io.Copy(w, &endless{pattern: "The envoy left. ", n: n})
		_ = w.Close()
		return b.String()
	}(64 << 20)
	write(t, map[string]string{"a.txt.gz": bomb, "b.jsonl.gz": bomb, "c.html.gz": bomb})
	f := reader(t, WithLimits(Limits{Page: 1 << 20, Line: 1 << 20}))
	reports, errs := collect(t, f, "a.txt.gz", "b.jsonl.gz", "c.html.gz")
	want := "a.txt.gz: more than 1 MB in one report: split it, or give many reports as JSON lines\n" +
		"b.jsonl.gz:1: line longer than 1 MB: passed over; split the report\n" +
		"c.html.gz: more than 1 MB in one report: split it, or give many reports as JSON lines"
	if got := strings.Join(errs, "\n"); len(reports) != 0 || got != want {
		t.Errorf("%d\n%s", len(reports), got)
	}
}

func TestEntityBombStaysSmall(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">`
	for c := 'b'; c <= 'p'; c++ {
		bomb += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 20))
	}
	bomb += `]><rss version="2.0"><channel><item><title>T</title><description>Left. &p;</description></item></channel></rss>`
	var reports, errs = 0, []string(nil)
	mb := peak(func() {
		r, e := collect(t, reader(t, WithStdin(strings.NewReader(bomb))), "-")
		reports, errs = len(r), e
	})
	if mb > 32 || reports+len(errs) != 1 {
		t.Error(mb, reports, errs)
	}
}

func TestAddresses(t *testing.T) {
	article := "<html><head><title>Talks</title></head><body><article><p>" + strings.Repeat("The envoy left the capital on Monday, officials said. ", 12) + "</p></article></body></html>"
	hang := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/2022/05/04/talks", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, article)
	})
	mux.HandleFunc("/hangs", func(http.ResponseWriter, *http.Request) { <-hang })
	mux.HandleFunc("/stops", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "The envoy")
		w.(http.Flusher).Flush()
		<-hang
	})
	mux.HandleFunc("/huge", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.Copy(w, &endless{pattern: "word ", n: 1 << 30})
	})
	mux.HandleFunc("/hugelines", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-ndjson")
		_, _ = io.Copy(w, &endless{pattern: `{"id":"n","text":"x"}` + "\n", n: 1 << 30})
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	defer close(hang)
	f := reader(t, WithLimits(Limits{Silence: 300 * time.Millisecond, Page: 1 << 20, Fetch: 2 << 20}))
	for _, c := range []struct{ path, want string }{
		{"/2022/05/04/talks", ""},
		{"/none", `the server answers "404 Not Found": check the address in a browser`},
		{"/hangs", "no answer within 300ms: try again later"},
		{"/stops", "the server says nothing more after 300ms: try again later"},
		{"/huge", "more than 1 MB in one report: split it, or give many reports as JSON lines"},
		{"/hugelines", "more than 2 MB: download it and give the file"},
	} {
		reports, errs := collect(t, f, srv.URL+c.path)
		switch {
		case c.want == "":
			if len(reports) != 1 || errs != nil || reports[0].URL != srv.URL+c.path || reports[0].Published.Format("2006-01-02") != "2022-05-04" {
				t.Error(c.path, reports, errs)
			}
		case len(errs) != 1 || !strings.HasSuffix(errs[0], c.want):
			t.Error(c.path, len(reports), errs)
		}
	}
	_, errs := collect(t, f, "http://127.0.0.1:1/x", "http://[bad/x")
	t.Log(errs)
	if len(errs) != 2 {
		t.Error(errs)
	}
}
