package web

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/attache/attache/internal/store"
)

// in reads an answer's JSON.
func in[T any](t *testing.T, a answer) T {
	t.Helper()
	var out T
	if err := json.Unmarshal([]byte(a.body), &out); err != nil {
		t.Fatalf("%s: %v in %s", a.Status, err, a.body)
	}
	return out
}

func TestAListComesInParts(t *testing.T) {
	s := open(t, nil)
	var ids []string
	seen := map[string]bool{}
	path := "/api/events?limit=2"
	for next := ""; ; {
		l := in[list[store.Event]](t, s.get(path+next))
		for _, e := range l.Items {
			if seen[e.ID] {
				t.Errorf("%s comes twice", e.ID)
			}
			seen[e.ID] = true
			ids = append(ids, e.ID)
		}
		if l.Next == "" {
			break
		}
		next = "&after=" + l.Next
	}
	n := in[counted](t, s.get("/api/count")).Events
	if len(ids) != n || n < 5 {
		t.Errorf("%d events in parts, %d counted", len(ids), n)
	}
}

func TestEveryCallAnswers(t *testing.T) {
	s := open(t, nil)
	e := s.find(store.Filter{Dyad: [2]string{"NOR", "DNK"}})
	l := in[list[store.LedgerEntry]](t, s.get("/api/ledger"))
	if len(l.Items) == 0 {
		t.Fatal("the ledger is empty")
	}
	for _, p := range []string{"/api/events/" + e.ID, "/api/series?step=day&from=2022-01-01&to=2022-12-31", "/api/types", "/api/places", "/api/dyads", "/api/actors?limit=3", "/api/ledger?open=true&sort=due&by=Japan",
		"/api/ledger/" + l.Items[0].ID, "/api/reports?q=strait", "/api/reports/" + e.Report, "/api/stories", "/api/stories/" + e.Story, "/api/sources", "/api/precision", "/api/openapi.json", "/api/openapi.yaml",
		"/api/events?party=Norway&party=JPN&type=agree&quad=1&standing=actual&min_confidence=0.1"} {
		if a := s.get(p); a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %s", p, a.Status, a.body)
		}
	}
	for p, want := range map[string]int{"/api/events?from=May": 422, "/api/events?dyad=JPN": 400, "/api/events?colour=red": 422, "/api/events/none": 404, "/api/events?after=x": 400, "/api/reports": 422,
		"/api/nowhere": 404, "/api/events/none/review": 404} {
		a := s.get(p)
		if a.StatusCode != want || a.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s %s, want %d", p, a.Status, a.Header.Get("Content-Type"), want)
		}
	}
}

func TestTheSameAnswerIsNotSentTwice(t *testing.T) {
	s := open(t, nil)
	a := s.get("/api/events", "Accept-Encoding", "identity")
	tag := a.Header.Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	if b := s.get("/api/events", "If-None-Match", tag); b.StatusCode != http.StatusNotModified || b.body != "" {
		t.Errorf("%s with %d bytes", b.Status, len(b.body))
	}
	if b := s.get("/api/events?limit=1", "If-None-Match", tag); b.StatusCode != http.StatusOK {
		t.Errorf("another answer: %s", b.Status)
	}
	css := s.get("/static/style.css")
	if b := s.get("/static/style.css", "If-None-Match", css.Header.Get("ETag")); b.StatusCode != http.StatusNotModified {
		t.Errorf("style sheet: %s", b.Status)
	}
}

// TestTheDescriptionIsTrue asks for every path that the OpenAPI names.
func TestTheDescriptionIsTrue(t *testing.T) {
	s := open(t, nil)
	type spec struct {
		OpenAPI string                                `json:"openapi"`
		Paths   map[string]map[string]json.RawMessage `json:"paths"`
	}
	d := in[spec](t, s.get("/api/openapi.json"))
	if !strings.HasPrefix(d.OpenAPI, "3.1") || len(d.Paths) < 20 {
		t.Fatalf("OpenAPI %s with %d paths", d.OpenAPI, len(d.Paths))
	}
	for p, methods := range d.Paths {
		for m := range methods {
			a := s.ask(strings.ToUpper(m), strings.ReplaceAll(p, "{id}", "none"), "{}", "Content-Type", "application/json", "Authorization", "Bearer write-secret")
			if a.StatusCode == http.StatusMethodNotAllowed || a.StatusCode >= 500 {
				t.Errorf("%s %s: %s", m, p, a.Status)
			}
		}
	}
}

func TestCodeATextThatIsSentIn(t *testing.T) {
	s := open(t, nil)
	a := s.ask("POST", "/api/code", `{"id":"x","text":"Chile condemned Peru on Monday.","published":"2022-05-04"}`, "Content-Type", "application/json")
	type event struct {
		Report, Date string
		Event        []string
	}
	l := in[list[event]](t, a)
	if len(l.Items) != 1 || l.Items[0].Event[0] != "ACCUSE" || l.Items[0].Date != "2022-05-02" || l.Items[0].Report != "x" {
		t.Errorf("%s", a.body)
	}
	for body, want := range map[string]int{`{"text":"Le ministre a condamné la décision du gouvernement de la France lundi."}`: 400, `{"text":"x","published":"Monday"}`: 400, `{}`: 422, `{"text":""}`: 422, `{`: 400} {
		if a := s.ask("POST", "/api/code", body, "Content-Type", "application/json"); a.StatusCode != want {
			t.Errorf("%s: %s, want %d", body, a.Status, want)
		}
	}
	a = s.ask("POST", "/api/relate", `{"id":"1","text":"Oslo sent doctors to Mali.","actor":[0,4],"recipient":[21,25]}`, "Content-Type", "application/json")
	if r := in[relateOut](t, a); r.Event != "AID" || r.ID != "1" {
		t.Errorf("%s", a.body)
	}
	if a := s.ask("POST", "/api/relate", `{"text":"Oslo","actor":[0,40],"recipient":[21,25]}`, "Content-Type", "application/json"); a.StatusCode != 400 {
		t.Errorf("a span outside the text: %s", a.Status)
	}
}

func TestExportsStreamWholeRecords(t *testing.T) {
	s := open(t, nil)
	n := in[counted](t, s.get("/api/count")).Events
	if got := strings.Count(s.get("/api/export/events").body, "\n"); got != n {
		t.Errorf("%d lines of JSON, %d events", got, n)
	}
	rows, err := csv.NewReader(strings.NewReader(s.get("/api/export/events?format=csv&party=NOR").body)).ReadAll()
	if want := in[counted](t, s.get("/api/count?party=NOR")).Events; err != nil || len(rows) != want+1 {
		t.Errorf("%d rows of CSV, %d events: %v", len(rows), want, err)
	}
	for _, f := range []string{"parquet", "plover", "cameo", "gdelt"} {
		if a := s.get("/api/export/events?format=" + f); a.StatusCode != http.StatusOK || len(a.body) == 0 {
			t.Errorf("%s: %s with %d bytes", f, a.Status, len(a.body))
		}
	}
}

func TestReviewsLeaveAsGoldAndAsExamples(t *testing.T) {
	s := open(t, nil)
	e := s.find(store.Filter{Dyad: [2]string{"DEU", "IRN"}})
	all, _, err := s.rec.Events(t.Context(), store.Filter{Report: e.Report, Repeats: true}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	say := func(id, body string) {
		t.Helper()
		if a := s.ask("PUT", "/api/events/"+id+"/review", body, "Content-Type", "application/json", "Authorization", "Bearer write-secret"); a.StatusCode != 200 {
			t.Fatalf("%s: %s", a.Status, a.body)
		}
	}
	if files := unzip(t, s.get("/api/export/gold").body); len(files) != 1 {
		t.Errorf("before any review: %d files", len(files))
	}
	for _, x := range all {
		say(x.ID, `{"verdict":"rejected","sampled":true}`)
	}
	say(e.ID, `{"verdict":"corrected","sampled":true,"right":{"sent":0,"trigger":"condemned","type":"ACCUSE","actor":[{"text":"Germany","code":"DEU","sector":"GOV"}],"recipient":[{"text":"Iran","code":"IRN","sector":""}],"standing":"actual","date":"2022-05-06","said_by":""}}`)
	files := unzip(t, s.get("/api/export/gold").body)
	type gold struct {
		ID     string
		Events []store.Judged
	}
	var g gold
	if err := json.Unmarshal(files["gold/"+e.Report+".json"], &g); err != nil {
		t.Fatal(err)
	}
	if g.ID != e.Report || len(g.Events) != 1 || g.Events[0].Actor[0].Sector != "GOV" || g.Events[0].Sent != 1 {
		t.Errorf("%+v", g)
	}
	if !strings.Contains(string(files["reports.jsonl"]), `"id":"`+e.Report+`"`) {
		t.Error("the report is not with its annotation")
	}
	if x := s.get("/api/export/examples").body; !strings.Contains(x, "[A Germany] condemned [B Iran]") || !strings.Contains(x, e.Rule) {
		t.Errorf("%s", x)
	}
	for _, wrong := range []string{`{"verdict":"perhaps"}`, `{"verdict":"corrected"}`, `{"verdict":"corrected","right":{"type":"DANCE","actor":[],"recipient":[],"standing":"actual","date":"","said_by":"","sent":0,"trigger":""}}`} {
		if a := s.ask("PUT", "/api/events/"+e.ID+"/review", wrong, "Content-Type", "application/json", "Authorization", "Bearer write-secret"); a.StatusCode != 400 && a.StatusCode != 422 {
			t.Errorf("%s: %s", wrong, a.Status)
		}
	}
}

func unzip(t *testing.T, s string) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(s)), int64(len(s)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestMetricsCountByRouteNotByAddress(t *testing.T) {
	s := open(t, nil)
	s.get("/events/none")
	s.get("/no/such/place")
	m := s.get("/metrics").body
	for _, want := range []string{`attache_http_requests_total{code="404",method="GET",route="GET /events/{id}"} 1`, "attache_record_events ", "go_goroutines"} {
		if !strings.Contains(m, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(m, "no/such/place") {
		t.Error("an address became a label")
	}
}

func TestReadyUntilItLeaves(t *testing.T) {
	s := open(t, nil)
	if a := s.get("/readyz"); a.StatusCode != http.StatusOK {
		t.Errorf("%s", a.Status)
	}
	s.web.Leave()
	if a := s.get("/readyz"); a.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("%s", a.Status)
	}
}
