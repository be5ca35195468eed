// Command actors compares the codebook's states with the Unicode CLDR, as
// golang.org/x/text carries it (Unicode License v3): which ISO 3166 regions the
// codebook does not have, and which English names of those it has it lacks.
//
//	go run ./training/actors
package main

import (
	"fmt"
	"os"
	"sort"
	"strings"

	files "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

func main() {
	lines, err := compare()
	if err != nil {
		fmt.Fprintln(os.Stderr, "actors:", err)
		os.Exit(1)
	}
	for _, l := range lines {
		fmt.Println(l)
	}
}

// compare gives a line for each region or name that the codebook lacks.
func compare() ([]string, error) {
	a, err := codebook.LoadActors(files.Files)
	if err != nil {
		return nil, err
	}
	names := map[string]map[string]bool{}
	for i := range a.Names {
		e := &a.Entities[a.Names[i].Entity]
		if e.Kind != codebook.StateEntity {
			continue
		}
		if names[e.Code] == nil {
			names[e.Code] = map[string]bool{}
		}
		names[e.Code][plain(a.Names[i].Text)] = true
	}
	english := display.English.Regions()
	var out []string
	for _, r := range regions() {
		name := english.Name(r)
		switch {
		case name == "" || dependent[r.ISO3()] || former[r.ISO3()] || styled[name]:
		case names[r.ISO3()] == nil:
			out = append(out, fmt.Sprintf("%s\tno state\t%s", r.ISO3(), name))
		case !names[r.ISO3()][plain(name)]:
			out = append(out, fmt.Sprintf("%s\tno name\t%s", r.ISO3(), name))
		}
	}
	return out, nil
}

// regions lists the countries of the CLDR by their two letters.
func regions() []language.Region {
	var out []language.Region
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && r.IsCountry() && r.String() == string([]rune{a, b}) && r.ISO3() != "ZZZ" {
				out = append(out, r)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ISO3() < out[j].ISO3() })
	return out
}

func plain(s string) string {
	s = strings.NewReplacer("’", "'", "é", "e", "ô", "o", "ã", "a", "í", "i", "ü", "u", "ç", "c", " & ", " and ", "St.", "Saint", "Å", "A").Replace(s)
	return strings.ToLower(s)
}

// former regions stand under the state that took their place.
var former = set("ATN BUR CTE DDR DHY FXX HVO JTN MID NHB PCZ PUS RHO TMP VDR WAK XKK YMD ZAR")

// styled are names as no report writes them.
var styled = map[string]bool{"Congo - Kinshasa": true, "Congo - Brazzaville": true, "Hong Kong SAR China": true, "Myanmar (Burma)": true, "St. Vincent & Grenadines": true}

// dependent territories count as their state, and are among its regions.
var dependent = set("ABW AIA ALA ASM ATF BES BLM BMU BVT CCK CPT CUW CXR CYM DGA ESH FLK FRO GGY GIB GLP GRL GUF GUM HMD " +
	"IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TAA TCA TKL UMI VGB VIR WLF ASC ANT QOO QUU")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
