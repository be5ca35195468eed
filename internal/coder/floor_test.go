package coder_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/attache/attache/internal/eval"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/feed"
	"github.com/attache/attache/internal/text"
)

// exampleFloor is a little below the share of the codebook's examples that
// hold today (2431 of 2714, 0.896). It only ever rises.
const exampleFloor = 0.88

func TestCodebookExamples(t *testing.T) {
	outcomes, err := load(t).Examples(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, x := range outcomes {
		if x.Problem == "" {
			held++
		}
	}
	share := float64(held) / float64(max(1, len(outcomes)))
	t.Logf("%d of %d examples hold, %.3f; attache codebook test names the others", held, len(outcomes), share)
	if share < exampleFloor {
		t.Errorf("%.3f of the examples hold, floor %.2f", share, exampleFloor)
	}
}

// floors are a little below what is reached today on annotated reports. Dyads
// have stood at 0.45 (dev) and 0.48 (seed): raise the floors when they return.
type floors struct{ detected, dyad, standing, date float64 }

func TestAnnotatedReports(t *testing.T) {
	root := os.Getenv("ATTACHE_DATA")
	if root == "" {
		root = "../../../shared"
	}
	for _, tt := range []struct {
		name, texts, gold string
		want              floors
	}{
		{"dev", "gold/dev/reports.jsonl", "gold/dev", floors{0.61, 0.39, 0.82, 0.76}},
		{"seed", "seed/report.jsonl", "seed", floors{0.53, 0.35, 0.70, 0.70}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := os.Stat(filepath.Join(root, tt.texts)); err != nil {
				t.Skip("no annotated reports beside the repository; ATTACHE_DATA names their folder")
			}
			reports, err := gold.Dir(filepath.Join(root, tt.gold), read(t, filepath.Join(root, tt.texts)))
			if err != nil {
				t.Fatal(err)
			}
			got, err := eval.Score(t.Context(), load(t), reports)
			if err != nil {
				t.Fatal(err)
			}
			hold(t, got, tt.want)
		})
	}
}

// read takes reports in as the program does, with the days of their datelines.
func read(t *testing.T, path string) map[string]text.Report {
	t.Helper()
	reader, err := feed.New()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]text.Report{}
	for r, err := range reader.Reports(t.Context(), path) {
		if err != nil {
			t.Fatal(err)
		}
		out[r.ID] = *r
	}
	return out
}

func hold(t *testing.T, got *eval.Events, want floors) {
	t.Helper()
	_, _, detected := got.PRF(got.Detected)
	_, _, dyad := got.PRF(got.Dyad)
	for _, x := range []struct {
		name       string
		got, floor float64
	}{{"detected F1", detected, want.detected}, {"dyad F1", dyad, want.dyad},
		{"standing", got.Standing.Of(), want.standing}, {"date", got.Date.Of(), want.date}} {
		t.Logf("%-12s %.3f", x.name, x.got)
		if x.got < x.floor {
			t.Errorf("%s %.3f, floor %.2f", x.name, x.got, x.floor)
		}
	}
}
