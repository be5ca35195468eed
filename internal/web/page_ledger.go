package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

var ledgerKinds = []string{"commitment", "plan", "proposal", "claim", "position", "figure", "office", "alias"}

// LedgerAsked is a question to the ledger as it stands in an address.
type LedgerAsked struct {
	By        []string `query:"by,explode" doc:"Entries of these parties, by code, name of a state or name; any of"`
	To        []string `query:"to,explode" doc:"Entries owed to these parties; any of"`
	Over      string   `query:"over" doc:"Name of a place or matter, part of it"`
	Kind      []string `query:"kind,explode" enum:"commitment,plan,proposal,claim,position,figure,office,alias" doc:"Kinds of entries; any of"`
	Status    []string `query:"status,explode" enum:"new,reaffirmed,fulfilled,broken,withdrawn,lapsed" doc:"How they stand; any of"`
	Open      bool     `query:"open" doc:"Only what is still owed"`
	DueFrom   string   `query:"due_from" format:"date" doc:"Due on or after this day"`
	DueBefore string   `query:"due_before" format:"date" doc:"Due before this day"`
	From      string   `query:"from" format:"date" doc:"First day of the report"`
	To2       string   `query:"until" format:"date" doc:"Last day of the report"`
	Report    string   `query:"report" doc:"Id of the report"`
	Text      string   `query:"text" doc:"Words of the entry or its evidence, part of it"`
	Repeats   bool     `query:"repeats" doc:"Also entries that say again what is held already"`
	Sort      string   `query:"sort" enum:"new,due" doc:"new: the newest first, as when it is left out; due: the soonest due first"`
}

func (a *LedgerAsked) filter(n *names) (store.LedgerFilter, error) {
	f := store.LedgerFilter{By: partyNames(n, a.By), Owed: partyNames(n, a.To), Over: a.Over, Kinds: a.Kind, Statuses: a.Status, Open: a.Open, Report: a.Report,
		Text: a.Text, Repeats: a.Repeats, ByDue: a.Sort == "due"}
	for _, d := range []struct {
		name, day string
		into      *time.Time
	}{{"due_from", a.DueFrom, &f.DueFrom}, {"due_before", a.DueBefore, &f.DueBefore}, {"from", a.From, &f.From}, {"until", a.To2, &f.To}} {
		t, err := dayOf(d.name, d.day)
		if err != nil {
			return f, err
		}
		*d.into = t
	}
	return f, nil
}

// partyNames turns names of states into codes and leaves other names: the
// ledger is asked by either.
func partyNames(n *names, list []string) []string {
	var out []string
	for _, p := range list {
		code := n.code(p)
		if n.byCode[strings.SplitN(code, " ", 2)[0]] == "" {
			code = strings.TrimSpace(p)
		}
		if code != "" {
			out = append(out, code)
		}
	}
	return out
}

type ledgerData struct {
	By, To, Over, Kind, Text string
	Open, ByDue              bool
	Kinds                    []string
	Groups                   []ledgerGroup
	Next                     string
}

type ledgerGroup struct {
	Name    string
	Entries []store.LedgerEntry
}

func (s *Server) ledger(r *http.Request) (string, view, error) {
	q := r.URL.Query()
	a := LedgerAsked{Over: q.Get("over"), Text: q.Get("text"), Open: q.Get("open") != "", Sort: q.Get("sort")}
	for _, l := range []struct {
		name string
		into *[]string
	}{{"by", &a.By}, {"to", &a.To}, {"kind", &a.Kind}} {
		if v := strings.TrimSpace(q.Get(l.name)); v != "" {
			*l.into = []string{v}
		}
	}
	f, err := a.filter(s.names)
	if err != nil {
		return "", view{}, badRequest{err}
	}
	list, cursor, err := s.rec.LedgerEntries(r.Context(), f, partOf(r, 50))
	if err != nil {
		return "", view{}, err
	}
	d := ledgerData{By: first(a.By), To: first(a.To), Over: a.Over, Kind: first(a.Kind), Text: a.Text, Open: a.Open, ByDue: f.ByDue, Kinds: ledgerKinds, Next: next(r, cursor)}
	d.Groups = grouping(list, f.ByDue, s.opt.Now().UTC())
	return "ledger", view{Title: "Ledger", Data: d}, nil
}

// grouping parts entries by when they are due, or keeps them together.
func grouping(list []store.LedgerEntry, byDue bool, now time.Time) []ledgerGroup {
	if len(list) == 0 {
		return nil
	}
	if !byDue {
		return []ledgerGroup{{"Newest first", list}}
	}
	var out []ledgerGroup
	for _, e := range list {
		name := dueGroup(e.Due, now)
		if len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, ledgerGroup{Name: name})
		}
		g := &out[len(out)-1]
		g.Entries = append(g.Entries, e)
	}
	return out
}

func dueGroup(due string, now time.Time) string {
	if due == "" {
		return "No day given"
	}
	_, last, ok := strings.Cut(due, "/")
	if !ok || last == "" {
		last = strings.TrimSuffix(due, "/")
	}
	last += "-12-31"[min(len("-12-31"), max(0, len(last)-4)):] // the last day that a year or month can mean
	switch today := day(now); {
	case last < today:
		return "Past its day"
	case last <= day(now.AddDate(0, 0, 30)):
		return "Due within thirty days"
	}
	return "Due later"
}
