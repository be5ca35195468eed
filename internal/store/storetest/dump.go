package storetest

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// dumped are the questions that show a whole record: all but when it was
// written, and the keys that nobody sees.
var dumped = []string{
	"SELECT r.id, r.name, r.source, r.url, r.title, r.day, r.published, r.dated, r.place, r.mark, r.fault, r.furniture, r.text, v.program, v.codebook, v.settings, s.id, c.id, t.id FROM report r JOIN version v ON v.n = r.version LEFT JOIN story s ON s.n = r.story LEFT JOIN report c ON c.n = r.copy_of LEFT JOIN report t ON t.n = r.superseded ORDER BY r.id",
	"SELECT e.id, b.body, e.day, e.endday, e.type, e.contexts, e.country, e.lead, e.sources, e.tellings, s.id, t.id FROM event e JOIN event_body b ON b.event = e.n LEFT JOIN story s ON s.n = e.story LEFT JOIN event t ON t.n = e.told ORDER BY e.id",
	"SELECT e.id, p.side, p.ord, p.code, p.sector, p.name FROM party p JOIN event e ON e.n = p.event ORDER BY e.id, p.side, p.ord",
	"SELECT id, title, day, lastday, reports, tellings, sources FROM story ORDER BY id",
	"SELECT r.id, v.program, v.codebook, v.settings FROM coding c JOIN report r ON r.n = c.report JOIN version v ON v.n = c.version ORDER BY r.id, v.program, v.codebook, v.settings",
	"SELECT l.id, r.id, l.day, l.kind, l.status, l.owed, l.due, l.body FROM ledger_entry l JOIN report r ON r.n = l.report ORDER BY l.id",
	"SELECT l.id, p.side, p.ord, p.code, p.sector, p.name FROM ledger_party p JOIN ledger_entry l ON l.n = p.entry ORDER BY l.id, p.side, p.ord",
	"SELECT t.code, t.lead, t.day, e.id, t.actor, t.recipient FROM posting t JOIN event e ON e.n = t.event ORDER BY t.code, t.lead, t.day, e.id",
	"SELECT a, b, period, quad, standing, type, events, scale, acted, received FROM tally WHERE events <> 0 ORDER BY a, b, period, quad, standing, type",
	"SELECT name, value FROM setting ORDER BY name",
}

// Dump writes a record as text: two records with the same dump hold the same.
func Dump(t testing.TB, dsn string) string {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(dsn, "postgres") {
		driver = "pgx"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, q := range dumped {
		if err := dump(&b, db, q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	return b.String()
}

func dump(b *strings.Builder, db *sql.DB, q string) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	row, into := make([]any, len(names)), make([]any, len(names))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for _, v := range row {
			if raw, ok := v.([]byte); ok {
				v = string(raw)
			}
			fmt.Fprintf(b, "%v\t", v)
		}
		b.WriteByte('\n')
	}
	return rows.Err()
}
