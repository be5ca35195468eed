package feed

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/text"
)

// givenLayouts are the ways in which inputs write a date; tried in order.
var givenLayouts = []string{
	"2006-01-02", time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00",
	"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05Z0700",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05 -0700 MST", "20060102", "20060102T150405Z", "20060102150405",
	"2006/01/02", "2006/1/2", time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST",
	"2 Jan 2006 15:04:05 -0700", "January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "02-Jan-2006", time.ANSIC, time.UnixDate,
}

// parseGiven reads a date that came with the report. The day is the one in the
// zone it was written in.
func parseGiven(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range givenLayouts {
		if t, err := time.Parse(layout, s); err == nil && plausible(t.Year()) {
			return t, true
		}
	}
	return time.Time{}, false
}

func plausible(year int) bool { return year >= 1000 && year <= 2999 }

const (
	monthName = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`
	// dayName is "May 4", "4 May", each with or without a year.
	dayName = `(?:` + monthName + ` \d{1,2}(?:,? (?:19|20)\d\d)?|\d{1,2} ` + monthName + `(?:,? (?:19|20)\d\d)?)`
)

var (
	dayParts = regexp.MustCompile(`^(?:(` + monthName + `) (\d{1,2})|(\d{1,2}) (` + monthName + `))(?:,? ((?:19|20)\d\d))?$`)
	fullDay  = regexp.MustCompile(`\b(?:` + monthName + ` \d{1,2},? (?:19|20)\d\d|\d{1,2} ` + monthName + `,? (?:19|20)\d\d)\b`)
	urlDay   = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d{2})[/-](\d{2})(?:/|[^\d]|$)`)

	months = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

// partDay is a day whose year may be unknown (0).
type partDay struct{ year, month, day int }

func parsePart(s string) (partDay, bool) {
	m := dayParts.FindStringSubmatch(s)
	if m == nil {
		return partDay{}, false
	}
	name, num := m[1]+m[4], m[2]+m[3]
	var p partDay
	for i, mon := range months {
		if strings.EqualFold(name[:3], mon) {
			p.month = i + 1
		}
	}
	p.day, _ = strconv.Atoi(num)
	p.year, _ = strconv.Atoi(m[5])
	_, ok := p.with(2000) // a leap year: February 29 may be right
	return p, ok
}

// with gives the day in a year; false when there is no such day.
func (p partDay) with(year int) (time.Time, bool) {
	t := time.Date(year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == p.day && p.month > 0
}

// fullDays finds the days written with their year in part of a text.
func fullDays(t string, s text.Span) []time.Time {
	var days []time.Time
	for _, m := range fullDay.FindAllString(s.Of(t), 32) {
		if p, ok := parsePart(m); ok {
			if d, ok := p.with(p.year); ok {
				days = append(days, d)
			}
		}
	}
	return days
}

// dayOfURL reads "/2022/05/04/" in an address.
func dayOfURL(url string) (time.Time, bool) {
	m := urlDay.FindStringSubmatch(url)
	if m == nil {
		return time.Time{}, false
	}
	t, err := time.Parse("2006-01-02", m[1]+"-"+m[2]+"-"+m[3])
	return t, err == nil
}

// setDay finds the publication day of a report that was given none: its
// address, its dateline, a dated caption, and last the day its reader named. A
// dateline without a year takes the year of a full date in the text that is on
// that day or up to two days around it; without one, the day stays unknown.
func setDay(r *text.Report, found layout, fallback time.Time) {
	if !r.Published.IsZero() {
		return
	}
	if d, ok := dayOfURL(r.URL); ok {
		r.Published, r.Dated = d, text.Given
		return
	}
	if d, ok := datelineDay(r.Text, found, fallback); ok {
		r.Published, r.Dated = d, text.Dateline
		return
	}
	for _, c := range found.captions {
		if days := fullDays(r.Text, c.span); !c.archive && len(days) > 0 {
			r.Published, r.Dated = days[len(days)-1], text.Caption
			return
		}
	}
	if !fallback.IsZero() {
		r.Published, r.Dated = fallback, text.Given
	}
}

func datelineDay(t string, found layout, fallback time.Time) (time.Time, bool) {
	p := found.day
	if p.month == 0 {
		return time.Time{}, false
	}
	if p.year != 0 {
		return p.with(p.year)
	}
	for _, d := range fullDays(t, text.Span{From: 0, To: len(t)}) {
		if day, ok := p.with(d.Year()); ok && day.Sub(d).Abs() <= 48*time.Hour {
			return day, true
		}
	}
	if fallback.IsZero() {
		return time.Time{}, false
	}
	// the year that brings the dateline nearest to the day the reader named
	best, ok := time.Time{}, false
	for y := fallback.Year() - 1; y <= fallback.Year()+1; y++ {
		if d, valid := p.with(y); valid && (!ok || d.Sub(fallback).Abs() < best.Sub(fallback).Abs()) {
			best, ok = d, true
		}
	}
	return best, ok
}
