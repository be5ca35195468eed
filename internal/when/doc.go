// Package when finds expressions of time in sentences and resolves them
// against the report's day, as TIMEX3 does.
//
// In: a report and its sentences; words are enough, tags and trees help to
// tell a coming weekday from a past one. Out: one Expr an expression, in the
// order of the text, with its TIMEX3 type and value and the days it means.
//
// How: tokens are cut into atoms ("mid-1990s" is three), each atom is looked
// up once in a table of words, and the patterns of rules*.go, merged in one
// trie, are tried from left to right; the longest match wins and its builder
// computes the value. It must not know events, nor which clause an expression
// belongs to.
package when
