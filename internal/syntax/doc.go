// Package syntax holds tokens, sentences and Universal Dependencies trees, and
// the questions that later stages ask of a tree. CoNLL-U goes in and out here,
// so that tests can be written on trees made by hand. It must not know models.
package syntax
