package web

import (
	"context"
	"encoding/json"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
)

type exportIn struct {
	Asked
	Format string `query:"format" enum:"jsonl,csv,parquet,plover,cameo,gdelt" default:"jsonl" doc:"JSON lines, CSV with one event a row, Parquet, PLOVER's fields alone, or the columns of CAMEO or of GDELT 2.0, which take what happened unless standing says otherwise"`
}

// exportForms are the forms in which events leave: media type and ending of
// the file.
var exportForms = map[string]struct{ kind, ending string }{
	"jsonl": {jsonLines, "jsonl"}, "csv": {csvLines, "csv"}, "parquet": {"application/vnd.apache.parquet", "parquet"}, "plover": {jsonLines, "plover.jsonl"},
	"cameo": {csvLines, "cameo.csv"}, "gdelt": {"text/tab-separated-values; charset=utf-8", "gdelt.tsv"},
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
	huma.Register(a, streamed(s.call("GET", "/api/export/events", "exportEvents", "exports", "All events that fit, as a stream"), "application/jsonl", "text/csv", "text/tab-separated-values", "application/vnd.apache.parquet"), func(ctx context.Context, in *exportIn) (*huma.StreamResponse, error) {
		f, err := in.filter(s.names)
		if err != nil {
			return nil, huma.Error400BadRequest(err.Error())
		}
		// The first part is asked for before the stream begins, so that a
		// question without sense still gets an error.
		if _, _, err := s.rec.Events(ctx, f, store.Page{Limit: 1}); err != nil {
			return nil, s.answer(ctx, err)
		}
		form := exportForms[in.Format]
		return s.stream(form.kind, "events."+form.ending, func(ctx context.Context, w io.Writer) error { return s.writeEvents(ctx, f, in.Format, w) }), nil
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

// writeEvents streams events, the oldest first. Nothing is held but the part
// that is on its way.
func (s *Server) writeEvents(ctx context.Context, f store.Filter, format string, to io.Writer) error {
	w, err := export.NewWriter(format, to, export.Options{Coder: "attache " + s.opt.Version, InRecord: true, AnyStanding: len(f.Standings) > 0})
	if err != nil {
		return err
	}
	if err := s.rec.EachEvent(ctx, f, func(e store.Event) error { return w.Write(e.Row()) }); err != nil {
		return err
	}
	return w.Close()
}
