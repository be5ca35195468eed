package gold

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/attache/attache/internal/text"
)

// Entity is a party as annotated.
type Entity struct{ Text, Code, Sector string }

// Event is an annotated event.
type Event struct {
	Sent      int
	Trigger   string
	From, To  int // characters of the trigger in the report's text, -1 when not known
	Type      string
	Actor     []Entity
	Recipient []Entity
	Standing  string
	Date      string // "2022-05-04", "2022-05", "2022", "start/end", ""
	SaidBy    string `json:"said_by"` // code and sector, "JPN GOV"
	Repeat    bool

	ActorAt, RecipientAt []Span `json:"-"` // where the parties stand, when known
}

// Span is a half-open range of characters.
type Span struct{ From, To int }

// Report is an annotated report: sentences as the annotation numbers them, in
// characters.
type Report struct {
	ID     string
	Text   text.Report
	Sents  [][2]int
	Events []Event
}

// Mutual types have parties rather than actor and recipient.
var Mutual = map[string]bool{"AGREE": true, "CONSULT": true, "COOPERATE": true}

type textLine struct{ ID, Date, Title, Text string }

// Texts reads JSON lines of reports, by id.
func Texts(path string) (map[string]text.Report, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading reports: %w", err)
	}
	out := map[string]text.Report{}
	for n, line := range strings.Split(string(raw), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var t textLine
		if err := json.Unmarshal([]byte(line), &t); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n+1, err)
		}
		r := text.Report{ID: t.ID, Title: t.Title, Text: t.Text}
		r.Published, _ = parseDay(t.Date)
		if !r.Published.IsZero() {
			r.Dated = text.Given
		}
		out[t.ID] = r
	}
	return out, nil
}

// Dir reads every annotation of a folder, one JSON file a report, in the order
// of their names, with the texts of reports.
func Dir(dir string, texts map[string]text.Report) ([]Report, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var out []Report
	for _, n := range names {
		raw, err := os.ReadFile(n)
		if err != nil {
			return nil, fmt.Errorf("reading gold: %w", err)
		}
		var g Report
		if err := json.Unmarshal(raw, &g); err != nil {
			return nil, fmt.Errorf("%s: %w", n, err)
		}
		t, ok := texts[g.ID]
		if !ok {
			return nil, fmt.Errorf("%s: no report %q among the texts", n, g.ID)
		}
		g.Text, g.Sents = t, Sentences(t.Text)
		for k := range g.Events {
			g.Events[k].From, g.Events[k].To = -1, -1
		}
		out = append(out, g)
	}
	return out, nil
}
