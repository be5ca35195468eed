package feed

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func benchSource(b *testing.B, s source, data string) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	r := reader(b)
	for b.Loop() {
		out := &sink{ctx: b.Context(), yield: yieldAll}
		r.source(s, strings.NewReader(data), out)
	}
}

func wireReport() string {
	var t strings.Builder
	t.WriteString("Envoys to resume talks\n\nOSLO, June 3, 2022 (Agency) -- The envoys said on Friday they would meet again.\n\n")
	for i := range 16 {
		fmt.Fprintf(&t, "In round %d, the ministers of both countries (and their deputies) said that they had not agreed on the border; they would go on with their work in the autumn, officials said.\n\n", i)
	}
	return t.String()
}

func BenchmarkPlain(b *testing.B) { benchSource(b, source{name: "a.txt"}, wireReport()) }

func BenchmarkHTML(b *testing.B) { benchSource(b, source{name: "a.html"}, htmlPage()) }

func BenchmarkJSONLines(b *testing.B) {
	l, _ := json.Marshal(map[string]string{"id": "a", "date": "2022-06-03", "title": "Envoys to resume talks", "text": wireReport()})
	benchSource(b, source{name: "a.jsonl"}, strings.Repeat(string(l)+"\n", 100))
}
