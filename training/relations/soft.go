package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/text"
)

// readSoft reads pairs that a larger model has labelled, one a line: report,
// bytes of the sentence in it, characters of actor and recipient in the
// sentence, and then for each fold the likely types in percent as the model
// gives them that has not seen that fold; last, as one gives them that has
// seen all. The words are in the reports.
func readSoft(path, reports string) ([]pair, error) {
	texts, err := readReports(reports)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []pair
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		p, err := softLine(in.Text(), texts)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		p.id = fmt.Sprintf("%s:%d", path, n)
		out = append(out, p)
	}
	return out, in.Err()
}

func readReports(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]string{}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for n := 1; in.Scan(); n++ {
		var r struct{ ID, Text string }
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		out[r.ID] = r.Text
	}
	return out, in.Err()
}

func softLine(line string, texts map[string]string) (pair, error) {
	p := pair{fold: -1, holds: -1}
	c := strings.Split(line, "\t")
	if len(c) != 4+folds+1 {
		return p, fmt.Errorf("%d columns, want %d", len(c), 5+folds)
	}
	var at [3]text.Span
	for i := range at {
		if _, err := fmt.Sscanf(c[i+1], "%d-%d", &at[i].From, &at[i].To); err != nil {
			return p, fmt.Errorf("%q is no span", c[i+1])
		}
	}
	whole := texts[c[0]]
	if at[0].To > len(whole) || at[0].Len() <= 0 {
		return p, fmt.Errorf("report %s has no bytes %s", c[0], c[1])
	}
	p.text = strings.ReplaceAll(at[0].Of(whole), "\n", " ")
	p.actor = bytesOf(p.text, [2]int{at[1].From, at[1].To})
	p.recipient = bytesOf(p.text, [2]int{at[2].From, at[2].To})
	for _, list := range c[4:] {
		soft := make([]float32, len(types)+1)
		f := strings.Fields(list)
		for i := 0; i+1 < len(f); i += 2 {
			n, err := strconv.Atoi(f[i+1])
			k := classOf(f[i])
			if f[i] == "NONE" {
				k = len(types)
			}
			if err != nil || k < 0 {
				return p, fmt.Errorf("%q is no likelihood", f[i]+" "+f[i+1])
			}
			soft[k] = float32(n) / 100
		}
		p.softs = append(p.softs, soft)
	}
	return p, nil
}

// softExample is what is learnt about the type of a pair from the larger model
// that has not seen the fold.
func (s *set) softExample(i, fold int, weight float64) example {
	if fold < 0 {
		fold = folds
	}
	e := example{sparse: s.seen[i].Features, dense: s.seen[i].Dense, target: make([]float32, len(types))}
	sum := float32(0)
	for k, v := range s.pairs[i].softs[fold][:len(types)] {
		e.target[k] = v
		sum += v
	}
	for k := range e.target {
		e.target[k] /= max(sum, 0.01)
	}
	e.weight = float32(weight) * sum
	return e
}
