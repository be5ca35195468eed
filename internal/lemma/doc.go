// Package lemma finds the dictionary form of a word from its form and tags, as
// the English Web Treebank writes it: lower-case but for proper names, "'ll"
// as "will", "me" as "I". A form with tags goes in, a lemma comes out. It must
// not know sentences or trees.
package lemma
