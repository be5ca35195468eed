package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/attache/attache/internal/text"
)

// line is a report as one JSON object. Unknown fields are passed over.
type line struct {
	ID     anyID  `json:"id"`
	Date   string `json:"date"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	URL    string `json:"url"`
	Source string `json:"source"`
	Author string `json:"author"`
}

// anyID takes an id that is a string or a number.
type anyID string

func (a *anyID) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] != '"' {
		if b[0] == '{' || b[0] == '[' {
			return errors.New("id must be a string or a number")
		}
		if string(b) != "null" {
			*a = anyID(b)
		}
		return nil
	}
	return json.Unmarshal(b, (*string)(a))
}

// jsonLines reads one report a line; memory is bounded by the longest line.
func (f *Reader) jsonLines(s source, in io.Reader, head []byte, out *sink) bool {
	r := bufio.NewReaderSize(narrowStream(in, head), 1<<16)
	var buf []byte
	found := false
	for n := 1; ; n++ {
		raw, err := readLine(r, buf[:0], f.line)
		buf = raw
		if errors.Is(err, errLongLine) {
			found = true
			if !out.fail(s.name, n, fmt.Errorf("line longer than %s: passed over; split the report", megabytes(int64(f.line)))) {
				return false
			}
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) { // what stands before it is half a line
			return out.fail(s.name, n, plainError(err))
		}
		if raw = bytes.TrimSpace(bytes.TrimPrefix(raw, bomUTF8)); len(raw) > 0 {
			if !found && notLines(raw) {
				return out.fail(s.name, n, errors.New("JSON, but not one object a line: convert it, for example with jq -c '.[]? // .' FILE"))
			}
			found = true
			if !f.jsonLine(s, raw, n, out) {
				return false
			}
		}
		if err != nil {
			return found && !out.done || out.fail(s.name, 0, errEmpty)
		}
		if cap(buf) > 1<<20 { // give back what one huge line took
			buf = nil
		}
	}
}

// notLines tells an array or an object spread over lines by its first line.
func notLines(first []byte) bool {
	return first[0] == '[' || first[0] == '{' && len(first) < 64 && !json.Valid(first) && !bytes.ContainsRune(first, '}')
}

// jsonLine makes a report of one line. The text is kept byte for byte.
func (f *Reader) jsonLine(s source, raw []byte, n int, out *sink) bool {
	raw, err := toUTF8(raw, s.label)
	if err != nil {
		return out.fail(s.name, n, err)
	}
	var l line
	if err := json.Unmarshal(raw, &l); err != nil {
		return out.fail(s.name, n, jsonError(err))
	}
	if strings.TrimSpace(l.Text) == "" {
		return out.fail(s.name, n, errors.New(`no "text" in this line: give the report's words in the field "text"`))
	}
	r := &text.Report{ID: string(l.ID), Source: l.Source, URL: l.URL, Title: l.Title, Author: l.Author, Text: l.Text}
	return sendDated(s, r, l.Date, n, out)
}

// sendDated sets the given date and hands the report on. A date that cannot be
// read is named, and the report goes on without it.
func sendDated(s source, r *text.Report, date string, n int, out *sink) bool {
	if date != "" {
		day, ok := parseGiven(date)
		if !ok && !out.fail(s.name, n, fmt.Errorf("date %.40q not understood: write it as 2022-05-04; the report is read without it", date)) {
			return false
		}
		if ok {
			r.Published, r.Dated = day, text.Given
		}
	}
	return out.report(r)
}

func jsonError(err error) error {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("not JSON (%s, at byte %d): give one object a line", syntax.Error(), syntax.Offset)
	case errors.As(err, &typ) && typ.Field == "":
		return fmt.Errorf("a JSON %s, not an object: give one object a line", typ.Value)
	case errors.As(err, &typ):
		return fmt.Errorf("field %q is a %s, not a %s: put it in quotes", typ.Field, typ.Value, typ.Type)
	}
	return err
}

var errLongLine = errors.New("line too long")

// readLine appends one line without its end to buf. A line longer than limit
// is skipped to its end and reported as errLongLine. The last line may come
// with io.EOF.
func readLine(r *bufio.Reader, buf []byte, limit int) ([]byte, error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(buf)+len(part) > limit {
			return nil, skipLine(r, err)
		}
		buf = append(buf, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buf, err
		}
	}
}

func skipLine(r *bufio.Reader, err error) error {
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	return errLongLine // a stream's end comes again with the next line
}
