// Command attache codes political events from news and official statements.
//
// It holds a table of subcommands, their flags and the exit codes: 0 done, 1
// some input could not be read or coded (named on standard error, the rest is
// done), 2 wrong use. It must not know how anything is done.
package main
