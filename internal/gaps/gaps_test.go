package gaps_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/gaps"
	"github.com/attache/attache/internal/text"
)

// tally counts texts one by one and merges in their order.
func tally(t testing.TB, c *coder.Coder, texts ...string) *gaps.Tally {
	t.Helper()
	w, all := c.Worker(), gaps.New()
	for _, s := range texts {
		d, err := w.Code(t.Context(), &text.Report{ID: "r", Text: s, Published: time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC), Dated: text.Given})
		if err != nil {
			t.Fatal(err)
		}
		all.Merge(gaps.Count(c.Book, d))
	}
	return all
}

// plain has patterns for "yodel" only where there is a song to it.
func plain(t testing.TB) *coder.Coder {
	t.Helper()
	c, err := coder.New(coder.WithoutScorer(), coder.WithCodebook(fstest.MapFS{"events/mine.toml": {Data: []byte(
		"type = \"AID\"\n[[verb]]\nwords = [\"yodel\"]\nobject = [\"song\"]\n[[verb]]\nwords = [\"serenade\"]\nneeds = [\"recipient:civil\"]\n")}}))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func words(rows []gaps.Row) string {
	var out []string
	for _, r := range rows {
		out = append(out, r.Word)
	}
	return strings.Join(out, " ")
}

func TestVerbsWithoutAPattern(t *testing.T) {
	verbs := tally(t, plain(t), "Peru befuddled Chile.", "Chile befuddled Peru again.", "Peru befuddled its own umbrella.", "Peru accused Chile of lying.").Top(9).Verbs
	if len(verbs) != 1 || verbs[0].Word != "befuddle" || verbs[0].N != 2 || verbs[0].Example != "Peru befuddled Chile." {
		t.Errorf("got %+v, want befuddle twice", verbs)
	}
}

func TestKnownVerbsWithoutAnEvent(t *testing.T) {
	all := tally(t, plain(t), "Peru serenaded Chile.", "Peru accused Chile of lying.", "It rained.")
	silent := all.Top(9).Dropped
	if words(silent) != "serenade" || silent[0].Reason() != "no recipient:civil" {
		t.Errorf("got %+v, want serenade for want of a recipient", silent)
	}
	if all.Pairs != 2 || all.Silent != 1 || all.Reports != 3 || all.Sentences != 3 {
		t.Errorf("%d of %d sentences silent, %d reports, %d sentences", all.Silent, all.Pairs, all.Reports, all.Sentences)
	}
}

// A verb that has patterns only with an object may stand without it.
func TestKnownVerbsWhoseWordsDoNotFit(t *testing.T) {
	top := tally(t, plain(t), "Peru yodelled at Chile.", "Peru yodelled a song.").Top(9)
	if words(top.Unfit) != "yodel" || top.Unfit[0].N != 1 || len(top.Dropped) > 0 {
		t.Errorf("got %+v and %+v", top.Unfit, top.Dropped)
	}
}

func TestUnresolvedNames(t *testing.T) {
	names := tally(t, plain(t), "Peru thanked the Zubrowka Fishing Club.", "The Zubrowka Fishing Club thanked Peru on Monday.").Top(9).Names
	if words(names) != "Zubrowka Fishing Club" || names[0].N != 2 {
		t.Errorf("got %+v", names)
	}
}

// The report ends with what is most frequent; ties go by the alphabet.
func TestWrite(t *testing.T) {
	var b strings.Builder
	if err := tally(t, plain(t), "Peru befuddled Chile. Chile bewildered Peru. Chile bewildered Peru.").Write(&b, 1); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1 reports, 3 sentences", "2  bewilder", "Chile bewildered Peru.", "  none"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "befuddle ") {
		t.Errorf("more than one verb in\n%s", b.String())
	}
}
