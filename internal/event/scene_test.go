package event_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/place"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/internal/when"
)

// actors is all that these tests know of the world.
const actors = `
state = [
  { code = "IRN", name = "Iran", adj = ["Iranian"], capital = ["Tehran"] },
  { code = "IRQ", name = "Iraq", adj = ["Iraqi"], capital = ["Baghdad"] },
  { code = "OMN", name = "Oman", adj = ["Omani"], capital = ["Muscat"] },
]
[[role]]
sector = "REB"
kind = "person"
words = ["rebel"]
[[role]]
sector = "MIL"
kind = "force"
words = ["troops | troops"]
[[role]]
sector = "CVL"
kind = "person"
words = ["villager"]
`

// scene is a report of hand-made trees and the codebook it is read with. A
// line of codebook begins a file of patterns with "type:"; "---" divides trees.
type scene struct {
	name     string
	patterns string
	trees    string
	want     string // candidates or events, one a line
}

// today is the day of every scene's report: a Wednesday.
var today = time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC)

// book loads patterns over the built-in types and words.
func book(t testing.TB, patterns string) *codebook.Book {
	t.Helper()
	files := fstest.MapFS{"actors/test.toml": {Data: []byte(actors)}}
	for _, name := range []string{"events/types.toml", "words/grammar.toml"} {
		raw, err := fs.ReadFile(data.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: raw}
	}
	for _, part := range strings.Split(patterns, "type:")[1:] {
		typ, body, _ := strings.Cut(part, "\n")
		typ = strings.TrimSpace(typ)
		files["events/"+strings.ToLower(typ)+".toml"] = &fstest.MapFile{Data: []byte("type = \"" + typ + "\"\n" + body)}
	}
	b, err := codebook.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// stage lays the trees out as a report and runs what stands before events.
func stage(t testing.TB, b *codebook.Book, trees string) *event.Layers {
	t.Helper()
	in := &event.Layers{Report: &text.Report{ID: "scene", Published: today, Dated: text.Given}}
	for i, tree := range strings.Split(trees, "---") {
		s := syntax.MustTree(t, tree)
		in.Sents = append(in.Sents, put(in.Report, s, i))
	}
	in.Mentions = mention.New(b).Find(in.Report, in.Sents)
	in.Times = when.Find(in.Report, in.Sents)
	in.Clauses = clause.NewBuilder(b.Words, b.Events.Deed).Build(in.Sents)
	return in
}

// put adds a sentence to the end of the report's text.
func put(r *text.Report, s syntax.Sentence, index int) syntax.Sentence {
	if r.Text != "" {
		r.Text += " "
	}
	base := len(r.Text)
	r.Text += s.Surface()
	shift := func(sp text.Span) text.Span { return text.Span{From: sp.From + base, To: sp.To + base} }
	s.Index, s.Span = index, shift(s.Span)
	for i := range s.Tokens {
		s.Tokens[i].Span = shift(s.Tokens[i].Span)
	}
	return s
}

// show writes candidates: "predicate TYPE mode by=… to=… (why dropped)". The
// readings as something still to come are left out.
func show(in *event.Layers, cands []event.Candidate) string {
	var out []string
	for i := range cands {
		c := &cands[i]
		if c.Drop == "reading as still to come" {
			continue
		}
		cl := &in.Clauses[c.Clause]
		line := in.Sents[cl.Sent].Tokens[cl.Pred].Form + " " + c.Type
		if c.Mode != "" {
			line += " " + c.Mode
		}
		line += side(in, " by=", c.Actor) + side(in, " to=", c.Recipient)
		if c.Drop != "" {
			why, _, _ := strings.Cut(c.Drop, " codebook/")
			line += " (" + why + ")"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func side(in *event.Layers, label string, ks []int) string {
	var out []string
	for _, k := range ks {
		for _, p := range in.Mentions[k].Parties {
			out = append(out, strings.Trim(p.Code+"/"+p.Sector, "/"))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return label + strings.Join(out, ",")
}

// candidates runs scenes to their candidates.
func candidates(t *testing.T, scenes []scene) {
	t.Helper()
	for _, sc := range scenes {
		t.Run(sc.name, func(t *testing.T) {
			b := book(t, sc.patterns)
			in := stage(t, b, sc.trees)
			same(t, show(in, event.NewMatcher(b).Match(in)), sc.want)
		})
	}
}

func same(t *testing.T, got, want string) {
	t.Helper()
	var lines []string
	for _, l := range strings.Split(want, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	if w := strings.Join(lines, "\n"); got != w {
		t.Errorf("got\n%s\nwant\n%s", got, w)
	}
}

// events runs a scene to its events; places may be given by hand.
func events(t testing.TB, sc scene, places ...place.Found) (*event.Layers, []event.Event) {
	t.Helper()
	b := book(t, sc.patterns)
	in := stage(t, b, sc.trees)
	in.Places = places
	m := event.NewMatcher(b)
	return in, m.Events(in, m.Match(in), nil, 0)
}

// record writes events: "trigger TYPE by=… to=… day standing …".
func record(in *event.Layers, es []event.Event) string {
	var out []string
	for i := range es {
		e := &es[i]
		line := e.Trigger.Of(in.Report.Text) + " " + e.Type + parties(" by=", e.Actor) + parties(" to=", e.Recipient) + " " + days(e.On) + " " + string(e.Standing)
		line += parties(" said=", e.SaidBy)
		if e.RepeatOf != "" {
			line += " repeat"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func parties(label string, as []event.Actor) string {
	var out []string
	for _, a := range as {
		out = append(out, strings.Trim(a.Code+"/"+a.Sector, "/"))
	}
	if len(out) == 0 {
		return ""
	}
	return label + strings.Join(out, ",")
}

func days(r when.Range) string {
	switch {
	case r.First.IsZero():
		return "undated"
	case r.First.Equal(r.Last):
		return r.First.Format(time.DateOnly)
	}
	return r.First.Format(time.DateOnly) + "/" + r.Last.Format(time.DateOnly)
}

func matcher(b *codebook.Book) *event.Matcher { return event.NewMatcher(b) }

// headline marks the whole report as one.
func headline(in *event.Layers) {
	in.Report.Furniture = []text.Furniture{{Kind: text.Headline, Span: in.Sents[0].Span}}
}
