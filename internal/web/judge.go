package web

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/store"
)

// verdictIn is what a person says of an event, from a form or over the API.
type verdictIn struct {
	Verdict store.Verdict `json:"verdict" enum:"confirmed,corrected,rejected"`
	Note    string        `json:"note,omitempty" maxLength:"1000"`
	Sampled bool          `json:"sampled,omitempty" doc:"The event was drawn by chance: it counts towards precision"`
	Right   *store.Judged `json:"right,omitempty" doc:"What is right, when corrected"`
}

var (
	judgedDay = regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?)?$`)
	codeForm  = regexp.MustCompile(`^([A-Z0-9]{2,8})?$`)
)

// keep puts a verdict into the record. What is right is checked, so that the
// gold that leaves the record can be read by what scores against it.
func (s *Server) keep(ctx context.Context, id string, in verdictIn) (store.Review, error) {
	if !in.Verdict.Valid() {
		return store.Review{}, bad("verdict %q: it is confirmed, corrected or rejected", string(in.Verdict))
	}
	if len(in.Note) > 4000 {
		return store.Review{}, bad("The note is longer than 4,000 bytes.")
	}
	e, err := s.rec.Event(ctx, id)
	if err != nil {
		return store.Review{}, err
	}
	rep, err := s.rec.Report(ctx, e.Report)
	if err != nil {
		return store.Review{}, err
	}
	letters := []rune(rep.Text)
	coded := judged(&e, letters)
	_, from, to := sentence(letters, e.Trigger.Start)
	r := store.Review{Event: e.ID, Report: e.Report, Type: coded.Type, Rule: e.Rule, Verdict: in.Verdict, Sampled: in.Sampled, Reviewer: visiting(ctx).Name,
		Note: strings.TrimSpace(in.Note), At: s.opt.Now(), Coded: coded, Sentence: string(letters[from:to])}
	switch in.Verdict {
	case store.Confirmed:
		r.Right = &coded
	case store.Corrected:
		if in.Right == nil {
			return r, bad("A correction needs what is right.")
		}
		right := *in.Right
		right.Sent, right.Repeat = coded.Sent, coded.Repeat
		if right.Trigger == "" {
			right.Trigger = coded.Trigger
		}
		if err := s.checkJudged(&right); err != nil {
			return r, badRequest{err}
		}
		r.Right = &right
	}
	return r, s.rec.PutReview(ctx, r)
}

// checkJudged refuses what no annotation may hold.
func (s *Server) checkJudged(j *store.Judged) error {
	if !slices.Contains(s.types.order, j.Type) {
		return fmt.Errorf("type %q: it is one of %s", j.Type, strings.Join(s.types.order, ", "))
	}
	if standings[j.Standing] == "" {
		return fmt.Errorf("standing %q: it is actual, planned, hypothetical, negated or historical", j.Standing)
	}
	if !judgedDay.MatchString(j.Date) {
		return fmt.Errorf("date %q: write a day as 2022-05-04, a month, a year, or first/last", j.Date)
	}
	for _, side := range [...][]store.JudgedParty{j.Actor, j.Recipient} {
		for _, p := range side {
			if !codeForm.MatchString(p.Code) || !codeForm.MatchString(p.Sector) || len(p.Text) > 1000 {
				return fmt.Errorf("party %q: write code, sector and words, as JPN, GOV, the minister", p.Code+", "+p.Sector+", "+shorten(p.Text, 40))
			}
		}
	}
	if len(j.SaidBy) > 100 || len(j.Trigger) > 1000 {
		return fmt.Errorf("said_by or trigger is too long")
	}
	if j.Actor == nil {
		j.Actor = []store.JudgedParty{}
	}
	if j.Recipient == nil {
		j.Recipient = []store.JudgedParty{}
	}
	return nil
}

// sentence gives the number of the sentence that holds a character, as
// annotations number them, and its bounds in characters.
func sentence(letters []rune, at int) (n, from, to int) {
	for i, s := range gold.Sentences(string(letters)) {
		if at < s[1] || i == 0 {
			n, from, to = i, s[0], s[1]
		}
		if at < s[1] {
			return n, from, to
		}
		n, from, to = i, s[0], s[1]
	}
	return n, from, to
}
