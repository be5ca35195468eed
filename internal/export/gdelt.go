package export

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
	"strings"
)

type gdeltColumn struct {
	name string
	cell func(c *Cameo, r Row, a act) string
}

// columnsOfGdelt are the 61 columns of GDELT 2.0's event table, from left to
// right, with what attache knows of each. What it does not know is empty.
func columnsOfGdelt() []gdeltColumn {
	empty := func(*Cameo, Row, act) string { return "" }
	out := []gdeltColumn{
		{"GLOBALEVENTID", func(_ *Cameo, r Row, a act) string { return gdeltID(r.ID, a.n) }},
		{"SQLDATE", func(_ *Cameo, r Row, _ act) string { return r.layout("20060102") }},
		{"MonthYear", func(_ *Cameo, r Row, _ act) string { return r.layout("200601") }},
		{"Year", func(_ *Cameo, r Row, _ act) string { return r.layout("2006") }},
		{"FractionDate", func(_ *Cameo, r Row, _ act) string { return r.fraction() }},
	}
	out = append(out, gdeltActor("Actor1", func(a act) *Entity { return a.from })...)
	out = append(out, gdeltActor("Actor2", func(a act) *Entity { return a.to })...)
	out = append(out, []gdeltColumn{
		{"IsRootEvent", func(_ *Cameo, r Row, _ act) string {
			return map[bool]string{true: "1", false: "0"}[r.TextInfo.Sequence <= 1]
		}},
		{"EventCode", func(_ *Cameo, _ Row, a act) string { return a.code }},
		{"EventBaseCode", func(_ *Cameo, _ Row, a act) string { return a.code[:min(3, len(a.code))] }},
		{"EventRootCode", func(_ *Cameo, _ Row, a act) string { return root(a.code) }},
		{"QuadClass", func(_ *Cameo, _ Row, a act) string { return strconv.Itoa(max(1, class(a.code))) }},
		{"GoldsteinScale", func(c *Cameo, _ Row, a act) string { return c.goldstein(a.code) }},
		{"NumMentions", func(_ *Cameo, r Row, _ act) string { return strconv.Itoa(max(1, r.Sources)) }},
		{"NumSources", func(_ *Cameo, r Row, _ act) string { return strconv.Itoa(max(1, r.Sources)) }},
		{"NumArticles", func(_ *Cameo, r Row, _ act) string { return strconv.Itoa(max(1, r.Sources)) }},
		{"AvgTone", empty},
	}...)
	for _, side := range []string{"Actor1", "Actor2"} {
		for _, name := range geoNames {
			out = append(out, gdeltColumn{side + name, empty})
		}
		out[len(out)-len(geoNames)].cell = func(*Cameo, Row, act) string { return "0" } // no match
	}
	for i, name := range geoNames {
		out = append(out, gdeltColumn{"Action" + name, func(c *Cameo, r Row, _ act) string { return c.geo(r.place())[i] }})
	}
	return append(out, gdeltColumn{"DATEADDED", func(_ *Cameo, r Row, _ act) string { return r.added() }},
		gdeltColumn{"SOURCEURL", func(_ *Cameo, r Row, _ act) string { return cmp.Or(r.URL, r.Report) }})
}

// geoNames end the names of the columns of a place.
var geoNames = [...]string{"Geo_Type", "Geo_FullName", "Geo_CountryCode", "Geo_ADM1Code", "Geo_ADM2Code", "Geo_Lat", "Geo_Long", "Geo_FeatureID"}

func gdeltActor(side string, of func(act) *Entity) []gdeltColumn {
	empty := func(*Cameo, Row, act) string { return "" }
	role := func(n int) func(*Cameo, Row, act) string {
		return func(c *Cameo, _ Row, a act) string { return c.role(of(a), n) }
	}
	return []gdeltColumn{
		{side + "Code", func(c *Cameo, _ Row, a act) string { return strings.TrimPrefix(c.full(of(a)), "---") }},
		{side + "Name", func(_ *Cameo, _ Row, a act) string {
			if e := of(a); e != nil {
				return strings.ToUpper(cmp.Or(e.IdentifierText, e.EntityText))
			}
			return ""
		}},
		{side + "CountryCode", func(c *Cameo, _ Row, a act) string {
			if e := of(a); e != nil && c.Fips[e.Code] != "" {
				return c.part(e, 0)
			}
			return ""
		}},
		{side + "KnownGroupCode", func(_ *Cameo, _ Row, a act) string {
			if e := of(a); e != nil && e.Code == "UNO" {
				return e.Code
			}
			return ""
		}},
		{side + "EthnicCode", empty},
		{side + "Religion1Code", empty},
		{side + "Religion2Code", empty},
		{side + "Type1Code", role(0)},
		{side + "Type2Code", role(1)},
		{side + "Type3Code", role(2)},
	}
}

// role gives the nth role of a party; bodies that are no state have their kind
// as the first.
func (c *Cameo) role(e *Entity, n int) string {
	if e == nil {
		return ""
	}
	code, roles := c.party(e)
	if code != "" && c.Fips[e.Code] == "" {
		roles = append([]string{code[:min(3, len(code))]}, roles...)
	}
	if n >= len(roles) {
		return ""
	}
	return roles[n]
}

// gdeltID makes a number of 63 bits of an event's id.
func gdeltID(id string, n int) string {
	h := sha256.Sum256([]byte(id + " " + strconv.Itoa(n)))
	return strconv.FormatUint(binary.BigEndian.Uint64(h[:8])>>1, 10)
}

// fraction writes the day as a part of its year, with months of 30 days, as
// GDELT does.
func (r Row) fraction() string {
	t, ok := r.dated()
	if !ok {
		return ""
	}
	return fmt.Sprintf("%.4f", float64(t.Year())+float64(int(t.Month()-1)*30+t.Day())/365)
}

// added is the day of the report, or of the event where that is unknown: the
// same in every run.
func (r Row) added() string {
	if !r.Published.IsZero() {
		return r.Published.UTC().Format("20060102150405")
	}
	return r.layout("20060102") + "000000"
}

// geo fills the columns of a place: a country (1), a city in the United States
// (3) or elsewhere (4).
func (c *Cameo) geo(p Place) [8]string {
	if p.Name == "" {
		return [8]string{"0"}
	}
	fips := c.Fips[p.Country]
	kind, name, feature := "4", p.Name, ""
	switch {
	case p.Country != "" && p.Lat == nil:
		kind, feature = "1", fips
	case p.Country == "USA":
		kind = "3"
	}
	if kind != "1" && p.Country != "" {
		name += ", " + p.Country
	}
	return [8]string{kind, name, fips, fips, "", number(p.Lat), number(p.Lon), feature}
}

// tabbed writes cells between tabs; tabs and ends of lines within become
// spaces, since the format has no quoting.
var tabbed = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")

func newGdelt(w io.Writer, o Options) (Writer, error) {
	columns := columnsOfGdelt()
	return acted(w, o, func(c *Cameo, r Row, a act) []byte {
		out := make([]string, len(columns))
		for i, col := range columns {
			out[i] = tabbed.Replace(col.cell(c, r, a))
		}
		return []byte(strings.Join(out, "\t") + "\n")
	})
}
