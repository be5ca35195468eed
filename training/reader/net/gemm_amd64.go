package net

import "github.com/attache/attache/internal/learn"

//go:noescape
func kernel6x16(k int, a, b, c *float32, ldc int)

func tile(k int, a, b, c []float32, ldc int) {
	if learn.HasAVX2 {
		kernel6x16(k, &a[0], &b[0], &c[0], ldc)
		return
	}
	tilePortable(k, a, b, c, ldc)
}
