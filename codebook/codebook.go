// Package codebook holds the built-in codebook's files, so that the program needs
// nothing beside itself.
package codebook

import "embed"

// Files is the codebook's root: actors/, events/, ledger/, words/.
//
//go:embed actors events words ledger
var Files embed.FS
