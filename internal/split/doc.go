// Package split cuts a report's text into sentences and tokens as the English
// Web Treebank does. A report goes in; sentences come out whose tokens point
// into the report's text by bytes, in order, without overlap, and cover every
// byte that is not white space (position marks such as "(L)" excepted). Heads,
// tags and lemmas are left empty. It must not know tags, trees or the codebook.
package split
