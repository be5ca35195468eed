package parse

import (
	"github.com/attache/attache/internal/learn"
	"github.com/attache/attache/internal/syntax"
)

// Worker reads sentences, one at a time, with scratch that grows to the longest
// seen. Each goroutine has its own.
type Worker struct {
	m       *Model
	extract *Extractor
	rows    []int32
	words   int
	x, y    []int16 // a layer's input and output, a row a word
	bytes   []uint8 // inputs of a product, narrowed
	sums    []int32
	state   []float32
	stage   []int16
	arcDep  []int16
	heads   []int
	columns learn.Columns
	pairs   []int32
	scores  []int32
	hidden  []int16
	tree    Tree
	cache   *cache
	missed  []miss
	fresh   []int32 // the first layer's sums of the missed words
}

// NewWorker returns a worker on m.
func (m *Model) NewWorker() *Worker {
	return &Worker{m: m, extract: NewExtractor(m.vocab, m.sizes.Words),
		rows: make([]int32, 0, MaxRows), state: make([]float32, m.sizes.Width),
		cache: newCache(m.sizes.Width, 3*m.sizes.Width)}
}

// longestRead is the most words that are read as one: the scores of all pairs
// of words are held in memory.
const longestRead = 1200

// Parse fills UPOS, XPOS, Feats, Head and Rel of every token of s from their
// forms: always a tree with one root. Quadratic in the words, by a small
// factor; a sentence of more than 1,200 words is read in pieces, whose roots
// hang on the first one's as parataxis.
func (w *Worker) Parse(s *syntax.Sentence) {
	w.words = 0
	root := -1
	for from := 0; from < len(s.Tokens); from += longestRead {
		piece := s.Tokens[from:min(from+longestRead, len(s.Tokens))]
		w.read(piece)
		for i := range piece {
			if piece[i].Head >= 0 {
				piece[i].Head += from
			} else if root < 0 {
				root = from + i
			} else {
				piece[i].Head, piece[i].Rel = root, "parataxis"
			}
		}
	}
}

func (w *Worker) read(tokens []syntax.Token) {
	w.words = len(tokens)
	w.reserve()
	w.embed(tokens)
	for i := range w.m.layers {
		w.layer(&w.m.layers[i])
	}
	w.stages()
	w.tags(tokens)
	w.arcs(tokens)
	w.relations(tokens)
}

// reserve makes room for the words of this sentence.
func (w *Worker) reserve() {
	z, n := w.m.sizes, learn.PadRows(w.words)
	w.x, w.y = resize(w.x, n*z.Width), resize(w.y, n*z.Width)
	w.sums = resize(w.sums, n*max(3*z.Width, z.stage(), w.m.tag.Out))
	w.bytes = resize(w.bytes, n*max(z.Width, z.TagHidden))
	w.stage = resize(w.stage, n*z.stage())
	w.arcDep = resize(w.arcDep, n*z.Arc)
	w.hidden = resize(w.hidden, n*z.Rel)
	w.heads = resize(w.heads, w.words)
	w.scores = resize(w.scores, w.words*(w.words+1))
}

func inCapitals(tokens []syntax.Token) bool {
	var c Capitals
	for i := range tokens {
		if !c.See(tokens[i].Form) {
			return false
		}
	}
	return c.Is()
}

// layer reads x and leaves its output in x. The sums of the first are there
// already.
func (w *Worker) layer(l *layer) {
	width := w.m.sizes.Width
	half := width / 2
	if l.weights != nil {
		learn.Narrow(w.bytes, w.x[:w.words*width], learn.ByteZero)
		l.weights.Mul(w.sums, w.bytes, w.words, width)
	}
	for d := range l.dir {
		l.dir[d].Run(w.words, d == 1, w.sums[d*3*half:], 3*width, w.x[d*half:], w.y[d*half:], width, w.state)
	}
	w.x, w.y = w.y, w.x
}

// stages computes the first step of all scorers.
func (w *Worker) stages() {
	m, z := w.m, w.m.sizes
	f, tag, cut := z.stage(), z.TagHidden, z.relDepAt()
	learn.Narrow(w.bytes, w.x[:w.words*z.Width], learn.ByteZero)
	m.stage.Mul(w.sums, w.bytes, w.words, z.Width)
	for i := range w.words {
		to, from := w.stage[i*f:][:f], w.sums[i*f:][:f]
		learn.Quantize(to[:tag], from[:tag], m.stageBy[:tag], 0, learn.ByteTop)
		learn.Quantize(to[tag:cut], from[tag:cut], m.stageBy[tag:cut], 0, learn.Limit)
		learn.Quantize(to[cut:], from[cut:], m.stageBy[cut:], -learn.Limit, learn.Limit)
	}
}

func (w *Worker) tags(tokens []syntax.Token) {
	m, z := w.m, w.m.sizes
	for i := range tokens {
		learn.Narrow(w.bytes[i*z.TagHidden:], w.stage[i*z.stage():][:z.TagHidden], 0)
	}
	m.tag.Mul(w.sums, w.bytes, w.words, z.TagHidden)
	for i := range tokens {
		c := &m.classes[learn.Largest(w.sums[i*m.tag.Out:][:m.tag.Out])]
		tokens[i].UPOS, tokens[i].XPOS, tokens[i].Feats = c.UPOS, c.XPOS, c.Feats
	}
}

func (w *Worker) arcs(tokens []syntax.Token) {
	m, z, n := w.m, w.m.sizes, w.words
	f := z.stage()
	m.arc.Mul(w.sums, w.stage[z.depAt():], n, f)
	for i := range n {
		learn.Quantize(w.arcDep[i*z.Arc:][:z.Arc], w.sums[i*z.Arc:][:z.Arc], m.arcBy, -learn.Limit, learn.Limit)
	}
	w.columns.Start(n+1, z.Arc)
	for j := range n {
		w.columns.Set(j, w.stage[j*f+z.headAt():][:z.Arc])
	}
	w.columns.Set(n, m.root)
	out := w.columns.Out()
	w.pairs = resize(w.pairs, learn.PadRows(n)*out)
	w.columns.Mul(w.pairs, w.arcDep, n, z.Arc)
	for i := range n {
		w.near(i, w.scores[i*(n+1):][:n+1], w.pairs[i*out:][:n+1])
	}
	w.tree.Find(w.heads, w.scores)
	for i, h := range w.heads {
		tokens[i].Head = h
	}
}

// near adds to the scores of word i's heads what their distance is worth.
func (w *Worker) near(i int, to, pairs []int32) {
	n := len(pairs) - 1
	for j := range i {
		to[j] = pairs[j] + w.m.near[learn.Distance(j-i)]
	}
	for j := i + 1; j < n; j++ {
		to[j] = pairs[j] + w.m.near[learn.Distance(j-i)]
	}
	to[n] = pairs[n] + w.m.near[learn.RootDistance]
}

func (w *Worker) relations(tokens []syntax.Token) {
	m, z := w.m, w.m.sizes
	f := z.stage()
	for i, h := range w.heads {
		head, near := m.relRoot, learn.RootDistance
		if h >= 0 {
			head, near = w.stage[h*f+z.relHeadAt():][:z.Rel], learn.Distance(h-i)
		}
		addUp(w.hidden[i*z.Rel:][:z.Rel], w.stage[i*f+z.relDepAt():], head, m.relNear[near*z.Rel:])
	}
	m.rel.Mul(w.sums, w.hidden, w.words, z.Rel)
	for i, h := range w.heads {
		scores := w.sums[i*m.rel.Out:][:m.rel.Out]
		if h >= 0 {
			scores[m.rootRel] = learn.Lowest // only the root is one
		}
		if tokens[i].Rel = m.rels[m.rootRel]; h >= 0 {
			tokens[i].Rel = m.rels[learn.Largest(scores)]
		}
	}
}

// addUp sets dst to the sum of three, held between 0 and the limit.
func addUp(dst, a, b, c []int16) {
	a, b, c = a[:len(dst)], b[:len(dst)], c[:len(dst)]
	for i := range dst {
		dst[i] = min(max(a[i]+b[i]+c[i], 0), learn.Limit)
	}
}

// States returns the encoder's output for the sentence read last: a row a word
// of the returned width, appended to dst. Of a sentence of more than 1,200 words
// it has the last piece only.
func (w *Worker) States(dst []float32) (rows []float32, width int) {
	width = w.m.sizes.Width
	for _, x := range w.x[:w.words*width] {
		dst = append(dst, float32(x)*w.m.state)
	}
	return dst, width
}

// StateWidth is the width of a row of States.
func (m *Model) StateWidth() int { return m.sizes.Width }
