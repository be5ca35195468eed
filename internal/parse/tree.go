package parse

// rootCost is what each root arc costs when a tree is searched, more than any
// sum of scores, so that the best tree has one root.
const rootCost = 1 << 44

// Tree finds the best tree over word pairs. It holds scratch that grows to the
// longest sentence seen, so each worker has its own.
//
// The search is Edmonds' in the form that grows a path along best heads and
// contracts the cycles it meets: quadratic in the words.
type Tree struct {
	n      int
	in     []int64 // a row a word: its score under each head, the root last
	enter  []int32 // the word that this arc enters, once rows are merged
	slot   []int32 // row of a node; words come first, contracted nodes behind
	parent []int32 // the node into which a node was contracted, -1
	outer  []int32 // of each word, and the root, the outermost node that holds it
	source []int32 // the chosen head word of a node
	target []int32 // the word that this arc enters
	gain   []int64
	state  []uint8
	path   []int32
}

// The states of a node while paths are grown.
const (
	fresh = iota
	onPath
	settled
)

// Find fills heads (-1 for the root) for the words scored in scores: a row a
// word, its heads in order and the root last; a word's own column is ignored.
// There is one root and no cycle; of equal scores the first head wins.
func (t *Tree) Find(heads []int, scores []int32) {
	n := len(heads)
	if t.greedy(heads, scores) {
		return
	}
	t.fill(n, scores)
	for v := range n {
		t.grow(int32(v))
	}
	t.expand(heads)
}

// greedy takes each word's best head and reports whether that is a tree.
func (t *Tree) greedy(heads []int, scores []int32) bool {
	n, roots := len(heads), 0
	for i := range heads {
		row := scores[i*(n+1):][:n+1]
		best, at := row[n], -1
		for j, s := range row[:n] {
			if j != i && (s > best || at < 0 && s == best) {
				best, at = s, j
			}
		}
		if heads[i] = at; at < 0 {
			roots++
		}
	}
	return roots == 1 && t.acyclic(heads)
}

// acyclic walks up from each word and stops at words known to reach the root.
func (t *Tree) acyclic(heads []int) bool {
	t.state = resize(t.state, len(heads))
	clear(t.state)
	for i := range heads {
		v := i
		for v >= 0 && t.state[v] == fresh {
			t.state[v] = onPath
			v = heads[v]
		}
		if v >= 0 && t.state[v] == onPath {
			return false
		}
		for v = i; v >= 0 && t.state[v] == onPath; v = heads[v] {
			t.state[v] = settled
		}
	}
	return true
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/4)[:n]
	}
	return s[:n]
}

// fill sets up a node for each word; node n is the root.
func (t *Tree) fill(n int, scores []int32) {
	t.n = n
	t.in = resize(t.in, n*(n+1))
	t.enter = resize(t.enter, n*(n+1))
	for i := range n {
		for j := range n + 1 {
			t.in[i*(n+1)+j] = int64(scores[i*(n+1)+j])
			t.enter[i*(n+1)+j] = int32(i)
		}
		t.in[i*(n+1)+n] -= rootCost
	}
	all := 2*n + 1
	t.slot, t.parent = resize(t.slot, all)[:0], resize(t.parent, all)[:0]
	t.source, t.target = resize(t.source, all)[:0], resize(t.target, all)[:0]
	t.gain, t.state = resize(t.gain, all)[:0], resize(t.state, all)[:0]
	t.path = resize(t.path, all)[:0]
	t.outer = resize(t.outer, n+1)
	for i := range n + 1 {
		t.outer[i] = t.node(int32(i))
	}
	t.state[n] = settled
}

func (t *Tree) node(slot int32) int32 {
	t.slot = append(t.slot, slot)
	t.parent = append(t.parent, -1)
	t.source = append(t.source, -1)
	t.target = append(t.target, -1)
	t.gain = append(t.gain, 0)
	t.state = append(t.state, fresh)
	return int32(len(t.slot) - 1)
}

// grow follows best heads from v until it meets a settled node.
func (t *Tree) grow(v int32) {
	u := t.outer[v]
	for t.state[u] != settled {
		t.choose(u)
		t.state[u] = onPath
		t.path = append(t.path, u)
		next := t.outer[t.source[u]]
		if t.state[next] == onPath {
			next = t.contract(next)
		}
		u = next
	}
	for _, u := range t.path {
		t.state[u] = settled
	}
	t.path = t.path[:0]
}

// choose finds the best arc into u from outside it.
func (t *Tree) choose(u int32) {
	base, found := int(t.slot[u])*(t.n+1), false
	for j := range t.n + 1 {
		s := t.in[base+j]
		if found && s <= t.gain[u] || t.outer[j] == u {
			continue
		}
		found = true
		t.gain[u], t.source[u], t.target[u] = s, int32(j), t.enter[base+j]
	}
}

// contract makes one node of the cycle at the end of the path that begins with
// first, in the row of first.
func (t *Tree) contract(first int32) int32 {
	at := len(t.path) - 1
	for t.path[at] != first {
		at--
	}
	cycle := t.path[at:]
	c := t.node(t.slot[first])
	for k, m := range cycle {
		t.parent[m] = c
		t.merge(int(t.slot[first])*(t.n+1), int(t.slot[m])*(t.n+1), t.gain[m], k == 0)
	}
	for v, u := range t.outer {
		if t.parent[u] >= 0 {
			t.outer[v] = c
		}
	}
	t.path = t.path[:at]
	return c
}

// merge takes into the row at dst the arcs of the row at src that are better,
// each less what the arc that it replaces is worth.
func (t *Tree) merge(dst, src int, gain int64, only bool) {
	for j := range t.n + 1 {
		if s := t.in[src+j] - gain; only || s > t.in[dst+j] {
			t.in[dst+j], t.enter[dst+j] = s, t.enter[src+j]
		}
	}
}

// expand opens the contracted nodes, outermost first: the arc into a node
// breaks its cycle at the word it enters, the other arcs of the cycle stay.
func (t *Tree) expand(heads []int) {
	for c := int32(len(t.slot) - 1); c >= 0; c-- {
		if c == int32(t.n) || t.state[c] == fresh && t.source[c] < 0 || t.target[c] < 0 {
			continue
		}
		word := t.target[c]
		if heads[word] = int(t.source[c]); heads[word] == t.n {
			heads[word] = -1
		}
		for x := word; x != c; x = t.parent[x] {
			t.target[x] = -1
		}
	}
}
