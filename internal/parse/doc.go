// Package parse is the reader's network: the words of a sentence go in, tags,
// features and a labelled dependency tree come out. A recurrent encoder shared
// by all tasks reads the words; a scorer of word pairs and a maximum spanning
// tree choose the heads, so crossing arcs need no special case. It must not know
// reports, lemmas or the codebook.
package parse
