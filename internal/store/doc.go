// Package store keeps the record: reports as they were read, their events and
// ledger under the coding that holds, what was coded before, and the stories
// that join them. It lies in one SQLite file or in PostgreSQL, and behaves the
// same in both.
//
// In: coded reports, and questions. Out: outcomes, and parts of lists with a
// cursor. A report is written whole or not at all; a process that dies loses
// what it had not yet reported as written, and nothing else.
//
// It must not know pages, feeds or how reports are coded.
package store
