package web

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/attache/attache/internal/store"
)

type ledgerIn struct {
	LedgerAsked
	Paged
}

type searchIn struct {
	Paged
	Q string `query:"q" required:"true" minLength:"1" maxLength:"400" doc:"Words, all of them; a phrase in quotation marks"`
}

// reportOut is a report as the API gives it.
type reportOut struct {
	ID           string        `json:"id"`
	Name         string        `json:"name,omitempty" doc:"The id that it came with"`
	Source       string        `json:"source,omitempty"`
	URL          string        `json:"url,omitempty"`
	Title        string        `json:"title,omitempty"`
	Author       string        `json:"author,omitempty"`
	Published    time.Time     `json:"published,omitzero"`
	Dated        string        `json:"dated,omitempty" doc:"How the day became known: given, dateline or caption"`
	Place        string        `json:"place,omitempty" doc:"Of the dateline"`
	Text         string        `json:"text" doc:"As it was read: offsets of events count its Unicode characters"`
	Mark         string        `json:"mark,omitempty"`
	Fault        string        `json:"fault,omitempty" doc:"Why it has no events, when it could not be coded"`
	Version      store.Version `json:"version"`
	Story        string        `json:"story,omitempty"`
	CopyOf       string        `json:"copy_of,omitempty"`
	SupersededBy string        `json:"superseded_by,omitempty"`
	Added        time.Time     `json:"added,omitzero"`
}

// apiRecord serves ledger, reports, stories and sources.
func (s *Server) apiRecord(a huma.API) {
	huma.Register(a, s.call("GET", "/api/ledger", "listLedger", "ledger", "Entries of the ledger: promises, plans, claims, and what became of them"), func(ctx context.Context, in *ledgerIn) (*body[list[store.LedgerEntry]], error) {
		f, err := in.filter(s.names)
		if err != nil {
			return nil, huma.Error400BadRequest(err.Error())
		}
		items, next, err := s.rec.LedgerEntries(ctx, f, in.page())
		return listed(items, next), s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/ledger/{id}", "getLedgerEntry", "ledger", "One entry of the ledger", 404), func(ctx context.Context, in *ByID) (*body[store.LedgerEntry], error) {
		e, err := s.rec.LedgerEntry(ctx, in.ID)
		return &body[store.LedgerEntry]{Body: e}, s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/reports", "searchReports", "reports", "Reports with these words, the newest first"), func(ctx context.Context, in *searchIn) (*body[list[store.ReportHit]], error) {
		items, next, err := s.rec.Search(ctx, in.Q, in.page())
		return listed(items, next), s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/reports/{id}", "getReport", "reports", "One report with its text", 404), func(ctx context.Context, in *ByID) (*body[reportOut], error) {
		r, err := s.rec.Report(ctx, in.ID)
		return &body[reportOut]{Body: newReportOut(r)}, s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/stories", "listStories", "reports", "Stories: reports that tell the same thing"), func(ctx context.Context, in *eventsIn) (*body[list[store.Story]], error) {
		f, err := in.filter(s.names)
		if err != nil {
			return nil, huma.Error400BadRequest(err.Error())
		}
		items, next, err := s.rec.Stories(ctx, f, in.page())
		return listed(items, next), s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/stories/{id}", "getStory", "reports", "One story with its reports", 404), func(ctx context.Context, in *ByID) (*body[store.Story], error) {
		st, err := s.rec.Story(ctx, in.ID)
		return &body[store.Story]{Body: st}, s.answer(ctx, err)
	})
	huma.Register(a, s.call("GET", "/api/sources", "listSources", "reports", "Sources that are followed, with their health"), func(ctx context.Context, _ *struct{}) (*body[list[store.Source]], error) {
		items, err := s.rec.Sources(ctx)
		return listed(items, ""), s.answer(ctx, err)
	})
}

func newReportOut(r store.Report) reportOut {
	return reportOut{ID: r.ID, Name: r.Name, Source: r.Source, URL: r.URL, Title: r.Title, Author: r.Author, Published: r.Published, Dated: string(r.Dated),
		Place: r.Place, Text: r.Text, Mark: r.Mark, Fault: r.Fault, Version: r.Version, Story: r.Story, CopyOf: r.CopyOf, SupersededBy: r.SupersededBy, Added: r.Added}
}
