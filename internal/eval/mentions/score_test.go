package mentions_test

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	files "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/eval/mentions"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// TestParties prints the figures for annotated reports whose trees are at
// hand:
//
//	ATTACHE_TREES=trees.conllu.gz ATTACHE_GOLD=all.tsv ATTACHE_TEXTS=reports.jsonl go test ./internal/eval/mentions -v
//
// Without ATTACHE_TREES the program's own reader makes the trees. ATTACHE_GOLD
// is a file of offsets or a folder; ATTACHE_HALF=1 or 2 takes the first or the
// second half of its reports.
//
// ATTACHE_MISSES names a file for the parties that are missed.
func TestParties(t *testing.T) {
	trees, annotation, reports := os.Getenv("ATTACHE_TREES"), os.Getenv("ATTACHE_GOLD"), os.Getenv("ATTACHE_TEXTS")
	if annotation == "" || reports == "" {
		t.Skip("no annotated reports named")
	}
	texts, err := gold.Texts(reports)
	if err != nil {
		t.Fatal(err)
	}
	read := gold.Offsets
	if !strings.HasSuffix(annotation, ".tsv") {
		read = gold.Dir
	}
	golds, err := read(annotation, texts)
	if err != nil {
		t.Fatal(err)
	}
	switch os.Getenv("ATTACHE_HALF") {
	case "1":
		golds = golds[:(len(golds)+1)/2]
	case "2":
		golds = golds[(len(golds)+1)/2:]
	}
	read1, err := reader(trees, texts)
	if err != nil {
		t.Fatal(err)
	}
	book, err := codebook.LoadActors(files.Files)
	if err != nil {
		t.Fatal(err)
	}
	f := mention.New(&codebook.Book{Actors: book})
	var all mentions.Counts
	var misses []mentions.Miss
	for i := range golds {
		g := &golds[i]
		sents := read1(&g.Text)
		c, m := mentions.Score(g, sents, f.Find(&g.Text, sents))
		all.Add(c)
		misses = append(misses, m...)
	}
	t.Log(all)
	writeMisses(t, misses)
}

// reader gives the sentences of a report from a file of trees, or from the
// program's own reader.
func reader(trees string, texts map[string]text.Report) (func(*text.Report) []syntax.Sentence, error) {
	if trees != "" {
		bank, err := readTrees(trees, texts)
		return func(r *text.Report) []syntax.Sentence { return bank[r.ID] }, err
	}
	c, err := coder.New(coder.WithoutScorer())
	if err != nil {
		return nil, err
	}
	return c.Worker().Read, nil
}

// BenchmarkFind reports the cost of finding mentions a token, on the reports of
// ATTACHE_TEXTS with trees from ATTACHE_TREES.
func BenchmarkFind(b *testing.B) {
	trees, reports := os.Getenv("ATTACHE_TREES"), os.Getenv("ATTACHE_TEXTS")
	if trees == "" || reports == "" {
		b.Skip("no trees named")
	}
	texts, err := gold.Texts(reports)
	if err != nil {
		b.Fatal(err)
	}
	bank, err := readTrees(trees, texts)
	if err != nil {
		b.Fatal(err)
	}
	book, err := codebook.LoadActors(files.Files)
	if err != nil {
		b.Fatal(err)
	}
	f := mention.New(&codebook.Book{Actors: book})
	tokens := 0
	for _, sents := range bank {
		for i := range sents {
			tokens += len(sents[i].Tokens)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for id, sents := range bank {
			r := texts[id]
			f.Find(&r, sents)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(tokens), "ns/token")
}

func writeMisses(t *testing.T, misses []mentions.Miss) {
	name := os.Getenv("ATTACHE_MISSES")
	if name == "" {
		return
	}
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	for _, m := range misses {
		fmt.Fprintf(out, "%s.%s\t%s\t%s\t%s\t%s:%d\n", m.Gold.Code, m.Gold.Sector, m.Gold.Text, m.Got, m.Found, m.Report, m.Sent)
	}
}

// readTrees reads CoNLL-U whose sentences are named REPORT/text/FROM-TO and
// whose words carry Span=FROM:TO.
func readTrees(name string, texts map[string]text.Report) (map[string][]syntax.Sentence, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	out := map[string][]syntax.Sentence{}
	for c, err := range syntax.ReadCoNLLU(bufio.NewReader(z)) {
		if err != nil {
			return nil, err
		}
		id, _ := c.Comment("sent_id")
		part := strings.Split(id, "/")
		if len(part) != 3 || part[1] != "text" {
			continue
		}
		s := c.Sentence
		for k := range s.Tokens {
			from, to, _ := strings.Cut(strings.TrimPrefix(strings.Split(c.Misc[k], "|")[0], "Span="), ":")
			s.Tokens[k].Span.From, _ = strconv.Atoi(from)
			s.Tokens[k].Span.To, _ = strconv.Atoi(to)
			s.Tokens[k].Lemma = plainLemma(s.Tokens[k].Form)
		}
		s.Index = len(out[part[0]])
		s.Span = s.SpanOf(0, len(s.Tokens)-1)
		out[part[0]] = append(out[part[0]], s)
	}
	return out, nil
}

// plainLemma undoes the endings of the verbs of speech, which is all that
// mentions ask of lemmas.
func plainLemma(form string) string {
	f := strings.ToLower(form)
	switch f {
	case "said", "says", "saying":
		return "say"
	case "told", "tells", "telling":
		return "tell"
	}
	for _, end := range []string{"ed", "s"} {
		f = strings.TrimSuffix(f, end)
	}
	return f
}
