// Package learn holds what a small neural network needs to run: hashing, the
// file format of its weights, and exact integer kernels. Weights and numbers go
// in, numbers come out. It must not know language: no words, tags or trees.
package learn
