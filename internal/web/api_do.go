package web

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/relate"
	"github.com/attache/attache/internal/store"
)

type relateIn struct {
	ID        string `json:"id,omitempty" maxLength:"200" doc:"Given back with the answer"`
	Text      string `json:"text" minLength:"1"`
	Actor     []int  `json:"actor" minItems:"2" maxItems:"2" doc:"Start and end, in Unicode characters"`
	Recipient []int  `json:"recipient" minItems:"2" maxItems:"2" doc:"Start and end, in Unicode characters"`
	Related   bool   `json:"related,omitempty" doc:"The two are known to be related: NONE is no answer"`
}

type relateOut struct {
	ID string `json:"id,omitempty"`
	relate.Relation
}

type reviewIn struct {
	ByID
	Body verdictIn
}

// apiDo serves what codes texts and what writes.
func (s *Server) apiDo(a huma.API) {
	huma.Register(a, s.call("POST", "/api/code", "codeText", "coding", "Code a text: its events, which are not kept", 413, 503), func(ctx context.Context, in *struct{ Body codeIn }) (*body[list[export.Event]], error) {
		s.metrics.coded.Inc()
		items, err := s.engine.code(ctx, in.Body)
		return listed(items, ""), s.answer(ctx, err)
	})
	huma.Register(a, s.call("POST", "/api/relate", "relatePair", "coding", "What a text says one marked party did to the other", 413, 503), func(ctx context.Context, in *struct{ Body relateIn }) (*body[relateOut], error) {
		s.metrics.coded.Inc()
		b := &in.Body
		rel, err := s.engine.relate(ctx, relate.Pair{Text: b.Text, Actor: [2]int(b.Actor), Recipient: [2]int(b.Recipient), Related: b.Related})
		return &body[relateOut]{Body: relateOut{b.ID, rel}}, s.answer(ctx, err)
	})
	huma.Register(a, s.write(s.call("PUT", "/api/events/{id}/review", "reviewEvent", "review", "Confirm, correct or reject an event", 404)), func(ctx context.Context, in *reviewIn) (*body[store.Review], error) {
		r, err := s.keep(ctx, in.ID, in.Body)
		return &body[store.Review]{Body: r}, s.answer(ctx, err)
	})
	huma.Register(a, s.write(s.call("DELETE", "/api/events/{id}/review", "dropReview", "review", "Take the word on an event back")), func(ctx context.Context, in *ByID) (*struct{}, error) {
		return nil, s.answer(ctx, s.rec.DropReview(ctx, in.ID))
	})
	huma.Register(a, s.call("GET", "/api/events/{id}/review", "getReview", "review", "What a person said of an event", 404), func(ctx context.Context, in *ByID) (*body[store.Review], error) {
		r, err := s.rec.Review(ctx, in.ID)
		return &body[store.Review]{Body: r}, s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/precision", "getPrecision", "review", "Precision by type, with Wilson's intervals"), func(ctx context.Context, _ *struct{}) (*body[list[precision]], error) {
		t, err := s.rec.Tallies(ctx)
		items, _ := precisions(t)
		return listed(items, ""), s.answer(ctx, err)
	})
}
