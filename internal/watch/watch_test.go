package watch

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/attache/attache/internal/store"
)

// From a feed to the coder: what is new is fetched and coded once.
func TestAnItemGoesFromTheFeedToTheCoder(t *testing.T) {
	s := newSite(t)
	s.set("/feed", says(xmlMedia, rssOf(s.URL, "/ports", "/fish")))
	s.set("/ports", says("text/html", article("the ports")))
	s.set("/fish", says("text/html; charset=iso-8859-1", article("the fish")))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		r.work()
		if len(r.got) != 2 {
			t.Fatalf("%d reports: %+v", len(r.got), r.items(""))
		}
		got := r.got[0]
		if got.URL != s.URL+"/ports" || got.Title != "About /ports" || got.Source != "Harbour Post" || got.Published.Day() != 2 {
			t.Errorf("%+v", got)
		}
		contains(t, got.Text, "spoke about the ports")
		coded := r.items(store.ItemCoded)
		if len(coded) != 2 || coded[0].Language != "en" || coded[0].Report == "" || coded[0].Body != "" {
			t.Errorf("%+v", coded)
		}
		src := r.source(s.URL + "/feed")
		if src.Health() != "ok" || src.Items.Coded != 2 || src.Title != "Harbour Post" || src.LastNew.IsZero() || src.Kind != "rss" {
			t.Errorf("%+v", src)
		}
		r.pass(time.Hour)
		r.work()
		if len(r.got) != 2 {
			t.Error("what was known was coded again")
		}
	})
}

func TestWhatHasNotChangedIsNotSentAgain(t *testing.T) {
	s := newSite(t)
	unchanged := 0
	s.set("/feed", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"one"` && r.Header.Get("If-Modified-Since") != "" {
			unchanged++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Last-Modified", "Mon, 02 Mar 2026 07:00:00 GMT")
		says(xmlMedia, rssOf(s.URL))(w, r)
	})
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		unchanged = 0
		r.list(Feed{URL: s.URL + "/feed", Every: Duration(10 * time.Minute)})
		for range 4 {
			r.work()
			r.pass(15 * time.Minute)
		}
		src := r.source(s.URL + "/feed")
		if unchanged != 3 || src.Polls != 4 || src.Health() != "ok" {
			t.Errorf("%d of %d answers were \"not modified\": %+v", unchanged, src.Polls, src)
		}
	})
}

func TestOneHostIsAskedOnceAtATimeAndWithPauses(t *testing.T) {
	s := newSite(t)
	var paths []string
	for i := range 5 {
		p := fmt.Sprintf("/a%d", i)
		paths = append(paths, p)
		s.set(p, says("text/html", article(p)))
	}
	s.set("/feed", says(xmlMedia, rssOf(s.URL, paths...)))
	s.set("/robots.txt", says("text/plain", "User-agent: *\nCrawl-delay: 7\n"))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		start := r.clock.Now()
		r.work()
		if len(r.got) != 5 {
			t.Fatalf("%d reports", len(r.got))
		}
		list := r.items(store.ItemCoded)
		if took := list[0].Changed.Sub(start); took < 5*7*time.Second {
			t.Errorf("six requests with a pause of 7 s took %s", took)
		}
		host := strings.TrimPrefix(s.URL, "http://")
		now := r.clock.Now()
		if _, ok, err := r.db.TakeHost(t.Context(), host, now, now.Add(time.Minute)); !ok || err != nil {
			t.Fatal(ok, err)
		}
		if _, ok, _ := r.db.TakeHost(t.Context(), host, now, now.Add(time.Minute)); ok {
			t.Error("two have one host")
		}
	})
}

func TestRobotsAreObeyed(t *testing.T) {
	s := newSite(t)
	s.set("/robots.txt", says("text/plain", "User-agent: other\nDisallow: /\n\nUser-agent: attache\nDisallow: /private/\n"))
	s.set("/feed", says(xmlMedia, rssOf(s.URL, "/private/a", "/open/b")))
	s.set("/private/a", says("text/html", article("a")))
	s.set("/open/b", says("text/html", article("b")))
	s.set("/private/feed", says(xmlMedia, rssOf(s.URL)))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"}, Feed{URL: s.URL + "/private/feed"})
		before := s.asked("/robots.txt")
		r.work()
		if len(r.got) != 1 || r.got[0].URL != s.URL+"/open/b" {
			t.Errorf("%+v", r.got)
		}
		passed := r.items(store.ItemPassed)
		if len(passed) != 1 {
			t.Fatal(passed)
		}
		contains(t, passed[0].Why, "robots.txt forbids it")
		contains(t, r.source(s.URL+"/private/feed").Error, "robots.txt forbids it")
		if n := s.asked("/robots.txt") - before; n != 1 {
			t.Errorf("robots.txt was asked for %d times", n)
		}
	})
	if s.asked("/private/a")+s.asked("/private/feed") > 0 {
		t.Error("asked for what is forbidden")
	}
}

func TestAServerThatWantsRestGetsIt(t *testing.T) {
	s := newSite(t)
	busy := true
	s.set("/feed", func(w http.ResponseWriter, r *http.Request) {
		if busy {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		says(xmlMedia, rssOf(s.URL))(w, r)
	})
	s.set("/other", says(xmlMedia, rssOf(s.URL)))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		busy = true
		before, other := s.asked("/feed"), s.asked("/other")
		r.list(Feed{URL: s.URL + "/feed"}, Feed{URL: s.URL + "/other", Every: Duration(time.Minute)})
		if !r.step() { // the feed that is due first by its id may be either
			t.Fatal("nothing was due")
		}
		for s.asked("/feed") == before {
			r.pass(time.Minute)
			r.step()
		}
		seen := s.asked("/other") - other
		r.pass(110 * time.Minute)
		r.work()
		if s.asked("/feed") != before+1 || s.asked("/other")-other != seen {
			t.Error("asked again before its time")
		}
		contains(t, r.source(s.URL+"/feed").Error, "429")
		busy = false
		r.pass(20 * time.Minute)
		r.work()
		if src := r.source(s.URL + "/feed"); src.Health() != "ok" || src.Failures != 0 || src.Error != "" {
			t.Errorf("%+v", src)
		}
	})
}

func TestFailuresAreFollowedByLongerAndLongerWaits(t *testing.T) {
	s := newSite(t)
	s.set("/feed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed", Every: Duration(10 * time.Minute)})
		var waits []time.Duration
		for range 10 {
			at := r.clock.Now()
			if !r.step() {
				t.Fatal("not due")
			}
			next := r.source(s.URL + "/feed").Next
			waits = append(waits, next.Sub(at).Round(time.Minute))
			r.pass(next.Sub(r.clock.Now()))
		}
		// three quarters of 10 min, 20 min, … 24 h, with chance in the middle
		want := "[8m0s 15m0s 30m0s 1h0m0s 2h0m0s 4h0m0s 8h0m0s 16h0m0s 18h0m0s 18h0m0s]"
		if got := fmt.Sprint(waits); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if src := r.source(s.URL + "/feed"); src.Failures != 10 || src.Active != true {
			t.Errorf("%+v", src)
		}
	})
}

func TestAFeedThatIsGoneRests(t *testing.T) {
	s := newSite(t)
	s.set("/feed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	s.set("/wall", says("text/html", `<html><body><p>Please subscribe to read on.</p></body></html>`))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		for range 6 {
			r.work()
			r.pass(48 * time.Hour)
		}
		if src := r.source(s.URL + "/feed"); src.Active || src.Polls != 3 || src.Health() != "resting" {
			t.Errorf("%+v", src)
		}
		if err := r.db.PollNow(t.Context(), s.URL+"/feed"); err != nil {
			t.Fatal(err)
		}
		r.work()
		if src := r.source(s.URL + "/feed"); src.Polls != 4 {
			t.Errorf("%+v", src)
		}
	})
}

func TestLastingRedirectsAreRemembered(t *testing.T) {
	s := newSite(t)
	s.set("/old", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/mid", http.StatusMovedPermanently) })
	s.set("/mid", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/new", http.StatusPermanentRedirect)
	})
	s.set("/new", says(xmlMedia, rssOf(s.URL)))
	s.set("/soon", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusFound) })
	s.set("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop2", http.StatusFound) })
	s.set("/loop2", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	s.set("/far", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/far?"+r.URL.RawQuery+"x", http.StatusFound)
	})
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		old, soon := s.asked("/old"), s.asked("/soon")
		r.list(Feed{URL: s.URL + "/old"}, Feed{URL: s.URL + "/soon"}, Feed{URL: s.URL + "/loop"}, Feed{URL: s.URL + "/far"})
		for range 3 {
			r.work()
			r.pass(20 * time.Minute)
		}
		if a, b := s.asked("/old")-old, s.asked("/soon")-soon; a != 1 || b != 3 {
			t.Errorf("the old address was asked %d times, the one that redirects for now %d", a, b)
		}
		contains(t, r.source(s.URL+"/loop").Error, "a loop")
		contains(t, r.source(s.URL+"/far").Error, "more than 8 redirects")
		s.set("/new", nil) // gone: the old address is asked again
		r.pass(time.Hour)
		r.work()
		s.set("/old", says(xmlMedia, rssOf(s.URL)))
		r.pass(24 * time.Hour)
		r.work()
		if src := r.source(s.URL + "/old"); src.Health() != "ok" {
			t.Errorf("%+v", src)
		}
		s.set("/old", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/mid", http.StatusMovedPermanently) })
		s.set("/new", says(xmlMedia, rssOf(s.URL)))
	})
}

func TestTheSameWordsAreCodedOnce(t *testing.T) {
	s := newSite(t)
	for path, subject := range map[string]string{"/a": "the ports", "/copy": "the ports", "/b": "the fish"} {
		s.set(path, says("text/html", article(subject)))
	}
	s.set("/feed", says(xmlMedia, `<rss version="2.0"><channel><title>P</title>
		<item><guid>1</guid><link>`+s.URL+`/a?utm_source=rss</link><title>Ports</title></item>
		<item><guid>2</guid><link>`+s.URL+`/a#top</link><title>Ports</title></item>
		<item><guid>3</guid><link>`+s.URL+`/copy</link><title>Ports</title></item>
		<item><guid>4</guid><link>`+s.URL+`/b</link><title>Fish</title></item></channel></rss>`))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		r.work()
		if len(r.got) != 2 {
			t.Errorf("%d reports", len(r.got))
		}
		passed := r.items(store.ItemPassed)
		if len(passed) != 1 {
			t.Fatalf("%+v", passed)
		}
		contains(t, passed[0].Why, "the same text as")
	})
}

// A feed that gives one id to all its items still brings them all.
func TestAFeedThatLiesAboutIdsLosesNothing(t *testing.T) {
	s := newSite(t)
	var b strings.Builder
	for i := range 4 {
		p := fmt.Sprintf("/x%d", i)
		s.set(p, says("text/html", article(p)))
		fmt.Fprintf(&b, `<item><guid>same</guid><link>%s</link><title>%s</title></item>`, p, p)
	}
	s.set("/feed", says(xmlMedia, `<rss version="2.0"><channel><title>P</title>`+b.String()+`</channel></rss>`))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		r.work()
		if len(r.got) != 4 {
			t.Errorf("%d reports of 4", len(r.got))
		}
	})
}

// So does one that gives the same id to one item after another.
func TestAnIDThatIsUsedAgainIsAnotherItem(t *testing.T) {
	s := newSite(t)
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		for _, p := range []string{"/1", "/2", "/2?moved"} { // the last is the second with another address
			s.set(strings.TrimSuffix(p, "?moved"), says("text/html", article(p)))
			title := strings.TrimSuffix(p, "?moved")
			s.set("/feed", says(xmlMedia, `<rss version="2.0"><channel><title>P</title><item><guid>top</guid><link>`+s.URL+p+`</link><title>`+title+`</title></item></channel></rss>`))
			r.work()
			r.pass(time.Hour)
		}
		if len(r.got) != 2 {
			t.Errorf("%d reports of 2", len(r.got))
		}
	})
}

func TestAnItemThatChangesIsReadAnew(t *testing.T) {
	s := newSite(t)
	atom := func(updated string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><entry><id>a</id><link href="` + s.URL + `/a"/><title>T</title><updated>` + updated + `</updated></entry></feed>`
	}
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		s.set("/feed", says(xmlMedia, atom("2026-03-02T07:00:00Z")))
		s.set("/a", says("text/html", article("the ports")))
		r.list(Feed{URL: s.URL + "/feed"})
		r.work()
		s.set("/feed", says(xmlMedia, atom("2026-03-02T09:00:00Z")))
		s.set("/a", says("text/html", article("the ports and the fish")))
		r.pass(time.Hour)
		r.work()
		if len(r.got) != 2 || !strings.Contains(r.got[1].Text, "the fish") {
			t.Errorf("%d reports", len(r.got))
		}
		if it := r.items(store.ItemCoded); len(it) != 1 || it[0].Revision != 1 {
			t.Errorf("%+v", it)
		}
		for i := range 200 { // a feed that says "now" every time
			s.set("/feed", says(xmlMedia, atom(r.clock.Now().Format(time.RFC3339))))
			r.pass(time.Duration(i) * time.Minute)
			r.work()
		}
		if it := r.items(""); it[0].Revision > 8 {
			t.Errorf("read anew %d times", it[0].Revision)
		}
	})
}

func TestOtherLanguagesAreNamedAndNotCoded(t *testing.T) {
	s := newSite(t)
	pages := map[string]string{
		"/de": "Die Minister der beiden Länder haben sich am Montag in der Hauptstadt getroffen und über den Hafen gesprochen. Der Vertrag wird nach Angaben des Sprechers im Sommer unterzeichnet und ist auch für die Fischer wichtig.",
		"/ru": "Министры двух стран встретились в понедельник и обсудили вопросы сотрудничества. Они договорились о том, что переговоры продолжатся летом в столице, сообщил представитель министерства после встречи.",
		"/ja": "両国の大臣は月曜日に首都で会談し、港湾の問題について話し合った。夏に条約に署名することで合意したと報道官が述べた。漁業についても協議が続けられる見通しだという。両国の関係は改善している。",
	}
	for p, words := range pages {
		s.set(p, says("text/html; charset=utf-8", `<html><body><article><p>`+words+`</p></article></body></html>`))
	}
	s.set("/feed", says(xmlMedia, rssOf(s.URL, "/de", "/ru", "/ja")))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		r.work()
		passed := r.items(store.ItemPassed)
		if len(r.got) != 0 || len(passed) != 3 {
			t.Fatalf("%+v", r.items(""))
		}
		for _, it := range passed {
			if want := it.URL[len(it.URL)-2:]; it.Language != want {
				t.Errorf("%s: %s (%s)", it.URL, it.Language, it.Why)
			}
		}
	})
}

func TestWhereThePageCannotBeHadTheFeedsWordsStandIn(t *testing.T) {
	s := newSite(t)
	long := sentences("the ports")
	s.set("/feed", says(xmlMedia, `<rss version="2.0"><channel><title>P</title>
		<item><link>`+s.URL+`/missing</link><title>Ports</title><description>`+long+`</description></item>
		<item><link>`+s.URL+`/gone</link><title>Fish</title><description>Short.</description></item>
		<item><link>`+s.URL+`/wall</link><title>Nets</title><description>`+sentences("the nets and the boats")+`</description></item>
		<item><guid>n</guid><title>No page</title><description>`+sentences("the fish")+`</description></item></channel></rss>`))
	s.set("/wall", says("text/html", `<html><body><p>Please subscribe to read on.</p></body></html>`))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/feed"})
		for range 6 {
			r.work()
			r.pass(10 * time.Minute)
		}
		if len(r.got) != 3 {
			t.Errorf("%d reports: %+v", len(r.got), r.items(""))
		}
		failed := r.items(store.ItemFailed)
		if len(failed) != 1 || failed[0].URL != s.URL+"/gone" || failed[0].Attempts != sureTries {
			t.Fatalf("%+v", failed)
		}
		contains(t, failed[0].Why, "404")
		s.set("/gone", says("text/html", article("the nets")))
		if n, err := r.db.RetryFailed(t.Context(), ""); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		r.work()
		s.set("/gone", nil)
		if len(r.got) != 4 {
			t.Error("what was sent through again was not coded")
		}
	})
}

func TestAReportThatCannotBeCodedIsTriedAgainAndThenNamed(t *testing.T) {
	s := newSite(t)
	s.set("/feed", says(xmlMedia, rssOf(s.URL, "/a")))
	s.set("/a", says("text/html", article("the ports")))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.err = errors.New("the record is full")
		r.list(Feed{URL: s.URL + "/feed"})
		r.work()
		it := r.items(store.ItemFetched)
		if len(it) != 1 || it[0].Why != "the record is full" {
			t.Fatalf("%+v", r.items(""))
		}
		r.err = nil
		r.pass(10 * time.Minute)
		r.work()
		if len(r.got) != 1 || len(r.items(store.ItemCoded)) != 1 {
			t.Errorf("%+v", r.items(""))
		}
	})
}

func TestWhatLeavesTheListRests(t *testing.T) {
	s := newSite(t)
	s.set("/a", says(xmlMedia, rssOf(s.URL)))
	s.set("/b", says(xmlMedia, rssOf(s.URL)))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/a"}, Feed{URL: s.URL + "/b", Name: "B"})
		r.work()
		r.list(Feed{URL: s.URL + "/b", Name: "Bee"})
		r.pass(time.Hour)
		r.work()
		a, b := r.source(s.URL+"/a"), r.source(s.URL+"/b")
		if a.Active || a.Polls != 1 || b.Polls != 2 || b.Shown() != "Bee" {
			t.Errorf("%+v\n%+v", a, b)
		}
	})
}

func TestAPageTakenForAFeedNamesTheFeed(t *testing.T) {
	s := newSite(t)
	s.set("/", says("text/html", `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/news.rss"></head><body>Hi</body></html>`))
	onEach(t, Options{}, func(t *testing.T, r *rig) {
		r.list(Feed{URL: s.URL + "/"})
		r.work()
		contains(t, r.source(s.URL+"/").Error, s.URL+"/news.rss")
	})
}
