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

//go:noescape
func adam8(n int, w, grad, m, v *float32, rule *adamRule)

func (r *adamRule) move(w, g, m, v []float32) {
	n := 0
	if learn.HasAVX2 && len(w) >= 8 {
		n = len(w) / 8 * 8
		adam8(n, &w[0], &g[0], &m[0], &v[0], r)
	}
	r.movePortable(w[n:], g[n:], m[n:], v[n:])
}

//go:noescape
func add8(n int, dst, src *float32)

func add(dst, src []float32) {
	n := 0
	if learn.HasAVX2 && len(src) >= 8 {
		n = len(src) / 8 * 8
		_ = dst[n-1]
		add8(n, &dst[0], &src[0])
	}
	addPortable(dst[n:], src[n:])
}
