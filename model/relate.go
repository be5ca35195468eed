package model

import _ "embed"

//go:embed relate.bin
var relate []byte

//go:embed relate-words.bin
var relateWords []byte

// Relate returns the weights of the classifier of pairs, for relate.ReadModel.
func Relate() []byte { return relate }

// RelateWords returns word vectors, for relate.ReadWords.
func RelateWords() []byte { return relateWords }
