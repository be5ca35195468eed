package ledger

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

// Gold is an entry that a reader put on the record. Empty fields are not
// compared, but for To of what is owed.
type Gold struct {
	Kind       string   `json:"kind"`
	Alt        string   `json:"alt"` // a kind that is right too
	By         []string `json:"by"`
	To         []string `json:"to"`
	What       string   `json:"what"`
	Over       string   `json:"over"`
	Condition  string   `json:"condition"`
	Instrument string   `json:"instrument"`
	Made       string   `json:"made"`
	Due        string   `json:"due"`
	Measure    string   `json:"measure"`
	Before     *float64 `json:"before"`
	Now        *float64 `json:"now"`
	Planned    *float64 `json:"planned"`
	Proposed   *float64 `json:"proposed"`
	Person     string   `json:"person"`
	Since      string   `json:"since"`
	Name       string   `json:"name"`
	Alias      string   `json:"alias"`
	ID         string   `json:"id"`      // names an entry with a life
	Status     string   `json:"status"`  // what became of it
	Repeats    string   `json:"repeats"` // id of the entry said again
}

// Report is a report with its gold ledger.
type Report struct {
	ID      string `json:"id"`
	Date    string `json:"date"`
	Text    string `json:"text"`
	Entries []Gold `json:"entries"`
}

// Story reads a file of reports, one JSON object a line.
func Story(name string) ([]Report, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []Report
	s := bufio.NewScanner(bytes.NewReader(b))
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		var r Report
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, r)
	}
	return out, s.Err()
}
