package watch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// When the caller's time is over it is nobody's fault; when the answer's time
// is over it is the server's, also while its robots.txt is read.
func TestWhoseTimeIsOver(t *testing.T) {
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer slow.Close()
	for _, tt := range []struct {
		name          string
		caller, limit time.Duration
		free          bool
		blamed        bool
	}{
		{"the caller's", 50 * time.Millisecond, time.Minute, true, false},
		{"the caller's, at robots.txt", 50 * time.Millisecond, time.Minute, false, false},
		{"the answer's", time.Minute, 50 * time.Millisecond, true, true},
		{"the answer's, at robots.txt", time.Minute, 50 * time.Millisecond, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, nil, Options{Limits: Limits{Time: tt.limit}})
			ctx, cancel := context.WithTimeout(t.Context(), tt.caller)
			defer cancel()
			e := r.w.errand("")
			e.held[slow.Listener.Addr().String()] = 0
			_, err := e.get(ctx, question{url: slow.URL, limit: 1 << 20, free: tt.free})
			var blame *trouble
			if errors.As(err, &blame) != tt.blamed || err == nil {
				t.Errorf("got %v", err)
			}
		})
	}
}
