"""The best tree with one root: greedy where that is a tree, Chu-Liu/Edmonds where not."""
import numpy as np

NEVER = -1e9


def tree(score):
    """Heads of words 1..n for score[dependent, head] ((n+1)x(n+1), row 0 unused). heads[0] is -1."""
    heads = score.argmax(1)
    heads[0] = -1
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return heads
    n = len(score)
    s = score.copy()
    s[0] = NEVER
    np.fill_diagonal(s, NEVER)
    best, found = NEVER * n, None
    for root in np.argsort(-s[1:, 0], kind="stable")[:4] + 1:
        t = s.copy()
        t[1:, 0] = NEVER
        t[root] = NEVER
        t[root, 0] = s[root, 0]
        heads = _edmonds(t)
        total = s[np.arange(1, n), heads[1:]].sum()
        if total > best:
            best, found = total, heads
    return found


def _cycle(heads):
    """One cycle as a list of words, or none."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, i = [], start
        while i > 0 and state[i] == 0:
            state[i] = 1
            path.append(i)
            i = heads[i]
        if i > 0 and state[i] == 1:
            return path[path.index(i):]
        for j in path:
            state[j] = 2
    return None


def _edmonds(s):
    heads = s.argmax(1)
    heads[0] = -1
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(s), bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)              # rest[0] is the root
    ring = np.array(cycle)
    kept = s[ring, heads[ring]]
    small = np.full((len(rest) + 1, len(rest) + 1), float(NEVER))
    small[:-1, :-1] = s[np.ix_(rest, rest)]
    into = s[np.ix_(ring, rest)] - kept[:, None]   # break the ring at its word i, head outside
    small[-1, :-1] = into.max(0)
    enter = ring[into.argmax(0)]
    out = s[np.ix_(rest, ring)]
    small[:-1, -1] = out.max(1)
    leave = ring[out.argmax(1)]
    got = _edmonds(small)
    last = len(rest)
    for k, i in enumerate(rest):
        if k:
            heads[i] = leave[k] if got[k] == last else rest[got[k]]
    heads[enter[got[last]]] = rest[got[last]]
    return heads
