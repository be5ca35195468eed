//go:build !amd64

package learn

// HasAVX2 is false on every other processor.
const HasAVX2 = false
