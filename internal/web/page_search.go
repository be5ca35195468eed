package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/attache/attache/internal/store"
)

// hit is a report in a list.
type hit struct {
	ID, Title, Meta string
	Snippet         []piece
}

func newHit(h store.ReportHit, words string) hit {
	var meta []string
	for _, m := range [...]string{h.Source, published(h.Day), h.Mark} {
		if m != "" {
			meta = append(meta, m)
		}
	}
	if h.CopyOf != "" {
		meta = append(meta, "nearly the same as an earlier one")
	}
	if h.SupersededBy != "" {
		meta = append(meta, "superseded")
	}
	return hit{ID: h.ID, Title: h.Title, Meta: strings.Join(meta, " · "), Snippet: marked(h.Snippet, words)}
}

// marked marks where words asked for begin in a text. The record finds by
// stems; the marks only help the eye.
func marked(s, asked string) []piece {
	want := strings.FieldsFunc(strings.ToLower(asked), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	letters := []rune(s)
	var marks []mark
	for i := 0; i < len(letters); {
		k := i
		for k < len(letters) && (unicode.IsLetter(letters[k]) || unicode.IsDigit(letters[k])) {
			k++
		}
		if word := strings.ToLower(string(letters[i:k])); slices.ContainsFunc(want, func(w string) bool { return alike(word, w) }) {
			marks = append(marks, mark{from: i, to: k, class: "event"})
		}
		i = max(k, i+1)
	}
	return pieces(letters, 0, len(letters), marks)
}

// alike compares two words but for their endings.
func alike(a, b string) bool {
	n := max(3, min(len(a), len(b))-2)
	return a == b || len(a) >= n && len(b) >= n && len(a) > 3 && len(b) > 3 && a[:n] == b[:n]
}

type searchData struct {
	Words  string
	Actor  string // code, when the words are its name
	Hits   []hit
	Next   string
	Events []store.Event
}

func (s *Server) search(r *http.Request) (string, view, error) {
	d := searchData{Words: strings.TrimSpace(r.URL.Query().Get("q"))}
	v := view{Title: "Search", Q: d.Words}
	if len(d.Words) > 1000 {
		return "", v, bad("Ask with fewer words: at most 1,000 bytes.")
	}
	if d.Words == "" {
		v.Data = d
		return "search", v, nil
	}
	v.Title = d.Words + " – search"
	d.Actor = s.names.byName[strings.ToLower(d.Words)]
	if _, ok := s.names.byCode[d.Words]; ok {
		d.Actor = d.Words
	}
	hits, cursor, err := s.rec.Search(r.Context(), d.Words, partOf(r, 20))
	if err != nil {
		return "", v, err
	}
	for _, h := range hits {
		d.Hits = append(d.Hits, newHit(h, d.Words))
	}
	d.Next = next(r, cursor)
	if d.Events, _, err = s.rec.Events(r.Context(), store.Filter{Text: d.Words}, store.Page{Limit: 8}); err != nil {
		return "", v, err
	}
	v.Data = d
	return "search", v, nil
}

// inOrder sorts the events of one report by their words.
func inOrder(list []store.Event) {
	slices.SortStableFunc(list, func(a, b store.Event) int {
		return cmp.Or(cmp.Compare(a.Trigger.Start, b.Trigger.Start), strings.Compare(a.ID, b.ID))
	})
}
