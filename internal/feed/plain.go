package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/attache/attache/internal/text"
)

var errNoText = errors.New("no text in it")

// readPlain makes one report of plain text; the text is kept as it stands.
func readPlain(s source, raw []byte) (*text.Report, error) {
	raw, err := toUTF8(raw, s.label)
	if err != nil {
		return nil, err
	}
	t := string(raw)
	if strings.TrimSpace(t) == "" {
		return nil, errNoText
	}
	if isBinary(raw) {
		return nil, whatBinary(raw)
	}
	return &text.Report{ID: s.reportID(), URL: s.url, Text: t}, nil
}

// digest names a report by what it says: the same report has the same id
// wherever it is read. Twelve bytes in hex.
func digest(r *text.Report) string {
	h := sha256.New()
	for _, part := range []string{r.Title, r.Published.Format("2006-01-02"), r.Text} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
