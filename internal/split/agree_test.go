package split

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/attache/attache/internal/text"
)

var (
	scorerEnd  = regexp.MustCompile(`[.!?]["”’')]*(\s+|$)|\n\s*\n|\n`)
	lastWord   = regexp.MustCompile(`(\S+)$`)
	oneLetter  = regexp.MustCompile(`^[a-z]$`)
	dotLetters = regexp.MustCompile(`^([a-z]\.)+[a-z]$`)
)

const scorerAbbreviations = " mr mrs ms dr gen col lt sgt maj capt adm gov sen rep rev st no vs etc inc corp ltd co jan feb " +
	"mar apr jun jul aug sep sept oct nov dec u.s u.n u.k e.g i.e a.m p.m prof hon sr jr fm "

// scorerSentences are the sentences as the event scorer cuts them: with them
// the splitter has to agree on edited prose.
func scorerSentences(s string) []text.Span {
	var out []text.Span
	start := 0
	add := func(from, to int) {
		b := strings.TrimSpace(s[from:to])
		if b != "" {
			a := from + strings.Index(s[from:to], b)
			out = append(out, text.Span{From: a, To: a + len(b)})
		}
	}
	for _, m := range scorerEnd.FindAllStringIndex(s, -1) {
		mark := s[m[0]:m[1]]
		end := m[0]
		if strings.TrimSpace(mark) != "" {
			w := strings.TrimLeft(strings.ToLower(lastWord.FindString(s[start:m[0]])), `("“`)
			next := ""
			if m[1] < len(s) {
				next = string([]rune(s[m[1]:min(len(s), m[1]+4)])[:1])
			}
			line := !strings.Contains(mark, "\n")
			if s[m[0]] == '.' && next != "" && line && (strings.Contains(scorerAbbreviations, " "+w+" ") || oneLetter.MatchString(w) || dotLetters.MatchString(w)) {
				continue
			}
			if next != "" && line && !upperAt(next, 0) && !strings.Contains(`"“‘'(0123456789`, next) {
				continue
			}
			end = m[0] + len(strings.TrimSpace(mark))
		}
		add(start, end)
		start = m[1]
	}
	add(start, len(s))
	return out
}

// newswire returns the texts of the reports, or skips the test.
func newswire(t testing.TB) []string {
	t.Helper()
	dir := os.Getenv("ATTACHE_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	f, err := os.Open(filepath.Join(dir, "newswire", "reports.jsonl"))
	if err != nil {
		t.Skip("no newswire: ", err)
	}
	defer f.Close()
	var out []string
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var r struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r.Text)
	}
	return out
}

// agreement compares the sentences of the two over texts.
func agreement(s *Splitter, texts []string, differ func(string)) (f1 float64) {
	ours, theirs, both := 0, 0, 0
	for _, t := range texts {
		gold := map[text.Span]bool{}
		for _, g := range scorerSentences(t) {
			gold[g] = true
		}
		theirs += len(gold)
		for _, g := range s.Split(&text.Report{Text: t}) {
			ours++
			if gold[g.Span] {
				both++
			} else if differ != nil {
				differ(g.Span.Of(t))
			}
		}
	}
	return 2 * float64(both) / float64(ours+theirs)
}

func TestAgreesWithScorer(t *testing.T) {
	n := 0
	f1 := agreement(trained(t), newswire(t), func(s string) {
		if n++; n < 40 && os.Getenv("SHOW") != "" {
			t.Logf("%q", s)
		}
	})
	t.Logf("agreement with the scorer's sentences on newswire: F1 %.2f", 100*f1)
	if f1 < 0.995 {
		t.Errorf("agreement %.4f is below 0.995", f1)
	}
}
