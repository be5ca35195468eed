package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/story"
)

// member is a report as its likeness to others is judged.
type member struct {
	n                 int64
	name, day, outlet string
	published         time.Time // zero when unknown
	mark              story.Mark
	sketch            story.Sketch
	root              int64 // the first of its near duplicates, itself when it is that
	story             int64
	superseded        bool
	like              story.Likeness // to the report at hand
}

// mostAlike bounds the reports that one is compared with; those that share
// most are taken.
const mostAlike = 12

// alike finds the reports that may be copies or versions of m, compared with
// it, in the order of n. Cost: a look-up a key, and mostAlike comparisons.
func (w *writer) alike(ctx context.Context, m *member) ([]*member, error) {
	var found []int64
	if around := slices.Compact(m.sketch.Around(m.day)); len(around) > 0 {
		args, in := among(around)
		rows, err := w.query(ctx, "SELECT report FROM sketch_key WHERE key IN ("+in+") GROUP BY report ORDER BY COUNT(*) DESC, report LIMIT ?", append(args, mostAlike)...)
		if found, err = column(rows, err); err != nil {
			return nil, err
		}
	}
	if m.name != "" {
		rows, err := w.query(ctx, "SELECT n FROM report WHERE name = ? ORDER BY n DESC LIMIT 4", m.name)
		named, err := column(rows, err)
		if err != nil {
			return nil, err
		}
		found = append(found, named...)
	}
	slices.Sort(found)
	list, err := w.members(ctx, slices.Compact(found))
	for _, o := range list {
		o.like = story.Compare(m.sketch, m.day, o.sketch, o.day)
	}
	return list, err
}

// members reads reports by their n, in its order.
func (w *writer) members(ctx context.Context, list []int64) ([]*member, error) {
	if len(list) == 0 {
		return nil, nil
	}
	var out []*member
	args, in := among(list)
	rows, err := w.query(ctx, "SELECT r.n, r.name, r.day, r.published, r.source, r.url, r.mark, r.copy_of, r.story, r.superseded, s.body FROM report r JOIN sketch s ON s.report = r.n WHERE r.n IN ("+in+") ORDER BY r.n", args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var m member
		var published, source, url, mark string
		var copyOf, in, superseded sql.NullInt64
		var body []byte
		if err := r.Scan(&m.n, &m.name, &m.day, &published, &source, &url, &mark, &copyOf, &in, &superseded, &body); err != nil {
			return err
		}
		m.outlet, m.mark, m.root, m.story, m.superseded = story.Outlet(source, url), story.Mark(mark), cmp.Or(copyOf.Int64, m.n), in.Int64, superseded.Valid
		m.published, _ = time.Parse(time.RFC3339, published)
		var err error
		m.sketch, err = story.ReadSketch(body)
		out = append(out, &m)
		return err
	})
	return out, err
}

// takes reports whether m takes the place of o: the later of one name, or the
// one that says that it does.
func (m *member) takes(o *member, like story.Likeness) bool {
	mark := m.mark
	if m.name != "" && m.name == o.name && mark == "" {
		mark = story.Update
	}
	return mark.Supersedes(m.outlet, m.day, o.outlet, o.day, like)
}

// after reports whether m was surely published after o.
func (m *member) after(o *member) bool {
	if m.published.IsZero() || o.published.IsZero() {
		return o.day < m.day && o.day != ""
	}
	return m.published.After(o.published)
}

// join settles what a new report is to earlier ones: their copy, their next
// version, or another telling of an event that they tell.
func (w *writer) join(ctx context.Context, m *member, like []*member, events []kept, title string) (Outcome, error) {
	m.root = m.n
	var best *member
	for _, o := range like {
		if o.like.Copy() && (best == nil || o.like.Runs > best.like.Runs) {
			best = o
		}
	}
	if best != nil {
		m.root, m.story = best.root, best.story
	}
	outcome, err := w.replace(ctx, m, like)
	if err != nil {
		return outcome, err
	}
	other, err := w.tellings(ctx, m, like, events)
	if err != nil {
		return outcome, err
	}
	m.story = cmp.Or(m.story, other)
	if m.story == 0 {
		if m.story, err = w.newStory(ctx, m, title); err != nil {
			return outcome, err
		}
	}
	return outcome, w.settle(ctx, m)
}

// replace finds the reports whose place m takes, and the one that takes m's:
// reports may come in any order.
func (w *writer) replace(ctx context.Context, m *member, like []*member) (Outcome, error) {
	outcome := Added
	for _, o := range like {
		var err error
		switch {
		case m.takes(o, o.like):
			outcome = Superseded
			if !o.superseded {
				err = w.supersede(ctx, o.n, m.n)
			}
		case o.after(m) && o.takes(m, o.like):
			m.superseded = true
			err = w.supersede(ctx, m.n, o.n)
		default:
			continue
		}
		if err != nil {
			return outcome, err
		}
		m.story = cmp.Or(m.story, o.story)
	}
	return outcome, nil
}

func (w *writer) newStory(ctx context.Context, m *member, title string) (int64, error) {
	n, err := w.key(ctx, "story")
	if err != nil {
		return 0, err
	}
	var id string
	if err := w.row(ctx, "SELECT id FROM report WHERE n = ?", m.n).Scan(&id); err != nil {
		return 0, err
	}
	_, err = w.exec(ctx, "INSERT INTO story (n, id, title, day, lastday, reports, tellings, sources) VALUES (?, ?, ?, ?, ?, 0, 0, 0)", n, "s"+id, title, m.day, m.day)
	return n, err
}

// settle writes what join found of a report.
func (w *writer) settle(ctx context.Context, m *member) error {
	var copyOf any
	if m.root != m.n {
		copyOf = m.root
	}
	if _, err := w.exec(ctx, "UPDATE report SET story = ?, copy_of = ? WHERE n = ?", m.story, copyOf, m.n); err != nil {
		return err
	}
	if _, err := w.exec(ctx, "UPDATE event SET story = ? WHERE report = ?", m.story, m.n); err != nil {
		return err
	}
	w.stories[m.story] = true
	return nil
}

// supersede puts one report in the place of another.
func (w *writer) supersede(ctx context.Context, old, by int64) error {
	if _, err := w.exec(ctx, "UPDATE report SET superseded = ? WHERE n = ?", by, old); err != nil {
		return err
	}
	rows, err := w.query(ctx, "SELECT COALESCE(told, n) FROM event WHERE report = ? ORDER BY n", old)
	roots, err := column(rows, err)
	for _, n := range roots {
		w.groups[n] = true
	}
	var in sql.NullInt64
	if err == nil {
		err = w.row(ctx, "SELECT story FROM report WHERE n = ?", old).Scan(&in)
	}
	if in.Valid {
		w.stories[in.Int64] = true
	}
	w.stale = true
	return err
}

// told is an event of another report that may be the same.
type told struct {
	kept
	root   int64 // of its group
	key    int64
	report int64
}

// storyDays is how long a story goes on: later reports begin another, even if
// they tell something that it told.
const storyDays = 5

// tellings joins a report's events to those of other reports, and gives the
// story of the report that tells most of them, 0 for none.
func (w *writer) tellings(ctx context.Context, m *member, like []*member, events []kept) (int64, error) {
	found, err := w.candidates(ctx, m.n, events)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	reports, err := w.reportsOf(ctx, m, like, found)
	if err != nil {
		return 0, err
	}
	votes := map[int64]float64{}
	for _, e := range events {
		best, score := (*told)(nil), 0.0
		around := story.EventAround(e.Event)
		for i := range found {
			o := &found[i]
			if !slices.Contains(around, o.key) {
				continue
			}
			if s, same := w.teller.Same(e.Event, o.Event, reports[o.report].like); same && s > score {
				best, score = o, s
			}
		}
		if best == nil {
			continue
		}
		votes[reports[best.report].story] += score
		w.groups[best.root] = true
		if _, err := w.exec(ctx, "UPDATE event SET told = ? WHERE n = ?", best.root, e.n); err != nil {
			return 0, err
		}
	}
	return w.elected(ctx, m.day, votes)
}

// elected gives the story with most votes, the older of two with as many; one
// that began long ago is none.
func (w *writer) elected(ctx context.Context, day string, votes map[int64]float64) (int64, error) {
	best := int64(0)
	for _, n := range sortedKeys(votes) {
		var first string
		if err := w.row(ctx, "SELECT day FROM story WHERE n = ?", n).Scan(&first); err != nil {
			return 0, err
		}
		if story.DaysApart(first, day) <= storyDays && votes[n] > votes[best] {
			best = n
		}
	}
	return best, nil
}

// mostTold bounds the events that one is compared with.
const mostTold = 64

// candidates finds the events of other reports under the keys of these.
func (w *writer) candidates(ctx context.Context, report int64, events []kept) ([]told, error) {
	var around []int64
	for _, e := range events {
		around = append(around, story.EventAround(e.Event)...)
	}
	slices.Sort(around)
	around = slices.Compact(around)
	var out []told
	for part := range slices.Chunk(around, 256) {
		keys, in := among(part)
		rows, err := w.query(ctx, "SELECT e.n, COALESCE(e.told, e.n), e.report, b.body FROM event e JOIN event_body b ON b.event = e.n WHERE e.report <> ? AND e.n IN (SELECT event FROM event_key WHERE key IN ("+in+")) ORDER BY e.n DESC LIMIT ?",
			append(append([]any{report}, keys...), mostTold*len(events))...)
		err = each(rows, err, func(r *sql.Rows) error {
			t := told{kept: kept{Event: &export.Event{}}}
			var body []byte
			if err := r.Scan(&t.n, &t.root, &t.report, &body); err != nil {
				return err
			}
			err := json.Unmarshal(body, t.Event)
			t.key, _ = story.EventKey(t.Event)
			out = append(out, t)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b told) int { return cmp.Compare(a.n, b.n) })
	return out, nil
}

// reportsOf reads the reports of events, compared with m; those that are known
// are not read again.
func (w *writer) reportsOf(ctx context.Context, m *member, known []*member, events []told) (map[int64]*member, error) {
	out := map[int64]*member{}
	for _, o := range known {
		out[o.n] = o
	}
	var missing []int64
	for i := range events {
		if out[events[i].report] == nil {
			missing = append(missing, events[i].report)
		}
	}
	slices.Sort(missing)
	for part := range slices.Chunk(slices.Compact(missing), 256) {
		list, err := w.members(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, o := range list {
			o.like = story.Compare(m.sketch, m.day, o.sketch, o.day)
			out[o.n] = o
		}
	}
	return out, nil
}
