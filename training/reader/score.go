package main

import (
	"fmt"

	"github.com/attache/attache/internal/parse"
	"github.com/attache/attache/internal/tag"
	"github.com/attache/attache/training/reader/net"
)

// score counts words and what was right of them.
type score struct {
	words, upos, class, head, both int
}

func (s score) String() string {
	return fmt.Sprintf("UPOS %.2f all tags %.2f UAS %.2f LAS %.2f", s.percent(s.upos), s.percent(s.class), s.percent(s.head), s.percent(s.both))
}

// percent gives n in percent of the words.
func (s score) percent(n int) float64 { return 100 * float64(n) / float64(max(1, s.words)) }

// judge reads the trees with the network as it stands.
func judge(p *plan, n *net.Net, trees []tree) score {
	parts := make([]score, net.Shards)
	done := make(chan int)
	examples := make([]*net.Sentence, len(trees))
	for i, t := range trees {
		examples[i] = p.example(t)
	}
	for shard := range net.Shards {
		go func() {
			pass := net.NewPass(n, shard, net.Drop{}, nil)
			for i := shard; i < len(trees); i += net.Shards {
				judgeOne(p, pass, examples[i], trees[i], &parts[shard])
			}
			done <- shard
		}()
	}
	var sum score
	for range net.Shards {
		<-done
	}
	for _, s := range parts {
		sum = score{sum.words + s.words, sum.upos + s.upos, sum.class + s.class, sum.head + s.head, sum.both + s.both}
	}
	return sum
}

func judgeOne(p *plan, pass *net.Pass, s *net.Sentence, t tree, to *score) {
	pass.Score([]*net.Sentence{s})
	heads := make([]int, len(t.forms))
	new(parse.Tree).Find(heads, fixed(pass.Arcs(0)))
	own := *s
	own.Head = make([]int32, len(heads))
	for i, h := range heads {
		own.Head[i] = int32(h)
	}
	pass.Swap(0, &own)
	pass.Relate()
	for i := range t.forms {
		c := p.classes.Class(argmax(pass.Tags(0, i)))
		rel := p.rels[argmax(pass.Rels(0, i))]
		to.words++
		to.upos += one(c.UPOS == t.class[i].UPOS)
		to.class += one(c == tag.Class(t.class[i]))
		to.head += one(heads[i] == t.head[i])
		to.both += one(heads[i] == t.head[i] && rel == t.rel[i])
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fixed turns scores into whole thousandths.
func fixed(scores []float32) []int32 {
	out := make([]int32, len(scores))
	for i, x := range scores {
		out[i] = int32(max(-1e6, min(1e6, x)) * 1000)
	}
	return out
}

func argmax(s []float32) int {
	at := 0
	for i, x := range s {
		if x > s[at] {
			at = i
		}
	}
	return at
}
