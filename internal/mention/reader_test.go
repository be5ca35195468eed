package mention_test

import (
	"bufio"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// mark is a run of words in a test's text and who it should be.
type mark struct {
	from, to int
	want     string
}

// unmark takes the marks "{words|CODE SECTOR}" out of a line.
func unmark(line string) (plain string, marks []mark) {
	var b strings.Builder
	var open []int
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '{':
			open = append(open, b.Len())
		case '|':
			end := strings.IndexByte(line[i:], '}')
			marks = append(marks, mark{open[len(open)-1], b.Len(), line[i+1 : i+end]})
			open = open[:len(open)-1]
			i += end
		default:
			b.WriteByte(line[i])
		}
	}
	return b.String(), marks
}

// score of one file of cases.
type score struct{ marks, given, right int }

// runCases reads a file of marked texts through the program's reader.
func runCases(t *testing.T, name string) (s score) {
	c, err := coder.New(coder.WithoutScorer())
	if err != nil {
		t.Skipf("no reader: %v", err)
	}
	w, find := c.Worker(), mention.New(c.Book)
	in, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	n := 0
	for lines := bufio.NewScanner(in); lines.Scan(); {
		n++
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		day := time.Date(2006, 11, 15, 0, 0, 0, 0, time.UTC)
		if d, err := time.Parse("2006-01-02", line[:10]); err == nil {
			day, line = d, strings.TrimSpace(line[12:])
		}
		plain, marks := unmark(line)
		r := &text.Report{Text: plain, Published: day, Dated: text.Given}
		sents := w.Read(r)
		s.check(t, n, plain, marks, sents, find.Find(r, sents))
	}
	return s
}

func (s *score) check(t *testing.T, n int, plain string, marks []mark, sents []syntax.Sentence, ms []mention.Mention) {
	for _, m := range marks {
		got := best(sents, ms, m)
		if m.want != "-" {
			s.marks++
		}
		if got != "-" {
			s.given++
		}
		if got == m.want && got != "-" {
			s.right++
		}
		if got != m.want {
			t.Logf("line %d: %q is %s, want %s", n, plain[m.from:m.to], got, m.want)
		}
	}
}

// best gives the parties of the mention whose head stands in the mark and
// which covers most of it.
func best(sents []syntax.Sentence, ms []mention.Mention, m mark) string {
	got, most := "-", 0
	for i := range ms {
		s := &sents[ms[i].Sent]
		head, all := s.Tokens[ms[i].Head].Span, s.SpanOf(ms[i].From, ms[i].To-1)
		if head.From < m.from || head.To > m.to {
			continue
		}
		over := 2*(min(all.To, m.to)-max(all.From, m.from)) - all.Len()
		if got == "-" || over > most {
			got, most = parties(&ms[i]), over
		}
	}
	return got
}

func parties(m *mention.Mention) string {
	var out []string
	for _, p := range m.Parties {
		if s := strings.TrimSpace(p.Code + " " + p.Sector); s != "" && p.Code != "" || p.Sector == "REB" || p.Sector == "LEG" {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, "+")
}

// floors are a little under what is reached today: precision and recall of
// exact code and sector.
func TestWhoIsNamed(t *testing.T) { hold(t, "testdata/who.txt", 0.95, 0.94) }
func TestReference(t *testing.T)  { hold(t, "testdata/reference.txt", 0.95, 0.93) }

func hold(t *testing.T, name string, precision, recall float64) {
	s := runCases(t, name)
	p, r := float64(s.right)/float64(max(s.given, 1)), float64(s.right)/float64(max(s.marks, 1))
	t.Logf("%s: %d cases, precision %.3f, recall %.3f", name, s.marks, p, r)
	if p < precision || r < recall {
		t.Errorf("precision %.3f, floor %.2f; recall %.3f, floor %.2f", p, precision, r, recall)
	}
}

// TestListsShareANumber: the members of a list are told by the words between
// them, so that a parser's error does not lose one.
func TestListsShareANumber(t *testing.T) {
	c, err := coder.New(coder.WithoutScorer())
	if err != nil {
		t.Skipf("no reader: %v", err)
	}
	r := &text.Report{Text: "Japan, China and the United States signed it. Egypt's army and Jordan met. Paris protested."}
	sents := c.Worker().Read(r)
	coord := map[string]int{}
	for _, m := range mention.New(c.Book).Find(r, sents) {
		if m.Kind != mention.Pronoun {
			coord[m.Parties[0].Code] = m.Coord
		}
	}
	if coord["JPN"] < 0 || coord["JPN"] != coord["CHN"] || coord["CHN"] != coord["USA"] {
		t.Errorf("Japan, China and the United States: %v", coord)
	}
	if coord["JOR"] == coord["USA"] || coord["FRA"] != -1 {
		t.Errorf("lists of other sentences: %v", coord)
	}
}

// TestAmbiguousNames runs the example sentences of every reading.
func TestAmbiguousNames(t *testing.T) {
	c, err := coder.New(coder.WithoutScorer())
	if err != nil {
		t.Skipf("no reader: %v", err)
	}
	w, find := c.Worker(), mention.New(c.Book)
	for _, amb := range c.Book.Actors.Ambiguous {
		for _, r := range amb.Readings {
			for _, example := range r.ExampleText() {
				rep := &text.Report{Text: example}
				sents := w.Read(rep)
				at := strings.LastIndex(example, amb.Name)
				if at < 0 {
					t.Errorf("%v: the example %q does not have %q", r.Pos, example, amb.Name)
					continue
				}
				if got := codeAt(sents, find.Find(rep, sents), at, at+len(amb.Name)); got != r.Code {
					t.Errorf("%v: %q in %q is %q, want %q", r.Pos, amb.Name, example, got, r.Code)
				}
			}
		}
	}
}

// codeAt gives the code of the shortest mention that covers the bytes, of
// those whose head stands there first.
func codeAt(sents []syntax.Sentence, ms []mention.Mention, from, to int) string {
	code, short := "", 1<<30
	for i := range ms {
		s := &sents[ms[i].Sent]
		h, all := s.Tokens[ms[i].Head].Span, s.SpanOf(ms[i].From, ms[i].To-1)
		if all.From > from || all.To < to || len(ms[i].Parties) == 0 {
			continue
		}
		n := all.Len()
		if h.From < from || h.To > to {
			n += 1000
		}
		if n < short {
			code, short = ms[i].Parties[0].Code, n
		}
	}
	return code
}

// BenchmarkNew is what a start pays for the index of names.
func BenchmarkNew(b *testing.B) {
	a, err := codebook.LoadActors(data.Files)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		mention.New(&codebook.Book{Actors: a})
	}
}

// TestSameInputSameMentions reads one text many times, on several goroutines,
// and wants the same every time.
func TestSameInputSameMentions(t *testing.T) {
	c, err := coder.New(coder.WithoutScorer())
	if err != nil {
		t.Skipf("no reader: %v", err)
	}
	raw, err := os.ReadFile("testdata/reference.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, cases, _ := strings.Cut(string(raw), "# --- it, its\n")
	plain, _ := unmark(cases[:strings.Index(cases, "\n#")])
	r := &text.Report{Text: plain, Published: time.Date(2006, 11, 15, 0, 0, 0, 0, time.UTC)}
	sents := c.Worker().Read(r)
	find := mention.New(c.Book)
	want := find.Find(r, sents)
	got := make([][]mention.Mention, 8)
	var wait sync.WaitGroup
	for i := range got {
		wait.Add(1)
		go func() {
			defer wait.Done()
			got[i] = find.Find(r, sents)
		}()
	}
	wait.Wait()
	for i := range got {
		if !reflect.DeepEqual(got[i], want) {
			t.Fatalf("reading %d differs", i)
		}
	}
	if len(want) < 50 {
		t.Errorf("only %d mentions", len(want))
	}
}
