// Package watch follows feeds and sitemaps, hands what they bring to the coder,
// and tells those who asked for it.
//
// In: lists of sources, saved questions, and a record to keep the queue in.
// Out: reports for a function that codes and keeps them; letters, posts and
// Atom feeds about new events. Every step is written to the record before the
// next begins, so that a crash loses nothing; several processes may share one
// queue.
//
// What comes from the network is taken as hostile: private addresses are
// refused when dialling, and size, time, depth and unpacking have limits.
//
// It must not know pages, nor how reports are coded.
package watch
