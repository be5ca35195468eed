package feed

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/attache/attache/internal/text"
)

// collect reads everything: the reports, and the errors as lines.
func collect(t testing.TB, f *Reader, inputs ...string) (reports []*text.Report, errs []string) {
	t.Helper()
	for r, err := range f.Reports(context.Background(), inputs...) {
		if (r == nil) == (err == nil) {
			t.Fatalf("a report or an error, not both or none: %v, %v", r, err)
		}
		if err != nil {
			errs = append(errs, err.Error())
		} else {
			reports = append(reports, r)
		}
	}
	return reports, errs
}

func reader(t testing.TB, opts ...Option) *Reader {
	t.Helper()
	f, err := New(opts...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// write puts files into a new folder and goes there.
func write(t testing.TB, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if t, ok := t.(interface{ Chdir(string) }); ok {
		t.Chdir(dir)
	}
}

func ids(reports []*text.Report) []string {
	var out []string
	for _, r := range reports {
		out = append(out, r.ID)
	}
	return out
}

func gz(s string) string {
	var b strings.Builder
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func zst(s string) string {
	var b strings.Builder
	w, _ := zstd.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func TestInputsAreReadInOrder(t *testing.T) {
	write(t, map[string]string{
		"b/two.txt": "Two ministers met.", "b/one.txt": "One minister left.", "b/deep/three.txt": "Three came.",
		"b/.hidden": "x", "a.jsonl.gz": gz(`{"id":"j1","text":"x"}` + "\n" + `{"id":2,"text":"y"}`), "c.txt.zst": zst("Packed."),
	})
	f := reader(t, WithStdin(strings.NewReader(`{"id":"in","text":"z"}`)))
	reports, errs := collect(t, f, "c.txt.zst", "b", "-", "*.gz", "b/**/t*.txt")
	want := []string{"c", "b/deep/three", "b/one", "b/two", "in", "j1", "2", "b/deep/three", "b/two"}
	if d := cmp.Diff(want, ids(reports)); d != "" || errs != nil {
		t.Error(d, errs)
	}
}

func TestKindsByTheirBytes(t *testing.T) {
	write(t, map[string]string{
		"page": "<!DOCTYPE html><title>T</title><article><p>" + strings.Repeat("The envoy left the capital on Monday, officials said. ", 12) + "</p></article>",
		"feed": `<?xml version="1.0"?><rss version="2.0"><channel><title>S</title><item><guid>g</guid><title>T</title><description>The envoy left.</description></item></channel></rss>`,
		"line": ` {"text":"The envoy left."}`,
		"text": "The envoy left.",
		"arc":  "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 15\r\n\r\nThe envoy left.\r\n\r\n",
	})
	for _, name := range []string{"page", "feed", "line", "text", "arc"} {
		reports, errs := collect(t, reader(t), name)
		if len(reports) != 1 || errs != nil || !strings.HasPrefix(reports[0].Text, "The envoy left") {
			t.Errorf("%s: %v %v", name, reports, errs)
		}
	}
}

func TestTheReaderStopsWhenTold(t *testing.T) {
	write(t, map[string]string{"a.jsonl": strings.Repeat(`{"text":"x"}`+"\n", 100)})
	n := 0
	for range reader(t).Reports(context.Background(), "a.jsonl", "a.jsonl") {
		if n++; n == 3 {
			break
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	m := 0
	for range reader(t).Reports(ctx, "a.jsonl", "a.jsonl") {
		if m++; m == 5 {
			cancel()
		}
	}
	if n != 3 || m != 5 {
		t.Error(n, m)
	}
}

func TestJSONLineFields(t *testing.T) {
	const body = "He said \"no\".\r\n\n  Two\u00a0spaces — kept. \t"
	f := reader(t, WithStdin(strings.NewReader(`{"id":"a1","date":"2022-05-04T23:30:00+09:00","title":"Envoy  leaves","text":"He said \"no\".\r\n\n  Two\u00a0spaces — kept. \t","url":"https://example.org/x","source":"Agency","more":[1]}`)))
	reports, errs := collect(t, f, "-")
	if len(reports) != 1 || errs != nil {
		t.Fatal(reports, errs)
	}
	r := reports[0]
	day, _ := r.Day()
	if r.Text != body || r.ID != "a1" || r.Title != "Envoy  leaves" || r.URL != "https://example.org/x" || r.Source != "Agency" || r.Dated != text.Given {
		t.Errorf("%+v", r)
	}
	if day != time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC) {
		t.Error("the day is the one in the report's own zone, got", day)
	}
}

func TestIDsAreStable(t *testing.T) {
	const a, b = `{"text":"The envoy left."}`, `{"text":"The envoy stayed."}`
	one, _ := collect(t, reader(t, WithStdin(strings.NewReader(a+"\n"+b))), "-")
	two, _ := collect(t, reader(t, WithStdin(strings.NewReader(b+"\n\n"+a))), "-")
	if one[0].ID != two[1].ID || one[1].ID != two[0].ID || one[0].ID == one[1].ID {
		t.Error(ids(one), ids(two))
	}
}

func TestDatesAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]string{
		"2022-05-04": "2022-05-04", "20220504": "2022-05-04", "2022-05-04T10:00:00Z": "2022-05-04",
		"Wed, 04 May 2022 10:00:00 GMT": "2022-05-04", "May 4, 2022": "2022-05-04", "4 May 2022": "2022-05-04",
		"2022-05-04 10:00:00.123456": "2022-05-04", "yesterday": "", "2022-13-40": "", "0000-00-00": "", "": "",
	} {
		got, ok := parseGiven(in)
		if ok != (want != "") || ok && got.Format("2006-01-02") != want {
			t.Errorf("%q: %v %v", in, got, ok)
		}
	}
}

func TestSizeForTheProgressBar(t *testing.T) {
	write(t, map[string]string{"d/a.txt": "12345", "d/b.txt": "123", "c.jsonl": `{"text":"x"}`})
	if n, ok := Size("d", "*.jsonl", "none.txt"); n != 20 || !ok {
		t.Error(n, ok)
	}
	if _, ok := Size("d", "-"); ok {
		t.Error("a stream has no size")
	}
	f := reader(t)
	_, _ = collect(t, f, "d", "c.jsonl")
	if f.Bytes() != 20 {
		t.Error(f.Bytes())
	}
}

func newGzip(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }

func yieldAll(*text.Report, error) bool { return true }
