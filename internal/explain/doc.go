// Package explain shows how a report was coded, step by step: tokens and tree,
// mentions, times, clauses, the patterns tried and why each fired or not. Text
// for people, JSON layers for programs. It must not know storage.
package explain
