package syntax

// Kids lists the dependents of every token of one sentence. Built once in
// linear time, it answers in time linear in the answer. The zero value is
// ready; Reset may be called again to reuse its memory.
type Kids struct {
	s           *Sentence
	first, next []int
}

// Reset points k at s.
func (k *Kids) Reset(s *Sentence) {
	n := len(s.Tokens)
	if cap(k.first) < n {
		k.first, k.next = make([]int, n), make([]int, n)
	}
	k.s, k.first, k.next = s, k.first[:n], k.next[:n]
	for i := range k.first {
		k.first[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		k.next[i] = -1
		if h := s.Tokens[i].Head; h >= 0 && h < n {
			k.next[i], k.first[h] = k.first[h], i
		}
	}
}

// First returns the leftmost dependent of i, -1 if it has none; Next the one
// to its right.
func (k *Kids) First(i int) int { return k.first[i] }

// Next returns the dependent of the same governor that follows j, or -1.
func (k *Kids) Next(j int) int { return k.next[j] }

// Find returns the first dependent of i with one of the relations, -1 if none.
func (k *Kids) Find(i int, rels ...string) int {
	for j := k.first[i]; j >= 0; j = k.next[j] {
		if relIn(k.s.Tokens[j].Rel, rels) {
			return j
		}
	}
	return -1
}
