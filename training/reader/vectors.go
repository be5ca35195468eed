package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/parse"
)

// vectors are fixed word vectors, by normalised word.
type vectors struct {
	dim  int
	row  map[string]int32
	data []float32
}

// of returns the row of a normalised word, -1 when it has none.
func (v *vectors) of(word string) int32 {
	if r, ok := v.row[word]; ok {
		return r
	}
	return -1
}

// readVectors reads the text format of word2vec, at most limit words. Of words
// that are the same once normalised the first counts.
func readVectors(path string, limit int) (vectors, error) {
	v := vectors{row: map[string]int32{}}
	if path == "" {
		return v, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return v, err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for line := 1; in.Scan() && len(v.row) < limit; line++ {
		fields := strings.Fields(in.Text())
		if line == 1 && len(fields) == 2 {
			continue
		}
		if v.dim == 0 {
			v.dim = len(fields) - 1
		}
		if len(fields) != v.dim+1 {
			return v, fmt.Errorf("%s:%d: %d fields, expected %d", path, line, len(fields), v.dim+1)
		}
		if err := v.add(fields); err != nil {
			return v, fmt.Errorf("%s:%d: %w", path, line, err)
		}
	}
	return v, in.Err()
}

func (v *vectors) add(fields []string) error {
	word := string(parse.Normalize(nil, fields[0]))
	if _, ok := v.row[word]; ok {
		return nil
	}
	v.row[word] = int32(len(v.row))
	for _, s := range fields[1:] {
		x, err := strconv.ParseFloat(s, 32)
		if err != nil {
			return fmt.Errorf("%q is not a number", s)
		}
		v.data = append(v.data, float32(x))
	}
	return nil
}
