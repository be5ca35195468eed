package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

type scale struct{}

func (scale) Score(typ, mode string) (int, float64) { return 1, 2.5 }

// span finds words of a test's text.
func span(t, words string) text.Span {
	i := strings.Index(t, words)
	return text.Span{From: i, To: i + len(words)}
}

func record() Record {
	const t = "Côte d’Ivoire’s envoy met Anna Söder in Malmö on May 4. It rained."
	on := time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC)
	return Record{
		Report: &text.Report{ID: "r1", Title: `Envoy, "at last"`, Text: t, Published: on, Dated: text.Given},
		Sents:  []syntax.Sentence{{Span: text.Span{From: 0, To: strings.Index(t, " It")}}},
		Events: []event.Event{{
			ID: "e1", Type: "CONSULT", Mode: "visit", Contexts: []string{"diplomatic"},
			Actor:     []event.Actor{{Party: mention.Party{Code: "CIV", Sector: "GOV"}, Span: span(t, "Côte d’Ivoire’s envoy"), Chain: 0}},
			Recipient: []event.Actor{{Party: mention.Party{Code: "SWE", Sector: "GOV", Name: "Anna Söder", Office: "Foreign Minister"}, Span: span(t, "Anna Söder"), Chain: -1}},
			On:        when.Range{First: on, Last: on}, Standing: event.Actual, Place: &event.Place{Name: "Malmö", Country: "SWE", Lat: 55.6, Lon: 13, Span: span(t, "Malmö")},
			Size: event.Size{Dead: -1, Injured: 2, Arrested: -1}, Trigger: span(t, "met"), Quote: span(t, "met Anna Söder in Malmö on May 4"),
			Confidence: 0.912345, Why: []codebook.Pos{{File: "events/consult.toml", Line: 12}, {File: "actors/x.toml", Line: 1}},
		}, {
			ID: "e2", Type: "CONSULT", On: when.Range{First: on, Last: on.AddDate(0, 0, 2)}, Standing: event.Planned, Trigger: span(t, "met"), Quote: span(t, "met"), RepeatOf: "e1",
			SaidBy: []event.Actor{{Party: mention.Party{Code: "SWE", Sector: "GOV"}, Chain: -1}}, Size: event.Size{Dead: -1, Injured: -1, Arrested: -1},
		}},
	}
}

func TestJSONLinesHaveFieldsInAStatedOrder(t *testing.T) {
	got, err := JSONLines(record(), scale{})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"e1","report":"r1","date":"2022-05-04","event":["CONSULT"],"mode":"visit","context":["diplomatic"],"quad_code":1,"event_scale":2.5,` +
		`"actor":[{"code":"CIV","sector":"GOV","entity_text":"Côte d’Ivoire’s envoy","start":0,"end":21,"chain":0}],` +
		`"recipient":[{"code":"SWE","sector":"GOV","entity_text":"Anna Söder","start":26,"end":36,"identifier_text":"Anna Söder","office":"Foreign Minister"}],` +
		`"standing":"actual","said_by":[],"event_text":["met Anna Söder in Malmö on May 4"],"event_loc":{"name":"Malmö","country":"SWE","lat":55.6,"lon":13,"start":40,"end":45},` +
		`"size":{"injured":2},"trigger":{"text":"met","start":22,"end":25},"text_info":{"sequence":0,"start":0,"end":55},"confidence":0.9123,"rule":"codebook/events/consult.toml:12"}` + "\n" +
		`{"id":"e2","report":"r1","date":"2022-05-04","enddate":"2022-05-06","event":["CONSULT"],"quad_code":1,"event_scale":2.5,"actor":[],"recipient":[],"standing":"planned",` +
		`"said_by":[{"code":"SWE","sector":"GOV"}],"event_text":["met"],"trigger":{"text":"met","start":22,"end":25},"text_info":{"sequence":0,"start":0,"end":55},"confidence":0,"repeat_of":"e1"}` + "\n"
	if d := cmp.Diff(strings.Split(want, ","), strings.Split(string(got), ",")); d != "" {
		t.Error(d)
	}
}

// TestOffsetsCountCharacters reads the words back by the offsets given.
func TestOffsetsCountCharacters(t *testing.T) {
	rec := record()
	letters := []rune(rec.Report.Text)
	for _, e := range Events(rec, scale{}) {
		for _, p := range append(e.Actor, e.Recipient...) {
			if got := string(letters[*p.Start:*p.End]); got != p.EntityText {
				t.Errorf("%q is not %q", got, p.EntityText)
			}
		}
		if got := string(letters[e.Trigger.Start:e.Trigger.End]); got != e.Trigger.Text {
			t.Errorf("%q is not %q", got, e.Trigger.Text)
		}
	}
}

func TestEveryLineIsJSON(t *testing.T) {
	got, _ := JSONLines(record(), scale{})
	for _, l := range bytes.Split(bytes.TrimSpace(got), []byte("\n")) {
		if !json.Valid(l) {
			t.Errorf("%s", l)
		}
	}
}

func TestCSVRowsMatchTheHeader(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(append(CSVHeader(), CSV(record(), scale{})...))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatal(err, rows)
	}
	got := map[string]string{}
	for i, name := range rows[0] {
		got[name] = rows[1][i]
	}
	for name, want := range map[string]string{"title": `Envoy, "at last"`, "actor_code": "CIV", "recipient_office": "Foreign Minister", "injured": "2", "dead": "", "lat": "55.6",
		"published": "2022-05-04", "enddate": "", "trigger_start": "22", "rule": "codebook/events/consult.toml:12"} {
		if got[name] != want {
			t.Errorf("%s: %q", name, got[name])
		}
	}
}

func BenchmarkJSONLines(b *testing.B) {
	rec := record()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := JSONLines(rec, scale{}); err != nil {
			b.Fatal(err)
		}
	}
}
