package main

import (
	"math/rand/v2"

	"github.com/attache/attache/training/reader/net"
)

// silverTree is a sentence with a teacher's opinion of it.
type silverTree struct {
	tree
	soft net.Soft
}

func (p *plan) silverExample(t silverTree, rng *rand.Rand) *net.Sentence {
	s := p.example(t.tree)
	s.Gold = 0
	s.Soft = &t.soft
	return s
}
