package clause

import (
	"strings"
	"testing"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
)

func words(t *testing.T) *codebook.Words {
	t.Helper()
	book, err := codebook.Load(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return book.Words
}

// trees are written by hand, so that a parser's error hides none of ours. A
// want line is "predicate role=word …", with standing and teller where they
// are not "actual" and the reporter.
var trees = []struct {
	name, tree string
	want       []string
}{
	{"active", `
		Turkey Turkey PROPN NNP 2 nsubj
		urged urge VERB VBD 0 root
		Greece Greece PROPN NNP 2 obj
		to to PART TO 5 mark
		withdraw withdraw VERB VB 2 xcomp`,
		[]string{"urged subj=Turkey obj=Greece comp=withdraw", "withdraw subj=Greece hypothetical"}},
	{"subject control", `
		Turkey Turkey PROPN NNP 2 nsubj
		promised promise VERB VBD 0 root
		Greece Greece PROPN NNP 2 iobj
		to to PART TO 5 mark
		withdraw withdraw VERB VB 2 xcomp`,
		[]string{"promised subj=Turkey iobj=Greece comp=withdraw", "withdraw subj=Turkey planned"}},
	{"passive with agent", `
		Rebels rebel NOUN NNS 3 nsubj:pass
		were be AUX VBD 3 aux:pass
		killed kill VERB VBN 0 root
		by by ADP IN 5 case
		troops troops NOUN NNS 3 obl:agent`,
		[]string{"killed obj=Rebels by=troops"}},
	{"reported speech", `
		Officials official NOUN NNS 2 nsubj
		said say VERB VBD 0 root
		rebels rebel NOUN NNS 4 nsubj
		attacked attack VERB VBD 2 ccomp
		Goma Goma PROPN NNP 4 obj`,
		[]string{"said subj=Officials comp=attacked", "attacked subj=rebels obj=Goma teller=Officials"}},
	{"relative clause", `
		Troops troops NOUN NNS 0 root
		who who PRON WP 3 nsubj
		left leave VERB VBD 1 acl:relcl
		Goma Goma PROPN NNP 3 obj`,
		[]string{"left subj=Troops obj=Goma"}},
	{"object relative", `
		The the DET DT 2 det
		pact pact NOUN NN 0 root
		Iran Iran PROPN NNP 4 nsubj
		signed sign VERB VBD 2 acl:relcl`,
		[]string{"signed subj=Iran obj=pact"}},
	{"future and coordination", `
		Iran Iran PROPN NNP 3 nsubj
		will will AUX MD 3 aux
		meet meet VERB VB 0 root
		Iraq Iraq PROPN NNP 3 obj
		and and CCONJ CC 6 cc
		sign sign VERB VB 3 conj
		pacts pact NOUN NNS 6 obj`,
		[]string{"meet subj=Iran obj=Iraq planned", "sign obj=pacts subj=Iran planned"}},
	{"accused of", `
		Chad Chad PROPN NNP 2 nsubj
		accused accuse VERB VBD 0 root
		Sudan Sudan PROPN NNP 2 obj
		of of SCONJ IN 5 mark
		arming arm VERB VBG 2 advcl
		rebels rebel NOUN NNS 5 obj`,
		[]string{"accused subj=Chad obj=Sudan", "arming obj=rebels subj=Sudan hypothetical"}},
	{"negation", `
		Iran Iran PROPN NNP 4 nsubj
		did do AUX VBD 4 aux
		not not PART RB 4 advmod
		attack attack VERB VB 0 root`,
		[]string{"attack subj=Iran negated"}},
	{"failed to", `
		Iran Iran PROPN NNP 2 nsubj
		failed fail VERB VBD 0 root
		to to PART TO 4 mark
		attend attend VERB VB 2 xcomp`,
		[]string{"failed subj=Iran comp=attend", "attend subj=Iran negated"}},
	{"a deed named by a noun", `
		Russia Russia PROPN NNP 3 nmod:poss
		's 's PART POS 1 case
		invasion invasion NOUN NN 0 root
		of of ADP IN 5 case
		Georgia Georgia PROPN NNP 3 nmod`,
		[]string{"invasion poss=Russia of=Georgia"}},
	{"participle before a noun", `
		Visiting visit VERB VBG 2 amod
		ministers minister NOUN NNS 3 nsubj
		left leave VERB VBD 0 root`,
		[]string{"Visiting subj=ministers", "left subj=ministers"}},
}

func TestBuild(t *testing.T) {
	b := NewBuilder(words(t), func(l string) bool { return l == "invasion" })
	for _, tt := range trees {
		t.Run(tt.name, func(t *testing.T) {
			s, err := syntax.Parse(tt.tree)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range b.Build([]syntax.Sentence{s}) {
				got = append(got, show(&s, &c))
			}
			if g, w := strings.Join(got, "\n"), strings.Join(tt.want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

func show(s *syntax.Sentence, c *Clause) string {
	out := []string{s.Tokens[c.Pred].Form}
	for _, a := range c.Args {
		name := a.Role.String()
		if a.Role == Obl {
			name = a.Prep
		}
		out = append(out, name+"="+s.Tokens[a.Tok].Form)
	}
	if c.Standing != Actual {
		out = append(out, string(c.Standing))
	}
	if c.Teller >= 0 {
		out = append(out, "teller="+s.Tokens[c.Teller].Form)
	}
	return strings.Join(out, " ")
}
