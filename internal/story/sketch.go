package story

import (
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"github.com/kljensen/snowball/english"
)

// Sketch is what is kept of a report to compare it with others.
type Sketch struct {
	Runs  []uint32 // a sample of its runs of words, as hashes, sorted
	Terms []uint32 // its content words, as hashes, sorted
}

const (
	run     = 4  // words in a run
	sampled = 4  // one run in so many is kept
	keyed   = 16 // one run in so many is a key; a multiple of sampled
	least   = 12 // runs kept of a short report, when it has them
)

// NewSketch draws the sketch from a report's words. Linear in them.
func NewSketch(words []string) Sketch {
	hashes := make([]uint32, len(words))
	var s Sketch
	for i, w := range words {
		hashes[i] = hash(w)
		if len(w) > 2 && !english.IsStopWord(w) {
			s.Terms = append(s.Terms, hashes[i])
		}
	}
	all := make([]uint32, 0, max(0, len(words)-run+1))
	for i := 0; i+run <= len(hashes); i++ {
		h := uint32(2166136261)
		for _, w := range hashes[i : i+run] {
			h = mix(h ^ w)
		}
		all = append(all, h)
	}
	s.Terms = unique(s.Terms)
	s.Runs = sample(unique(all))
	return s
}

func unique(list []uint32) []uint32 {
	slices.Sort(list)
	return slices.Compact(list)
}

// sample keeps the runs whose hash says so, which makes two reports keep the
// same of what they share; a short report keeps its smallest besides.
func sample(all []uint32) []uint32 {
	var out []uint32
	for i, h := range all {
		if h%sampled == 0 || i < least {
			out = append(out, h)
		}
	}
	return out
}

// hash is FNV-1a, mixed.
func hash(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return mix(h)
}

func mix(h uint32) uint32 {
	h = (h ^ h>>16) * 0x7feb352d
	h = (h ^ h>>15) * 0x846ca68b
	return h ^ h>>16
}

// window is the number of days in one part of the calendar: a report is found
// from the same part and from those beside it.
const window = 8

// Keys gives the keys under which a report of the day is found again ("" when
// the day is unknown).
func (s Sketch) Keys(day string) []int64 { return s.keys(part(day), part(day)) }

// Around gives the keys under which reports that may be alike are found.
func (s Sketch) Around(day string) []int64 {
	p := part(day)
	if p == unknown {
		return s.keys(p, p)
	}
	return s.keys(p-1, p+1)
}

const unknown = -1 << 30

func part(day string) int {
	n, ok := dayNumber(day)
	if !ok {
		return unknown
	}
	return floor(n, window)
}

func floor(n, by int) int {
	if n < 0 {
		return (n+1)/by - 1
	}
	return n / by
}

func dayNumber(day string) (int, bool) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0, false
	}
	return int(t.Unix() / 86400), true
}

// keys pairs the runs that are keys with parts of the calendar. The smallest
// runs of a report are keys whatever they are, so that every report has some.
func (s Sketch) keys(from, to int) []int64 {
	const always = 4
	var out []int64
	for i, h := range s.Runs {
		if h%keyed != 0 && i >= always {
			continue
		}
		for p := from; p <= to; p++ {
			out = append(out, int64(h)<<31|int64(uint32(p)&0x7fffffff))
		}
	}
	slices.Sort(out)
	return out
}

// Likeness compares two reports; all but Days are from 0 to 1.
type Likeness struct {
	Days  int     // between them, 0 when one is unknown
	Runs  float64 // shared of all runs
	Held  float64 // of the runs of the shorter, those in the longer
	Terms float64 // of the content words of the shorter, those in the longer
}

// Compare compares two reports by their sketches and days. Linear in them.
func Compare(a Sketch, day string, b Sketch, otherDay string) Likeness {
	both := shared(a.Runs, b.Runs)
	return Likeness{
		Days:  DaysApart(day, otherDay),
		Runs:  ratio(both, len(a.Runs)+len(b.Runs)-both),
		Held:  ratio(both, min(len(a.Runs), len(b.Runs))),
		Terms: ratio(shared(a.Terms, b.Terms), min(len(a.Terms), len(b.Terms))),
	}
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// shared counts what two sorted lists have both.
func shared[T uint32 | string](a, b []T) int {
	n := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] < b[k]:
			i++
		case a[i] > b[k]:
			k++
		default:
			n, i, k = n+1, i+1, k+1
		}
	}
	return n
}

// Copy reports whether the two are near duplicates: one text, perhaps cut or
// with a few words changed, within a few days. Later it is a form that is
// filled in anew.
func (l Likeness) Copy() bool {
	const few = 3
	return l.Days <= few && (l.Runs >= 0.5 || l.Held >= 0.75 && l.Runs >= 0.2)
}

// Version reports whether the two can be versions of one report, given that
// one says that it adds to, recasts or corrects another, or that both have one
// name.
func (l Likeness) Version() bool { return l.Copy() || l.Held >= 0.45 }

// Bytes writes a sketch.
func (s Sketch) Bytes() []byte {
	out := make([]byte, 0, 4+4*(len(s.Runs)+len(s.Terms)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(s.Runs)))
	for _, list := range [...][]uint32{s.Runs, s.Terms} {
		for _, h := range list {
			out = binary.LittleEndian.AppendUint32(out, h)
		}
	}
	return out
}

var errSketch = errors.New("no sketch of a report")

// ReadSketch reads what Bytes wrote.
func ReadSketch(b []byte) (Sketch, error) {
	if len(b) < 4 || len(b)%4 != 0 {
		return Sketch{}, errSketch
	}
	all := make([]uint32, len(b)/4)
	for i := range all {
		all[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	n := int(all[0])
	if n < 0 || n > len(all)-1 {
		return Sketch{}, errSketch
	}
	return Sketch{Runs: all[1 : 1+n], Terms: all[1+n:]}, nil
}

// DaysApart gives the days between two, 0 when one of them is unknown.
func DaysApart(a, b string) int {
	x, known := dayNumber(a)
	y, also := dayNumber(b)
	if !known || !also {
		return 0
	}
	return max(x-y, y-x)
}
