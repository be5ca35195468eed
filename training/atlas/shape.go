package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/attache/attache/internal/web/atlas"
	"github.com/attache/attache/training/topojson"
)

type point [2]float64

// project gives every arc in units of the map, thinned.
func project(t *topojson.Topology) [][]point {
	out := make([][]point, len(t.Arcs))
	for i, arc := range t.Arcs {
		var x, y float64
		pts := make([]point, 0, len(arc))
		before := math.NaN()
		for _, d := range arc {
			x, y = x+d[0], y+d[1]
			lon, lat := x*t.Transform.Scale[0]+t.Transform.Translate[0], y*t.Transform.Scale[1]+t.Transform.Translate[1]
			for lon-before > 180 {
				lon -= 360
			}
			for before-lon > 180 {
				lon += 360
			}
			before = lon
			px, py := atlas.Project(lat, lon)
			pts = append(pts, point{px, py})
		}
		out[i] = thinned(pts)
	}
	return out
}

// thinned leaves out, the least first, the corners that span less than thin
// with their neighbours (Visvalingam and Whyatt). Ends stay.
func thinned(pts []point) []point {
	for len(pts) > 2 {
		least, at := math.Inf(1), -1
		for i := 1; i < len(pts)-1; i++ {
			if a := triangle(pts[i-1], pts[i], pts[i+1]); a < least {
				least, at = a, i
			}
		}
		if least >= thin || len(pts) <= 4 && pts[0] == pts[len(pts)-1] {
			break
		}
		pts = append(pts[:at], pts[at+1:]...)
	}
	return pts
}

func triangle(a, b, c point) float64 {
	return math.Abs((b[0]-a[0])*(c[1]-a[1])-(c[0]-a[0])*(b[1]-a[1])) / 2
}

// outline is the path of a geometry: every ring that is not too small, and the
// greatest in any case.
func outline(g *topojson.Geometry, arcs [][]point) string {
	var b strings.Builder
	best, greatest := -1.0, ""
	for _, ids := range slices.Concat(g.Polygons()...) {
		ring := join(ids, arcs)
		a := area(ring)
		p := path(ring)
		if a > best {
			best, greatest = a, p
		}
		if a >= small {
			b.WriteString(p)
		}
	}
	if b.Len() == 0 {
		return greatest
	}
	return b.String()
}

// join makes one ring of arcs. A ring over the edge of the map goes on beyond.
func join(ids []int, arcs [][]point) []point {
	var out []point
	for _, id := range ids {
		arc := arcs[max(id, ^id)]
		for k := range arc {
			p := arc[k]
			if id < 0 {
				p = arc[len(arc)-1-k]
			}
			if n := len(out); n > 0 {
				for p[0]-out[n-1][0] > atlas.Width/2 {
					p[0] -= atlas.Width
				}
				for out[n-1][0]-p[0] > atlas.Width/2 {
					p[0] += atlas.Width
				}
			}
			out = append(out, p)
		}
	}
	return out
}

func area(ring []point) float64 {
	var a float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		a += p[0]*q[1] - q[0]*p[1]
	}
	return math.Abs(a / 2)
}

// path writes a ring in whole units, by steps; one that crosses an edge is
// written again on the other side.
func path(ring []point) string {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		low, high = min(low, p[0]), max(high, p[0])
	}
	out := steps(ring, 0)
	if high > atlas.Width+1 {
		out += steps(ring, -atlas.Width)
	}
	if low < -1 {
		out += steps(ring, atlas.Width)
	}
	return out
}

func steps(ring []point, shift float64) string {
	var b strings.Builder
	var px, py int
	n := 0
	for _, p := range ring {
		x, y := int(math.Round(p[0]+shift)), int(math.Round(p[1]))
		dx, dy := x-px, y-py
		switch {
		case n == 0:
			fmt.Fprintf(&b, "M%d %dl", x, y)
		case dx == 0 && dy == 0:
			continue
		default:
			if n > 1 && dx >= 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%d", dx)
			if dy >= 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%d", dy)
		}
		px, py = x, y
		n++
	}
	if n < 2 { // smaller than a unit: a dot
		b.WriteString("1 0 0 1")
	}
	b.WriteByte('z')
	return b.String()
}
