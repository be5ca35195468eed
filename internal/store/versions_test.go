package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
)

var second = store.Version{Program: "attache 1", Codebook: "b", Settings: "threshold=default"}

// again codes a record's report anew: other words, of the same report, code.
func again(r store.Record, recode func(*store.Record)) store.Record {
	out := store.Record{Report: r.Report, Name: r.Name, Version: second}
	out.Events = append(out.Events, r.Events...)
	recode(&out)
	return out
}

func TestRecodingKeepsWhatWas(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		r := telling("Daily", "2021-03-04", "Ministers meet", append(envoys, "KOR ACCUSE JPN: Seoul accused Tokyo of sending too many boats.", "JPN REJECT KOR: Tokyo rejected that.")...)
		put(t, s, store.Added, r)
		now := again(r, func(n *store.Record) {
			n.Events = n.Events[:2] // the rejection is lost
			n.Events[1].ID, n.Events[1].Event = "other", []string{"THREATEN"}
		})
		put(t, s, store.Recoded, now)
		put(t, s, store.Unchanged, now)
		if d := cmp.Diff([]string{"KOR THREATEN JPN (1)", "JPN CONSULT KOR (1)"}, led(t, s, store.Filter{})); d != "" {
			t.Error(d)
		}
		var changes []string
		err := s.Diff(t.Context(), 1, 2, func(c store.ReportChange) error {
			for _, ch := range c.Changes {
				changes = append(changes, fmt.Sprint(ch.Kind, ch.Fields))
			}
			changes = append(changes, fmt.Sprint(c.Same, " the same"))
			return nil
		})
		if d := cmp.Diff([]string{"changed[event]", "lost[]", "1 the same"}, changes); d != "" || err != nil {
			t.Error(d, err)
		}
		put(t, s, store.Recoded, r) // back again
		if n := len(led(t, s, store.Filter{})); n != 3 {
			t.Error(n)
		}
		list, err := s.Versions(t.Context())
		if err != nil || len(list) != 2 || list[0].Reports != 1 || list[0].Older != 0 || list[1].Older != 1 {
			t.Errorf("%+v %v", list, err)
		}
		whole(t, s)
	})
}

func TestRecodingKeepsTellingsTogether(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		a, b := telling("North Wire", "2021-03-04", "Ministers meet", envoys...), telling("East Press", "2021-03-04", "Busan talks", otherwise...)
		put(t, s, store.Added, a)
		put(t, s, store.Added, b)
		// the leading event goes, and comes back
		put(t, s, store.Recoded, again(a, func(n *store.Record) { n.Events = nil }))
		if d := cmp.Diff([]string{"JPN CONSULT KOR (1)"}, led(t, s, store.Filter{})); d != "" {
			t.Error(d)
		}
		whole(t, s)
		put(t, s, store.Recoded, a)
		if d := cmp.Diff([]string{"JPN CONSULT KOR (2)"}, led(t, s, store.Filter{})); d != "" {
			t.Error(d)
		}
		whole(t, s)
	})
}

func TestOutdatedGivesReportsAsTheyCame(t *testing.T) {
	storetest.Open(t, func(t *testing.T, s *store.Store) {
		r := telling("Daily", "2021-03-04", "Ministers meet", "TOKYO, March 4 (Wire) -- "+envoys[3], "By A. Writer")
		put(t, s, store.Added, r)
		list, next, err := s.Outdated(t.Context(), second, 0, 10)
		if err != nil || len(list) != 1 || next == 0 {
			t.Fatal(list, next, err)
		}
		if d := cmp.Diff(r.Report, list[0].Report); d != "" || list[0].Name != r.Name {
			t.Error(d, list[0].Name)
		}
		if list, _, err := s.Outdated(t.Context(), first, 0, 10); err != nil || len(list) != 0 {
			t.Error(list, err)
		}
	})
}

func TestABackupIsARecord(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, err := store.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		a := telling("North Wire", "2021-03-04", "Ministers meet", envoys...)
		put(t, s, store.Added, a)
		put(t, s, store.Added, telling("East Press", "2021-03-04", "Busan talks", otherwise...))
		put(t, s, store.Recoded, again(a, func(n *store.Record) { n.Events[0].Confidence = 0.5 }))
		file := filepath.Join(t.TempDir(), "backup.db")
		if err := s.Backup(t.Context(), file); err != nil {
			t.Fatal(err)
		}
		if err := s.Backup(t.Context(), file); err == nil || !strings.Contains(err.Error(), "there already") {
			t.Error(err)
		}
		b, err := store.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		whole(t, b)
		if d := cmp.Diff(storetest.Dump(t, dsn), storetest.Dump(t, file)); d != "" {
			t.Error(d)
		}
		hits, _, err := b.Search(t.Context(), `"second round" fishing`, store.Page{})
		if err != nil || len(hits) != 1 {
			t.Error(hits, err)
		}
	})
}

func TestARecordMovesToPostgreSQLAndBack(t *testing.T) {
	storetest.Open(t, func(t *testing.T, to *store.Store) {
		file := filepath.Join(t.TempDir(), "from.db")
		from, err := store.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		defer from.Close()
		put(t, from, store.Added, telling("North Wire", "2021-03-04", "Ministers meet", envoys...))
		if err := from.CopyTo(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		whole(t, to)
		put(t, to, store.Unchanged, telling("North Wire", "2021-03-04", "Ministers meet", envoys...))
		put(t, to, store.Added, telling("East Press", "2021-03-04", "Busan talks", otherwise...))
		if err := from.CopyTo(t.Context(), to); err == nil || !strings.Contains(err.Error(), "empty place") {
			t.Error(err)
		}
		whole(t, to)
	})
}
