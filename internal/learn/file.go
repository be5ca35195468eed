package learn

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sort"
)

// A weights file is the magic line, the length of a JSON header, the header
// and the arrays one after another, little-endian.
const magic = "weights 1\n"

// largest header that Read accepts, in bytes.
const maxHeader = 1 << 24

// File is a set of named arrays and lists of text. The names are the caller's.
type File struct {
	Text map[string][]string
	I8   map[string][]int8
	I16  map[string][]int16
	I32  map[string][]int32
	U64  map[string][]uint64
	F32  map[string][]float32
}

type header struct {
	Text   map[string][]string
	Arrays []entry
}

type entry struct {
	Name, Type string
	Len        int
}

// NewFile returns an empty set.
func NewFile() *File {
	return &File{Text: map[string][]string{}, I8: map[string][]int8{}, I16: map[string][]int16{},
		I32: map[string][]int32{}, U64: map[string][]uint64{}, F32: map[string][]float32{}}
}

// sizes of the types of arrays, in bytes.
var sizes = map[string]int{"i8": 1, "i16": 2, "i32": 4, "u64": 8, "f32": 4}

// Write writes the set: the same set gives the same bytes.
func (f *File) Write(w io.Writer) error {
	h := header{Text: f.Text, Arrays: f.entries()}
	head, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("weights header: %w", err)
	}
	out := append([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(len(head)))...)
	out = append(out, head...)
	for _, e := range h.Arrays {
		out = f.encode(out, e)
	}
	_, err = w.Write(out)
	return err
}

func (f *File) entries() []entry {
	var all []entry
	all = list(all, "i8", f.I8)
	all = list(all, "i16", f.I16)
	all = list(all, "i32", f.I32)
	all = list(all, "u64", f.U64)
	return list(all, "f32", f.F32)
}

func (f *File) encode(out []byte, e entry) []byte {
	le := binary.LittleEndian
	switch e.Type {
	case "i8":
		for _, x := range f.I8[e.Name] {
			out = append(out, byte(x))
		}
	case "i16":
		for _, x := range f.I16[e.Name] {
			out = le.AppendUint16(out, uint16(x))
		}
	case "i32":
		for _, x := range f.I32[e.Name] {
			out = le.AppendUint32(out, uint32(x))
		}
	case "u64":
		for _, x := range f.U64[e.Name] {
			out = le.AppendUint64(out, x)
		}
	case "f32":
		for _, x := range f.F32[e.Name] {
			out = le.AppendUint32(out, math.Float32bits(x))
		}
	}
	return out
}

// Read reads what Write wrote.
func Read(r io.Reader) (*File, error) {
	start := make([]byte, len(magic)+4)
	if _, err := io.ReadFull(r, start); err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	if string(start[:len(magic)]) != magic {
		return nil, fmt.Errorf("weights: begins with %q, expected %q", start[:len(magic)], magic)
	}
	size := binary.LittleEndian.Uint32(start[len(magic):])
	if size > maxHeader {
		return nil, fmt.Errorf("weights: header of %d bytes", size)
	}
	head := make([]byte, size)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, fmt.Errorf("weights header: %w", err)
	}
	var h header
	if err := json.Unmarshal(head, &h); err != nil {
		return nil, fmt.Errorf("weights header: %w", err)
	}
	f := NewFile()
	if h.Text != nil {
		f.Text = h.Text
	}
	for _, e := range h.Arrays {
		if err := f.decode(r, e); err != nil {
			return nil, fmt.Errorf("weights %s: %w", e.Name, err)
		}
	}
	return f, nil
}

func (f *File) decode(r io.Reader, e entry) error {
	size, ok := sizes[e.Type]
	if !ok || e.Len < 0 || e.Len > 1<<30 {
		return fmt.Errorf("array of type %q and length %d", e.Type, e.Len)
	}
	b := make([]byte, e.Len*size)
	if _, err := io.ReadFull(r, b); err != nil {
		return err
	}
	le := binary.LittleEndian
	switch e.Type {
	case "i8":
		f.I8[e.Name] = convert(b, 1, func(b []byte) int8 { return int8(b[0]) })
	case "i16":
		f.I16[e.Name] = convert(b, 2, func(b []byte) int16 { return int16(le.Uint16(b)) })
	case "i32":
		f.I32[e.Name] = convert(b, 4, func(b []byte) int32 { return int32(le.Uint32(b)) })
	case "u64":
		f.U64[e.Name] = convert(b, 8, le.Uint64)
	case "f32":
		f.F32[e.Name] = convert(b, 4, func(b []byte) float32 { return math.Float32frombits(le.Uint32(b)) })
	}
	return nil
}

func convert[T any](b []byte, size int, one func([]byte) T) []T {
	out := make([]T, len(b)/size)
	for i := range out {
		out[i] = one(b[i*size:])
	}
	return out
}

// list appends the arrays of one type, by name.
func list[T any](all []entry, kind string, arrays map[string][]T) []entry {
	names := make([]string, 0, len(arrays))
	for name := range arrays {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		all = append(all, entry{name, kind, len(arrays[name])})
	}
	return all
}
