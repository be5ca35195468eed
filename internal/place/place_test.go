package place

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

var wordForm = regexp.MustCompile(`[A-Za-z](?:\.[A-Za-z])+\.?|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov)\.|[’']s\b|[\pL\pN]+|\S`)

// tokens builds sentences from plain texts; no tags, no tree.
func tokens(sents []string) (*text.Report, []syntax.Sentence) {
	r := &text.Report{Text: strings.Join(sents, " ")}
	var out []syntax.Sentence
	base := 0
	for k, s := range sents {
		sent := syntax.Sentence{Index: k, Span: text.Span{From: base, To: base + len(s)}}
		for _, l := range wordForm.FindAllStringIndex(s, -1) {
			sent.Tokens = append(sent.Tokens, syntax.Token{Form: s[l[0]:l[1]], Span: text.Span{From: base + l[0], To: base + l[1]}, Head: -1})
		}
		out = append(out, sent)
		base += len(s) + 1
	}
	return r, out
}

// gazetteer is opened once for all tests.
var gazetteer = sync.OnceValues(func() (*Gazetteer, error) { return Open(places.Files, codebook.Files) })

func open(t testing.TB) *Gazetteer {
	g, err := gazetteer()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func shown(r *text.Report, f *Found) string {
	country := f.Country
	if country == "" {
		country = "-"
	}
	return fmt.Sprintf("%s => %s %s %s %d", f.Span.Of(r.Text), f.Precision, f.Name, country, f.GeoName)
}

// TestTable holds each line's sentences to their places and prints precision
// and recall.
func TestTable(t *testing.T) {
	g := open(t)
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
		i := strings.LastIndex(line, "|")
		r, sents := tokens(strings.Split(strings.TrimSpace(line[:i]), " || "))
		left := map[string]int{}
		for _, w := range strings.Split(line[i+1:], " ; ") {
			if w = strings.TrimSpace(w); w != "" {
				left[w]++
				wanted++
			}
		}
		cases++
		var all []string
		bad := false
		got := Find(g, r, sents)
		found += len(got)
		for k := range got {
			s := shown(r, &got[k])
			all = append(all, s)
			if left[s] > 0 {
				left[s]--
				right++
			} else {
				bad = true
			}
		}
		for _, k := range left {
			bad = bad || k > 0
		}
		if bad {
			t.Errorf("cases.txt:%d %s\n  got  %s\n  want %s", n, line[:i], strings.Join(all, " ; "), strings.TrimSpace(line[i+1:]))
		}
	}
	t.Logf("%d cases, %d places, precision %.3f, recall %.3f", cases, wanted, float64(right)/float64(found), float64(right)/float64(wanted))
}

func TestCountry(t *testing.T) {
	g := open(t)
	for name, want := range map[string]string{
		"Kandahar": "AFG", "Goma": "COD", "Iraq": "IRQ", "U.S.": "USA", "Britain": "GBR", "Mosul": "IRQ", "Crimea": "UKR",
		"South China Sea": "", "Xyzzy": "", "Santa Cruz": "", "Rangoon": "MMR", "Georgia": "GEO", "Paris": "FRA", "Gaza": "PSE",
	} {
		if got := g.Country(name); got != want {
			t.Errorf("Country(%q) = %q, want %q", name, got, want)
		}
	}
	for word, want := range map[string]string{"Iraqi": "IRQ", "Iraqis": "IRQ", "French": "FRA", "Green": ""} {
		if got := g.Adjective(word); got != want {
			t.Errorf("Adjective(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDatelineAndClaims(t *testing.T) {
	g := open(t)
	r, sents := tokens([]string{"Two men were shot in Tripoli on Monday."})
	r.Place = "Beirut"
	if got := Find(g, r, sents); len(got) != 1 || got[0].Country != "LBN" {
		t.Errorf("under a Beirut dateline Tripoli is %+v, want the one in Lebanon", got)
	}
	r, sents = tokens([]string{"Ships sailed past the Diaoyu islands."})
	got := Find(g, r, sents)
	if len(got) != 1 || got[0].Country != "JPN" || len(got[0].Claims) != 2 {
		t.Errorf("Diaoyu is %+v, want Japan's, claimed by two", got)
	}
}

func TestCase(t *testing.T) {
	g := open(t)
	for sentence, want := range map[string]string{
		"They met in Baghdad.": "in", "They fled from the southern port of Basra, Iraq.": "from", "Baghdad said so.": "",
		"Shells fell near Aleppo.": "near", "They met in central Moscow.": "in",
	} {
		r, sents := tokens([]string{sentence})
		got := Find(g, r, sents)
		if len(got) == 0 || got[0].Case != want || got[0].Head != got[0].To-1 {
			t.Errorf("%s: %+v, want case %q", sentence, got, want)
		}
	}
}

func TestTakenIsLeftAlone(t *testing.T) {
	g := open(t)
	r, sents := tokens([]string{"Baghdad said so in Mosul, Iraq."})
	if got := Find(g, r, sents, text.Span{From: 0, To: 7}); len(got) != 2 || got[0].Name != "Mosul" {
		t.Errorf("got %+v, want Mosul and Iraq", got)
	}
}

func TestBadFiles(t *testing.T) {
	tests := map[string]string{
		"place = [\n  { name = \"X\", kind = \"moon\", lat = 1.0, lon = 1.0 },\n]": "kind",
		"place = [\n  { name = \"X\", kind = \"sea\", lat = 99.0, lon = 1.0 },\n]": "lat",
		"place = [\n  { nome = \"X\" },\n]":                                        "bad.toml:2",
		"place = [\n  { name = }\n]":                                               "bad.toml:2",
	}
	packed, err := places.Files.ReadFile("gazetteer.bin.zst")
	if err != nil {
		t.Fatal(err)
	}
	for bad, want := range tests {
		files := fstest.MapFS{"gazetteer.bin.zst": {Data: packed}, "common.txt": {}, "bad.toml": {Data: []byte(bad)}}
		if _, err := Open(files, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one that names %q", bad, err, want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"São Tomé": "sao tome", "Saint-Étienne": "st etienne", "Ts’khinvali": "tskhinvali", "N'Djamena": "ndjamena", "U.S.": "us",
		"Mazar-e  Sharif": "mazar e sharif", "Łódź": "lodz", "Lashkar Gāh": "lashkar gah",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("BEIRUT (AP) -- Gen. Al-Assad, of Homs, Syria's U.S. envoy in N'Djamena - Paris, Texas.")
	g, err := gazetteer()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, sents := tokens([]string{s})
		last := 0
		for _, p := range Find(g, r, sents) {
			if p.Span.From < last || p.To <= p.From || p.Lat < -90 || p.Lat > 90 {
				t.Fatalf("bad place %+v in %q", p, s)
			}
			last = p.Span.To
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(magic))
	f.Add(Encode([]Country{{Code: "AAA"}}, []Area{{0, "B"}}, []Entry{{Name: "C", Region: -1}}, []string{"c"}, [][]int{{0}}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if d, err := decode(raw); err == nil {
			d.find(nil, "c")
		}
	})
}
