package web

import (
	"archive/zip"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/attache/attache/internal/store"
)

type goldIn struct {
	Partial bool `query:"partial" doc:"Also reports of which some events were not judged: the scorer would count those as wrong"`
}

// goldReport is an annotated report, as attache evaluate reads it.
type goldReport struct {
	ID     string         `json:"id"`
	Events []store.Judged `json:"events"`
}

type goldText struct {
	ID    string `json:"id"`
	Date  string `json:"date"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// gold writes what people hold to be right: a file for each report in gold/,
// and the reports. A report whose events were not all judged is left out, and
// so is one whose events were all judged wrong only when nothing is left to
// say of it: an empty list says that there is no event.
func (s *Server) gold(ctx context.Context, w io.Writer, partial bool) error {
	var all []goldReport
	err := s.rec.Reviews(ctx, func(r store.Review) error {
		if len(all) == 0 || all[len(all)-1].ID != r.Report {
			all = append(all, goldReport{ID: r.Report, Events: []store.Judged{}})
		}
		if g := &all[len(all)-1]; r.Right != nil {
			g.Events = append(g.Events, *r.Right)
		}
		return nil
	})
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	var texts []goldText
	for _, g := range all {
		if !partial {
			if n, err := s.rec.Unjudged(ctx, g.ID); err != nil {
				return err
			} else if n > 0 {
				continue
			}
		}
		rep, err := s.rec.Report(ctx, g.ID)
		if err != nil {
			return err
		}
		slices.SortStableFunc(g.Events, func(a, b store.Judged) int { return cmp.Compare(a.Sent, b.Sent) })
		texts = append(texts, goldText{rep.ID, day(rep.Published), rep.Title, rep.Text})
		if err := zipJSON(z, "gold/"+g.ID+".json", g); err != nil {
			return err
		}
	}
	out, err := z.Create("reports.jsonl")
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, t := range texts {
		if err := enc.Encode(t); err != nil {
			return err
		}
	}
	return z.Close()
}

func zipJSON(z *zip.Writer, name string, v any) error {
	out, err := z.Create(name)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(v)
}

// ruleExamples are the sentences that people judged of one rule.
type ruleExamples struct {
	rule    string
	yes, no []string
}

// examples writes the sentences by rule, as the codebook has its examples:
// what was right with its parties marked, what was wrong as it stands. They
// are for a person to read and to put where they belong.
func (s *Server) examples(ctx context.Context, w io.Writer) error {
	byRule := map[string]*ruleExamples{}
	err := s.rec.Reviews(ctx, func(r store.Review) error {
		x := byRule[r.Rule]
		if x == nil {
			x = &ruleExamples{rule: r.Rule}
			byRule[r.Rule] = x
		}
		switch {
		case r.Verdict == store.Rejected:
			x.no = append(x.no, clean(r.Sentence))
		case r.Right != nil && r.Right.Type == r.Type:
			x.yes = append(x.yes, bracketed(clean(r.Sentence), r.Right))
		default:
			x.no = append(x.no, clean(r.Sentence)+" # "+r.Right.Type)
		}
		return nil
	})
	if err != nil {
		return err
	}
	rules := make([]string, 0, len(byRule))
	for k := range byRule {
		rules = append(rules, k)
	}
	slices.Sort(rules)
	if _, err := fmt.Fprint(w, "# Sentences that people judged, by the rule that coded them: put them where they belong.\n"); err != nil {
		return err
	}
	for _, k := range rules {
		x := byRule[k]
		if _, err := fmt.Fprintf(w, "\n# %s\n[[judged]]\nrule = %s\nyes = %s\nno = %s\n", clean(k), quotedTOML(k), listTOML(x.yes), listTOML(x.no)); err != nil {
			return err
		}
	}
	return nil
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// bracketed marks the parties' words: "[A Oslo] met [B Bern]".
func bracketed(sentence string, j *store.Judged) string {
	for _, side := range [...]struct {
		mark string
		list []store.JudgedParty
	}{{"A", j.Actor}, {"B", j.Recipient}} {
		for _, p := range side.list {
			words := clean(p.Text)
			if at := strings.Index(sentence, words); words != "" && at >= 0 && !strings.Contains(sentence, "["+side.mark+" "+words+"]") {
				sentence = sentence[:at] + "[" + side.mark + " " + words + "]" + sentence[at+len(words):]
			}
		}
	}
	return sentence
}

func listTOML(list []string) string {
	if len(list) == 0 {
		return "[]"
	}
	var b strings.Builder
	b.WriteString("[\n")
	for _, s := range list {
		b.WriteString("  " + quotedTOML(s) + ",\n")
	}
	return b.String() + "]"
}

// quotedTOML writes a basic string: JSON's escapes are TOML's, but for what
// JSON leaves as it is.
func quotedTOML(s string) string {
	b, err := json.Marshal(strings.ReplaceAll(s, "\x7f", ""))
	if err != nil {
		return `""`
	}
	return string(b)
}
