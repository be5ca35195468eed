package eval

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

const words = "Turkey accused Greece of spying. Greece denied it. Officials met."

// at is the span of a word of the text.
func at(word string) text.Span {
	i := strings.Index(words, word)
	return text.Span{From: i, To: i + len(word)}
}

func party(code, sector string) []event.Actor {
	return []event.Actor{{Party: mention.Party{Code: code, Sector: sector}}}
}

func on(day string) when.Range {
	d, _ := time.Parse(time.DateOnly, day)
	return when.Range{First: d, Last: d}
}

func annotated() *gold.Report {
	g := &gold.Report{ID: "a", Text: text.Report{ID: "a", Text: words}, Sents: gold.Sentences(words)}
	tur, grc := []gold.Entity{{Code: "TUR", Sector: "GOV"}}, []gold.Entity{{Code: "GRC", Sector: "GOV"}}
	g.Events = []gold.Event{
		{Sent: 0, Type: "ACCUSE", Actor: tur, Recipient: grc, Standing: "actual", Date: "2022-05-04"},
		{Sent: 1, Type: "REJECT", Actor: grc, Recipient: tur, Standing: "actual", Date: "2022-05", SaidBy: "GRC GOV"},
		{Sent: 1, Type: "ACCUSE", Actor: tur, Recipient: grc, Standing: "actual", Repeat: true},
		{Sent: 2, Type: "CONSULT", Standing: "actual"},
	}
	return g
}

// Four coded events: one right in everything but its sector, one with the
// recipient missing, one that is a repeat, and one too many.
func coded() []event.Event {
	return []event.Event{
		{Type: "ACCUSE", Actor: party("TUR", "MIL"), Recipient: party("GRC", "GOV"), Standing: event.Actual, On: on("2022-05-04"), Trigger: at("accused"), Confidence: 0.9},
		{Type: "REJECT", Actor: party("GRC", "GOV"), Standing: event.Planned, On: on("2022-05-07"), Trigger: at("denied"), SaidBy: party("GRC", "GOV"), Confidence: 0.8},
		{Type: "ACCUSE", Actor: party("TUR", ""), Recipient: party("GRC", ""), Standing: event.Actual, Trigger: at("denied"), Confidence: 0.7},
		{Type: "AGREE", Standing: event.Actual, Trigger: at("met"), Confidence: 0.6},
	}
}

// The field's own scorer, given the same, prints: gold 3, coded 4, detected P
// 0.667 R 0.667 F1 0.667, dyad P 0.333 R 0.333, standing 0.5, date 1.
func TestCompareAgreesWithTheFieldsScorer(t *testing.T) {
	e := &Events{Types: map[string]*Kind{}}
	e.compare(annotated(), coded())
	if e.Gold != 3 || e.Coded != 4 || e.Free != 1 || e.Detected != 2 || e.Dyad != 1 {
		t.Errorf("gold %d, coded %d, free %d, detected %d, dyads %d", e.Gold, e.Coded, e.Free, e.Detected, e.Dyad)
	}
	p, r, f := e.PRF(e.Detected)
	if !near(p, 2./3) || !near(r, 2./3) || !near(f, 2./3) {
		t.Errorf("detected P %.3f R %.3f F1 %.3f", p, r, f)
	}
	for _, x := range []struct {
		name      string
		got, want Share
	}{{"standing", e.Standing, Share{1, 2}}, {"date", e.Date, Share{2, 2}}, {"sector", e.Sector, Share{1, 2}}, {"said by", e.SaidBy, Share{2, 2}}} {
		if x.got != x.want {
			t.Errorf("%s %v, want %v", x.name, x.got, x.want)
		}
	}
	if k := e.Types["AGREE"]; k == nil || k.Extra != 1 {
		t.Errorf("AGREE %+v, want one extra", k)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func TestWriteNamesTheScores(t *testing.T) {
	e := &Events{Types: map[string]*Kind{}}
	e.compare(annotated(), coded())
	var b strings.Builder
	if err := e.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"reports 1  gold 3  coded 4", "detected  P 0.667  R 0.667  F1 0.667", "dyad      P 0.333  R 0.333  F1 0.333", "standing 0.500  date 1.000"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// Nothing coded is no division by zero.
func TestNothing(t *testing.T) {
	e := &Events{Types: map[string]*Kind{}}
	if p, r, f := e.PRF(0); p != 0 || r != 0 || f != 0 {
		t.Errorf("P %v, R %v, F1 %v", p, r, f)
	}
}

// Of events at 0.8 four in five should be right.
