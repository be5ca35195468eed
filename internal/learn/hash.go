package learn

const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

// Hash is a 64-bit FNV-1a hash of b with the bits mixed once more at the end,
// so that the low bits can pick a bucket. salt keeps tables apart.
func Hash(salt byte, b []byte) uint64 {
	h := uint64(hashStart)
	h = (h ^ uint64(salt)) * hashPrime
	for _, c := range b {
		h = (h ^ uint64(c)) * hashPrime
	}
	return mix(h)
}

// HashString is Hash for a string.
func HashString(salt byte, s string) uint64 {
	h := uint64(hashStart)
	h = (h ^ uint64(salt)) * hashPrime
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// Index finds the row of a hashed key. It is built once and read by all.
type Index struct {
	keys []uint64
	rows []int32
	mask uint64
}

// NewIndex gives keys[i] the row i. A key of 0 and a repeated key are dropped.
func NewIndex(keys []uint64) *Index {
	size := 16
	for size < 2*len(keys) {
		size *= 2
	}
	x := &Index{keys: make([]uint64, size), rows: make([]int32, size), mask: uint64(size - 1)}
	for i, k := range keys {
		p := k & x.mask
		for x.keys[p] != 0 && x.keys[p] != k {
			p = (p + 1) & x.mask
		}
		if x.keys[p] == 0 && k != 0 {
			x.keys[p], x.rows[p] = k, int32(i)
		}
	}
	return x
}

// Row returns the row of key, -1 when it has none.
func (x *Index) Row(key uint64) int {
	for p := key & x.mask; x.keys[p] != 0; p = (p + 1) & x.mask {
		if x.keys[p] == key {
			return int(x.rows[p])
		}
	}
	return -1
}
