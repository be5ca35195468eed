// Package codebook loads, checks and indexes the data that a political
// scientist writes: events, actors, words. Every entry knows the file and the
// line it stands on. It must not know the stages that use it.
package codebook
