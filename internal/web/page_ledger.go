package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/attache/attache/internal/ledger"
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

// entryData is one entry of the ledger with the words that show it.
type entryData struct {
	E        store.LedgerEntry
	Evidence []piece
	Rule     *rule
}

func (s *Server) ledgerEntry(r *http.Request) (string, view, error) {
	e, err := s.rec.LedgerEntry(r.Context(), r.PathValue("id"))
	if err != nil {
		return "", view{}, err
	}
	rep, err := s.rec.Report(r.Context(), e.Report)
	if err != nil {
		return "", view{}, err
	}
	letters := []rune(rep.Text)
	marks := ledgerMarks(&e)
	from, to := len(letters), 0
	for _, m := range marks {
		from, to = min(from, m.from), max(to, m.to)
	}
	if from < to {
		from, to = around(letters, from, to)
	}
	return "entry", view{Title: "Ledger: " + string(e.Kind), Data: entryData{e, pieces(letters, from, to, marks), s.rule(e.Rule)}}, nil
}

// ledgerMarks gives the marks of an entry: what shows it, who, and when.
func ledgerMarks(e *store.LedgerEntry) []mark {
	var out []mark
	put := func(start, end *int, class, label string) {
		if start != nil && end != nil {
			out = append(out, mark{from: *start, to: *end, class: class, label: label})
		}
	}
	for _, p := range [...]struct {
		words        *ledger.Passage
		class, label string
	}{{e.Evidence, "quote", "evidence"}, {e.Trigger, "trigger", "the word that tells it"}, {e.Over, "place", "over"}} {
		if p.words != nil {
			put(p.words.Start, p.words.End, p.class, p.label)
		}
	}
	for _, side := range [...]struct {
		list         []ledger.Party
		class, label string
	}{{e.By, "actor", "who owes"}, {e.To, "recipient", "who is owed"}, {e.SaidBy, "said", "on whose word"}} {
		for _, p := range side.list {
			put(p.Start, p.End, side.class, side.label)
		}
	}
	return out
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
