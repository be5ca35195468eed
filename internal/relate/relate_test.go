package relate

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/text"
)

var load = sync.OnceValues(func() (*Relater, error) {
	c, err := coder.New(coder.WithoutScorer())
	if err != nil {
		return nil, err
	}
	return New(c)
})

func relater(t testing.TB) *Relater {
	t.Helper()
	r, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// unmarked takes the brackets of "[A Seoul] cancelled" out; they may be nested.
func unmarked(s string) (plain string, actor, recipient text.Span) {
	var b strings.Builder
	var open []*text.Span
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "[A "):
			actor.From, open = b.Len(), append(open, &actor)
			i += 2
		case strings.HasPrefix(s[i:], "[B "):
			recipient.From, open = b.Len(), append(open, &recipient)
			i += 2
		case s[i] == ']':
			open[len(open)-1].To = b.Len()
			open = open[:len(open)-1]
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), actor, recipient
}

func ask(t testing.TB, r *Relater, marked string) Answer {
	t.Helper()
	plain, actor, recipient := unmarked(marked)
	a, err := r.Relate(plain, actor, recipient)
	if err != nil {
		t.Fatalf("%s: %v", marked, err)
	}
	return a
}

func TestRelate(t *testing.T) {
	r := relater(t)
	for _, c := range []struct{ marked, want string }{
		{"[A Lisbon] rejected a request by [B Madrid] for water from the dam.", "REJECT"},
		{"[A Angola] has promised to reopen its consulate in [B Lusaka].", "AGREE"},
		{"[A The general] met [B a Mongolian delegation] on Tuesday.", "CONSULT"},
		{"[A Gunmen] killed [B four health workers] near the border.", "ASSAULT"},
		{"[B Four health workers] were killed by [A gunmen] near the border.", "ASSAULT"},
		{"[A Police in Oran] arrested [B the editor of a weekly] on Monday.", "COERCE"},
		{"[A Jordan] expelled [B two Syrian diplomats].", "SANCTION"},
		{"[A Malta] donated 50 beds to [B a hospital in Tripoli].", "AID"},
		{"[A The rebels] released [B a Dutch engineer] on Friday.", "RETREAT"},
		{"[A The bishop] apologised to [B the families].", "CONCEDE"},
		{"[A Seoul] urged [B Tokyo] to pay the workers.", "REQUEST"},
		{"[A The ministry] threatened to cut aid to [B the island].", "THREATEN"},
		{"[A Students] marched through Tunis in protest against [B the prime minister].", "PROTEST"},
		{"[A Nairobi] condemned [B the attack in Kismayo].", "ACCUSE"},
		{"[A Canada] welcomed [B the truce].", "SUPPORT"},
		{"[A The museum] is older than [B the library].", "NONE"},
	} {
		if got := ask(t, r, c.marked); got.Event != c.want {
			t.Errorf("%s: %s %.2f, want %s; %v", c.marked, got.Event, got.Confidence, c.want, got)
		}
	}
}

func TestDirection(t *testing.T) {
	r := relater(t)
	for _, s := range []string{
		"[B Fiji] imposed a ban on [A Tonga].",
		"[A Three soldiers] were shot dead by [B the insurgents].",
		"[B The court in Lyon] sentenced [A the banker] to two years in prison.",
	} {
		if got := ask(t, r, s); got.Event != None {
			t.Errorf("%s: %s %.2f, want NONE: the second did it", s, got.Event, got.Confidence)
		}
	}
}

func TestWhatGovernsTheDeed(t *testing.T) {
	r := relater(t)
	for _, c := range []struct{ marked, want string }{
		{"[A Baku] will release [B the prisoners] in May.", "AGREE"},
		{"[A Baku] refused to withdraw its soldiers from [B the district].", "REJECT"},
		{"[A Yerevan] demanded that [B Baku] withdraw its soldiers.", "REQUEST"},
		{"[A Yerevan] accused [B Baku] of shelling a school.", "ACCUSE"},
		{"[A Baku] denied [B Yerevan's charge] that it had shelled a school.", "REJECT"},
		{"[A Baku] threatened to shell [B Yerevan].", "THREATEN"},
	} {
		if got := ask(t, r, c.marked); got.Event != c.want {
			t.Errorf("%s: %s %.2f, want %s", c.marked, got.Event, got.Confidence, c.want)
		}
	}
}

// What is known to be wrong; a case that comes right belongs above.
func TestKnownMistakes(t *testing.T) {
	r := relater(t)
	for _, c := range []struct{ marked, wrong, right string }{
		{"[A Baku] will withdraw its soldiers from [B the district] in May.", "SANCTION", "AGREE"},
	} {
		if got := ask(t, r, c.marked); got.Event == c.right {
			t.Errorf("%s is right now; move it to the tests above", c.marked)
		}
	}
}

func TestOddSpans(t *testing.T) {
	r := relater(t)
	for name, s := range map[string]string{
		"one in the other":    "[A The president of [B Chad]] spoke on Monday.",
		"the same words":      "[A [B Chad]] spoke on Monday.",
		"several sentences":   "[A Chad] closed its schools. Later the day [B Niger] did so, too.",
		"back two sentences":  "[B Chad] closed its schools. Later the day [A Niger] did so, too.",
		"part of a word":      "[A Pa]ris met [B Rom]e.",
		"other letters":       "Le «[A Élysée – « 日本 »]» met [B the envoy of Côte d’Ivoire] – on Monday…",
		"no sentence at all":  "[A Chad]-[B Niger]",
		"with the blank part": "[A Chad ]met[B  Niger].",
	} {
		if a := ask(t, r, s); a.Event == "" || a.Confidence <= 0 || a.Confidence > 1 {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if _, err := r.Relate("Chad met   Niger.", text.Span{From: 9, To: 10}, text.Span{From: 0, To: 4}); !errors.Is(err, ErrSpan) {
		t.Errorf("a span of blanks: %v", err)
	}
	if _, err := r.Relate("", text.Span{}, text.Span{}); !errors.Is(err, ErrSpan) {
		t.Errorf("no text: %v", err)
	}
}

func TestRelatedIsNeverNone(t *testing.T) {
	w := relater(t).Worker()
	w.Related = true
	plain, actor, recipient := unmarked("[A The village] lies north of [B the river].")
	if a, err := w.Relate(plain, actor, recipient); err != nil || a.Event == None {
		t.Errorf("%v %v", a, err)
	}
}

func TestReasons(t *testing.T) {
	a := ask(t, relater(t), "[A Malta] gave money to [B Libya].")
	if !strings.Contains(a.Why.Rule, "aid.toml:") || len(a.Why.Features) == 0 {
		t.Errorf("%+v", a.Why)
	}
}

func TestManyAtOnce(t *testing.T) {
	r := relater(t)
	s := "[A Gunmen] killed [B four health workers] near the border."
	want := ask(t, r, s)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := ask(t, r, s); got.Event != want.Event || got.Confidence != want.Confidence {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
	all.Wait()
}

func BenchmarkRelate(b *testing.B) {
	r := relater(b)
	w := r.Worker()
	plain, actor, recipient := unmarked("After weeks of quarrel, [A the transport ministry in Lisbon] on Tuesday rejected a request by [B the dockers' union] for talks on pay, saying that the budget for the year had been settled in May.")
	b.ResetTimer()
	for range b.N {
		if _, err := w.Relate(plain, actor, recipient); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
}
