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
