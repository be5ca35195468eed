package export

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

//go:embed cameo.toml
var cameoFile string

// Cameo says how events become CAMEO codes. See cameo.toml.
type Cameo struct {
	Types     map[string]cameoRule `toml:"types"`
	Goldstein map[string]float64   `toml:"goldstein"`
	Parties   map[string]string    `toml:"parties"`
	Sectors   map[string]string    `toml:"sectors"`
	Fips      map[string]string    `toml:"fips"`
}

type cameoRule struct {
	Code     string               `toml:"code"`
	Back     string               `toml:"back"`
	Mutual   bool                 `toml:"mutual"`
	Contexts map[string]string    `toml:"contexts"`
	Modes    map[string]cameoRule `toml:"modes"`
}

// LoadCameo reads the built-in mapping, and lays a user's over it: its types,
// values, parties and sectors add to the built-in ones or replace them.
func LoadCameo(own string) (*Cameo, error) {
	var base, over Cameo
	if err := readCameo(cameoFile, &base); err != nil {
		return nil, fmt.Errorf("cameo.toml: %w", err)
	}
	if err := readCameo(own, &over); err != nil {
		return nil, err
	}
	for name, r := range over.Types {
		for mode, m := range r.Modes {
			if m.Code == "" {
				return nil, fmt.Errorf("types.%s.modes.%s: no code: write code = \"040\"", name, mode)
			}
		}
		if r.Code == "" {
			return nil, fmt.Errorf("types.%s: no code: write code = \"040\"", name)
		}
	}
	maps.Copy(base.Types, over.Types)
	maps.Copy(base.Goldstein, over.Goldstein)
	maps.Copy(base.Parties, over.Parties)
	maps.Copy(base.Sectors, over.Sectors)
	maps.Copy(base.Fips, over.Fips)
	return &base, nil
}

func readCameo(file string, into *Cameo) error {
	d := toml.NewDecoder(strings.NewReader(file)).DisallowUnknownFields()
	err := d.Decode(into)
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		row, _ := strict.Errors[0].Position()
		return fmt.Errorf("line %d: unknown entry %s: there are types, goldstein, parties, sectors and fips; a type has code, back, mutual, contexts and modes", row, strings.Join(strict.Errors[0].Key(), "."))
	}
	var at *toml.DecodeError
	if errors.As(err, &at) {
		row, column := at.Position()
		return fmt.Errorf("line %d, column %d: %w", row, column, at)
	}
	return err
}

// rule gives the code of an event, and that of its answer, "" when there is
// none; mutual says that actors stand towards each other.
func (c *Cameo) rule(e *Event) (code, back string, mutual, ok bool) {
	if len(e.Event) == 0 {
		return "", "", false, false
	}
	top, ok := c.Types[e.Event[0]]
	if !ok {
		return "", "", false, false
	}
	r := top
	if m, ok := top.Modes[e.Mode]; ok && (m.Back == "" || len(e.Recipient) > 0) {
		r = m
	}
	code = r.Code
	for _, context := range e.Context {
		if finer, ok := r.Contexts[context]; ok {
			code = finer
			break
		}
	}
	return code, r.Back, top.Mutual || r.Mutual, true
}

// scale gives the Goldstein value of a code.
func (c *Cameo) scale(code string) (float64, bool) {
	for n := len(code); n >= 2; n-- {
		if v, ok := c.Goldstein[code[:n]]; ok {
			return v, true
		}
	}
	return 0, false
}

// root is the first two digits of a code.
func root(code string) string { return code[:min(2, len(code))] }

// class gives the quad class of a code's root: 0 for statements, 1 and 2 for
// verbal and material cooperation, 3 and 4 for conflict.
func class(code string) int {
	switch r := root(code); {
	case r <= "02":
		return 0
	case r <= "05":
		return 1
	case r <= "08":
		return 2
	case r <= "13":
		return 3
	}
	return 4
}

// country, roles are a party in CAMEO's codes.
func (c *Cameo) party(e *Entity) (code string, roles []string) {
	code = e.Code
	if other, ok := c.Parties[code]; ok {
		code = other
	}
	for _, s := range strings.Fields(e.Sector) {
		if other, ok := c.Sectors[s]; ok {
			s = other
		}
		if s != "" {
			roles = append(roles, s)
		}
	}
	return code, roles
}

// act is what one party did to another: the form of CAMEO, which knows no
// events of many.
type act struct {
	from, to *Entity // nil for nobody known
	code     string
	n        int // within the event
}

// acts takes an event apart. Without anyStanding it takes what happened alone.
func (c *Cameo) acts(r Row, anyStanding bool) ([]act, error) {
	if !anyStanding && r.Standing != "actual" {
		return nil, nil // the formats cannot tell it from what happened
	}
	if _, ok := r.dated(); !ok {
		return nil, leftOut("neither event nor report has a day")
	}
	code, back, mutual, ok := c.rule(r.Event)
	if !ok {
		return nil, leftOut("type " + strings.Join(r.Event.Event, " ") + " has no CAMEO code; give it one with --mapping")
	}
	var out []act
	add := func(from, to *Entity, code string) { out = append(out, act{from, to, code, len(out)}) }
	actors, recipients := r.Actor, r.Recipient
	switch {
	case len(recipients) > 0 && len(actors) > 0:
		for i := range actors {
			for k := range recipients {
				add(&actors[i], &recipients[k], code)
				if back != "" {
					add(&recipients[k], &actors[i], back)
				}
			}
		}
	case mutual && len(actors) > 1:
		for i := range actors {
			for k := range actors {
				if i != k {
					add(&actors[i], &actors[k], code)
				}
			}
		}
	case len(actors) > 0:
		for i := range actors {
			add(&actors[i], nil, code)
		}
	default:
		for i := range recipients {
			add(nil, &recipients[i], code)
		}
	}
	if len(out) == 0 {
		return nil, leftOut("no party is known")
	}
	return out, nil
}

// cameoColumns are those of the Phoenix data sets, as users of PETRARCH have
// them.
var cameoColumns = []struct {
	name string
	cell func(c *Cameo, r Row, a act) string
}{
	{"EventID", func(_ *Cameo, r Row, a act) string { return r.ID + "_" + strconv.Itoa(a.n) }},
	{"Date", func(_ *Cameo, r Row, _ act) string { return r.layout("20060102") }},
	{"Year", func(_ *Cameo, r Row, _ act) string { return r.layout("2006") }},
	{"Month", func(_ *Cameo, r Row, _ act) string { return r.layout("1") }},
	{"Day", func(_ *Cameo, r Row, _ act) string { return r.layout("2") }},
	{"SourceActorFull", func(c *Cameo, _ Row, a act) string { return c.full(a.from) }},
	{"SourceActorEntity", func(c *Cameo, _ Row, a act) string { return c.part(a.from, 0) }},
	{"SourceActorRole", func(c *Cameo, _ Row, a act) string { return c.part(a.from, 1) }},
	{"SourceActorAttribute", func(c *Cameo, _ Row, a act) string { return c.part(a.from, 2) }},
	{"TargetActorFull", func(c *Cameo, _ Row, a act) string { return c.full(a.to) }},
	{"TargetActorEntity", func(c *Cameo, _ Row, a act) string { return c.part(a.to, 0) }},
	{"TargetActorRole", func(c *Cameo, _ Row, a act) string { return c.part(a.to, 1) }},
	{"TargetActorAttribute", func(c *Cameo, _ Row, a act) string { return c.part(a.to, 2) }},
	{"EventCode", func(_ *Cameo, _ Row, a act) string { return a.code }},
	{"EventRootCode", func(_ *Cameo, _ Row, a act) string { return root(a.code) }},
	{"PentaClass", func(_ *Cameo, _ Row, a act) string { return strconv.Itoa(class(a.code)) }},
	{"GoldsteinScore", func(c *Cameo, _ Row, a act) string { return c.goldstein(a.code) }},
	{"Issues", func(_ *Cameo, r Row, _ act) string { return strings.Join(r.Context, ";") }},
	{"Lat", func(_ *Cameo, r Row, _ act) string { return number(r.place().Lat) }},
	{"Lon", func(_ *Cameo, r Row, _ act) string { return number(r.place().Lon) }},
	{"LocationName", func(_ *Cameo, r Row, _ act) string { return r.place().Name }},
	{"StateName", func(*Cameo, Row, act) string { return "" }},
	{"CountryCode", func(_ *Cameo, r Row, _ act) string { return r.place().Country }},
	{"SentenceID", func(_ *Cameo, r Row, _ act) string { return r.Report + "_" + strconv.Itoa(r.TextInfo.Sequence) }},
	{"URLs", func(_ *Cameo, r Row, _ act) string { return r.URL }},
	{"NewsSources", func(_ *Cameo, r Row, _ act) string { return r.Source }},
}

func (r Row) layout(l string) string {
	t, ok := r.dated()
	if !ok {
		return ""
	}
	return t.Format(l)
}

func (c *Cameo) goldstein(code string) string {
	v, ok := c.scale(code)
	if !ok {
		return ""
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}

// full writes country and roles as one, "---" for nobody known.
func (c *Cameo) full(e *Entity) string {
	if e == nil {
		return "---"
	}
	code, roles := c.party(e)
	if all := code + strings.Join(roles, ""); all != "" {
		return all
	}
	return "---"
}

// part gives the country or organisation (0), the first role (1) or what other
// roles there are (2).
func (c *Cameo) part(e *Entity, n int) string {
	if e == nil {
		return ""
	}
	code, roles := c.party(e)
	switch {
	case n == 0:
		return code
	case len(roles) < n:
		return ""
	case n == 1:
		return roles[0]
	}
	return strings.Join(roles[1:], ";")
}

// acted opens a format of acts.
func acted(w io.Writer, o Options, one func(c *Cameo, r Row, a act) []byte) (Writer, error) {
	c := o.Cameo
	if c == nil {
		var err error
		if c, err = LoadCameo(""); err != nil {
			return nil, err
		}
	}
	return &lines{out: w, line: func(r Row) ([]byte, error) {
		list, err := c.acts(r, o.AnyStanding)
		var out []byte
		for _, a := range list {
			out = append(out, one(c, r, a)...)
		}
		return out, err
	}}, nil
}

func newCameo(w io.Writer, o Options) (Writer, error) {
	if !o.WithoutTitle {
		names := make([]string, len(cameoColumns))
		for i, c := range cameoColumns {
			names[i] = c.name
		}
		if _, err := w.Write(line(names)); err != nil {
			return nil, err
		}
	}
	return acted(w, o, func(c *Cameo, r Row, a act) []byte {
		out := make([]string, len(cameoColumns))
		for i, col := range cameoColumns {
			out[i] = col.cell(c, r, a)
		}
		return line(out)
	})
}

// CameoTypes names the types that have a code, in the order of their names.
func (c *Cameo) CameoTypes() []string { return slices.Sorted(maps.Keys(c.Types)) }
