package export

import (
	"bytes"
	"encoding/json"
)

// JSONLines gives a record's events, one JSON object a line.
func JSONLines(rec Record, scale Scale) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, e := range Events(rec, scale) {
		if err := enc.Encode(e); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// JSON gives one event as JSONLines does, without the end of the line.
func JSON(e *Event) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(e)
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'}), err
}
