package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/tag"
	"github.com/attache/attache/training/reader/net"
)

// opinion is what a teacher thinks of a sentence: its tree, and for each word
// the candidates that it finds likely.
type opinion struct {
	tree
	name              string // as the teacher's file has it; a report's is REPORT/PART/FROM-TO
	heads, rels, tags [][]candidate
}

type candidate struct {
	what  string
	share float32
}

// readOpinions reads a teacher's file, gzipped: a block a sentence, a line a
// word with form, head, likely heads, labels and tags.
func readOpinions(path string) (all []opinion, err error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	all, err = scanOpinions(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return all, nil
}

func scanOpinions(r io.Reader) (all []opinion, err error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<24)
	var now opinion
	for line := 1; in.Scan(); line++ {
		text := in.Text()
		switch {
		case text != "" && strings.Count(text, "\t") == 4:
			if err := now.add(strings.Split(text, "\t")); err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
		case strings.HasPrefix(text, "# sent_id = "):
			now.name = text[len("# sent_id = "):]
		case text == "" && len(now.forms) > 0:
			all = append(all, now)
			now = opinion{}
		}
	}
	if len(now.forms) > 0 {
		all = append(all, now)
	}
	return all, in.Err()
}

func (o *opinion) add(f []string) error {
	head, err := strconv.Atoi(f[1])
	if err != nil {
		return fmt.Errorf("head %q is not a number", f[1])
	}
	var lists [3][]candidate
	for i := range lists {
		if lists[i], err = candidates(f[2+i]); err != nil {
			return err
		}
	}
	o.forms = append(o.forms, f[0])
	o.head = append(o.head, head-1)
	o.heads, o.rels, o.tags = append(o.heads, lists[0]), append(o.rels, lists[1]), append(o.tags, lists[2])
	return nil
}

func readAll(paths string) ([]opinion, error) {
	var all []opinion
	for _, path := range strings.Split(paths, ",") {
		some, err := readOpinions(path)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// slashed writes a class as the teacher's files do.
func slashed(c tag.Class) string {
	feats := c.Feats
	if feats == "" {
		feats = "_"
	}
	return c.UPOS + "/" + c.XPOS + "/" + feats
}

// candidates reads "name:likelihood" pairs with blanks between; likelihoods
// count thousandths.
func candidates(field string) ([]candidate, error) {
	var all []candidate
	for _, pair := range strings.Split(field, " ") {
		cut := strings.LastIndexByte(pair, ':')
		if cut < 0 {
			return nil, fmt.Errorf("candidate %q has no likelihood", pair)
		}
		p, err := strconv.Atoi(pair[cut+1:])
		if err != nil {
			return nil, fmt.Errorf("candidate %q: %w", pair, err)
		}
		all = append(all, candidate{pair[:cut], float32(p) / 1000})
	}
	return all, nil
}

// soft numbers the candidates of o, each list scaled to sum to weight. What
// the plan does not know is left out.
func (p *plan) soft(o *opinion, weight float32) *net.Soft {
	return &net.Soft{
		Tag: choices(o.tags, weight, func(s string) int {
			f := strings.SplitN(s, "/", 3)
			if len(f) != 3 {
				return -1
			}
			if f[2] == "_" {
				f[2] = ""
			}
			return p.classes.ID(tag.Class{UPOS: f[0], XPOS: f[1], Feats: f[2]})
		}, 0),
		Head: choices(o.heads, weight, func(s string) int {
			head, err := strconv.Atoi(s)
			if err != nil || head > len(o.forms) {
				return -2
			}
			return head - 1
		}, -1),
		Rel: choices(o.rels, weight, func(s string) int {
			if id, ok := p.relID[s]; ok {
				return id
			}
			return -1
		}, 0),
	}
}

func choices(lists [][]candidate, weight float32, id func(string) int, least int) [][]net.Choice {
	out := make([][]net.Choice, len(lists))
	for i, list := range lists {
		sum := float32(0)
		for _, c := range list {
			if n := id(c.what); n >= least {
				out[i] = append(out[i], net.Choice{ID: int32(n), Share: c.share})
				sum += c.share
			}
		}
		for k := range out[i] {
			out[i][k].Share *= weight / max(sum, 1e-6)
		}
	}
	return out
}
