package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/attache/attache/internal/store"
)

func TestEveryPageAnswers(t *testing.T) {
	s := open(t, nil)
	for _, p := range s.addresses() {
		a := s.get(p)
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s\n%s", p, a.Status, a.body)
		}
	}
}

func TestAnEventShowsItsEvidenceAndItsRule(t *testing.T) {
	s := open(t, nil)
	e := s.find(store.Filter{Dyad: [2]string{"NOR", "DNK"}, Types: []string{"AGREE"}})
	a := s.get("/events/" + e.ID)
	for _, want := range []string{`<mark class="trigger`, ">agreed</mark>", "joint naval patrols", e.Rule, "Norway", "Denmark", `class="here"`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestPagesCanBeUsedWithoutEyesOrMouse looks at every page as a tree.
func TestPagesCanBeUsedWithoutEyesOrMouse(t *testing.T) {
	s := open(t, nil)
	for _, p := range s.addresses() {
		root, err := html.Parse(strings.NewReader(s.get(p).body))
		if err != nil {
			t.Fatal(err)
		}
		ids, labelled, headings := map[string]bool{}, map[string]bool{}, 0
		var inputs []*html.Node
		each(root, func(n *html.Node) {
			if id := attr(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s: id %q stands twice", p, id)
				}
				ids[id] = true
			}
			switch n.Data {
			case "label":
				labelled[attr(n, "for")] = true
			case "h1":
				headings++
			case "input", "select", "textarea":
				if k := attr(n, "type"); k != "hidden" && k != "submit" {
					inputs = append(inputs, n)
				}
			case "svg":
				if attr(n, "aria-hidden") == "" && (attr(n, "role") != "img" || attr(n, "aria-label") == "") {
					t.Errorf("%s: a picture without words", p)
				}
			case "button", "a":
				if strings.TrimSpace(words1(n)) == "" && attr(n, "aria-label") == "" {
					t.Errorf("%s: <%s href=%q> without words", p, n.Data, attr(n, "href"))
				}
			}
		})
		for _, n := range inputs {
			if !labelled[attr(n, "id")] && !(n.Parent.Data == "label") {
				t.Errorf("%s: field %q without a label", p, attr(n, "name"))
			}
		}
		if headings != 1 || !ids["main"] {
			t.Errorf("%s: %d headings of the first order, main %v", p, headings, ids["main"])
		}
	}
}

func each(n *html.Node, do func(*html.Node)) {
	if n.Type == html.ElementNode {
		do(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, do)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words1 is the text of a node, also of its titles.
func words1(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(words1(c))
	}
	return b.String()
}

// TestLinksLeadSomewhere follows every link within the pages once.
func TestLinksLeadSomewhere(t *testing.T) {
	s := open(t, nil)
	seen := map[string]bool{}
	for _, p := range s.addresses() {
		root, err := html.Parse(strings.NewReader(s.get(p).body))
		if err != nil {
			t.Fatal(err)
		}
		base, _ := url.Parse(s.url + p)
		each(root, func(n *html.Node) {
			href := attr(n, "href")
			if href == "" {
				return
			}
			u, err := base.Parse(href)
			if err != nil || u.Host != base.Host || seen[u.RequestURI()] {
				return
			}
			seen[u.RequestURI()] = true
			if a := s.get(u.RequestURI()); a.StatusCode != http.StatusOK {
				t.Errorf("%s leads to %s: %s", p, href, a.Status)
			}
		})
	}
	if len(seen) < 100 {
		t.Errorf("only %d links", len(seen))
	}
}

func TestQuestionsWithoutSenseSayWhatWouldMakeSense(t *testing.T) {
	s := open(t, nil)
	for p, want := range map[string]string{
		"/events?from=May":            "2022-05-04",
		"/events?quad=7":              "1, 2, 3 or 4",
		"/events?box=1,2":             "south, west, north and east",
		"/events?dyad=JPN":            "JPN,USA",
		"/events?after=nonsense":      "cursor",
		"/dyads/NOR/DNK?step=century": "day, week or month",
		"/?day=tomorrow":              "2022-05-04",
		"/review?type=DANCE":          "no type",
	} {
		if a := s.get(p); a.StatusCode != http.StatusBadRequest || !strings.Contains(a.body, want) {
			t.Errorf("%s: %s, without %q", p, a.Status, want)
		}
	}
	for _, p := range []string{"/nowhere", "/events/none", "/reports/none", "/stories/none", "/static/none"} {
		if a := s.get(p); a.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", p, a.Status)
		}
	}
}

func TestADayWithoutEventsLeadsToTheLatest(t *testing.T) {
	s := open(t, nil)
	a := s.get("/?day=1999-01-01")
	if !strings.Contains(a.body, "/?day=2022-06-03") {
		t.Error("no way to the latest day")
	}
	if a := s.get("/"); !strings.Contains(a.body, "Friday 3 June 2022") {
		t.Error("the brief is not of the latest day")
	}
}
