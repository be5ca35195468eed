package gold

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/text"
)

// Offsets reads an annotation that holds no words: a tab-separated line an
// event (report, sentence, trigger, type, actor, recipient, standing, date,
// said_by, flags), offsets in characters, parties as "from-to:CODE:SECTOR"
// separated by spaces ("-" for words that the report does not have). A report
// without events has a line with "-" for the sentence.
func Offsets(path string, texts map[string]text.Report) ([]Report, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading annotation: %w", err)
	}
	var out []Report
	at := map[string]int{}
	for n, line := range strings.Split(string(raw), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		k, ok := at[f[0]]
		if !ok {
			t, known := texts[f[0]]
			if !known {
				return nil, fmt.Errorf("%s:%d: no report %q among the texts", path, n+1, f[0])
			}
			k = len(out)
			at[f[0]] = k
			out = append(out, Report{ID: f[0], Text: t, Sents: Sentences(t.Text)})
		}
		if f[1] == "-" {
			continue
		}
		e, err := offsetEvent(f)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n+1, err)
		}
		out[k].Events = append(out[k].Events, e)
	}
	return out, nil
}

func offsetEvent(f []string) (Event, error) {
	if len(f) < 10 {
		return Event{}, fmt.Errorf("%d fields, expected 10", len(f))
	}
	e := Event{Type: f[3], Standing: f[6], Date: f[7], SaidBy: f[8], Repeat: f[9] == "R"}
	var err error
	if e.Sent, err = strconv.Atoi(f[1]); err != nil {
		return e, fmt.Errorf("sentence %q: %w", f[1], err)
	}
	trigger, err := span(f[2])
	if err != nil {
		return e, err
	}
	e.From, e.To = trigger.From, trigger.To
	if e.Actor, e.ActorAt, err = parties(f[4]); err != nil {
		return e, err
	}
	e.Recipient, e.RecipientAt, err = parties(f[5])
	return e, err
}

func parties(s string) (es []Entity, at []Span, err error) {
	for _, p := range strings.Fields(s) {
		where, who, ok := strings.Cut(p, ":")
		code, sector, ok2 := strings.Cut(who, ":")
		if !ok || !ok2 {
			return nil, nil, fmt.Errorf("party %q, expected from-to:CODE:SECTOR", p)
		}
		es = append(es, Entity{Code: code, Sector: sector})
		if where == "-" {
			continue
		}
		sp, err := span(where)
		if err != nil {
			return nil, nil, err
		}
		at = append(at, sp)
	}
	return es, at, nil
}

func span(s string) (Span, error) {
	a, b, _ := strings.Cut(s, "-")
	from, err := strconv.Atoi(a)
	if err != nil {
		return Span{}, fmt.Errorf("span %q: %w", s, err)
	}
	to, err := strconv.Atoi(b)
	if err != nil {
		return Span{}, fmt.Errorf("span %q: %w", s, err)
	}
	return Span{from, to}, nil
}
