// Package mention finds the actors named in sentences, says who they are on
// the day of the report, and chains the words that mean the same one through
// the report. A report, its sentences with trees, and the codebook's actors go
// in; mentions come out. It must not know events.
//
// Names are matched as pieces of words (fold, trie); noun phrases are cut out
// (chunk) and resolved from their own words (resolve, role, person); then the
// report is read from left to right, and what a phrase leaves open is found in
// what was said before (link, country, pair, pronoun), while entities are kept
// in a registry (file, registry).
package mention
