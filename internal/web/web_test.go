package web

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

// hostile is what a report may bring in any field.
const hostile = `<script>alert("x")</script><img src=x onerror=alert(1)>`

// reports are what the record of every test holds.
var reports = []text.Report{
	{Title: "Norway and Denmark agree to patrol strait", Source: "Nordwire", URL: "https://news.example/1", Published: on("2022-06-03"),
		Text: "OSLO, June 3 (Nordwire) -- The foreign ministers of Norway and Denmark agreed on Friday to send joint naval patrols into the strait.\n\nNorway accused Russia of shadowing fishing boats. Russia rejected the accusation.\n\nPolice in Oslo arrested 12 protesters on Thursday."},
	{Title: "Japan's prime minister visits Washington", Source: "Pacific Desk", URL: "https://news.example/2", Published: on("2022-05-04"),
		Text: "WASHINGTON -- The prime minister of Japan met the president of the United States in Washington on Wednesday.\n\nJapan promised to send 40 million dollars to Ukraine by the end of June. The United States condemned North Korea for firing a missile."},
	{Title: hostile, Source: hostile, URL: `javascript:alert("x")`, Author: hostile, Published: on("2022-05-06"),
		Text: hostile + " said nothing.\n\nGermany condemned Iran on Friday for the arrest of <b>three</b> journalists \"><svg onload=alert(1)> in Tehran."},
}

func on(s string) time.Time {
	t, _ := time.Parse(time.DateOnly, s)
	return t
}

// loaded is the coder, loaded once: it never changes.
var loaded = sync.OnceValues(func() (*coder.Coder, error) { return coder.New(coder.WithoutScorer()) })

// site is a server on a record of its own.
type site struct {
	*testing.T
	rec *store.Store
	web *Server
	url string
	http.Client
}

var tokens = []Token{{Name: "anna", Secret: "write-secret", Write: true}, {Name: "desk", Secret: "read-secret"}}

func open(t *testing.T, change func(*Options)) *site {
	t.Helper()
	c, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	rec, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rec.Close() })
	fill(t, c, rec)
	opt := Options{Tokens: tokens, Codebooks: []fs.FS{data.Files}, Now: func() time.Time { return on("2022-06-10") }}
	if change != nil {
		change(&opt)
	}
	w, err := New(rec, c, opt)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(w.Handler())
	t.Cleanup(srv.Close)
	return &site{t, rec, w, srv.URL, http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// fill codes the reports into the record, as attache ingest does.
func fill(t *testing.T, c *coder.Coder, rec *store.Store) {
	t.Helper()
	words, errs := codebook.LoadLedger(places.Files, data.Files)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	w, d, p := c.Worker(), ledger.NewDrawer(words, c.Book.Words), rec.NewPreparer()
	for _, r := range reports {
		r.Dated = text.Given
		name := store.Identify(&r)
		doc, err := w.Code(t.Context(), &r)
		if err != nil {
			t.Fatal(err)
		}
		in := &ledger.Layers{Layers: event.Layers{Report: &r, Sents: doc.Sents, Mentions: doc.Mentions, Times: doc.Times, Clauses: doc.Clauses}, Events: doc.Events}
		page := &ledger.Page{Report: r.ID, Entries: d.Draw(in), Deeds: d.Deeds(in), Day: r.Published}
		at := text.NewCharacters(r.Text)
		for i := range page.Entries {
			page.Entries[i].Resolve(r.Text, at)
		}
		for i := range page.Deeds {
			page.Deeds[i].Resolve(at)
		}
		out := store.Record{Report: r, Name: name, Version: store.Version{Program: "test", Codebook: "test"}, Ledger: page,
			Events: export.Events(export.Record{Report: &r, Sents: doc.Sents, Events: doc.Events}, c)}
		if err := p.Prepare(&out); err != nil {
			t.Fatal(err)
		}
		if _, err := rec.Put(t.Context(), out); err != nil {
			t.Fatal(err)
		}
	}
	if err := rec.SettleLedger(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// answer is what came back, whole.
type answer struct {
	*http.Response
	body string
}

// ask sends a request with headers, given as name and value in turn.
func (s *site) ask(method, path, body string, headers ...string) answer {
	s.Helper()
	r, err := http.NewRequestWithContext(s.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := s.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.Fatal(err)
	}
	return answer{res, string(b)}
}

func (s *site) get(path string, headers ...string) answer {
	s.Helper()
	return s.ask(http.MethodGet, path, "", headers...)
}

// post sends a form.
func (s *site) post(path string, form url.Values, headers ...string) answer {
	s.Helper()
	return s.ask(http.MethodPost, path, form.Encode(), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
}

// find gives the first event of a filter.
func (s *site) find(f store.Filter) store.Event {
	s.Helper()
	list, _, err := s.rec.Events(s.Context(), f, store.Page{Limit: 1})
	if err != nil || len(list) == 0 {
		s.Fatalf("no event fits %+v: %v", f, err)
	}
	return list[0]
}

// addresses of every page, with an event, a report and a story that exist.
func (s *site) addresses() []string {
	e := s.find(store.Filter{Dyad: [2]string{"NOR", "DNK"}})
	bad := s.find(store.Filter{Parties: []string{"IRN"}})
	return []string{"/", "/?day=2022-05-06", "/events", "/events?party=Norway&from=2022-01-01&quad=1", "/events?text=strait", "/events/" + e.ID, "/events/" + bad.ID,
		"/reports/" + e.Report, "/reports/" + bad.Report, "/stories/" + e.Story, "/stories/" + bad.Story, "/dyads", "/dyads/NOR/DNK", "/dyads/DEU/IRN?step=day", "/actors", "/actors/NOR", "/actors/IRN",
		"/ledger", "/ledger/" + s.entry().ID, "/ledger?open=true&sort=due", "/ledger?by=Japan", "/map", "/map?country=NOR", "/sources", "/search", "/search?q=journalists", "/review", "/review?type=ACCUSE", "/api", "/signin"}
}

// entry gives the newest entry of the ledger.
func (s *site) entry() store.LedgerEntry {
	s.Helper()
	list, _, err := s.rec.LedgerEntries(s.Context(), store.LedgerFilter{}, store.Page{Limit: 1})
	if err != nil || len(list) == 0 {
		s.Fatal("the ledger is empty: ", err)
	}
	return list[0]
}
