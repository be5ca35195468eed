// Reader trains the tagger and parser from Universal Dependencies treebanks
// and what a teacher thought of them and of newswire, and writes the model
// file.
//
//	go run ./training/reader --treebanks DIR --newswire FILE
//
// DIR holds ewt/ and gum/ (train.conllu, dev.conllu), FILE is the newswire as
// JSON lines; the teacher's part is in this folder, packed without a word of
// any sentence. About 70 microseconds of processor time a word and pass;
// stages.go has the stages. The same data give the same model, byte for byte,
// on the same kind of processor, whatever else it does.
//
// A first word other than a flag does something else:
//
//	card    prints the scores of the model file --out
//	curve   prints scores by share of the treebanks
//	tokens  cuts the newswire into sentences and words for the teacher
//	pack    packs the teacher's opinions and vectors
//
// It must not be part of the product.
package main
