package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
)

// entries are events as a record gives them: a visit, a clash of two, a type of
// somebody's own codebook, and one that did not happen.
func entries() []Row {
	score, lat, lon, dead := 4.0, 40.18, 44.51, 3
	at := time.Date(2022, 5, 5, 6, 7, 8, 0, time.UTC)
	party := func(code, sector, words string) Entity { return Entity{Code: code, Sector: sector, EntityText: words} }
	return []Row{
		{Event: &Event{ID: "aa", Report: "r1", Date: "2022-05-04", Event: []string{"CONSULT"}, Mode: "visit", Context: []string{"diplomatic"}, QuadCode: 1, EventScale: &score,
			Actor: []Entity{{Code: "FRA", Sector: "GOV", EntityText: "the minister", IdentifierText: "Ada Blanc", Office: "Minister"}}, Recipient: []Entity{party("ARM", "", "Armenia")}, SaidBy: []Entity{},
			Standing: "actual", EventText: []string{"the minister visited\tArmenia"}, EventLoc: &Place{Name: "Yerevan", Country: "ARM", Lat: &lat, Lon: &lon, GeoName: 616052},
			Trigger: Words{"visited", 13, 20}, TextInfo: TextInfo{0, 0, 40}, Confidence: 0.9, Rule: "codebook/events/consult.toml:3"},
			Title: `A "visit", at last`, Source: "wire.example", URL: "https://wire.example/1", Published: at, Story: "s1", Sources: 3, Review: "confirmed"},
		{Event: &Event{ID: "bb", Report: "r2", Date: "2022-05-01", EndDate: "2022-05-31", Event: []string{"ASSAULT"}, Mode: "heavy-weapons", Context: []string{"military"}, QuadCode: 4,
			Actor: []Entity{party("ARM", "MIL", "Armenian"), party("AZE", "MIL", "Azeri forces")}, Recipient: []Entity{}, SaidBy: []Entity{party("UNO", "", "the UN")},
			Standing: "actual", EventText: []string{"traded fire"}, Size: &Size{Dead: &dead}, Trigger: Words{"traded fire", 0, 11}, TextInfo: TextInfo{5, 0, 11}, Confidence: 0.7}},
		{Event: &Event{ID: "cc", Report: "r3", Date: "2022-05-02", Event: []string{"BLOCK"}, QuadCode: 4, Actor: []Entity{party("ETH", "GOV", "Addis Ababa")}, Recipient: []Entity{}, SaidBy: []Entity{}, Standing: "actual"}},
		{Event: &Event{ID: "dd", Report: "r3", Date: "2022-05-02", Event: []string{"AID"}, QuadCode: 2, Actor: []Entity{party("EUR", "", "the Union")}, Recipient: []Entity{party("ARM", "PRM UNK", "a militia")}, SaidBy: []Entity{}, Standing: "negated"}},
	}
}

func write(t *testing.T, format string, o Options, rows []Row) (string, Writer) {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(format, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w
}

func TestJSONLinesReadBack(t *testing.T) {
	out, _ := write(t, "jsonl", Options{}, entries())
	for i, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var got Row
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(entries()[i], got); d != "" {
			t.Error(d)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	out, _ := write(t, "csv", Options{InRecord: true}, entries())
	list, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(list) != 5 {
		t.Fatalf("%d lines, %v", len(list), err)
	}
	at := map[string]string{}
	for i, name := range list[0] {
		at[name] = list[1][i]
	}
	for name, want := range map[string]string{"id": "aa", "title": `A "visit", at last`, "published": "2022-05-05", "event_text": "the minister visited\tArmenia", "lat": "40.18", "story": "s1", "sources": "3", "review": "confirmed"} {
		if at[name] != want {
			t.Errorf("%s: %q, want %q", name, at[name], want)
		}
	}
}

func TestParquetReadsBack(t *testing.T) {
	rows := entries()
	for len(rows) < 3*groupRows/2 { // two groups
		rows = append(rows, entries()...)
	}
	out, _ := write(t, "parquet", Options{Coder: "attache test"}, rows)
	f := parquet.NewGenericReader[parquetRow](strings.NewReader(out))
	defer f.Close()
	got := make([]parquetRow, len(rows))
	n, _ := f.Read(got)
	if n != len(rows) || f.NumRows() != int64(len(rows)) {
		t.Fatalf("%d rows of %d", n, len(rows))
	}
	for i := range got {
		want := rowOf(rows[i])
		if len(want.Context) == 0 {
			want.Context, got[i].Context = nil, nil
		}
		if i > 9 && i < len(got)-9 {
			continue // like the others, only more of them
		}
		if d := cmp.Diff(want, got[i]); d != "" {
			t.Errorf("row %d: %s", i, d)
		}
	}
	if p := got[0].Published; p == nil || time.Unix(int64(*p)*86400, 0).UTC().Format(time.DateOnly) != "2022-05-05" {
		t.Error("published is no day")
	}
}

func TestPloverHasPloversFieldsAlone(t *testing.T) {
	known := map[string]bool{}
	for _, f := range strings.Fields("id date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode context link text text_info cite_info coder coded_date coded_time comment historical future hypothetical negation size") {
		known[f] = true
	}
	out, _ := write(t, "plover", Options{Coder: "attache test"}, entries())
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for _, line := range lines {
		var got map[string]any
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		for f := range got {
			if !known[f] {
				t.Errorf("%s is no field of PLOVER's", f)
			}
		}
	}
	if !strings.Contains(lines[3], `"negation":true`) || strings.Contains(lines[0], "negation") {
		t.Error("what did not happen is not marked, or what did is")
	}
	if !strings.Contains(lines[0], `"cite_info":{"id":"r1","title":"A \"visit\", at last","source":"wire.example","url":"https://wire.example/1","date":"2022-05-05"}`) {
		t.Error(lines[0])
	}
}

func TestCameoTakesEventsApart(t *testing.T) {
	out, w := write(t, "cameo", Options{}, entries())
	list, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range list[0] {
		column[name] = i
	}
	var got []string
	for _, row := range list[1:] {
		var cells []string
		for _, name := range []string{"EventID", "Date", "SourceActorFull", "TargetActorFull", "EventCode", "PentaClass", "GoldsteinScore"} {
			cells = append(cells, row[column[name]])
		}
		got = append(got, strings.Join(cells, " "))
	}
	want := []string{
		"aa_0 20220504 FRAGOV ARM 042 1 1.9", // visits
		"aa_1 20220504 ARM FRAGOV 043 1 2.8", // and is host
		"bb_0 20220501 ARMMIL AZEMIL 194 4 -10.0",
		"bb_1 20220501 AZEMIL ARMMIL 194 4 -10.0",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	left := map[string]int{"type BLOCK has no CAMEO code; give it one with --mapping": 1}
	if d := cmp.Diff(left, w.Left()); d != "" {
		t.Error(d)
	}
}

func TestMappingOfOnesOwn(t *testing.T) {
	c, err := LoadCameo("[types.BLOCK]\ncode = \"191\"\n[parties]\nETH = \"ETI\"\n")
	if err != nil {
		t.Fatal(err)
	}
	out, w := write(t, "cameo", Options{Cameo: c, AnyStanding: true, WithoutTitle: true}, entries()[2:])
	if len(w.Left()) > 0 || !strings.Contains(out, ",ETIGOV,ETI,GOV,,---,,,,191,19,4,-9.5,") || !strings.Contains(out, ",IGOEEC,IGOEEC,,,ARMUAF,ARM,UAF,,070,07,2,7.0,") {
		t.Errorf("%v\n%s", w.Left(), out)
	}
	for file, want := range map[string]string{
		"[types.BLOCK]\n":                         `types.BLOCK: no code: write code = "040"`,
		"[types.BLOCK]\ncode = \"1\"\ncolour = 1": "types.BLOCK.colour",
		"[types.BLOCK\n":                          "line 1",
	} {
		if _, err := LoadCameo(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", file, err, want)
		}
	}
}

func TestGdeltHas61Columns(t *testing.T) {
	names := []string{}
	for _, c := range columnsOfGdelt() {
		names = append(names, c.name)
	}
	if len(names) != 61 || names[26] != "EventCode" || names[30] != "GoldsteinScale" || names[60] != "SOURCEURL" {
		t.Fatalf("%d columns: %v", len(names), names)
	}
	out, _ := write(t, "gdelt", Options{}, entries())
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d rows", len(lines))
	}
	cells := strings.Split(lines[0], "\t")
	if len(cells) != 61 {
		t.Fatalf("%d cells", len(cells))
	}
	if id, err := strconv.ParseInt(cells[0], 10, 64); err != nil || id <= 0 {
		t.Errorf("id %s", cells[0])
	}
	got := map[string]string{}
	for i, c := range cells {
		if c != "" && i > 0 {
			got[names[i]] = c
		}
	}
	want := map[string]string{"SQLDATE": "20220504", "MonthYear": "202205", "Year": "2022", "FractionDate": "2022.3397",
		"Actor1Code": "FRAGOV", "Actor1Name": "ADA BLANC", "Actor1CountryCode": "FRA", "Actor1Type1Code": "GOV", "Actor2Code": "ARM", "Actor2Name": "ARMENIA", "Actor2CountryCode": "ARM",
		"IsRootEvent": "1", "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "1.9", "NumMentions": "3", "NumSources": "3", "NumArticles": "3",
		"Actor1Geo_Type": "0", "Actor2Geo_Type": "0", "ActionGeo_Type": "4", "ActionGeo_FullName": "Yerevan, ARM", "ActionGeo_CountryCode": "AM", "ActionGeo_ADM1Code": "AM", "ActionGeo_Lat": "40.18", "ActionGeo_Long": "44.51",
		"DATEADDED": "20220505060708", "SOURCEURL": "https://wire.example/1"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEveryCodeOfTheMappingIsCameos(t *testing.T) {
	c, err := LoadCameo("")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.CameoTypes()) != 16 {
		t.Errorf("%v", c.CameoTypes())
	}
	check := func(where, code string) {
		if _, ok := c.scale(code); !ok || len(code) < 3 || len(code) > 4 || root(code) < "01" || root(code) > "20" {
			t.Errorf("%s: %q is no code", where, code)
		}
	}
	for name, r := range c.Types {
		check(name, r.Code)
		for _, code := range r.Contexts {
			check(name, code)
		}
		for mode, m := range r.Modes {
			check(name+" "+mode, m.Code)
			for _, code := range m.Contexts {
				check(name+" "+mode, code)
			}
		}
	}
}

func FuzzMapping(f *testing.F) {
	f.Add("[types.BLOCK]\ncode = \"191\"\nback = \"043\"\nmutual = true\ncontexts = { economic = \"163\" }\nmodes.dam = { code = \"172\" }\n")
	f.Add("[goldstein]\n03 = 4.0\n[parties]\nROU = \"ROM\"\n[sectors]\nUNK = \"\"\n[fips]\nUSA = \"US\"\n")
	f.Add("types = 3")
	f.Fuzz(func(t *testing.T, own string) {
		c, err := LoadCameo(own)
		if err != nil {
			return
		}
		w, err := NewWriter("gdelt", io.Discard, Options{Cameo: c, AnyStanding: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range entries() {
			if err := w.Write(r); err != nil {
				t.Fatal(err)
			}
		}
	})
}
