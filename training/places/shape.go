package main

import (
	"math"

	"github.com/attache/attache/training/topojson"
)

// middles gives longitude and latitude of the middle of each country's greatest
// piece of land, by ISO numeric code and by name.
func middles(file string) (map[string][2]float64, error) {
	var t topojson.Topology
	if err := readJSON(file, &t); err != nil {
		return nil, err
	}
	out := map[string][2]float64{}
	for _, g := range t.Objects.Countries.Geometries {
		best, point := 0.0, [2]float64{}
		for _, rings := range g.Polygons() {
			if len(rings) == 0 {
				continue
			}
			if a, p := centroid(&t, rings[0]); a > best {
				best, point = a, p
			}
		}
		if g.ID != "" {
			out[g.ID] = point
		}
		out[g.Properties.Name] = point
	}
	return out, nil
}

// centroid gives area (in degrees, narrowed by latitude) and middle of a ring.
func centroid(t *topojson.Topology, ring []int) (float64, [2]float64) {
	var pts [][2]float64
	for _, a := range ring {
		i, back := a, false
		if a < 0 {
			i, back = ^a, true
		}
		var x, y float64
		var arc [][2]float64
		for _, d := range t.Arcs[i] {
			x, y = x+d[0], y+d[1]
			arc = append(arc, [2]float64{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]})
		}
		if back {
			for l, r := 0, len(arc)-1; l < r; l, r = l+1, r-1 {
				arc[l], arc[r] = arc[r], arc[l]
			}
		}
		pts = append(pts, arc...)
	}
	var area, cx, cy float64
	for i := range pts {
		p, q := pts[i], pts[(i+1)%len(pts)]
		w := p[0]*q[1] - q[0]*p[1]
		area += w
		cx += (p[0] + q[0]) * w
		cy += (p[1] + q[1]) * w
	}
	if area == 0 {
		return 0, [2]float64{}
	}
	mid := [2]float64{cx / (3 * area), cy / (3 * area)}
	return math.Abs(area/2) * math.Cos(mid[1]*math.Pi/180), mid
}
