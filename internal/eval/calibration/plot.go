package calibration

import (
	"fmt"
	"html"
	"strings"
)

// The plot's measures, in SVG's units: a square of shares against confidence
// above a strip of counts.
const (
	width, height = 520, 640
	left, top     = 72, 84
	side          = 420
	stripTop      = top + side + 20
	stripHeight   = 64
)

const style = `<style>
text{font:13px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#24292f}
.title{font-size:17px;font-weight:600}.small{font-size:11px;fill:#57606a}.mid{text-anchor:middle}.end{text-anchor:end}
.grid{stroke:#d8dee4}.frame{stroke:#8c959f;fill:none}.ideal{stroke:#8c959f;stroke-dasharray:5 4}
.gap{fill:#cf222e;fill-opacity:.13}.line{fill:none;stroke:#0969da;stroke-width:1.5;stroke-opacity:.5}
.bar{fill:#0969da;fill-opacity:.3}.dot{fill:#0969da}.range{stroke:#0969da;stroke-width:1.3}
</style>`

// Plot draws a reliability plot as SVG: for each tenth of confidence the share
// that is right with its 95 % interval, the gap to the diagonal on which
// confidence is truth, and below how many answers there are. The title is
// plain text; what names an answer, as "events". The same answers give the
// same bytes.
func Plot(title, what string, s []Sure) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">`+"\n",
		width, height, width, height, html.EscapeString(title))
	b.WriteString(style + "\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	label(&b, left, 34, "title", html.EscapeString(title))
	label(&b, left, 56, "small", fmt.Sprintf("%d %s; calibration error %.3f; bars are 95 %% intervals", len(s), html.EscapeString(what), Error(s)))
	axes(&b)
	bins := Bins(s)
	points(&b, bins)
	counts(&b, bins)
	label(&b, left+side/2, height-14, "mid", "confidence")
	fmt.Fprintf(&b, `<text class="mid" transform="translate(20 %d) rotate(-90)">share that is right</text>`+"\n", top+side/2)
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

func x(confidence float64) float64 { return left + side*confidence }
func y(share float64) float64      { return top + side*(1-share) }

func label(b *strings.Builder, x, y float64, class, text string) {
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" class="%s">%s</text>`+"\n", x, y, class, text)
}

func line(b *strings.Builder, class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(b, `<line class="%s" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`+"\n", class, x1, y1, x2, y2)
}

func axes(b *strings.Builder) {
	for i := 0; i <= 10; i += 2 {
		v := float64(i) / 10
		line(b, "grid", x(0), y(v), x(1), y(v))
		line(b, "grid", x(v), y(0), x(v), y(1))
		label(b, x(0)-8, y(v)+4, "end", fmt.Sprintf("%.1f", v))
		label(b, x(v), stripTop+stripHeight+18, "mid", fmt.Sprintf("%.1f", v))
	}
	line(b, "ideal", x(0), y(0), x(1), y(1))
	fmt.Fprintf(b, `<rect class="frame" x="%d" y="%d" width="%d" height="%d"/>`+"\n", left, top, side, side)
}

// points draws the bins that are not empty, joined from left to right.
func points(b *strings.Builder, bins [Tenths]Bin) {
	var path []string
	for i, bin := range bins {
		if bin.N == 0 {
			continue
		}
		c, p := bin.Confidence(), bin.Share()
		hi := max(y(p), y(c))
		lo := min(y(p), y(c))
		fmt.Fprintf(b, `<rect class="gap" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`+"\n", x(float64(i)/Tenths)+2, lo, side/float64(Tenths)-4, hi-lo)
		path = append(path, fmt.Sprintf("%.1f,%.1f", x(c), y(p)))
	}
	fmt.Fprintf(b, `<polyline class="line" points="%s"/>`+"\n", strings.Join(path, " "))
	for _, bin := range bins {
		if bin.N == 0 {
			continue
		}
		c := x(bin.Confidence())
		lo, hi := bin.Interval()
		line(b, "range", c, y(lo), c, y(hi))
		line(b, "range", c-4, y(lo), c+4, y(lo))
		line(b, "range", c-4, y(hi), c+4, y(hi))
		fmt.Fprintf(b, `<circle class="dot" cx="%.1f" cy="%.1f" r="4.5"><title>confidence %.2f, right %.2f, %d of %d</title></circle>`+"\n",
			c, y(bin.Share()), bin.Confidence(), bin.Share(), bin.Right, bin.N)
	}
}

// counts draws how many answers each bin holds.
func counts(b *strings.Builder, bins [Tenths]Bin) {
	most := 1
	for _, bin := range bins {
		most = max(most, bin.N)
	}
	for i, bin := range bins {
		h := (stripHeight - 16) * float64(bin.N) / float64(most)
		from := x(float64(i) / Tenths)
		fmt.Fprintf(b, `<rect class="bar" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`+"\n", from+2, stripTop+stripHeight-h, side/float64(Tenths)-4, h)
		label(b, from+side/(2*Tenths), stripTop+stripHeight-h-4, "small mid", fmt.Sprint(bin.N))
	}
	line(b, "frame", x(0), stripTop+stripHeight, x(1), stripTop+stripHeight)
	label(b, left-8, stripTop+stripHeight-2, "small end", "count")
}
