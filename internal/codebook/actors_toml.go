package codebook

import (
	"bytes"
	"errors"
	"fmt"
	"sort"

	"github.com/pelletier/go-toml/v2/unstable"
)

// item is one entry of an actors file: a [[table]] block, or one {…} of a
// list written "table = [ {…}, {…} ]". Both forms read the same.
type item struct {
	table  string
	pos    Pos
	fields []field
}

// field is one key of an entry. A single string is a list of one.
type field struct {
	key   string
	pos   Pos
	vals  []value // strings, numbers and truth values, as written
	items []item  // inline tables of the value
}

// value is a scalar with the place it stands in.
type value struct {
	text string
	pos  Pos
}

// Problem is a mistake in a codebook file.
type Problem struct {
	Pos   Pos
	Found string // what stands there
	Want  string // what was expected
}

func (p Problem) Error() string {
	return fmt.Sprintf("%s: found %q, expected %s", p.Pos, p.Found, p.Want)
}

// tomlFile reads entries with their lines. Linear in the file.
type tomlFile struct {
	name  string
	lines []int // offset of each line's first byte
}

func readItems(name string, data []byte) ([]item, error) {
	f := tomlFile{name: name, lines: []int{0}}
	for i, b := range data {
		if b == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	var p unstable.Parser
	p.Reset(data)
	var out []item
	open := false // a [[table]] block is open for keys
	for p.NextExpression() {
		n := p.Expression()
		switch n.Kind {
		case unstable.ArrayTable, unstable.Table:
			out = append(out, item{table: keyText(n.Key()), pos: f.at(firstKey(n).Raw)})
			open = true
		case unstable.KeyValue:
			fd := f.field(n)
			if open {
				last := &out[len(out)-1]
				last.fields = append(last.fields, fd)
				continue
			}
			for _, it := range fd.items {
				it.table = fd.key
				out = append(out, it)
			}
			if len(fd.items) == 0 {
				out = append(out, item{pos: fd.pos, fields: []field{fd}})
			}
		}
	}
	if err := p.Error(); err != nil {
		return nil, f.syntaxError(data, err)
	}
	return out, nil
}

func (f *tomlFile) syntaxError(data []byte, err error) error {
	var pe *unstable.ParserError
	if !errors.As(err, &pe) {
		return fmt.Errorf("codebook/%s: %w", f.name, err)
	}
	pos := Pos{File: f.name, Line: 1}
	if i := bytes.Index(data, pe.Highlight); i >= 0 && len(pe.Highlight) > 0 {
		// The highlight is cut from data, so the distance of the ends tells
		// where it starts.
		pos = f.at(unstable.Range{Offset: uint32(max(0, cap(data)-cap(pe.Highlight)))})
	}
	return Problem{pos, string(pe.Highlight), "TOML: " + pe.Message}
}

func (f *tomlFile) at(r unstable.Range) Pos {
	line := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > int(r.Offset) })
	return Pos{File: f.name, Line: line}
}

func (f *tomlFile) field(n *unstable.Node) field {
	fd := field{key: keyText(n.Key()), pos: f.at(firstKey(n).Raw)}
	f.fill(&fd, n.Value())
	return fd
}

func (f *tomlFile) fill(fd *field, v *unstable.Node) {
	switch v.Kind {
	case unstable.Array:
		for it := v.Children(); it.Next(); {
			f.fill(fd, it.Node())
		}
	case unstable.InlineTable:
		sub := item{table: fd.key, pos: f.at(v.Raw)}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				sub.fields = append(sub.fields, f.field(it.Node()))
			}
		}
		fd.items = append(fd.items, sub)
	case unstable.Comment:
	default:
		fd.vals = append(fd.vals, value{string(v.Data), f.at(v.Raw)})
	}
}

func firstKey(n *unstable.Node) *unstable.Node {
	it := n.Key()
	it.Next()
	return it.Node()
}

func keyText(it unstable.Iterator) string {
	var b []byte
	for it.Next() {
		if len(b) > 0 {
			b = append(b, '.')
		}
		b = append(b, it.Node().Data...)
	}
	return string(b)
}

// one gives the single value of a key, "" when the key is absent.
func (it *item) one(key string) value {
	for i := range it.fields {
		if it.fields[i].key == key && len(it.fields[i].vals) > 0 {
			return it.fields[i].vals[0]
		}
	}
	return value{pos: it.pos}
}

// all gives the values of a key.
func (it *item) all(key string) []value {
	for i := range it.fields {
		if it.fields[i].key == key {
			return it.fields[i].vals
		}
	}
	return nil
}

// sub gives the inline tables of a key.
func (it *item) sub(key string) []item {
	for i := range it.fields {
		if it.fields[i].key == key {
			return it.fields[i].items
		}
	}
	return nil
}
