// Package eval scores coded reports against annotated ones: events, parties,
// standing, dates, sectors and speakers. It must not know storage.
package eval
