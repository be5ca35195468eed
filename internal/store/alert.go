package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"
)

// Told is a report as it was added. N grows with every report.
type Told struct {
	N      int64
	Report string // id
}

// AlertFrom gives the number of the last report that an alert has seen. An
// alert that is new begins behind the newest report, or, when all is wanted,
// before the first.
func (s *Store) AlertFrom(ctx context.Context, name string, all bool) (upto int64, err error) {
	err = s.row(ctx, "SELECT upto FROM alert WHERE name = ?", name).Scan(&upto)
	if !errors.Is(err, sql.ErrNoRows) {
		return upto, err
	}
	err = s.change(ctx, func(tx *Tx) error {
		upto = 0
		if !all {
			if err := tx.row(ctx, "SELECT COALESCE(MAX(n), 0) FROM report").Scan(&upto); err != nil {
				return err
			}
		}
		if _, err := tx.exec(ctx, "INSERT INTO alert (name, upto) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name, upto); err != nil {
			return err
		}
		return tx.row(ctx, "SELECT upto FROM alert WHERE name = ?", name).Scan(&upto)
	})
	return upto, err
}

// ReportsAfter gives reports behind the nth, in the order in which they were
// added. A report that is coded anew stays where it is: what it tells is no
// news.
func (s *Store) ReportsAfter(ctx context.Context, n int64, limit int) ([]Told, error) {
	var out []Told
	rows, err := s.query(ctx, "SELECT n, id FROM report WHERE n > ? ORDER BY n LIMIT ?", n, limit)
	err = each(rows, err, func(r *sql.Rows) error {
		var t Told
		err := r.Scan(&t.N, &t.Report)
		out = append(out, t)
		return err
	})
	return out, err
}

// DeliveryState says how far a delivery has come.
type DeliveryState string

// A delivery waits, was taken by its receiver, or was given up.
const (
	DeliveryPending DeliveryState = "pending"
	DeliverySent    DeliveryState = "sent"
	DeliveryFailed  DeliveryState = "failed"
)

// Delivery is one event on its way to one receiver.
type Delivery struct {
	ID       string // of alert, channel and event: the same however often it is made
	N        int64  // of its report
	Alert    string
	Channel  string
	Event    string // id
	Report   string // id
	Body     string // JSON, as it was when it was found
	Happened string // what happened, whoever reports it
	State    DeliveryState
	Batch    string // of the letter that carries it, "" before there is one
	Attempts int
	Next     time.Time
	Error    string
	Found    time.Time
	Sent     time.Time // zero before
}

// DeliveryID names what goes to one receiver for one event.
func DeliveryID(alert, channel, event string) string {
	return shortDigest("delivery", alert, channel, event)
}

// PutDeliveries writes down what an alert has found up to the nth report, all
// or nothing. What is known already is left alone, and so is what was told to
// the same receiver after another report.
func (s *Store) PutDeliveries(ctx context.Context, alert string, upto int64, list []Delivery) (added int, err error) {
	err = s.change(ctx, func(tx *Tx) error {
		added = 0
		for _, d := range list {
			known, err := knownDelivery(ctx, tx, alert, d)
			if err != nil {
				return err
			}
			if known {
				continue
			}
			res, err := tx.exec(ctx, `INSERT INTO delivery (id, n, alert, channel, event, report, body, happened, state, batch,
					attempts, next_at, holder, error, found, sent)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', '', 0, 0, '', '', ?, 0) ON CONFLICT (id) DO NOTHING`,
				DeliveryID(alert, d.Channel, d.Event), d.N, alert, d.Channel, d.Event, d.Report, d.Body, d.Happened, millis(d.Found))
			if err != nil {
				return err
			}
			n, err := res.RowsAffected()
			if err != nil {
				return err
			}
			added += int(n)
		}
		_, err := tx.exec(ctx, "UPDATE alert SET upto = ? WHERE name = ? AND upto < ?", upto, alert, upto)
		return err
	})
	return added, err
}

// knownDelivery says that the receiver was told the same after another report:
// of an event that this one stands for, or of the same deed in the same story.
func knownDelivery(ctx context.Context, tx *Tx, alert string, d Delivery) (bool, error) {
	var n int
	err := tx.row(ctx, "SELECT COUNT(*) FROM delivery WHERE alert = ? AND channel = ? AND happened = ? AND report <> ?",
		alert, d.Channel, d.Happened, d.Report).Scan(&n)
	if err != nil || n > 0 {
		return n > 0, err
	}
	err = tx.row(ctx, `SELECT COUNT(*) FROM event e JOIN event other ON other.told = e.n JOIN delivery ON delivery.event = other.id
		WHERE e.id = ? AND delivery.alert = ? AND delivery.channel = ?`, d.Event, alert, d.Channel).Scan(&n)
	return n > 0, err
}

const deliveryColumns = "id, n, alert, channel, event, report, body, happened, state, batch, attempts, next_at, error, found, sent"

func deliveries(rows *sql.Rows, err error) ([]Delivery, error) {
	var out []Delivery
	err = each(rows, err, func(r *sql.Rows) error {
		var d Delivery
		var next, found, sent int64
		err := r.Scan(&d.ID, &d.N, &d.Alert, &d.Channel, &d.Event, &d.Report, &d.Body, &d.Happened, &d.State, &d.Batch,
			&d.Attempts, &next, &d.Error, &found, &sent)
		d.Next, d.Found, d.Sent = fromMillis(next), fromMillis(found), fromMillis(sent)
		out = append(out, d)
		return err
	})
	return out, err
}

// TakeDeliveries gives what is due to one receiver, in the order of reports,
// and takes it until the lease ends. With a letter, all of it shares a batch:
// a batch that was begun before a crash comes again as it was.
func (s *Store) TakeDeliveries(ctx context.Context, alert, channel, holder string, letter bool, limit int, now, lease time.Time) ([]Delivery, error) {
	var list []Delivery
	err := s.change(ctx, func(tx *Tx) error {
		const due = " FROM delivery WHERE state = 'pending' AND alert = ? AND channel = ? AND next_at <= ?"
		args := []any{alert, channel, millis(now)}
		which, batch := "", ""
		if letter {
			err := tx.row(ctx, "SELECT COALESCE(MAX(batch), '')"+due, args...).Scan(&batch)
			if err != nil {
				return err
			}
			which = " AND batch = ?" // those without, or those of the letter that was begun
			args = append(args, batch)
		}
		rows, err := tx.query(ctx, "SELECT "+deliveryColumns+due+which+" ORDER BY n, id LIMIT ?", append(args, limit)...)
		if list, err = deliveries(rows, err); err != nil {
			return err
		}
		if letter && batch == "" && len(list) > 0 {
			batch = shortDigest("letter", alert, list[0].ID, list[len(list)-1].ID)
		}
		for i := range list {
			list[i].Batch = batch
			list[i].Attempts++
			_, err := tx.exec(ctx, "UPDATE delivery SET next_at = ?, holder = ?, batch = ?, attempts = attempts + 1 WHERE id = ?",
				millis(lease), holder, batch, list[i].ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// Delivered is what became of deliveries that were taken together.
type Delivered struct {
	List   []Delivery
	Holder string
	At     time.Time
	State  DeliveryState
	Error  string
	Next   time.Time // when they are to be tried again
}

// PutDelivered gives deliveries back. Those that another holder has by now are
// left to him.
func (s *Store) PutDelivered(ctx context.Context, d Delivered) error {
	return s.change(ctx, func(tx *Tx) error {
		sent := int64(0)
		if d.State == DeliverySent {
			sent = millis(d.At)
		}
		for _, one := range d.List {
			_, err := tx.exec(ctx, "UPDATE delivery SET state = ?, error = ?, next_at = ?, sent = ?, holder = '' WHERE id = ? AND holder = ?",
				string(d.State), d.Error, millis(d.Next), sent, one.ID, d.Holder)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Deliveries gives what an alert sends through a channel, the newest event
// first. Empty alert or channel: all.
func (s *Store) Deliveries(ctx context.Context, alert, channel string, limit int) ([]Delivery, error) {
	if limit < 1 || limit > 1000 {
		limit = 50
	}
	rows, err := s.query(ctx, "SELECT "+deliveryColumns+` FROM delivery WHERE (? = '' OR alert = ?) AND (? = '' OR channel = ?)
		ORDER BY n DESC, id LIMIT ?`, alert, alert, channel, channel, limit)
	return deliveries(rows, err)
}

// AlertHealth counts what an alert sends through one channel.
type AlertHealth struct {
	Alert   string    `json:"alert"`
	Channel string    `json:"channel"`
	Pending int       `json:"pending"`
	Sent    int       `json:"sent"`
	Failed  int       `json:"failed"`
	Last    time.Time `json:"last,omitzero"`   // when it last sent
	Error   string    `json:"error,omitempty"` // of one that waits or has failed
}

// AlertsHealth gives the state of all alerts that have found something.
func (s *Store) AlertsHealth(ctx context.Context) ([]AlertHealth, error) {
	var out []AlertHealth
	rows, err := s.query(ctx, `SELECT alert, channel, state, COUNT(*), MAX(sent), MAX(error) FROM delivery
		GROUP BY alert, channel, state ORDER BY alert, channel, state`)
	err = each(rows, err, func(r *sql.Rows) error {
		var h AlertHealth
		var state DeliveryState
		var n int
		var last int64
		var fault string
		if err := r.Scan(&h.Alert, &h.Channel, &state, &n, &last, &fault); err != nil {
			return err
		}
		at := slices.IndexFunc(out, func(o AlertHealth) bool { return o.Alert == h.Alert && o.Channel == h.Channel })
		if at < 0 {
			at = len(out)
			out = append(out, h)
		}
		switch state {
		case DeliverySent:
			out[at].Sent, out[at].Last = n, fromMillis(last)
		case DeliveryFailed:
			out[at].Failed, out[at].Error = n, fault
		default:
			out[at].Pending, out[at].Error = n, fault
		}
		return nil
	})
	return out, err
}

// LastSent is when an alert last sent something through a channel, zero when
// it never did.
func (s *Store) LastSent(ctx context.Context, alert, channel string) (time.Time, error) {
	var last int64
	err := s.row(ctx, "SELECT COALESCE(MAX(sent), 0) FROM delivery WHERE state = 'sent' AND alert = ? AND channel = ?", alert, channel).Scan(&last)
	return fromMillis(last), err
}

// RetryDeliveries sends what was given up out again, for one alert or, with
// "", all, and gives its number.
func (s *Store) RetryDeliveries(ctx context.Context, alert string) (int, error) {
	var n int64
	err := s.change(ctx, func(tx *Tx) error {
		res, err := tx.exec(ctx, "UPDATE delivery SET state = 'pending', attempts = 0, next_at = 0 WHERE state = 'failed' AND (? = '' OR alert = ?)", alert, alert)
		if err != nil {
			return err
		}
		n, err = res.RowsAffected()
		return err
	})
	return int(n), err
}
