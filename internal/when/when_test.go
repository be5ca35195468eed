package when

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// wordForm cuts plain English as the treebanks do: marks apart, "'s" apart,
// abbreviations whole, hyphens kept or split.
var wordForm = regexp.MustCompile(`\d{1,2}:\d\d(?::\d\d)?|\d+(?:,\d{3})+|\d+\.\d+|[A-Za-z](?:\.[A-Za-z])+\.?|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues|Wed|Thurs|Fri|Mr|Mrs|Dr|St|No|Gen|Col|Lt|Jr)\.|'\d\ds?|[’']s\b|o'clock|\d+/\d+/\d+|[\pL\pN]+(?:-[\pL\pN]+)*|\S`)

var hyphenated = regexp.MustCompile(`[^-]+|-`)

// tokens builds sentences from plain texts; no tags, no tree.
func tokens(sents []string, split bool) (*text.Report, []syntax.Sentence) {
	r := &text.Report{Text: strings.Join(sents, " ")}
	var out []syntax.Sentence
	base := 0
	for k, s := range sents {
		sent := syntax.Sentence{Index: k, Span: text.Span{From: base, To: base + len(s)}}
		for _, loc := range wordForm.FindAllStringIndex(s, -1) {
			parts := [][]int{{0, loc[1] - loc[0]}}
			if split && !strings.HasPrefix(s[loc[0]:], "-") {
				parts = hyphenated.FindAllStringIndex(s[loc[0]:loc[1]], -1)
			}
			for _, p := range parts {
				a, z := loc[0]+p[0], loc[0]+p[1]
				sent.Tokens = append(sent.Tokens, syntax.Token{Form: s[a:z], Span: text.Span{From: base + a, To: base + z}, Head: -1})
			}
		}
		out = append(out, sent)
		base += len(s) + 1
	}
	return r, out
}

type tableCase struct {
	file  string
	line  int
	day   string
	sents []string
	want  []string // "extent => TYPE value"
}

func readTable(t testing.TB, file string) []tableCase {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []tableCase
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.SplitN(line, "|", 2)
		i := strings.LastIndex(cols[1], "|")
		c := tableCase{file: filepath.Base(file), line: n, day: strings.TrimSpace(cols[0])}
		for _, s := range strings.Split(cols[1][:i], "||") {
			c.sents = append(c.sents, strings.TrimSpace(s))
		}
		for _, w := range strings.Split(cols[1][i+1:], " ; ") {
			if w = strings.TrimSpace(w); w != "" {
				c.want = append(c.want, w)
			}
		}
		out = append(out, c)
	}
	return out
}

func shown(r *text.Report, e *Expr) string {
	return fmt.Sprintf("%s => %s %s", e.Span.Of(r.Text), e.Type, e.Value)
}

// TestTable holds every table line to its expressions, with hyphens split as
// in the treebanks and whole as elsewhere, and prints precision and recall.
func TestTable(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, split := range []bool{true, false} {
		var right, found, wanted, cases int
		for _, file := range files {
			for _, c := range readTable(t, file) {
				r, sents := tokens(c.sents, split)
				r.Published, _ = time.Parse("2006-01-02", c.day)
				got := Find(r, sents)
				cases++
				found += len(got)
				wanted += len(c.want)
				left := map[string]int{}
				for _, w := range c.want {
					left[w]++
				}
				bad := len(got) != len(c.want)
				var all []string
				for i := range got {
					s := shown(r, &got[i])
					all = append(all, s)
					if left[s] > 0 {
						left[s]--
						right++
					} else {
						bad = true
					}
				}
				if bad {
					t.Errorf("%s:%d %v\n  got  %s\n  want %s", c.file, c.line, c.sents, strings.Join(all, " ; "), strings.Join(c.want, " ; "))
				}
			}
		}
		t.Logf("hyphens split %v: %d cases, precision %.3f, recall %.3f", split, cases, float64(right)/float64(found), float64(right)/float64(wanted))
	}
}
