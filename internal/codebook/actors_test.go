package codebook_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	files "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
)

func load(t *testing.T, toml string) (*codebook.Actors, error) {
	t.Helper()
	return codebook.LoadActors(fstest.MapFS{"actors/x.toml": {Data: []byte(toml)}})
}

func TestBuiltInActorsLoad(t *testing.T) {
	start := time.Now()
	a, err := codebook.LoadActors(files.Files)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d entities, %d names, %d roles in %v", len(a.Entities), len(a.Names), len(a.Roles), time.Since(start))
	japan := a.Entities[a.State("JPN")]
	if japan.Name != "Japan" || japan.Pos.File != "actors/states.toml" || japan.Pos.Line < 3 {
		t.Errorf("Japan is %+v", japan)
	}
}

func TestHoldersBecomeDatedTerms(t *testing.T) {
	a, err := load(t, `
[[office]]
state = "AAA"
office = "Prime Minister"
holders = [
  "2001 2003-06 Ann Example | Anne Example | f",
  "2007-01-09 - Ann Example",
]`)
	if err != nil {
		t.Fatal(err)
	}
	e := a.Entities[0]
	for day, want := range map[codebook.Day]string{20010101: "Prime Minister", 20030630: "Prime Minister", 20030701: "", 20070109: "Prime Minister"} {
		if got, _ := e.On(day); got.Office != want {
			t.Errorf("on %d: office %q, want %q", day, got.Office, want)
		}
	}
	if _, former := e.On(20050101); !former {
		t.Error("between two terms she is a former prime minister")
	}
	if got, _ := e.On(20080101); got.Pos.Line != 7 {
		t.Errorf("the second term stands on line %d, want 7", got.Pos.Line)
	}
	if e.Gender != "f" || len(a.Names) != 2 {
		t.Errorf("gender %q, %d names", e.Gender, len(a.Names))
	}
}

func TestProblemsNameFileLineFoundAndWant(t *testing.T) {
	for toml, want := range map[string]string{
		"[[stat]]\ncode = \"JPN\"":                                               `codebook/actors/x.toml:1: found "stat"`,
		"[[org]]\nname = \"A\"\n\nsektor = \"GOV\"":                              `codebook/actors/x.toml:4: found "sektor"`,
		"org = [\n {name = \"A\", sector = \"GOB\"},\n]":                         `codebook/actors/x.toml:2: found "GOB"`,
		"[[office]]\nstate=\"AAA\"\noffice=\"P\"\nholders=[\n\"2001 Ann\"]":      `codebook/actors/x.toml:5: found "2001 Ann"`,
		"[[office]]\nstate=\"AAA\"\noffice=\"P\"\nholders=[\"2003 2001 Ann B\"]": `found "2003 2001"`,
		"[[role]]\nwords = [\"a\"\n":                                             `codebook/actors/x.toml:`,
		"[[person]]\nname = \"A B\"\nwas = [\"2001 2002 aaa GOV\"]":              `codebook/actors/x.toml:3: found "aaa"`,
	} {
		_, err := load(t, toml)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, want %s", toml, err, want)
		}
	}
}

func TestALaterCodebookReplacesTheSameEntry(t *testing.T) {
	mine := fstest.MapFS{"actors/mine.toml": {Data: []byte(`state = [ { code = "JPN", name = "Nihon", adj = ["Japanese"] } ]`)}}
	a, err := codebook.LoadActors(files.Files, mine)
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Entities[a.State("JPN")].Name; got != "Nihon" {
		t.Errorf("name %q", got)
	}
	for _, n := range a.Names {
		if n.Text == "Tokyo" {
			t.Error("the replaced entry's capital is still there")
		}
	}
}

func TestBuiltInActorsHaveNoDoubts(t *testing.T) {
	a, err := codebook.LoadActors(files.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range a.Check() {
		t.Error(p)
	}
}

func TestCheckNamesOverlapsAndSharedNames(t *testing.T) {
	a, err := load(t, `
[[office]]
state = "AAA"
office = "President"
holders = ["2001-02-03 2005-06-07 Ann Example", "2005-06-07 2008 Bob Example", "2004-03-02 2004-05-06 Cid Example"]
[[org]]
name = "Front"
code = "AAA"
[[org]]
name = "Front of Bbb"
names = ["Front"]
code = "BBB"`)
	if err != nil {
		t.Fatal(err)
	}
	got := a.Check()
	if len(got) != 2 || got[0].Found != "Cid Example" || got[1].Found != "Front" {
		t.Errorf("%v", got)
	}
}

func TestPlurals(t *testing.T) {
	for in, want := range map[string]string{"policeman": "policemen", "army": "armies", "spy": "spies", "envoy": "envoys",
		"business": "businesses", "salesperson": "salespeople", "child": "children", "rebel": "rebels"} {
		if got := codebook.Plural(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
