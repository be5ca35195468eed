package brief

import (
	"fmt"
	"strings"
	"time"
)

// Point is a step of a series: what lay in it, and the mean score.
type Point struct {
	From                          time.Time
	Events, Cooperation, Conflict int
	Scale                         float64
}

// Series writes a series as lines with bars, cooperation to the right of the
// middle and conflict to the left; layout writes the first day of a step.
func Series(points []Point, layout string, s Style) []byte {
	s.Width = max(s.Width, 40)
	most := 1
	for _, p := range points {
		most = max(most, p.Cooperation, p.Conflict)
	}
	digits := len(fmt.Sprint(most))
	label := len(layout)
	fixed := label + 2 + digits + 1 + 1 + digits + 2 + len("-10.0")
	half := min(40, (s.Width-fixed-1)/2)
	var b strings.Builder
	head := fmt.Sprintf("%-*s  %*s │ %-*s  %5s", label, "from", digits+half, "conflict", half+digits, "cooperation", "mean")
	s.show(&b, word{text: head, look: dim})
	b.WriteByte('\n')
	for _, p := range points {
		b.WriteString(strings.TrimRight(s.point(p, layout, most, half, digits), " ") + "\n")
	}
	return []byte(b.String())
}

// point writes one line of a series.
func (s Style) point(p Point, layout string, most, half, digits int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s  ", len(layout), p.From.Format(layout))
	left, right := bar(p.Conflict, most, half), bar(p.Cooperation, most, half)
	b.WriteString(strings.Repeat(" ", half-left))
	s.show(&b, word{text: fmt.Sprintf("%*s ", digits, zero(p.Conflict)), look: dim})
	s.show(&b, word{text: strings.Repeat("█", left), look: fight})
	s.show(&b, word{text: "│", look: dim})
	s.show(&b, word{text: strings.Repeat("█", right), look: coop})
	s.show(&b, word{text: fmt.Sprintf(" %-*s", digits, zero(p.Cooperation)), look: dim})
	b.WriteString(strings.Repeat(" ", half-right))
	if p.Events > 0 {
		fmt.Fprintf(&b, "  %+5.1f", p.Scale)
	}
	return b.String()
}

// bar is as long as a number is great; what is not nothing is seen.
func bar(n, most, width int) int {
	w := (n*width + most/2) / most
	if n > 0 && w == 0 {
		w = 1
	}
	return min(w, width)
}

func zero(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// Table writes rows of cells in columns, the last column cut to the width;
// columns of numbers stand to the right.
func Table(head []string, rows [][]string, s Style) []byte {
	s.Width = max(s.Width, 40)
	widths := make([]int, len(head))
	numbers := make([]bool, len(head))
	for i, h := range head {
		widths[i] = columns(h)
		numbers[i] = len(rows) > 0
		for _, r := range rows {
			widths[i] = max(widths[i], columns(clean(r[i])))
			numbers[i] = numbers[i] && strings.Trim(r[i], "+-0123456789.·") == ""
		}
	}
	var b strings.Builder
	s.tableRow(&b, head, widths, numbers, bold)
	for _, r := range rows {
		s.tableRow(&b, r, widths, numbers, plain)
	}
	return []byte(b.String())
}

func (s Style) tableRow(b *strings.Builder, cells []string, widths []int, numbers []bool, l look) {
	var line strings.Builder
	at := 0
	for i, c := range cells {
		c = clean(c)
		pad := strings.Repeat(" ", max(0, widths[i]-columns(c)))
		if room := s.Width - at; columns(c) > room {
			c, pad = cut(c, room), ""
		}
		if numbers[i] {
			c, pad = pad+c, ""
		}
		at += columns(c) + len(pad) + 2
		s.show(&line, word{text: c, look: l})
		line.WriteString(pad + "  ")
		if at >= s.Width {
			break
		}
	}
	b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}

// cut shortens a text to so many columns.
func cut(text string, room int) string {
	if columns(text) <= room {
		return text
	}
	out := ""
	for _, r := range text {
		if columns(out+string(r)) > room-1 {
			break
		}
		out += string(r)
	}
	return out + "…"
}
