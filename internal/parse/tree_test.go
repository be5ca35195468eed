package parse

import (
	"math/rand/v2"
	"testing"
)

func TestGreedyHeadsThatFormATreeStay(t *testing.T) {
	// "She left early": left is the root, the others hang on it.
	scores := []int32{
		0, 9, 1, 0,
		2, 0, 1, 9,
		1, 8, 0, 0,
	}
	heads := make([]int, 3)
	new(Tree).Find(heads, scores)
	if heads[0] != 1 || heads[1] != -1 || heads[2] != 1 {
		t.Errorf("heads %v", heads)
	}
}

func TestTwoRootsBecomeOne(t *testing.T) {
	scores := []int32{
		0, 3, 9,
		1, 0, 8,
	}
	heads := make([]int, 2)
	new(Tree).Find(heads, scores)
	if heads[0] != 1 || heads[1] != -1 { // 3+8 beats 9+1
		t.Errorf("heads %v", heads)
	}
}

// best tries every assignment of heads.
func best(n int, scores []int32, heads []int, i int) int64 {
	if i == n {
		if !isTree(heads) {
			return -1 << 60
		}
		return value(heads, scores)
	}
	top := int64(-1 << 60)
	for h := -1; h < n; h++ {
		if h != i {
			heads[i] = h
			top = max(top, best(n, scores, heads, i+1))
		}
	}
	return top
}

func value(heads []int, scores []int32) int64 {
	n, sum := len(heads), int64(0)
	for i, h := range heads {
		if h < 0 {
			h = n
		}
		sum += int64(scores[i*(n+1)+h])
	}
	return sum
}

func isTree(heads []int) bool {
	roots := 0
	for i, h := range heads {
		if h < 0 {
			roots++
		}
		v := i
		for step := 0; v >= 0; step++ {
			if step > len(heads) {
				return false
			}
			v = heads[v]
		}
	}
	return roots == 1
}

func TestTreeIsTheBestOfAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var tree Tree
	for trial := range 4000 {
		n := 1 + trial%5
		scores := make([]int32, n*(n+1))
		for i := range scores {
			scores[i] = int32(rng.IntN(20) - 10)
		}
		heads := make([]int, n)
		tree.Find(heads, scores)
		if !isTree(heads) {
			t.Fatalf("no tree: %v for %v", heads, scores)
		}
		if got, want := value(heads, scores), best(n, scores, make([]int, n), 0); got != want {
			t.Fatalf("tree %v of %v is worth %d, the best %d", heads, scores, got, want)
		}
	}
}

func TestLongSentencesGetATree(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	var tree Tree
	for _, n := range []int{0, 1, 2, 50, 400, 1000} {
		scores := make([]int32, n*(n+1))
		for i := range scores {
			scores[i] = int32(rng.IntN(1 << 20))
		}
		heads := make([]int, n)
		tree.Find(heads, scores)
		if n > 0 && !isTree(heads) {
			t.Errorf("%d words: no tree", n)
		}
	}
}
