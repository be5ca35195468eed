// Package gold reads annotated reports and tells which coded events agree with
// them, by the rules of the field's scorer: the same report, sentence and type
// is a detection; the same parties make it a dyad. It must not know the stages.
package gold
