package codebook

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
)

// Book is the whole codebook, read once and never changed after.
type Book struct {
	Actors *Actors
	Events *Events
	Words  *Words
}

// Load reads the codebook of each root in turn; a later root adds to the
// earlier ones and overrides them. The error joins every mistake found, each
// with file, line, what stands there and what was expected.
func Load(roots ...fs.FS) (*Book, error) {
	b := &Book{Events: &Events{}, Words: &Words{in: map[string]map[Class]Pos{}}}
	errs := loadWords(roots, b.Words)
	errs = append(errs, loadEvents(roots, b.Events)...)
	actors, err := LoadActors(roots...)
	if err != nil {
		errs = append(errs, err)
	}
	b.Actors = actors
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return b, nil
}

// source is a file of the codebook.
type source struct {
	name string
	data []byte
}

// overlay lists the TOML files of a folder over all roots, by name; where two
// roots have one of the same name, the later holds.
func overlay(roots []fs.FS, dir string) ([]source, []error) {
	from := map[string]fs.FS{}
	var errs []error
	for _, r := range roots {
		names, err := fs.Glob(r, path.Join(dir, "*.toml"))
		if err != nil {
			errs = append(errs, fmt.Errorf("codebook/%s: %w", dir, err))
		}
		for _, n := range names {
			from[n] = r
		}
	}
	var out []source
	for n, r := range from {
		data, err := fs.ReadFile(r, n)
		if err != nil {
			errs = append(errs, fmt.Errorf("codebook/%s: %w", n, err))
			continue
		}
		out = append(out, source{n, data})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out, errs
}
