package story

import (
	"regexp"
	"strings"

	"github.com/attache/attache/internal/text"
)

// Mark is what a report says of itself: that it adds to, recasts, corrects or
// updates an earlier one.
type Mark string

// The marks.
const (
	Adds       Mark = "adds"
	Recast     Mark = "recast"
	Correction Mark = "correction"
	Update     Mark = "update"
)

// marks are the words of agencies, looked for in the title's ends and in the
// furniture; the first that fits holds.
var marks = []struct {
	mark  Mark
	title *regexp.Regexp // of the title
	line  *regexp.Regexp // of a marker in the text
}{
	{Correction, regexp.MustCompile(`^\s*\W?(?i:correct(?:ed|ion|s|ing)|erratum|amended)\W*(?:[:(\[*-]|\s-|\s*$)|(?i:\((?:corrected|correction|amended)\))\s*$|^\s*\((?i:corrected|correction|corrects)\b`),
		regexp.MustCompile(`(?i)^\W*(?:attention\s*-+\s*)?(?:correct(?:s|ed|ion|ing)|erratum)\b`)},
	{Recast, regexp.MustCompile(`(?i)^\W*recast(?:s|ing)?\b\W|\(recasts?\)\s*$`),
		regexp.MustCompile(`(?i)^\W*(?:attention\s*-+\s*)?recast(?:s|ing)?\b`)},
	{Adds, regexp.MustCompile(`(?i)^\W*(?:attention\s*-+\s*)adds\b|\(adds\b[^()]*\)\s*$|^adds:`),
		regexp.MustCompile(`(?i)^\W*attention\s*-+\s*(?:adds?|inserts?|add(?:ing|itional))\b|^\W*\(?adds\b`)},
	{Update, regexp.MustCompile(`(?i)^\W*(?:update\s*\d*|(?:\d+(?:st|nd|rd|th)|second|third|fourth) (?:ld|lead|update)(?:-writethru)?)\s*[:)-]|\((?:updated?|update \d+|\d+(?:st|nd|rd|th) (?:ld|lead|update)[^()]*)\)\s*$`),
		regexp.MustCompile(`(?i)^\W*(?:attention\s*-+\s*(?:updates?|changes|releads?|leads?|new lead)\b|\(?updated?\)?\W*$|update \d+\s*[-:]|(?:[2-9]|1\d)(?:st|nd|rd|th) (?:ld|lead|update)\b|(?:second|third) (?:ld|lead)\b)`)},
}

// MarkOf reads a report's mark, "" when it has none.
func MarkOf(r *text.Report) Mark {
	for _, m := range marks {
		if m.title.MatchString(r.Title) {
			return m.mark
		}
		for _, f := range r.Furniture {
			if f.Kind == text.Marker && m.line.MatchString(f.Span.Of(r.Text)) {
				return m.mark
			}
		}
	}
	return ""
}

// later is how many days after a report its correction or update may come.
const later = 4

// Supersedes reports whether the report with the mark takes the place of the
// other: it is near enough in time and not before it, and of the same outlet
// when both are known. Outlets are as Outlet gives them, days "2022-05-04".
func (m Mark) Supersedes(outlet, day, otherOutlet, otherDay string, l Likeness) bool {
	if m == "" || !l.Version() || outlet != "" && otherOutlet != "" && outlet != otherOutlet {
		return false
	}
	a, known := dayNumber(day)
	b, otherKnown := dayNumber(otherDay)
	return !known || !otherKnown || a >= b && a-b <= later
}

// Outlet names who published a report: its source, or the host of its URL
// without "www.", in lower case; "" when neither is known.
func Outlet(source, url string) string {
	if s := strings.ToLower(strings.Join(strings.Fields(source), " ")); s != "" {
		return s
	}
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	if _, after, ok := strings.Cut(host, "@"); ok {
		host = after
	}
	host, _, _ = strings.Cut(host, ":")
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}
