package main

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/lemma"
)

// addInflected adds the forms that the words of the data would have though
// nobody wrote them: "timed" from "time". Verbs come first, then nouns used as
// verbs; a form that is there already stays. It returns how many were added.
func addInflected(types map[word]*seen) int {
	verbs, nouns, adjectives := lemmasOf(types, 'V'), lemmasOf(types, 'N'), lemmasOf(types, 'J')
	added := 0
	add := func(form, tag, base string) {
		w := word{form, lemma.TagByte("", tag, "")}
		if types[w] == nil {
			types[w] = &seen{lemmas: map[string]float64{base: wireWeight}, total: wireWeight}
			added++
		}
	}
	sure := func(form, tag, base string) {
		if s := types[word{form, lemma.TagByte("", tag, "")}]; s != nil && s.total < rare && s.best() != base {
			*s = seen{map[string]float64{base: s.total}, s.total} // a slip of the treebank
		}
		add(form, tag, base)
	}
	irregular := map[string]bool{}
	for _, row := range strings.Split(strings.TrimSpace(irregulars), "\n") {
		f := strings.Fields(row)
		irregular[f[0]] = true
		for _, s := range strings.Split(f[1], "/") {
			sure(s, "VBD", f[0])
		}
		for _, s := range strings.Split(f[2], "/") {
			sure(s, "VBN", f[0])
		}
	}
	for _, list := range [][]string{verbs, nouns} {
		for _, b := range list {
			add(plural(b), "VBZ", b)
			for _, s := range stems(b, 'i') {
				add(s+"ing", "VBG", b)
			}
			if irregular[b] {
				continue
			}
			for _, s := range stems(b, 'e') {
				add(s+"ed", "VBD", b)
				add(s+"ed", "VBN", b)
			}
		}
	}
	for _, b := range nouns {
		add(plural(b), "NNS", b)
	}
	for _, b := range adjectives {
		if len(b) <= 7 {
			for _, s := range stems(b, 'e') {
				add(s+"er", "JJR", b)
				add(s+"est", "JJS", b)
			}
		}
	}
	return added
}

// rare is the weight below which a treebank's lemma of an irregular form is
// not believed against the table.
const rare = 12

// lemmasOf lists the small-letter lemmas of a family of tags.
func lemmasOf(types map[word]*seen, fam byte) []string {
	set := map[string]bool{}
	for w, s := range types {
		if b := s.best(); family(w.tag) == fam && len(b) >= 3 && strings.Trim(b, "abcdefghijklmnopqrstuvwxyz") == "" {
			set[b] = true
		}
	}
	var out []string
	for b := range set {
		out = append(out, b)
	}
	slices.Sort(out)
	return out
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// plural adds s, es or ies.
func plural(b string) string {
	n := len(b)
	switch {
	case b[n-1] == 'y' && !vowel(b[n-2]):
		return b[:n-1] + "ies"
	case b[n-1] == 's' || b[n-1] == 'x' || b[n-1] == 'z' || strings.HasSuffix(b, "ch") || strings.HasSuffix(b, "sh"):
		return b + "es"
	}
	return b + "s"
}

// stems returns what an ending that begins with the letter given is put to:
// without a final e, y as i before e, the last consonant doubled where it can
// be. Words of more than one syllable get both spellings.
func stems(b string, ending byte) []string {
	n := len(b)
	last := b[n-1]
	switch {
	case last == 'e' && ending == 'e':
		return []string{b[:n-1]}
	case strings.HasSuffix(b, "ie"):
		return []string{b[:n-2] + "y"}
	case last == 'e' && b[n-2] != 'e' && b[n-2] != 'o' && b[n-2] != 'y':
		return []string{b[:n-1]}
	case last == 'y' && !vowel(b[n-2]) && ending == 'e':
		return []string{b[:n-1] + "i"}
	case vowel(last) || strings.IndexByte("wxyh", last) >= 0 || !vowel(b[n-2]) || vowel(b[n-3]):
		return []string{b}
	}
	doubled := b + string(last)
	groups := 0
	for i := range n {
		if vowel(b[i]) && (i == 0 || !vowel(b[i-1])) {
			groups++
		}
	}
	if groups == 1 {
		return []string{doubled}
	}
	return []string{b, doubled}
}

// irregulars are verbs with their past and participle.
const irregulars = `
arise arose arisen
awake awoke awoken
bear bore borne/born
beat beat beaten
become became become
befall befell befallen
begin began begun
bend bent bent
bet bet bet
bid bid/bade bid/bidden
bind bound bound
bite bit bitten
bleed bled bled
blow blew blown
break broke broken
breed bred bred
bring brought brought
broadcast broadcast broadcast
build built built
burst burst burst
buy bought bought
cast cast cast
catch caught caught
choose chose chosen
cling clung clung
come came come
cost cost cost
creep crept crept
cut cut cut
deal dealt dealt
dig dug dug
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed fed
feel felt felt
fight fought fought
find found found
flee fled fled
fling flung flung
fly flew flown
forbid forbade forbidden
forecast forecast forecast
foresee foresaw foreseen
forget forgot forgotten
forgive forgave forgiven
forgo forwent forgone
forsake forsook forsaken
freeze froze frozen
get got got/gotten
give gave given
go went gone
grind ground ground
grow grew grown
hang hung hung
hear heard heard
hide hid hidden
hit hit hit
hold held held
hurt hurt hurt
keep kept kept
kneel knelt knelt
know knew known
lay laid laid
lead led led
leap leapt leapt
leave left left
lend lent lent
let let let
light lit lit
lose lost lost
make made made
mean meant meant
meet met met
mislead misled misled
misunderstand misunderstood misunderstood
mistake mistook mistaken
oversee oversaw overseen
overcome overcame overcome
override overrode overridden
overrun overran overrun
overtake overtook overtaken
overthrow overthrew overthrown
partake partook partaken
pay paid paid
plead pled pled
prove proved proven
put put put
quit quit quit
read read read
rebuild rebuilt rebuilt
redo redid redone
resell resold resold
retake retook retaken
rewrite rewrote rewritten
rid rid rid
ride rode ridden
ring rang rung
rise rose risen
run ran run
say said said
see saw seen
seek sought sought
sell sold sold
send sent sent
set set set
shake shook shaken
shed shed shed
shine shone shone
shoot shot shot
show showed shown
shrink shrank shrunk
shut shut shut
sing sang sung
sink sank sunk
sit sat sat
slay slew slain
sleep slept slept
slide slid slid
sling slung slung
slit slit slit
speak spoke spoken
speed sped sped
spend spent spent
spin spun spun
spit spat spat
split split split
spread spread spread
spring sprang sprung
stand stood stood
steal stole stolen
stick stuck stuck
sting stung stung
stink stank stunk
strike struck struck/stricken
string strung strung
strive strove striven
swear swore sworn
sweep swept swept
swell swelled swollen
swim swam swum
swing swung swung
take took taken
teach taught taught
tear tore torn
tell told told
think thought thought
throw threw thrown
thrust thrust thrust
tread trod trodden
undercut undercut undercut
undergo underwent undergone
understand understood understood
undertake undertook undertaken
undo undid undone
uphold upheld upheld
upset upset upset
wage waged waged
wake woke woken
wear wore worn
weave wove woven
weep wept wept
win won won
wind wound wound
withdraw withdrew withdrawn
withhold withheld withheld
withstand withstood withstood
wreak wreaked wreaked
wring wrung wrung
write wrote written
`
