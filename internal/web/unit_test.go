package web

import (
	"math"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/attache/attache/internal/eval/calibration"
	"github.com/attache/attache/internal/store"
)

func TestMarksWithinMarks(t *testing.T) {
	letters := []rune("Élan met Ωmega in Oslo.")
	got := pieces(letters, 0, len(letters), []mark{{from: 0, to: 14, class: "quote"}, {from: 0, to: 4, class: "actor"}, {from: 5, to: 8, class: "trigger"}, {from: 9, to: 14, class: "recipient"}, {from: 18, to: 99, class: "place"}, {from: 7, to: 3, class: "actor"}})
	var b strings.Builder
	for _, p := range got {
		b.WriteString("[" + p.Class + "|" + p.Text + "]")
	}
	if want := "[actor quote|Élan][quote| ][trigger quote|met][quote| ][recipient quote|Ωmega][| in ][place|Oslo.]"; b.String() != want {
		t.Errorf("%s\nwant %s", b.String(), want)
	}
}

// FuzzPieces: no words are lost or doubled, whatever the marks.
func FuzzPieces(f *testing.F) {
	f.Add("Oslo met Bern.", 0, 4, 5, 8)
	f.Add("é", -3, 99, 1, 0)
	f.Fuzz(func(t *testing.T, s string, a, b, c, d int) {
		letters := []rune(s)
		var got strings.Builder
		for _, p := range pieces(letters, 0, len(letters), []mark{{from: a, to: b, class: "actor"}, {from: c, to: d, class: "quote"}}) {
			got.WriteString(p.Text)
		}
		if got.String() != string(letters) {
			t.Errorf("%q became %q", string(letters), got.String())
		}
	})
}

// FuzzAsked: every question is a filter or an error, and its address leads back
// to it.
func FuzzAsked(f *testing.F) {
	f.Add("party=JPN&quad=1&from=2022-01-01&box=1,2,3,4&repeats=true")
	f.Add("quad=x&box=&dyad=,")
	n := newNames(nil)
	f.Fuzz(func(t *testing.T, raw string) {
		q, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		a := askedIn(q)
		if _, err := a.filter(n); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
		if again := askedIn(a.values()); !reflect.DeepEqual(a, again) {
			t.Errorf("%+v became %+v", a, again)
		}
	})
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{0, 0, 0, 1}, {8, 10, 0.4902, 0.9433}, {0, 10, 0, 0.2775}, {10, 10, 0.7225, 1}, {80, 100, 0.7112, 0.8666}} {
		if low, high := calibration.Wilson(c.k, c.n); math.Abs(low-c.low) > 1e-3 || math.Abs(high-c.high) > 1e-3 {
			t.Errorf("%d of %d: %.4f to %.4f", c.k, c.n, low, high)
		}
	}
}

func TestNamesAreCodes(t *testing.T) {
	c, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	n := newNames(c.Book.Actors)
	for typed, want := range map[string]string{"Japan": "JPN", "japan": "JPN", "JPN": "JPN", "jpn gov": "JPN GOV", "United States": "USA", "Japan (JPN)": "JPN", "Nowhere Land": "NOWHERE LAND", "": ""} {
		if got := n.code(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	if got := n.name("JPN GOV"); got != "Japan, government" {
		t.Errorf("JPN GOV is called %q", got)
	}
}

func TestDaysAreShort(t *testing.T) {
	for _, c := range [][3]string{{"2022-05-04", "", "4 May 2022"}, {"2022-05-01", "2022-05-31", "May 2022"}, {"2022-01-01", "2022-12-31", "2022"}, {"2022-05-04", "2022-05-09", "4–9 May 2022"}, {"", "", "day unknown"}} {
		var e store.Event
		e.Date, e.EndDate = c[0], c[1]
		if got := daysOf(e); got != c[2] {
			t.Errorf("%s to %s: %q", c[0], c[1], got)
		}
	}
}

func TestDueGroups(t *testing.T) {
	now := on("2022-06-10")
	for due, want := range map[string]string{"": "No day given", "2022-06-09": "Past its day", "2022-06-30": "Due within thirty days", "2022-06": "Due within thirty days", "2022": "Due later", "2021": "Past its day", "2022-04-01/2022-12-01": "Due later", "2022-01-01/": "Past its day"} {
		if got := dueGroup(due, now); got != want {
			t.Errorf("%q: %q, want %q", due, got, want)
		}
	}
}

func TestFormTokensAreMaskedAnew(t *testing.T) {
	a, b := mask("secret"), mask("secret")
	if a == b || unmask(a) != "secret" || unmask(b) != "secret" || unmask("!") != "" || unmask("") != "" {
		t.Errorf("%q and %q", a, b)
	}
}

func TestClientsAreForgotten(t *testing.T) {
	now := on("2022-06-10")
	c := clients{rate: 10, burst: 10, byIP: map[string]*client{}, now: func() time.Time { return now }}
	for i := range mostClients + 10 {
		c.allow(string(rune(i)), 1)
	}
	if len(c.byIP) > mostClients {
		t.Errorf("%d clients are held", len(c.byIP))
	}
}

func TestAChartHoldsItsSeries(t *testing.T) {
	points := []store.Point{{From: on("2022-05-01"), Events: 3, Cooperation: 2, Conflict: 1, Quads: [4]int{1, 1, 1, 0}, Scale: 2}, {From: on("2022-06-01")}, {From: on("2022-07-01"), Events: 5, Conflict: 5, Quads: [4]int{0, 0, 0, 5}, Scale: -9}}
	c := newChart(points, store.Month, "test")
	if len(c.Bars) != 3 || len(c.Bars[0].Parts) != 3 || len(c.Bars[1].Parts) != 0 || c.Bars[2].To != "2022-07-31" {
		t.Errorf("%+v", c.Bars)
	}
	for _, b := range c.Bars {
		for _, p := range b.Parts {
			if p.Y < 0 || p.Y+p.H > chartH-marginB+1 || b.X+b.W > chartW+1 {
				t.Errorf("a bar leaves the chart: %+v %+v", b, p)
			}
			if (p.Quad <= 2) != (p.Y+p.H <= c.Axis+0.6) {
				t.Errorf("class %d on the wrong side of the axis", p.Quad)
			}
		}
	}
}
