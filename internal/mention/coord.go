package mention

// coordinate numbers the groups that stand in a list: "Japan, China and the
// United States". It looks at the words between them and not at the tree, for
// that is where parsers err most. Linear in the groups.
func (w *work) coordinate() {
	run := w.run[:0]
	for _, n := range w.order {
		if w.groups[n].inner || w.ownsNext(n) {
			continue
		}
		if len(run) > 0 {
			sep := w.between(run[len(run)-1], n)
			alike := w.alike(run[len(run)-1], n)
			switch {
			case sep == "and" && alike:
				run = append(run, n)
				w.number(run)
				run = run[:0]
				continue
			case sep == "," && alike:
				run = append(run, n)
				continue
			}
		}
		run = append(run[:0], n)
	}
	w.run = run
}

// ownsNext: a possessor is no member of a list by itself: "Iran's" in "Iran's
// and Iraq's leaders" aside.
func (w *work) ownsNext(n int) bool {
	to := w.groups[n].to
	return to < len(w.s.Tokens) && w.s.Tokens[to].XPOS == "POS"
}

// between gives what stands between two groups: "," or "and", "" for anything
// else.
func (w *work) between(a, b int) string {
	t, i, j := w.s.Tokens, w.groups[a].to, w.groups[b].from
	switch {
	case j == i+1 && t[i].Form == ",":
		return ","
	case j == i+1 && (t[i].Form == "and" || t[i].Form == "&"), j == i+2 && t[i].Form == "," && t[i+1].Form == "and":
		return "and"
	}
	return ""
}

// alike: both are states, or both people or bodies, and neither says who the
// other is.
func (w *work) alike(a, b int) bool {
	x, y := &w.groups[a], &w.groups[b]
	if len(x.parties) == 0 && x.name == "" || len(y.parties) == 0 && y.name == "" {
		return false
	}
	if (x.kind == State) != (y.kind == State) && !(x.kind == Org || y.kind == Org) {
		return false
	}
	return w.apposed(a) != b && w.apposed(b) != a
}

func (w *work) number(run []int) {
	for _, n := range run {
		w.groups[n].coord = w.coords
	}
	w.coords++
}
