package place

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/pelletier/go-toml/v2"
)

// Gazetteer holds the places of the world and their names. It does not change
// after Open and may be shared.
type Gazetteer struct {
	t      *table
	extra  []Entry          // hand-written places and the countries
	names  map[string][]int // folded names of extra
	exact  map[string]int   // "US", "UK": names that need their capitals, to extra
	adj    map[string]int   // "iraqi" to the index of a country
	byCode map[string]int
	common map[string]bool // folded words that are rather not places
	long   int             // words in the longest hand-written name
}

// Open reads the gazetteer from the folder of places (gazetteer.bin.zst,
// common.txt, *.toml) and the states' names from the codebook (actors/states.toml;
// book may be nil). A mistake is reported with its file and line. It takes some
// tens of milliseconds; call it when the first place is asked for.
func Open(places, book fs.FS) (*Gazetteer, error) {
	packed, err := fs.ReadFile(places, "gazetteer.bin.zst")
	if err != nil {
		return nil, fmt.Errorf("place: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("place: %w", err)
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("place: gazetteer.bin.zst: %w", err)
	}
	g := &Gazetteer{names: map[string][]int{}, exact: map[string]int{}, adj: map[string]int{}, byCode: map[string]int{}, common: map[string]bool{}, long: 5}
	if g.t, err = decode(raw); err != nil {
		return nil, err
	}
	g.addCountries()
	if book != nil {
		if err := g.readStates(book); err != nil {
			return nil, err
		}
	}
	if err := g.readHandWritten(places); err != nil {
		return nil, err
	}
	return g, g.readCommon(places)
}

// addCountries makes a place of each country, with the same index.
func (g *Gazetteer) addCountries() {
	for i, c := range g.t.countries {
		g.extra = append(g.extra, Entry{Name: c.Name, GeoName: c.GeoName, Lat: c.Lat, Lon: c.Lon, Pop: c.Pop, Country: i, Region: -1, Kind: CountryKind})
		g.byCode[c.Code] = i
		g.name(c.Name, i)
	}
}

// name adds a folded name for the hand-written place i.
func (g *Gazetteer) name(name string, i int) {
	k := Fold(name)
	if k == "" || slices.Contains(g.names[k], i) {
		return
	}
	g.names[k] = append(g.names[k], i)
	g.long = max(g.long, strings.Count(k, " ")+1)
}

type stateFile struct {
	State []struct {
		Code   string   `toml:"code"`
		Name   string   `toml:"name"`
		Names  []string `toml:"names"`
		Short  []string `toml:"short"`
		Adj    []string `toml:"adj"`
		People []string `toml:"people"`
	} `toml:"state"`
}

// readStates takes the names and adjectives of the codebook's states.
func (g *Gazetteer) readStates(book fs.FS) error {
	raw, err := fs.ReadFile(book, "actors/states.toml")
	if err != nil {
		return fmt.Errorf("place: %w", err)
	}
	var f stateFile
	if err := toml.Unmarshal(raw, &f); err != nil {
		return located("actors/states.toml", err)
	}
	for _, s := range f.State {
		i, ok := g.byCode[s.Code]
		if !ok {
			continue
		}
		for _, n := range append(s.Names, s.Name) {
			g.name(n, i)
		}
		for _, n := range s.Short {
			g.exact[strings.ReplaceAll(n, ".", "")] = i
		}
		for _, n := range append(s.Adj, s.People...) {
			g.adj[Fold(n)] = i
		}
	}
	return nil
}

type placeFile struct {
	Place []struct {
		Name    string   `toml:"name"`
		Names   []string `toml:"names"`
		Kind    string   `toml:"kind"`
		Lat     float64  `toml:"lat"`
		Lon     float64  `toml:"lon"`
		Country string   `toml:"country"`
		Claims  []string `toml:"claims"`
		GeoName int64    `toml:"geoname"`
		Note    string   `toml:"note"`
	} `toml:"place"`
}

var kindNames = map[string]Kind{"sea": Sea, "island": Island, "site": Site, "region": Region, "river": River, "city": City}

// readHandWritten takes the places of every *.toml in the folder, in the order
// of the files' names.
func (g *Gazetteer) readHandWritten(places fs.FS) error {
	files, err := fs.Glob(places, "*.toml")
	if err != nil {
		return fmt.Errorf("place: %w", err)
	}
	slices.Sort(files)
	for _, file := range files {
		raw, err := fs.ReadFile(places, file)
		if err != nil {
			return fmt.Errorf("place: %w", err)
		}
		var f placeFile
		dec := toml.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&f); err != nil {
			return located(file, err)
		}
		for n, p := range f.Place {
			kind, ok := kindNames[p.Kind]
			c, known := g.byCode[p.Country]
			if p.Country == "" {
				c, known = -1, true
			}
			if !ok || !known || p.Name == "" || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 {
				return fmt.Errorf("codebook/places/%s: place %d (%q): want name, kind (one of sea, island, site, region, river, city), lat, lon and a country's code, found kind %q, country %q, %v, %v", file, n+1, p.Name, p.Kind, p.Country, p.Lat, p.Lon)
			}
			i := len(g.extra)
			g.extra = append(g.extra, Entry{Name: p.Name, GeoName: p.GeoName, Lat: p.Lat, Lon: p.Lon, Country: c, Region: -1, Kind: kind, Claims: p.Claims})
			for _, name := range append(p.Names, p.Name) {
				if len(name) <= 3 && strings.ToUpper(name) == name {
					g.exact[name] = i
				} else {
					g.name(name, i)
				}
			}
		}
	}
	return nil
}

// located puts file and line before an error of the TOML reader.
func located(file string, err error) error {
	var d *toml.DecodeError
	if errors.As(err, &d) {
		row, _ := d.Position()
		return fmt.Errorf("codebook/%s:%d: %w", path.Join("places", path.Base(file)), row, err)
	}
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		row, _ := strict.Errors[0].Position()
		return fmt.Errorf("codebook/places/%s:%d: unknown key %s", file, row, strings.Join(strict.Errors[0].Key(), "."))
	}
	return fmt.Errorf("codebook/places/%s: %w", file, err)
}

func (g *Gazetteer) readCommon(places fs.FS) error {
	raw, err := fs.ReadFile(places, "common.txt")
	if err != nil {
		return fmt.Errorf("place: %w", err)
	}
	for sc := bufio.NewScanner(bytes.NewReader(raw)); sc.Scan(); {
		if w := strings.TrimSpace(sc.Text()); w != "" && w[0] != '#' {
			g.common[w] = true
		}
	}
	return nil
}

// find gives the numbers of the places with a folded name, the hand-written
// and the countries first: entry reads them.
func (g *Gazetteer) find(dst []int, key string) []int {
	for _, i := range g.names[key] {
		dst = append(dst, len(g.t.ids)+i)
	}
	return g.t.find(dst, key)
}

func (g *Gazetteer) entry(i int) Entry {
	if i < len(g.t.ids) {
		return g.t.entry(i)
	}
	return g.extra[i-len(g.t.ids)]
}

// code gives a country's code by its index.
func (g *Gazetteer) code(i int) string {
	if i < 0 {
		return ""
	}
	return g.t.countries[i].Code
}

// Country gives the state in which a place of this name lies: the country
// itself, or that of the city or region when one is much greater than all
// others of the name. It is "" for an unknown name and for one that several
// countries could mean. It costs a binary search.
func (g *Gazetteer) Country(name string) string {
	if i, ok := g.exact[strings.ReplaceAll(name, ".", "")]; ok {
		return g.code(g.extra[i].Country)
	}
	ids := g.find(nil, Fold(name))
	if len(ids) == 0 {
		return ""
	}
	if ids[0] >= len(g.t.ids) {
		return g.code(g.entry(ids[0]).Country)
	}
	slices.SortStableFunc(ids, func(a, b int) int { return cmp.Compare(g.entry(b).Pop, g.entry(a).Pop) })
	first := g.entry(ids[0])
	for _, i := range ids[1:] {
		if e := g.entry(i); e.Country != first.Country {
			if e.Pop*4 > first.Pop && first.Kind != Capital {
				return ""
			}
			break
		}
	}
	return g.code(first.Country)
}

// Adjective gives the state of a nationality's adjective or people, "" for
// none: "Iraqi", "Iraqis".
func (g *Gazetteer) Adjective(word string) string {
	k := Fold(word)
	if i, ok := g.adj[k]; ok {
		return g.code(i)
	}
	if i, ok := g.adj[strings.TrimSuffix(k, "s")]; ok {
		return g.code(i)
	}
	return ""
}
