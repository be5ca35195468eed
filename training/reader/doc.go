// Reader trains the tagger and parser from Universal Dependencies treebanks and
// writes the model file.
//
//	go run ./training/reader --treebanks ../shared/data/treebanks --out model/reader.bin
//
// The same flags and files give the same model, byte for byte, on the same kind
// of processor. It must not be part of the product.
package main
