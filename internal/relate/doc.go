// Package relate answers what a text says that one marked span did to another:
// the type of PLOVER event, its mode, how sure that is, and why.
//
// In: a text and two spans of bytes. Out: an Answer. The sentence is read by
// the coder's stages; the codebook names the deeds near the two spans; a
// classifier learnt by training/relations weighs all of it. It must not know
// where texts come from or where answers go.
package relate
