package net

// Peaks are the largest sizes of activations seen, from which their fixed-point
// units are chosen.
type Peaks struct {
	Layers            []float32
	Tag, Dep, Head    float32
	Rel, Query, Embed float32
}

// Widen takes in the activations of the sentences scored last.
func (k *Peaks) Widen(p *Pass) {
	for len(k.Layers) < len(p.layers) {
		k.Layers = append(k.Layers, 0)
	}
	for i := range p.layers {
		k.Layers[i] = peak(k.Layers[i], p.layers[i].out)
	}
	n, f := p.net, p.net.stageWidth()
	for t := range p.words {
		row := p.stage[t*f:][:f]
		k.Tag = peak(k.Tag, row[:n.depAt()])
		k.Dep = peak(k.Dep, row[n.depAt():n.headAt()])
		k.Head = peak(k.Head, row[n.headAt():n.relDepAt()])
		k.Rel = peak(k.Rel, row[n.relDepAt():])
	}
	k.Rel = peak(k.Rel, p.relHid)
	k.Query = peak(k.Query, p.arcQ)
	k.Embed = peak(k.Embed, p.embedded)
}

func peak(top float32, x []float32) float32 {
	for _, v := range x {
		top = max(top, v, -v)
	}
	return top
}
