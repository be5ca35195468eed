package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/eval/conll18"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// evaluateTrees scores the reader on a treebank, on its tokens and from raw
// text, by the definitions of the CoNLL 2018 shared task.
func (e *env) evaluateTrees(ctx context.Context, path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	gold, err := readTrees(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	c, err := newCoder(coderOptions{threshold: -1, noScorer: true})
	if err != nil {
		return err
	}
	for _, run := range []struct {
		name string
		read func() ([]syntax.CoNLLU, error)
	}{
		{"gold tokens", func() ([]syntax.CoNLLU, error) { return onTokens(ctx, c, raw) }},
		{"raw text", func() ([]syntax.CoNLLU, error) { return fromText(c, gold) }},
	} {
		system, err := run.read()
		if err != nil {
			return err
		}
		res, err := conll18.Evaluate(gold, system)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%s\n", run.name)
		for _, m := range res.Metrics() {
			fmt.Fprintf(e.out, "  %-10s F1 %6.2f\n", m.Name, 100*m.F1())
		}
	}
	return nil
}

func readTrees(raw []byte) ([]syntax.CoNLLU, error) {
	var out []syntax.CoNLLU
	for c, err := range syntax.ReadCoNLLU(bytes.NewReader(raw)) {
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// onTokens parses the treebank's own words; what it knows of them is unknown
// to the reader.
func onTokens(ctx context.Context, c *coder.Coder, raw []byte) ([]syntax.CoNLLU, error) {
	sents, err := readTrees(raw)
	if err != nil {
		return nil, err
	}
	for i := range sents {
		for k := range sents[i].Tokens {
			t := &sents[i].Tokens[k]
			*t = syntax.Token{Span: t.Span, Form: t.Form, Head: -1}
		}
	}
	var b bytes.Buffer
	return sents, flush(ctx, sents, []*coder.Worker{c.Worker()}, &b)
}

// fromText reads the treebank's raw text, the whole file at once as the shared
// task has it.
func fromText(c *coder.Coder, gold []syntax.CoNLLU) ([]syntax.CoNLLU, error) {
	raw := conll18.RawText(gold)
	sents := c.Worker().Read(&text.Report{ID: "treebank", Text: raw})
	out := make([]syntax.CoNLLU, len(sents))
	for i := range sents {
		out[i] = syntax.ToCoNLLU(&sents[i], raw)
	}
	return out, nil
}
