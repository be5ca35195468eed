// Package event matches clauses with the codebook's patterns and gives events
// with their reasons. It must not know storage.
package event
