// Package text holds the report and the span: what a reader was given, fixed
// once, and a place in it. Every later layer points into Report.Text by bytes.
// It must not know how a report was found or what is in it.
package text
