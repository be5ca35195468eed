package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/store/storetest"
)

// invented gives n reports of a few weeks: meetings and quarrels of pairs of
// countries, with near duplicates, updates and a second telling among them.
func invented(n int) []byte {
	countries := []string{"France", "Japan", "Brazil", "Kenya", "Norway", "Vietnam", "Chile", "Poland", "Egypt", "Canada"}
	cities := []string{"Oslo", "Lima", "Nairobi", "Hanoi", "Paris", "Warsaw"}
	matters := []string{"a railway over the border", "the price of copper", "cod quotas", "a shared power line", "visas for nurses", "the repair of a dam"}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range n {
		base := i - i%4/2 // every fourth report tells what the one two before told
		x, y := countries[base%len(countries)], countries[(base*7+3)%len(countries)]
		if x == y {
			y = "Finland"
		}
		city, matter := cities[base%len(cities)], matters[base/3%len(matters)]
		day := time.Date(2021, 3, 1+base/6, 0, 0, 0, 0, time.UTC)
		title := fmt.Sprintf("%s and %s discuss %s", x, y, matter)
		text := fmt.Sprintf("%s's foreign minister met the foreign minister of %s in %s on %s to discuss %s.\n\n%s accused %s of delaying the talks, which began in spring number %d.\n\n"+
			"The president of %s will visit %s next month. Both sides agreed to share the costs of the plan, a spokesman said, but %s rejected a first draft of %d pages.",
			x, y, city, day.Format("Monday"), matter, y, x, base, y, x, x, 10+base%40)
		switch i % 8 {
		case 2:
			title, text = "ADDS: "+title, "ATTENTION - ADDS details ///\n\n"+text+fmt.Sprintf("\n\nIn %s, %d people protested against the plan.", city, 100+i)
		case 7:
			text = fmt.Sprintf("Talks on %s brought the foreign ministers of %s and %s to %s on %s. The foreign minister of %s met the foreign minister of %s for an hour.",
				matter, x, y, city, day.Format("Monday"), x, y)
		}
		_ = enc.Encode(map[string]string{"id": fmt.Sprintf("r%03d", i), "date": day.Format(time.DateOnly), "title": title, "text": text, "source": []string{"North Wire", "South Wire", "North Wire"}[i%3]})
	}
	return b.Bytes()
}

// attacheReal is the program, run as a process of its own.
func attacheReal(t testing.TB, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...)
	c.Args[0] = "attache-real"
	return c
}

// TestKilledWhileIngesting kills the program at any instant, again and again,
// until it has come to its end, and compares the record with one that was
// never disturbed. ATTACHE_TEST_KILLS sets how often; 50 before a release.
func TestKilledWhileIngesting(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times")
	}
	kills := 3
	if s := os.Getenv("ATTACHE_TEST_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		kills = n
	}
	reports := filepath.Join(t.TempDir(), "reports.jsonl")
	if err := os.WriteFile(reports, invented(240), 0o600); err != nil {
		t.Fatal(err)
	}
	calm := filepath.Join(t.TempDir(), "calm.db")
	began := time.Now()
	if out, err := attacheReal(t, "ingest", "--db", calm, reports).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole := time.Since(began)
	want := storetest.Dump(t, calm)
	if n := strings.Count(want, "\n"); n < 1500 {
		t.Fatalf("the undisturbed record has %d lines only", n)
	}
	storetest.Each(t, func(t *testing.T, dsn string) {
		killed := killUntilDone(t, kills, whole, reports, func() string {
			if strings.HasPrefix(dsn, "postgres") {
				return storetest.Postgres(t)
			}
			return filepath.Join(t.TempDir(), "killed.db")
		}, want)
		t.Logf("killed %d times", killed)
	})
}

// killUntilDone starts and kills the program until it was killed often enough
// and the last record is complete; each record that is complete is compared.
func killUntilDone(t *testing.T, kills int, whole time.Duration, reports string, fresh func() string, want string) int {
	dice := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for dsn := fresh(); ; {
		c := attacheReal(t, "ingest", "--db", dsn, reports)
		var said bytes.Buffer
		c.Stdout, c.Stderr = &said, &said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if killed < kills {
			time.AfterFunc(whole/4+time.Duration(dice.Int64N(int64(whole))), func() { _ = c.Process.Kill() })
		}
		err := c.Wait()
		if err != nil && c.ProcessState.ExitCode() >= 0 {
			t.Fatalf("%v: %s", err, &said)
		}
		if err != nil {
			killed++
			continue
		}
		checkWhole(t, dsn, want)
		if killed >= kills {
			return killed
		}
		dsn = fresh()
	}
}

func checkWhole(t *testing.T, dsn, want string) {
	t.Helper()
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(storetest.Dump(t, dsn), "\n")); d != "" {
		t.Fatalf("the record is not the undisturbed one (-want +got):\n%s", d)
	}
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context(), func(fault string) { t.Error(fault) }); err != nil {
		t.Fatal(err)
	}
}
