package parse

import (
	"fmt"
	"io"
	"slices"

	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/internal/tag"
)

// Sizes are the dimensions of a model.
type Sizes struct {
	Width     int // of the encoder: a multiple of 64
	Layers    int
	TagHidden int // a multiple of 32
	Arc       int // width of the arc scorer: this and the next are multiples of 16
	Rel       int // hidden width of the relation classifier
	Words     int // rows of the vocabulary
}

func (z Sizes) stage() int     { return z.TagHidden + 2*z.Arc + 2*z.Rel }
func (z Sizes) depAt() int     { return z.TagHidden }
func (z Sizes) headAt() int    { return z.TagHidden + z.Arc }
func (z Sizes) relDepAt() int  { return z.TagHidden + 2*z.Arc }
func (z Sizes) relHeadAt() int { return z.TagHidden + 2*z.Arc + z.Rel }

// List writes the sizes for a file, SizesOf reads them.
func (z Sizes) List() []int32 {
	return []int32{int32(z.Width), int32(z.Layers), int32(z.TagHidden), int32(z.Arc), int32(z.Rel), int32(z.Words)}
}

// SizesOf reads and checks what List wrote.
func SizesOf(list []int32) (Sizes, error) {
	if len(list) != 6 {
		return Sizes{}, fmt.Errorf("%d sizes, expected 6", len(list))
	}
	z := Sizes{int(list[0]), int(list[1]), int(list[2]), int(list[3]), int(list[4]), int(list[5])}
	for _, n := range list {
		if n <= 0 || n > 1<<20 {
			return z, fmt.Errorf("size %d", n)
		}
	}
	if z.Width%64 != 0 || z.TagHidden%32 != 0 || z.Arc%16 != 0 || z.Rel%16 != 0 {
		return z, fmt.Errorf("sizes %+v do not fit the kernels", z)
	}
	return z, nil
}

// Model is the weights of the reader. It never changes; any number of workers
// share it.
type Model struct {
	sizes   Sizes
	vocab   *learn.Index
	embed   []int8
	layers  []layer
	first   *learn.Linear // weights of the first layer; its inputs are finer
	stage   *learn.ByteLinear
	stageBy []float32
	tag     *learn.ByteLinear
	arc     *learn.Linear
	arcBy   []float32
	root    []int16 // the root as a head
	near    []int32 // what a distance adds to an arc's score
	rel     *learn.Linear
	relRoot []int16
	relNear []int16 // a row a distance
	state   float32 // what one unit of the encoder's output is worth
	classes []tag.Class
	rels    []string
	rootRel int // the place of "root" in rels
}

type layer struct {
	weights *learn.ByteLinear // nil in the first layer
	dir     [2]learn.Recurrence
}

// Load reads a model file. It takes time linear in the file.
func Load(r io.Reader) (*Model, error) {
	f, err := learn.Read(r)
	if err != nil {
		return nil, err
	}
	l := &loader{file: f}
	m := l.model()
	if l.err != nil {
		return nil, fmt.Errorf("reader model: %w", l.err)
	}
	return m, nil
}

// loader takes arrays from a file and keeps the first error.
type loader struct {
	file *learn.File
	err  error
}

func (l *loader) fail(format string, args ...any) {
	if l.err == nil {
		l.err = fmt.Errorf(format, args...)
	}
}

// take returns an array of the length that it must have; when it has not, one
// of zeros and the error is kept.
func take[T any](l *loader, arrays map[string][]T, name string, n int) []T {
	if a := arrays[name]; len(a) == n {
		return a
	}
	l.fail("array %s has %d elements, expected %d", name, len(arrays[name]), n)
	return make([]T, n)
}

func (l *loader) linear(name string, in, out int) *learn.Linear {
	return learn.NewLinear(in, out, take(l, l.file.I16, name, in*out), take(l, l.file.I32, name+".bias", out))
}

func (l *loader) bytes(name string, in, out, zero int) *learn.ByteLinear {
	return learn.NewByteLinear(in, out, zero, take(l, l.file.I8, name, in*out), take(l, l.file.I32, name+".bias", out))
}

func (l *loader) model() *Model {
	f := l.file
	z, err := SizesOf(f.I32["sizes"])
	if err != nil {
		l.fail("%w", err)
		return nil
	}
	m := &Model{sizes: z, rels: f.Text["rels"]}
	for _, line := range f.Text["classes"] {
		c, err := tag.Parse(line)
		if err != nil {
			l.fail("%w", err)
		}
		m.classes = append(m.classes, c)
	}
	m.rootRel = slices.Index(m.rels, "root")
	if len(m.rels) < 2 || m.rootRel < 0 || len(m.classes) == 0 {
		l.fail("no relations beside root, or no classes")
	}
	m.vocab = learn.NewIndex(take(l, f.U64, "words", z.Words))
	m.embed = take(l, f.I8, "embed", (z.Words+HashedRows())*z.Width)
	for i := range z.Layers {
		m.layers = append(m.layers, l.layer(z, i))
	}
	m.first = l.linear("layer0", z.Width, 3*z.Width)
	m.stage = l.bytes("stage", z.Width, z.stage(), learn.ByteZero)
	m.stageBy = take(l, f.F32, "stage.scale", z.stage())
	m.tag = l.bytes("tag", z.TagHidden, len(m.classes), 0)
	m.arc = l.linear("arc", z.Arc, z.Arc)
	m.arcBy = take(l, f.F32, "arc.scale", z.Arc)
	m.root = take(l, f.I16, "arc.root", z.Arc)
	m.near = take(l, f.I32, "arc.near", learn.Distances)
	m.rel = l.linear("rel", z.Rel, len(m.rels))
	m.relRoot = take(l, f.I16, "rel.root", z.Rel)
	m.relNear = take(l, f.I16, "rel.near", learn.Distances*z.Rel)
	m.state = take(l, f.F32, "state", 1)[0]
	return m
}

func (l *loader) layer(z Sizes, i int) layer {
	half, name := z.Width/2, fmt.Sprintf("layer%d", i)
	scale := take(l, l.file.F32, name+".scale", 3*z.Width)
	peep := take(l, l.file.F32, name+".peep", 2*z.Width)
	by := take(l, l.file.F32, name+".by", 2)
	var to layer
	if i > 0 {
		to.weights = l.bytes(name, z.Width, 3*z.Width, learn.ByteZero)
	}
	for d := range to.dir {
		to.dir[d] = learn.Recurrence{Half: half, Scale: scale[d*3*half:][:3*half], Peep: peep[d*2*half:][:2*half],
			In: by[0], Out: by[1]}
	}
	return to
}
