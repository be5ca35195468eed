package when

import (
	"fmt"
	"time"
)

// grain is how fine an expression speaks.
type grain uint8

const (
	gDay grain = iota
	gWeek
	gWeekend
	gMonth
	gQuarter
	gHalf
	gYear
	gDecade
	gCentury
	gMillennium
	gHour
	gMinute
	gSecond
)

// letters are the TIMEX3 designators of a grain in a duration.
var letters = [...]string{
	gDay: "D", gWeek: "W", gWeekend: "WE", gMonth: "M", gQuarter: "Q", gHalf: "H", gYear: "Y",
	gDecade: "DE", gCentury: "CE", gMillennium: "ML", gHour: "H", gMinute: "M", gSecond: "S",
}

func ymd(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// validDay reports whether the calendar has the day.
func validDay(y, m, d int) bool {
	return m >= 1 && m <= 12 && d >= 1 && d <= monthDays(y, m)
}

func monthDays(y, m int) int { return ymd(y, m+1, 0).Day() }

// shift moves a day by n steps of a grain; the day of the month is kept where
// the month has it.
func shift(t time.Time, g grain, n int) time.Time {
	switch g {
	case gDay:
		return t.AddDate(0, 0, n)
	case gWeek, gWeekend:
		return t.AddDate(0, 0, 7*n)
	case gQuarter:
		return addMonths(t, 3*n)
	case gHalf:
		return addMonths(t, 6*n)
	case gMonth:
		return addMonths(t, n)
	case gYear:
		return addMonths(t, 12*n)
	case gDecade:
		return addMonths(t, 120*n)
	case gCentury:
		return addMonths(t, 1200*n)
	case gMillennium:
		return addMonths(t, 12000*n)
	}
	return t
}

func addMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	k := y*12 + int(m) - 1 + n
	y, mm := floorDiv(k, 12), k-12*floorDiv(k, 12)+1
	return ymd(y, mm, min(d, monthDays(y, mm)))
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// cell gives the days of the calendar unit that holds t: its week from Monday
// to Sunday, its month, its decade.
func cell(t time.Time, g grain) Range {
	y, m, _ := t.Date()
	switch g {
	case gWeek:
		mon := t.AddDate(0, 0, -isoWeekday(t)+1)
		return Range{mon, mon.AddDate(0, 0, 6)}
	case gWeekend:
		sat := t.AddDate(0, 0, 6-isoWeekday(t))
		return Range{sat, sat.AddDate(0, 0, 1)}
	case gMonth:
		return Range{ymd(y, int(m), 1), ymd(y, int(m)+1, 0)}
	case gQuarter:
		q := (int(m) - 1) / 3
		return Range{ymd(y, 3*q+1, 1), ymd(y, 3*q+4, 0)}
	case gHalf:
		h := (int(m) - 1) / 6
		return Range{ymd(y, 6*h+1, 1), ymd(y, 6*h+7, 0)}
	case gYear:
		return years(y, 1)
	case gDecade:
		return years(y-y%10, 10)
	case gCentury:
		return years(y-y%100, 100)
	case gMillennium:
		return years(y-y%1000, 1000)
	}
	return Range{t, t}
}

func years(y, n int) Range { return Range{ymd(y, 1, 1), ymd(y+n-1, 12, 31)} }

// cellValue is the TIMEX3 value of the calendar unit that holds t.
func cellValue(t time.Time, g grain) string {
	y, m, _ := t.Date()
	switch g {
	case gWeek:
		wy, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", wy, w)
	case gWeekend:
		wy, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d-WE", wy, w)
	case gMonth:
		return fmt.Sprintf("%04d-%02d", y, m)
	case gQuarter:
		return fmt.Sprintf("%04d-Q%d", y, (int(m)-1)/3+1)
	case gHalf:
		return fmt.Sprintf("%04d-H%d", y, (int(m)-1)/6+1)
	case gYear:
		return fmt.Sprintf("%04d", y)
	case gDecade:
		return fmt.Sprintf("%03d", y/10)
	case gCentury:
		return fmt.Sprintf("%02d", y/100)
	case gMillennium:
		return fmt.Sprintf("%d", y/1000)
	}
	return t.Format("2006-01-02")
}

// isoWeekday counts Monday as 1 and Sunday as 7.
func isoWeekday(t time.Time) int {
	if w := int(t.Weekday()); w != 0 {
		return w
	}
	return 7
}

// weekdayAt finds the weekday nearest to t in a direction: -1 on or before t,
// +1 on or after it.
func weekdayAt(t time.Time, iso, dir int) time.Time {
	d := iso - isoWeekday(t)
	if dir < 0 && d > 0 {
		d -= 7
	}
	if dir > 0 && d < 0 {
		d += 7
	}
	return t.AddDate(0, 0, d)
}

// seasons by northern use; winter is named for the year in which it begins.
var seasonCodes = [...]string{"SP", "SU", "FA", "WI"}

func seasonRange(y, s int) Range {
	return Range{ymd(y, 3*s+3, 1), ymd(y, 3*s+6, 0)}
}
