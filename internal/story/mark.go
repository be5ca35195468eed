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

// attention is how agencies head a report that they send again; what follows
// says why.
var attention = regexp.MustCompile(`^\W*(?i:attention\s*-+\s*(.*))`)

// marks are the words of agencies, looked for in the title and in the
// furniture of the text; the first that fits holds.
var marks = []struct {
	mark  Mark
	why   *regexp.Regexp // behind "ATTENTION -"
	title *regexp.Regexp // of the title
	line  *regexp.Regexp // of a marker in the text
}{
	{Correction, regexp.MustCompile(`(?i)\b(?:correct(?:s|ed|ion|ions|ing)|fix(?:es|ing)?|typo)\b`),
		regexp.MustCompile(`(?i:\bcorrected (?:repetition|version)\b)|^\s*\W?(?i:correct(?:ed|ion|s|ing)|erratum|amended)\W*(?:[:(\[*-]|\s-|\s*$)|(?i:\((?:corrected|correction|amended)\))\s*$|^\s*\((?i:corrected|correction|corrects)\b`),
		regexp.MustCompile(`(?i)^\W*(?:correct(?:s|ed|ion|ing)|erratum)\b`)},
	{Recast, regexp.MustCompile(`(?i)\brecast`),
		regexp.MustCompile(`(?i)^\W*recast(?:s|ing)?\b\W|\(recasts?\)\s*$`),
		regexp.MustCompile(`(?i)^\W*recast(?:s|ing)?\b`)},
	{Adds, regexp.MustCompile(`(?i)^(?:adds?|inserts?|adding|additional)\b`),
		regexp.MustCompile(`(?i)\(adds\b[^()]*\)\s*$|^adds:`),
		regexp.MustCompile(`(?i)^\W*\(?adds\b`)},
	{Update, regexp.MustCompile(`(?i)\b(?:updat\w*|changes?|(?:new |re)?leads?|incorporates?|contains|subs|resending|adds)\b`),
		regexp.MustCompile(`(?i)^\W*(?:update\s*\d*|(?:\d+(?:st|nd|rd|th)|second|third|fourth) (?:ld|lead|update)[ -]?(?:writethru)?|writethru)\s*[:)-]|\((?:updated?(?: \d+)?|\d+(?:st|nd|rd|th) (?:ld|lead|update)[^()]*)\)\s*$`),
		regexp.MustCompile(`(?i)^\W*(?:\(?updated?\)?\W*$|update \d+\s*[-:]|(?:[2-9]|1\d)(?:st|nd|rd|th) (?:ld|lead|update)\b|(?:second|third) (?:ld|lead)\b)`)},
}

// MarkOf reads a report's mark, "" when it has none.
func MarkOf(r *text.Report) Mark {
	lines := []string{r.Title}
	for _, f := range r.Furniture {
		if f.Kind == text.Marker {
			lines = append(lines, f.Span.Of(r.Text))
		}
	}
	for _, m := range marks {
		for i, l := range lines {
			if why := attention.FindStringSubmatch(l); why != nil && m.why.MatchString(why[1]) || i == 0 && m.title.MatchString(l) || i > 0 && m.line.MatchString(l) {
				return m.mark
			}
		}
	}
	return ""
}

// later is how many days after a report its correction or update may come.
const later = 2

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
