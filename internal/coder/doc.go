// Package coder calls the stages in order: a report in, its record out. It is
// the one place that knows all stages; it must not know storage.
package coder
