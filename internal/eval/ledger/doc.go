// Package ledger scores drawn ledgers against gold ones: entries field by
// field, and what became of each.
//
// In: gold entries and drawn ones of the same reports. Out: counts. It must
// not know how reports are read.
package ledger
