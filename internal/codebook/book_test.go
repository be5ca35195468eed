package codebook_test

import (
	"strings"
	"testing"
	"testing/fstest"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
)

func TestBuiltInCodebookLoads(t *testing.T) {
	b, err := codebook.Load(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Events.Types) != 16 {
		t.Errorf("%d types, want PLOVER's 16", len(b.Events.Types))
	}
	if refs := b.Events.Find(codebook.VerbPattern, "attack"); len(refs) == 0 {
		t.Error("nobody knows the verb attack")
	}
	for _, p := range b.Events.Patterns {
		if len(p.Yes) == 0 || len(p.No) == 0 {
			t.Errorf("%s: needs an example that codes and one that does not", p.Pos)
		}
	}
}

func TestMistakesAreNamedWithTheirLine(t *testing.T) {
	for _, tt := range []struct{ name, file, src, want string }{
		{"unknown type", "events/x.toml", "type = \"AGREES\"\n", `codebook/events/x.toml:1: found "AGREES", expected a type`},
		{"unknown mode", "events/x.toml", "type = \"CONSULT\"\n[[verb]]\nwords = [\"meet\"]\nmode = \"chat\"\n", `codebook/events/x.toml:4: found "chat", expected a mode of CONSULT`},
		{"misspelt key", "events/x.toml", "type = \"CONSULT\"\n[[verb]]\nwords = [\"meet\"]\nrecipent = [\"obj\"]\n", `codebook/events/x.toml:4: found "recipent"`},
		{"no words", "events/x.toml", "type = \"CONSULT\"\n[[noun]]\nmode = \"visit\"\n", `codebook/events/x.toml:2: found "noun", expected words`},
		{"unknown class", "words/x.toml", "[[class]]\nname = \"verbs\"\nwords = [\"go\"]\n", `codebook/words/x.toml:1: found "class verbs"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			user := fstest.MapFS{tt.file: {Data: []byte(tt.src)}}
			_, err := codebook.Load(data.Files, user)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}
