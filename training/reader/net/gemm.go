package net

const (
	tileRows = 6
	tileCols = 16
	blockK   = 256
)

// View is a matrix over a slice: element (i, j) is data[i*rowStep+j*colStep].
type View struct {
	data             []float32
	rowStep, colStep int
}

// rows views data as a matrix with the given number of columns.
func rows(data []float32, cols int) View { return View{data, cols, 1} }

// turned is the transpose of v.
func (v View) turned() View { return View{v.data, v.colStep, v.rowStep} }

// packer holds the scratch of one worker's products.
type packer struct {
	a, b []float32
	edge [tileRows * tileCols]float32
}

// mul adds the product of a (m by k) and b (k by n) to c, whose rows are ldc
// floats apart. The order of additions is fixed by the sizes alone.
func (p *packer) mul(m, n, k int, a, b View, c []float32, ldc int) {
	for k0 := 0; k0 < k; k0 += blockK {
		kb := min(blockK, k-k0)
		p.a = pack(p.a, m, kb, tileRows, a.rowStep, a.colStep, a.data[k0*a.colStep:])
		p.b = pack(p.b, n, kb, tileCols, b.colStep, b.rowStep, b.data[k0*b.rowStep:])
		for j := 0; j < n; j += tileCols {
			pb := p.b[j*kb:]
			for i := 0; i < m; i += tileRows {
				p.one(m-i, n-j, kb, p.a[i*kb:], pb, c[i*ldc+j:], ldc)
			}
		}
	}
}

// one does a tile; at the edges of c it works on a copy.
func (p *packer) one(m, n, k int, a, b, c []float32, ldc int) {
	if m >= tileRows && n >= tileCols {
		tile(k, a, b, c, ldc)
		return
	}
	p.edge = [tileRows * tileCols]float32{}
	tile(k, a, b, p.edge[:], tileCols)
	m, n = min(m, tileRows), min(n, tileCols)
	for i := 0; i < m; i++ {
		add(c[i*ldc:i*ldc+n], p.edge[i*tileCols:i*tileCols+n])
	}
}

// pack copies an m by k matrix into strips of width rows, k outermost in a
// strip; missing rows are zero.
func pack(dst []float32, m, k, width, rowStep, kStep int, src []float32) []float32 {
	strips := (m + width - 1) / width
	if need := strips * width * k; cap(dst) < need {
		dst = make([]float32, need)
	} else {
		dst = dst[:need]
	}
	for s := 0; s < strips; s++ {
		out := dst[s*width*k : (s+1)*width*k]
		full := min(width, m-s*width)
		if full < width {
			clear(out)
		}
		packStrip(out, width, full, k, rowStep, kStep, src[s*width*rowStep:])
	}
	return dst
}

// packStrip packs one strip, along whichever side lies together in memory.
func packStrip(out []float32, width, full, k, rowStep, kStep int, src []float32) {
	if rowStep == 1 && full == tileCols && width == tileCols {
		for q := 0; q < k; q++ {
			line := *(*[tileCols]float32)(src[q*kStep:]) // a copy, so that no overlap need be feared
			*(*[tileCols]float32)(out[q*tileCols:]) = line
		}
		return
	}
	if rowStep == 1 && full == tileRows && width == tileRows {
		for q := 0; q < k; q++ {
			line := *(*[tileRows]float32)(src[q*kStep:])
			*(*[tileRows]float32)(out[q*tileRows:]) = line
		}
		return
	}
	if kStep == 1 {
		for i := 0; i < full; i++ {
			row, to := src[i*rowStep:][:k], out[i:]
			for q, x := range row {
				to[q*width] = x
			}
		}
		return
	}
	for i := 0; i < full; i++ {
		for q := 0; q < k; q++ {
			out[q*width+i] = src[i*rowStep+q*kStep]
		}
	}
}

func tilePortable(k int, a, b, c []float32, ldc int) {
	for q := 0; q < k; q++ {
		for i := 0; i < tileRows; i++ {
			x, row := a[q*tileRows+i], c[i*ldc:i*ldc+tileCols]
			for j, y := range b[q*tileCols : (q+1)*tileCols] {
				row[j] += x * y
			}
		}
	}
}

func addPortable(dst, src []float32) {
	dst = dst[:len(src)]
	for i, x := range src {
		dst[i] += x
	}
}
