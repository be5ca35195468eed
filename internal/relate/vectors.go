package relate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
)

// Words holds a vector for each of many words, a byte a number.
type Words struct {
	width int
	names []string // in order
	rows  []int8
}

const wordsMagic = "attvec01"

// unit is what a stored number of a vector counts.
const unit = 1.0 / 64

// ErrVectors says that a file holds no word vectors.
var ErrVectors = errors.New("not a file of word vectors")

// ReadWords reads what PackWords wrote. The names share the file's memory.
func ReadWords(b []byte) (*Words, error) {
	if len(b) < 20 || string(b[:8]) != wordsMagic {
		return nil, ErrVectors
	}
	n, width, long := int(binary.LittleEndian.Uint32(b[8:])), int(binary.LittleEndian.Uint32(b[12:])), int(binary.LittleEndian.Uint32(b[16:]))
	b = b[20:]
	if width < 1 || width > 1024 || long < 0 || n < 0 || len(b) != long+n*width {
		return nil, ErrVectors
	}
	w := &Words{width: width, names: strings.Split(string(b[:long]), "\n"), rows: make([]int8, n*width)}
	if len(w.names) != n {
		return nil, ErrVectors
	}
	for i, x := range b[long:] {
		w.rows[i] = int8(x)
	}
	return w, nil
}

// Of returns the vector of a word in small letters, nil when it has none.
func (w *Words) Of(word string) []int8 {
	i := sort.SearchStrings(w.names, word)
	if i == len(w.names) || w.names[i] != word {
		return nil
	}
	return w.rows[i*w.width:][:w.width]
}

// PackWords turns vectors in word2vec's text format into a file for ReadWords:
// each vector brought to length 1, a byte a number.
func PackWords(txt []byte) ([]byte, error) {
	lines := bytes.Split(bytes.TrimRight(txt, "\n"), []byte("\n"))
	width := 0
	rows := map[string][]int8{}
	var names []string
	for i, line := range lines[1:] {
		f := strings.Fields(string(line))
		if width == 0 {
			width = len(f) - 1
		}
		if len(f) != width+1 {
			return nil, fmt.Errorf("line %d: %d fields, want %d", i+2, len(f), width+1)
		}
		v, err := unitVector(f[1:])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
		if rows[f[0]] == nil {
			names = append(names, f[0])
			rows[f[0]] = v
		}
	}
	sort.Strings(names)
	all := strings.Join(names, "\n")
	b := []byte(wordsMagic)
	for _, n := range [...]int{len(names), width, len(all)} {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	b = append(b, all...)
	for _, n := range names {
		for _, x := range rows[n] {
			b = append(b, byte(x))
		}
	}
	return b, nil
}

func unitVector(f []string) ([]int8, error) {
	v := make([]float64, len(f))
	sum := 0.0
	for i, s := range f {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, err
		}
		v[i] = x
		sum += x * x
	}
	out := make([]int8, len(f))
	for i, x := range v {
		if sum > 0 {
			out[i] = int8(max(-127, min(127, math.Round(x/math.Sqrt(sum)*3/unit))))
		}
	}
	return out, nil
}
