package coder_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/event"
	"github.com/attache/attache/internal/text"
)

// loaded is the built-in coder, loaded once for all tests.
var loaded = sync.OnceValues(func() (*coder.Coder, error) { return coder.New() })

func load(t testing.TB) *coder.Coder {
	t.Helper()
	c, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var day = time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC)

func report(words string) *text.Report {
	return &text.Report{ID: "r", Text: words, Published: day, Dated: text.Given}
}

func code(t testing.TB, words string) *coder.Doc {
	t.Helper()
	d, err := load(t).Worker().Code(t.Context(), report(words))
	if err != nil {
		t.Fatal(err)
	}
	within(t, d)
	return d
}

// within holds every layer to the text: spans lie inside it, between characters.
func within(t testing.TB, d *coder.Doc) {
	t.Helper()
	words := d.Report.Text
	check := func(what string, s text.Span) {
		if s.From < 0 || s.To < s.From || s.To > len(words) {
			t.Fatalf("%s at %v of %d bytes", what, s, len(words))
		}
		for _, at := range [...]int{s.From, s.To} {
			if at < len(words) && !utf8.RuneStart(words[at]) && utf8.ValidString(words) {
				t.Fatalf("%s at %v cuts a character", what, s)
			}
		}
	}
	for i := range d.Sents {
		check("sentence", d.Sents[i].Span)
		for k := range d.Sents[i].Tokens {
			check("token", d.Sents[i].Tokens[k].Span)
		}
	}
	for i := range d.Times {
		check("time", d.Times[i].Span)
	}
	for i := range d.Places {
		check("place", d.Places[i].Span)
	}
	for i := range d.Events {
		e := &d.Events[i]
		check("trigger", e.Trigger)
		check("quote", e.Quote)
		for _, side := range [][]event.Actor{e.Actor, e.Recipient, e.SaidBy} {
			for _, a := range side {
				check("party", a.Span)
			}
		}
		if len(e.Why) == 0 || e.Why[0].Line == 0 {
			t.Fatalf("event %s names no line of the codebook", e.Type)
		}
	}
}

// stories are whole reports of these tests' own.
func stories(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("../../testdata/reports/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := []string{
		"Norway and Denmark signed a fishing agreement in Oslo on Monday. The agreement replaces one of 1998.",
		"Chile's foreign minister visited Peru and met his counterpart. Rebels attacked a convoy in northern Mali, killing 12 soldiers.",
		"", "\n\n", "Nothing happened.",
	}
	for _, n := range names {
		raw, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(raw))
	}
	return out
}

func shown(t testing.TB, w *coder.Worker, words string) string {
	d, err := w.Code(t.Context(), report(words))
	if err != nil {
		t.Error(err)
		return ""
	}
	b, err := json.Marshal(d.Events)
	if err != nil {
		t.Error(err)
	}
	return string(b)
}

// However many work at once, whatever they did before, the same text gives the
// same bytes.
func TestWorkersAgree(t *testing.T) {
	c, texts := load(t), stories(t)
	var want []string
	for _, s := range texts {
		want = append(want, shown(t, c.Worker(), s))
	}
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			w := c.Worker()
			for i := range 2 * len(texts) {
				k := (i*(n+1) + n) % len(texts)
				if got := shown(t, w, texts[k]); got != want[k] {
					t.Errorf("worker %d, text %d:\n%s\nwant\n%s", n, k, got, want[k])
				}
			}
		})
	}
	all.Wait()
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := load(t).Worker().Code(ctx, report("Iran met Iraq.")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A report without a date has events without a day, unless they name one.
func TestNoDate(t *testing.T) {
	d, err := load(t).Worker().Code(t.Context(), &text.Report{ID: "r", Text: "Turkey accused Greece of lying. Turkey attacked Greece on May 3, 2004."})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Events) < 2 {
		t.Fatalf("%d events, want 2", len(d.Events))
	}
	if first := d.Events[0]; !first.On.First.IsZero() {
		t.Errorf("%s has the day %v", first.Type, first.On.First)
	}
	if last := d.Events[len(d.Events)-1]; last.On.First.Format(time.DateOnly) != "2004-05-03" {
		t.Errorf("%s has the day %v", last.Type, last.On.First)
	}
}

// Texts that no wire would send are read all the same.
func TestStrangeTexts(t *testing.T) {
	long := "Turkey accused Greece of lying"
	for i := range 100 {
		long += fmt.Sprintf(" and minister %d left", i)
	}
	for name, words := range map[string]string{
		"empty":             "",
		"blank":             " \t\r\n ",
		"one mark":          ".",
		"sentence of words": long + ".",
		"capitals":          "TURKEY ACCUSED GREECE OF VIOLATING ITS AIRSPACE ON TUESDAY.",
		"accents":           "Perú acusó a Chile. Peru accused Chile of spying — “again”, said Perú’s foreign minister.",
		"not UTF-8":         "Peru accused Chil\xe9 of spying.",
		"zero bytes":        "Peru accused\x00 Chile of spying.",
		"emoji":             "🇵🇪 Peru accused 🇨🇱 Chile of spying 🕵️.",
		"brackets":          "((((((((((( [[[[[[ {{{{{ Peru accused Chile ]]]]] ))))",
	} {
		t.Run(name, func(t *testing.T) { code(t, words) })
	}
}

// Deeds are found in a sentence of hundreds of words.
func TestLongSentence(t *testing.T) {
	d := code(t, "Turkey accused Greece of lying"+strings.Repeat(" and praised its own pilots, ships and sailors", 50)+".")
	if len(d.Events) == 0 {
		t.Error("no events")
	}
}

func types(d *coder.Doc) []string {
	var out []string
	for i := range d.Events {
		out = append(out, d.Events[i].Type)
	}
	return out
}

// Other languages give no events rather than false ones: the report is refused,
// or nothing is found.
func TestOtherLanguages(t *testing.T) {
	for _, words := range []string{"Россия обвинила Грузию в нападении на миротворцев.", "日本と中国は東京で会談した。両国は協力で合意した。",
		"اتهمت تركيا اليونان بانتهاك مجالها الجوي.", "Der Minister wies den Vorwurf gestern zurück."} {
		if d, err := load(t).Worker().Code(t.Context(), report(words)); err == nil && len(d.Events) > 0 {
			t.Errorf("%s: %v", words, types(d))
		}
	}
}

// A higher threshold never gives more events; one that cannot be is refused.
func TestThreshold(t *testing.T) {
	if _, err := coder.New(coder.WithThreshold(1.5)); err == nil {
		t.Error("1.5 was taken")
	}
	few, err := coder.New(coder.WithThreshold(0.9))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stories(t) {
		d, err := few.Worker().Code(t.Context(), report(s))
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Events {
			if d.Events[i].Confidence < 0.9 {
				t.Errorf("%s at %v", d.Events[i].Type, d.Events[i].Confidence)
			}
		}
		if all := code(t, s); len(d.Events) > len(all.Events) {
			t.Errorf("%d events at 0.9, %d without", len(d.Events), len(all.Events))
		}
	}
}

// A folder of the user's adds to the codebook; a mistake in it is named by
// file, line, what stands there and what was expected.
func TestUsersCodebook(t *testing.T) {
	mine := func(s string) coder.Option {
		return coder.WithCodebook(fstest.MapFS{"events/mine.toml": {Data: []byte(s)}})
	}
	c, err := coder.New(coder.WithoutScorer(), mine("type = \"ACCUSE\"\n[[verb]]\nwords = [\"tweet\"]\nrecipient = [\"about\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := c.Worker().Code(t.Context(), report("Turkey tweeted about Greece."))
	if err != nil || len(d.Events) != 1 || d.Events[0].Why[0].String() != "codebook/events/mine.toml:2" {
		t.Errorf("%v, %+v", err, d.Events)
	}
	_, err = coder.New(mine("type = \"SCOLD\"\n"))
	if err == nil || !strings.Contains(err.Error(), "codebook/events/mine.toml:1: found \"SCOLD\", expected a type") {
		t.Errorf("got %v", err)
	}
}

// FuzzCode: whatever the text, no panic; what is found lies within it.
func FuzzCode(f *testing.F) {
	for _, s := range stories(f) {
		f.Add(s)
	}
	f.Add("“Peru’s” troops (U.S.) can't—won't… 5% of $3bn\n\nBy A. Writer")
	w := load(f).Worker()
	f.Fuzz(func(t *testing.T, words string) {
		if len(words) > 4096 {
			return
		}
		if d, err := w.Code(t.Context(), report(words)); err == nil { // a language may be refused
			within(t, d)
		}
	})
}
