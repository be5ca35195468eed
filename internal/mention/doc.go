// Package mention finds the actors named in sentences, says who they are on
// the day of the report, and chains the words that mean the same one through
// the report. It must not know events.
package mention
