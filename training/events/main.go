// Command events trains the scorer that decides which candidates are events
// and which mentions are their parties.
//
//	go run ./training/events -reports ../shared/data/newswire/reports.jsonl -out model/events.bin
//
// It reads the annotation in training/events/newswire.tsv (offsets and codes,
// no words) with the reports that it annotates, and takes some seconds. The
// same inputs give the same file.
package main

import (
	"bytes"
	"context"
	"flag"
	"log"
	"os"
	"slices"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/linear"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/text"
)

func main() {
	log.SetFlags(0)
	reports := flag.String("reports", "../shared/data/newswire/reports.jsonl", "texts of the annotated reports")
	notes := flag.String("annotation", "training/events/newswire.tsv", "annotation by offsets")
	out := flag.String("out", "model/events.bin", "where the model goes")
	folds := flag.Int("folds", 5, "folds of cross-validation")
	flag.Parse()
	if err := run(*reports, *notes, *out, *folds); err != nil {
		log.Fatal(err)
	}
}

// sample is a report with its candidates, their features and labels.
type sample struct {
	doc    *coder.Doc
	gold   gold.Report
	events []linear.Example
	roles  []linear.Example
	match  *event.Matcher
}

func run(reports, notes, out string, folds int) error {
	texts, err := gold.Texts(reports)
	if err != nil {
		return err
	}
	annotated, err := gold.Offsets(notes, texts)
	if err != nil {
		return err
	}
	c, err := coder.New(coder.WithoutScorer())
	if err != nil {
		return err
	}
	var samples []sample
	for i := range annotated {
		d, err := c.Worker().Code(context.Background(), &annotated[i].Text)
		if err != nil {
			return err
		}
		samples = append(samples, label(c, d, annotated[i]))
	}
	threshold, err := crossValidate(samples, folds)
	if err != nil {
		return err
	}
	s := train(samples, func(int) bool { return true })
	s.Threshold = threshold.at
	s.Event.Scale = threshold.scale
	var buf bytes.Buffer
	if err := s.Write(&buf); err != nil {
		return err
	}
	log.Printf("%s: %d bytes, threshold %.2f", out, buf.Len(), s.Threshold)
	return os.WriteFile(out, buf.Bytes(), 0o644)
}

// label gives each candidate of a report 1 if the annotation has it, and each
// mention of a true candidate its role.
func label(c *coder.Coder, d *coder.Doc, g gold.Report) sample {
	in := d.Layers()
	s := sample{doc: d, gold: g, match: event.NewMatcher(c.Book)}
	chars := text.NewCharacters(d.Report.Text)
	taken := assign(d, &g, chars)
	s.match.Each(in, d.Candidates, func(i int) {
		ex := linear.Example{Features: s.match.CandidateFeatures(d.Candidates, i)}
		gi, ok := taken[i]
		if ok {
			ex.Class = 1
			for _, k := range s.match.Choices() {
				s.roles = append(s.roles, linear.Example{
					Features: s.match.RoleFeatures(&d.Candidates[i], k),
					Class:    roleOf(d, k, &g.Events[gi], chars),
				})
			}
		}
		s.events = append(s.events, ex)
	})
	return s
}

// assign pairs candidates with annotated events of the same sentence and type:
// first by overlapping trigger, then any.
func assign(d *coder.Doc, g *gold.Report, chars *text.Characters) map[int]int {
	out, used := map[int]int{}, map[int]bool{}
	for _, overlap := range []bool{true, false} {
		for gi := range g.Events {
			e := &g.Events[gi]
			if used[gi] {
				continue
			}
			for i := range d.Candidates {
				cand := &d.Candidates[i]
				cl := &d.Clauses[cand.Clause]
				sp := d.Sents[cl.Sent].Tokens[cl.Pred].Span
				from, to := chars.At(sp.From), chars.At(sp.To)
				if _, ok := out[i]; ok || cand.Type != e.Type || g.SentenceAt(from) != e.Sent {
					continue
				}
				if !overlap || from < e.To && e.From < to {
					out[i], used[gi] = gi, true
					break
				}
			}
		}
	}
	return out
}

// roleOf is the annotated role of mention k: by overlap with the annotated
// words, else, when those stand in another sentence, by code and sector.
func roleOf(d *coder.Doc, k int, e *gold.Event, chars *text.Characters) int {
	men := &d.Mentions[k]
	sp := d.Sents[men.Sent].SpanOf(men.From, men.To-1)
	from, to := chars.At(sp.From), chars.At(sp.To)
	for role, es := range map[int][]gold.Span{event.RoleActor: e.ActorAt, event.RoleRecipient: e.RecipientAt} {
		if slices.ContainsFunc(es, func(x gold.Span) bool { return x.From < to && from < x.To }) && sharesCode(men, partiesOf(e, role)) {
			return role
		}
	}
	return event.RoleNone
}

func partiesOf(e *gold.Event, role int) []gold.Entity {
	if role == event.RoleActor {
		return e.Actor
	}
	return e.Recipient
}

func sharesCode(men *mention.Mention, es []gold.Entity) bool {
	for _, p := range men.Parties {
		if slices.ContainsFunc(es, func(x gold.Entity) bool { return x.Code == p.Code }) {
			return true
		}
	}
	return false
}

func train(samples []sample, in func(i int) bool) *event.Scorer {
	var ev, roles []linear.Example
	for i := range samples {
		if in(i) {
			ev = append(ev, samples[i].events...)
			roles = append(roles, samples[i].roles...)
		}
	}
	return &event.Scorer{
		Event: linear.Train(1, 18, ev, linear.Options{Epochs: 14, Rate: 0.08, L2: 3e-4, Seed: 1}),
		Role:  linear.Train(3, 17, roles, linear.Options{Epochs: 14, Rate: 0.08, L2: 3e-4, Seed: 2}),
	}
}
