package text

// Characters turns byte offsets of one text into Unicode character offsets.
type Characters struct {
	s     string
	steps []int // characters before each 256th byte
}

const step = 256

// NewCharacters indexes a text in linear time; an answer takes constant time.
func NewCharacters(s string) *Characters {
	c := &Characters{s: s}
	n := 0
	for i := 0; i < len(s); i++ {
		if i%step == 0 {
			c.steps = append(c.steps, n)
		}
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	c.steps = append(c.steps, n)
	return c
}

// At gives the number of characters that start before byte b; offsets past
// the end give the number of characters.
func (c *Characters) At(b int) int {
	b = max(0, min(b, len(c.s)))
	n := c.steps[b/step]
	for i := b / step * step; i < b; i++ {
		if c.s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}
