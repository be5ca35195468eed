// Package ledger draws from coded reports what has been promised, planned,
// proposed and claimed, and follows what became of it from report to report.
//
// In: the layers of one report after another (sentences, mentions, times,
// clauses, events) and codebook/ledger. Out: entries with the words that prove
// them, each with the steps of its life: reaffirmed, kept, broken, taken back,
// lapsed, every step with the entry or the words that show it. It must not
// know pages, nor how reports are read.
package ledger
