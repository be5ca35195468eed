// Package feed turns what a user has - plain text, HTML, JSON lines, RSS and
// Atom, WARC, in files, folders, globs, URLs or a stream, packed or not, in any
// common encoding - into reports.
//
// In: names of inputs. Out: a sequence of text.Report and of errors that name
// file and line; an error never ends the sequence. This is the only place that
// cleans text: HTML loses its tags and other encodings become UTF-8 here. Plain
// text and the text of a JSON line are otherwise kept byte for byte; what is
// not prose in them (headline, dateline, credit and position words) is marked
// as furniture and stays where it is.
//
// Memory is bounded: a stream holds one report at a time, and a line, a
// document and an answer from the network each have a limit.
//
// It must not know sentences.
package feed
