package net

import (
	"math"
	"math/rand/v2"

	"github.com/attache/attache/internal/learn"
)

// Config gives the sizes of a network.
type Config struct {
	Rows      int // rows of the embedding table
	Vectors   int // rows of the fixed word vectors, 0 for none
	VectorDim int
	Width     int // of the encoder, even
	Layers    int
	TagHidden int
	Classes   int
	ArcDim    int // width of the arc scorer
	RelDim    int // hidden width of the relation classifier
	Rels      int
}

// Net is the network's weights. Passes read it; only Adam changes it.
type Net struct {
	Config
	Embed   *Param    // Rows by Width
	Project *Param    // VectorDim by Width, nil without fixed vectors
	Vectors []float32 // fixed
	Layer   []Layer
	Stage   *Param // Width by stage width: tag, dependent, head, relation halves
	StageB  *Param
	Tag     *Param // TagHidden by Classes
	TagB    *Param
	Arc     *Param // ArcDim by ArcDim
	ArcB    *Param
	ArcRoot *Param
	ArcDist *Param
	Rel     *Param // RelDim by Rels
	RelB    *Param
	RelRoot *Param
	RelDist *Param // Distances by RelDim
}

// Layer is one recurrent layer. The columns of W are, for each direction, the
// candidate, the forget gate and the output gate, Width/2 each.
type Layer struct {
	W    *Param // Width by 3*Width
	B    *Param // 3*Width
	Peep *Param // 3*Width: weights of the state in the gates; the first third of a direction is unused
}

// New returns a network with random weights.
func New(c Config, vectors []float32, rng *rand.Rand) *Net {
	n := &Net{Config: c, Vectors: vectors}
	n.Embed = newParam("embed", c.Rows, c.Width, true).uniform(rng, 0.25)
	if c.Vectors > 0 {
		n.Project = newParam("project", c.VectorDim, c.Width, false).fanIn(rng)
	}
	for range c.Layers {
		n.Layer = append(n.Layer, Layer{
			W:    newParam("layer", c.Width, 3*c.Width, false).fanIn(rng),
			B:    newParam("layer.bias", 1, 3*c.Width, false),
			Peep: newParam("layer.peep", 1, 3*c.Width, false),
		})
	}
	stage := c.stageWidth()
	n.Stage = newParam("stage", c.Width, stage, false).fanIn(rng)
	n.StageB = newParam("stage.bias", 1, stage, false)
	n.Tag = newParam("tag", c.TagHidden, c.Classes, false).fanIn(rng)
	n.TagB = newParam("tag.bias", 1, c.Classes, false)
	n.Arc = newParam("arc", c.ArcDim, c.ArcDim, false).uniform(rng, 1/float64(c.ArcDim))
	n.ArcB = newParam("arc.bias", 1, c.ArcDim, false)
	n.ArcRoot = newParam("arc.root", 1, c.ArcDim, false).uniform(rng, 0.2)
	n.ArcDist = newParam("arc.distance", 1, learn.Distances, false)
	n.Rel = newParam("rel", c.RelDim, c.Rels, false).fanIn(rng)
	n.RelB = newParam("rel.bias", 1, c.Rels, false)
	n.RelRoot = newParam("rel.root", 1, c.RelDim, false).uniform(rng, 0.2)
	n.RelDist = newParam("rel.distance", learn.Distances, c.RelDim, false)
	return n
}

func (c *Config) stageWidth() int { return c.TagHidden + 2*c.ArcDim + 2*c.RelDim }

// Params lists all weights in a fixed order.
func (n *Net) Params() []*Param {
	all := []*Param{n.Embed}
	if n.Project != nil {
		all = append(all, n.Project)
	}
	for _, l := range n.Layer {
		all = append(all, l.W, l.B, l.Peep)
	}
	return append(all, n.Stage, n.StageB, n.Tag, n.TagB, n.Arc, n.ArcB, n.ArcRoot, n.ArcDist,
		n.Rel, n.RelB, n.RelRoot, n.RelDist)
}

// Sentence is one example. Head is -1 for the root.
type Sentence struct {
	Rows   [][]int32 // of each word, the word's own row first
	Vector []int32   // row of the word's fixed vector, -1 for none
	Tag    []int32
	Head   []int32
	Rel    []int32
	Soft   *Soft   // a teacher's opinion, nil for gold alone
	Gold   float32 // weight of Tag, Head and Rel
}

// Soft is a teacher's opinion of a sentence: for each word the candidates that
// it finds likely, with weights that sum to at most one.
type Soft struct {
	Tag, Head, Rel [][]Choice // Head's ID is -1 for the root
}

// Cut returns the opinion of a sentence without its last word, the one at
// position last.
func (s *Soft) Cut(last int) *Soft {
	c := &Soft{Tag: s.Tag[:last], Rel: s.Rel[:last], Head: make([][]Choice, last)}
	for i, list := range s.Head[:last] {
		for _, x := range list {
			if x.ID != int32(last) {
				c.Head[i] = append(c.Head[i], x)
			}
		}
	}
	return c
}

// Choice is a candidate and its share.
type Choice struct {
	ID    int32
	Share float32
}

// Loss is the summed loss of each task and the words it was taken over.
type Loss struct {
	Tag, Arc, Rel float64
	Words         int
}

// Plus adds two losses.
func (l Loss) Plus(m Loss) Loss {
	return Loss{l.Tag + m.Tag, l.Arc + m.Arc, l.Rel + m.Rel, l.Words + m.Words}
}

// Sum is the loss of all tasks together.
func (l Loss) Sum() float64 { return l.Tag + l.Arc + l.Rel }

// softmax turns scores into shares in place and returns the log of their sum.
func softmax(s []float32) float64 {
	top := s[0]
	for _, x := range s {
		top = max(top, x)
	}
	sum := 0.0
	for i, x := range s {
		e := exp(x - top)
		s[i] = e
		sum += float64(e)
	}
	inv := float32(1 / sum)
	for i := range s {
		s[i] *= inv
	}
	return math.Log(sum) + float64(top)
}

// crossEntropy turns scores into their gradient against a gold choice with a
// weight and a teacher's choices with their shares, and returns the loss. at
// maps an ID to its place in s.
func crossEntropy(s []float32, gold int32, weight float32, soft []Choice, at func(int32) int32) float64 {
	mass := float32(0)
	if gold = at(gold); gold >= 0 {
		mass = weight
	} else {
		weight = 0
	}
	for _, c := range soft {
		if at(c.ID) >= 0 {
			mass += c.Share
		}
	}
	if mass == 0 {
		clear(s)
		return 0
	}
	raw := float64(0)
	if weight > 0 {
		raw -= float64(weight * s[gold])
	}
	for _, c := range soft {
		if i := at(c.ID); i >= 0 {
			raw -= float64(c.Share * s[i])
		}
	}
	loss := raw + float64(mass)*softmax(s)
	for i := range s {
		s[i] *= mass
	}
	if weight > 0 {
		s[gold] -= weight
	}
	for _, c := range soft {
		if i := at(c.ID); i >= 0 {
			s[i] -= c.Share
		}
	}
	return loss
}

// AddVector adds the projection of fixed vector v to a row of the table.
func (n *Net) AddVector(row []float32, v int) {
	for k, x := range n.Vectors[v*n.VectorDim:][:n.VectorDim] {
		for j, w := range n.Project.row(k) {
			row[j] += x * w
		}
	}
}

// exp is e to the power of x, x not above 0, to about six digits.
func exp(x float32) float32 {
	if x < -80 {
		return 0
	}
	y := x * (1 / math.Ln2)
	k := float32(int32(y - 0.5))
	f := (y - k) * math.Ln2
	p := 1 + f*(1+f*(1.0/2+f*(1.0/6+f*(1.0/24+f*(1.0/120+f/720)))))
	return p * math.Float32frombits(uint32(int32(k)+127)<<23)
}
