package when

import (
	"testing"
	"time"
)

func day(s string) time.Time {
	t, _ := time.Parse("2006-01-02", s)
	return t
}

func span2(r Range) string {
	if r.IsZero() {
		return ""
	}
	return r.First.Format("2006-01-02") + "/" + r.Last.Format("2006-01-02")
}

func TestRanges(t *testing.T) {
	tests := []struct{ report, sentence, days, whole, prep string }{
		{"2022-05-04", "Troops left on Tuesday.", "2022-05-03/2022-05-03", "", "on"},
		{"2022-05-04", "Troops left in March.", "2022-03-01/2022-03-31", "", "in"},
		{"2022-05-04", "Troops left in 2003.", "2003-01-01/2003-12-31", "", "in"},
		{"2022-05-04", "Troops left last week.", "2022-04-25/2022-05-01", "", ""},
		{"2022-05-04", "Troops will leave by the end of this year.", "2022-09-01/2022-12-31", "", "by"},
		{"2022-05-04", "Troops left in the past 17 years.", "2005-05-04/2022-05-04", "", "in"},
		{"2022-05-04", "Troops will leave within two weeks.", "2022-05-04/2022-05-18", "", "within"},
		{"2022-05-04", "Troops will leave in two years.", "2024-01-01/2024-12-31", "", "in"},
		{"2022-05-08", "Troops left last week.", "2022-05-02/2022-05-07", "", ""},
		{"2022-05-04", "They will form the first such team in five years.", "", "", "in"},
		{"2022-05-04", "Troops exercised from April 3 to 5.", "2022-04-03/2022-04-03", "2022-04-03/2022-04-05", "from"},
		{"2022-05-04", "He ruled between 1990 and 1994.", "1990-01-01/1990-12-31", "1990-01-01/1994-12-31", "between"},
		{"2022-05-04", "Troops left earlier this month.", "2022-05-01/2022-05-04", "", ""},
		{"2022-05-04", "Troops left in the 1990s.", "1990-01-01/1999-12-31", "", "in"},
		{"2022-05-04", "Troops left in the first week of March.", "2022-03-01/2022-03-07", "", "in"},
		{"2022-05-04", "Troops left in the spring of 2020.", "2020-03-01/2020-05-31", "", "in"},
		{"2022-05-04", "Troops left at the weekend.", "2022-04-30/2022-05-01", "", "at"},
		{"2022-05-04", "The talks lasted five days.", "", "", ""},
	}
	for _, tt := range tests {
		r, sents := tokens([]string{tt.sentence}, true)
		r.Published = day(tt.report)
		got := Find(r, sents)
		if len(got) == 0 {
			t.Errorf("%s: nothing found", tt.sentence)
			continue
		}
		e := got[0]
		if span2(e.Range) != tt.days || span2(e.Whole) != tt.whole || e.Prep != tt.prep {
			t.Errorf("%s: days %q whole %q prep %q, want %q %q %q", tt.sentence, span2(e.Range), span2(e.Whole), e.Prep, tt.days, tt.whole, tt.prep)
		}
		if e.Deadline != (tt.prep == "by" || tt.prep == "within") {
			t.Errorf("%s: deadline %v", tt.sentence, e.Deadline)
		}
	}
}

func TestWindow(t *testing.T) {
	r, sents := tokens([]string{"The ban has held since March 2022.", "It ends by June 30.", "It came before May 1, 2022."}, true)
	r.Published = day("2022-05-04")
	want := []string{"2022-03-01/2022-05-04", "2022-05-04/2022-06-30", "0001-01-01/2022-04-30"}
	for i, e := range Find(r, sents) {
		if got := span2(e.Window(day("2022-05-04"))); got != want[i] {
			t.Errorf("%s: window %s, want %s", e.Span.Of(r.Text), got, want[i])
		}
	}
}

func TestTenseFromTags(t *testing.T) {
	// "cut" is past or present by its tag alone.
	r, sents := tokens([]string{"The court is hearing the case Friday."}, true)
	r.Published = day("2022-05-04")
	sents[0].Tokens[2].XPOS, sents[0].Tokens[3].XPOS = "VBZ", "VBG"
	if e := Find(r, sents)[0]; e.Value != "2022-05-06" {
		t.Errorf("got %s, want the Friday to come", e.Value)
	}
}

func TestParticiple(t *testing.T) {
	r, sents := tokens([]string{"They will act, as agreed in January."}, true)
	r.Published = day("2022-05-04")
	sents[0].Tokens[5].XPOS = "VBN"
	if e := Find(r, sents)[0]; e.Value != "2022-01" {
		t.Errorf("got %s, want the January behind", e.Value)
	}
}

func TestNoReportDay(t *testing.T) {
	r, sents := tokens([]string{"They met on Wednesday.", "They met in March.", "They met on May 3.", "They met last week.", "They met in 2003."}, true)
	want := []string{"XXXX-WXX-3", "XXXX-03", "XXXX-05-03", "2003"}
	got := Find(r, sents)
	if len(got) != len(want) {
		t.Fatalf("got %d expressions, want %d: %v", len(got), len(want), got)
	}
	for i := range got {
		if got[i].Value != want[i] {
			t.Errorf("got %s, want %s", got[i].Value, want[i])
		}
	}
}

func TestFeasts(t *testing.T) {
	tests := []struct {
		days feast
		year int
		want string
	}{
		{easter(0), 2022, "2022-04-17"}, {easter(0), 2024, "2024-03-31"}, {easter(0), 1997, "1997-03-30"},
		{orthodoxEaster, 2022, "2022-04-24"}, {orthodoxEaster, 2023, "2023-04-16"},
		{hebrew(0, 2), 2020, "2020-09-19"}, {hebrew(0, 2), 2021, "2021-09-07"}, {hebrew(0, 2), 2022, "2022-09-26"},
		{hebrew(0, 2), 2023, "2023-09-16"}, {hebrew(0, 2), 2024, "2024-10-03"},
		{passover, 2022, "2022-04-16"}, {passover, 2024, "2024-04-23"},
		{hanukkah, 2021, "2021-11-29"}, {hanukkah, 2022, "2022-12-19"}, {hanukkah, 2023, "2023-12-08"},
		{islamic(9, 1, 30), 2022, "2022-04-03"}, {islamic(9, 1, 30), 1997, "1997-01-10"}, {islamic(1, 1, 1), 2021, "2021-08-10"},
		{nth(11, 4, 4), 2022, "2022-11-24"}, {nth(5, 1, -1), 2022, "2022-05-30"},
		{lunarNewYear, 2022, "2022-02-01"}, {lunarNewYear, 1997, "1997-02-07"},
	}
	for _, tt := range tests {
		rs := tt.days(tt.year)
		if len(rs) == 0 || rs[0].First.Format("2006-01-02") != tt.want {
			t.Errorf("%d: got %v, want %s", tt.year, rs, tt.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("The talks of May 4-6, 2022 at 4:30 p.m. (0830 GMT) on Wednesday lasted two and a half years.", "2022-05-04")
	f.Add("from Monday to Friday -- 31/02/1999 -- the 99th century, '90s, 0000 hours", "2024-02-29")
	f.Add("9999999999 years ago the first last day of of of", "")
	f.Fuzz(func(t *testing.T, s, d string) {
		r, sents := tokens([]string{s}, len(s)%2 == 0)
		r.Published = day(d)
		last := 0
		for _, e := range Find(r, sents) {
			if e.Span.From < last || e.Span.To <= e.Span.From || e.Span.To > len(r.Text) || e.From >= e.To || e.Head < e.From || e.Head >= e.To || e.Value == "" {
				t.Fatalf("bad expression %+v in %q", e, s)
			}
			if !e.Range.First.IsZero() && !e.Range.Last.IsZero() && e.Range.Last.Before(e.Range.First) {
				t.Fatalf("days run backwards: %+v in %q", e, s)
			}
			last = e.Span.From
		}
	})
}

func BenchmarkFind(b *testing.B) {
	var lines []string
	for _, c := range readTable(b, "testdata/relative.txt") {
		lines = append(lines, c.sents...)
		lines = append(lines, "The spokesman added that the delegation of the ministry had not been told of any change in the plans of the other side.")
	}
	r, sents := tokens(lines, true)
	r.Published = day("2022-05-04")
	n := 0
	for i := range sents {
		n += len(sents[i].Tokens)
	}
	for b.Loop() {
		Find(r, sents)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/token")
}
