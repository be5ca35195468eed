package model

import _ "embed"

//go:embed split.bin
var splitter []byte

//go:embed lemma.bin
var lemmatizer []byte

//go:embed events.bin
var events []byte

// Split returns the weights of the sentence splitter, for split.Load.
func Split() []byte { return splitter }

// Lemma returns the weights of the lemmatizer, for lemma.Load.
func Lemma() []byte { return lemmatizer }

// Events returns the weights of the event scorer, for event.LoadScorer.
func Events() []byte { return events }
