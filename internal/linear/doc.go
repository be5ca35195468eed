// Package linear holds hashed linear classifiers: features in, log-odds out;
// small, fast, and each decision can be taken apart into the features that
// made it. It must not know what the features mean.
package linear
