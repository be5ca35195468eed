// Package storetest helps tests with records: an empty one of each kind, and
// synthetic reports to fill it.
//
// In: a test. Out: the place of an empty record, gone when the test ends. It
// must not know what tests put there.
package storetest
