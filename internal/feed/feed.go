package feed

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/attache/attache/internal/text"
)

// Error names the input, and the line in it, that could not be read.
type Error struct {
	File string // as the user named it, or as it was found in a folder
	Line int    // from 1; 0 when the whole file is meant
	Err  error  // what is wrong and what to do about it
}

// Error gives "file:line: what is wrong".
func (e *Error) Error() string {
	if e.Line > 0 {
		return e.File + ":" + strconv.Itoa(e.Line) + ": " + e.Err.Error()
	}
	return e.File + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Reader reads reports. It holds no state between inputs but a count of bytes;
// one Reader may serve several goroutines.
type Reader struct {
	stdin   io.Reader
	client  *http.Client
	line    int           // longest JSON line, bytes
	page    int64         // longest document other than a line, bytes, unpacked
	fetch   int64         // longest answer from a URL, bytes
	patient time.Duration // longest silence of a URL
	day     time.Time     // day of reports that carry none
	read    atomic.Int64
}

// Option changes a Reader.
type Option func(*Reader) error

// WithStdin gives the stream that "-" stands for; os.Stdin when not given.
func WithStdin(r io.Reader) Option {
	return func(f *Reader) error { f.stdin = r; return nil }
}

// WithDay gives the publication day of reports that carry none and show none
// in a dateline or a caption.
func WithDay(day time.Time) Option {
	return func(f *Reader) error { f.day = day; return nil }
}

// Limits bound what one input may cost. A zero field keeps its default.
type Limits struct {
	Line    int           // longest JSON line: 64 MB
	Page    int64         // longest plain text, HTML page, feed or archive record, unpacked: 64 MB
	Fetch   int64         // longest answer of a URL: 512 MB
	Silence time.Duration // longest time a URL may say nothing: 30 s
}

// WithLimits replaces the limits that are not zero.
func WithLimits(l Limits) Option {
	return func(f *Reader) error {
		if l.Line < 0 || l.Page < 0 || l.Fetch < 0 || l.Silence < 0 {
			return errors.New("feed: a limit must not be negative")
		}
		if l.Line > 0 {
			f.line = l.Line
		}
		if l.Page > 0 {
			f.page = l.Page
		}
		if l.Fetch > 0 {
			f.fetch = l.Fetch
		}
		if l.Silence > 0 {
			f.patient = l.Silence
		}
		return nil
	}
}

// New makes a Reader.
func New(opts ...Option) (*Reader, error) {
	f := &Reader{stdin: os.Stdin, line: 64 << 20, page: 64 << 20, fetch: 512 << 20, patient: 30 * time.Second}
	for _, o := range opts {
		if err := o(f); err != nil {
			return nil, err
		}
	}
	f.client = newClient(f.patient)
	return f, nil
}

// Bytes counts what has been read from files, streams and URLs so far, as it
// lies there (packed). Safe to call while reading.
func (f *Reader) Bytes() int64 { return f.read.Load() }

// Reports reads the inputs in order: a path, a folder (with all below it, in
// order of name), a glob ("**" crosses folders), an http or https URL, or "-".
// What cannot be read comes as a nil report with an *Error, and reading goes
// on behind it. The sequence ends early when ctx is done.
func (f *Reader) Reports(ctx context.Context, inputs ...string) iter.Seq2[*text.Report, error] {
	return func(yield func(*text.Report, error) bool) {
		out := &sink{ctx: ctx, yield: yield, day: f.day}
		for _, in := range inputs {
			if !f.input(ctx, in, out) {
				return
			}
		}
	}
}

// sink passes reports on until the caller has had enough.
type sink struct {
	ctx   context.Context
	yield func(*text.Report, error) bool
	day   time.Time
	done  bool
}

// report finishes a report (furniture, date) and hands it on; false means stop.
func (s *sink) report(r *text.Report) bool {
	finish(r, s.day)
	return s.send(r, nil)
}

// fail hands on an error about a file; false means stop.
func (s *sink) fail(file string, line int, err error) bool {
	return s.send(nil, &Error{File: file, Line: line, Err: err})
}

func (s *sink) send(r *text.Report, err error) bool {
	if s.done || s.ctx.Err() != nil {
		s.done = true
		return false
	}
	s.done = !s.yield(r, err)
	return !s.done
}

// countingReader counts bytes for the progress of long work.
type countingReader struct {
	r io.Reader
	n *atomic.Int64
}

func (c countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}
