package split

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// show writes sentences with tokens divided by spaces and sentences by " / ".
func show(sents []syntax.Sentence) string {
	var out []string
	for _, s := range sents {
		var forms []string
		for _, t := range s.Tokens {
			forms = append(forms, t.Form)
		}
		out = append(out, strings.Join(forms, " "))
	}
	return strings.Join(out, " / ")
}

func TestTokens(t *testing.T) {
	cases := []struct{ in, want string }{
		{"They don't and can't; he cannot.", "They do n't and ca n't ; he can not ."},
		{"It's Sudan's and the rebels' plan.", "It 's Sudan 's and the rebels ' plan ."},
		{"We're gonna say it’s theirs, aren’t we?", "We 're gon na say it ’s theirs , are n’t we ?"},
		{"The U.S.-led force test-fired a short-range missile.", "The U.S. - led force test - fired a short - range missile ."},
		{"A non-binding, anti-war, pre-dawn re-election bid", "A non-binding , anti-war , pre-dawn re-election bid"},
		{"Gen. M. Acedera met Sgt. Li on No. 2 Street.", "Gen. M. Acedera met Sgt. Li on No. 2 Street ."},
		{"It costs $5, US$1.5 million or €3,000.", "It costs $ 5 , US$ 1.5 million or € 3,000 ."},
		{"At 4:30p.m. on 9/11, 5pm and 430km away", "At 4:30 p.m. on 9/11 , 5 pm and 430 km away"},
		{"He lives in the U.S.", "He lives in the U.S ."},
		{"See http://example.org/a-b?c=d, www.example.com. Or a.b@example.org!", "See http://example.org/a-b?c=d , www.example.com . / Or a.b@example.org !"},
		{"and/or he/she on 11/28/2000", "and / or he / she on 11/28/2000"},
		{"Wait... what -- now?! Yes!!!", "Wait ... what -- now ?! / Yes !!!"},
		{"“We will act,” he said. “Soon.” Nobody else did.", "“ We will act , ” he said . / “ Soon . ” / Nobody else did ."},
		{"from 1990-1995, 5-10 ships; call 713-555-3989", "from 1990 - 1995 , 5 - 10 ships ; call 713-555-3989"},
		{"(He left.) They stayed [there].", "( He left . ) / They stayed [ there ] ."},
		{"50% of AT&T's 1,000 staff", "50 % of AT&T 's 1,000 staff"},
		{"O'Connor's 1960s d'etat in '98", "O'Connor 's 1960s d'etat in '98"},
		{"Ministers met.The talks failed.", "Ministers met . The talks failed ."},
		{"'We agree,' she said", "' We agree , ' she said"},
	}
	s := New(nil)
	for _, c := range cases {
		if got := show(s.Split(&text.Report{Text: c.in})); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestFurniture(t *testing.T) {
	in := "OSLO, May 4 (Wire) -- Envoy Ann Lee (L) met Bo Ek (3rd from R) on Monday. They spoke.\n(Wire)"
	r := &text.Report{Text: in}
	for _, f := range []struct {
		kind  text.FurnitureKind
		words string
	}{{text.Position, "(3rd from R)"}, {text.DatelineAt, "OSLO, May 4 (Wire) --"}, {text.Position, "(L)"}} {
		i := strings.Index(in, f.words)
		r.Furniture = append(r.Furniture, text.Furniture{Kind: f.kind, Span: text.Span{From: i, To: i + len(f.words)}})
	}
	want := "OSLO , May 4 ( Wire ) -- / Envoy Ann Lee met Bo Ek on Monday . / They spoke . / ( Wire )"
	if got := show(New(nil).Split(r)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestLines(t *testing.T) {
	cases := []struct{ in, want string }{
		{"A title\n\nA text. It goes on", "A title / A text . / It goes on"},
		{"- one item\n- another item", "- one item / - another item"},
		{"The ministers of the two countries agreed on Monday\nto open the border between them and to hold further\ntalks in Spring.", "The ministers of the two countries agreed on Monday to open the border between them and to hold further talks in Spring ."},
		{"MINISTERS AGREE\nThe ministers agreed.", "MINISTERS AGREE / The ministers agreed ."},
	}
	for _, c := range cases {
		if got := show(New(nil).Split(&text.Report{Text: c.in})); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestWorkerReusesItsMemory(t *testing.T) {
	w := trained(t).Worker()
	r := &text.Report{Text: "The envoys met in Oslo on Monday. \"We agreed,\" one said.\n\nanother did not say anything\nBye Bo"}
	want := show(w.Split(r))
	if n := testing.AllocsPerRun(20, func() { w.Split(r) }); n > 0 {
		t.Errorf("%v allocations for a report", n)
	}
	if got := show(w.Split(r)); got != want {
		t.Errorf("got %s, first %s", got, want)
	}
}

func TestLongInputIsLinear(t *testing.T) {
	for _, part := range []string{"a", "a,", "a.b.", "1-", "1/", "x-", "'", "a'", "(", ".", "http://x.y/", "a@", "\n", "a\n", " ?"} {
		s := strings.Repeat(part, 100_000/len(part))
		start := time.Now()
		covers(t, &text.Report{Text: s}, trained(t).Split(&text.Report{Text: s}))
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%d bytes of %q take %v", len(s), part, d)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"Mr. Li didn't go.\n\n(L) \"Why?\" 5pm", "\xff\xfe a\u00a0b\u2028c", "a@b.c http://x 'tis ''q'' 1-2-3 U.S.", "…’s n't 's \u0085."} {
		f.Add(s, 2, 9)
	}
	rules, learnt := New(nil), trained(f)
	f.Fuzz(func(t *testing.T, in string, a, b int) {
		r := &text.Report{Text: in, Furniture: []text.Furniture{{Kind: text.Position, Span: text.Span{From: a, To: b}}}}
		covers(t, r, rules.Split(r))
		r.Furniture[0].Kind = text.DatelineAt
		covers(t, r, learnt.Split(r))
		English(in)
	})
}

// covers checks that tokens follow one another, hold their form, and leave
// out nothing but white space and position marks.
func covers(t *testing.T, r *text.Report, sents []syntax.Sentence) {
	t.Helper()
	at, valid := 0, utf8.ValidString(r.Text)
	gap := func(to int) {
		for at < to {
			skipped := false
			for _, f := range r.Furniture {
				s := f.Span
				if f.Kind == text.Position && 0 <= s.From && s.From <= at && at < s.To && s.To <= len(r.Text) {
					at, skipped = s.To, true
				}
			}
			if skipped {
				continue
			}
			n := spaceLen(r.Text, at)
			if n == 0 {
				t.Fatalf("byte %d of %q is in no token", at, r.Text)
			}
			at += n
		}
	}
	for i, s := range sents {
		if s.Index != i || len(s.Tokens) == 0 {
			t.Fatalf("sentence %d has index %d and %d tokens", i, s.Index, len(s.Tokens))
		}
		for _, k := range s.Tokens {
			gap(k.Span.From)
			if k.Span.From != at || k.Span.To <= at || k.Form != k.Span.Of(r.Text) || k.Head != -1 {
				t.Fatalf("token %+v at %d of %q", k, at, r.Text)
			}
			at = k.Span.To
			if valid && len(r.Furniture) == 0 && !utf8.ValidString(k.Form) {
				t.Fatalf("token %q cuts a character", k.Form)
			}
		}
	}
	gap(len(r.Text))
}
