//go:build !amd64

package net

func tile(k int, a, b, c []float32, ldc int) { tilePortable(k, a, b, c, ldc) }

func (r *adamRule) move(w, g, m, v []float32) { r.movePortable(w, g, m, v) }

func add(dst, src []float32) { addPortable(dst, src) }
