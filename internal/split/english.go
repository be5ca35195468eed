package split

import (
	"unicode"
	"unicode/utf8"
)

// enough is how many words are looked at to tell the language of a text.
const enough = 400

// English reports whether text reads as English, from its function words and
// its script. Text too short or bare to tell, a headline for instance, passes
// for English unless words of another language outnumber the English ones.
// Only the beginning of a long text is looked at; nothing is allocated.
func English(text string) bool {
	letters, strange, words, small, ours, theirs := 0, 0, 0, 0, 0, 0
	for i := 0; i < len(text) && words < enough; {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) {
			i += n
			continue
		}
		from := i
		for i < len(text) && i-from < 256 {
			r, n = utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && r != '’' && r != '\'' {
				break
			}
			letters++
			if r > unicode.MaxLatin1 && !unicode.Is(unicode.Latin, r) && r != '’' {
				strange++
			}
			i += n
		}
		words++
		w := text[from:i]
		if lowerAt(w, 0) {
			small++ // names and titles say little of the language around them
			if known(foreignWords, w) {
				theirs++
			}
		}
		if known(englishWords, w) {
			ours++
		}
	}
	switch {
	case strange*3 > letters:
		return false
	case theirs > ours && theirs > 1:
		return false
	case small >= 8:
		return ours*14 >= small
	}
	return true
}

var (
	// englishWords are frequent in English and rare in other languages.
	englishWords = set{"the": {}, "of": {}, "and": {}, "to": {}, "that": {}, "for": {}, "is": {}, "was": {}, "with": {}, "by": {},
		"has": {}, "said": {}, "from": {}, "have": {}, "are": {}, "be": {}, "his": {}, "not": {}, "they": {}, "which": {}, "will": {},
		"were": {}, "had": {}, "who": {}, "been": {}, "their": {}, "would": {}, "its": {}, "but": {}, "this": {}, "it": {}, "after": {},
		"about": {}, "more": {}, "than": {}, "into": {}, "could": {}, "her": {}, "she": {}, "you": {}, "we": {}, "there": {}, "when": {},
		"between": {}, "during": {}, "against": {}, "new": {}, "also": {}, "as": {}, "on": {}, "at": {}, "an": {}, "in": {}, "a": {}, "over": {}}

	// foreignWords are frequent in other languages in Latin letters.
	foreignWords = set{"de": {}, "la": {}, "el": {}, "los": {}, "las": {}, "que": {}, "del": {}, "una": {}, "por": {}, "para": {}, "con": {},
		"le": {}, "les": {}, "des": {}, "et": {}, "du": {}, "une": {}, "dans": {}, "pour": {}, "sur": {}, "est": {}, "qui": {}, "au": {},
		"der": {}, "und": {}, "das": {}, "den": {}, "dem": {}, "ein": {}, "eine": {}, "mit": {}, "von": {}, "zu": {}, "ist": {}, "auf": {},
		"nicht": {}, "im": {}, "sich": {}, "il": {}, "di": {}, "che": {}, "della": {}, "per": {}, "non": {}, "sono": {}, "gli": {}, "nel": {},
		"da": {}, "do": {}, "dos": {}, "em": {}, "um": {}, "uma": {}, "não": {}, "os": {}, "na": {}, "het": {}, "een": {}, "van": {}, "en": {},
		"dat": {}, "och": {}, "att": {}, "som": {}, "på": {}, "av": {}, "för": {}, "og": {}, "ve": {}, "bir": {}, "bu": {}, "ile": {}, "için": {},
		"yang": {}, "dan": {}, "dengan": {}, "untuk": {}, "pada": {}, "ini": {}, "w": {}, "nie": {}, "się": {}, "jest": {}, "z": {}, "și": {}, "y": {},
		"se": {}, "es": {}, "lo": {}, "al": {}, "su": {}, "è": {}, "à": {}, "ng": {}, "sa": {}, "mga": {}, "ang": {}}
)
