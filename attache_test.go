package attache_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/attache/attache"
)

func Example() {
	c, err := attache.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	events, err := c.Code(context.Background(), attache.Report{
		ID:        "1",
		Text:      "Turkey accused Greece of violating its airspace on Tuesday.",
		Published: time.Date(2006, 5, 24, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range events {
		fmt.Println(e.Event[0], e.Actor[0].Code, e.Recipient[0].Code, e.Standing)
	}
	// Output: ACCUSE TUR GRC actual
}

func ExampleCoder_Relate() {
	c, err := attache.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := c.Relate(context.Background(), attache.Pair{
		Text:      "Police in Oran arrested the editor of a weekly on Monday.",
		Actor:     [2]int{0, 14},  // Police in Oran
		Recipient: [2]int{24, 46}, // the editor of a weekly
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Event, r.Mode, r.Confidence > 0.9)
	// Output: COERCE arrest true
}

func TestRelateRefusesSpansOutsideTheText(t *testing.T) {
	c, err := attache.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	for name, tt := range map[string]struct {
		pair attache.Pair
		want string
	}{
		"past the end":  {attache.Pair{Text: "Côte d’Ivoire met Mali.", Actor: [2]int{0, 13}, Recipient: [2]int{18, 99}}, "recipient: [18, 99] is no span of a text of 23 characters"},
		"reversed":      {attache.Pair{Text: "Chad met Mali.", Actor: [2]int{4, 0}, Recipient: [2]int{9, 13}}, "actor: [4, 0] is no span of a text of 14 characters"},
		"blank":         {attache.Pair{Text: "Chad  met Mali.", Actor: [2]int{4, 6}, Recipient: [2]int{10, 14}}, attache.ErrNoWord.Error()},
		"other letters": {attache.Pair{Text: "caf\xe9", Actor: [2]int{0, 2}, Recipient: [2]int{2, 3}}, attache.ErrPairNotUTF8.Error()},
	} {
		if _, err := c.Relate(ctx, tt.pair); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	stop()
	if _, err := c.Relate(ctx, attache.Pair{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestCodeWantsUTF8(t *testing.T) {
	c, err := attache.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Code(context.Background(), attache.Report{Text: "caf\xe9"}); !errors.Is(err, attache.ErrNotUTF8) {
		t.Errorf("got %v", err)
	}
}

func TestCodeStopsWithItsContext(t *testing.T) {
	c, err := attache.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Code(ctx, attache.Report{Text: "Rain fell."}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
