package web

import (
	"io/fs"
	"strconv"
	"strings"
)

// ruleLine is a line of the codebook.
type ruleLine struct {
	N    int
	Text string
	Here bool // the line that the rule names
}

// rule is an entry of the codebook, as it stands in its file.
type rule struct {
	Name  string // "codebook/events/agree.toml:12"
	Lines []ruleLine
}

const mostRuleLines = 40

// rule reads the entry that an event names, from the last of the folders that
// has the file: a folder over the built-in one overrides it. The entry ends at
// the first empty line. A file that has changed since the coding may show
// another line; the name still says which was meant.
func (s *Server) rule(name string) *rule {
	if name == "" {
		return nil
	}
	out := &rule{Name: name}
	file, num, _ := strings.Cut(strings.TrimPrefix(name, "codebook/"), ":")
	n, err := strconv.Atoi(num)
	if err != nil || !fs.ValidPath(file) {
		return out
	}
	for i := len(s.opt.Codebooks) - 1; i >= 0; i-- {
		raw, err := fs.ReadFile(s.opt.Codebooks[i], file)
		if err != nil {
			continue
		}
		lines := strings.Split(string(raw), "\n")
		if n < 1 || n > len(lines) {
			continue
		}
		from, to := n-1, n
		for from > 0 && !strings.HasPrefix(lines[from], "[[") && strings.TrimSpace(lines[from-1]) != "" {
			from--
		}
		for to < len(lines) && to-from < mostRuleLines && strings.TrimSpace(lines[to]) != "" {
			to++
		}
		for k := from; k < to; k++ {
			out.Lines = append(out.Lines, ruleLine{k + 1, lines[k], k == n-1})
		}
		return out
	}
	return out
}
