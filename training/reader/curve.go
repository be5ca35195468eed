package main

import (
	"fmt"
	"io"
)

// curveParts are the shares of the treebanks' sentences in the learning curve.
var curveParts = []struct {
	name string
	size float64
}{{"1/8", 1. / 8}, {"1/4", 1. / 4}, {"1/2", 1. / 2}, {"1", 1}}

// curvePasses is how often the whole treebanks are read; parts of them are
// read more often, so that every model sees as many words.
const curvePasses = 6

// printCurve writes the scores by share of the treebanks, learnt from them
// alone: a teacher has seen them whole.
func printCurve(o *options, out, log io.Writer) error {
	if o.passes == 0 {
		o.passes = curvePasses
	}
	o.vectors, o.opinions = "", ""
	fmt.Fprintln(out, "| share | sentences | passes | EWT dev UPOS | EWT dev LAS | GUM dev UPOS | GUM dev LAS |\n|---|---|---|---|---|---|---|")
	for _, part := range curveParts {
		o.part = part.size
		l, err := newLearnerOf(o, log)
		if err != nil {
			return err
		}
		passes := int(float64(o.passes) / part.size)
		s := stage{name: "share " + part.name, epochs: passes, rate: course[0].rate, average: course[0].average}
		if err := l.run([]stage{s}, func(int) error { return nil }); err != nil {
			return err
		}
		fmt.Fprintf(out, "| %s | %d | %d |", part.name, len(l.trees), passes)
		for _, name := range sortedNames(l.corpus.dev) {
			s := judge(l.plan, l.net, l.corpus.dev[name])
			fmt.Fprintf(out, " %.2f | %.2f |", s.percent(s.upos), s.percent(s.both))
		}
		fmt.Fprintln(out)
	}
	return nil
}
