package explain

import (
	"strings"

	"github.com/attache/attache/internal/clause"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/text"
)

// Layers is a coded report with every layer, for other programs. Offsets count
// Unicode characters into Text; tokens count from 0 in their sentence.
type Layers struct {
	Report    string     `json:"report"`
	Date      string     `json:"date,omitempty"`
	Text      string     `json:"text"`
	Sentences []Sentence `json:"sentences"`
}

// Sentence holds the layers of one sentence.
type Sentence struct {
	Index    int       `json:"index"`
	Start    int       `json:"start"`
	End      int       `json:"end"`
	Tokens   []Token   `json:"tokens"`
	Mentions []Mention `json:"mentions,omitempty"`
	Times    []Time    `json:"times,omitempty"`
	Clauses  []Clause  `json:"clauses,omitempty"`
	Rules    []Rule    `json:"rules,omitempty"`
}

// Token is a word with its tags and its place in the tree; Head is -1 for the
// root.
type Token struct {
	Form  string `json:"form"`
	Lemma string `json:"lemma"`
	UPOS  string `json:"upos"`
	XPOS  string `json:"xpos,omitempty"`
	Feats string `json:"feats,omitempty"`
	Head  int    `json:"head"`
	Rel   string `json:"rel"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Party is one entity that a mention stands for.
type Party struct {
	Code   string `json:"code,omitempty"`
	Sector string `json:"sector,omitempty"`
	Name   string `json:"name,omitempty"`
	Office string `json:"office,omitempty"`
}

// Mention is a run of words that names actors.
type Mention struct {
	Text    string   `json:"text"`
	From    int      `json:"from"` // tokens, half-open
	To      int      `json:"to"`
	Kind    string   `json:"kind"`
	Parties []Party  `json:"parties,omitempty"`
	Chain   int      `json:"chain"`
	Why     []string `json:"why,omitempty"`
}

// Time is an expression of time.
type Time struct {
	Text  string `json:"text"`
	From  int    `json:"from"`
	To    int    `json:"to"`
	Type  string `json:"type"`
	Value string `json:"value"`
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
}

// Arg is an argument of a clause: its role or preposition, and its token.
type Arg struct {
	Role   string `json:"role"`
	Tok    int    `json:"token"`
	Shared bool   `json:"shared,omitempty"`
}

// Clause is a predicate with its arguments.
type Clause struct {
	Pred     int    `json:"predicate"`
	Args     []Arg  `json:"args,omitempty"`
	Standing string `json:"standing"`
	Passive  bool   `json:"passive,omitempty"`
	Teller   *int   `json:"teller,omitempty"`
}

// Rule is a pattern that was tried.
type Rule struct {
	Pred      int      `json:"predicate"`
	Pattern   string   `json:"pattern"`
	Type      string   `json:"type"`
	Mode      string   `json:"mode,omitempty"`
	Actor     []string `json:"actor,omitempty"`
	Recipient []string `json:"recipient,omitempty"`
	Score     float64  `json:"score,omitempty"`
	Fired     bool     `json:"fired"`
	Why       string   `json:"why,omitempty"` // why it did not fire
	Parts     *Score   `json:"parts,omitempty"`
}

// Of gives the layers of a coded report. Linear in the report.
func Of(c *coder.Coder, d *coder.Doc) Layers {
	at := text.NewCharacters(d.Report.Text)
	out := Layers{Report: d.Report.ID, Text: d.Report.Text}
	if day, ok := d.Report.Day(); ok {
		out.Date = day.Format("2006-01-02")
	}
	for i := range d.Sents {
		s := &d.Sents[i]
		ls := Sentence{Index: i, Start: at.At(s.Span.From), End: at.At(s.Span.To)}
		for k := range s.Tokens {
			t := &s.Tokens[k]
			ls.Tokens = append(ls.Tokens, Token{t.Form, t.Lemma, t.UPOS, t.XPOS, t.Feats, t.Head, t.Rel, at.At(t.Span.From), at.At(t.Span.To)})
		}
		out.Sentences = append(out.Sentences, ls)
	}
	addMentions(out.Sentences, d)
	addClauses(out.Sentences, d)
	addRules(out.Sentences, c, d)
	addScores(out.Sentences, c, d)
	return out
}

var kindNames = [...]string{"unknown", "state", "organisation", "person", "role", "pronoun", "group"}

func addMentions(out []Sentence, d *coder.Doc) {
	for i := range d.Mentions {
		m := &d.Mentions[i]
		lm := Mention{Text: d.Sents[m.Sent].SpanOf(m.From, m.To-1).Of(d.Report.Text), From: m.From, To: m.To,
			Kind: kindNames[m.Kind], Chain: m.Chain, Why: lines(m.Why)}
		for _, p := range m.Parties {
			lm.Parties = append(lm.Parties, Party{p.Code, p.Sector, p.Name, p.Office})
		}
		out[m.Sent].Mentions = append(out[m.Sent].Mentions, lm)
	}
	for i := range d.Times {
		x := &d.Times[i]
		lt := Time{Text: x.Span.Of(d.Report.Text), From: x.From, To: x.To, Type: string(x.Type), Value: x.Value}
		if !x.Range.First.IsZero() {
			lt.First, lt.Last = x.Range.First.Format("2006-01-02"), x.Range.Last.Format("2006-01-02")
		}
		out[x.Sent].Times = append(out[x.Sent].Times, lt)
	}
}

func lines(ps []codebook.Pos) []string {
	var out []string
	for _, p := range ps {
		out = append(out, p.String())
	}
	return out
}

func addClauses(out []Sentence, d *coder.Doc) {
	for i := range d.Clauses {
		c := &d.Clauses[i]
		lc := Clause{Pred: c.Pred, Standing: string(c.Standing), Passive: c.Passive}
		if c.Teller >= 0 {
			lc.Teller = &c.Teller
		}
		for _, a := range c.Args {
			role := a.Role.String()
			if a.Role == clause.Obl {
				role = a.Prep
			}
			lc.Args = append(lc.Args, Arg{role, a.Tok, a.Shared})
		}
		out[c.Sent].Clauses = append(out[c.Sent].Clauses, lc)
	}
}

func addRules(out []Sentence, c *coder.Coder, d *coder.Doc) {
	for i := range d.Candidates {
		cand := &d.Candidates[i]
		cl := &d.Clauses[cand.Clause]
		r := Rule{Pred: cl.Pred, Pattern: c.Book.Events.Patterns[cand.Ref.Pattern].Pos.String(), Type: cand.Type, Mode: cand.Mode,
			Actor: names(d, cand.Actor), Recipient: names(d, cand.Recipient), Score: cand.Score, Fired: cand.Drop == "",
			Why: strings.TrimSuffix(cand.Drop, "; ")}
		out[cl.Sent].Rules = append(out[cl.Sent].Rules, r)
	}
}

func names(d *coder.Doc, ks []int) []string {
	var out []string
	for _, k := range ks {
		m := &d.Mentions[k]
		s := d.Sents[m.Sent].SpanOf(m.From, m.To-1).Of(d.Report.Text)
		for _, p := range m.Parties {
			s += " " + strings.TrimSpace(p.Code+" "+p.Sector)
		}
		out = append(out, s)
	}
	return out
}
