package when

import "time"

// feast computes the days of a holiday in a year of the common calendar. More
// than one range is possible: the Islamic year is shorter than ours.
type feast func(y int) []Range

func fixed(m, d int) feast {
	return func(y int) []Range { return oneDay(ymd(y, m, d)) }
}

func oneDay(t time.Time) []Range { return []Range{{t, t}} }

// nth gives the n-th weekday (ISO) of a month; n < 0 counts from its end.
func nth(m, iso, n int) feast {
	return func(y int) []Range {
		if n > 0 {
			return oneDay(weekdayAt(ymd(y, m, 1), iso, 1).AddDate(0, 0, 7*(n-1)))
		}
		return oneDay(weekdayAt(ymd(y, m+1, 0), iso, -1).AddDate(0, 0, 7*(n+1)))
	}
}

// easter is offset by days from Easter Sunday of the Gregorian computus.
func easter(offset int) feast {
	return func(y int) []Range { return oneDay(easterSunday(y).AddDate(0, 0, offset)) }
}

func easterSunday(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return ymd(y, n/31, n%31+1)
}

// orthodoxEaster uses the Julian computus, thirteen days behind until 2099.
func orthodoxEaster(y int) []Range {
	a, b, c := y%4, y%7, y%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	n := d + e + 114
	return oneDay(ymd(y, n/31, n%31+1).AddDate(0, 0, y/100-y/400-2))
}

// islamicDay converts a date of the tabular Islamic calendar (civil epoch, the
// eleven leap years 2 5 7 10 13 16 18 21 24 26 29 of thirty). Sightings of the
// moon differ from it by a day or two.
func islamicDay(y, m, d int) time.Time {
	days := (y-1)*354 + (3+11*y)/30 + 29*(m-1) + m/2 + d
	return ymd(622, 7, 19).AddDate(0, 0, days-1)
}

// islamic gives every range of n days from a month and day of the Islamic year
// that begins in the year y.
func islamic(m, d, n int) feast {
	return func(y int) []Range {
		var out []Range
		for h := (y - 622) * 33 / 32; h <= (y-622)*33/32+3; h++ {
			first := islamicDay(h, m, d)
			if first.Year() == y {
				out = append(out, Range{first, first.AddDate(0, 0, n-1)})
			}
		}
		return out
	}
}

// hebrewNewYear is the first of Tishri that falls in the year y, by the molad
// and the four postponements.
func hebrewNewYear(y int) time.Time {
	elapsed := func(hy int) int {
		months := (235*hy - 234) / 19
		parts := 12084 + 13753*months
		day := 29*months + parts/25920
		if (3*(day+1))%7 < 3 {
			day++
		}
		return day
	}
	hy := y + 3761
	d, prev, next := elapsed(hy), elapsed(hy-1), elapsed(hy+1)
	if next-d == 356 {
		d += 2
	} else if d-prev == 382 {
		d++
	}
	return ymd(1, 1, 1).AddDate(0, 0, d-1373428)
}

// hebrew is offset by days from the New Year of the same year and lasts n days.
func hebrew(offset, n int) feast {
	return func(y int) []Range {
		t := hebrewNewYear(y).AddDate(0, 0, offset)
		return []Range{{t, t.AddDate(0, 0, n-1)}}
	}
}

// lunarNewYears lists the month and day of the East Asian lunar new year from
// 1980 on; the astronomy behind it is not worth its length here.
const lunarFirst = 1980

var lunarNewYears = [...]int16{
	216, 205, 125, 213, 202, 220, 209, 129, 217, 206, // 1980
	127, 215, 204, 123, 210, 131, 219, 207, 128, 216, // 1990
	205, 124, 212, 201, 122, 209, 129, 218, 207, 126, // 2000
	214, 203, 123, 210, 131, 219, 208, 128, 216, 205, // 2010
	125, 212, 201, 122, 210, 129, 217, 206, 126, 213, // 2020
	203, 123, 211, 131, 219, 208, 128, 215, 204, 124, // 2030
}

func lunarNewYear(y int) []Range {
	i := y - lunarFirst
	if i < 0 || i >= len(lunarNewYears) {
		return nil
	}
	md := int(lunarNewYears[i])
	return oneDay(ymd(y, md/100, md%100))
}
