// Package arch holds the shape of the program as tests: which package may
// import which, how long files and functions may be, and that every package
// says what it is for. It has no code of its own and knows no other package.
package arch
