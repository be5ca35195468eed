package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

const opinionsMagic = "opinions 1"

// units is how many steps a likelihood has in a packed file.
const units = 64

// opinions are what a teacher thinks of the sentences of treebanks, in their
// order, and of reports. They are kept without any words: those of a treebank
// stand in it, those of a report at the spans given.
type opinions struct {
	Banks map[string][]opinion // of the first sentences, by name such as "ewt"; read without forms
	Parts []reportPart
}

// reportPart is the title or text of a report with the sentences read in it.
type reportPart struct {
	Report, Part string
	Sentences    []opinion
	Spans        [][][2]int // of each word of each sentence, in bytes
}

type opinionsHeader struct {
	Rels, Tags []string
	Banks      []count
	Parts      []count
}

type count struct {
	Name      string
	Sentences int
}

// The columns of the file.
const (
	colWords = iota // of a sentence
	colGap          // bytes from the end of the word before
	colLength
	colHead   // in the teacher's tree
	colCounts // of candidates: heads, labels, tags
	colHeads
	colRels
	colTags
	colShares // of all candidates but the first
	opinionColumns
)

// opinionCoder writes or reads sentences; rels and tags have numbers.
type opinionCoder struct {
	cols       []column
	rels, tags []string
	relID      map[string]int
	tagID      map[string]int
}

// place turns a head into a number: 0 for the root, else the distance.
func place(head, at int) int {
	switch {
	case head < 0:
		return 0
	case head > at:
		return 2 * (head - at)
	}
	return 2*(at-head) + 1
}

func placed(n, at int) int {
	switch {
	case n == 0:
		return -1
	case n%2 == 0:
		return at + n/2
	}
	return at - n/2
}

// expect writes id as 0 when it is the one expected, else one higher.
func expect(id, expected int) int {
	if id == expected {
		return 0
	}
	return id + 1
}

func expected(n, id int) int {
	if n == 0 {
		return id
	}
	return n - 1
}

// put writes a sentence. gold is the treebank's tree, nil for a report's.
func (k *opinionCoder) put(o *opinion, gold *tree) {
	k.cols[colWords].put(len(o.head))
	for i, head := range o.head {
		goldHead, goldRel, goldTag := k.gold(gold, i)
		k.cols[colHead].put(expect(place(head, i), goldHead))
		k.list(o.heads[i], colHeads, place(head, i), func(s string) int {
			var n int
			fmt.Sscan(s, &n)
			return place(n-1, i)
		})
		k.list(o.rels[i], colRels, goldRel, func(s string) int { return k.relID[s] })
		k.list(o.tags[i], colTags, goldTag, func(s string) int { return k.tagID[s] })
	}
}

// gold gives the numbers of word i in the treebank's tree, -1 without one.
func (k *opinionCoder) gold(t *tree, i int) (head, rel, tag int) {
	if t == nil {
		return -1, -1, -1
	}
	rel, tag = -1, -1
	if id, ok := k.relID[t.rel[i]]; ok {
		rel = id
	}
	if id, ok := k.tagID[slashed(t.class[i])]; ok {
		tag = id
	}
	return place(t.head[i], i), rel, tag
}

// list writes candidates: those of less than half a unit are left out, and
// the first has what the others leave.
func (k *opinionCoder) list(all []candidate, ids int, first int, id func(string) int) {
	n := 0
	for i, c := range all {
		share := int(c.share*units + 0.5)
		if i > 0 && share == 0 {
			continue
		}
		k.cols[ids].put(expect(id(c.what), first))
		if i > 0 {
			k.cols[colShares].put(share)
		}
		n++
	}
	k.cols[colCounts].put(n)
}

// get reads a sentence.
func (k *opinionCoder) get(gold *tree) opinion {
	n := k.cols[colWords].get()
	if gold != nil && n != len(gold.forms) || n > 1<<16 {
		k.cols[colWords].short = true
		return opinion{}
	}
	o := opinion{heads: make([][]candidate, n), rels: make([][]candidate, n), tags: make([][]candidate, n)}
	o.head = make([]int, n)
	for i := range n {
		goldHead, goldRel, goldTag := k.gold(gold, i)
		head := expected(k.cols[colHead].get(), goldHead)
		o.head[i] = max(-1, min(placed(head, i), n-1))
		o.heads[i] = k.unlist(colHeads, head, func(id int) string { return fmt.Sprint(placed(id, i) + 1) })
		o.rels[i] = k.unlist(colRels, goldRel, func(id int) string { return nameOf(k.rels, id) })
		o.tags[i] = k.unlist(colTags, goldTag, func(id int) string { return nameOf(k.tags, id) })
	}
	return o
}

func nameOf(all []string, id int) string {
	if id < 0 || id >= len(all) {
		return ""
	}
	return all[id]
}

func (k *opinionCoder) unlist(ids int, first int, name func(int) string) []candidate {
	all := make([]candidate, min(k.cols[colCounts].get(), 16))
	rest := units
	for i := range all {
		all[i].what = name(expected(k.cols[ids].get(), first))
		if i > 0 {
			share := k.cols[colShares].get()
			all[i].share = float32(share) / units
			rest -= share
		}
	}
	if len(all) > 0 {
		all[0].share = float32(max(1, rest)) / units
	}
	return all
}

func (k *opinionCoder) number() {
	k.relID, k.tagID = map[string]int{}, map[string]int{}
	for i, r := range k.rels {
		k.relID[r] = i
	}
	for i, t := range k.tags {
		k.tagID[t] = i
	}
}

// writeOpinions packs all opinions; treebanks gives the trees behind Banks.
func writeOpinions(path string, all *opinions, treebanks map[string][]tree) error {
	k := &opinionCoder{cols: make([]column, opinionColumns)}
	k.rels, k.tags = all.names()
	k.number()
	h := opinionsHeader{Rels: k.rels, Tags: k.tags}
	for _, name := range sortedNames(all.Banks) {
		h.Banks = append(h.Banks, count{name, len(all.Banks[name])})
		for i := range all.Banks[name] {
			k.put(&all.Banks[name][i], &treebanks[name][i])
		}
	}
	for _, p := range all.Parts {
		h.Parts = append(h.Parts, count{p.Report + "/" + p.Part, len(p.Sentences)})
		end := 0
		for i := range p.Sentences {
			k.put(&p.Sentences[i], nil)
			for _, s := range p.Spans[i] {
				k.cols[colGap].put(s[0] - end)
				k.cols[colLength].put(s[1] - s[0])
				end = s[1]
			}
		}
	}
	return writePacked(path, opinionsMagic, h, k.cols)
}

// names lists the labels and tags, the commonest first.
func (o *opinions) names() (rels, tags []string) {
	relCount, tagCount := map[string]int{}, map[string]int{}
	tally := func(all []opinion) {
		for i := range all {
			for w := range all[i].head {
				for _, c := range all[i].rels[w] {
					relCount[c.what]++
				}
				for _, c := range all[i].tags[w] {
					tagCount[c.what]++
				}
			}
		}
	}
	for _, b := range o.Banks {
		tally(b)
	}
	for _, p := range o.Parts {
		tally(p.Sentences)
	}
	return byCount(relCount), byCount(tagCount)
}

func byCount(m map[string]int) []string {
	all := keysOf(m)
	sort.SliceStable(all, func(i, j int) bool { return m[all[i]] > m[all[j]] })
	return all
}

func sortedNames[V any](m map[string]V) []string {
	all := make([]string, 0, len(m))
	for name := range m {
		all = append(all, name)
	}
	sort.Strings(all)
	return all
}

var errOther = errors.New("the file does not fit the treebanks; it was made from another release of them")

// readPackedOpinions reads what writeOpinions wrote. The treebanks must be
// the ones that the teacher read.
func readPackedOpinions(path string, treebanks map[string][]tree) (*opinions, error) {
	var h opinionsHeader
	cols, err := readPacked(path, opinionsMagic, &h, opinionColumns)
	if err != nil {
		return nil, err
	}
	k := &opinionCoder{cols: cols, rels: h.Rels, tags: h.Tags}
	k.number()
	all := &opinions{Banks: map[string][]opinion{}}
	for _, b := range h.Banks {
		if len(treebanks[b.Name]) < b.Sentences {
			return nil, fmt.Errorf("%s: %s: %w", path, b.Name, errOther)
		}
		for i := range b.Sentences {
			all.Banks[b.Name] = append(all.Banks[b.Name], k.get(&treebanks[b.Name][i]))
		}
	}
	for _, c := range h.Parts {
		report, part, _ := strings.Cut(c.Name, "/")
		all.Parts = append(all.Parts, k.part(reportPart{Report: report, Part: part}, c.Sentences))
	}
	for _, c := range k.cols {
		if c.short {
			return nil, fmt.Errorf("%s: %w", path, errOther)
		}
	}
	return all, nil
}

func (k *opinionCoder) part(p reportPart, sentences int) reportPart {
	end := 0
	for range sentences {
		if k.cols[colWords].short {
			break
		}
		o := k.get(nil)
		spans := make([][2]int, len(o.head))
		for i := range spans {
			from := end + k.cols[colGap].get()
			end = from + k.cols[colLength].get()
			spans[i] = [2]int{from, end}
		}
		p.Sentences, p.Spans = append(p.Sentences, o), append(p.Spans, spans)
	}
	return p
}
