package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/attache/attache/internal/text"
)

// Row is an event with what its report and the record say about it.
type Row struct {
	*Event
	Title     string    `json:"report_title,omitempty"`
	Source    string    `json:"source,omitempty"`
	URL       string    `json:"url,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Story     string    `json:"story,omitempty"`   // id, in a record
	Sources   int       `json:"sources,omitempty"` // that tell it, in a record
	Review    string    `json:"review,omitempty"`  // verdict of a person, in a record
}

// RowOf gives an event of a report that is in no record.
func RowOf(e *Event, r *text.Report) Row {
	return Row{Event: e, Title: r.Title, Source: r.Source, URL: r.URL, Published: r.Published}
}

// Writer writes rows, one after the other; it holds a bounded number of them.
// What is written is whole after Close.
type Writer interface {
	Write(Row) error
	Close() error
	// Left counts events that the format has no way to tell, by the reason.
	Left() map[string]int
}

// Options are what formats need to know beyond the events.
type Options struct {
	Coder        string // program and version, for formats that name it
	Cameo        *Cameo // codes of CAMEO and GDELT; nil for the built-in ones
	AnyStanding  bool   // CAMEO and GDELT take events of any standing, not only what happened
	InRecord     bool   // the rows are from a record: columns for what only that knows
	WithoutTitle bool   // no line with the names of the columns, where a format has one
}

// fileFormats lists the formats in the order of the help.
var fileFormats = []struct {
	name string
	open func(io.Writer, Options) (Writer, error)
}{
	{"jsonl", func(w io.Writer, _ Options) (Writer, error) { return &lines{out: w, line: jsonLine}, nil }},
	{"csv", newCSV},
	{"parquet", newParquet},
	{"plover", func(w io.Writer, o Options) (Writer, error) { return &lines{out: w, line: ploverLine(o.Coder)}, nil }},
	{"cameo", newCameo},
	{"gdelt", newGdelt},
}

// Formats names the formats.
func Formats() []string {
	var out []string
	for _, f := range fileFormats {
		out = append(out, f.name)
	}
	return out
}

// NewWriter opens a format by its name.
func NewWriter(format string, w io.Writer, o Options) (Writer, error) {
	for _, f := range fileFormats {
		if f.name == format {
			return f.open(w, o)
		}
	}
	return nil, fmt.Errorf("no format %q: it is one of %s", format, strings.Join(Formats(), ", "))
}

// Losses tells what a writer left out, in a stable order; nil when nothing.
func Losses(w Writer) error {
	left := w.Left()
	var out []error
	for _, why := range slices.Sorted(maps.Keys(left)) {
		events := "events were"
		if left[why] == 1 {
			events = "event was"
		}
		out = append(out, fmt.Errorf("%d %s left out: %s", left[why], events, why))
	}
	return errors.Join(out...)
}

// lines writes rows that stand each for itself.
type lines struct {
	out  io.Writer
	line func(Row) ([]byte, error)
	left map[string]int
}

func (l *lines) Write(r Row) error {
	b, err := l.line(r)
	var no leftOut
	if errors.As(err, &no) {
		if l.left == nil {
			l.left = map[string]int{}
		}
		l.left[string(no)]++
		return nil
	}
	if err != nil {
		return err
	}
	_, err = l.out.Write(b)
	return err
}

func (l *lines) Close() error { return nil }

func (l *lines) Left() map[string]int { return l.left }

// leftOut is why an event cannot be told in a format.
type leftOut string

func (l leftOut) Error() string { return string(l) }

func jsonLine(r Row) ([]byte, error) { return compact(r) }

// compact writes a value as JSON on a line.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}
