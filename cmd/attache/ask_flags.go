package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	data "github.com/attache/attache/codebook"
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/store"
)

// filterFlags are the flags that say which events of the record are meant.
type filterFlags struct {
	actors, recipients, parties                   []string
	types, modes, contexts, standings, countries  []string
	quads                                         []string
	dyad, box, from, to, on, text, report, source string
	story                                         string
	confidence                                    float64
	repeats                                       bool
}

func (f *filterFlags) flags(c *cobra.Command) {
	fl := c.Flags()
	fl.StringSliceVar(&f.actors, "actor", nil, "who did it: a code (USA, \"JPN GOV\") or a state's name; one of several")
	fl.StringSliceVar(&f.recipients, "recipient", nil, "whom it was done to")
	fl.StringSliceVar(&f.parties, "party", nil, "a party on either side")
	fl.StringVar(&f.dyad, "dyad", "", "what is between two: JPN,USA")
	fl.StringSliceVar(&f.types, "type", nil, "event types: ASSAULT,COERCE")
	fl.StringSliceVar(&f.modes, "mode", nil, "modes of a type: visit, drone")
	fl.StringSliceVar(&f.contexts, "context", nil, "contexts: military, cyber")
	fl.StringSliceVar(&f.standings, "standing", nil, "actual, planned, hypothetical, negated or historical")
	fl.StringSliceVar(&f.quads, "quad", nil, "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict; or cooperation, conflict")
	fl.StringSliceVar(&f.countries, "country", nil, "country of the place")
	fl.StringVar(&f.box, "box", "", "places between SOUTH,WEST,NORTH,EAST in degrees")
	fl.StringVar(&f.from, "from", "", "first day, as 2022-05-04, 2022-05 or 2022")
	fl.StringVar(&f.to, "to", "", "last day, or the last of a month or year")
	fl.StringVar(&f.on, "on", "", "a day, month or year")
	fl.Float64Var(&f.confidence, "confidence", 0, "least confidence, 0 to 1")
	fl.StringVar(&f.text, "text", "", "words that the report must hold, all of them; \"quoted\" ones in a row")
	fl.StringVar(&f.report, "report", "", "events of one report, by its id")
	fl.StringVar(&f.source, "source", "", "events of one source")
	fl.StringVar(&f.story, "story", "", "events of one story, by its id")
	fl.BoolVar(&f.repeats, "repeats", false, "also what is told again")
	_ = c.RegisterFlagCompletionFunc("standing", cobra.FixedCompletions(standingNames[:], cobra.ShellCompDirectiveNoFileComp))
}

var standingNames = [...]string{"actual", "planned", "hypothetical", "negated", "historical"}

// filter reads the flags; names finds the codes of states.
func (f *filterFlags) filter() (store.Filter, error) {
	n := &stateNames{}
	out := store.Filter{Types: upper(f.types), Modes: f.modes, Contexts: f.contexts, Standings: f.standings, MinConfidence: f.confidence,
		Text: f.text, Report: f.report, Source: f.source, Story: f.story, Repeats: f.repeats}
	for _, l := range []struct {
		typed []string
		into  *[]string
	}{{f.actors, &out.Actors}, {f.recipients, &out.Recipients}, {f.parties, &out.Parties}, {f.countries, &out.Countries}} {
		for _, s := range l.typed {
			code, err := n.code(s)
			if err != nil {
				return out, err
			}
			*l.into = append(*l.into, code)
		}
	}
	for _, s := range f.standings {
		if err := oneOf("standing", s, standingNames[:]); err != nil {
			return out, err
		}
	}
	if f.confidence < 0 || f.confidence > 1 {
		return out, wrongUse("--confidence %v: give a number from 0 to 1", f.confidence)
	}
	for _, read := range []func(*store.Filter, *stateNames) error{f.readDyad, f.readQuads, f.readBox, f.readDays} {
		if err := read(&out, n); err != nil {
			return out, err
		}
	}
	return out, nil
}

func upper(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, strings.ToUpper(strings.TrimSpace(s)))
	}
	return out
}

func oneOf(flag, value string, list []string) error {
	for _, v := range list {
		if v == value {
			return nil
		}
	}
	return wrongUse("--%s %s: it is one of %s", flag, value, strings.Join(list, ", "))
}

func (f *filterFlags) readDyad(out *store.Filter, n *stateNames) error {
	if f.dyad == "" {
		return nil
	}
	a, b, ok := strings.Cut(f.dyad, ",")
	if !ok || strings.TrimSpace(a) == "" || strings.TrimSpace(b) == "" {
		return wrongUse("--dyad %s: name two, as JPN,USA", f.dyad)
	}
	var err error
	if out.Dyad[0], err = n.code(a); err != nil {
		return err
	}
	out.Dyad[1], err = n.code(b)
	return err
}

func (f *filterFlags) readQuads(out *store.Filter, _ *stateNames) error {
	for _, q := range f.quads {
		switch q {
		case "1", "2", "3", "4":
			out.Quads = append(out.Quads, int(q[0]-'0'))
		case "cooperation":
			out.Quads = append(out.Quads, 1, 2)
		case "conflict":
			out.Quads = append(out.Quads, 3, 4)
		default:
			return wrongUse("--quad %s: it is 1, 2, 3, 4, cooperation or conflict", q)
		}
	}
	return nil
}

func (f *filterFlags) readBox(out *store.Filter, _ *stateNames) error {
	if f.box == "" {
		return nil
	}
	var box [4]float64
	parts := strings.Split(f.box, ",")
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || len(parts) != 4 {
			return wrongUse("--box %s: give four numbers, south,west,north,east, as 24,122,46,146", f.box)
		}
		box[i] = v
	}
	if box[0] > box[2] {
		return wrongUse("--box %s: the south (%v) lies north of the north (%v)", f.box, box[0], box[2])
	}
	out.Box = &box
	return nil
}

func (f *filterFlags) readDays(out *store.Filter, _ *stateNames) error {
	if f.on != "" && (f.from != "" || f.to != "") {
		return wrongUse("--on stands for --from and --to: leave one out")
	}
	for _, d := range []struct {
		flag, typed string
		from, to    *time.Time
	}{{"on", f.on, &out.From, &out.To}, {"from", f.from, &out.From, nil}, {"to", f.to, nil, &out.To}} {
		if d.typed == "" {
			continue
		}
		first, last, err := period(d.typed)
		if err != nil {
			return wrongUse("--%s %s: write it as 2022-05-04, 2022-05 or 2022", d.flag, d.typed)
		}
		if d.from != nil {
			*d.from = first
		}
		if d.to != nil {
			*d.to = last
		}
	}
	if !out.From.IsZero() && !out.To.IsZero() && out.From.After(out.To) {
		return wrongUse("--from %s lies behind --to %s", f.from, f.to)
	}
	return nil
}

// period reads a day, month or year as its first and last day.
func period(s string) (first, last time.Time, err error) {
	for _, l := range []struct {
		layout             string
		years, months, day int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if first, err = time.Parse(l.layout, s); err == nil {
			return first, first.AddDate(l.years, l.months, l.day).AddDate(0, 0, -1), nil
		}
	}
	return first, last, err
}

// stateNames knows what codes stand for; it reads the codebook when first
// asked.
type stateNames struct {
	byCode, byName map[string]string
}

func (n *stateNames) load() error {
	if n.byCode != nil {
		return nil
	}
	a, err := codebook.LoadActors(data.Files)
	if err != nil {
		return err
	}
	n.byCode, n.byName = map[string]string{"UNO": "United Nations", "EUR": "European Union"}, map[string]string{"united nations": "UNO", "european union": "EUR"}
	for i := range a.Entities {
		if e := &a.Entities[i]; e.Kind == codebook.StateEntity && e.Code != "" {
			n.byCode[e.Code] = e.Name
		}
	}
	for _, x := range a.Names {
		if e := &a.Entities[x.Entity]; e.Kind == codebook.StateEntity && x.Use <= codebook.Acronym {
			n.byName[strings.ToLower(x.Text)] = e.Code
		}
	}
	return nil
}

// code takes "jpn", "JPN GOV" and "Japan".
func (n *stateNames) code(typed string) (string, error) {
	typed = strings.Join(strings.Fields(typed), " ")
	code, sector, _ := strings.Cut(typed, " ")
	if len(code) == 3 && (sector == "" || len(sector) == 3) && code == strings.ToUpper(code) {
		return typed, nil
	}
	if err := n.load(); err != nil {
		return "", err
	}
	if c, ok := n.byName[strings.ToLower(typed)]; ok {
		return c, nil
	}
	if len(code) == 3 && (sector == "" || len(sector) == 3) {
		return strings.ToUpper(typed), nil
	}
	return "", wrongUse("%q is no code and no state's name: write JPN, \"JPN GOV\" or Japan", typed)
}

// name is what people call a code, the code itself where nobody knows.
func (n *stateNames) name(code string) string {
	if n.load() == nil && n.byCode[code] != "" {
		return n.byCode[code]
	}
	return code
}

// record opens the record that --db names, for asking.
func (e *env) record(ctx context.Context, db string, ask func(*store.Store) error) error {
	s, err := store.OpenExisting(ctx, db)
	if err != nil {
		return err
	}
	err = ask(s)
	if closed := s.Close(); err == nil && closed != nil {
		err = fmt.Errorf("%s: %w", db, closed)
	}
	return asked(err)
}

// asked makes wrong use of a question that has no answer.
func asked(err error) error {
	if errors.Is(err, store.ErrQuestion) {
		return useError{err}
	}
	return err
}
