package place

import (
	"strings"

	"github.com/attache/attache/internal/syntax"
)

// list is words parted by blanks.
type list string

// has reports whether the list has the word.
func (l list) has(w string) bool {
	if w == "" {
		return false
	}
	for i := 0; ; i++ {
		k := strings.Index(string(l[i:]), w)
		if k < 0 {
			return false
		}
		i += k
		if z := i + len(w); (i == 0 || l[i-1] <= ' ') && (z == len(l) || l[z] <= ' ') {
			return true
		}
	}
}

// Words that tell what a run of capitals is.
const (
	titles = list(`mr mrs ms dr sir lord lady president premier chancellor minister secretary general gen colonel col
		lieutenant lt captain capt major maj sergeant sgt admiral adm commander marshal senator sen representative rep
		congressman congresswoman governor gov mayor king queen prince princess sheikh sheik emir sultan ayatollah imam
		mullah cardinal bishop archbishop pope rev reverend father judge justice chief ambassador envoy spokesman
		spokeswoman spokesperson director chairman chairwoman leader deputy premier vice ex-president professor prof
		detective inspector officer private corporal brigadier rabbi saint pm coach striker midfielder captain actor singer`)
	bodies = list(`post times herald tribune journal daily news agency press bank group corp corporation company co inc ltd
		airlines airways airline party front army movement committee ministry agreement accord accords treaty protocol
		convention conventions declaration cup olympics games united fc club league exchange conference process plan pact
		university college institute foundation association union federation council parliament congress senate
		commission court guard guards brigade brigades division battalion corps fleet force forces command authority
		department bureau office service services network television tv radio star gazette globe monitor observer
		mail telegraph guardian sun mirror standard review magazine weekly open prix stock index securities holdings
		motors steel oil petroleum energy electric telecom mobile pharmaceuticals insurance fund trust act law bill
		resolution doctrine syndrome war wars club rovers banco yard albion wanderers rangers athletic`)
	facilities = list(`airport international province district county city town village region port base prison hospital
		road street square avenue river lake mountains mountain valley desert island islands bay beach peninsula
		governorate oblast prefecture state metropolitan old downtown central east west north south`)
	compass = list(`north south east west northern southern eastern western central upper lower greater inner outer new old
		mainland occupied northeastern northwestern southeastern southwestern downtown communist soviet nazi`)
	geoHeads = list(`lake mount mt cape port fort san santa santo st saint el al la las los new camp bab ras wadi tel kfar
		beit deir khan ain umm abu kuala rio puerto ciudad villa monte isla ile saint- lac mont kampong bandar nizhny
		novo stara veliki bad gulf bay sea strait isle isles`)
	firstNames = list(`washington paris chad jordan sydney victoria florence georgia israel india kenya austin dallas houston london
		lincoln madison phoenix brooklyn carolina virginia savannah asia america ireland francisco santiago diego
		adelaide milan trinidad tyrone troy kingston cuba holland china alexandria lourdes charlotte mercedes salvador
		devon chester bradford lancaster windsor wellington nelson preston lincoln jackson roman valencia`)
	particles = list(`al el bin ibn de von van der den la le du da dos abu ben ul - ' ’`)
	openers   = list(`the a an in on at by for from to with and but or as after before when while since if this that these
		those it he she they we his her its their our all both some many most more no not two three four five six seven
		eight nine ten however meanwhile also earlier later last next one another other according despite during under
		over between among against about there here what who how why where mr`)
)

// names finds the runs of capitals that name people and bodies.
func (d *reader) names() {
	d.people = make([][][2]int, len(d.sents))
	for n := range d.sents {
		s := &d.sents[n]
		for i := 0; i < len(s.Tokens); {
			if !capital(s.Tokens[i].Form) {
				i++
				continue
			}
			j := i + 1
			for j < len(s.Tokens) && (capital(s.Tokens[j].Form) || joins(s, j)) && !shouting(s.Tokens[j].Form) {
				j++
			}
			d.judge(n, s, i, j)
			i = j
		}
	}
}

// joins reports whether the token j is a particle inside a name: "bin Laden",
// "al-Sabah".
func joins(s *syntax.Sentence, j int) bool {
	if !particles.has(s.Tokens[j].Form) || j+1 >= len(s.Tokens) {
		return false
	}
	next := s.Tokens[j+1].Form
	return capital(next) || next == "-" && j+2 < len(s.Tokens) && capital(s.Tokens[j+2].Form)
}

// shouting reports a word in capitals throughout: a headline's or a dateline's.
func shouting(w string) bool { return len(w) > 4 && strings.ToUpper(w) == w }

// judge says whether the run [i, j) names a person or a body, and notes it.
func (d *reader) judge(n int, s *syntax.Sentence, i, j int) {
	titled := false
	for i < j {
		w := strings.ToLower(strings.TrimSuffix(s.Tokens[i].Form, "."))
		switch {
		case titles.has(w):
			titled = true
		case i == 0 && openers.has(w), compass.has(w) && titled, d.g.adj[w] != 0 && j-i > 1, w == "foreign" || w == "prime" || w == "defense" || w == "defence" || w == "interior" || w == "finance":
		default:
			goto rest
		}
		i++
	}
rest:
	// "U.S. President Bush": a place or nation before a title.
	for k := i; k < j-1; k++ {
		if titles.has(strings.ToLower(strings.TrimSuffix(s.Tokens[k].Form, "."))) {
			titled, i = true, k+1
		}
	}
	if j <= i || j-i > 7 {
		return
	}
	first := strings.ToLower(s.Tokens[i].Form)
	if last := strings.ToLower(s.Tokens[j-1].Form); bodies.has(last) && j-i > 1 {
		d.people[n] = append(d.people[n], [2]int{i, j})
		return
	}
	for k := i; k < j; k++ {
		w := strings.ToLower(s.Tokens[k].Form)
		if bodies.has(w) && k > i {
			d.people[n] = append(d.people[n], [2]int{i, j})
			return
		}
		if facilities.has(w) {
			return
		}
	}
	if j-i == 1 {
		if titled {
			d.person(n, s, i, j)
		}
		return
	}
	if firstNames.has(first) && j-i == 2 && !d.great(s.Tokens[i+1].Form) && d.g.Adjective(s.Tokens[i+1].Form) == "" {
		d.people[n] = append(d.people[n], [2]int{i, j})
		return
	}
	if compass.has(first) || geoHeads.has(first) || !titled && d.placeLike(s, i, j) {
		return
	}
	d.person(n, s, i, j)
}

// placeLike reports whether a run is, or begins or ends with, the name of a
// place too great to be a person's: "New York", "Baghdad Shiite".
func (d *reader) placeLike(s *syntax.Sentence, i, j int) bool {
	words := d.words(s, i, j)
	if words == "" || len(d.g.find(nil, Fold(words))) > 0 {
		return true
	}
	for k := i + 1; k < j; k++ {
		if w := d.words(s, i, k); len(w) > 3 && d.great(w) && !d.g.common[Fold(w)] {
			return true
		}
		if w := d.words(s, k, j); k < j-1 && w != "" && len(d.g.names[Fold(w)]) > 0 {
			return true
		}
	}
	return false
}

// great reports a country, a hand-written place or a city of half a million.
func (d *reader) great(words string) bool {
	key := Fold(words)
	for _, id := range d.g.find(nil, key) {
		if id >= len(d.g.t.ids) {
			return true
		}
		if e := d.g.entry(id); (e.Pop >= 500_000 && e.Kind != Region || e.Kind == Capital) && alike(Fold(e.Name), key) {
			return true
		}
	}
	return false
}

func (d *reader) person(n int, s *syntax.Sentence, i, j int) {
	d.people[n] = append(d.people[n], [2]int{i, j})
	d.persons[Fold(s.Tokens[j-1].Form)] = true
	if j-i > 1 {
		d.persons[Fold(s.Tokens[i].Form)] = true
	}
}
