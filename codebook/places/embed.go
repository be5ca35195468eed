// Package places holds the built-in gazetteer and the hand-written places.
package places

import "embed"

// Files is the folder of places: gazetteer.bin.zst, common.txt, *.toml.
//
//go:embed *.toml common.txt gazetteer.bin.zst
var Files embed.FS
