package coder_test

import (
	"fmt"
	"hash/fnv"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/text"
)

// row is a line of a table in testdata: what is expected, and a sentence with
// the deed in brackets.
type row struct {
	line     int
	want     string
	plain    string
	from, to int // bytes of the deed
	held     bool
}

// table reads a file of rows. Half of them, by a digest of the sentence, are
// held out: nobody looks at what is wrong in them, only at the score.
func table(t *testing.T, path string) []row {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []row
	for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		want, marked, ok := strings.Cut(line, "\t")
		from, to := strings.Index(marked, "["), strings.Index(marked, "]")
		if !ok || from < 0 || to < from || strings.Count(marked, "[") != 1 {
			t.Fatalf("%s:%d: want the answer, a tab, and a sentence with one deed in brackets", path, n+1)
		}
		h := fnv.New32a()
		h.Write([]byte(marked))
		out = append(out, row{n + 1, want, marked[:from] + marked[from+1:to] + marked[to+1:], from, to - 1, h.Sum32()>>16%2 == 1})
	}
	return out
}

// read codes the row's sentence as a report of 15 November 2006.
func (r *row) read(t *testing.T, w *coder.Worker) *coder.Doc {
	t.Helper()
	day := time.Date(2006, 11, 15, 0, 0, 0, 0, time.UTC)
	d, err := w.Code(t.Context(), &text.Report{ID: "r", Text: r.plain, Published: day, Dated: text.Given})
	if err != nil {
		t.Fatalf("%d: %v", r.line, err)
	}
	return d
}

// clause is the clause of the deed, -1 when the reader sees none there.
func (r *row) clause(d *coder.Doc) int {
	for k := range d.Clauses {
		c := &d.Clauses[k]
		if sp := d.Sents[c.Sent].Tokens[c.Pred].Span; sp.From >= r.from && sp.To <= r.to {
			return k
		}
	}
	return -1
}

// alone settles the deed as an event by the rules, whatever a scorer would say
// of it; false when the codebook knows no such deed.
func alone(c *coder.Coder, d *coder.Doc, k int) (event.Event, bool) {
	m, in := c.Matcher(), d.Layers()
	cands := m.Match(in)
	found := false
	for i := range cands {
		if cands[i].Clause == k && !found {
			cands[i].Drop, found = "", true
		} else {
			cands[i].Drop = "another"
		}
	}
	if !found {
		return event.Event{}, false
	}
	out := m.Events(in, cands, nil, 0)
	return out[0], true
}

// marks counts answers by what was wanted and by what came.
type marks struct {
	rows, right     int
	want, got, both map[string]int
}

func (m *marks) add(want, got string) {
	if m.want == nil {
		m.want, m.got, m.both = map[string]int{}, map[string]int{}, map[string]int{}
	}
	m.rows++
	m.want[want]++
	m.got[got]++
	if want == got {
		m.right++
		m.both[want]++
	}
}

func (m *marks) share() float64 { return float64(m.right) / float64(max(1, m.rows)) }

func (m *marks) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d right, %.3f", m.right, m.rows, m.share())
	var names []string
	for name := range m.want {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, "\n  %-13s precision %.2f  recall %.2f  of %d", n,
			float64(m.both[n])/float64(max(1, m.got[n])), float64(m.both[n])/float64(max(1, m.want[n])), m.want[n])
	}
	return b.String()
}

// Floors are a little below what is reached; they only ever rise.
const standingFloor = 0.90

// The rules' standing of each deed, from tense, modals, conditions, negation
// and the verbs and nouns that govern it.
func TestStandingTable(t *testing.T) {
	c := load(t)
	w := c.Worker()
	var fix, held marks
	for _, r := range table(t, "testdata/standing.tsv") {
		d := r.read(t, w)
		got := "no deed"
		if k := r.clause(d); k >= 0 {
			got = string(d.Clauses[k].Standing)
			if e, ok := alone(c, d, k); ok {
				got = string(e.Standing)
			}
		}
		if r.held {
			held.add(r.want, got)
			continue
		}
		fix.add(r.want, got)
		if got != r.want {
			t.Logf("line %d: %s, want %s: %s", r.line, got, r.want, r.plain)
		}
	}
	t.Logf("looked at: %v", &fix)
	t.Logf("held out: %v", &held)
	if held.share() < standingFloor || fix.share() < standingFloor {
		t.Errorf("held out %.3f, looked at %.3f, floor %.2f", held.share(), fix.share(), standingFloor)
	}
}

// teller says on whose word the deed is: "-" for the reporter, or when the teller
// is the doer himself.
func teller(d *coder.Doc, k int, e event.Event, known bool) string {
	c := &d.Clauses[k]
	sent, tok := c.Sent, c.Teller
	if tok < 0 && c.Voice >= 0 {
		sent, tok = c.VoiceSent, c.Voice
	}
	if tok < 0 || known && len(e.SaidBy) == 0 && own(d, sent, tok, e) {
		return "-"
	}
	return strings.ToLower(d.Sents[sent].Tokens[tok].Form)
}

// own: the teller is an actor of the event.
func own(d *coder.Doc, sent, tok int, e event.Event) bool {
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Sent != sent || tok < m.From || tok >= m.To {
			continue
		}
		for _, a := range e.Actor {
			if a.Chain >= 0 && a.Chain == m.Chain || len(m.Parties) > 0 && m.Parties[0] == a.Party {
				return true
			}
		}
	}
	return false
}

const attributionFloor = 0.83

// On whose word the report gives a deed: verbs of saying before, behind and
// between, quotations over several sentences, relays, "according to".
func TestAttributionTable(t *testing.T) {
	c := load(t)
	w := c.Worker()
	var fix, held marks
	named := func(s string) string {
		if s == "-" {
			return "the reporter"
		}
		return "somebody"
	}
	for _, r := range table(t, "testdata/attribution.tsv") {
		d := r.read(t, w)
		got := "no deed"
		if k := r.clause(d); k >= 0 {
			e, known := alone(c, d, k)
			got = teller(d, k, e, known)
		}
		m := &fix
		if r.held {
			m = &held
		} else if got != r.want {
			t.Logf("line %d: %s, want %s: %s", r.line, got, r.want, r.plain)
		}
		if got == r.want {
			m.add(named(r.want), named(got))
		} else {
			m.add(named(r.want), "wrong: "+named(got))
		}
	}
	t.Logf("looked at: %v", &fix)
	t.Logf("held out: %v", &held)
	if held.share() < attributionFloor || fix.share() < attributionFloor {
		t.Errorf("held out %.3f, looked at %.3f, floor %.2f", held.share(), fix.share(), attributionFloor)
	}
}
