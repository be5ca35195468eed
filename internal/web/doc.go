// Package web shows the record: pages for people, an HTTP API for programs, and
// tools for assistants.
//
// In: requests, the record behind a small interface, a coder for texts that
// are sent in. Out: HTML that works without scripts, JSON described by OpenAPI
// 3.1, streams of events, metrics. Words of a report only ever leave as text.
//
// It must not know SQL, nor how events are found.
package web
