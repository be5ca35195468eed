// Command atlas makes the map that the pages show, from Natural Earth's
// countries as the npm package world-atlas carries them:
//
//	npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//	go run ./training/atlas -atlas package/countries-50m.json -o internal/web/atlas/world.svg
//
// Borders are thinned on the lines that two states share, so that they still
// meet. Natural Earth is in the public domain.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"

	"golang.org/x/text/language"

	"github.com/attache/attache/internal/web/atlas"
	"github.com/attache/attache/training/topojson"
)

// Areas in square units of the map, a tenth of a degree each.
const (
	thin  = 2.0 // a corner that spans less is left out
	small = 6.0 // land that spans less is left out, but for a state's greatest
)

// unnumbered are shapes without a number of ISO 3166.
var unnumbered = map[string]string{"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM", "Siachen Glacier": "", "Indian Ocean Ter.": "", "Ashmore and Cartier Is.": ""}

func main() {
	in := flag.String("atlas", "countries-50m.json", "countries of world-atlas, TopoJSON")
	out := flag.String("o", "internal/web/atlas/world.svg", "map to write")
	flag.Parse()
	if err := run(*in, *out); err != nil {
		fmt.Fprintln(os.Stderr, "atlas:", err)
		os.Exit(1)
	}
}

func run(in, out string) error {
	raw, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	var t topojson.Topology
	if err := json.Unmarshal(raw, &t); err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	arcs := project(&t)
	states := map[string]string{}
	for _, g := range t.Objects.Countries.Geometries {
		code := code(&g)
		if code == "ATA" {
			continue
		}
		if p := outline(&g, arcs); p != "" {
			states[code] += p
		}
	}
	return os.WriteFile(out, []byte(draw(states)), 0o644)
}

func code(g *topojson.Geometry) string {
	if g.ID == "" {
		return unnumbered[g.Properties.Name]
	}
	r, err := language.ParseRegion(g.ID)
	if err != nil {
		return ""
	}
	return r.ISO3()
}

func draw(states map[string]string) string {
	codes := make([]string, 0, len(states))
	for c := range states {
		codes = append(codes, c)
	}
	sort.Strings(codes)
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\">\n<g id=\"land\">\n", atlas.Width, atlas.Height())
	for _, c := range codes {
		id := ""
		if c != "" {
			id = fmt.Sprintf(" id=%q", c)
		}
		fmt.Fprintf(&b, "<path%s d=\"%s\"/>\n", id, states[c])
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}
