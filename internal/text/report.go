package text

import "time"

// Span is a half-open range of bytes, [From, To), in Report.Text.
type Span struct{ From, To int }

// Len is the number of bytes covered.
func (s Span) Len() int { return s.To - s.From }

// Holds reports whether t lies wholly within s.
func (s Span) Holds(t Span) bool { return s.From <= t.From && t.To <= s.To }

// Overlaps reports whether the two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.From < t.To && t.From < s.To }

// Of returns the words of text that s covers.
func (s Span) Of(text string) string { return text[s.From:s.To] }

// Origin says how a publication date became known.
type Origin string

const (
	Given    Origin = "given"    // the input carried it
	Dateline Origin = "dateline" // read from the dateline of the text
	Caption  Origin = "caption"  // read from a dated caption in the text
	Unknown  Origin = ""         // nobody knows
)

// Furniture is a part of a report's text that is not its prose.
type Furniture struct {
	Kind FurnitureKind
	Span Span
}

// FurnitureKind names the parts of a wire report that carry no prose.
type FurnitureKind string

const (
	Headline   FurnitureKind = "headline"
	DatelineAt FurnitureKind = "dateline" // "TOKYO, May 4 (Agency) --"
	CaptionAt  FurnitureKind = "caption"  // the caption itself is prose; position words such as "(L)" are marked Position
	Credit     FurnitureKind = "credit"   // "(Kyodo)" behind a caption, "By A. Writer"
	Position   FurnitureKind = "position" // "(L)", "(3rd from R)"
	Marker     FurnitureKind = "marker"   // "(Recast)", "///", "ATTENTION - ADDS"
)

// Report is one document as read. Text never changes after reading.
type Report struct {
	ID, Source, URL, Title, Author string
	Text                           string
	Published                      time.Time // the day in the report's own zone; zero when unknown
	Dated                          Origin    // how Published became known
	Place                          string    // the dateline's place as written, "" when there is none
	Furniture                      []Furniture
}

// Day returns the publication day at midnight UTC, false when it is unknown.
func (r *Report) Day() (time.Time, bool) {
	if r.Published.IsZero() {
		return time.Time{}, false
	}
	y, m, d := r.Published.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
}
