// Package calibration tells whether confidences mean what they say: judged
// confidences go in, bins, the calibration error and a reliability plot come
// out. It must not know what was judged.
package calibration
