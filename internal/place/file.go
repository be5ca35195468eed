package place

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The gazetteer's file, decompressed: the magic line, then sections, each a
// length in four bytes (little endian) and that many bytes.
//
//	countries  a line each: ISO3 TAB ISO2 TAB GeoNames id TAB latitude TAB longitude TAB population TAB capital TAB name
//	regions    a line each: country's index TAB name (first-order divisions)
//	ids        GeoNames ids, 0 for none, as varints
//	coords     latitude and longitude in 1/10000 degree, 4 bytes each
//	facts      population in thousands (varint), country (1 byte), region (varint), kind (1 byte)
//	names      the places' names, parted by line feeds
//	keys       folded names, sorted, parted by line feeds
//	postings   for each key: how many places (varint), then their numbers (varints)
const magic = "attache gazetteer 1\n"

// Kind is what sort of place a name stands for, coarse to fine.
type Kind uint8

const (
	CountryKind Kind = iota
	Region           // first-order division, or a named region
	City             // populated place
	Capital          // capital of a country
	Sea              // sea, strait, gulf, ocean
	Island
	Site // building, base, crossing, mountain
	River
)

// Country is a state or territory of the gazetteer.
type Country struct {
	Code, ISO2, Name, Capital string
	GeoName                   int64
	Lat, Lon                  float64
	Pop                       int64
}

// Area is a first-order division.
type Area struct {
	Country int // index of the country
	Name    string
}

// Entry is a place to be written or as read.
type Entry struct {
	Name     string
	GeoName  int64
	Lat, Lon float64
	Pop      int64
	Country  int // index of the country, -1 for none
	Region   int // index of the region, -1 for none
	Kind     Kind
	Claims   []string // codes of the states that claim it, when disputed
}

// Encode writes a gazetteer's file. Keys map folded names to places.
func Encode(countries []Country, areas []Area, places []Entry, keys []string, postings [][]int) []byte {
	var sec [8]bytes.Buffer
	for _, c := range countries {
		fmt.Fprintf(&sec[0], "%s\t%s\t%d\t%.4f\t%.4f\t%d\t%s\t%s\n", c.Code, c.ISO2, c.GeoName, c.Lat, c.Lon, c.Pop, c.Capital, c.Name)
	}
	for _, a := range areas {
		fmt.Fprintf(&sec[1], "%d\t%s\n", a.Country, a.Name)
	}
	var tmp [binary.MaxVarintLen64]byte
	varint := func(b *bytes.Buffer, v int64) { b.Write(tmp[:binary.PutUvarint(tmp[:], uint64(v))]) }
	for i := range places {
		p := &places[i]
		varint(&sec[2], p.GeoName)
		binary.Write(&sec[3], binary.LittleEndian, [2]int32{int32(p.Lat * 1e4), int32(p.Lon * 1e4)})
		varint(&sec[4], p.Pop/100)
		sec[4].WriteByte(byte(p.Country))
		varint(&sec[4], int64(p.Region+1))
		sec[4].WriteByte(byte(p.Kind))
		sec[5].WriteString(p.Name + "\n")
	}
	for i, k := range keys {
		sec[6].WriteString(k + "\n")
		varint(&sec[7], int64(len(postings[i])))
		for _, p := range postings[i] {
			varint(&sec[7], int64(p))
		}
	}
	out := []byte(magic)
	for i := range sec {
		out = binary.LittleEndian.AppendUint32(out, uint32(sec[i].Len()))
		out = append(out, sec[i].Bytes()...)
	}
	return out
}

var errFile = errors.New("place: not a gazetteer, or a damaged one")

// table is a decoded file. Names and keys stay in one string each; lookups
// slice them.
type table struct {
	countries []Country
	areas     []Area
	ids       []uint32
	coords    []byte
	pops      []uint32 // hundreds
	country   []uint8
	region    []uint16
	kind      []Kind
	names     string
	nameAt    []uint32
	keys      string
	keyAt     []uint32
	postings  []byte
	postAt    []uint32
}

// decode reads a file written by Encode.
func decode(raw []byte) (*table, error) {
	if !bytes.HasPrefix(raw, []byte(magic)) {
		return nil, errFile
	}
	raw = raw[len(magic):]
	var sec [8][]byte
	for i := range sec {
		if len(raw) < 4 {
			return nil, errFile
		}
		n := int(binary.LittleEndian.Uint32(raw))
		if len(raw) < 4+n {
			return nil, errFile
		}
		sec[i], raw = raw[4:4+n], raw[4+n:]
	}
	t := &table{coords: sec[3], names: string(sec[5]), keys: string(sec[6]), postings: sec[7]}
	if err := t.readCountries(string(sec[0]), string(sec[1])); err != nil {
		return nil, err
	}
	n := len(t.coords) / 8
	t.ids = make([]uint32, 0, n)
	for b := sec[2]; len(b) > 0; {
		v, k := binary.Uvarint(b)
		if k <= 0 {
			return nil, errFile
		}
		t.ids, b = append(t.ids, uint32(v)), b[k:]
	}
	if err := t.readFacts(sec[4], n); err != nil {
		return nil, err
	}
	t.nameAt, t.keyAt = lines(t.names), lines(t.keys)
	t.postAt = make([]uint32, 0, len(t.keyAt))
	for at := 0; at < len(t.postings); {
		t.postAt = append(t.postAt, uint32(at))
		count, k := binary.Uvarint(t.postings[at:])
		if k <= 0 {
			return nil, errFile
		}
		for at += k; count > 0 && at < len(t.postings); at++ {
			if t.postings[at] < 0x80 {
				count--
			}
		}
	}
	if len(t.ids) != n || len(t.nameAt) != n || len(t.postAt) != len(t.keyAt) {
		return nil, errFile
	}
	return t, nil
}

// lines gives where each line begins.
func lines(s string) []uint32 {
	out := make([]uint32, 0, len(s)/10)
	for at := 0; at < len(s); {
		out = append(out, uint32(at))
		n := strings.IndexByte(s[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return out
}

// line gives the line that begins at a byte.
func line(s string, at uint32) string {
	rest := s[at:]
	if n := strings.IndexByte(rest, '\n'); n >= 0 {
		return rest[:n]
	}
	return rest
}

func (t *table) readFacts(b []byte, n int) error {
	t.pops, t.country = make([]uint32, 0, n), make([]uint8, 0, n)
	t.region, t.kind = make([]uint16, 0, n), make([]Kind, 0, n)
	for len(b) > 0 {
		pop, k := binary.Uvarint(b)
		if k <= 0 || len(b) < k+3 {
			return errFile
		}
		c := b[k]
		region, j := binary.Uvarint(b[k+1:])
		if j <= 0 || len(b) < k+2+j {
			return errFile
		}
		t.pops, t.country = append(t.pops, uint32(pop)), append(t.country, c)
		t.region, t.kind = append(t.region, uint16(region)), append(t.kind, Kind(b[k+1+j]))
		b = b[k+2+j:]
	}
	if len(t.pops) != n {
		return errFile
	}
	return nil
}

func (t *table) readCountries(countries, areas string) error {
	for l := range strings.Lines(countries) {
		f := strings.Split(strings.TrimSuffix(l, "\n"), "\t")
		if len(f) != 8 {
			return errFile
		}
		id, err1 := strconv.ParseInt(f[2], 10, 64)
		lat, err2 := strconv.ParseFloat(f[3], 64)
		lon, err3 := strconv.ParseFloat(f[4], 64)
		pop, err4 := strconv.ParseInt(f[5], 10, 64)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return fmt.Errorf("place: gazetteer's country %q: %w", f[0], err)
		}
		t.countries = append(t.countries, Country{Code: f[0], ISO2: f[1], GeoName: id, Lat: lat, Lon: lon, Pop: pop, Capital: f[6], Name: f[7]})
	}
	for l := range strings.Lines(areas) {
		c, name, ok := strings.Cut(strings.TrimSuffix(l, "\n"), "\t")
		i, err := strconv.Atoi(c)
		if !ok || err != nil || i >= len(t.countries) {
			return errFile
		}
		t.areas = append(t.areas, Area{Country: i, Name: name})
	}
	return nil
}

// entry gives the place with a number.
func (t *table) entry(i int) Entry {
	return Entry{
		Name: line(t.names, t.nameAt[i]), GeoName: int64(t.ids[i]),
		Lat: float64(int32(binary.LittleEndian.Uint32(t.coords[8*i:]))) / 1e4,
		Lon: float64(int32(binary.LittleEndian.Uint32(t.coords[8*i+4:]))) / 1e4,
		Pop: int64(t.pops[i]) * 100, Country: int(t.country[i]), Region: int(t.region[i]) - 1, Kind: t.kind[i],
	}
}

// find appends the numbers of the places with a folded name; binary search.
func (t *table) find(dst []int, key string) []int {
	lo, hi := 0, len(t.keyAt)
	for lo < hi {
		mid := (lo + hi) / 2
		if line(t.keys, t.keyAt[mid]) < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(t.keyAt) || line(t.keys, t.keyAt[lo]) != key {
		return dst
	}
	b := t.postings[t.postAt[lo]:]
	n, k := binary.Uvarint(b)
	for b = b[k:]; n > 0; n-- {
		v, k := binary.Uvarint(b)
		if k <= 0 || int(v) >= len(t.ids) {
			return dst
		}
		dst, b = append(dst, int(v)), b[k:]
	}
	return dst
}
