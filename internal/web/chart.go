package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

// chart is a conflict-cooperation series as the template draws it: what is
// cooperation stands above the axis, what is conflict below it, and a line
// tells the mean score.
type chart struct {
	W, H, Axis float64
	Bars       []bar
	Line       string // path of the mean score's line
	Ticks      []tick // days along the axis
	Grid       []gridline
	Points     []store.Point
	Step       store.Step
	Title      string
}

type bar struct {
	X, W           float64
	Parts          []part
	Label          string
	From, To, Href string
}

type part struct {
	Y, H float64
	Quad int
}

type tick struct {
	X    float64
	Text string
}

type gridline struct {
	Y    float64
	Text string
}

const (
	chartW  = 960
	chartH  = 300
	marginL = 40
	marginB = 24
	marginT = 10

	longestGap = 3 // steps without events that the line goes over
)

// newChart lays a series out.
func newChart(points []store.Point, step store.Step, title string) *chart {
	c := &chart{W: chartW, H: chartH, Points: points, Step: step, Title: title}
	up, down := 1, 1
	for _, p := range points {
		up, down = max(up, p.Cooperation), max(down, p.Conflict)
	}
	room := float64(chartH - marginB - marginT)
	unit := room / float64(up+down)
	c.Axis = marginT + unit*float64(up)
	slot := float64(chartW-marginL) / float64(max(1, len(points)))
	var line strings.Builder
	before := -1
	for i, p := range points {
		x := marginL + slot*float64(i)
		b := bar{X: round(x), W: round(max(slot*0.86, 0.5)), From: day(p.From), To: day(end(p, step)), Label: label(p, step)}
		y := c.Axis
		for _, q := range [...]int{1, 2} {
			h := unit * float64(p.Quads[q-1])
			y -= h
			b.add(part{y, h, q})
		}
		y = c.Axis
		for _, q := range [...]int{3, 4} {
			h := unit * float64(p.Quads[q-1])
			b.add(part{y, h, q})
			y += h
		}
		c.Bars = append(c.Bars, b)
		if p.Events > 0 {
			half := room / 2
			ly := marginT + half - p.Scale/10*half
			// Over a gap in the news no line is drawn; a point alone is a dot.
			verb := "L"
			if before < 0 || i-before > longestGap {
				verb = "M"
			}
			before = i
			fmt.Fprintf(&line, "%s%v %vh.01", verb, round(x+slot*0.43), round(ly))
		}
	}
	c.Line = line.String()
	c.grid(up, down, unit)
	c.ticks(slot)
	return c
}

func (b *bar) add(p part) {
	if p.H > 0 {
		p.Y, p.H = round(p.Y), round(max(p.H, 0.5))
		b.Parts = append(b.Parts, p)
	}
}

// grid draws about two lines on either side, at round numbers.
func (c *chart) grid(up, down int, unit float64) {
	step := nice(float64(up+down) / 6)
	for n := step; n <= float64(up); n += step {
		c.Grid = append(c.Grid, gridline{round(c.Axis - n*unit), strconv.Itoa(int(n))})
	}
	for n := step; n <= float64(down); n += step {
		c.Grid = append(c.Grid, gridline{round(c.Axis + n*unit), strconv.Itoa(int(n))})
	}
}

// nice rounds up to 1, 2 or 5 times a power of ten.
func nice(x float64) float64 {
	if x <= 1 {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range [...]float64{1, 2, 5, 10} {
		if m*p >= x {
			return m * p
		}
	}
	return 10 * p
}

// ticks names months or years, as many as there is room for.
func (c *chart) ticks(slot float64) {
	const least = 70 // units between two
	last := -1000.0
	before := time.Time{}
	years := len(c.Points) > 1 && c.Points[len(c.Points)-1].From.Sub(c.Points[0].From) > 3*365*24*time.Hour
	for i, p := range c.Points {
		x := marginL + slot*float64(i)
		text := ""
		switch {
		case years && p.From.Year() != before.Year():
			text = p.From.Format("2006")
		case !years && p.From.Month() != before.Month():
			text = p.From.Format("Jan 2006")
		}
		before = p.From
		if text == "" || x-last < least || x > chartW-least/2 {
			continue
		}
		last = x
		c.Ticks = append(c.Ticks, tick{round(x), text})
	}
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

// spark is a small chart without words: heights from 0 to 24 of the events of
// each step.
func spark(points []store.Point) []bar {
	most := 1
	for _, p := range points {
		most = max(most, p.Cooperation, p.Conflict)
	}
	const half = 14.0
	var out []bar
	for i, p := range points {
		b := bar{X: float64(i * 4), W: 3, Label: label(p, store.Day)}
		up, down := half*float64(p.Cooperation)/float64(most), half*float64(p.Conflict)/float64(most)
		b.add(part{half - up, up, 1})
		b.add(part{half, down, 4})
		out = append(out, b)
	}
	return out
}

// end is the last day of a step.
func end(p store.Point, step store.Step) time.Time {
	switch step {
	case store.Week:
		return p.From.AddDate(0, 0, 6)
	case store.Month:
		return p.From.AddDate(0, 1, -1)
	}
	return p.From
}

// label tells a step in words.
func label(p store.Point, step store.Step) string {
	when := p.From.Format("2 January 2006")
	switch step {
	case store.Week:
		when = "week of " + when
	case store.Month:
		when = p.From.Format("January 2006")
	}
	if p.Events == 0 {
		return when + ": no events"
	}
	return when + ": " + strconv.Itoa(p.Cooperation) + " of cooperation, " + strconv.Itoa(p.Conflict) + " of conflict, mean score " + strconv.FormatFloat(p.Scale, 'f', 1, 64)
}

// busy leaves out both ends of a series that hold less than a hundredth of its
// events each: the recalled and the far plans of a few reports.
func busy(points []store.Point) []store.Point {
	sum := 0
	for _, p := range points {
		sum += p.Events
	}
	from, to, n := 0, len(points), 0
	for from < to && n+points[from].Events <= sum/100 {
		n += points[from].Events
		from++
	}
	for n = 0; to > from && n+points[to-1].Events <= sum/100; to-- {
		n += points[to-1].Events
	}
	return points[from:to]
}
