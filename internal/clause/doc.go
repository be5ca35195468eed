// Package clause turns a tree into clauses: who, deed, whom, where, when;
// negated, promised, conditional; on whose word. It must not know the
// ontology.
package clause
