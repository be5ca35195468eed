package codebook

import (
	"strconv"
	"strings"
	"time"
)

// Day is a calendar day as yyyymmdd; 0 is unknown.
type Day int32

// Open is the last day of a term that has not ended.
const Open Day = 99991231

// DayOf gives the calendar day of t in its own zone, 0 for the zero time.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.Date()
	return Day(y*10000 + int(m)*100 + d)
}

// parseDay reads "2006-09-26", "2006-09", "2006" or "-". A year or a month is
// its first day at the start of a term and its last day at the end.
func parseDay(s string, end bool) (Day, bool) {
	if s == "-" {
		if end {
			return Open, true
		}
		return 10101, true
	}
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return 0, false
	}
	y, m, d := 0, 1, 1
	if end {
		m, d = 12, 31
	}
	limits := [3]int{9999, 12, 31}
	for i, into := range []*int{&y, &m, &d}[:len(parts)] {
		v, err := strconv.Atoi(parts[i])
		if err != nil || v < 1 || v > limits[i] {
			return 0, false
		}
		*into = v
	}
	return Day(y*10000 + m*100 + d), true
}
