package topojson

// Topology is a file of countries. An arc's points are steps in whole units of
// the transform, from the point before.
type Topology struct {
	Arcs      [][][2]float64 `json:"arcs"`
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Objects struct {
		Countries struct {
			Geometries []Geometry `json:"geometries"`
		} `json:"countries"`
	} `json:"objects"`
}

// Geometry is a country.
type Geometry struct {
	Type       string `json:"type"` // Polygon or MultiPolygon
	ID         string `json:"id"`   // ISO 3166 numeric
	Properties struct {
		Name string `json:"name"`
	} `json:"properties"`
	Arcs any `json:"arcs"`
}

// Polygons gives the rings of each polygon, the outer one first, as indices of
// arcs; ^i stands for arc i from its end.
func (g *Geometry) Polygons() [][][]int {
	list, _ := g.Arcs.([]any)
	if g.Type == "Polygon" {
		list = []any{list}
	}
	var out [][][]int
	for _, p := range list {
		rings, _ := p.([]any)
		var polygon [][]int
		for _, r := range rings {
			var ring []int
			arcs, _ := r.([]any)
			for _, a := range arcs {
				f, _ := a.(float64)
				ring = append(ring, int(f))
			}
			polygon = append(polygon, ring)
		}
		out = append(out, polygon)
	}
	return out
}
