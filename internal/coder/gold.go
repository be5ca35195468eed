package coder

import (
	"unicode/utf8"

	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/event"
)

// Layers is the document as the event stage wants it.
func (d *Doc) Layers() *event.Layers {
	return &event.Layers{Report: d.Report, Sents: d.Sents, Mentions: d.Mentions, Times: d.Times, Places: d.Places, Clauses: d.Clauses}
}

// Coded shows events as the scorer of gold annotations sees them.
func Coded(g *gold.Report, text string, events []event.Event) []gold.Coded {
	var out []gold.Coded
	for i := range events {
		e := &events[i]
		c := gold.Coded{Type: e.Type, Standing: string(e.Standing), Actor: event.Codes(e.Actor), Recipient: event.Codes(e.Recipient),
			Sent: g.SentenceAt(utf8.RuneCountInString(text[:e.Trigger.From]))}
		if !e.On.First.IsZero() {
			c.First, c.Last = e.On.First.Format("2006-01-02"), e.On.Last.Format("2006-01-02")
		}
		out = append(out, c)
	}
	return out
}
