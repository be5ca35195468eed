package atlas

import (
	_ "embed"
	"math"
)

//go:embed world.svg
var world []byte

// World is the map: a symbol "land" with all states, and a symbol for each by
// its code ("JPN"). The caller must not change it.
func World() []byte { return world }

// North and South are the latitudes of the map's edges, in degrees.
const (
	North = 84.0
	South = -58.0
)

// Width of the map, in units.
const Width = 3600

const unit = Width / 360.0 // units a degree of longitude

// miller is Miller's cylindrical projection, in radians: meridians and
// parallels are straight, so a box of degrees is a box on the map.
func miller(lat float64) float64 {
	return 1.25 * math.Log(math.Tan(math.Pi/4+0.4*lat*math.Pi/180))
}

// Project gives the units of a point. Points past an edge lie on it.
func Project(lat, lon float64) (x, y float64) {
	lat = min(max(lat, South), North)
	return (lon + 180) * unit, (miller(North) - miller(lat)) * 180 / math.Pi * unit
}

// Height of the map, in units.
func Height() float64 {
	_, y := Project(South, 0)
	return y
}

// Point gives latitude and longitude of a point on the map.
func Point(x, y float64) (lat, lon float64) {
	m := miller(North) - y/unit*math.Pi/180
	return (math.Atan(math.Exp(m/1.25)) - math.Pi/4) / 0.4 * 180 / math.Pi, x/unit - 180
}
