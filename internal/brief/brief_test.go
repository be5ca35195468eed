package brief

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

type scale struct{}

var quadOf = map[string]int{"AGREE": 1, "CONSULT": 1, "AID": 2, "ACCUSE": 3, "ASSAULT": 4, "MOBILIZE": 4}

func (scale) Score(typ, _ string) (int, float64) { return quadOf[typ], 0 }

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func span(t, words string) text.Span {
	i := strings.Index(t, words)
	return text.Span{From: i, To: i + len(words)}
}

func party(code, sector, name string) event.Actor {
	return event.Actor{Party: mention.Party{Code: code, Sector: sector, Name: name}, Chain: -1}
}

// talks is an invented report with an event of each standing.
func talks() export.Record {
	const t = "Foreign Minister Elin Strand of Norway and her Danish colleague Mads Holm agreed on Friday to patrol the strait together from September, after weeks of talks between their deputies in the small border town where the two countries' navies have shared a harbour since the war. " +
		"They met in Oslo. She accused Russia of shadowing \x1b[31mfishing boats. Denmark may send two frigates. In 1940 German troops shelled the town. The ministers confirmed the patrols."
	day := when.Range{First: date(2022, 6, 3), Last: date(2022, 6, 3)}
	nor, dnk := party("NOR", "GOV", "Elin Strand"), party("DNK", "GOV", "Mads Holm")
	unknown := event.Size{Dead: -1, Injured: -1, Arrested: -1}
	first := strings.Index(t, " They")
	return export.Record{
		Report: &text.Report{ID: "talks", Title: "Norway, Denmark to patrol strait together", Source: "Agency", Place: "OSLO", Text: t, Published: date(2022, 6, 3), Dated: text.Dateline},
		Sents:  []syntax.Sentence{{Span: text.Span{From: 0, To: first}}, {Index: 1, Span: text.Span{From: first + 1, To: len(t)}}},
		Events: []event.Event{
			{ID: "1", Type: "AGREE", Contexts: []string{"military"}, Actor: []event.Actor{nor, dnk}, On: day, Standing: event.Actual, Size: unknown,
				Trigger: span(t, "agreed"), Quote: text.Span{From: 0, To: first - 1}},
			{ID: "2", Type: "CONSULT", Mode: "visit", Actor: []event.Actor{dnk}, Recipient: []event.Actor{nor}, On: day, Standing: event.Actual, Sent: 1,
				Place: &event.Place{Name: "Oslo"}, Trigger: span(t, "met"), Quote: span(t, "met in Oslo")},
			{ID: "3", Type: "ACCUSE", Actor: []event.Actor{nor}, Recipient: []event.Actor{party("RUS", "", "Russia")}, On: day, Standing: event.Actual, Sent: 1,
				Trigger: span(t, "accused"), Quote: span(t, "accused Russia of shadowing \x1b[31mfishing boats")},
			{ID: "4", Type: "MOBILIZE", Actor: []event.Actor{party("DNK", "", "Denmark")}, Standing: event.Hypothetical, Sent: 1, SaidBy: []event.Actor{dnk},
				Trigger: span(t, "send"), Quote: span(t, "Denmark may send two frigates")},
			{ID: "5", Type: "ASSAULT", Actor: []event.Actor{party("DEU", "MIL", "German troops")}, On: when.Range{First: date(1940, 1, 1), Last: date(1940, 12, 31)}, Standing: event.Historical, Sent: 1,
				Size: event.Size{Dead: 3, Injured: -1, Arrested: -1}, Trigger: span(t, "shelled"), Quote: span(t, "German troops shelled the town")},
			{ID: "6", Type: "AGREE", RepeatOf: "1", Standing: event.Actual, Sent: 1, Trigger: span(t, "confirmed"), Quote: span(t, "confirmed the patrols")},
		},
	}
}

func TestABriefAsPeopleSeeIt(t *testing.T) {
	got := string(Report(talks(), scale{}, Style{Width: 80}))
	if *update {
		if err := os.WriteFile("testdata/talks.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/talks.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Error(d)
	}
}

func TestLinesKeepToTheWidth(t *testing.T) {
	for _, w := range []int{40, 60, 80, 120} {
		for l := range strings.Lines(string(Report(talks(), scale{}, Style{Width: w}))) {
			if n := columns(strings.TrimRight(l, "\n")); n > w {
				t.Errorf("%d columns of %d: %q", n, w, l)
			}
		}
	}
}

func TestColoursOnlyOnRequestAndNothingSteersTheTerminal(t *testing.T) {
	off := string(Report(talks(), scale{}, Style{Width: 80}))
	if strings.Contains(off, "\x1b") || !strings.Contains(off, "*agreed*") {
		t.Error(off)
	}
	on := string(Report(talks(), scale{}, Style{Width: 80, Color: true}))
	if !strings.Contains(on, "\x1b[1;4magreed\x1b[0m") || strings.Contains(on, "\x1b[31m") {
		t.Errorf("%q", on)
	}
}

func TestDaysAreShort(t *testing.T) {
	r := &text.Report{Published: date(2022, 6, 3)}
	for want, on := range map[string]when.Range{
		"3 June":                  {First: date(2022, 6, 3), Last: date(2022, 6, 3)},
		"3 June 2021":             {First: date(2021, 6, 3), Last: date(2021, 6, 3)},
		"March 2022":              {First: date(2022, 3, 1), Last: date(2022, 3, 31)},
		"2020":                    {First: date(2020, 1, 1), Last: date(2020, 12, 31)},
		"2–6 June":                {First: date(2022, 6, 2), Last: date(2022, 6, 6)},
		"30 May – 6 June":         {First: date(2022, 5, 30), Last: date(2022, 6, 6)},
		"1 May 2021 – 2 May 2022": {First: date(2021, 5, 1), Last: date(2022, 5, 2)},
		"day unknown":             {},
	} {
		if got := days(on, r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAReportWithoutEvents(t *testing.T) {
	got := string(Report(export.Record{Report: &text.Report{ID: "a1", Text: "x"}}, scale{}, Style{Width: 80}))
	if got != "a1\nday unknown · no events\n\n" {
		t.Errorf("%q", got)
	}
}

func TestOddSpansDoNotBreakTheBrief(t *testing.T) {
	rec := talks()
	for i := range rec.Events {
		rec.Events[i].Quote, rec.Events[i].Trigger, rec.Events[i].Sent = text.Span{}, text.Span{From: 1, To: 1}, 99
	}
	if len(Report(rec, scale{}, Style{})) == 0 {
		t.Error("nothing")
	}
}
