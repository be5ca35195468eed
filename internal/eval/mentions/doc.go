// Package mentions scores how often the parties that annotators name are found
// as mentions, and rightly named. Trees and mentions go in, counts come out. It
// must not know events.
package mentions
