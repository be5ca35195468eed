package gaps

import (
	"slices"
	"strings"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/coder"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
)

// Tally is what some reports gave. Tallies of single reports, merged in the
// order of the reports, give the same for any number of workers.
type Tally struct {
	Reports, Sentences int
	Pairs              int   // sentences with two resolved actors and a known verb
	Silent             int   // of these, without an event
	verbs, nouns       table // with two resolved actors and no pattern
	dropped            table // known verbs of silent sentences whose patterns fit and were dropped
	unfit              table // those none of whose patterns fits the words beside them
	names              table // names that nobody is known by
}

// New returns an empty tally.
func New() *Tally {
	return &Tally{verbs: table{}, nouns: table{}, dropped: table{}, unfit: table{}, names: table{}}
}

// Merge adds o, which must not be used after.
func (t *Tally) Merge(o *Tally) {
	t.Reports += o.Reports
	t.Sentences += o.Sentences
	t.Pairs += o.Pairs
	t.Silent += o.Silent
	t.verbs.merge(o.verbs)
	t.nouns.merge(o.nouns)
	t.dropped.merge(o.dropped)
	t.unfit.merge(o.unfit)
	t.names.merge(o.names)
}

// Lists are the most frequent words of each kind.
type Lists struct {
	Verbs, Nouns []Row // with two resolved actors and no pattern
	Dropped      []Row // known verbs of sentences without an event, with the reasons
	Unfit        []Row // known verbs of such sentences, where no pattern fits the words
	Names        []Row // that nobody is known by
}

// Top gives the n most frequent words of each kind.
func (t *Tally) Top(n int) Lists {
	return Lists{t.verbs.top(n), t.nouns.top(n), t.dropped.top(n), t.unfit.top(n), t.names.top(n)}
}

// Count tallies a coded report. Linear in the report but for the depth of its
// trees. It keeps no hold of the document.
func Count(book *codebook.Book, d *coder.Doc) *Tally {
	c := counter{Tally: New(), book: book, d: d}
	c.Reports = 1
	for i := range d.Sents {
		c.sentence(i)
	}
	return c.Tally
}

// counter looks at one report.
type counter struct {
	*Tally
	book       *codebook.Book
	d          *coder.Doc
	s          *syntax.Sentence
	kids       syntax.Kids
	here       []mention.Mention
	known      []int // resolved mentions of the sentence, one for each entity
	nextM      int   // first mention not looked at yet
	nextClause int
}

func (c *counter) sentence(i int) {
	c.s = &c.d.Sents[i]
	c.kids.Reset(c.s)
	c.Sentences++
	c.here = c.mentions(i)
	first := c.nextClause
	for c.nextClause < len(c.d.Clauses) && c.d.Clauses[c.nextClause].Sent <= i {
		c.nextClause++
	}
	c.unresolved()
	if len(c.known) < 2 {
		return
	}
	for k := range c.s.Tokens {
		c.word(k)
	}
	c.silence(i, first)
}

// mentions gives those of sentence i and fills known.
func (c *counter) mentions(i int) []mention.Mention {
	from := c.nextM
	c.known = c.known[:0]
	for ; c.nextM < len(c.d.Mentions) && c.d.Mentions[c.nextM].Sent <= i; c.nextM++ {
		m := &c.d.Mentions[c.nextM]
		if len(m.Parties) > 0 && m.Parties[0].Code != "" && !c.sameEntity(c.known, m) {
			c.known = append(c.known, c.nextM)
		}
	}
	return c.d.Mentions[from:c.nextM]
}

// sameEntity: one of the mentions names the entity of m.
func (c *counter) sameEntity(ks []int, m *mention.Mention) bool {
	for _, k := range ks {
		o := &c.d.Mentions[k]
		if o.Chain >= 0 && o.Chain == m.Chain || o.Parties[0] == m.Parties[0] {
			return true
		}
	}
	return false
}

// word counts token k if it joins two actors and carries no pattern.
func (c *counter) word(k int) {
	t := &c.s.Tokens[k]
	lemma := strings.ToLower(t.Lemma)
	switch {
	case !letters(lemma):
	case t.UPOS == "VERB" && !c.carries(lemma, codebook.VerbPattern, codebook.AdjPattern) && !c.grammar(lemma):
		if c.joins(k, c.onVerb) {
			c.verbs.add(lemma, c.example())
		}
	case t.UPOS == "NOUN" && !c.book.Events.Deed(lemma) && c.deedlike(lemma) && !c.actor(k):
		if c.joins(k, c.onNoun) {
			c.nouns.add(lemma, c.example())
		}
	}
}

// actor: token k heads words that name somebody ("government").
func (c *counter) actor(k int) bool {
	return slices.ContainsFunc(c.here, func(m mention.Mention) bool { return m.Head == k })
}

func letters(s string) bool {
	return len(s) > 1 && strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' || r == '.' }) < 0
}

func (c *counter) carries(lemma string, kinds ...codebook.PatternKind) bool {
	for _, k := range kinds {
		if len(c.book.Events.Find(k, lemma)) > 0 {
			return true
		}
	}
	return false
}

// grammar: words of saying and words that only carry another are no deeds.
func (c *counter) grammar(lemma string) bool {
	return c.book.Words.Is(lemma, codebook.Speech) || c.book.Words.Is(lemma, codebook.Light)
}

// endings of nouns that name a deed.
var endings = [...]string{"tion", "sion", "ment", "ance", "ence", "ing", "al", "ure", "out", "down"}

// deedlike: the noun is a verb of the codebook, too, or is made from a verb.
func (c *counter) deedlike(lemma string) bool {
	if c.carries(lemma, codebook.VerbPattern) {
		return true
	}
	for _, e := range endings {
		if len(lemma) > len(e)+3 && strings.HasSuffix(lemma, e) {
			return true
		}
	}
	return false
}

// joins reports whether two known actors hang on token k.
func (c *counter) joins(k int, hangs func(head, k int) bool) bool {
	n := 0
	for _, m := range c.known {
		if men := &c.d.Mentions[m]; (k < men.From || k >= men.To) && hangs(men.Head, k) {
			n++
		}
	}
	return n > 1
}

// onVerb climbs from a mention to the first verb above it.
func (c *counter) onVerb(head, k int) bool {
	for n := 0; n < 4; n++ {
		if head = c.s.Tokens[head].Head; head < 0 || head == k {
			return head == k
		}
		if c.s.Tokens[head].UPOS == "VERB" {
			return false
		}
	}
	return false
}

// onNoun: the mention owns, modifies or follows the noun, or is joined to one
// that does.
func (c *counter) onNoun(head, k int) bool {
	for n := 0; n < 2; n++ {
		switch syntax.Base(c.s.Tokens[head].Rel) {
		case "nmod", "amod", "compound", "conj":
		default:
			return false
		}
		if head = c.s.Tokens[head].Head; head == k {
			return true
		}
	}
	return false
}

// silence counts a sentence that has two actors and a known verb, and no
// event, under each of its known verbs.
func (c *counter) silence(i, first int) {
	var verbs []int
	for k := first; k < c.nextClause; k++ {
		t := &c.s.Tokens[c.d.Clauses[k].Pred]
		if lemma := strings.ToLower(t.Lemma); t.UPOS == "VERB" && c.carries(lemma, codebook.VerbPattern) && !c.grammar(lemma) {
			verbs = append(verbs, k)
		}
	}
	if len(verbs) == 0 {
		return
	}
	c.Pairs++
	for e := range c.d.Events {
		if c.d.Events[e].Sent == i {
			return
		}
	}
	c.Silent++
	seen := map[string]bool{}
	for _, k := range verbs {
		lemma := strings.ToLower(c.s.Tokens[c.d.Clauses[k].Pred].Lemma)
		if seen[lemma] {
			continue
		}
		seen[lemma] = true
		if why := c.why(k); len(why) > 0 {
			c.dropped.add(lemma, c.example(), why...)
		} else {
			c.unfit.add(lemma, c.example())
		}
	}
}

// why gives the reasons for which the patterns on clause k were dropped,
// without lines and figures; nothing where none fits.
func (c *counter) why(k int) []string {
	var out []string
	for i := range c.d.Candidates {
		if x := &c.d.Candidates[i]; x.Clause == k && !strings.Contains(x.Drop, "reading as still") {
			out = append(out, kind(x.Drop))
		}
	}
	return out
}

func kind(drop string) string {
	if s, rest, ok := strings.Cut(drop, "; "); ok && strings.HasPrefix(s, "confidence") {
		if rest == "" {
			return "confidence too low"
		}
		drop = rest
	}
	drop, _, _ = strings.Cut(drop, " codebook/")
	return drop
}

// exampleLength is how many characters of a sentence an example shows.
const exampleLength = 140

func (c *counter) example() string {
	s := []rune(strings.Join(strings.Fields(c.s.Span.Of(c.d.Report.Text)), " "))
	if len(s) > exampleLength {
		return string(s[:exampleLength]) + "…"
	}
	return string(s)
}
