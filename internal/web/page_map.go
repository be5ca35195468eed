package web

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/web/atlas"
)

// worldMap is the map with places on it.
type worldMap struct {
	View   string // SVG's viewBox, in units of the atlas
	Title  string
	States []string // drawn apart, by code
	Dots   []dot
}

type dot struct {
	X, Y, R            float64
	Class, Label, Href string
}

// world puts places on the map. The area of a dot grows with its events; most
// is the radius of the greatest, in thousandths of the map's width.
func (s *Server) world(places []store.PlaceCount, title string, query url.Values, most float64) worldMap {
	m := worldMap{View: fmt.Sprintf("0 0 %d %.0f", atlas.Width, atlas.Height()), Title: title}
	top := 1
	for _, p := range places {
		top = max(top, p.Events)
	}
	for _, p := range places {
		x, y := atlas.Project(p.Lat, p.Lon)
		r := most * atlas.Width / 1000 * max(0.22, math.Sqrt(float64(p.Events)/float64(top)))
		label := p.Name
		if n := s.names.name(p.Country); n != "" && n != p.Name {
			label += ", " + n
		}
		m.Dots = append(m.Dots, dot{round(x), round(y), round(r), quads[chief(p.Quads)].Key, label + ": " + plural(p.Events, "event"), placeLink(p, query)})
	}
	// Small ones on top, so that none is hidden.
	slices.SortStableFunc(m.Dots, func(a, b dot) int { return cmp.Compare(b.R, a.R) })
	return m
}

// chief is the class with the most events.
func chief(q [4]int) int {
	best := 0
	for i, n := range q {
		if n > 0 && (best == 0 || n > q[best-1]) {
			best = i + 1
		}
	}
	return best
}

// placeLink leads to the events at a place: a box of a few kilometres.
func placeLink(p store.PlaceCount, query url.Values) string {
	q := url.Values{}
	for k, v := range query {
		q[k] = v
	}
	const d = 0.01
	f := func(x float64) string { return strconv.FormatFloat(math.Round(x*1e4)/1e4, 'f', -1, 64) }
	q.Set("box", f(max(p.Lat-d, -90))+","+f(max(p.Lon-d, -180))+","+f(min(p.Lat+d, 90))+","+f(min(p.Lon+d, 180)))
	return "/events?" + q.Encode()
}

// near shows the part of the map around a point.
func (m *worldMap) near(lat, lon float64) {
	const w, h = 640.0, 420.0
	x, y := atlas.Project(lat, lon)
	x, y = min(max(x-w/2, 0), atlas.Width-w), min(max(y-h/2, 0), atlas.Height()-h)
	m.View = fmt.Sprintf("%.0f %.0f %.0f %.0f", x, y, w, h)
}

// show shows the part of the map that a box covers, and a margin.
func (m *worldMap) show(b [4]float64) {
	x0, y0 := atlas.Project(b[2], b[1])
	x1, y1 := atlas.Project(b[0], b[3])
	if x1 <= x0 {
		return // over the date line: the whole map
	}
	if least := 120.0; x1-x0 < least {
		x0, x1 = (x0+x1-least)/2, (x0+x1+least)/2
	}
	if least := (x1 - x0) * 0.45; y1-y0 < least {
		y0, y1 = (y0+y1-least)/2, (y0+y1+least)/2
	}
	k := math.Pow((x1-x0)/atlas.Width, 0.8)
	for i := range m.Dots {
		m.Dots[i].R = round(m.Dots[i].R * k)
	}
	m.View = fmt.Sprintf("%.0f %.0f %.0f %.0f", x0, y0, x1-x0, y1-y0)
}

// regions are views of the map, by box.
var regions = []struct{ name, box string }{
	{"World", ""}, {"East Asia", "18,100,54,150"}, {"South-East Asia", "-12,92,28,142"}, {"South Asia", "5,60,38,98"}, {"Middle East", "12,25,43,64"},
	{"Europe", "34,-12,71,45"}, {"Africa", "-36,-20,38,53"}, {"North America", "8,-135,62,-55"}, {"South America", "-57,-84,14,-33"},
}

type mapData struct {
	Asked  *Asked
	Open   bool
	Shown  int
	Says   string
	Places []store.PlaceCount
	List   []placeRow
	Views  []mapView
	Map    worldMap
}

type placeRow struct {
	store.PlaceCount
	Href     string
	Conflict float64
}

type mapView struct {
	Name string
	Href template.URL
	Here bool
}

const mostPlaces = 1500

func (s *Server) mapPage(r *http.Request) (string, view, error) {
	a, f, err := s.asked(r)
	if err != nil {
		return "", view{}, err
	}
	d := mapData{Asked: a, Says: spanned(f)}
	if d.Places, err = s.rec.Places(r.Context(), f, mostPlaces); err != nil {
		return "", view{}, err
	}
	q := a.values()
	q.Del("box")
	d.Map = s.world(d.Places, "Events on a map of the world", q, 9)
	for _, code := range append(f.Countries, append(f.Parties, f.Dyad[:]...)...) {
		if state(code) {
			d.Map.States = append(d.Map.States, code)
		}
	}
	if f.Box != nil {
		d.Map.show(*f.Box)
	}
	for _, p := range d.Places {
		d.Shown += p.Events
		if len(d.List) < 40 {
			d.List = append(d.List, placeRow{p, placeLink(p, q), share(p.Quads[2]+p.Quads[3], p.Quads[0]+p.Quads[1]) / 100})
		}
	}
	for _, v := range regions {
		if q.Del("box"); v.box != "" {
			q.Set("box", v.box)
		}
		d.Views = append(d.Views, mapView{v.name, template.URL("/map?" + q.Encode()), a.Box == v.box})
	}
	return "map", view{Title: "Map", Data: d}, nil
}

// state says whether a code can be the id of a state of the map.
func state(code string) bool {
	return len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
