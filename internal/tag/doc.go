// Package tag holds the set of morphological classes that a model can give a
// word: a universal tag, a Penn tag and features, always seen together in a
// treebank. Classes go in and out as text; it must not know models or trees.
package tag
