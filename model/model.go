// Package model holds the trained weights that the program carries with it. It
// gives out bytes; what they mean is known to the packages that load them.
package model

import (
	_ "embed"
	"io"
	"strings"
)

//go:embed reader.bin
var reader string

// Reader returns the weights of the tagger and parser, for parse.Load.
func Reader() io.ReadSeeker { return strings.NewReader(reader) }
