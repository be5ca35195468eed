package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"sort"
	"time"

	"github.com/attache/attache/training/reader/net"
)

// schedule says how long and how fast the weights move.
type schedule struct {
	epochs  int
	words   int // in a batch
	rate    float64
	average float64 // share of the epochs at the end whose weights are averaged
	drop    net.Drop
	seed    uint64
	log     io.Writer
}

// corpus is what is learnt from: treebank sentences, read once an epoch, and
// silver sentences, of which each epoch reads a part chosen anew.
type corpus struct {
	gold   []item
	silver []item
	share  float64 // of the silver sentences in an epoch
	dev    map[string][]tree
}

// item is a tree, how much it counts, and a teacher's opinion of it, nil when
// there is none.
type item struct {
	tree
	weight float32
	soft   *net.Soft
}

// vary varies the tree, and the opinion with it.
func (t item) vary(rng *rand.Rand) item {
	n := len(t.forms)
	t.tree = vary(t.tree, rng)
	if t.soft != nil && len(t.forms) < n {
		t.soft = t.soft.Cut(n - 1)
	}
	return t
}

func (t *item) example(p *plan) *net.Sentence {
	s := p.example(t.tree)
	s.Gold, s.Soft = t.weight, t.soft
	return s
}

// train moves n's weights and leaves in them the average of the last epochs.
func train(p *plan, n *net.Net, c *corpus, s schedule) {
	adam := &net.Adam{Beta1: 0.9, Beta2: 0.98, Eps: 1e-8, Clip: 2}
	avg := &average{}
	start := time.Now()
	steps := 0
	rng := rand.New(rand.NewPCG(s.seed, 7))
	passes := make([]*net.Pass, net.Shards)
	for i := range passes {
		passes[i] = net.NewPass(n, i, s.drop, rand.New(rand.NewPCG(s.seed, uint64(100+i))))
	}
	for epoch := range s.epochs {
		examples := c.epoch(p, rng)
		batches := batch(examples, s.words, rng)
		var loss net.Loss
		for k, b := range batches {
			done := (float64(epoch) + float64(k)/float64(len(batches))) / float64(s.epochs)
			adam.Rate = s.rateAt(steps, done)
			loss = loss.Plus(both(passes, b))
			adam.Update(n.Params())
			steps++
		}
		w := float64(loss.Words)
		fmt.Fprintf(s.log, "epoch %d: %.0f s, %d batches, loss tag %.4f arc %.4f rel %.4f\n", epoch+1, time.Since(start).Seconds(), len(batches), loss.Tag/w, loss.Arc/w, loss.Rel/w)
		if last := epoch == s.epochs-1; last || (epoch+1)%3 == 0 {
			c.report(p, n, s.log)
		}
		if float64(epoch+1) > float64(s.epochs)*(1-s.average) {
			avg.take(n.Params())
		}
	}
	avg.put(n.Params())
	fmt.Fprintln(s.log, "average of", avg.count, "epochs:")
	c.report(p, n, s.log)
}

// rateAt is the learning rate at a step, with a share of the schedule done: a
// short rise, then along a cosine to 3 % of the highest.
func (s *schedule) rateAt(step int, done float64) float64 {
	fall := 0.03 + 0.97*(1+math.Cos(math.Pi*done))/2
	return s.rate * min(1, float64(step+1)/300) * fall
}

func (c *corpus) report(p *plan, n *net.Net, log io.Writer) {
	names := make([]string, 0, len(c.dev))
	for name := range c.dev {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(log, "  %s: %s\n", name, judge(p, n, c.dev[name]))
	}
}

// epoch returns the examples of one epoch, each tree varied anew.
func (c *corpus) epoch(p *plan, rng *rand.Rand) []*net.Sentence {
	all := make([]*net.Sentence, 0, len(c.gold))
	for _, t := range c.gold {
		t = t.vary(rng)
		all = append(all, t.example(p))
	}
	for _, t := range c.silver {
		if rng.Float64() < c.share {
			t = t.vary(rng)
			all = append(all, t.example(p))
		}
	}
	return all
}

// both runs the shards of a batch side by side.
func both(passes []*net.Pass, b [net.Shards][]*net.Sentence) net.Loss {
	words := 0
	for _, part := range b {
		for _, s := range part {
			words += len(s.Rows)
		}
	}
	var losses [net.Shards]net.Loss
	done := make(chan bool)
	for i, part := range b {
		go func() {
			if len(part) > 0 {
				losses[i] = passes[i].Train(part, 1/float32(words))
			}
			done <- true
		}()
	}
	for range b {
		<-done
	}
	var sum net.Loss
	for _, l := range losses {
		sum = sum.Plus(l)
	}
	return sum
}

// batch groups sentences at random into batches of about the given number of
// words, dealt out to the shards by length.
func batch(all []*net.Sentence, words int, rng *rand.Rand) [][net.Shards][]*net.Sentence {
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var out [][net.Shards][]*net.Sentence
	var now [net.Shards][]*net.Sentence
	var size [net.Shards]int
	for i, s := range all {
		least := 0
		for k := range size {
			if size[k] < size[least] {
				least = k
			}
		}
		now[least] = append(now[least], s)
		size[least] += len(s.Rows)
		sum := 0
		for _, k := range size {
			sum += k
		}
		if sum >= words || i == len(all)-1 {
			out = append(out, now)
			now, size = [net.Shards][]*net.Sentence{}, [net.Shards]int{}
		}
	}
	return out
}

// average is the mean of weights seen at several times.
type average struct {
	sum   [][]float64
	count int
}

func (a *average) take(params []*net.Param) {
	a.count++
	for i, p := range params {
		if len(a.sum) == i {
			a.sum = append(a.sum, make([]float64, len(p.W)))
		}
		for k, w := range p.W {
			a.sum[i][k] += float64(w)
		}
	}
}

func (a *average) put(params []*net.Param) {
	for i, p := range params {
		if a.count == 0 {
			return
		}
		for k := range p.W {
			p.W[k] = float32(a.sum[i][k] / float64(a.count))
		}
	}
}
