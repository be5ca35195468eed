package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// noted is a ResponseWriter that remembers what was sent.
type noted struct {
	http.ResponseWriter
	code  int
	bytes int64
	route string // pattern of the mux that answered
}

func (n *noted) WriteHeader(code int) {
	if n.code == 0 {
		n.code = code
	}
	n.ResponseWriter.WriteHeader(code)
}

func (n *noted) Write(b []byte) (int, error) {
	if n.code == 0 {
		n.code = http.StatusOK
	}
	k, err := n.ResponseWriter.Write(b)
	n.bytes += int64(k)
	return k, err
}

// Unwrap lets http.ResponseController find what is below.
func (n *noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// Flush sends what is there, for streams that ask for it by type.
func (n *noted) Flush() { _ = http.NewResponseController(n.ResponseWriter).Flush() }

type notedKey struct{}

// routed runs the mux and tells the log which of its patterns answered: the
// request that the mux marks is a copy of the one that the log holds.
func routed(mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if n, ok := r.Context().Value(notedKey{}).(*noted); ok && r.Pattern != "" {
				n.route = r.Pattern
			}
		}()
		mux.ServeHTTP(w, r)
	})
}

// logged counts and logs every request once it is answered, and turns a panic
// into an answer: one bad request never ends the program.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		n := &noted{ResponseWriter: w, route: "none"}
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				s.opt.Log.Error("panic", "path", r.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if n.code == 0 {
					fail(n, r, http.StatusInternalServerError, "Something went wrong here; the log has the details.")
				}
			}
			took := time.Since(start)
			s.metrics.saw(n.route, r.Method, n.code, took)
			level := slog.LevelInfo
			switch {
			case cost(r) == 0 || r.URL.Path == "/metrics":
				level = slog.LevelDebug
			case n.code >= 500:
				level = slog.LevelError
			}
			s.opt.Log.Log(r.Context(), level, "request", "method", r.Method, "path", r.URL.Path, "route", n.route, "code", n.code,
				"ms", float64(took.Microseconds())/1000, "bytes", n.bytes, "client", s.client(r))
		}()
		next.ServeHTTP(n, r.WithContext(context.WithValue(r.Context(), notedKey{}, n)))
	})
}
