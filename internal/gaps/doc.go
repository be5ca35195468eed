// Package gaps shows an owner of the codebook where to work next. Coded
// reports go in; out come the verbs and deed nouns that join two known actors
// and carry no pattern, the known verbs whose sentences give no event, and the
// names that nobody is known by, each with its count and an example. It must
// not know storage.
package gaps
