package web

import (
	"context"

	"github.com/attache/attache/internal/store"
)

// Record is what the pages ask of the record; *store.Store answers it.
type Record interface {
	Events(ctx context.Context, f store.Filter, p store.Page) (list []store.Event, next string, err error)
	EachEvent(ctx context.Context, f store.Filter, do func(store.Event) error) error
	Event(ctx context.Context, id string) (store.Event, error)
	Count(ctx context.Context, f store.Filter) (int, error)
	Series(ctx context.Context, f store.Filter, step store.Step) ([]store.Point, error)
	Dyads(ctx context.Context, f store.Filter, limit int) ([]store.DyadCount, error)
	ActorCounts(ctx context.Context, f store.Filter, limit int) ([]store.ActorCount, error)
	TypeCounts(ctx context.Context, f store.Filter) ([]store.TypeCount, error)
	Places(ctx context.Context, f store.Filter, limit int) ([]store.PlaceCount, error)
	LedgerEntries(ctx context.Context, f store.LedgerFilter, p store.Page) ([]store.LedgerEntry, string, error)
	Stories(ctx context.Context, f store.Filter, p store.Page) ([]store.Story, string, error)
	Story(ctx context.Context, id string) (store.Story, error)
	Report(ctx context.Context, id string) (store.Report, error)
	Search(ctx context.Context, text string, p store.Page) ([]store.ReportHit, string, error)
	LedgerEntry(ctx context.Context, id string) (store.LedgerEntry, error)
	Sources(ctx context.Context) ([]store.Source, error)
	AlertsHealth(ctx context.Context) ([]store.AlertHealth, error)
	Deliveries(ctx context.Context, alert, channel string, limit int) ([]store.Delivery, error)

	PutReview(ctx context.Context, r store.Review) error
	DropReview(ctx context.Context, event string) error
	Review(ctx context.Context, event string) (store.Review, error)
	Reviews(ctx context.Context, do func(store.Review) error) error
	ToReview(ctx context.Context, typ, after string) (string, error)
	Unjudged(ctx context.Context, report string) (int, error)
	Tallies(ctx context.Context) ([]store.Tally, error)
}
