package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/attache/attache/internal/eval/calibration"
	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
)

// judgeData is what the form needs to judge an event.
type judgeData struct {
	E        *store.Event
	Verdict  store.Review
	Judged   store.Judged // what the form starts from
	CanJudge bool
	Form     string
	Back     string
	Skip     string
	Sampled  string
	Fix      bool
}

func (s *Server) judging(r *http.Request, e store.Event, letters []rune) (judgeData, error) {
	v := visiting(r.Context())
	d := judgeData{E: &e, CanJudge: v.Write, Form: mask(v.form), Judged: judged(&e, letters)}
	var err error
	d.Verdict, err = s.rec.Review(r.Context(), e.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return d, err
	}
	if d.Verdict.Right != nil {
		d.Judged = *d.Verdict.Right
	}
	return d, nil
}

// judged gives an event in the form of an annotation.
func judged(e *store.Event, letters []rune) store.Judged {
	j := store.Judged{Trigger: e.Trigger.Text, Type: first(e.Event.Event), Actor: judgedParties(e.Actor), Recipient: judgedParties(e.Recipient),
		Standing: e.Standing, Date: e.Date, Repeat: e.RepeatOf != ""}
	if e.EndDate != "" && e.EndDate != e.Date {
		j.Date = e.Date + "/" + e.EndDate
	}
	if len(e.SaidBy) > 0 {
		j.SaidBy = strings.TrimSpace(e.SaidBy[0].Code + " " + e.SaidBy[0].Sector)
	}
	j.Sent, _, _ = sentence(letters, e.Trigger.Start)
	return j
}

func judgedParties(list []export.Entity) []store.JudgedParty {
	out := make([]store.JudgedParty, 0, len(list))
	for _, p := range list {
		out = append(out, store.JudgedParty{Text: cmp.Or(p.EntityText, p.IdentifierText), Code: p.Code, Sector: p.Sector})
	}
	return out
}

type reviewData struct {
	judgeData
	Type     string
	Means    string
	Evidence []piece
	Tallies  []precision
	Chosen   int
}

// review draws an event that nobody has judged, and shows how right the
// record was so far.
func (s *Server) review(r *http.Request) (string, view, error) {
	typ := strings.ToUpper(r.URL.Query().Get("type"))
	if typ != "" && !slices.Contains(s.types.order, typ) {
		return "", view{}, bad("There is no type %q.", typ)
	}
	d := reviewData{Type: typ}
	tallies, err := s.rec.Tallies(r.Context())
	if err != nil {
		return "", view{}, err
	}
	d.Tallies, d.Chosen = precisions(tallies)
	id, err := s.rec.ToReview(r.Context(), typ, r.URL.Query().Get("after"))
	if errors.Is(err, store.ErrNotFound) {
		return "review", view{Title: "Review", Data: d}, nil
	}
	if err != nil {
		return "", view{}, err
	}
	e, err := s.rec.Event(r.Context(), id)
	if err != nil {
		return "", view{}, err
	}
	rep, err := s.rec.Report(r.Context(), e.Report)
	if err != nil {
		return "", view{}, err
	}
	letters := []rune(rep.Text)
	if d.judgeData, err = s.judging(r, e, letters); err != nil {
		return "", view{}, err
	}
	d.Means, d.Evidence, d.Sampled = s.types.means[first(e.Event.Event)], s.evidence(&e, letters), "1"
	q := url.Values{}
	if typ != "" {
		q.Set("type", typ)
	}
	d.Back = strings.TrimSuffix("/review?"+q.Encode(), "?")
	q.Set("after", id)
	d.Skip = "/review?" + q.Encode()
	return "review", view{Title: "Review", Data: d}, nil
}

// judge keeps what a form says of an event.
func (s *Server) judge(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.failed(w, r, bad("The form cannot be read: %v", err))
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	f := r.PostForm
	in := verdictIn{Verdict: store.Verdict(f.Get("verdict")), Note: f.Get("note"), Sampled: f.Get("sampled") == "1"}
	if in.Verdict == store.Corrected {
		actor, err := readSide(f.Get("actor"))
		recipient, err2 := readSide(f.Get("recipient"))
		if err := errors.Join(err, err2); err != nil {
			s.failed(w, r, badRequest{err})
			return
		}
		in.Right = &store.Judged{Trigger: f.Get("trigger"), Type: f.Get("type"), Actor: actor, Recipient: recipient, Standing: f.Get("standing"), Date: f.Get("date"), SaidBy: f.Get("said_by")}
	}
	if _, err := s.keep(r.Context(), r.PathValue("id"), in); err != nil {
		s.failed(w, r, err)
		return
	}
	http.Redirect(w, r, local(f.Get("to")), http.StatusSeeOther)
}

// readSide reads parties, one a line: "JPN, GOV, the words".
func readSide(s string) ([]store.JudgedParty, error) {
	out := []store.JudgedParty{}
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		parts := strings.SplitN(line, ",", 3)
		for len(parts) < 3 {
			parts = append(parts, "")
		}
		out = append(out, store.JudgedParty{Code: strings.ToUpper(strings.TrimSpace(parts[0])), Sector: strings.ToUpper(strings.TrimSpace(parts[1])), Text: strings.TrimSpace(parts[2])})
	}
	if len(out) > 50 {
		return nil, bad("More than 50 parties on one side.")
	}
	return out, nil
}

// precision is how many of the judged events of a type were right.
type precision struct {
	Type      string  `json:"type"`
	N         int     `json:"n" doc:"Events drawn by chance and judged"`
	Right     float64 `json:"right" doc:"Part of them that was right as it stood"`
	Low       float64 `json:"low" doc:"Wilson's interval of 95 per cent"`
	High      float64 `json:"high"`
	TypeRight float64 `json:"type_right" doc:"Part of them that were an event at all, perhaps with other parties, day or type"`
	Confirmed int     `json:"confirmed"`
	Corrected int     `json:"corrected"`
	Rejected  int     `json:"rejected"`
	Chosen    int     `json:"chosen" doc:"Judged but not drawn by chance: not counted"`
}

// Wide is for the template: the length of the interval.
func (p precision) Wide() float64 { return p.High - p.Low }

// precisions gives each type's precision, and that of all at the end.
func precisions(list []store.Tally) ([]precision, int) {
	if len(list) == 0 {
		return nil, 0
	}
	sum := store.Tally{Type: "all"}
	var out []precision
	for _, t := range list {
		sum.Confirmed += t.Confirmed
		sum.Corrected += t.Corrected
		sum.Rejected += t.Rejected
		sum.Chosen += t.Chosen
		out = append(out, precisionOf(t))
	}
	return append(out, precisionOf(sum)), sum.Chosen
}

func precisionOf(t store.Tally) precision {
	p := precision{Type: t.Type, N: t.Confirmed + t.Corrected + t.Rejected, Confirmed: t.Confirmed, Corrected: t.Corrected, Rejected: t.Rejected, Chosen: t.Chosen}
	if p.N > 0 {
		p.Right, p.TypeRight = float64(t.Confirmed)/float64(p.N), float64(t.Confirmed+t.Corrected)/float64(p.N)
	}
	p.Low, p.High = calibration.Wilson(t.Confirmed, p.N)
	return p
}
