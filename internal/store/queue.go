package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// ItemState says how far an item has come.
type ItemState string

// An item is found in a source, fetched, and coded; or passed over; or given
// up as failed after the last try.
const (
	ItemFound   ItemState = "found"
	ItemFetched ItemState = "fetched"
	ItemCoded   ItemState = "coded"
	ItemPassed  ItemState = "passed"
	ItemFailed  ItemState = "failed"
)

// Found is an item as a source lists it.
type Found struct {
	Keys      []string // what it is known by; it is new when none of them is known
	URL, Host string
	Title     string
	Published time.Time // zero when unknown
	Stamp     time.Time // when its source says it last changed; zero when it does not say
	Body      string    // the source's own words about it, for the watch alone
	Pass      string    // not "": only to be remembered, and why
}

// Item is an item of the queue.
type Item struct {
	N         int64     `json:"n"`
	Source    string    `json:"source"` // id
	Host      string    `json:"host"`
	URL       string    `json:"url"`
	Title     string    `json:"title,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Stamp     time.Time `json:"stamp,omitzero"`
	Revision  int       `json:"revision,omitempty"` // how often it was read anew
	State     ItemState `json:"state"`
	Why       string    `json:"why,omitempty"` // it was passed or has failed, or of the last try
	Attempts  int       `json:"attempts"`      // at the present state
	Next      time.Time `json:"next,omitzero"` // next try
	Language  string    `json:"language,omitempty"`
	Report    string    `json:"report,omitempty"` // id in the record
	Found     time.Time `json:"found"`
	Changed   time.Time `json:"changed"`
	Body      string    `json:"-"`
}

const itemColumns = `n, source, host, url, title, published, stamp, revision, state, why, attempts, next_at,
	language, report, found, changed, body`

func scanItem(row interface{ Scan(...any) error }) (Item, error) {
	var it Item
	var published, stamp, next, found, changed int64
	err := row.Scan(&it.N, &it.Source, &it.Host, &it.URL, &it.Title, &published, &stamp, &it.Revision, &it.State, &it.Why,
		&it.Attempts, &next, &it.Language, &it.Report, &found, &changed, &it.Body)
	it.Published, it.Stamp, it.Next = fromMillis(published), fromMillis(stamp), fromMillis(next)
	it.Found, it.Changed = fromMillis(found), fromMillis(changed)
	return it, err
}

// Sources that lie about when an item changed cost no more than this: an item
// is read anew at most maxRevisions times, each time not before it has rested
// twice as long.
const (
	maxRevisions = 8
	firstRest    = 20 * time.Minute
)

// putFound adds an item that is not known yet, and sends one that has changed
// through the queue again.
func putFound(ctx context.Context, tx *Tx, source string, f Found, now time.Time) (fresh bool, err error) {
	known, err := findItem(ctx, tx, f.Keys)
	if err != nil {
		return false, err
	}
	if known == 0 {
		if known, err = addItem(ctx, tx, source, f, now); err != nil {
			return false, err
		}
		fresh = f.Pass == ""
	} else if fresh, err = readAnew(ctx, tx, known, f, now); err != nil {
		return false, err
	}
	return fresh, putKeys(ctx, tx, known, f.Keys)
}

func findItem(ctx context.Context, tx *Tx, keys []string) (n int64, err error) {
	for _, k := range keys {
		err := tx.row(ctx, "SELECT item FROM item_key WHERE key = ?", k).Scan(&n)
		if !errors.Is(err, sql.ErrNoRows) {
			return n, err
		}
	}
	return 0, nil
}

func putKeys(ctx context.Context, tx *Tx, item int64, keys []string) error {
	for _, k := range keys {
		if _, err := tx.exec(ctx, "INSERT INTO item_key (key, item) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", k, item); err != nil {
			return err
		}
	}
	return nil
}

func addItem(ctx context.Context, tx *Tx, source string, f Found, now time.Time) (n int64, err error) {
	state := ItemFound
	if f.Pass != "" {
		state, f.Body = ItemPassed, ""
	}
	err = tx.row(ctx, `INSERT INTO item (source, host, url, title, published, stamp, revision, state, why, attempts, next_at,
			holder, language, report, found, changed, body)
		VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0, '', '', '', ?, ?, ?) RETURNING n`,
		source, f.Host, f.URL, f.Title, millis(f.Published), millis(f.Stamp), string(state), f.Pass,
		millis(now), millis(now), f.Body).Scan(&n)
	if err != nil {
		return 0, err
	}
	return n, knowHost(ctx, tx, f.Host)
}

// readAnew sends a settled item through the queue again when its source says
// that it has changed since.
func readAnew(ctx context.Context, tx *Tx, n int64, f Found, now time.Time) (bool, error) {
	if f.Stamp.IsZero() || f.Pass != "" {
		return false, nil
	}
	it, err := scanItem(tx.row(ctx, "SELECT "+itemColumns+" FROM item WHERE n = ?", n))
	if err != nil {
		return false, err
	}
	rest := firstRest << it.Revision
	settled := it.State == ItemCoded || it.State == ItemFailed
	if !settled || !f.Stamp.After(it.Stamp) || it.Stamp.IsZero() || it.Revision >= maxRevisions || now.Before(it.Changed.Add(rest)) {
		return false, nil
	}
	_, err = tx.exec(ctx, `UPDATE item SET state = ?, why = '', attempts = 0, next_at = 0, holder = '', stamp = ?,
		revision = revision + 1, title = ?, body = ?, changed = ? WHERE n = ?`,
		string(ItemFound), millis(f.Stamp), f.Title, f.Body, millis(now), n)
	return err == nil, err
}

// TakeFound gives an item to fetch, and takes it and its host until the lease
// ends. Hosts take turns. ErrNotFound when none is due.
func (s *Store) TakeFound(ctx context.Context, holder string, now, lease time.Time) (Item, error) {
	var it Item
	err := s.change(ctx, func(tx *Tx) error {
		var host string
		err := tx.row(ctx, `SELECT host FROM host WHERE free_at <= ? AND EXISTS
				(SELECT 1 FROM item WHERE item.state = 'found' AND item.host = host.host AND item.next_at <= ?)
			ORDER BY free_at, host LIMIT 1`, millis(now), millis(now)).Scan(&host)
		if err != nil {
			return notFound(err)
		}
		it, err = takeItem(ctx, tx, holder, lease, "state = 'found' AND host = ? AND next_at <= ?", host, millis(now))
		if err != nil {
			return err
		}
		return setHost(ctx, tx, host, lease)
	})
	return it, err
}

// TakeFetched gives an item to code, and takes it until the lease ends.
// ErrNotFound when none is due.
func (s *Store) TakeFetched(ctx context.Context, holder string, now, lease time.Time) (Item, error) {
	var it Item
	err := s.change(ctx, func(tx *Tx) (err error) {
		it, err = takeItem(ctx, tx, holder, lease, "state = 'fetched' AND next_at <= ?", millis(now))
		return err
	})
	return it, err
}

func takeItem(ctx context.Context, tx *Tx, holder string, lease time.Time, which string, args ...any) (Item, error) {
	it, err := scanItem(tx.row(ctx, "SELECT "+itemColumns+" FROM item WHERE "+which+" ORDER BY next_at, n LIMIT 1", args...))
	if err != nil {
		return it, notFound(err)
	}
	_, err = tx.exec(ctx, "UPDATE item SET next_at = ?, holder = ?, attempts = attempts + 1 WHERE n = ?", millis(lease), holder, it.N)
	it.Attempts++
	return it, err
}

// ErrLost says that a lease ran out and another worker has the item.
var ErrLost = errors.New("another worker has taken it over")

// ItemStep is what became of an item that was taken.
type ItemStep struct {
	N        int64
	Holder   string
	At       time.Time
	State    ItemState // the state it is in now; the one it was in to be tried again
	Why      string
	Next     time.Time // when it is to be tried again
	Untried  bool      // the try does not count: nobody was asked
	Language string    // "" keeps what is known; so do the next two
	Report   string
	Body     string
	Words    string // digest of its text, "" when there is none yet
}

// PutStep moves an item on and gives it back. Fetched text that is known
// already makes it passed, not fetched: the item that brought it first is
// named. ErrLost when the holder is another by now; nothing is changed then.
func (s *Store) PutStep(ctx context.Context, st ItemStep) (ItemState, error) {
	state := st.State
	err := s.change(ctx, func(tx *Tx) error {
		state = st.State
		step := st
		if st.Words != "" {
			key := "words:" + st.Words
			first, err := findItem(ctx, tx, []string{key})
			if err != nil {
				return err
			}
			if first != 0 && first != st.N {
				state = ItemPassed
				step.Why, step.Body = "the same text as "+itemURL(ctx, tx, first), ""
			} else if err := putKeys(ctx, tx, st.N, []string{key}); err != nil {
				return err
			}
		}
		return putStep(ctx, tx, step, state)
	})
	return state, err
}

func itemURL(ctx context.Context, tx *Tx, n int64) string {
	url := "another item"
	_ = tx.row(ctx, "SELECT url FROM item WHERE n = ?", n).Scan(&url) // only to be shown
	return url
}

func putStep(ctx context.Context, tx *Tx, st ItemStep, state ItemState) error {
	settled := state == ItemCoded || state == ItemPassed
	less := 0
	if st.Untried {
		less = 1
	}
	var was ItemState
	if err := tx.row(ctx, "SELECT state FROM item WHERE n = ? AND holder = ?", st.N, st.Holder).Scan(&was); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return ErrLost
		}
		return err
	}
	_, err := tx.exec(ctx, `UPDATE item SET state = ?, why = ?, next_at = ?, holder = '', changed = ?,
			attempts = CASE WHEN ? = 1 THEN 0 ELSE attempts - ? END,
			language = CASE WHEN ? = '' THEN language ELSE ? END, report = CASE WHEN ? = '' THEN report ELSE ? END,
			body = CASE WHEN ? = 1 THEN '' WHEN ? = '' THEN body ELSE ? END
		WHERE n = ?`,
		string(state), st.Why, millis(st.Next), millis(st.At), flag(was != state && state == ItemFetched), less,
		st.Language, st.Language, st.Report, st.Report, flag(settled), st.Body, st.Body, st.N)
	return err
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// RetryFailed sends items that were given up through the queue again, those of
// one source or, with "", all, and gives their number.
func (s *Store) RetryFailed(ctx context.Context, source string) (int, error) {
	var n int64
	err := s.change(ctx, func(tx *Tx) error {
		res, err := tx.exec(ctx, `UPDATE item SET state = 'found', attempts = 0, next_at = 0, holder = '', why = ''
			WHERE state = 'failed' AND (? = '' OR source = ?)`, source, source)
		if err != nil {
			return err
		}
		n, err = res.RowsAffected()
		return err
	})
	return int(n), err
}

// QueueItems gives the items of a source, those that changed last first.
// Empty source or state: all.
func (s *Store) QueueItems(ctx context.Context, source string, state ItemState, limit int) ([]Item, error) {
	if limit < 1 || limit > 1000 {
		limit = 50
	}
	var out []Item
	rows, err := s.query(ctx, "SELECT "+itemColumns+` FROM item WHERE (? = '' OR source = ?) AND (? = '' OR state = ?)
		ORDER BY changed DESC, n DESC LIMIT ?`, source, source, string(state), string(state), limit)
	err = each(rows, err, func(r *sql.Rows) error {
		it, err := scanItem(r)
		out = append(out, it)
		return err
	})
	return out, err
}

// Pending says how much of the watch's work is due by a time, or under way.
func (s *Store) Pending(ctx context.Context, by time.Time) (n int, err error) {
	for _, q := range [...]string{
		"SELECT COUNT(*) FROM source WHERE active = 1 AND (next_at <= ? OR holder <> '')",
		"SELECT COUNT(*) FROM item WHERE state IN ('found', 'fetched') AND (next_at <= ? OR holder <> '')",
	} {
		var k int
		if err := s.row(ctx, q, millis(by)).Scan(&k); err != nil {
			return 0, err
		}
		n += k
	}
	return n, nil
}
