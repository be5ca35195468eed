package feed

import (
	"strconv"
	"strings"
	"testing"

	"github.com/attache/attache/internal/text"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

const story = "The envoy of Côte d’Ivoire left the café “on Monday”, officials said. "

const page = `<!doctype html><html><head><title>Envoy leaves – The Daily</title>
<meta property="og:title" content="Envoy leaves"><meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2022-05-04T23:00:00+09:00"><meta name="author" content="Ann Lee"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><div class="ad">Buy now</div>
<article><h1>Envoy leaves</h1><p>BODY1</p><p>BODY2</p><ul><li>A point of some length stands here.</li></ul></article>
<footer>© 2022 The Daily</footer><script>track()</script></body></html>`

func htmlPage() string {
	p := strings.Replace(page, "BODY1", strings.Repeat(story, 6), 1)
	return strings.Replace(p, "BODY2", strings.Repeat("He may <b>return</b> on Friday &amp; stay.\n", 6), 1)
}

func readOne(t *testing.T, name, data string) *text.Report {
	t.Helper()
	write(t, map[string]string{name: data})
	reports, errs := collect(t, reader(t), name)
	if len(reports) != 1 || errs != nil {
		t.Fatalf("%s: %d reports, %q", name, len(reports), errs)
	}
	return reports[0]
}

func TestArticleOfAPage(t *testing.T) {
	r := readOne(t, "talks.html", htmlPage())
	if r.Title != "Envoy leaves" || r.Author != "Ann Lee" || r.Source != "The Daily" || r.ID != "talks" {
		t.Errorf("%q %q %q %q", r.Title, r.Author, r.Source, r.ID)
	}
	if day, _ := r.Day(); day.Format("2006-01-02") != "2022-05-04" || r.Dated != text.Given {
		t.Error("the day is the site's own:", day, r.Dated)
	}
	for _, bad := range []string{"Home", "Buy", "track", "©", "  "} {
		if strings.Contains(r.Text, bad) {
			t.Errorf("%q is no part of the article: %q", bad, r.Text)
		}
	}
	parts := strings.Split(r.Text, "\n\n")
	if len(parts) < 3 || !strings.HasSuffix(parts[0], "officials said.") || !strings.Contains(r.Text, "return on Friday & stay.") {
		t.Errorf("%q", parts)
	}
}

func TestDayOfATimeElement(t *testing.T) {
	p := strings.Replace(htmlPage(), `<meta property="article:published_time" content="2022-05-04T23:00:00+09:00">`, "", 1)
	p = strings.Replace(p, "<h1>", `<time datetime="2021-02-03T04:05:06Z">3 Feb</time><h1>`, 1)
	if day, _ := readOne(t, "a.html", p).Day(); day.Format("2006-01-02") != "2021-02-03" {
		t.Error(day)
	}
}

func encoded(e encoding.Encoding, s string) string {
	out, err := e.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func TestEncodingsBecomeUTF8(t *testing.T) {
	utf16 := func(e unicode.Endianness, b unicode.BOMPolicy) encoding.Encoding { return unicode.UTF16(e, b) }
	long := strings.Repeat(story, 10)
	for name, c := range map[string]struct{ data, want string }{
		"bom.txt":     {"\xef\xbb\xbf" + long, long},
		"le.txt":      {encoded(utf16(unicode.LittleEndian, unicode.UseBOM), long), long},
		"be.txt":      {encoded(utf16(unicode.BigEndian, unicode.UseBOM), long), long},
		"lebare.txt":  {encoded(utf16(unicode.LittleEndian, unicode.IgnoreBOM), long), long},
		"bebare.txt":  {encoded(utf16(unicode.BigEndian, unicode.IgnoreBOM), long), long},
		"1252.txt":    {encoded(charmap.Windows1252, long), long},
		"russian.txt": {encoded(charmap.Windows1251, strings.Repeat("Министры двух стран встретились в столице в понедельник. ", 8)), strings.Repeat("Министры двух стран встретились в столице в понедельник. ", 8)},
		"sjis.txt":    {encoded(japanese.ShiftJIS, strings.Repeat("両国の防衛相は水曜日に会談した。", 20)), strings.Repeat("両国の防衛相は水曜日に会談した。", 20)},
		"le.jsonl":    {encoded(utf16(unicode.LittleEndian, unicode.UseBOM), `{"text":"café"}`), "café"},
		"bom.jsonl":   {"\xef\xbb\xbf{\"text\":\"café\"}", "café"},
		"1252.jsonl":  {"{\"text\":\"caf\xe9 and much more text\"}", "café and much more text"},
		"a.rss":       {"<?xml version='1.0' encoding='ISO-8859-1'?><rss version='2.0'><channel><item><title>t</title><description>caf\xe9</description></item></channel></rss>", "café"},
		"b.rss":       {encoded(utf16(unicode.LittleEndian, unicode.UseBOM), "<?xml version='1.0' encoding='UTF-16'?><rss version='2.0'><channel><item><title>t</title><description>café</description></item></channel></rss>"), "café"},
	} {
		if got := readOne(t, name, c.data).Text; got != c.want {
			t.Errorf("%s: %.80q", name, got)
		}
	}
	p := strings.Replace(htmlPage(), "<head>", `<head><meta charset="windows-1252">`, 1)
	if r := readOne(t, "p.html", encoded(charmap.Windows1252, p)); !strings.Contains(r.Text, "Côte d’Ivoire left the café “on Monday”") {
		t.Errorf("%q", r.Text)
	}
}

func TestFeedItems(t *testing.T) {
	r := readOne(t, "a.rss", `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The  Daily</title>
<item><guid>g1</guid><link>https://example.org/1</link><title>Q&amp;amp;A: talks</title><dc:creator>Ann Lee</dc:creator><pubDate>Wed, 04 May 2022 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>The envoy <b>left</b>.</p><p>He may return.</p>]]></content:encoded></item></channel></rss>`)
	if r.ID != "g1" || r.URL != "https://example.org/1" || r.Source != "The Daily" || r.Author != "Ann Lee" || r.Text != "The envoy left.\n\nHe may return." || r.Title != "Q&A: talks" {
		t.Errorf("%+v", r)
	}
	a := readOne(t, "b.atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><id>e1</id><title>T</title><updated>2022-05-04T10:00:00Z</updated><content type="html">&lt;p&gt;The envoy left.&lt;/p&gt;</content></entry></feed>`)
	if a.ID != "e1" || a.Text != "The envoy left." || a.Published.Format("2006-01-02") != "2022-05-04" {
		t.Errorf("%+v", a)
	}
}

func record(kind, media, uri, body string) string {
	return "WARC/1.0\r\nWARC-Type: " + kind + "\r\nWARC-Target-URI: " + uri + "\r\nWARC-Record-ID: <urn:uuid:" + uri + "-id>\r\nContent-Type: " + media +
		"\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body + "\r\n\r\n"
}

func TestArchiveRecords(t *testing.T) {
	arc := record("warcinfo", "application/warc-fields", "", "software: x") +
		record("response", "application/http; msgtype=response", "https://example.org/2022/05/04/a", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"+chunked(htmlPage())) +
		record("response", "application/http", "https://example.org/b", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"+gz(htmlPage())) +
		record("response", "application/http", "https://example.org/c", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno") +
		record("response", "application/http", "https://example.org/e", "nonsense") +
		record("conversion", "text/plain", "https://example.org/d", "The envoy left.")
	for name, data := range map[string]string{"a.warc": arc, "b.warc.gz": gz(arc[:700]) + gz(arc[700:])} {
		write(t, map[string]string{name: data})
		reports, errs := collect(t, reader(t), name)
		if len(reports) != 3 || len(errs) != 1 || !strings.Contains(errs[0], "record 5: not an answer of a web server") {
			t.Fatal(ids(reports), errs)
		}
		if reports[0].ID != "https://example.org/2022/05/04/a-id" || reports[1].Title != "Envoy leaves" || reports[2].Text != "The envoy left." {
			t.Errorf("%+v", reports)
		}
	}
}

func chunked(s string) string {
	return strconv.FormatInt(int64(len(s)), 16) + "\r\n" + s + "\r\n0\r\n\r\n"
}

func TestAChannelIsReadWhateverItsKind(t *testing.T) {
	const rssFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><language>en-gb</language>
<item><guid>a1</guid><link>https://post.test/1</link><title>Talks &amp;amp; tea</title><description>&lt;p&gt;They met.&lt;/p&gt;</description>
<pubDate>Wed, 04 May 2022 09:00:00 GMT</pubDate></item><item><link>https://post.test/2</link><title>Only a title</title></item></channel></rss>`
	const atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><id>a1</id><link href="https://post.test/1"/>
<title>Talks</title><updated>2022-05-05T10:00:00Z</updated><content type="html">&lt;p&gt;They met.&lt;/p&gt;</content></entry></feed>`
	const jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"Harbour Post","items":[{"id":"a1","url":"https://post.test/1",
"title":"Talks","content_html":"<p>They met.<p>And met.<br>","date_published":"2022-05-04T09:00:00Z"}]}`
	for name, raw := range map[string]string{"rss": rssFeed, "atom": atomFeed, "json": jsonFeed} {
		c, err := ParseChannel([]byte(raw), "")
		if err != nil {
			t.Fatal(name, err)
		}
		e := c.Entries[0]
		if c.Title != "Harbour Post" || e.ID != "a1" || e.URL != "https://post.test/1" || !strings.HasPrefix(e.Text, "They met.") || !strings.HasPrefix(e.Title, "Talks") {
			t.Errorf("%s: %+v", name, c)
		}
		if e.Published.IsZero() && e.Updated.IsZero() {
			t.Errorf("%s: no day", name)
		}
	}
}

func TestAFeedWithEntitiesOfItsOwnIsRefused(t *testing.T) {
	const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>`
	if _, err := ParseChannel([]byte(bomb), ""); err == nil || !strings.Contains(err.Error(), "entities") {
		t.Errorf("%v", err)
	}
	const old = `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd"><rss version="0.91"><channel><title>Old</title></channel></rss>`
	if _, err := ParseChannel([]byte(old), ""); err != nil {
		t.Error("a plain document type is none:", err)
	}
}

func TestAPageIsReadAsFetched(t *testing.T) {
	const page = `<html lang="fr"><head><title>Accord</title></head><body><article><p>Paris, le 4 mai. Les ministres ont signé un accord sur la pêche après trois jours de négociations dans la capitale.</p></article></body></html>`
	p, err := ParsePage([]byte(page), "https://post.test/fr", "text/html; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	if p.Language != "fr" || !strings.Contains(p.Report.Text, "signé un accord") {
		t.Errorf("%+v", p)
	}
	if _, err := ParsePage([]byte("%PDF-1.7 ..."), "https://post.test/a.pdf", "application/pdf"); err == nil {
		t.Error("a PDF was read")
	}
}
