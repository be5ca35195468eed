// Package story says what reports and events are to one another: whether a
// report is a near duplicate, an update or a correction of another, and whether
// two reports tell the same event independently.
//
// In: reports and events as they leave the program. Out: sketches of reports,
// keys under which what may be alike is found, and judgements on pairs. All of
// it depends on the pair alone, so it is the same whatever else is kept.
//
// It must not know SQL, nor how events are found.
package story
