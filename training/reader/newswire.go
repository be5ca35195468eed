package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/attache/attache/internal/split"
	"github.com/attache/attache/internal/text"
	"github.com/attache/attache/model"
)

// report is a report of the newswire.
type report struct{ ID, Title, Text string }

// of returns the title or the text.
func (r *report) of(part string) string {
	if part == "title" {
		return r.Title
	}
	return r.Text
}

func readReports(path string) ([]report, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []report
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for line := 1; in.Scan(); line++ {
		var r report
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		all = append(all, r)
	}
	return all, in.Err()
}

// partTokens is a line of the tokens file, which the teacher reads: the words
// of each sentence of a title or text, in bytes.
type partTokens struct {
	ID        string     `json:"id"`
	Part      string     `json:"part"`
	Sentences [][][2]int `json:"sentences"`
}

// writeTokens cuts the newswire as the program does.
func writeTokens(newswire string, out io.Writer) error {
	reports, err := readReports(newswire)
	if err != nil {
		return err
	}
	m, err := split.Load(model.Split())
	if err != nil {
		return err
	}
	w := split.New(m).Worker()
	to := json.NewEncoder(out)
	for i := range reports {
		for _, part := range []string{"title", "text"} {
			line := partTokens{ID: reports[i].ID, Part: part, Sentences: [][][2]int{}}
			for _, s := range w.Split(&text.Report{Text: reports[i].of(part)}) {
				spans := make([][2]int, len(s.Tokens))
				for k, t := range s.Tokens {
					spans[k] = [2]int{t.Span.From, t.Span.To}
				}
				line.Sentences = append(line.Sentences, spans)
			}
			if err := to.Encode(line); err != nil {
				return err
			}
		}
	}
	return nil
}

// partsOf groups opinions of reports' sentences, which must stand together,
// and finds the places of their words in the tokens file.
func partsOf(all []opinion, tokens string) ([]reportPart, error) {
	f, err := os.Open(tokens)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	spans := map[string][][2]int{}
	in := json.NewDecoder(bufio.NewReader(f))
	for in.More() {
		var line partTokens
		if err := in.Decode(&line); err != nil {
			return nil, fmt.Errorf("%s: %w", tokens, err)
		}
		for _, s := range line.Sentences {
			spans[fmt.Sprintf("%s/%s/%d-%d", line.ID, line.Part, s[0][0], s[len(s)-1][1])] = s
		}
	}
	var parts []reportPart
	for _, o := range all {
		f := strings.Split(o.name, "/")
		if len(f) != 3 || len(spans[o.name]) != len(o.forms) {
			return nil, fmt.Errorf("sentence %q is not in %s with as many words", o.name, tokens)
		}
		if n := len(parts); n == 0 || parts[n-1].Report != f[0] || parts[n-1].Part != f[1] {
			parts = append(parts, reportPart{Report: f[0], Part: f[1]})
		}
		p := &parts[len(parts)-1]
		p.Sentences, p.Spans = append(p.Sentences, o), append(p.Spans, spans[o.name])
	}
	return parts, nil
}

// fill puts the words of the reports into opinions of them.
func (o *opinions) fill(newswire string) error {
	reports, err := readReports(newswire)
	if err != nil {
		return err
	}
	byID := map[string]*report{}
	for i := range reports {
		byID[reports[i].ID] = &reports[i]
	}
	for i := range o.Parts {
		p := &o.Parts[i]
		r := byID[p.Report]
		if r == nil {
			return fmt.Errorf("%s has no report %s that the teacher read", newswire, p.Report)
		}
		if err := p.fill(r.of(p.Part)); err != nil {
			return err
		}
	}
	return nil
}

func (p *reportPart) fill(body string) error {
	for i, spans := range p.Spans {
		forms := make([]string, len(spans))
		for k, s := range spans {
			if s[1] > len(body) {
				return fmt.Errorf("the %s of report %s is shorter than the one that the teacher read", p.Part, p.Report)
			}
			forms[k] = strings.Join(strings.Fields(body[s[0]:s[1]]), "")
		}
		p.Sentences[i].forms = forms
	}
	return nil
}
