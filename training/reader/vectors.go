package main

import (
	"bufio"
	"fmt"
	"math"
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

const vectorsMagic = "vectors 1"

// vectorSteps is how many steps of a packed vector are one deviation, and
// vectorReach where they end.
const (
	vectorSteps = 16
	vectorReach = 127
)

type vectorsHeader struct {
	Dim   int
	Words []string
}

// of returns the row of a normalised word, -1 when it has none.
func (v *vectors) of(word string) int32 {
	if r, ok := v.row[word]; ok {
		return r
	}
	return -1
}

// packVectors packs vectors in the text format of word2vec, at most limit
// words. Of words that are the same once normalised the first counts.
func packVectors(from, to string, limit int) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	h, seen := vectorsHeader{}, map[string]bool{}
	var numbers column
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for line := 1; in.Scan() && len(h.Words) < limit; line++ {
		fields := strings.Fields(in.Text())
		if line == 1 && len(fields) == 2 {
			continue
		}
		if h.Dim == 0 {
			h.Dim = len(fields) - 1
		}
		if len(fields) != h.Dim+1 {
			return fmt.Errorf("%s:%d: %d fields, expected %d", from, line, len(fields), h.Dim+1)
		}
		word := string(parse.Normalize(nil, fields[0]))
		if seen[word] {
			continue
		}
		seen[word] = true
		h.Words = append(h.Words, word)
		for _, s := range fields[1:] {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return fmt.Errorf("%s:%d: %q is not a number", from, line, s)
			}
			n := int(math.RoundToEven(max(-vectorReach, min(vectorReach, x*vectorSteps))))
			numbers.put(n + vectorReach)
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	return writePacked(to, vectorsMagic, h, []column{numbers})
}

// readVectors reads what packVectors wrote; no path, no vectors.
func readVectors(path string) (vectors, error) {
	v := vectors{row: map[string]int32{}}
	if path == "" {
		return v, nil
	}
	var h vectorsHeader
	cols, err := readPacked(path, vectorsMagic, &h, 1)
	if err != nil {
		return v, err
	}
	v.dim = h.Dim
	for i, w := range h.Words {
		v.row[w] = int32(i)
		for range h.Dim {
			v.data = append(v.data, float32(cols[0].get()-vectorReach)/vectorSteps)
		}
	}
	if cols[0].short {
		return v, fmt.Errorf("%s: cut off; get the file again", path)
	}
	return v, nil
}
