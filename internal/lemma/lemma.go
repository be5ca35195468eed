package lemma

import (
	"strings"
	"unicode/utf8"
)

// Lemmatizer finds lemmas. It does not change after New and may be shared.
type Lemmatizer struct{ m *Model }

// New returns a lemmatizer that uses the model.
func New(m *Model) *Lemmatizer { return &Lemmatizer{m} }

// Lemma returns the lemma of a word with its universal tag, Penn tag and
// features; the last two may be empty. Words that the model knows and words
// that are their own lemma cost no allocation.
func (l *Lemmatizer) Lemma(form, upos, xpos, feats string) string {
	switch upos {
	case "PUNCT", "SYM":
		return mark(form)
	}
	tag := TagByte(upos, xpos, feats)
	if s, ok := l.m.known(form, tag); ok {
		return s
	}
	if upos == "NUM" && form != "" && form[0]-'0' < 10 {
		return number(form)
	}
	if i := strings.LastIndexByte(form, '-'); i > 0 && i+1 < len(form) {
		if s, ok := l.m.known(form[i+1:], tag); ok && !proper(tag) {
			return strings.ToLower(form[:i+1]) + s
		}
	}
	return l.m.guess(form, tag)
}

func proper(tag byte) bool { return tag == tNNP || tag == tNNPS }

// mark gives quotes and dashes their plain form.
func mark(form string) string {
	if form == "" || form[0] < utf8.RuneSelf {
		return form
	}
	switch form {
	case "“", "”", "„":
		return `"`
	case "‘", "’":
		return "'"
	case "’’", "‘’", "‘‘":
		return "''"
	case "–", "—":
		return "-"
	case "…":
		return "..."
	}
	return form
}

// number drops the commas of a number.
func number(form string) string {
	if strings.IndexByte(form, ',') < 0 {
		return form
	}
	return strings.ReplaceAll(form, ",", "")
}
