package codebook

import (
	"io/fs"
	"slices"
	"strings"
)

// LedgerLine is one entry of codebook/ledger: words that put something on the
// record, and where in the sentence its content stands.
type LedgerLine struct {
	Kind    string // "commitment", "plan", "proposal", "position", "claim"
	Noun    bool
	Words   []Phrase
	Content []string // places of the content, best first
	Over    []string // places of what a claim is about, best first
	Carrier []string // verbs one of which must govern the noun, nil for any
	Head    []string // lemmas one of which the content's first noun must be, nil for any
	Status  string   // "" for new
	Deed    bool     // the content must be an act, not a state
	Fact    bool     // the content must hold now, not be to come
	Modal   bool     // the content is to be done: its verb is bare or has a modal
	Present bool     // holds in the present only: "opposes", not "opposed"
	Place   bool     // what the claim is about must be a place
	Weak    bool     // holds only where the party is found as subject
	Yes, No []Example
	Pos     Pos
}

// Ledger is what codebook/ledger says: lines by word, and sets of words.
type Ledger struct {
	Lines       []LedgerLine
	verbs       map[string][]int
	nouns       map[string][]int
	sets        map[string]map[string]bool
	DisputedPos map[string]Pos
	disputed    map[string]string // folded name to the name of the place
	same        map[string]string // lemma to the first of its group
}

var ledgerKinds = []string{"commitment", "plan", "proposal", "position", "claim"}

var ledgerKeys = map[string]bool{"words": true, "content": true, "over": true, "carrier": true, "head": true, "status": true, "deed": true,
	"fact": true, "modal": true, "place": true, "present": true, "weak": true, "yes": true, "no": true}

// LoadLedger reads ledger/*.toml of the roots; a later root replaces files of
// the same name. places is a folder whose disputed.toml names places that more
// than one side claims; nil for none. The error of each mistake names file,
// line, what stands there and what was expected.
func LoadLedger(places fs.FS, roots ...fs.FS) (*Ledger, []error) {
	l := &Ledger{verbs: map[string][]int{}, nouns: map[string][]int{}, sets: map[string]map[string]bool{},
		DisputedPos: map[string]Pos{}, disputed: map[string]string{}, same: map[string]string{}}
	files, errs := overlay(roots, "ledger")
	for _, f := range files {
		items, err := readItems(f.name, f.data)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, l.add(items)...)
	}
	if places != nil {
		errs = append(errs, l.addDisputed(places)...)
	}
	l.index()
	return l, errs
}

func (l *Ledger) add(items []item) []error {
	var errs []error
	kind := ""
	for k := range items {
		it := &items[k]
		switch it.table {
		case "":
			if v := it.one("kind"); v.text != "" {
				if kind = v.text; !slices.Contains(ledgerKinds, kind) {
					errs = append(errs, Problem{v.pos, kind, "one of " + strings.Join(ledgerKinds, ", ")})
				}
			}
		case "set":
			name := it.one("name").text
			if name == "" {
				errs = append(errs, Problem{it.pos, "set", "name = \"…\""})
			}
			if l.sets[name] == nil {
				l.sets[name] = map[string]bool{}
			}
			for _, v := range it.all("words") {
				l.sets[name][v.text] = true
			}
		case "same":
			for _, v := range it.all("words") {
				l.same[v.text] = it.one("words").text
			}
		case "verb", "noun":
			line, es := ledgerLine(it, kind)
			errs = append(errs, es...)
			l.Lines = append(l.Lines, line)
		default:
			errs = append(errs, Problem{it.pos, it.table, "[[verb]], [[noun]], [[same]] or [[set]]"})
		}
	}
	return errs
}

func ledgerLine(it *item, kind string) (LedgerLine, []error) {
	yes := func(key string) bool { return it.one(key).text == "true" }
	line := LedgerLine{Kind: kind, Noun: it.table == "noun", Content: texts(it.all("content")), Over: texts(it.all("over")),
		Carrier: texts(it.all("carrier")), Head: texts(it.all("head")), Status: it.one("status").text, Deed: yes("deed"),
		Fact: yes("fact"), Modal: yes("modal"), Place: yes("place"), Present: yes("present"), Weak: yes("weak"), Yes: examples(it.all("yes")), No: examples(it.all("no")), Pos: it.pos}
	var errs []error
	if kind == "" {
		errs = append(errs, Problem{it.pos, it.table, "kind = \"…\" at the top of the file"})
	}
	for _, fd := range it.fields {
		if !ledgerKeys[fd.key] {
			errs = append(errs, Problem{fd.pos, fd.key, "one of " + strings.Join(sorted(ledgerKeys), ", ")})
		}
	}
	if len(it.all("words")) == 0 {
		errs = append(errs, Problem{it.pos, it.table, "words = [\"lemma\", …]"})
	}
	for _, w := range it.all("words") {
		f := strings.Fields(w.text)
		if len(f) == 0 {
			errs = append(errs, Problem{w.pos, w.text, "a lemma, with its particle or preposition behind it"})
			continue
		}
		line.Words = append(line.Words, Phrase{f[0], f[1:]})
	}
	return line, errs
}

func (l *Ledger) addDisputed(places fs.FS) []error {
	data, err := fs.ReadFile(places, "disputed.toml")
	if err != nil {
		return []error{err}
	}
	items, err := readItems("places/disputed.toml", data)
	if err != nil {
		return []error{err}
	}
	for k := range items {
		name := items[k].one("name").text
		l.DisputedPos[name] = items[k].pos
		for _, v := range append(items[k].all("names"), items[k].one("name")) {
			l.disputed[strings.ToLower(v.text)] = name
		}
	}
	return nil
}

func (l *Ledger) index() {
	for i := range l.Lines {
		in := l.verbs
		if l.Lines[i].Noun {
			in = l.nouns
		}
		for _, w := range l.Lines[i].Words {
			if n := len(in[w.Head]); n == 0 || in[w.Head][n-1] != i {
				in[w.Head] = append(in[w.Head], i)
			}
		}
	}
}

// Verb lists the lines that a verb's lemma may open, in the codebook's order.
func (l *Ledger) Verb(lemma string) []int { return l.verbs[lemma] }

// Noun lists the lines that a noun's lemma may open, in the codebook's order.
func (l *Ledger) Noun(lemma string) []int { return l.nouns[lemma] }

// Is reports whether a lemma, or a phrase of lemmas, stands in a set.
func (l *Ledger) Is(lemma, set string) bool { return l.sets[set][lemma] }

// Disputed gives the one name of a place that more than one side claims,
// whatever name is given; false for other places.
func (l *Ledger) Disputed(name string) (string, bool) {
	n, ok := l.disputed[strings.ToLower(name)]
	return n, ok
}

// Same gives the lemma that stands for all that mean the same in a promise and
// in its keeping: "pull" and "withdraw".
func (l *Ledger) Same(lemma string) string {
	if s, ok := l.same[lemma]; ok {
		return s
	}
	return lemma
}
