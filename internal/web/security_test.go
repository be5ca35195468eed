package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/attache/attache/internal/store"
)

// TestNoWordOfAReportRuns looks for markup of the hostile report in every page.
func TestNoWordOfAReportRuns(t *testing.T) {
	s := open(t, nil)
	inline := regexp.MustCompile(`(?i)<script>|<script[^>]*>[^<]|\son[a-z]+=|javascript:|<img|<b>three|style="|srcdoc`)
	pages := append(s.addresses(), "/search?q="+url.QueryEscape(hostile), "/events?text="+url.QueryEscape(`"><script>alert(1)</script>`), "/events?party="+url.QueryEscape(hostile),
		"/ledger?by="+url.QueryEscape(hostile), "/actors/"+url.PathEscape(hostile), "/dyads/"+url.PathEscape(hostile)+"/NOR", "/signin?to="+url.QueryEscape("javascript:alert(1)"), "/map?source="+url.QueryEscape(hostile))
	told := 0
	for _, p := range pages {
		a := s.get(p)
		// Escaped words may stand in the page; a tag or an attribute may not.
		plain := regexp.MustCompile(`>[^<]*<`).ReplaceAllString(a.body, "><")
		plain = regexp.MustCompile(`(title|aria-label|value|content|href)="[^"]*"`).ReplaceAllStringFunc(plain, func(m string) string {
			if strings.HasPrefix(m, "href") {
				return m
			}
			return ""
		})
		if m := inline.FindString(plain); m != "" {
			t.Errorf("%s holds %q", p, m)
		}
		if strings.Contains(a.body, "&lt;script&gt;") {
			told++
		}
	}
	if told == 0 {
		t.Error("no page shows the hostile words, so nothing was tested")
	}
}

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	s := open(t, nil)
	for _, p := range []string{"/", "/events", "/nowhere", "/static/style.css", "/static/world.svg", "/api/events", "/api/nowhere", "/api/export/events", "/healthz", "/metrics", "/mcp"} {
		h := s.get(p).Header
		for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"} {
			if !strings.HasPrefix(h.Get(name), want) {
				t.Errorf("%s: %s: %q", p, name, h.Get(name))
			}
		}
		if csp := h.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "script-src 'self'") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: %s", p, csp)
		}
		if h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s lets other sites read", p)
		}
	}
}

// signin gives the cookie of a browser.
func (s *site) signin(secret string) string {
	s.Helper()
	a := s.post("/signin", url.Values{"token": {secret}, "to": {"/review"}})
	if a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/review" {
		s.Fatalf("signing in: %s to %q", a.Status, a.Header.Get("Location"))
	}
	c := a.Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
		s.Errorf("cookie %+v", c)
	}
	return c.Name + "=" + c.Value
}

var formToken = regexp.MustCompile(`name="form" value="([^"]+)"`)

func TestWritingNeedsATokenAndTheForm(t *testing.T) {
	s := open(t, nil)
	e := s.find(store.Filter{Parties: []string{"NOR"}})
	put := "/api/events/" + e.ID + "/review"
	form := url.Values{"verdict": {"confirmed"}, "to": {"/review"}}
	cookie, reader := s.signin("write-secret"), s.signin("read-secret")
	token := formToken.FindStringSubmatch(s.get("/events/"+e.ID, "Cookie", cookie).body)
	if token == nil {
		t.Fatal("the page has no form")
	}
	const say = `{"verdict":"rejected"}`
	for _, c := range []struct {
		what string
		got  answer
		want int
	}{
		{"a stranger over the API", s.ask("PUT", put, say, "Content-Type", "application/json"), 401},
		{"a wrong token", s.ask("PUT", put, say, "Authorization", "Bearer guess"), 401},
		{"a token of another kind", s.ask("PUT", put, say, "Authorization", "Basic write-secret"), 401},
		{"a token that may only read", s.ask("PUT", put, say, "Authorization", "Bearer read-secret"), 403},
		{"a stranger's form", s.post("/review/"+e.ID, form), 303},
		{"a browser without the form's token", s.post("/review/"+e.ID, form, "Cookie", cookie), 403},
		{"a browser that may only read", s.post("/review/"+e.ID, form, "Cookie", reader), 403},
		{"a browser over the API without the form's token", s.ask("PUT", put, say, "Cookie", cookie), 403},
		{"another site's form", s.post("/review/"+e.ID, url.Values{"verdict": {"rejected"}, "form": {token[1]}}, "Cookie", cookie, "Origin", "https://evil.example"), 403},
		{"another site's form by the browser's word", s.post("/review/"+e.ID, url.Values{"verdict": {"rejected"}, "form": {token[1]}}, "Cookie", cookie, "Sec-Fetch-Site", "cross-site"), 403},
		{"another site's sign-in", s.post("/signin", url.Values{"token": {"write-secret"}}, "Sec-Fetch-Site", "cross-site"), 403},
		{"a forged cookie", s.post("/review/"+e.ID, url.Values{"verdict": {"rejected"}, "form": {token[1]}}, "Cookie", cookie[:len(cookie)-2]+"AA"), 303},
	} {
		if c.got.StatusCode != c.want {
			t.Errorf("%s: %s, want %d", c.what, c.got.Status, c.want)
		}
	}
	if _, err := s.rec.Review(t.Context(), e.ID); err == nil {
		t.Fatal("one of them was let through")
	}
	form.Set("form", token[1])
	if a := s.post("/review/"+e.ID, form, "Cookie", cookie); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/review" {
		t.Errorf("the form itself: %s to %q", a.Status, a.Header.Get("Location"))
	}
	if r, err := s.rec.Review(t.Context(), e.ID); err != nil || r.Verdict != store.Confirmed || r.Reviewer != "anna" {
		t.Errorf("kept: %+v, %v", r, err)
	}
	if a := s.ask("PUT", put, say, "Authorization", "Bearer write-secret"); a.StatusCode != http.StatusOK {
		t.Errorf("the token: %s %s", a.Status, a.body)
	}
}

func TestASessionEndsWithTimeOrTheTokens(t *testing.T) {
	now := on("2022-06-10")
	s := open(t, func(o *Options) { o.Now = func() time.Time { return now } })
	cookie := s.signin("write-secret")
	if !strings.Contains(s.get("/", "Cookie", cookie).body, "signed in as anna") {
		t.Fatal("not signed in")
	}
	other := open(t, func(o *Options) { o.Tokens = []Token{{Name: "anna", Secret: "another-secret", Write: true}} })
	if strings.Contains(other.get("/", "Cookie", cookie).body, "signed in") {
		t.Error("the cookie outlives its token")
	}
	now = now.AddDate(0, 0, 31)
	if strings.Contains(s.get("/", "Cookie", cookie).body, "signed in") {
		t.Error("the cookie never ends")
	}
	for _, junk := range []string{"attache=", "attache=.", "attache=a.b.c.d", "attache=...."} {
		if a := s.get("/", "Cookie", junk); a.StatusCode != http.StatusOK {
			t.Errorf("cookie %q: %s", junk, a.Status)
		}
	}
}

func TestADigestStandsForASecret(t *testing.T) {
	s := open(t, func(o *Options) {
		o.Tokens = []Token{{Name: "anna", Secret: "sha256:02f8445a9e2f1cd9c3b4a6b8ae96d4b5ee2fbb74a1fe9f3f1ba25cd3fa3a6ee8", Write: true}}
	})
	if a := s.get("/api/events", "Authorization", "Bearer sha256:02f8445a9e2f1cd9c3b4a6b8ae96d4b5ee2fbb74a1fe9f3f1ba25cd3fa3a6ee8"); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("the digest is taken for the secret: %s", a.Status)
	}
}

func TestReadingCanBeClosed(t *testing.T) {
	s := open(t, func(o *Options) { o.Closed = true })
	for _, p := range []string{"/api/events", "/api/openapi.json", "/metrics", "/mcp", "/api/export/events"} {
		if a := s.get(p); a.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: %s", p, a.Status)
		}
		if a := s.get(p, "Authorization", "Bearer read-secret"); a.StatusCode == http.StatusUnauthorized {
			t.Errorf("%s with a token: %s", p, a.Status)
		}
	}
	if a := s.get("/events?party=NOR"); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/signin?to=%2Fevents%3Fparty%3DNOR" {
		t.Errorf("a page: %s to %q", a.Status, a.Header.Get("Location"))
	}
	for _, p := range []string{"/healthz", "/readyz", "/static/style.css", "/signin"} {
		if a := s.get(p); a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", p, a.Status)
		}
	}
	if a := s.get("/", "Cookie", s.signin("read-secret")); a.StatusCode != http.StatusOK {
		t.Errorf("signed in: %s", a.Status)
	}
}

func TestSigningInLeadsNowhereElse(t *testing.T) {
	s := open(t, nil)
	for _, to := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, "javascript:alert(1)", "/\t/evil.example"} {
		if a := s.post("/signin", url.Values{"token": {"write-secret"}, "to": {to}}); a.Header.Get("Location") != "/" {
			t.Errorf("%q leads to %q", to, a.Header.Get("Location"))
		}
	}
}

func TestRatesAndBodiesHaveLimits(t *testing.T) {
	now := on("2022-06-10")
	s := open(t, func(o *Options) { o.Rate, o.Burst, o.MaxBody, o.Now = 1, 3, 1000, func() time.Time { return now } })
	for i := range 3 {
		if a := s.get("/api/types"); a.StatusCode != http.StatusOK {
			t.Fatalf("request %d: %s", i, a.Status)
		}
	}
	a := s.get("/api/types")
	if a.StatusCode != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
		t.Errorf("the fourth: %s", a.Status)
	}
	if a := s.get("/api/types", "X-Forwarded-For", "203.0.113.9"); a.StatusCode != http.StatusTooManyRequests {
		t.Errorf("another address by its own word: %s", a.Status)
	}
	if a := s.get("/healthz"); a.StatusCode != http.StatusOK {
		t.Errorf("health: %s", a.Status)
	}
	now = now.Add(5 * time.Second)
	if a := s.ask("POST", "/api/code", `{"text":"`+strings.Repeat("x", 2000)+`"}`, "Content-Type", "application/json"); a.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a great body: %s", a.Status)
	}
}
