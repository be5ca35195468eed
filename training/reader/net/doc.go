// Package net is the reader's network as it is trained: float weights, the
// forward pass and its gradients written out by hand, dropout and Adam. Rows of
// features, classes and heads go in, gradients and losses come out. It must not
// know words, treebanks or files.
package net
