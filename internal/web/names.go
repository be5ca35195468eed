package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/attache/attache/internal/codebook"
)

// names knows what codes stand for, and the codes of what people type.
type names struct {
	byCode map[string]string
	byName map[string]string // small letters
	list   []named           // by name
}

type named struct{ Code, Name string }

// bodies are codes of PLOVER that are no state of the codebook.
var bodies = [...]named{{"IGO", "Intergovernmental body"}, {"NGO", "Non-governmental organisation"}, {"MNC", "Company"}, {"IMG", "Armed group across borders"},
	{"UNO", "United Nations"}, {"EUR", "European Union"}, {"XKX", "Kosovo"}}

func newNames(a *codebook.Actors) *names {
	n := &names{byCode: map[string]string{}, byName: map[string]string{}}
	for _, b := range bodies {
		n.put(b.Code, b.Name)
	}
	if a != nil {
		for i := range a.Entities {
			if e := &a.Entities[i]; e.Kind == codebook.StateEntity && e.Code != "" {
				n.put(e.Code, e.Name)
			}
		}
		for _, x := range a.Names {
			e := &a.Entities[x.Entity]
			if key := strings.ToLower(x.Text); e.Kind == codebook.StateEntity && x.Use <= codebook.Acronym && n.byName[key] == "" {
				n.byName[key] = e.Code
			}
		}
	}
	for code, name := range n.byCode {
		n.list = append(n.list, named{code, name})
	}
	slices.SortFunc(n.list, func(a, b named) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Code, b.Code)) })
	return n
}

func (n *names) put(code, name string) {
	n.byCode[code] = name
	n.byName[strings.ToLower(name)] = code
}

// name is what people call a code: "JPN GOV" is "Japan, government".
func (n *names) name(code string) string {
	code, sector, _ := strings.Cut(strings.TrimSpace(code), " ")
	name := cmp.Or(n.byCode[code], code)
	if s := sectors[sector]; s != "" {
		return strings.TrimPrefix(name+", "+s, ", ")
	}
	return strings.TrimSpace(name + " " + sector)
}

// code is the code of what somebody typed: "Japan", "jpn" and "jpn gov" all do.
func (n *names) code(typed string) string {
	typed = strings.Join(strings.Fields(typed), " ")
	if c := n.byName[strings.ToLower(typed)]; c != "" {
		return c
	}
	// "Japan (JPN)", as the lists offer it
	if at := strings.LastIndexByte(typed, '('); at >= 0 && strings.HasSuffix(typed, ")") {
		return strings.ToUpper(typed[at+1 : len(typed)-1])
	}
	return strings.ToUpper(typed)
}

// sectors of PLOVER, in words.
var sectors = map[string]string{
	"GOV": "government", "MIL": "military", "LEG": "legislature", "JUD": "courts", "COP": "police", "SPY": "intelligence", "PTY": "party",
	"OPP": "opposition", "REB": "rebels", "PRM": "paramilitaries", "UAF": "armed group", "CVL": "civilians", "BUS": "business", "JRN": "press",
	"EDU": "schools", "REL": "religion", "LAB": "labour", "MED": "health", "REF": "refugees", "CRM": "crime", "ELI": "elite", "NGO": "civil organisation",
	"SOC": "society", "UNK": "unknown",
}

// quads names PLOVER's classes, by number.
var quads = [...]struct{ Key, Name string }{{"none", "no class"}, {"q1", "verbal cooperation"}, {"q2", "material cooperation"}, {"q3", "verbal conflict"}, {"q4", "material conflict"}}

func quad(n int) int {
	if n < 0 || n >= len(quads) {
		return 0
	}
	return n
}

// standings, in words.
var standings = map[string]string{"actual": "happened", "planned": "planned", "hypothetical": "only possible", "negated": "did not happen", "historical": "background"}
