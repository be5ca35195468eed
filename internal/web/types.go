package web

import (
	"github.com/attache/attache/internal/codebook"
)

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// types is what the codebook says of event types.
type types struct {
	order []string
	means map[string]string
	quad  map[string]int
}

func typesOf(e *codebook.Events) types {
	t := types{order: e.Order, means: map[string]string{}, quad: map[string]int{}}
	for name, x := range e.Types {
		t.means[name], t.quad[name] = x.Means, x.Quad
	}
	return t
}
