package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
)

func TestOpenMakesARecordAndOpensItAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		for range 2 {
			s, err := store.Open(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			if took, err := s.Migrate(t.Context()); err != nil || len(took) > 0 {
				t.Error(took, err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestAFileMayHaveAnyName(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "my record? 100% #1.db")
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := os.Stat(dsn); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoRecordIsRefused(t *testing.T) {
	dir := t.TempDir()
	note := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(note, []byte("buy bread, milk and eggs"), 0o600); err != nil {
		t.Fatal(err)
	}
	for dsn, want := range map[string]string{
		note:                                    "not a record",
		filepath.Join(dir, "none", "record.db"): "make it first",
		"":                                      "no record named",
		"postgres://u:secret@127.0.0.1:1/none":  "cannot connect",
	} {
		s, err := store.Open(t.Context(), dsn)
		if err == nil {
			s.Close()
			t.Errorf("%s: opened", dsn)
			continue
		}
		if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %q", dsn, err, want)
		}
	}
	if b, _ := os.ReadFile(note); string(b) != "buy bread, milk and eggs" {
		t.Error("the file was changed")
	}
}
