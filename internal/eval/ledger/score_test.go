package ledger_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	eval "github.com/attache/attache/internal/eval/ledger"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/text"
)

// keeper reads reports in order and keeps their ledger.
type keeper struct {
	c    *coder.Coder
	w    *coder.Worker
	d    *ledger.Drawer
	book ledger.Book
}

func newKeeper(t *testing.T) *keeper {
	t.Helper()
	c, err := coder.New(coder.WithThreshold(-1))
	if err != nil {
		t.Fatal(err)
	}
	words, errs := codebook.LoadLedger(places.Files, data.Files)
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	return &keeper{c: c, w: c.Worker(), d: ledger.NewDrawer(words, c.Book.Words)}
}

func (k *keeper) read(t *testing.T, id, day, words string) {
	t.Helper()
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	r := &text.Report{ID: id, Text: words, Published: on, Dated: text.Given}
	doc, err := k.w.Code(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	in := &ledger.Layers{Layers: event.Layers{Report: r, Sents: doc.Sents, Mentions: doc.Mentions, Times: doc.Times, Clauses: doc.Clauses}, Events: doc.Events}
	entries := k.d.Draw(in)
	k.book.Add(id, on, entries, k.d.Deeds(in))
}

// of gives the settled entries of a report.
func (k *keeper) of(report string) []*ledger.Entry {
	var out []*ledger.Entry
	for i := range k.book.Entries {
		if k.book.Entries[i].Report == report {
			out = append(out, &k.book.Entries[i])
		}
	}
	return out
}

func story(t *testing.T, k *keeper, name string, show bool) eval.Counts {
	t.Helper()
	reports, err := eval.Story(name)
	if err != nil {
		t.Fatal(err)
	}
	k.book = ledger.Book{}
	for _, r := range reports {
		k.read(t, r.ID, r.Date, r.Text)
	}
	k.book.Settle(time.Time{})
	var all eval.Counts
	for _, r := range reports {
		c, misses := eval.Score(r.ID, r.Entries, k.of(r.ID))
		all.Add(c)
		if show {
			for _, m := range misses {
				t.Log(m)
			}
		}
	}
	return all
}

// TestStories prints the figures of the stories and holds floors. The losses
// of the development half are shown with -v; those of the other half are not,
// so that nobody tunes on them.
func TestStories(t *testing.T) {
	k := newKeeper(t)
	floors := map[string]struct{ f1, status float64 }{"cases": {0.9, 0}, "dev": {0.9, 0.9}, "test": {0.75, 0.8}}
	for _, half := range []string{"cases", "dev", "test"} {
		files, err := filepath.Glob("../../../testdata/ledger/" + half + "-*.jsonl")
		if err != nil || len(files) == 0 {
			t.Fatal("no stories", err)
		}
		var all eval.Counts
		for _, f := range files {
			all.Add(story(t, k, f, half != "test"))
		}
		t.Logf("%s: %s", half, all)
		if all.F1() < floors[half].f1 || all.Status() < floors[half].status {
			t.Errorf("%s: F1 %.3f, status %.3f: below the floors %v", half, all.F1(), all.Status(), floors[half])
		}
	}
}

// TestSeed scores the report and gold ledger in the folder that ATTACHE_SEED
// names.
func TestSeed(t *testing.T) {
	dir := os.Getenv("ATTACHE_SEED")
	if dir == "" {
		t.Skip("ATTACHE_SEED names no folder")
	}
	words, err := os.ReadFile(filepath.Join(dir, "report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Dateline string
		Ledger   []map[string]any
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	k := newKeeper(t)
	k.read(t, "seed", "2022-05-04", strings.TrimSpace(string(words)))
	k.book.Settle(time.Time{})
	c, misses := eval.Score("seed", fromSeed(t, file.Ledger), k.of("seed"))
	for _, m := range misses {
		t.Log(m)
	}
	t.Log(c)
}

// fromSeed reads the fields that the seed's gold names otherwise.
func fromSeed(t *testing.T, in []map[string]any) []eval.Gold {
	t.Helper()
	var out []eval.Gold
	for _, m := range in {
		if m["kind"] == "claim" && m["what"] == nil {
			m["what"] = ""
		}
		for from, to := range map[string]string{"of": "by", "used_by": "by", "country": "by"} {
			if v, ok := m[from].(string); ok {
				m[to] = []string{v}
			}
		}
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var g eval.Gold
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		if cut, _, ok := strings.Cut(g.Measure, ","); ok {
			g.Measure = cut
		}
		out = append(out, g)
	}
	return out
}
