package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/tag"
)

// tree is a sentence of a treebank.
type tree struct {
	forms []string
	class []tag.Class
	head  []int // -1 for the root
	rel   []string
}

// readTrees reads a CoNLL-U file; empty nodes and ranges are passed over.
func readTrees(path string) ([]tree, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []tree
	var now tree
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for line := 1; in.Scan(); line++ {
		text := in.Text()
		switch {
		case text == "":
			if len(now.forms) > 0 {
				all = append(all, now)
			}
			now = tree{}
		case text[0] != '#':
			if err := now.add(text); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, line, err)
			}
		}
	}
	if len(now.forms) > 0 {
		all = append(all, now)
	}
	return all, in.Err()
}

func (t *tree) add(line string) error {
	f := strings.Split(line, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d fields, expected 10", len(f))
	}
	if strings.ContainsAny(f[0], "-.") {
		return nil
	}
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("head %q is not a number", f[6])
	}
	feats := f[5]
	if feats == "_" {
		feats = ""
	}
	t.forms = append(t.forms, f[1])
	t.class = append(t.class, tag.Class{UPOS: f[3], XPOS: f[4], Feats: feats})
	t.head = append(t.head, head-1)
	t.rel = append(t.rel, f[7])
	return nil
}

// without returns t without its last word, which must have no dependents.
func (t tree) without(last int) tree {
	t.forms, t.head = t.forms[:last], t.head[:last]
	if t.class != nil {
		t.class, t.rel = t.class[:last], t.rel[:last]
	}
	return t
}

// openEnd reports whether the last word is a mark that nothing hangs on.
func (t *tree) openEnd() bool {
	last := len(t.forms) - 1
	if last < 1 || !strings.Contains(".!?", t.forms[last]) || t.head[last] < 0 {
		return false
	}
	for _, h := range t.head {
		if h == last {
			return false
		}
	}
	return true
}
