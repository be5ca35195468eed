// Reader trains the tagger and parser from Universal Dependencies treebanks and
// writes the model file.
//
//	go run ./training/reader --treebanks ../shared/data/treebanks --out model/reader.bin \
//		--vectors vectors.txt --soft ewt.soft.gz,gum.soft.gz --silver silver.soft.gz
//
// The second line names what the teacher of training/teacher left; without it
// the treebanks alone are learnt from. About 70 microseconds of processor time
// a word and epoch. model/README.md has the commands behind the committed model.
//
// The same flags and files give the same model, byte for byte, on the same kind
// of processor. It must not be part of the product.
package main
