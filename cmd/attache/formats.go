package main

import (
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/attache/attache/internal/brief"
	"github.com/attache/attache/internal/export"
)

// format writes a coded report in one of the ways that --format names; those
// without write go event by event through a writer of internal/export.
type format struct {
	name   string
	header func() []byte
	write  func(c coded, scale export.Scale, s brief.Style) ([]byte, error)
}

var formats = [...]format{
	{"brief", noHeader, func(c coded, scale export.Scale, s brief.Style) ([]byte, error) {
		return brief.Report(c.Record, scale, s), nil
	}},
	{"jsonl", noHeader, func(c coded, scale export.Scale, _ brief.Style) ([]byte, error) {
		return export.JSONLines(c.Record, scale)
	}},
	{"csv", export.CSVHeader, func(c coded, scale export.Scale, _ brief.Style) ([]byte, error) {
		return export.CSV(c.Record, scale), nil
	}},
	{"json", noHeader, writeLayers},
	{"parquet", noHeader, nil},
	{"plover", noHeader, nil},
	{"cameo", noHeader, nil},
	{"gdelt", noHeader, nil},
}

func noHeader() []byte { return nil }

// writeLayers gives every layer of a report as one JSON object on a line.
func writeLayers(c coded, scale export.Scale, _ brief.Style) ([]byte, error) {
	out := struct {
		Layers any            `json:"layers"`
		Events []export.Event `json:"events"`
	}{c.layers(), export.Events(c.Record, scale)}
	line, err := json.Marshal(out)
	return append(line, '\n'), err
}

// formatOf finds a format by its name; without one, a brief on a terminal and
// JSON lines elsewhere.
func formatOf(name string, onTerminal bool) (format, error) {
	switch {
	case name == "" && onTerminal:
		name = "brief"
	case name == "":
		name = "jsonl"
	}
	i := slices.IndexFunc(formats[:], func(f format) bool { return f.name == name })
	if i < 0 {
		return format{}, wrongUse("no format %q: it is one of %s", name, strings.Join(formatNames(), ", "))
	}
	return formats[i], nil
}

func formatNames() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// styleFor fits the brief to a stream: its width up to a readable one, and
// colours on a terminal that wants them (NO_COLOR and TERM=dumb switch them
// off).
func styleFor(out io.Writer) brief.Style {
	const readable = 100
	width, ok := terminal(out)
	if !ok {
		return brief.Style{Width: 80}
	}
	return brief.Style{Width: min(width, readable), Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// rowsOf gives a coded report's events one by one.
func rowsOf(c coded, scale export.Scale) []export.Row {
	events := export.Events(c.Record, scale)
	out := make([]export.Row, len(events))
	for i := range events {
		out[i] = export.RowOf(&events[i], c.Report)
	}
	return out
}
