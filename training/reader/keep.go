package main

import (
	"encoding/gob"
	"fmt"
	"os"

	"github.com/attache/attache/training/reader/net"
)

// kept is a network's float weights in a file.
type kept struct {
	Keys   []uint64 // of the vocabulary
	Names  []string
	Values [][]float32
}

// keep writes the float weights.
func keep(path string, p *plan, n *net.Net) error {
	k := kept{Keys: p.keys}
	for _, q := range n.Params() {
		k.Names, k.Values = append(k.Names, q.Name), append(k.Values, q.W)
	}
	f, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	defer f.Close()
	if err := gob.NewEncoder(f).Encode(k); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// load sets n's weights to those kept in a file, which may be of a network with
// another vocabulary: words are matched by key, and new ones begin at zero, as
// does the projection of fixed vectors when the kept network had none.
func load(path string, p *plan, n *net.Net) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	var k kept
	if err := gob.NewDecoder(f).Decode(&k); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	at := 0
	for _, q := range n.Params() {
		if at < len(k.Names) && q.Name == "project" && k.Names[at] != "project" {
			clear(q.W)
			continue
		}
		if at >= len(k.Names) || q.Name != k.Names[at] {
			return fmt.Errorf("%s: no weights %s", path, q.Name)
		}
		from := k.Values[at]
		at++
		if q == n.Embed {
			from = rearranged(from, k.Keys, p.keys, q.Cols)
		}
		if len(from) != len(q.W) {
			return fmt.Errorf("%s: %s has %d weights, expected %d", path, q.Name, len(from), len(q.W))
		}
		copy(q.W, from)
	}
	return nil
}

// rearranged puts the rows of words where another vocabulary has them.
func rearranged(from []float32, old, now []uint64, width int) []float32 {
	row := make(map[uint64]int, len(old))
	for i, key := range old {
		row[key] = i
	}
	hashed := from[len(old)*width:]
	to := make([]float32, len(now)*width, len(now)*width+len(hashed))
	for i, key := range now {
		if r, ok := row[key]; ok {
			copy(to[i*width:][:width], from[r*width:])
		}
	}
	return append(to, hashed...)
}
