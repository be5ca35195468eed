// Package brief writes what a report tells for a person at a terminal: who did
// what to whom, when, in what standing, on whose word, and the words that
// prove it, with the act emphasised. Acts told again stand under their first
// telling.
//
// In: a coded report, a width, and whether the terminal has colours. Out:
// text. Control characters of a report never reach the terminal.
//
// It must not know how events are found.
package brief
