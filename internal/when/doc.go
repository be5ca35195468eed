// Package when finds expressions of time in sentences and resolves them
// against the report's day, as TIMEX3 does. It must not know events.
package when
