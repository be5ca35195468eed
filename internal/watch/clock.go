package watch

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Clock is where the time comes from; tests bring their own.
type Clock interface {
	Now() time.Time
	Sleep(ctx context.Context, d time.Duration) error // the context's error when it ends first
}

// wall is the clock on the wall.
type wall struct{}

func (wall) Now() time.Time { return time.Now() }

func (wall) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// chance gives numbers from 0 to below 1.
type chance func() float64

func dice() float64 { return rand.Float64() }

// backoff is how long to wait after the nth failure in a row: the base,
// doubled each time up to the longest, and spread from half of that to all of
// it, so that many who failed together do not come back together.
func backoff(n int, base, longest time.Duration, c chance) time.Duration {
	d := base
	for i := 1; i < n && d < longest; i++ {
		d *= 2
	}
	d = min(d, longest)
	return d/2 + time.Duration(c()*float64(d)/2)
}

// spread moves a regular wait by a tenth either way.
func spread(d time.Duration, c chance) time.Duration {
	return d - d/10 + time.Duration(c()*float64(d)/5)
}

// longestHold bounds what a server may ask for with Retry-After.
const longestHold = 24 * time.Hour

// retryAfter reads the header: seconds, or a date. Zero when there is none.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	var d time.Duration
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		d = time.Duration(min(max(n, 0), int64(longestHold/time.Second))) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		d = at.Sub(now)
	}
	return min(max(d, 0), longestHold)
}
