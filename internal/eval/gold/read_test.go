package gold

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write puts a file into a folder of the test's own and gives its path.
func write(t *testing.T, dir, name, body string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDirReadsAnnotations(t *testing.T) {
	dir := t.TempDir()
	texts, err := Texts(write(t, dir, "reports.jsonl", `{"id":"a","date":"2022-05-04","title":"T","text":"Turkey accused Greece. It rained."}`+"\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "a.json", `{"id":"a","events":[{"sent":0,"type":"ACCUSE","trigger":"accused","actor":[{"text":"Turkey","code":"TUR","sector":"GOV"}],`+
		`"recipient":[{"code":"GRC"}],"standing":"actual","date":"2022-05-04","said_by":"TUR GOV","repeat":true}]}`)
	got, err := Dir(dir, texts)
	if err != nil || len(got) != 1 || len(got[0].Events) != 1 || len(got[0].Sents) != 2 {
		t.Fatalf("%v, %+v", err, got)
	}
	e := got[0].Events[0]
	if e.Type != "ACCUSE" || e.Actor[0].Code != "TUR" || e.Recipient[0].Code != "GRC" || !e.Repeat || e.SaidBy != "TUR GOV" || e.From != -1 {
		t.Errorf("%+v", e)
	}
}

func TestDirNamesTheReportItLacks(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b.json", `{"id":"b","events":[]}`)
	if _, err := Dir(dir, nil); err == nil || !strings.Contains(err.Error(), `no report "b"`) {
		t.Errorf("got %v", err)
	}
}

func TestOffsets(t *testing.T) {
	dir := t.TempDir()
	texts, err := Texts(write(t, dir, "reports.jsonl", `{"id":"a","text":"Turkey accused Greece. It rained."}`+"\n"+`{"id":"b","text":"It rained."}`))
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, dir, "gold.tsv", "# a comment\na\t0\t7-14\tACCUSE\t0-6:TUR:GOV -:CYP:\t15-21:GRC:\tactual\t2022-05-04\t\tR\nb\t-\n")
	got, err := Offsets(path, texts)
	if err != nil || len(got) != 2 || len(got[1].Events) != 0 {
		t.Fatalf("%v, %+v", err, got)
	}
	e := got[0].Events[0]
	if e.From != 7 || e.To != 14 || len(e.Actor) != 2 || len(e.ActorAt) != 1 || e.RecipientAt[0] != (Span{15, 21}) || !e.Repeat {
		t.Errorf("%+v", e)
	}
}

// Mistakes are named by file and line.
func TestOffsetsNamesMistakes(t *testing.T) {
	dir := t.TempDir()
	texts, err := Texts(write(t, dir, "reports.jsonl", `{"id":"a","text":"It rained."}`))
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string]string{
		"c\t-\n":                                  `gold.tsv:1: no report "c"`,
		"a\t0\n":                                  "gold.tsv:1: 2 fields",
		"\na\tx\t1-2\tAID\t\t\tactual\t\t\t\n":    `gold.tsv:2: sentence "x"`,
		"a\t0\t1-\tAID\t\t\tactual\t\t\t\n":       `gold.tsv:1: span "1-"`,
		"a\t0\t1-2\tAID\tTUR\t\tactual\t\t\t\n":   `party "TUR", expected from-to:CODE:SECTOR`,
		"a\t0\t1-2\tAID\ta:b:c\t\tactual\t\t\t\n": `span "a"`,
	} {
		_, err := Offsets(write(t, dir, "gold.tsv", body), texts)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", body, err, want)
		}
	}
}
