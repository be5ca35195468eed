package storetest

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

// Fill loads so many synthetic events into an empty record: the same ones at
// every call, plausible in what is frequent and what is rare.
func Fill(ctx context.Context, s *store.Store, events int) error {
	return s.Load(ctx, Synthetic(events))
}

// Synthetic gives reports with so many events in all, from 2015 to 2024: a few
// states in most of them, neighbours and rivals more than strangers, more in
// later years.
func Synthetic(events int) iter.Seq[store.Record] {
	return func(yield func(store.Record) bool) {
		g := newGenerator()
		for report := 0; events > 0; report++ {
			r := g.report(report, min(events, 1+g.r.IntN(9)))
			events -= len(r.Events)
			if !yield(r) {
				return
			}
		}
	}
}

type generator struct {
	r      *rand.Rand
	states []float64 // cumulated weights
	words  []string
}

func newGenerator() *generator {
	g := &generator{r: rand.New(rand.NewPCG(1815, 1914))}
	sum := 0.0
	for i := range states {
		sum += 1 / math.Pow(float64(i+1), 0.9)
		g.states = append(g.states, sum)
	}
	syllables := []string{"ba", "con", "der", "fi", "gra", "lo", "mi", "nor", "pe", "qua", "ri", "sto", "tal", "u", "ver", "wen", "xi", "yor", "zu", "ched"}
	for range 12_000 {
		var b strings.Builder
		for range 2 + g.r.IntN(3) {
			b.WriteString(syllables[g.r.IntN(len(syllables))])
		}
		g.words = append(g.words, b.String())
	}
	return g
}

// pick draws an index by cumulated weights.
func (g *generator) pick(sums []float64) int {
	x := g.r.Float64() * sums[len(sums)-1]
	lo, hi := 0, len(sums)-1
	for lo < hi {
		if mid := (lo + hi) / 2; sums[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// word draws one, few of them often.
func (g *generator) word() string {
	return g.words[int(math.Pow(g.r.Float64(), 3)*float64(len(g.words)))]
}

func (g *generator) phrase(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = g.word()
	}
	return strings.Join(list, " ")
}

func (g *generator) report(n, events int) store.Record {
	const days = 3653
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(math.Sqrt(g.r.Float64())*days))
	a, b := g.dyad()
	source := sources[int(math.Pow(g.r.Float64(), 2)*float64(len(sources)))]
	rec := store.Record{
		Name:    fmt.Sprintf("synthetic-%d", n),
		Version: store.Version{Program: "synthetic", Codebook: "none", Settings: "threshold=0.5"},
		Report: text.Report{ID: fmt.Sprintf("%024x", uint64(n)*0x9E3779B97F4A7C15), Source: source, URL: fmt.Sprintf("https://%s/%d", source, n),
			Title: fmt.Sprintf("%s and %s: %s", a, b, g.phrase(5)), Published: day, Dated: text.Given},
	}
	var t strings.Builder
	for i := range events {
		if i > 0 && g.r.IntN(3) == 0 {
			a, b = g.dyad()
		}
		rec.Events = append(rec.Events, g.event(&rec.Report, &t, i, day, a, b))
	}
	rec.Report.Text = t.String()
	return rec
}

// dyad draws two states, near each other in the list more often than not.
func (g *generator) dyad() (string, string) {
	i := g.pick(g.states)
	k := i
	for k == i {
		if k = g.pick(g.states); g.r.IntN(5) < 3 {
			k = min(len(states)-1, max(0, i+g.r.IntN(13)-6))
		}
	}
	return states[i], states[k]
}

func (g *generator) event(r *text.Report, t *strings.Builder, i int, day time.Time, a, b string) export.Event {
	kind := kinds[g.kind()]
	from := t.Len()
	actor, recipient := g.party(a), g.party(b)
	words := g.phrase(4 + g.r.IntN(14))
	place := cities[g.r.IntN(len(cities))]
	fmt.Fprintf(t, "%s %s %s in %s %s. ", actor.EntityText, strings.ToLower(kind.name), recipient.EntityText, place.name, words)
	fmt.Fprintf(t, "%s. ", g.phrase(20+g.r.IntN(20)))
	e := export.Event{
		ID: fmt.Sprintf("%016x", (g.r.Uint64()&^0xffffff)|uint64(i)), Report: r.ID, Event: []string{kind.name}, QuadCode: kind.quad, EventScale: &kind.scale,
		Actor: []export.Entity{actor}, Recipient: []export.Entity{recipient}, SaidBy: []export.Entity{}, Standing: g.standing(),
		EventText: []string{strings.TrimSpace(t.String()[from:])}, Trigger: export.Words{Text: strings.ToLower(kind.name), Start: from + len(actor.EntityText) + 1, End: from + len(actor.EntityText) + 1 + len(kind.name)},
		TextInfo: export.TextInfo{Sequence: i, Start: from, End: t.Len()}, Confidence: math.Round((1-math.Pow(g.r.Float64(), 2)*0.5)*1e4) / 1e4, Rule: "codebook/events/" + strings.ToLower(kind.name) + ".toml:" + fmt.Sprint(3+g.r.IntN(300)),
	}
	if kind.mutual {
		e.Actor, e.Recipient = append(e.Actor, recipient), []export.Entity{}
	}
	if len(kind.modes) > 0 && g.r.IntN(3) > 0 {
		e.Mode = kind.modes[g.r.IntN(len(kind.modes))]
	}
	if g.r.IntN(3) > 0 {
		e.Context = []string{contexts[int(math.Pow(g.r.Float64(), 2)*float64(len(contexts)))]}
	}
	if g.r.IntN(20) > 0 {
		e.Date = day.AddDate(0, 0, -g.r.IntN(4)).Format(time.DateOnly)
	}
	if g.r.IntN(3) == 0 {
		lat, lon := place.lat, place.lon
		e.EventLoc = &export.Place{Name: place.name, Country: place.country, Lat: &lat, Lon: &lon}
	}
	if kind.quad == 4 && g.r.IntN(4) == 0 {
		dead := g.r.IntN(30)
		e.Size = &export.Size{Dead: &dead}
	}
	return e
}

func (g *generator) party(code string) export.Entity {
	s := sectors[int(math.Pow(g.r.Float64(), 2)*float64(len(sectors)))]
	start, end, chain := 0, 12, g.r.IntN(9)
	return export.Entity{Code: code, Sector: s, EntityText: "the " + code + " " + strings.ToLower(s), Start: &start, End: &end, Chain: &chain}
}

func (g *generator) kind() int {
	x := g.r.IntN(1000)
	for i := range kinds {
		if x -= kinds[i].share; x < 0 {
			return i
		}
	}
	return 0
}

func (g *generator) standing() string {
	switch x := g.r.IntN(100); {
	case x < 78:
		return "actual"
	case x < 88:
		return "planned"
	case x < 93:
		return "hypothetical"
	case x < 95:
		return "negated"
	}
	return "historical"
}
