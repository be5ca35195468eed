package coder_test

import (
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/export"
)

const docs = "../../docs/"

// block is a fenced part of a page: its language and name, and its lines.
var block = regexp.MustCompile("(?ms)^```(\\w+) ?([^\\n]*)\\n(.*?)^```$")

// page takes a page apart: the files of a codebook that it shows, and its
// sentences with what they code as.
func page(t *testing.T, name string) (files fstest.MapFS, sentences []string) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files = fstest.MapFS{}
	for _, b := range block.FindAllStringSubmatch(string(raw), -1) {
		switch b[1] {
		case "toml":
			files[b[2]] = &fstest.MapFile{Data: []byte(b[3])}
		case "coded":
			sentences = append(sentences, strings.Split(strings.TrimSpace(b[3]), "\n")...)
		}
	}
	if len(sentences) == 0 {
		t.Fatalf("%s shows no sentences", name)
	}
	return files, sentences
}

// TestPagesCodeAsTheySay loads what the pages show and codes their sentences.
func TestPagesCodeAsTheySay(t *testing.T) {
	for _, tt := range []struct{ page, folder string }{
		{"codebook.md", ""},
		{"examples/water/README.md", "examples/water/codebook"},
	} {
		t.Run(tt.page, func(t *testing.T) {
			shown, sentences := page(t, docs+tt.page)
			var mine fs.FS = shown
			if tt.folder != "" {
				mine = os.DirFS(docs + tt.folder)
			}
			c, err := coder.New(coder.WithoutScorer(), coder.WithCodebook(mine))
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range sentences {
				holds(t, c, line)
			}
			ownExamples(t, c, mine)
		})
	}
}

// holds codes "sentence => TYPE mode by X to Y, standing, says Z".
func holds(t *testing.T, c *coder.Coder, line string) {
	t.Helper()
	sentence, want, ok := strings.Cut(line, " => ")
	if !ok {
		t.Fatalf("%q: want sentence => what it codes as", line)
	}
	d, err := c.Worker().Code(t.Context(), report(sentence))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range d.Events {
		got = append(got, told(&d.Events[i], strings.Contains(want, d.Events[i].Mode)))
	}
	if g := strings.Join(got, "; "); g != want && (len(got) > 0 || want != "nothing") {
		t.Errorf("%s\n got %s\nwant %s", sentence, g, want)
	}
}

// told writes an event on a line, with its mode where that is asked for.
func told(e *event.Event, mode bool) string {
	out := e.Type
	if e.Mode != "" && mode {
		out += " " + e.Mode
	}
	out += sides(" by ", e.Actor) + sides(" to ", e.Recipient) + ", " + string(e.Standing)
	return out + sides(", says ", e.SaidBy)
}

func sides(label string, as []event.Actor) string {
	var out []string
	for _, a := range as {
		out = append(out, strings.Trim(a.Code+"/"+a.Sector, "/"))
	}
	if len(out) == 0 {
		return ""
	}
	slices.Sort(out)
	return label + strings.Join(slices.Compact(out), " ")
}

// ownExamples runs the examples that stand in the page's own files.
func ownExamples(t *testing.T, c *coder.Coder, mine fs.FS) {
	t.Helper()
	outcomes, err := c.Examples(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, x := range outcomes {
		if _, err := fs.Stat(mine, x.Pos.File); err != nil {
			continue
		}
		n++
		if x.Problem != "" {
			t.Errorf("%s: %s: %s", x.Pos, x.Text, x.Problem)
		}
	}
	if n == 0 {
		t.Error("no examples of its own")
	}
}

// TestOutputPageNamesEveryField holds docs/output.md to the fields that leave
// the program.
func TestOutputPageNamesEveryField(t *testing.T) {
	raw, err := os.ReadFile(docs + "output.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []any{export.Event{}, export.Entity{}, export.Place{}, export.Size{}, export.Words{}, export.TextInfo{}} {
		typ := reflect.TypeOf(x)
		for i := range typ.NumField() {
			tag, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if !strings.Contains(string(raw), "`"+tag+"`") {
				t.Errorf("%s.%s: the page does not name `%s`", typ.Name(), typ.Field(i).Name, tag)
			}
		}
	}
	for _, st := range event.Standings {
		if !strings.Contains(string(raw), "| `"+string(st)+"` |") {
			t.Errorf("the page does not explain the standing %s", st)
		}
	}
}
