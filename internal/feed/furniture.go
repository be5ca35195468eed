package feed

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/attache/attache/internal/text"
)

// layout is what the furniture of a report tells.
type layout struct {
	headline  text.Span
	day       partDay // of the dateline
	place     string
	captions  []caption
	furniture []text.Furniture
}

type caption struct {
	span    text.Span
	archive bool // a file photo: its date is not the report's
}

// finish marks a report's furniture and settles its title, day, place and id.
func finish(r *text.Report, fallback time.Time) {
	found := lookOver(r.Text, r.Title)
	r.Furniture = found.furniture
	r.Place = found.place
	if r.Title == "" {
		r.Title = strings.Join(strings.Fields(found.headline.Of(r.Text)), " ")
	}
	setDay(r, found, fallback)
	if r.ID == "" {
		r.ID = digest(r)
	}
}

// dash ends a dateline. A short one or a colon needs a space behind it: "Nov.
// 6-8" is no dateline.
const dash = `(?:(?:--|[–—])\s*|[-:](?:\s+|$))`

const placeName = `\p{Lu}[\p{L}.'’-]*(?:[ /]\p{Lu}[\p{L}.'’-]*){0,4}`

var (
	// dateline forms: with a day; with an agency; in capitals before a dash.
	datelineDayForm    = regexp.MustCompile(`^(` + placeName + `(?:, ` + placeName + `){0,2})(?:, (` + dayName + `)(?: ?\([^()\n]{2,40}\)| ?[/,]? ?\p{Lu}[\p{L}.]{1,15})?| (` + dayName + `) ?\([^()\n]{2,40}\)) ?` + dash)
	datelineAgencyForm = regexp.MustCompile(`^(\p{Lu}{2}[\p{Lu}.'’-]*(?:[ /]\p{Lu}[\p{L}.'’-]*){0,4}(?:, ` + placeName + `){0,2}) \([^()\n]{2,40}\) ?` + dash)
	datelineKnownForm  = regexp.MustCompile(`^(` + placeName + `(?:, ` + placeName + `){0,2}) \((?:AP|AFP|Reuters|REUTERS|Kyodo|Xinhua|UPI|dpa|DPA|EFE|TASS|Interfax|Yonhap|ANSA|PTI|Bloomberg|IRNA|KUNA|SPA|Anadolu)\) ?` + dash)
	datelineBareForm   = regexp.MustCompile(`^(\p{Lu}{3}[\p{Lu}.'’-]*(?:[ /]\p{Lu}{2}[\p{Lu}.'’-]*){0,3}(?:, ` + placeName + `)?)(?: (?:--?|[–—]) |: )\s*`)

	positionStrong = regexp.MustCompile(`(?i)^\((?:L|[LR] to [LR]|L-R|from [LR]|from (?:left|right)|left to right|(?:far |front |back |top |bottom |upper |lower )*(?:left|right|cent(?:er|re)|middle|front|back|top|bottom|[LRC])(?: (?:front|back))?(?: row)?|(?:\d{1,2}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth)(?: (?:from|to))?(?: the)? (?:L|R|left|right)(?:,? (?:front|back)(?: row)?)?)\)$`)
	positionWeak   = regexp.MustCompile(`^\([RCFB]\)$`)
	creditTail     = regexp.MustCompile(`^\((?:Photo[^()\n]{0,60}|[\p{L}][\p{L} ./&-]{1,40}(?:[Pp]hoto)?)\)$`)
	fileCaption    = regexp.MustCompile(`^(?i:file (?:photo|picture)|archive photo)\b|(?i:\bfile photo\b)`)

	// whole lines that are furniture
	creditLine = regexp.MustCompile(`^(?:By|BY) \p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3}(?:(?:,| and) \p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}){0,3}(?:, [\p{L} ]{2,40})?$|^\((?:Reporting|Writing|Editing|Additional reporting) by [^\n]*\)$|^(?:Reporting|Writing|Editing) by [^\n]*$|^(?:©|\(c\)|Copyright ) ?[^\n]{0,80}$|^(?:Photo|Source|Credit): [^\n]{0,80}$`)
	markerLine = regexp.MustCompile(`^(?:ATTENTION\b[^\n]*|/{2,}|[-*_=#~. ]{3,}|(?i:-*\s*\(?(?:ends?|more|enditem|end it|30)\)?\s*-*)|\((?i:recast|attention [^()]{1,40}|corrected|updated?|embargoed [^()]{1,40})\)|==[^\n]{1,20}|(?i:(?:urgent|flash|bulletin|newsalert|advisory|embargoed)\s*[:-]*))\s*/{0,3}$`)
	// words at the start of a line that are furniture
	markerHead = regexp.MustCompile(`^(?:\((?i:recast|urgent|corrected|correction|update|lead|roundup|1st ld[^()]*|ld)\)|(?i:(?:[1-9](?:st|nd|rd|th)|first|second|third) (?:ld|lead)(?:-writethru)?:?|urgent:|roundup:|update \d+[-:]|\d+(?:st|nd|rd|th) update:))\s*`)
	slashTail  = regexp.MustCompile(`\s*/{3,}\s*$`)
)

// lookOver finds the furniture of a text. Paragraphs are looked at by the way
// they begin and end, never by what happens in them. Linear in the text.
func lookOver(t, title string) layout {
	var l layout
	body := 0 // paragraphs of prose seen
	for i, u := range units(t) {
		u = l.marker(t, u)
		switch {
		case u.Len() == 0 || l.wholeLine(t, u):
			continue
		case body == 0 && l.headline.Len() == 0 && headline(t, u, title, i == 0):
			l.headline = u
			l.add(text.Headline, u)
			continue
		}
		l.dateline(t, u, body)
		l.caption(t, u)
		body++
	}
	slices.SortStableFunc(l.furniture, func(a, b text.Furniture) int {
		return cmp.Or(cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(b.Span.To, a.Span.To))
	})
	return l
}

func (l *layout) add(k text.FurnitureKind, s text.Span) {
	l.furniture = append(l.furniture, text.Furniture{Kind: k, Span: s})
}

// marker marks words such as "(Recast)" before a unit and "///" behind it, and
// gives the rest.
func (l *layout) marker(t string, u text.Span) text.Span {
	for u.Len() > 0 && strings.IndexByte("(123456789UuFfSsTtRr", t[u.From]) >= 0 {
		m := markerHead.FindStringIndex(u.Of(t))
		if m == nil || m[1] == 0 {
			break
		}
		l.add(text.Marker, trim(t, text.Span{From: u.From, To: u.From + m[1]}))
		u.From += m[1]
	}
	if strings.HasPrefix(u.Of(t), "ATTENTION") || !strings.HasSuffix(u.Of(t), "//") {
		return u
	}
	if m := slashTail.FindStringIndex(u.Of(t)); m != nil {
		l.add(text.Marker, trim(t, text.Span{From: u.From + m[0], To: u.From + m[1]}))
		u.To = u.From + m[0]
	}
	return u
}

// wholeLine marks a unit that is a marker or a credit from end to end.
func (l *layout) wholeLine(t string, u text.Span) bool {
	s := u.Of(t)
	switch {
	case isMarker(s):
		l.add(text.Marker, u)
	case isCredit(s):
		l.add(text.Credit, u)
	default:
		return false
	}
	return true
}

// Furniture is looked for where its first letter allows it: most paragraphs
// are prose, and are passed over at the cost of a glance.
func isMarker(s string) bool {
	return s != "" && len(s) <= 200 && strings.IndexByte("A/-*_=#~. (EMFUBNeum3fbna", s[0]) >= 0 && markerLine.MatchString(s)
}

func isCredit(s string) bool {
	return s != "" && len(s) <= 200 && strings.IndexByte("B(RWE\xc2CPS", s[0]) >= 0 && creditLine.MatchString(s)
}

// headline says whether the first paragraph is a title: the one given, or a
// short line with no full stop behind it. A report that came with its title
// may begin with nothing else.
func headline(t string, u text.Span, title string, first bool) bool {
	s := u.Of(t)
	if title != "" {
		return strings.EqualFold(strings.Join(strings.Fields(s), " "), strings.Join(strings.Fields(title), " "))
	}
	if !first && len(s) > 120 || len(s) > 200 || u.To >= len(strings.TrimRight(t, " \r\n\t")) {
		return false
	}
	if _, ok := matchDateline(s, true); ok {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(`.!:;,"”)`, last) && !strings.Contains(s, "\n\n") && strings.Count(s, "\n") <= 1
}

type datelineMatch struct {
	end   int
	place string
	day   string
}

// matchDateline reads a dateline at the start of s. Capitals and a dash alone
// ("TOKYO --") are believed only at the first paragraph.
func matchDateline(s string, first bool) (datelineMatch, bool) {
	s = s[:min(len(s), 160)]
	if !strings.ContainsAny(s, ":-–—") {
		return datelineMatch{}, false
	}
	if m := datelineDayForm.FindStringSubmatch(s); m != nil {
		return datelineMatch{len(m[0]), m[1], m[2] + m[3]}, true
	}
	for _, re := range []*regexp.Regexp{datelineAgencyForm, datelineKnownForm} {
		if m := re.FindStringSubmatch(s); m != nil {
			return datelineMatch{len(m[0]), m[1], ""}, true
		}
	}
	if m := datelineBareForm.FindStringSubmatch(s); first && m != nil && !isMarker(m[1]) {
		return datelineMatch{len(m[0]), m[1], ""}, true
	}
	return datelineMatch{}, false
}

func (l *layout) dateline(t string, u text.Span, body int) {
	m, ok := matchDateline(u.Of(t), body == 0)
	if !ok {
		return
	}
	l.add(text.DatelineAt, trim(t, text.Span{From: u.From, To: u.From + m.end}))
	if l.place == "" {
		l.place = m.place
	}
	if l.day.month == 0 {
		l.day, _ = parsePart(m.day)
	}
}

// caption marks the position words and the credit of a picture's caption. The
// words "(R)" and "(C)" alone may be a party's letter or a mark, so they count
// only beside another sign of a caption.
func (l *layout) caption(t string, u text.Span) {
	s := u.Of(t)
	pictured := strings.Contains(s, "hoto") || strings.Contains(s, "HOTO") || strings.Contains(s, "icture")
	if !pictured && strings.IndexByte(s, '(') < 0 {
		return
	}
	strong, weak := positions(s)
	credit := tail(s)
	dated := credit != nil && fullDay.MatchString(s)
	archive := pictured && fileCaption.MatchString(s)
	if len(strong) == 0 && !dated && !archive && (credit == nil || len(weak) == 0) {
		return
	}
	l.captions = append(l.captions, caption{u, archive})
	l.add(text.CaptionAt, u)
	for _, p := range append(strong, weak...) {
		l.add(text.Position, text.Span{From: u.From + p[0], To: u.From + p[1]})
	}
	if credit != nil && !inside(credit, strong, weak) {
		l.add(text.Credit, trim(t, text.Span{From: u.From + credit[0], To: u.From + credit[1]}))
	}
}

func positions(s string) (strong, weak [][]int) {
	const longest = 40
	for from := 0; ; {
		open := strings.IndexByte(s[from:], '(')
		if open < 0 {
			return strong, weak
		}
		open += from
		from = open + 1
		end := strings.IndexByte(s[open:min(len(s), open+longest)], ')')
		if end == 2 && s[open+1] >= 'a' { // "(c)" is a mark of another kind
			continue
		}
		if end < 0 || !positionStrong.MatchString(s[open:open+end+1]) {
			continue
		}
		p := []int{open, open + end + 1}
		if positionWeak.MatchString(s[p[0]:p[1]]) {
			weak = append(weak, p)
		} else {
			strong = append(strong, p)
		}
	}
}

// tail finds the credit in parentheses at the end of a paragraph, nil when
// there is none.
func tail(s string) []int {
	open := strings.LastIndexByte(s, '(')
	if open < 0 || !creditTail.MatchString(s[open:]) {
		return nil
	}
	return []int{open, len(s)}
}

func inside(c []int, lists ...[][]int) bool {
	for _, list := range lists {
		for _, p := range list {
			if p[0] <= c[0] && c[0] < p[1] {
				return true
			}
		}
	}
	return false
}

// units cuts a text at empty lines; where it has none, at every line. Within a
// paragraph, a line that is furniture as a whole, or begins with a dateline,
// stands alone, since many feeds put no empty line around it.
func units(t string) []text.Span {
	var out []text.Span
	blocks := blankLine.MatchString(t)
	from := 0
	for at := 0; at < len(t); {
		end := len(t)
		if n := strings.IndexByte(t[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if !blocks || strings.TrimSpace(t[at:end]) == "" {
			out = appendLines(out, t, trim(t, text.Span{From: from, To: end}))
			from = end
		}
		at = end
	}
	return appendLines(out, t, trim(t, text.Span{From: from, To: len(t)}))
}

// appendLines appends the paragraph u, cut around the lines that stand alone.
func appendLines(out []text.Span, t string, u text.Span) []text.Span {
	switch {
	case u.Len() == 0:
		return out
	case strings.IndexByte(u.Of(t), '\n') < 0:
		return append(out, u)
	}
	from := u.From // of what is not yet appended
	alone := false // the line before stands alone
	for at := u.From; at < u.To; {
		end := u.To
		if n := strings.IndexByte(t[at:u.To], '\n'); n >= 0 {
			end = at + n + 1
		}
		line := trim(t, text.Span{From: at, To: end}).Of(t)
		self := isCredit(line) || isMarker(line)
		_, dated := matchDateline(line, false)
		if at > from && (self || dated || alone) {
			out = append(out, trim(t, text.Span{From: from, To: at}))
			from = at
		}
		alone = self
		at = end
	}
	return append(out, trim(t, text.Span{From: from, To: u.To}))
}

var blankLine = regexp.MustCompile(`\n[ \t\r]*\n`)

// trim takes white space off both ends of a span.
func trim(t string, s text.Span) text.Span {
	w := s.Of(t)
	s.From += len(w) - len(strings.TrimLeft(w, " \t\r\n\f"))
	s.To -= len(w) - len(strings.TrimRight(w, " \t\r\n\f"))
	s.To = max(s.From, s.To)
	return s
}
