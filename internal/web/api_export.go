package web

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/attache/attache/internal/store"
)

type exportIn struct {
	Asked
	Format string `query:"format" enum:"jsonl,csv" default:"jsonl" doc:"JSON lines, or CSV with one event a row"`
}

// writer writes what an export holds. Once it has begun, an error can only cut
// it short: the connection is broken off, so that nobody takes a part for the
// whole.
type writer func(ctx context.Context, w io.Writer) error

func (s *Server) stream(kind, name string, write writer) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		_, w := humago.Unwrap(hc)
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
		if err := write(hc.Context(), w); err != nil {
			s.opt.Log.Error("export", "name", name, "error", err)
			panic(http.ErrAbortHandler)
		}
	}}
}

// streamed describes an answer that is no JSON object.
func streamed(op huma.Operation, kinds ...string) huma.Operation {
	content := map[string]*huma.MediaType{}
	for _, k := range kinds {
		content[k] = &huma.MediaType{Schema: &huma.Schema{Type: "string"}}
	}
	op.Responses = map[string]*huma.Response{"200": {Description: "A stream", Content: content}}
	return op
}

const jsonLines, csvLines, zipped = "application/jsonl; charset=utf-8", "text/csv; charset=utf-8", "application/zip"

// apiExport serves whatever is taken away whole.
func (s *Server) apiExport(a huma.API) {
	huma.Register(a, streamed(s.call("GET", "/api/export/events", "exportEvents", "exports", "All events that fit, as a stream"), "application/jsonl", "text/csv"), func(ctx context.Context, in *exportIn) (*huma.StreamResponse, error) {
		f, err := in.filter(s.names)
		if err != nil {
			return nil, huma.Error400BadRequest(err.Error())
		}
		// The first part is asked for before the stream begins, so that a
		// question without sense still gets an error.
		if _, _, err := s.rec.Events(ctx, f, store.Page{Limit: 1}); err != nil {
			return nil, s.answer(ctx, err)
		}
		if in.Format == "csv" {
			return s.stream(csvLines, "events.csv", func(ctx context.Context, w io.Writer) error { return s.eventsCSV(ctx, f, w) }), nil
		}
		return s.stream(jsonLines, "events.jsonl", func(ctx context.Context, w io.Writer) error {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			return s.eachEvent(ctx, f, func(e *store.Event) error { return enc.Encode(e) })
		}), nil
	})
	huma.Register(a, streamed(s.call("GET", "/api/export/reviews", "exportReviews", "exports", "Every review"), "application/jsonl"), func(context.Context, *struct{}) (*huma.StreamResponse, error) {
		return s.stream(jsonLines, "reviews.jsonl", func(ctx context.Context, w io.Writer) error {
			enc := json.NewEncoder(w)
			return s.rec.Reviews(ctx, func(r store.Review) error { return enc.Encode(r) })
		}), nil
	})
	huma.Register(a, streamed(s.call("GET", "/api/export/gold", "exportGold", "exports", "What people confirmed and corrected, as annotations for attache evaluate: a ZIP of gold/ID.json, and reports.jsonl"), zipped), func(_ context.Context, in *goldIn) (*huma.StreamResponse, error) {
		return s.stream(zipped, "gold.zip", func(ctx context.Context, w io.Writer) error { return s.gold(ctx, w, in.Partial) }), nil
	})
	huma.Register(a, streamed(s.call("GET", "/api/export/examples", "exportExamples", "exports", "What people confirmed, corrected and rejected, as examples for the codebook, by rule"), "application/toml"), func(context.Context, *struct{}) (*huma.StreamResponse, error) {
		return s.stream("application/toml; charset=utf-8", "examples.toml", s.examples), nil
	})
}

// eachEvent reads a list part by part.
func (s *Server) eachEvent(ctx context.Context, f store.Filter, do func(*store.Event) error) error {
	p := store.Page{Limit: 1000}
	for {
		list, next, err := s.rec.Events(ctx, f, p)
		if err != nil {
			return err
		}
		for i := range list {
			if err := do(&list[i]); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		p.After = next
	}
}

// eventColumns are the CSV's, left to right.
var eventColumns = []struct {
	name string
	cell func(*store.Event) string
}{
	{"id", func(e *store.Event) string { return e.ID }},
	{"date", func(e *store.Event) string { return e.Date }},
	{"enddate", func(e *store.Event) string { return e.EndDate }},
	{"event", func(e *store.Event) string { return first(e.Event.Event) }},
	{"mode", func(e *store.Event) string { return e.Mode }},
	{"context", func(e *store.Event) string { return strings.Join(e.Context, "; ") }},
	{"quad_code", func(e *store.Event) string { return strconv.Itoa(e.QuadCode) }},
	{"event_scale", func(e *store.Event) string { return number(e.EventScale) }},
	{"actor", func(e *store.Event) string { return parties(e.Actor) }},
	{"recipient", func(e *store.Event) string { return parties(e.Recipient) }},
	{"said_by", func(e *store.Event) string { return parties(e.SaidBy) }},
	{"standing", func(e *store.Event) string { return e.Standing }},
	{"place", func(e *store.Event) string { return place(e, func() string { return e.EventLoc.Name }) }},
	{"country", func(e *store.Event) string { return place(e, func() string { return e.EventLoc.Country }) }},
	{"lat", func(e *store.Event) string { return place(e, func() string { return number(e.EventLoc.Lat) }) }},
	{"lon", func(e *store.Event) string { return place(e, func() string { return number(e.EventLoc.Lon) }) }},
	{"evidence", func(e *store.Event) string { return strings.Join(e.EventText, " … ") }},
	{"confidence", func(e *store.Event) string { return number(e.Confidence) }},
	{"sources", func(e *store.Event) string { return strconv.Itoa(e.Sources) }},
	{"review", func(e *store.Event) string { return e.Review }},
	{"report", func(e *store.Event) string { return e.Report }},
	{"title", func(e *store.Event) string { return e.ReportTitle }},
	{"source", func(e *store.Event) string { return e.Source }},
	{"url", func(e *store.Event) string { return e.URL }},
	{"published", func(e *store.Event) string { return day(e.Published) }},
	{"rule", func(e *store.Event) string { return e.Rule }},
}

func place(e *store.Event, value func() string) string {
	if e.EventLoc == nil {
		return ""
	}
	return value()
}

func (s *Server) eventsCSV(ctx context.Context, f store.Filter, w io.Writer) error {
	out := csv.NewWriter(w)
	cells := make([]string, len(eventColumns))
	for i, c := range eventColumns {
		cells[i] = c.name
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	err := s.eachEvent(ctx, f, func(e *store.Event) error {
		for i, c := range eventColumns {
			cells[i] = unarmed(c.cell(e))
		}
		return out.Write(cells)
	})
	out.Flush()
	if err != nil {
		return err
	}
	return out.Error()
}

// unarmed keeps a spreadsheet from running a report's words as a formula.
func unarmed(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		if _, err := strconv.ParseFloat(cell, 64); err != nil {
			return "'" + cell
		}
	}
	return cell
}
