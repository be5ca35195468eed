package explain

import (
	"fmt"
	"strconv"
	"strings"
)

// fieldNames says in words what the scorer's features describe.
var fieldNames = map[string]string{
	"type": "type", "kind": "pattern of a", "lemma": "word", "phrase": "phrase", "mode": "mode", "standing": "standing",
	"modal": "modal", "shape": "clause", "mark": "introduced by", "rel": "relation", "xpos": "tag",
	"drop": "patterns say", "in": "content of", "inlemma": "content of the word", "content": "its content", "rival": "rival reading",
	"gov": "governor", "govpos": "governor's class", "govclass": "governor is of", "kid": "depends on it", "kidrel": "has a",
	"kidmention": "party beside it", "ab": "parties", "weight": "words of the pattern", "quoted": "speech",
	"sent": "sentence", "mentions": "parties in the sentence", "w-2": "two words before", "w-1": "word before", "w1": "word behind",
	"w2":    "two words behind",
	"aslot": "actor stands as", "an": "actors", "akind": "actor is a", "asector": "actor's sector", "acode": "actor's country known",
	"ahead": "actor's word", "bslot": "recipient stands as", "bn": "recipients", "bkind": "recipient is a",
	"bsector": "recipient's sector", "bcode": "recipient's country known", "bhead": "recipient's word",
}

// fieldValues says in words what a value of a field means.
var fieldValues = map[string]func(string) string{
	"kind":   func(v string) string { return nth(v, "verb", "noun", "adjective", "modal") },
	"akind":  func(v string) string { return nth(v, kindNames[:]...) },
	"bkind":  func(v string) string { return nth(v, kindNames[:]...) },
	"shape":  shapeWords,
	"quoted": func(v string) string { return quotedWords[v] },
}

var quotedWords = map[string]string{"falsefalse": "the reporter's own", "falsetrue": "told by somebody",
	"truefalse": "in quotes", "truetrue": "in quotes, told by somebody"}

func nth(v string, names ...string) string {
	if k, err := strconv.Atoi(v); err == nil && k < len(names) {
		return names[k]
	}
	return v
}

// shapeWords reads the scorer's short form of a clause: six marks, the tense
// and how it hangs under its governor.
func shapeWords(v string) string {
	if len(v) != 8 {
		return v
	}
	var out []string
	for i, name := range [...]string{"noun", "with copula", "passive", "negated", "perfect", "progressive"} {
		if v[i] == '1' {
			out = append(out, name)
		}
	}
	out = append(out, nth(v[6:7], "without tense", "past", "present", "future"),
		nth(v[7:], "main", "said", "adverbial", "relative", "on a noun", "coordinated", "beside", "within"))
	return strings.Join(out, " ")
}

func (f *Feature) words(kind string) string {
	name, value := f.Name, strings.TrimSpace(f.Value)
	if say, ok := fieldValues[name]; ok {
		value = say(value)
	}
	if full, ok := fieldNames[name]; ok {
		name = full
	}
	if value == "" {
		value = "none"
	}
	if f.WithType {
		value += " (" + kind + ")"
	}
	return fmt.Sprintf("%+.2f %s %s", f.Weight, name, strings.ReplaceAll(value, ";", ","))
}
