// Package conll18 scores CoNLL-U against CoNLL-U as the CoNLL 2018 shared task
// on parsing from raw text defined it: F1 of sentences, tokens and words, and
// of tags, features, lemmas and attachments over words aligned by their spans.
// Gold and system sentences go in, counts come out. It must not know how the
// system's trees were made.
package conll18
