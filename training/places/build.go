package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/attache/attache/internal/place"
)

// builder gathers what goes into the file.
type builder struct {
	countries []place.Country
	byISO2    map[string]int
	areas     []place.Area
	areaOf    map[string]int // "AF.23" to an index of areas
	cities    []city
	capitalOf []int64 // GeoNames id of each country's capital
	places    []place.Entry
	keys      map[string][]int
}

type city struct {
	ID      int64    `json:"geonameid"`
	Name    string   `json:"name"`
	Lat     float64  `json:"latitude"`
	Lon     float64  `json:"longitude"`
	Country string   `json:"countrycode"`
	Pop     int64    `json:"population"`
	Admin1  string   `json:"admin1code"`
	Others  []string `json:"alternatenames"`
}

// points are set by hand where the land lies on both sides of the date line or
// the atlas is too coarse; longitude first.
var points = map[string][2]float64{"RUS": {100, 60}, "FJI": {178, -18}, "KIR": {173, 1.42}, "NZL": {174, -42}, "ATA": {16.4, -78.2},
	"BES": {-68.27, 12.18}, "BVT": {3.36, -54.42}, "CCK": {96.87, -12.17}, "CXR": {105.63, -10.49}, "SJM": {20, 78},
	"TKL": {-171.8, -9.2}, "UMI": {-160, 0}, "ANT": {-68.9, 12.2}, "SCG": {20.8, 44}}

// minor is the population under which only a place's own name is kept.
const minor = 1500

func readJSON(file string, v any) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// readCountries takes the states; their point is the middle of the greatest
// piece of their land.
func (b *builder) readCountries(file, atlas string) error {
	var all map[string]struct {
		ID      int64           `json:"geonameid"`
		Name    string          `json:"name"`
		ISO2    string          `json:"iso"`
		ISO3    string          `json:"iso3"`
		Numeric json.RawMessage `json:"isonumeric"`
		Capital string          `json:"capital"`
		Pop     int64           `json:"population"`
	}
	if err := readJSON(file, &all); err != nil {
		return err
	}
	middles, err := middles(atlas)
	if err != nil {
		return err
	}
	b.byISO2 = map[string]int{}
	for _, k := range slices.Sorted(maps.Keys(all)) {
		c := all[k]
		if c.ISO3 == "XKX" {
			c.ISO3 = "KOS"
		}
		n, _ := strconv.Atoi(strings.Trim(string(c.Numeric), `"`))
		m := middles[fmt.Sprintf("%03d", n)]
		if c.ISO3 == "KOS" {
			m = middles["Kosovo"]
		}
		if p, ok := points[c.ISO3]; ok {
			m = p
		}
		b.byISO2[c.ISO2] = len(b.countries)
		b.countries = append(b.countries, place.Country{Code: c.ISO3, ISO2: c.ISO2, Name: c.Name, Capital: c.Capital, GeoName: c.ID, Pop: c.Pop, Lat: m[1], Lon: m[0]})
	}
	return nil
}

// readCities takes populated places of a thousand people and more.
func (b *builder) readCities(file string) error {
	var all map[string]city
	if err := readJSON(file, &all); err != nil {
		return err
	}
	for _, k := range slices.Sorted(maps.Keys(all)) {
		if _, ok := b.byISO2[all[k].Country]; ok {
			b.cities = append(b.cities, all[k])
		}
	}
	slices.SortFunc(b.cities, func(a, c city) int { return cmp.Compare(a.ID, c.ID) })
	return nil
}

// readDivisions joins the names of first-order divisions to GeoNames' codes by
// the cities that both sources have, then adds cities and divisions as places.
func (b *builder) readDivisions(file, states string) error {
	votes, err := b.votes(file)
	if err != nil {
		return err
	}
	codes := map[string]int{}
	for i := range b.cities {
		codes[b.cities[i].Country+"."+b.cities[i].Admin1]++
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		best, n := "", 0
		for _, name := range slices.Sorted(maps.Keys(votes[code])) {
			if v := votes[code][name]; v > n {
				best, n = name, v
			}
		}
		if best != "" {
			b.areaOf[code] = len(b.areas)
			b.areas = append(b.areas, place.Area{Country: b.byISO2[code[:2]], Name: best})
		}
	}
	if err := b.addCities(); err != nil {
		return err
	}
	return b.addDivisions(states)
}

// votes counts for each division's code the names that the other source gives
// to its cities.
func (b *builder) votes(file string) (map[string]map[string]int, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	spot := func(lat, lon float64) string { return fmt.Sprintf("%.3f %.3f", lat, lon) }
	at := map[string]*city{}
	for i := range b.cities {
		at[spot(b.cities[i].Lat, b.cities[i].Lon)] = &b.cities[i]
	}
	votes := map[string]map[string]int{}
	for _, r := range rows[1:] {
		lat, _ := strconv.ParseFloat(r[0], 64)
		lon, _ := strconv.ParseFloat(r[1], 64)
		c := at[spot(lat, lon)]
		if c == nil || r[3] == "" || c.Country != r[5] {
			continue
		}
		code := c.Country + "." + c.Admin1
		if votes[code] == nil {
			votes[code] = map[string]int{}
		}
		votes[code][r[3]]++
	}
	return votes, nil
}

// findCapitals looks for each country's capital among its cities: by its own
// name, else by another name of it, the greatest first.
func (b *builder) findCapitals() {
	b.capitalOf = make([]int64, len(b.countries))
	best := make([]int64, len(b.countries))
	for i := range b.cities {
		c := &b.cities[i]
		ci := b.byISO2[c.Country]
		capital := place.Fold(b.countries[ci].Capital)
		rank := c.Pop + 1
		switch {
		case capital == "":
			continue
		case place.Fold(c.Name) == capital:
			rank += 1e9
		case !slices.ContainsFunc(c.Others, func(n string) bool { return place.Fold(n) == capital }):
			continue
		}
		if rank > best[ci] {
			best[ci], b.capitalOf[ci] = rank, c.ID
		}
	}
}

func (b *builder) addCities() error {
	b.findCapitals()
	for i := range b.cities {
		c := &b.cities[i]
		ci := b.byISO2[c.Country]
		e := place.Entry{Name: c.Name, GeoName: c.ID, Lat: c.Lat, Lon: c.Lon, Pop: c.Pop, Country: ci, Region: -1, Kind: place.City}
		if a, ok := b.areaOf[c.Country+"."+c.Admin1]; ok {
			e.Region = a
		}
		names := []string{c.Name}
		if c.Pop >= minor || c.Pop == 0 { // 0 is unknown
			names = append(names, c.Others...)
		}
		if b.capitalOf[ci] == c.ID {
			e.Kind = place.Capital
		}
		if country := &b.countries[ci]; e.Kind == place.Capital && country.Lat == 0 && country.Lon == 0 {
			country.Lat, country.Lon = e.Lat, e.Lon // too small for the atlas
		}
		b.add(e, names)
	}
	return nil
}

// addDivisions adds the divisions as places, at the middle of their cities.
func (b *builder) addDivisions(states string) error {
	var us map[string]struct {
		Name string `json:"name"`
		ID   int64  `json:"geonameid"`
	}
	if err := readJSON(states, &us); err != nil {
		return err
	}
	type sum struct {
		lat, lon, n float64
		pop         int64
	}
	sums := map[string]*sum{}
	for i := range b.cities {
		c := &b.cities[i]
		code := c.Country + "." + c.Admin1
		if sums[code] == nil {
			sums[code] = &sum{}
		}
		s := sums[code]
		s.lat, s.lon, s.n, s.pop = s.lat+c.Lat, s.lon+c.Lon, s.n+1, s.pop+c.Pop
	}
	for _, code := range slices.Sorted(maps.Keys(b.areaOf)) {
		a, s := b.areaOf[code], sums[code]
		e := place.Entry{Name: b.areas[a].Name, Lat: s.lat / s.n, Lon: s.lon / s.n, Pop: s.pop, Country: b.areas[a].Country, Region: a, Kind: place.Region}
		if u, ok := us[code[3:]]; ok && code[:3] == "US." {
			e.GeoName = u.ID
		}
		names := []string{e.Name}
		if n := bare(e.Name); !sayNothing[n] {
			names = append(names, n)
		}
		b.add(e, names)
	}
	return nil
}

// sayNothing are names of divisions that say nothing without their sort.
var sayNothing = map[string]bool{"North": true, "South": true, "East": true, "West": true, "Central": true, "Eastern": true,
	"Western": true, "Northern": true, "Southern": true, "Capital": true, "Federal": true, "Upper": true, "Lower": true}

// bare leaves out the word for the sort of division.
func bare(name string) string {
	for _, w := range []string{" Province", " Oblast", " Region", " District", " Governorate", " State", " County", " Department", "shi", " Prefecture"} {
		if s, ok := strings.CutSuffix(name, w); ok && len(s) > 3 && w != "shi" {
			return s
		}
	}
	for _, w := range []string{"Muhafazat ", "Wilaya de ", "Wilaya d'", "Provincia de ", "Departamento de ", "State of ", "Province of "} {
		if s, ok := strings.CutPrefix(name, w); ok && len(s) > 3 {
			return s
		}
	}
	return name
}

// add puts a place in with the names that English text can have.
func (b *builder) add(e place.Entry, names []string) {
	n := len(b.places)
	b.places = append(b.places, e)
	for _, name := range names {
		if !usable(name) {
			continue
		}
		k := place.Fold(name)
		// Short other names are mostly codes and other languages' words.
		short := len(k) < 4 || len(k) == 4 && e.Pop < 1_000_000
		if short && k != place.Fold(e.Name) || slices.Contains(b.keys[k], n) {
			continue
		}
		b.keys[k] = append(b.keys[k], n)
	}
}

// usable keeps names in Latin letters that begin with a capital and are no
// codes; GeoNames has transliterations in small letters, which no text uses.
func usable(name string) bool {
	lower := 0
	for i, r := range name {
		if i == 0 && !unicode.IsUpper(r) && r != '‘' && r != '\'' {
			return false
		}
		if r > 0x24F && (r < 0x1E00 || r > 0x1EFF) && !strings.ContainsRune("’‘ʻʼ–", r) || r == ',' || r == '(' || unicode.IsDigit(r) {
			return false
		}
		if unicode.IsLower(r) {
			lower++
		}
	}
	return lower > 0 && len(name) < 40
}

// index sorts the names; among the places of one name the greater come first.
func (b *builder) index() ([]string, [][]int) {
	keys := slices.Sorted(maps.Keys(b.keys))
	postings := make([][]int, len(keys))
	for i, k := range keys {
		slices.SortStableFunc(b.keys[k], func(x, y int) int { return cmp.Compare(b.places[y].Pop, b.places[x].Pop) })
		postings[i] = b.keys[k]
	}
	return keys, postings
}
