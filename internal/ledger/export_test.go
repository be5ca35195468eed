package ledger_test

import (
	"strings"
	"testing"
	"time"

	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/text"
)

// Offsets leave the program as characters, not bytes, and words as they stand.
func TestLinePointsIntoTheText(t *testing.T) {
	draw, _ := drawer(t)
	const words = "A café in Orléans was closed. Norway pledged to send two ships to Ghana by the end of June."
	entries := draw(words, time.Date(2019, 3, 4, 0, 0, 0, 0, time.UTC))
	if len(entries) != 1 {
		t.Fatalf("%d entries, want 1", len(entries))
	}
	entries[0].Resolve(words, text.NewCharacters(words))
	l := entries[0].Line()
	runes := []rune(words)
	for _, p := range []*ledger.Passage{l.What, l.Trigger, l.Evidence} {
		if got := string(runes[*p.Start:*p.End]); got != p.Text {
			t.Errorf("offsets %d to %d give %q, want %q", *p.Start, *p.End, got, p.Text)
		}
	}
	if l.What.Text != "send two ships to Ghana" || l.Due != "2019-06-30" || !l.Deadline || l.Made != "2019-03-04" {
		t.Errorf("what %q, due %s, made %s", l.What.Text, l.Due, l.Made)
	}
	if l.To[0].Code != "GHA" || string(runes[*l.To[0].Start:*l.To[0].End]) != "Ghana" {
		t.Errorf("to %+v", l.To)
	}
	if !strings.HasPrefix(l.Rule, "codebook/ledger/commitment.toml:") {
		t.Errorf("rule %q", l.Rule)
	}
}
