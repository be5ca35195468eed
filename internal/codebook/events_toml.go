package codebook

import (
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// loadEvents reads events/types.toml and every other file of events/. A file
// of a later root replaces the one of the same name.
func loadEvents(roots []fs.FS, into *Events) []error {
	into.Types = map[string]Type{}
	files, errs := overlay(roots, "events")
	for _, f := range files {
		if f.name == "events/types.toml" {
			errs = append(errs, loadTypes(f, into)...)
		}
	}
	for _, f := range files {
		if f.name != "events/types.toml" {
			errs = append(errs, loadPatterns(f, into)...)
		}
	}
	into.index()
	return errs
}

func loadTypes(f source, into *Events) []error {
	items, err := readItems(f.name, f.data)
	if err != nil {
		return []error{err}
	}
	var errs []error
	for k := range items {
		it := &items[k]
		t := Type{Name: it.one("name").text, Recipient: it.one("recipient").text, Means: it.one("means").text,
			Planned: it.one("planned").text, Mutual: it.one("mutual").text == "true", Modes: map[string]float64{}, Pos: it.pos}
		t.Quad, err = strconv.Atoi(it.one("quad").text)
		if err != nil {
			errs = append(errs, Problem{it.pos, it.one("quad").text, "quad = 1, 2, 3 or 4"})
		}
		t.Scale, err = strconv.ParseFloat(it.one("scale").text, 64)
		if err != nil {
			errs = append(errs, Problem{it.pos, it.one("scale").text, "scale = a number from -10 to +10"})
		}
		for _, m := range it.sub("modes") {
			for _, fd := range m.fields {
				v, err := strconv.ParseFloat(fd.vals[0].text, 64)
				if err != nil {
					errs = append(errs, Problem{fd.pos, fd.vals[0].text, "a number from -10 to +10"})
				}
				t.Modes[fd.key] = v
			}
		}
		if _, ok := into.Types[t.Name]; !ok {
			into.Order = append(into.Order, t.Name)
		}
		into.Types[t.Name] = t
	}
	return errs
}

func loadPatterns(f source, into *Events) []error {
	items, err := readItems(f.name, f.data)
	if err != nil {
		return []error{err}
	}
	var errs []error
	var typ Type
	var contexts []string
	for k := range items {
		it := &items[k]
		switch it.table {
		case "":
			if v := it.one("type"); v.text != "" {
				t, ok := into.Types[v.text]
				if !ok {
					return []error{Problem{v.pos, v.text, "a type of events/types.toml: " + strings.Join(into.Order, ", ")}}
				}
				typ = t
			}
			contexts = append(contexts, texts(it.all("contexts"))...)
		case "verb", "noun", "adj", "modal":
			if typ.Name == "" {
				return []error{Problem{it.pos, it.table, "type = \"…\" at the top of the file"}}
			}
			p, es := compile(kinds[it.table], typ, it, contexts)
			errs = append(errs, es...)
			if len(es) == 0 {
				into.Patterns = append(into.Patterns, p)
			}
		default:
			errs = append(errs, Problem{it.pos, it.table, "[[verb]], [[noun]], [[adj]] or [[modal]]"})
		}
	}
	return errs
}

var kinds = map[string]PatternKind{"verb": VerbPattern, "noun": NounPattern, "adj": AdjPattern, "modal": ModalPattern}

var patternKeys = map[string]bool{"words": true, "mode": true, "contexts": true, "object": true, "without": true,
	"actor": true, "recipient": true, "content": true, "weak": true, "becomes": true, "modes": true, "needs": true, "yes": true, "no": true}

func compile(kind PatternKind, typ Type, it *item, contexts []string) (Pattern, []error) {
	p := Pattern{Kind: kind, Type: typ.Name, Mode: it.one("mode").text, Object: texts(it.all("object")),
		Contexts: append(slices.Clone(contexts), texts(it.all("contexts"))...), Without: texts(it.all("without")),
		Actor: texts(it.all("actor")), Recipient: texts(it.all("recipient")), Content: it.one("content").text == "true", Weak: it.one("weak").text == "true",
		Becomes: it.table1("becomes"), Modes: it.table1("modes"), Needs: texts(it.all("needs")), Pos: it.pos}
	var errs []error
	for _, fd := range it.fields {
		if !patternKeys[fd.key] {
			errs = append(errs, Problem{fd.pos, fd.key, "one of " + strings.Join(sorted(patternKeys), ", ")})
		}
	}
	if _, ok := typ.Modes[p.Mode]; p.Mode != "" && !ok {
		errs = append(errs, Problem{it.one("mode").pos, p.Mode, "a mode of " + typ.Name + ": " + strings.Join(sorted(typ.Modes), ", ")})
	}
	if len(it.all("words")) == 0 {
		errs = append(errs, Problem{it.pos, it.table, "words = [\"lemma\", …]"})
	}
	for _, w := range it.all("words") {
		ph, ok := phrase(kind, w.text)
		if !ok {
			errs = append(errs, Problem{w.pos, w.text, "a lemma, with its particle, preposition or noun behind it"})
		}
		p.Words = append(p.Words, ph)
		if cut, ok := hyphened(ph); ok {
			p.Words = append(p.Words, cut)
		}
	}
	if !it.has("actor") {
		p.Actor = defaultActor[kind]
	}
	if !it.has("recipient") { // an empty list looks nowhere
		p.Recipient = defaultRecipient[kind]
	}
	p.Yes, p.No = examples(it.all("yes")), examples(it.all("no"))
	return p, errs
}

// has reports whether the entry has the key, whatever its value.
func (it *item) has(key string) bool {
	return slices.ContainsFunc(it.fields, func(f field) bool { return f.key == key })
}

func examples(vs []value) []Example {
	var out []Example
	for _, v := range vs {
		out = append(out, Example{v.text, v.pos})
	}
	return out
}

func texts(vs []value) []string {
	var out []string
	for _, v := range vs {
		out = append(out, v.text)
	}
	return out
}

// table1 gives an inline table of strings, nil when the key is absent.
func (it *item) table1(key string) map[string]string {
	var out map[string]string
	for _, sub := range it.sub(key) {
		for _, fd := range sub.fields {
			if out == nil {
				out = map[string]string{}
			}
			if len(fd.vals) > 0 {
				out[fd.key] = fd.vals[0].text
			}
		}
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	out := slices.Collect(maps.Keys(m))
	slices.Sort(out)
	return out
}

// phrase reads "carry out", "come under fire"; a noun's head is its last word
// before a preposition: "missile test", "call for".
func phrase(kind PatternKind, w string) (Phrase, bool) {
	f := strings.Fields(w)
	if len(f) == 0 {
		return Phrase{}, false
	}
	if kind == ModalPattern {
		return Phrase{w, nil}, true
	}
	if kind != NounPattern {
		return Phrase{f[0], f[1:]}, true
	}
	h := len(f) - 1
	for k, x := range f {
		if k > 0 && Preposition(x) {
			h = k - 1
			break
		}
	}
	return Phrase{f[h], append(append([]string{}, f[:h]...), f[h+1:]...)}, true
}

// hyphened gives the phrase as the reader cuts it at a hyphen: "test-fire" is
// "fire" with "test" by it, "pull-out" is "pull" with "out".
func hyphened(ph Phrase) (Phrase, bool) {
	first, last, ok := strings.Cut(ph.Head, "-")
	if !ok || first == "" || last == "" || strings.Contains(last, "-") {
		return Phrase{}, false
	}
	if Preposition(last) {
		first, last = last, first
	}
	return Phrase{last, append([]string{first}, ph.Rest...)}, true
}

var prepositions = map[string]bool{"about": true, "against": true, "at": true, "by": true, "for": true, "from": true,
	"in": true, "into": true, "of": true, "off": true, "on": true, "onto": true, "out": true, "over": true, "to": true,
	"toward": true, "towards": true, "under": true, "up": true, "upon": true, "with": true, "without": true, "down": true,
	"away": true, "back": true, "between": true, "among": true, "through": true, "around": true, "behind": true,
	"before": true, "after": true, "as": true, "aside": true, "along": true}

// Preposition reports whether a word of a phrase is a preposition or particle.
func Preposition(w string) bool { return prepositions[w] }

var defaultActor = [...][]string{
	VerbPattern: {"subj", "by"},
	NounPattern: {"poss", "by", "from", "mod", "light", "between", "among", "of"},
	AdjPattern:  {"subj"},

	ModalPattern: {"subj"},
}

var defaultRecipient = [...][]string{
	VerbPattern: {"iobj", "obj", "against", "with", "to", "on", "at"},
	NounPattern: {"against", "on", "to", "with", "of", "at", "towards", "toward"},
	AdjPattern:  {"to", "of", "with", "against", "about", "at"},

	ModalPattern: {"obj", "with", "to"},
}
