package web

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/attache/attache/internal/store"
)

// ByID is a path with an id.
type ByID struct {
	ID string `path:"id" minLength:"1" maxLength:"200" pattern:"^[A-Za-z0-9_.:-]+$" doc:"Id"`
}

type eventsIn struct {
	Asked
	Paged
}

type rankedIn struct {
	Asked
	Limit int `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"Lines of the answer"`
}

type seriesIn struct {
	Asked
	Step string `query:"step" enum:"day,week,month" default:"month" doc:"Length of a point; a week begins on Monday"`
}

type counted struct {
	Events int `json:"events"`
}

// apiAsk serves what is asked of events and parties.
func (s *Server) apiAsk(a huma.API) {
	huma.Register(a, s.call("GET", "/api/events", "listEvents", "events", "Events, the newest first", 404), func(ctx context.Context, in *eventsIn) (*body[list[store.Event]], error) {
		f, err := in.filter(s.names)
		if err != nil {
			return nil, huma.Error400BadRequest(err.Error())
		}
		items, next, err := s.rec.Events(ctx, f, in.page())
		return listed(items, next), s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/events/{id}", "getEvent", "events", "One event", 404), func(ctx context.Context, in *ByID) (*body[store.Event], error) {
		e, err := s.rec.Event(ctx, in.ID)
		return &body[store.Event]{Body: e}, s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/count", "countEvents", "events", "How many events fit"), func(ctx context.Context, in *struct{ Asked }) (*body[counted], error) {
		f, err := in.filter(s.names)
		if err != nil {
			return nil, huma.Error400BadRequest(err.Error())
		}
		n, err := s.rec.Count(ctx, f)
		return &body[counted]{Body: counted{n}}, s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/series", "getSeries", "events", "Cooperation and conflict by day, week or month"), func(ctx context.Context, in *seriesIn) (*body[list[store.Point]], error) {
		f, err := in.filter(s.names)
		if err != nil {
			return nil, huma.Error400BadRequest(err.Error())
		}
		items, err := s.rec.Series(ctx, f, store.Step(in.Step))
		return listed(items, ""), s.answer(ctx, err)
	})
	s.apiRanks(a)
}

// apiRanks serves counts by one thing or another.
func (s *Server) apiRanks(a huma.API) {
	ranked(s, a, "/api/types", "countTypes", "events", "Events by type", func(ctx context.Context, f store.Filter, _ int) ([]store.TypeCount, error) {
		return s.rec.TypeCounts(ctx, f)
	})
	ranked(s, a, "/api/places", "countPlaces", "events", "Events by place, the most first", s.rec.Places)
	ranked(s, a, "/api/dyads", "countDyads", "parties", "Pairs of parties, the most events first", s.rec.Dyads)
	ranked(s, a, "/api/actors", "countActors", "parties", "Parties, the most events first", s.rec.ActorCounts)
}

func ranked[T any](s *Server, a huma.API, path, id, tag, summary string, ask func(context.Context, store.Filter, int) ([]T, error)) {
	huma.Register(a, s.call("GET", path, id, tag, summary), func(ctx context.Context, in *rankedIn) (*body[list[T]], error) {
		f, err := in.filter(s.names)
		if err != nil {
			return nil, huma.Error400BadRequest(err.Error())
		}
		items, err := ask(ctx, f, in.Limit)
		return listed(items, ""), s.answer(ctx, err)
	})
}
