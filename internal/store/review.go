package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Verdict is what a person says of an event.
type Verdict string

// The verdicts.
const (
	Confirmed Verdict = "confirmed"
	Corrected Verdict = "corrected"
	Rejected  Verdict = "rejected"
)

// Valid reports whether v is a verdict.
func (v Verdict) Valid() bool { return v == Confirmed || v == Corrected || v == Rejected }

// Judged is an event in the form of an annotation: what was coded, or what is
// right.
type Judged struct {
	Sent      int           `json:"sent"` // sentence, as annotations number them
	Trigger   string        `json:"trigger"`
	Type      string        `json:"type"`
	Actor     []JudgedParty `json:"actor"`
	Recipient []JudgedParty `json:"recipient"`
	Standing  string        `json:"standing"`
	Date      string        `json:"date"`    // a day, or "first/last"
	SaidBy    string        `json:"said_by"` // code and sector, "" when the reporter asserts it
	Repeat    bool          `json:"repeat,omitempty"`
}

// JudgedParty is a party of an annotation.
type JudgedParty struct {
	Text   string `json:"text"`
	Code   string `json:"code"`
	Sector string `json:"sector"`
}

// Review is the last word of a person on one event.
type Review struct {
	Event    string    `json:"event"`
	Report   string    `json:"report"`
	Type     string    `json:"type"`
	Rule     string    `json:"rule,omitempty"`
	Verdict  Verdict   `json:"verdict"`
	Sampled  bool      `json:"sampled"` // drawn by chance: counts towards precision
	Reviewer string    `json:"reviewer,omitempty"`
	Note     string    `json:"note,omitempty"`
	At       time.Time `json:"at"`
	Coded    Judged    `json:"coded"`
	Right    *Judged   `json:"right,omitempty"` // nil when there is no such event
	Sentence string    `json:"sentence"`        // words of the sentence that tells it
}

// reviewBody is the part of a review that no question asks for.
type reviewBody struct {
	Coded    Judged  `json:"coded"`
	Right    *Judged `json:"right,omitempty"`
	Sentence string  `json:"sentence"`
}

// PutReview keeps the last word on an event.
func (s *Store) PutReview(ctx context.Context, r Review) error {
	if !r.Verdict.Valid() {
		return fmt.Errorf("no verdict %q: it is confirmed, corrected or rejected", r.Verdict)
	}
	body, err := json.Marshal(reviewBody{r.Coded, r.Right, r.Sentence})
	if err != nil {
		return err
	}
	sampled := 0
	if r.Sampled {
		sampled = 1
	}
	return s.change(ctx, func(tx *Tx) error {
		// Whoever draws an event by chance draws it by chance for good: a second
		// look at it must not take it out of the sample.
		_, err := tx.exec(ctx, `INSERT INTO review (event, report, type, rule, verdict, sampled, reviewer, note, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (event) DO UPDATE SET verdict = excluded.verdict, reviewer = excluded.reviewer, note = excluded.note, at = excluded.at, body = excluded.body,
			sampled = CASE WHEN review.sampled > excluded.sampled THEN review.sampled ELSE excluded.sampled END`,
			r.Event, r.Report, r.Type, r.Rule, string(r.Verdict), sampled, r.Reviewer, r.Note, r.At.UTC().Format(time.RFC3339), string(body))
		return err
	})
}

// DropReview takes the word on an event back.
func (s *Store) DropReview(ctx context.Context, event string) error {
	return s.change(ctx, func(tx *Tx) error {
		_, err := tx.exec(ctx, "DELETE FROM review WHERE event = ?", event)
		return err
	})
}

const reviewColumns = "event, report, type, rule, verdict, sampled, reviewer, note, at, body"

func scanReview(scan func(...any) error) (Review, error) {
	var r Review
	var sampled int
	var at, body string
	if err := scan(&r.Event, &r.Report, &r.Type, &r.Rule, &r.Verdict, &sampled, &r.Reviewer, &r.Note, &at, &body); err != nil {
		return r, err
	}
	var b reviewBody
	if err := json.Unmarshal([]byte(body), &b); err != nil {
		return r, fmt.Errorf("review of %s: %w", r.Event, err)
	}
	r.Sampled, r.Coded, r.Right, r.Sentence = sampled > 0, b.Coded, b.Right, b.Sentence
	var err error
	r.At, err = time.Parse(time.RFC3339, at)
	return r, err
}

// Review gives the last word on an event, ErrNotFound when there is none.
func (s *Store) Review(ctx context.Context, event string) (Review, error) {
	r, err := scanReview(s.row(ctx, "SELECT "+reviewColumns+" FROM review WHERE event = ?", event).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return r, ErrNotFound
	}
	return r, err
}

// Reviews calls do with every review, by report and event.
func (s *Store) Reviews(ctx context.Context, do func(Review) error) error {
	rows, err := s.query(ctx, "SELECT "+reviewColumns+" FROM review ORDER BY report, event")
	return each(rows, err, func(rows *sql.Rows) error {
		r, err := scanReview(rows.Scan)
		if err != nil {
			return err
		}
		return do(r)
	})
}

// ToReview gives the id of the next event that nobody has judged, of a type or
// of any (""), behind an id. Ids are digests, so that their order is one of
// chance and the same for everybody. ErrNotFound says that none is left.
func (s *Store) ToReview(ctx context.Context, typ, after string) (string, error) {
	// What is added to the columns keeps the planner off their indexes: it is to
	// walk along the ids and stop at the first.
	q, args := "SELECT id FROM event WHERE id > ? AND lead + 0 = 1", []any{after}
	if typ != "" {
		q, args = q+" AND type || '' = ?", append(args, typ)
	}
	var id string
	err := s.row(ctx, q+" AND NOT EXISTS (SELECT 1 FROM review WHERE review.event = event.id) ORDER BY id LIMIT 1", args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrNotFound
	}
	return id, err
}

// Unjudged counts the events of a report that nobody has judged; events told
// again count too.
func (s *Store) Unjudged(ctx context.Context, report string) (int, error) {
	var n int
	err := s.row(ctx, `SELECT count(*) FROM event JOIN report ON report.n = event.report WHERE report.id = ?
		AND NOT EXISTS (SELECT 1 FROM review WHERE review.event = event.id)`, report).Scan(&n)
	return n, err
}

// Tally counts the verdicts on events of one type.
type Tally struct {
	Type      string `json:"type"`
	Confirmed int    `json:"confirmed"` // drawn by chance, as the next two
	Corrected int    `json:"corrected"`
	Rejected  int    `json:"rejected"`
	Chosen    int    `json:"chosen"` // judged, but not drawn by chance
}

// Tallies gives the verdicts by type, in the order of their names.
func (s *Store) Tallies(ctx context.Context) ([]Tally, error) {
	rows, err := s.query(ctx, "SELECT type, verdict, sampled, count(*) FROM review GROUP BY type, verdict, sampled ORDER BY type")
	var out []Tally
	err = each(rows, err, func(rows *sql.Rows) error {
		var typ string
		var v Verdict
		var sampled, n int
		if err := rows.Scan(&typ, &v, &sampled, &n); err != nil {
			return err
		}
		if len(out) == 0 || out[len(out)-1].Type != typ {
			out = append(out, Tally{Type: typ})
		}
		t := &out[len(out)-1]
		switch {
		case sampled == 0:
			t.Chosen += n
		case v == Confirmed:
			t.Confirmed += n
		case v == Corrected:
			t.Corrected += n
		default:
			t.Rejected += n
		}
		return nil
	})
	return out, err
}
