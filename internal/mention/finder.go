package mention

import (
	"strings"
	"sync"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/syntax"
	"github.com/attache/attache/internal/text"
)

// Finder finds mentions with one codebook. It may be used by several
// goroutines at once.
type Finder struct {
	actors *codebook.Actors
	names  *trie
	ambig  map[int32]int // trie node to index in actors.Ambiguous
	pool   sync.Pool
}

// New indexes the actors of a codebook. Linear in the names.
func New(book *codebook.Book) *Finder {
	a := book.Actors
	f := &Finder{actors: a, names: newTrie(4 * (len(a.Names) + len(a.Roles))), ambig: map[int32]int{}}
	f.pool.New = func() any { return &work{f: f} }
	var fold folder
	for i := range a.Names {
		f.addName(&fold, &a.Names[i])
	}
	for i := range a.Roles {
		r := &a.Roles[i]
		f.names.add(&fold, r.Word, sense{kind: roleSense, of: int32(i), pos: r.Pos})
		if r.Plural != "" {
			f.names.add(&fold, r.Plural, sense{kind: roleSense, of: int32(i), plural: r.Plural != r.Word || r.Kind == codebook.ForceRole, pos: r.Pos})
		}
	}
	for i := range a.Titles {
		f.names.add(&fold, a.Titles[i].Word, sense{kind: titleSense, of: int32(i), pos: a.Titles[i].Pos})
	}
	for i := range a.Ambiguous {
		s := sense{kind: ambiguousSense, of: int32(i), pos: a.Ambiguous[i].Pos}
		if node := f.names.add(&fold, a.Ambiguous[i].Name, s); node > 0 {
			f.ambig[node] = i
		}
	}
	return f
}

func (f *Finder) addName(fold *folder, n *codebook.Name) {
	e := &f.actors.Entities[n.Entity]
	s := sense{kind: nameSense, use: n.Use, of: int32(n.Entity), pos: n.Pos, plural: n.Use == codebook.People}
	f.names.add(fold, n.Text, s)
	switch {
	case e.Kind == codebook.PersonEntity && n.Use == codebook.FullName:
		s.use = codebook.ShortName
		for _, short := range shortNames(n.Text, f.familyFirst(e.Code)) {
			f.names.add(fold, short, s)
		}
	case n.Use == codebook.Adjective && takesPlural(n.Text):
		s.use, s.plural = codebook.People, true
		f.names.add(fold, n.Text+"s", s)
	}
}

func (f *Finder) familyFirst(code string) bool {
	i := f.actors.State(code)
	return i >= 0 && f.actors.Entities[i].FamilyFirst
}

// takesPlural: adjectives whose plural names the people: Iraqi, German.
func takesPlural(adj string) bool {
	for _, end := range []string{"ese", "sh", "ch", "ss", "US", "UK", "UAE", "ROK", "DPRK", "Philippine", "Zealand", "Kong", "Singapore", "Myanmar"} {
		if strings.HasSuffix(adj, end) {
			return false
		}
	}
	return true
}

// shortNames gives the surname of a full name, alone and with its particles.
func shortNames(full string, familyFirst bool) []string {
	w := strings.Fields(full)
	if len(w) < 2 {
		return nil
	}
	if familyFirst {
		return w[:1]
	}
	last := w[len(w)-1]
	out := []string{last}
	if i := strings.IndexByte(last, '-'); i == 2 {
		out = append(out, last[3:]) // al-Maliki is Maliki too
	}
	start := len(w) - 1
	for start > 1 && particles[strings.ToLower(w[start-1])] {
		start--
	}
	if start < len(w)-1 {
		out = append(out, strings.Join(w[start:], " "))
	}
	return out
}

var particles = map[string]bool{"de": true, "da": true, "di": true, "du": true, "van": true, "von": true, "der": true, "den": true,
	"bin": true, "ben": true, "al": true, "el": true, "la": true, "le": true, "dos": true, "del": true, "ter": true}

// Find returns the mentions of the sentences in order of sentence, then of
// first token, then the longer first. It keeps no hold of r or sents. The cost
// is linear in the tokens; a pronoun looks at the entities of the last few
// sentences.
func (f *Finder) Find(r *text.Report, sents []syntax.Sentence) []Mention {
	w := f.pool.Get().(*work)
	defer f.pool.Put(w)
	w.begin(r, sents)
	for i := range sents {
		w.scan(i)
	}
	w.weighStates()
	for i := range sents {
		w.sentence(i)
	}
	return w.finish()
}
