// Package export writes events for other programs: JSON lines with PLOVER's
// field names, and CSV with one event a row.
//
// In: a report, its sentences and its events. Out: bytes, the same for the
// same input. Offsets leave the program here: bytes become Unicode characters.
//
// It must not know how events are found.
package export
