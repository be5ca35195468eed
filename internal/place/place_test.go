package place

import (
	"regexp"
	"strings"

	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

var wordForm = regexp.MustCompile(`[A-Za-z](?:\.[A-Za-z])+\.?|(?:Mr|Mrs|Dr|St|Gen|Col|Lt|Sen|Rep|Gov)\.|[’']s\b|[\pL\pN]+|\S`)

// tokens builds sentences from plain texts; no tags, no tree.
func tokens(sents []string) (*text.Report, []syntax.Sentence) {
	r := &text.Report{Text: strings.Join(sents, " ")}
	var out []syntax.Sentence
	base := 0
	for k, s := range sents {
		sent := syntax.Sentence{Index: k, Span: text.Span{From: base, To: base + len(s)}}
		for _, l := range wordForm.FindAllStringIndex(s, -1) {
			sent.Tokens = append(sent.Tokens, syntax.Token{Form: s[l[0]:l[1]], Span: text.Span{From: base + l[0], To: base + l[1]}, Head: -1})
		}
		out = append(out, sent)
		base += len(s) + 1
	}
	return r, out
}
