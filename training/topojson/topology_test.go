package topojson

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestPolygons(t *testing.T) {
	for _, tt := range []struct {
		file string
		want [][][]int
	}{
		{`{"type": "Polygon", "arcs": [[0, -2], [3]]}`, [][][]int{{{0, -2}, {3}}}},
		{`{"type": "MultiPolygon", "arcs": [[[0, 1]], [[2], [4]]]}`, [][][]int{{{0, 1}}, {{2}, {4}}}},
		{`{"type": "MultiPolygon"}`, nil},
	} {
		var g Geometry
		if err := json.Unmarshal([]byte(tt.file), &g); err != nil {
			t.Fatal(err)
		}
		if got := g.Polygons(); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.file, got, tt.want)
		}
	}
}
