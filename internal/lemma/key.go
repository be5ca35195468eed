package lemma

import "strings"

// A tag stands in keys as one byte: its place in this list, with auxShift
// added for auxiliaries. 0 stands for all other tags.
const (
	_ byte = iota
	tNN
	tNNS
	tNNP
	tNNPS
	tVB
	tVBD
	tVBG
	tVBN
	tVBP
	tVBZ
	tMD
	tRB
	tRBR
	tRBS
	tPRPS
	tEX
	tDT
	tPDT
	tWDT
	tWP
	tWPS
	tWRB
	tIN
	tCC
	tTO
	tRP
	tJJ
	tJJR
	tJJS
	tPRP
	tCD
	tUH
	tFW
	auxShift = 128
)

// TagByte returns the byte that stands for the tags of a word. Where the Penn
// tag is missing it is worked out from the universal tag and the features.
func TagByte(upos, xpos, feats string) byte {
	if xpos == "" || xpos == "_" {
		xpos = penn(upos, feats)
	}
	b := tagByte(xpos)
	if upos == "AUX" {
		b += auxShift
	}
	return b
}

func tagByte(xpos string) byte { return pennTags[xpos] }

var pennTags = map[string]byte{
	"NN": tNN, "NNS": tNNS, "NNP": tNNP, "NNPS": tNNPS, "VB": tVB, "VBD": tVBD, "VBG": tVBG,
	"VBN": tVBN, "VBP": tVBP, "VBZ": tVBZ, "MD": tMD, "RB": tRB, "RBR": tRBR, "RBS": tRBS,
	"PRP$": tPRPS, "EX": tEX, "DT": tDT, "PDT": tPDT, "WDT": tWDT, "WP": tWP, "WP$": tWPS,
	"WRB": tWRB, "IN": tIN, "CC": tCC, "TO": tTO, "RP": tRP, "JJ": tJJ, "JJR": tJJR,
	"JJS": tJJS, "PRP": tPRP, "CD": tCD, "UH": tUH, "FW": tFW,
}

// Plain reports whether words of a tag are always written small in a lemma:
// verbs, adverbs and function words, but not nouns, adjectives, pronouns ("I"),
// numbers ("II") and foreign words.
func Plain(tag byte) bool {
	return tag >= auxShift || tag >= tVB && tag <= tRP
}

// penn gives the Penn tag of a universal tag with features, as far as lemmas
// need it.
func penn(upos, feats string) string {
	has := func(f string) bool { return strings.Contains(feats, f) }
	switch upos {
	case "NOUN", "PROPN":
		tag := "NN"
		if upos == "PROPN" {
			tag = "NNP"
		}
		if has("Number=Plur") || has("Number=Ptan") {
			tag += "S"
		}
		return tag
	case "VERB", "AUX":
		switch {
		case has("VerbForm=Ger") || has("VerbForm=Part") && has("Tense=Pres"):
			return "VBG"
		case has("VerbForm=Part"):
			return "VBN"
		case has("Tense=Past"):
			return "VBD"
		case has("Person=3") && has("Number=Sing"):
			return "VBZ"
		}
		return "VB"
	case "ADJ", "ADV":
		tag := "JJ"
		if upos == "ADV" {
			tag = "RB"
		}
		if has("Degree=Cmp") {
			tag += "R"
		} else if has("Degree=Sup") {
			tag += "S"
		}
		return tag
	case "PRON":
		if has("Poss=Yes") {
			return "PRP$"
		}
		return "PRP"
	case "DET":
		return "DT"
	case "NUM":
		return "CD"
	case "ADP", "SCONJ":
		return "IN"
	}
	return ""
}
