package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/story"
)

// writer writes reports in one transaction.
type writer struct {
	*Tx
	packer   *packer
	teller   *story.Teller
	versions map[Version]int64
	next     map[string]int64 // table to the next n
	now      string
	pending  map[int64]bool // events to be taken into the tables of questions at the end
	stories  map[int64]bool // stories whose counts have to be settled
	groups   map[int64]bool // events that lead a group to be settled
	stale    bool           // the ledger has to be settled again
}

func newWriter(tx *Tx, p *packer) *writer {
	return &writer{Tx: tx, packer: p, teller: story.NewTeller(), versions: map[Version]int64{}, next: map[string]int64{}, now: time.Now().UTC().Format(time.RFC3339),
		pending: map[int64]bool{}, stories: map[int64]bool{}, groups: map[int64]bool{}}
}

// key gives the next n of a table. There is one writer at a time, so n follows
// the order of writing without a gap, in either database.
func (w *writer) key(ctx context.Context, table string) (int64, error) {
	n, ok := w.next[table]
	if !ok {
		if err := w.row(ctx, "SELECT COALESCE(MAX(n), 0) + 1 FROM "+table).Scan(&n); err != nil {
			return 0, err
		}
	}
	w.next[table] = n + 1
	return n, nil
}

func (w *writer) version(ctx context.Context, v Version) (int64, error) {
	if n, ok := w.versions[v]; ok {
		return n, nil
	}
	var n int64
	err := w.row(ctx, "SELECT n FROM version WHERE program = ? AND codebook = ? AND settings = ?", v.Program, v.Codebook, v.Settings).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		if n, err = w.key(ctx, "version"); err == nil {
			_, err = w.exec(ctx, "INSERT INTO version (n, program, codebook, settings) VALUES (?, ?, ?, ?)", n, v.Program, v.Codebook, v.Settings)
		}
	}
	w.versions[v] = n
	return n, err
}

// put writes one report. What later reports see of it stands when put returns,
// so that the record is the same however reports are divided over transactions.
func (w *writer) put(ctx context.Context, r *Record) (Outcome, error) {
	out, err := w.write(ctx, r)
	if err == nil {
		err = w.settleStories(ctx)
	}
	return out, err
}

func (w *writer) write(ctx context.Context, r *Record) (Outcome, error) {
	version, err := w.version(ctx, r.Version)
	if err != nil {
		return Unchanged, err
	}
	var n, had int64
	err = w.row(ctx, "SELECT n, version FROM report WHERE id = ?", r.Report.ID).Scan(&n, &had)
	switch {
	case err == nil && had == version:
		return Unchanged, nil
	case err == nil:
		return Recoded, w.recode(ctx, n, had, version, r)
	case !errors.Is(err, sql.ErrNoRows):
		return Unchanged, err
	}
	return w.add(ctx, version, r)
}

// add writes a new report.
func (w *writer) add(ctx context.Context, version int64, r *Record) (Outcome, error) {
	n, err := w.key(ctx, "report")
	if err != nil {
		return Unchanged, err
	}
	me := &member{n: n, name: r.Name, day: r.ready.day, published: r.Report.Published, outlet: story.Outlet(r.Report.Source, r.Report.URL), mark: r.ready.mark, sketch: r.ready.sketch}
	like, err := w.alike(ctx, me)
	if err != nil {
		return Unchanged, err
	}
	p := &r.Report
	_, err = w.exec(ctx, "INSERT INTO report (n, id, name, source, url, title, author, day, published, dated, place, mark, version, fault, added, furniture, text) VALUES ("+places(17)+")",
		n, p.ID, r.Name, p.Source, p.URL, p.Title, p.Author, r.ready.day, r.ready.published, string(p.Dated), p.Place, string(me.mark), version, r.Fault, w.now, r.ready.furniture, p.Text)
	if err != nil {
		return Unchanged, err
	}
	if _, err = w.exec(ctx, w.d.addWords, n, w.d.vector(r.ready.words)); err != nil {
		return Unchanged, err
	}
	if err := w.addSketch(ctx, me); err != nil {
		return Unchanged, err
	}
	events, err := w.addEvents(ctx, n, r)
	if err != nil {
		return Unchanged, err
	}
	if err := w.addPage(ctx, n, r); err != nil {
		return Unchanged, err
	}
	return w.join(ctx, me, like, events, p.Title)
}

func (w *writer) addPage(ctx context.Context, n int64, r *Record) error {
	if r.ready.page == nil {
		return nil
	}
	w.stale = true
	_, err := w.exec(ctx, "INSERT INTO ledger_page (report, body) VALUES (?, ?)", n, r.ready.page)
	return err
}

func (w *writer) addSketch(ctx context.Context, m *member) error {
	if _, err := w.exec(ctx, "INSERT INTO sketch (report, body) VALUES (?, ?)", m.n, m.sketch.Bytes()); err != nil {
		return err
	}
	var rows [][]any
	for _, k := range slices.Compact(m.sketch.Keys(m.day)) {
		rows = append(rows, []any{k, m.n})
	}
	return w.insert(ctx, "sketch_key (key, report)", rows)
}

// insert writes rows of one table with few statements, of few lengths, so that
// they can be kept.
func (t *Tx) insert(ctx context.Context, into string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	row := "(" + places(len(rows[0])) + ")"
	for _, length := range [...]int{64, 16, 4, 1} {
		for len(rows) >= length {
			var args []any
			for _, r := range rows[:length] {
				args = append(args, r...)
			}
			values := strings.TrimSuffix(strings.Repeat(row+", ", length), ", ")
			if _, err := t.exec(ctx, "INSERT INTO "+into+" VALUES "+values, args...); err != nil {
				return err
			}
			rows = rows[length:]
		}
	}
	return nil
}

// kept is an event with its n.
type kept struct {
	n int64
	*export.Event
}

// addEvents writes a report's events; each leads until it is joined to others.
func (w *writer) addEvents(ctx context.Context, report int64, r *Record) ([]kept, error) {
	var list []kept
	var rows, bodies, parties, keys [][]any
	for i := range r.Events {
		n, err := w.key(ctx, "event")
		if err != nil {
			return nil, err
		}
		e := &r.Events[i]
		list = append(list, kept{n, e})
		rows = append(rows, eventRow(n, report, e))
		bodies = append(bodies, []any{n, r.ready.bodies[i]})
		for side, of := range [...][]export.Entity{e.Actor, e.Recipient, e.SaidBy} {
			for k := range of {
				parties = append(parties, []any{n, side, k, of[k].Code, of[k].Sector, name(&of[k])})
			}
		}
		if k, ok := story.EventKey(e); ok {
			keys = append(keys, []any{k, n})
		}
		w.pending[n] = true
	}
	return list, errors.Join(w.insert(ctx, "event ("+eventColumns+")", rows), w.insert(ctx, "event_body (event, body)", bodies),
		w.insert(ctx, "party (event, side, ord, code, sector, name)", parties), w.insert(ctx, "event_key (key, event)", keys))
}

const eventColumns = "n, id, report, day, endday, type, mode, standing, quad, scale, confidence, country, lat, lon, place, contexts, repeat_of, lead, sources, tellings"

func eventRow(n, report int64, e *export.Event) []any {
	var typ, contexts, country, place string
	var lat, lon any
	var scale float64
	if len(e.Event) > 0 {
		typ = e.Event[0]
	}
	if len(e.Context) > 0 {
		contexts = " " + strings.Join(e.Context, " ") + " "
	}
	if p := e.EventLoc; p != nil {
		country, place = p.Country, p.Name
		if p.Lat != nil && p.Lon != nil {
			lat, lon = *p.Lat, *p.Lon
		}
	}
	if e.EventScale != nil {
		scale = *e.EventScale
	}
	lead := 1
	if e.RepeatOf != "" {
		lead = 0
	}
	return []any{n, e.ID, report, e.Date, cmp.Or(e.EndDate, e.Date), typ, e.Mode, e.Standing, e.QuadCode, scale, e.Confidence,
		country, lat, lon, place, contexts, e.RepeatOf, lead, 1, 1}
}

func name(e *export.Entity) string {
	if e.IdentifierText != "" {
		return e.IdentifierText
	}
	return e.EntityText
}
