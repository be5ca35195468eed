package feed

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/attache/attache/internal/text"
)

// fuzzKind feeds one reader with anything, under a name of its kind.
func fuzzKind(f *testing.F, s source, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := New(WithLimits(Limits{Line: 1 << 16, Page: 1 << 16}))
		if err != nil {
			t.Fatal(err)
		}
		out := &sink{ctx: t.Context(), yield: func(rep *text.Report, err error) bool {
			if rep != nil {
				sound(t, rep)
			} else if err == nil || strings.Contains(err.Error(), "\n") {
				t.Errorf("not one line: %v", err)
			}
			return true
		}}
		r.source(s, bytes.NewReader(data), out)
	})
}

// sound checks what every report must hold.
func sound(t *testing.T, r *text.Report) {
	t.Helper()
	if strings.TrimSpace(r.Text) == "" || !utf8.ValidString(r.Text) || r.ID == "" {
		t.Errorf("unsound: %+v", r)
	}
	if r.Published.IsZero() != (r.Dated == text.Unknown) {
		t.Errorf("day %v, known from %q", r.Published, r.Dated)
	}
	last := 0
	for _, m := range r.Furniture {
		if m.Span.From < last || m.Span.To <= m.Span.From || m.Span.To > len(r.Text) {
			t.Errorf("furniture %+v in %q", r.Furniture, r.Text)
		}
		if !utf8.ValidString(m.Span.Of(r.Text)) {
			t.Errorf("furniture cuts a letter: %+v in %q", m, r.Text)
		}
		last = m.Span.From
	}
}

func FuzzPlain(f *testing.F) {
	fuzzKind(f, source{name: "a.txt", kind: plain}, "Talks fail\n\nOSLO, May 4 (Agency) -- They left.\n\nLee (L) on May 4, 2022. (Agency)", "\xff\xfeT\x00", "caf\xe9", "///", "By Ann Lee\r\n\r\n(Recast) x")
}

func FuzzJSONLines(f *testing.F) {
	fuzzKind(f, source{name: "a.jsonl", kind: jsonLines}, `{"id":1,"date":"2022-05-04","title":"T","text":"x"}`+"\n{}\n[", `{"text":"\ud800"}`, "\xff\xfe{\x00}\x00")
}

func FuzzHTML(f *testing.F) {
	fuzzKind(f, source{name: "a.html", kind: html}, page, "<p>The envoy left.", "<meta charset=utf-16><table><p><table><svg><p>")
}

func FuzzFeed(f *testing.F) {
	fuzzKind(f, source{name: "a.xml", kind: rss}, "<?xml version='1.0' encoding='latin1'?><rss version='2.0'><channel><item><title>t</title><description>x</description></item></channel></rss>",
		"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'><div>x</div></content></entry></feed>", "<rdf:RDF><item/></rdf:RDF>")
}

func FuzzArchive(f *testing.F) {
	fuzzKind(f, source{name: "a.warc", kind: warc}, record("response", "application/http", "u", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x"), record("conversion", "text/plain", "u", "x"))
}

func FuzzAnything(f *testing.F) {
	fuzzKind(f, source{name: "standard input", stdin: true}, gz("The envoy left."), zst(`{"text":"x"}`), "%PDF-", "<", "{", "WARC/1.0\r\n\r\n")
}
