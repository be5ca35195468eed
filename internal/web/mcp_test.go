package web

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/attache/attache/internal/store"
)

// assistant connects a client over HTTP, as assistants do.
func (s *site) assistant() *mcp.ClientSession {
	s.Helper()
	c := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := c.Connect(s.Context(), &mcp.StreamableClientTransport{Endpoint: s.url + "/mcp", DisableStandaloneSSE: true}, nil)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = session.Close() })
	return session
}

// call uses a tool and gives its answer as text.
func (s *site) call(c *mcp.ClientSession, tool string, args map[string]any) (string, bool) {
	s.Helper()
	r, err := c.CallTool(s.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		s.Fatalf("%s: %v", tool, err)
	}
	var out strings.Builder
	for _, x := range r.Content {
		if t, ok := x.(*mcp.TextContent); ok {
			out.WriteString(t.Text)
		}
	}
	return out.String(), !r.IsError
}

func TestAnAssistantAsksTheRecord(t *testing.T) {
	s := open(t, nil)
	c := s.assistant()
	e := s.find(store.Filter{Dyad: [2]string{"NOR", "DNK"}})
	for _, x := range []struct {
		tool string
		args map[string]any
		want string
	}{
		{"search_events", map[string]any{"party": []string{"Norway"}, "from": "2022-06-01"}, e.ID},
		{"get_evidence", map[string]any{"id": e.ID}, "joint naval patrols"},
		{"get_dyad", map[string]any{"a": "NOR", "b": "Denmark"}, `"cooperation":1`},
		{"search_ledger", map[string]any{"by": []string{"JPN"}}, "40 million dollars"},
		{"search_reports", map[string]any{"words": "naval patrols"}, e.Report},
		{"code_text", map[string]any{"text": "Chile condemned Peru."}, `"ACCUSE"`},
	} {
		got, ok := s.call(c, x.tool, x.args)
		if !ok || !strings.Contains(got, x.want) || !json.Valid([]byte(got)) {
			t.Errorf("%s: %s lacks %s", x.tool, got, x.want)
		}
	}
	if got, ok := s.call(c, "search_events", map[string]any{"from": "May"}); ok || !strings.Contains(got, "2022-05-04") {
		t.Errorf("a wrong day: %s", got)
	}
	if got, ok := s.call(c, "get_evidence", map[string]any{"id": "none"}); ok || !strings.Contains(got, "does not hold") {
		t.Errorf("no event: %s", got)
	}
}

func TestToolsOnlyRead(t *testing.T) {
	s := open(t, nil)
	r, err := s.assistant().ListTools(t.Context(), nil)
	if err != nil || len(r.Tools) != 6 {
		t.Fatal(len(r.Tools), err)
	}
	for _, x := range r.Tools {
		if x.Annotations == nil || !x.Annotations.ReadOnlyHint || x.Description == "" {
			t.Errorf("%s: %+v", x.Name, x.Annotations)
		}
	}
}
