package relate

// The regions of a scene whose words' vectors are averaged.
const (
	regionMid = iota
	regionUp
	regionDown
	regionDeed
	regionAll
	regionActor
	regionRecipient
	regionAfter
	regions
)

// meaning averages word vectors over the regions of the scene: regions times
// the width of a vector.
func (sc *scene) meaning(dst []float32, w *Words) []float32 {
	dst = append(dst[:0], make([]float32, regions*w.width)...)
	var n [regions]float32
	put := func(region, word int, weight float32) {
		v := w.Of(sc.words[word].form())
		if v == nil {
			return
		}
		n[region] += weight
		row := dst[region*w.width:][:w.width]
		for i, x := range v {
			row[i] += weight * float32(x) * unit
		}
	}
	sc.regions(put)
	for r := range n {
		if n[r] > 0 {
			row := dst[r*w.width:][:w.width]
			for i := range row {
				row[i] /= n[r]
			}
		}
	}
	return dst
}

// regions names each region's words and how much each counts.
func (sc *scene) regions(put func(region, word int, weight float32)) {
	from, to := sc.gap()
	last := max(sc.sides[0].to, sc.sides[1].to)
	for i := range sc.words {
		w := &sc.words[i]
		if w.UPOS == "PUNCT" || w.UPOS == "PROPN" || w.UPOS == "NUM" || w.inside() {
			continue
		}
		weight := float32(0.25)
		if w.content() {
			weight = 1
		}
		if i >= from && i < to {
			put(regionMid, i, weight)
		}
		if i >= last && i < last+9 {
			put(regionAfter, i, weight)
		}
		if w.content() {
			put(regionAll, i, 1)
		}
	}
	for k, r := range [...]int{regionUp, regionDown} {
		weight := float32(1)
		for _, g := range sc.chain(nil, sc.sides[k].head, 4) {
			if w := &sc.words[g]; !w.inside() && w.content() && w.UPOS != "PROPN" {
				put(r, g, weight)
				if w.UPOS == "VERB" || len(w.acts) > 0 {
					put(regionDeed, g, weight)
				}
				weight *= 0.7
			}
		}
	}
	for k, r := range [...]int{regionActor, regionRecipient} {
		for i := sc.sides[k].from; i < sc.sides[k].to; i++ {
			if w := &sc.words[i]; w.content() && w.UPOS != "PROPN" {
				put(r, i, 1)
			}
		}
	}
}
