// Package run puts reports through workers on all cores and hands the results
// on in the order of the input, byte for byte the same whatever the number of
// workers.
//
// In: a sequence of reports and reading errors, and a maker of workers. Out: a
// Result for each, to one function, one at a time. Memory is bounded on an
// endless stream: a fixed window of reports is under way. A worker's panic
// becomes an error of its report.
//
// It must not know what the workers do.
package run
