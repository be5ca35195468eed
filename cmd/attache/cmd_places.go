package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/attache/attache/internal/place"
	"github.com/attache/attache/internal/run"
	"github.com/attache/attache/internal/text"
)

func placesCommand(e *env) *cobra.Command {
	var f readFlags
	c := &cobra.Command{
		Use:   "places [file, folder, glob, URL or -]...",
		Short: "Write the places named in reports, located, as JSON lines",
		Long: `Write the places named in reports as JSON lines: their words, where they stand,
latitude and longitude, GeoNames id where there is one, country (ISO 3166
alpha-3), first-order division, and how precise that is. Disputed places name
who else claims them.`,
		Example: `  attache places report.txt
  attache places reports.jsonl | jq -r 'select(.country=="IRQ") | .name'`,
		RunE: func(c *cobra.Command, args []string) error { return e.places(c.Context(), f, args) },
	}
	f.flags(c)
	return c
}

// toponym is a place as it leaves the program; offsets count Unicode
// characters.
type toponym struct {
	Report    string   `json:"report"`
	Text      string   `json:"text"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
	Name      string   `json:"name"`
	Latitude  float64  `json:"latitude"`
	Longitude float64  `json:"longitude"`
	GeoName   int64    `json:"geonameid,omitempty"`
	Country   string   `json:"country,omitempty"`
	Admin1    string   `json:"admin1,omitempty"`
	Precision string   `json:"precision"`
	Claims    []string `json:"claimed_by,omitempty"`
	Sentence  int      `json:"sequence"`
}

func (e *env) places(ctx context.Context, f readFlags, inputs []string) error {
	c, err := newCoder(coderOptions{threshold: -1, noScorer: true})
	if err != nil {
		return err
	}
	return e.reports(ctx, f, inputs, nil, func(io.Writer) run.Worker[page] {
		w := c.Worker()
		return pages(func(_ context.Context, r *text.Report) (page, error) {
			return placePage(r, place.Find(c.Places(), r, w.Read(r)))
		})
	})
}

func placePage(r *text.Report, found []place.Found) (page, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	at := text.NewCharacters(r.Text)
	for _, p := range found {
		t := toponym{Report: r.ID, Text: p.Span.Of(r.Text), Start: at.At(p.Span.From), End: at.At(p.Span.To), Name: p.Name, Latitude: p.Lat,
			Longitude: p.Lon, GeoName: p.GeoName, Country: p.Country, Admin1: p.Admin1, Precision: p.Precision, Claims: p.Claims, Sentence: p.Sent}
		if err := enc.Encode(t); err != nil {
			return page{}, err
		}
	}
	return page{bytes: b.Bytes()}, nil
}
