package feed

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/text"
)

// marks writes a report's furniture as "kind:words".
func marks(r *text.Report) []string {
	var out []string
	for _, f := range r.Furniture {
		words := f.Span.Of(r.Text)
		if f.Kind == text.CaptionAt {
			words = words[:min(12, len(words))] + "…"
		}
		out = append(out, fmt.Sprintf("%s:%s", f.Kind, words))
	}
	return out
}

func readText(t *testing.T, in string, opts ...Option) *text.Report {
	t.Helper()
	f := reader(t, append(opts, WithStdin(strings.NewReader(in)))...)
	for r, err := range f.Reports(context.Background(), "-") {
		if err != nil {
			t.Fatal(err)
		}
		if r.Text != in {
			t.Fatalf("the text is not kept as it was:\n%q\n%q", in, r.Text)
		}
		return r
	}
	t.Fatal("no report")
	return nil
}

func TestFurnitureIsMarkedAndKept(t *testing.T) {
	for _, c := range []struct {
		name, in string
		title    string
		place    string
		day      string // "" for unknown
		dated    text.Origin
		want     []string
	}{
		{"wire report with a caption",
			"Envoys to resume talks\n\nOSLO, June 3 (Agency) -- The envoys said on Friday they would meet again.\n\nForeign Minister Ann Lee (L) and Envoy Bo Ray (3rd from R) meet in Oslo on June 3, 2022. (Agency)\n",
			"Envoys to resume talks", "OSLO", "2022-06-03", text.Dateline,
			[]string{"headline:Envoys to resume talks", "dateline:OSLO, June 3 (Agency) --", "caption:Foreign Mini…", "position:(L)", "position:(3rd from R)", "credit:(Agency)"}},
		{"dated caption alone",
			"The envoys met.\n\nThe ministers shake hands in Oslo on June 3, 2022. (Agency)",
			"", "", "2022-06-03", text.Caption, []string{"caption:The minister…", "credit:(Agency)"}},
		{"day abbreviated, year given",
			"BEIJING, Nov. 19, 2005 (Xinhua) -- The president left.", "", "BEIJING", "2005-11-19", text.Dateline,
			[]string{"dateline:BEIJING, Nov. 19, 2005 (Xinhua) --"}},
		{"no year anywhere", "BEIJING, Nov. 19 (Xinhua) -- The president left.", "", "BEIJING", "", text.Unknown,
			[]string{"dateline:BEIJING, Nov. 19 (Xinhua) --"}},
		{"agency without a day", "KABUL, Afghanistan (AP) — The army moved.", "", "KABUL, Afghanistan", "", text.Unknown,
			[]string{"dateline:KABUL, Afghanistan (AP) —"}},
		{"mixed case, day first", "New York, 4 May 2021 (Agency) – The council met.", "", "New York", "2021-05-04", text.Dateline,
			[]string{"dateline:New York, 4 May 2021 (Agency) –"}},
		{"place and dash", "SEOUL -- The army moved.\n\nNATO -- the alliance -- did not.", "", "SEOUL", "", text.Unknown,
			[]string{"dateline:SEOUL --"}},
		{"lines without empty lines", "Talks fail\nBy Ann Lee\nPARIS, Dec 5, 2005 (AFP) - The talks failed.\nThey go on Monday.\n///", "Talks fail", "PARIS", "2005-12-05", text.Dateline,
			[]string{"headline:Talks fail", "credit:By Ann Lee", "dateline:PARIS, Dec 5, 2005 (AFP) -", "marker:///"}},
		{"recast and adds", "ATTENTION - ADDS quotes, background ///\n\n(Recast) Talks fail\n\nThe talks failed.", "Talks fail", "", "", text.Unknown,
			[]string{"marker:ATTENTION - ADDS quotes, background ///", "marker:(Recast)", "headline:Talks fail"}},
		{"head block with one line each", "Talks fail\nBy Ann Lee and Bo Ray, Agency Staff\nLONDON (Reuters) - The talks failed\nlate on Monday.\n\nThey go on.\n\n(Reporting by Ann Lee; editing by Bo Ray)", "Talks fail", "LONDON", "", text.Unknown,
			[]string{"headline:Talks fail", "credit:By Ann Lee and Bo Ray, Agency Staff", "dateline:LONDON (Reuters) -", "credit:(Reporting by Ann Lee; editing by Bo Ray)"}},
		{"prose only", "The envoys met on May 4, 2022 in Oslo. The Rally for the Republic (RPR) - the larger party - did not come.\n\nSenator Ray (R) spoke.", "", "", "", text.Unknown, nil},
		{"days of a month in prose", "The Nov. 6-8 visit was short.\n\nMinister Lee, Dec. 7-9 in Oslo, said so (c) twice. (Agency)", "", "", "", text.Unknown, nil},
		{"no space before the dash", "GAZA, Nov. 14, 2005(Agency)--They left.", "", "GAZA", "2005-11-14", text.Dateline, []string{"dateline:GAZA, Nov. 14, 2005(Agency)--"}},
		{"archive photo", "The talks failed.\n\nFILE PHOTO: Minister Lee on June 3, 2019. (Agency)", "", "", "", text.Unknown,
			[]string{"caption:FILE PHOTO: …", "credit:(Agency)"}},
		{"weak position beside a credit", "The talks failed.\n\nMinister Lee (R) and her guest. (Agency)", "", "", "", text.Unknown,
			[]string{"caption:Minister Lee…", "position:(R)", "credit:(Agency)"}},
		{"impossible day", "OSLO, June 31, 2022 (Agency) -- They met.", "", "OSLO", "", text.Unknown, []string{"dateline:OSLO, June 31, 2022 (Agency) --"}},
	} {
		r := readText(t, c.in)
		if d := cmp.Diff(c.want, marks(r)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		day, _ := r.Day()
		got := day.Format("2006-01-02")
		if day.IsZero() {
			got = ""
		}
		if r.Title != c.title || r.Place != c.place || got != c.day || r.Dated != c.dated {
			t.Errorf("%s: title %q, place %q, day %q %q", c.name, r.Title, r.Place, got, r.Dated)
		}
	}
}

func TestPositionWords(t *testing.T) {
	for in, want := range map[string]bool{
		"(L)": true, "(R)": true, "(C)": true, "(3rd from R)": true, "(2nd from the left)": true, "(front L)": true,
		"(R front)": true, "(2nd R)": true, "(far right)": true, "(L-R)": true, "(second from left, back row)": true, "(center)": true,
		"(LRA)": false, "(right-wing)": false, "(the left)": false, "(R-Texas)": false, "(4-1)": false, "(back pay)": false,
	} {
		strong, weak := positions("Minister Lee " + in + " in Oslo")
		if got := len(strong)+len(weak) == 1; got != want {
			t.Errorf("%s: %v", in, got)
		}
	}
}

func TestDayOfTheReaderServesOnlyTheUndated(t *testing.T) {
	day := WithDay(time.Date(2022, 1, 2, 0, 0, 0, 0, time.UTC))
	for in, want := range map[string]string{
		"They met.":                      "2022-01-02 given",
		"OSLO, Dec. 30 (A. P.) -- They.": "2021-12-30 dateline",
		"They met.\n\nLee (L) and Ray meet in Oslo on June 3, 2019. (Agency)": "2019-06-03 caption",
	} {
		r := readText(t, in, day)
		if got := r.Published.Format("2006-01-02 ") + string(r.Dated); got != want {
			t.Errorf("%q: %s", in, got)
		}
	}
}

func TestTitleGivenIsFoundInTheText(t *testing.T) {
	f := reader(t, WithStdin(strings.NewReader(`{"title":"Talks fail","text":"TALKS  FAIL\n\nThe talks failed."}`+"\n"+`{"title":"Talks fail","text":"Background\n\nThe talks failed."}`)))
	reports, _ := collect(t, f, "-")
	if d := cmp.Diff([]string{"headline:TALKS  FAIL"}, marks(reports[0])); d != "" || len(reports[1].Furniture) != 0 {
		t.Error(d, marks(reports[1]))
	}
}
