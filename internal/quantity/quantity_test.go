package quantity

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

var wordForm = regexp.MustCompile(`(?:US|A|C|HK|NT)?\$|\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|U\.S\.|[’']s\b|[\pL\pN]+|\S`)

func sentence(s string) *syntax.Sentence {
	out := &syntax.Sentence{Span: text.Span{To: len(s)}}
	for _, l := range wordForm.FindAllStringIndex(s, -1) {
		out.Tokens = append(out.Tokens, syntax.Token{Form: s[l[0]:l[1]], Span: text.Span{From: l[0], To: l[1]}, Head: -1})
	}
	return out
}

var fateNames = [...]string{"", "dead", "injured", "arrested", "missing", "abducted", "displaced", "freed"}

func bound(v float64) string {
	if math.IsInf(v, 1) {
		return ""
	}
	return strings.TrimSuffix(fmt.Sprintf("%.2f", v), ".00")
}

func shown(s string, q *Quantity) string {
	num := bound(q.Low)
	if q.Low != q.High {
		num += ".." + bound(q.High)
	}
	return strings.Join(strings.Fields(fmt.Sprintf("%s => %s %s %s", q.Span.Of(s), num, q.Unit, fateNames[q.Fate])), " ")
}

// TestTable reads "sentence | extent => low..high unit fate ; ..." and prints
// precision and recall.
func TestTable(t *testing.T) {
	f, err := os.Open("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var right, found, wanted, cases int
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		s, rest, _ := strings.Cut(line, "|")
		s = strings.TrimSpace(s)
		want := map[string]bool{}
		for _, w := range strings.Split(rest, " ; ") {
			if w = strings.TrimSpace(w); w != "" {
				want[w] = true
			}
		}
		cases++
		wanted += len(want)
		var all []string
		bad := false
		qs := Find(sentence(s))
		for i := range qs {
			g := shown(s, &qs[i])
			all = append(all, g)
			found++
			if want[g] {
				right++
			} else {
				bad = true
			}
		}
		if bad || len(all) != len(want) {
			t.Errorf("cases.txt:%d %s\n  got  %s\n  want %s", n, s, strings.Join(all, " ; "), strings.TrimSpace(rest))
		}
	}
	t.Logf("%d cases, precision %.3f, recall %.3f", cases, float64(right)/float64(found), float64(right)/float64(wanted))
}

func TestToll(t *testing.T) {
	tests := []struct {
		sentence string
		want     Toll
	}{
		{"At least 12 people were killed and 30 wounded.", Toll{12, 30, -1}},
		{"The raid killed three officers and two men.", Toll{5, -1, -1}},
		{"Police arrested 40 men.", Toll{-1, -1, 40}},
		{"Twelve of the 30 detainees were released.", Toll{-1, -1, -1}},
		{"The talks went on.", Toll{-1, -1, -1}},
	}
	for _, tt := range tests {
		if got := TollOf(Find(sentence(tt.sentence))); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.sentence, got, tt.want)
		}
	}
}

func TestTagsNameTheNoun(t *testing.T) {
	s := sentence("Some 300 heavily armed rebel fighters surrendered.")
	for i, p := range []string{"DET", "NUM", "ADV", "ADJ", "NOUN", "NOUN", "VERB", "PUNCT"} {
		s.Tokens[i].UPOS = p
	}
	s.Tokens[2].UPOS = "ADJ"
	if q := Find(s); len(q) != 1 || q[0].Unit != "fighters" || !q[0].Approx {
		t.Errorf("got %+v, want about 300 fighters", q)
	}
}

func TestSkipsDates(t *testing.T) {
	s := sentence("In 2003 troops arrived.")
	if q := Find(s, text.Span{From: 3, To: 7}); len(q) != 0 {
		t.Errorf("a date was counted: %+v", q)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("between 10 and -- of $ 5 million half a dozen two-thirds of")
	f.Add("at least tens of thousands killed 1,2,3.4.5 and 0")
	f.Fuzz(func(t *testing.T, s string) {
		sent := sentence(s)
		at := 0
		for _, q := range Find(sent) {
			if q.From < at || q.To <= q.From || q.To > len(sent.Tokens) || q.Low > q.High || q.Noun >= q.To {
				t.Fatalf("bad quantity %+v in %q", q, s)
			}
			at = q.To
		}
	})
}

func BenchmarkFind(b *testing.B) {
	s := sentence("At least 12 people were killed and 30 wounded when a bomb went off in a market, police said, adding that the toll may rise.")
	for b.Loop() {
		Find(s)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(s.Tokens)), "ns/token")
}
