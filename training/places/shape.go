package main

import "math"

// topology is as much of TopoJSON as the middles of countries need.
type topology struct {
	Arcs      [][][2]float64 `json:"arcs"`
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Objects struct {
		Countries struct {
			Geometries []geometry `json:"geometries"`
		} `json:"countries"`
	} `json:"objects"`
}

type geometry struct {
	Type       string `json:"type"`
	ID         string `json:"id"`
	Properties struct {
		Name string `json:"name"`
	} `json:"properties"`
	Arcs any `json:"arcs"`
}

// middles gives longitude and latitude of the middle of each country's greatest
// piece of land, by ISO numeric code and by name.
func middles(file string) (map[string][2]float64, error) {
	var t topology
	if err := readJSON(file, &t); err != nil {
		return nil, err
	}
	out := map[string][2]float64{}
	for _, g := range t.Objects.Countries.Geometries {
		best, point := 0.0, [2]float64{}
		for _, ring := range outerRings(g) {
			if a, p := t.centroid(ring); a > best {
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

// outerRings lists the outer ring of each polygon as indices of arcs.
func outerRings(g geometry) [][]int {
	list, _ := g.Arcs.([]any)
	var polygons []any
	switch g.Type {
	case "Polygon":
		polygons = []any{list}
	case "MultiPolygon":
		polygons = list
	}
	var out [][]int
	for _, p := range polygons {
		rings, _ := p.([]any)
		if len(rings) == 0 {
			continue
		}
		var ring []int
		arcs, _ := rings[0].([]any)
		for _, a := range arcs {
			f, _ := a.(float64)
			ring = append(ring, int(f))
		}
		out = append(out, ring)
	}
	return out
}

// centroid gives area (in degrees, narrowed by latitude) and middle of a ring.
func (t *topology) centroid(ring []int) (float64, [2]float64) {
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
