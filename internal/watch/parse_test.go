package watch

import (
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/store"
)

const newsMap = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://post.test/a </loc><lastmod>2026-03-02T06:00:00Z</lastmod>
 <news:news><news:publication><news:name>Harbour Post</news:name><news:language>en</news:language></news:publication>
 <news:publication_date>2026-03-02</news:publication_date><news:title>Talks &amp; tea</news:title></news:news>
 <image:image><image:loc>https://post.test/a.jpg</image:loc></image:image></url>
<url><loc>https://post.test/b</loc></url><url><loc></loc></url></urlset>`

func TestASitemapOfNewsIsRead(t *testing.T) {
	m, err := parseSitemap([]byte(newsMap), "")
	if err != nil {
		t.Fatal(err)
	}
	want := []sitePage{
		{url: "https://post.test/a", title: "Talks & tea", language: "en", channel: "Harbour Post",
			published: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), changed: time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)},
		{url: "https://post.test/b"},
	}
	if d := cmp.Diff(want, m.pages, cmp.AllowUnexported(sitePage{})); d != "" || m.index {
		t.Error(d)
	}
	if m, err := parseSitemap([]byte(newsMap[:len(newsMap)-40]), ""); err != nil || len(m.pages) == 0 {
		t.Error("what stands before the break is lost:", err)
	}
	if _, err := parseSitemap([]byte("<urlset><url></loc>"), ""); err == nil {
		t.Error("a broken sitemap passes")
	}
}

func TestASitemapIsFollowedThroughItsIndex(t *testing.T) {
	s := newSite(t)
	page := func(p, day string) string {
		if day != "" {
			day = "<lastmod>" + day + "</lastmod>"
		}
		return "<url><loc>" + s.URL + p + "</loc>" + day + "</url>"
	}
	s.set("/map.xml", says(xmlMedia, `<sitemapindex><sitemap><loc>`+s.URL+`/new.xml</loc><lastmod>2026-03-02</lastmod></sitemap>
		<sitemap><loc>`+s.URL+`/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
		<sitemap><loc>/plain.xml</loc></sitemap></sitemapindex>`))
	s.set("/new.xml", says(xmlMedia, "<urlset>"+page("/a", "2026-03-01")+page("/old", "2025-03-01")+"</urlset>"))
	s.set("/plain.xml", says(xmlMedia, "<urlset>"+page("/was-there", "")+"</urlset>"))
	for _, p := range []string{"/a", "/old", "/was-there", "/fresh"} {
		s.set(p, says("text/html", article(p)))
	}
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		s.set("/plain.xml", says(xmlMedia, "<urlset>"+page("/was-there", "")+"</urlset>"))
		old := s.asked("/old.xml")
		r.list(Feed{URL: s.URL + "/map.xml"})
		r.work()
		if len(r.got) != 1 || r.got[0].URL != s.URL+"/a" {
			t.Fatalf("%+v", r.items(""))
		}
		s.set("/plain.xml", says(xmlMedia, "<urlset>"+page("/was-there", "")+page("/fresh", "")+"</urlset>"))
		r.pass(time.Hour)
		r.work()
		if len(r.got) != 2 || r.got[1].URL != s.URL+"/fresh" {
			t.Errorf("%+v", r.items(""))
		}
		if src := r.source(s.URL + "/map.xml"); src.Kind != "sitemap" || src.Health() != "ok" || src.Items.Passed != 1 {
			t.Errorf("%+v", src)
		}
		if s.asked("/old.xml") != old {
			t.Error("a sitemap that has not changed for years was read")
		}
	})
}

// An index that says "not changed" does not hide a sitemap that has; one whose
// sitemap fails keeps what the others brought.
func TestAnIndexDoesNotHideItsSitemaps(t *testing.T) {
	s := newSite(t)
	tagged := func(tag, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("ETag", tag)
			says(xmlMedia, body)(w, r)
		}
	}
	page := func(p string) string {
		s.set(p, says("text/html", article(p)))
		return "<urlset><url><loc>" + s.URL + p + "</loc><lastmod>2026-03-02</lastmod></url></urlset>"
	}
	s.set("/map.xml", tagged(`"index"`, "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>"))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		s.set("/1.xml", tagged(`"a"`, page("/a")))
		s.set("/2.xml", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "60")
			w.WriteHeader(http.StatusServiceUnavailable)
		})
		r.list(Feed{URL: s.URL + "/map.xml"})
		r.work()
		r.pass(2 * time.Minute)
		r.work()
		if len(r.got) != 1 || r.source(s.URL+"/map.xml").Failures == 0 {
			t.Fatalf("%d reports, %+v", len(r.got), r.source(s.URL+"/map.xml"))
		}
		s.set("/2.xml", tagged(`"b"`, page("/b")))
		r.pass(time.Hour)
		r.work()
		s.set("/1.xml", tagged(`"c"`, page("/c")))
		r.pass(time.Hour)
		r.work()
		if len(r.got) != 3 {
			t.Errorf("%d reports of 3", len(r.got))
		}
	})
}

func TestListsAndOPML(t *testing.T) {
	dir := t.TempDir()
	write := func(name, words string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	got, err := ReadList(write("feeds.txt", "# news\nhttps://a.test/rss  Harbour Post\n\n https://b.test/atom\n"))
	want := []Feed{{URL: "https://a.test/rss", Name: "Harbour Post"}, {URL: "https://b.test/atom"}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Error(err, d)
	}
	opml := `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="2.0"><body><outline text="Seas"><outline type="rss" text="Caf` + "\xe9" + `" xmlUrl="https://a.test/rss"/></outline>
		<outline title="B" text="b" xmlUrl="https://b.test/atom" htmlUrl="https://b.test/"/></body></opml>`
	got, err = ReadList(write("subs.opml", opml))
	want = []Feed{{URL: "https://a.test/rss", Name: "Café"}, {URL: "https://b.test/atom", Name: "B"}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Error(err, d)
	}
	for words, fault := range map[string]string{
		"ftp://a.test/": "line 1", "https://a.test/\nb.test/rss": "line 2", "# nothing\n": "no feed in it",
		`<opml><body><outline xmlUrl="file:///etc/passwd"/></body></opml>`: "no address",
		`<!DOCTYPE o [<!ENTITY a "b">]><opml></opml>`:                      "entities",
	} {
		if _, err := ReadList(write("bad", words)); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%q: %v, want %q", words, err, fault)
		}
	}
}

const exampleConfig = `
allow_hosts = ["intranet.example:8080"]
delay = "2s"
lists = ["feeds.txt"]

[mail]
host = "mail.example"
from = "attache@desk.example"

[[feed]]
url = "https://post.example/news-sitemap.xml"
name = "Harbour Post"
every = "10m"
max_age = "48h"

[[alert]]
name = "Japan and the United States"
webhook = "https://desk.example/hook"
secret_env = "DESK_SECRET"
feed = "pact.atom"
mail = ["desk@desk.example"]
[alert.where]
types = ["AGREE"]
dyad = ["JPN", "USA"]
min_confidence = 0.7
`

func TestTheConfiguration(t *testing.T) {
	dir := t.TempDir()
	for name, words := range map[string]string{"watch.toml": exampleConfig, "feeds.txt": "https://b.example/rss\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := ReadConfig(filepath.Join(dir, "watch.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Feeds) != 2 || c.Feeds[0].every() != 10*time.Minute || c.Feeds[1].every() != usualEvery || time.Duration(c.Feeds[0].MaxAge) != 48*time.Hour {
		t.Errorf("%+v", c.Feeds)
	}
	a := c.Alerts[0]
	want := store.Filter{Types: []string{"AGREE"}, Dyad: [2]string{"JPN", "USA"}, MinConfidence: 0.7}
	if got := a.Where.filter(); !reflect.DeepEqual(want, got) || a.Feed != filepath.Join(dir, "pact.atom") || c.Options().Delay != 2*time.Second {
		t.Errorf("%+v %s", got, a.Feed)
	}
	src, err := c.Feeds[0].source()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(c.Feeds[0], feedOf(src)); d != "" {
		t.Error("options do not come back from the record:", d)
	}
}

func TestAMistakeInTheConfigurationIsNamed(t *testing.T) {
	for words, fault := range map[string]string{
		"dealy = \"2s\"": "no such setting: dealy", "delay = 2": "no duration", "delay = \"soon\"": "no duration",
		"[[feed]]\nurl = \"x\"": "no address", "[[feed]]\nurl = \"https://a.test/\"\ntext = \"all\"": "page",
		"[[alert]]\nname = \"a\"": "nobody is told",
		"[[alert]]\nname = \"a\"\nfeed = \"f\"\n[[alert]]\nname = \"a\"\nfeed = \"g\"": "two alerts",
		"[[alert]]\nname = \"a\"\nfeed = \"f\"\n[alert.where]\ntype = [\"AGREE\"]":     "no such setting",
	} {
		if _, err := parseConfig([]byte(words)); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%q: %v, want %q", words, err, fault)
		}
	}
}

func TestLanguagesAreTold(t *testing.T) {
	for want, words := range map[string]string{
		"en": "The ministers of the two countries met on Monday and agreed that the talks would go on in the summer.",
		"es": "Los ministros de los dos países se reunieron el lunes en la capital y acordaron que las conversaciones siguen en verano, según el portavoz.",
		"fr": "Les ministres des deux pays se sont réunis lundi dans la capitale et ont décidé que les négociations se poursuivront cet été, selon le porte-parole.",
		"pt": "Os ministros dos dois países reuniram-se na segunda-feira e decidiram que as conversações vão continuar no verão, segundo o porta-voz do governo.",
		"tr": "İki ülkenin bakanları pazartesi günü başkentte bir araya geldi ve görüşmelerin yaz için de devam edeceğini söyledi, bu bir ilk olarak görülüyor.",
		"uk": "Міністри двох країн зустрілися в понеділок у столиці й домовилися, що переговори триватимуть улітку, повідомив їхній речник.",
		"ar": "التقى وزيرا البلدين يوم الاثنين في العاصمة واتفقا على أن تستمر المحادثات في الصيف، بحسب المتحدث باسم الوزارة.",
		"fa": "وزیران دو کشور روز دوشنبه در پایتخت دیدار کردند و توافق کردند که گفتگوها در تابستان ادامه پیدا کند.",
		"zh": "两国部长星期一在首都举行会谈，同意谈判将在夏季继续，发言人在会后表示，条约将在年底前签署。",
		"ko": "양국 장관은 월요일 수도에서 만나 여름에 회담을 계속하기로 합의했다고 대변인이 밝혔다.",
		"el": "Οι υπουργοί των δύο χωρών συναντήθηκαν τη Δευτέρα στην πρωτεύουσα και συμφώνησαν να συνεχιστούν οι συνομιλίες.",
	} {
		if got := language(words, "xx"); got != want {
			t.Errorf("%s: %s", want, got)
		}
	}
	if got := language("Zyx qwv plok brtz klmn dfgh wrtz vbnm qqqq zzzz xxxx yyyy wwww vvvv.", "mt-MT"); got != "mt" {
		t.Errorf("what the source declares: %s", got)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, " 7 ": 7 * time.Second, "-5": 0, "soon": 0, "99999999999999": longestHold,
		"Mon, 02 Mar 2026 08:05:00 GMT": 5 * time.Minute, "Mon, 02 Mar 2020 08:05:00 GMT": 0, "Mon, 02 Mar 2099 08:05:00 GMT": longestHold,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(newsMap))
	f.Add([]byte(`<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if m, err := parseSitemap(raw, ""); err == nil && len(m.pages) > maxPages {
			t.Error("too many pages")
		}
	})
}

func FuzzLists(f *testing.F) {
	f.Add([]byte("https://a.test/rss Harbour Post\n"))
	f.Add([]byte(`<opml><body><outline text="a" xmlUrl="https://a.test/"/></body></opml>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, parse := range []func([]byte) ([]Feed, error){parseLines, parseOPML} {
			list, err := parse(raw)
			for _, one := range list {
				if bad := one.check(); err == nil && bad != nil {
					t.Error(bad)
				}
			}
		}
	})
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3\n"), "/axb")
	f.Fuzz(func(t *testing.T, raw []byte, path string) {
		if g := parseRobots(raw, usualAgent); g != nil {
			g.Test(path)
		}
	})
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte(exampleConfig))
	f.Fuzz(func(_ *testing.T, raw []byte) { _, _ = parseConfig(raw) })
}
